/** What of html-to-text 10 is used here; the package brings no types. */
declare module 'html-to-text' {
  export type SelectorDefinition = { readonly selector: string; readonly format?: string; readonly options?: Readonly<Record<string, unknown>> };
  export type HtmlToTextOptions = {
    readonly wordwrap?: number | false;
    readonly limits?: { readonly ellipsis?: string; readonly maxInputLength?: number; readonly maxDepth?: number; readonly maxChildNodes?: number };
    readonly selectors?: readonly SelectorDefinition[];
  };
  export function convert(html: string, options?: HtmlToTextOptions): string;
}
