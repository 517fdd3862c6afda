/** The little of a browser's page that our two scripts use. The project's types are a server's; these stand for it, and no more. */

export type Listener = (event: PageEvent) => void;

export type PageEvent = {
  readonly preventDefault: () => void;
  readonly data?: string;
  readonly dataTransfer?: { readonly files: Iterable<PageFile> };
};

export type PageFile = { readonly name: string; readonly size: number; readonly arrayBuffer: () => Promise<ArrayBuffer> };

export type PageElement = {
  hidden: boolean;
  textContent: string | null;
  innerHTML: string;
  className: string;
  value: string;
  readonly lang: string;
  readonly files: Iterable<PageFile> | null;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly classList: { readonly toggle: (name: string, on: boolean) => void; readonly add: (name: string) => void };
  readonly content: { readonly firstElementChild: PageElement | null };
  readonly children: ArrayLike<PageElement>;
  readonly lastElementChild: PageElement | null;
  readonly addEventListener: (type: string, listener: Listener) => void;
  readonly append: (...parts: readonly (PageElement | string)[]) => void;
  readonly prepend: (...parts: readonly PageElement[]) => void;
  readonly replaceChildren: (...parts: readonly (PageElement | string)[]) => void;
  readonly replaceWith: (...parts: readonly PageElement[]) => void;
  readonly remove: () => void;
  readonly focus: () => void;
  readonly setAttribute: (name: string, value: string) => void;
};

export type PageSource = { readonly readyState: number; readonly addEventListener: (type: string, listener: Listener) => void; readonly close: () => void };

type Browser = {
  readonly document: {
    readonly documentElement: PageElement;
    readonly getElementById: (id: string) => PageElement | null;
    readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
    readonly createElement: (name: string) => PageElement;
    readonly addEventListener: (type: string, listener: Listener) => void;
  };
  readonly location: { readonly reload: () => void };
  readonly EventSource: new (address: string) => PageSource;
  readonly navigator: { readonly clipboard?: { readonly writeText: (text: string) => Promise<void> } };
};

export const browser = globalThis as unknown as Browser;

export const byId = (id: string): PageElement | null => browser.document.getElementById(id);

/** An element with a class and what stands in it, text as text. */
export function element(name: string, className: string, ...parts: readonly (PageElement | string)[]): PageElement {
  const made = browser.document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...parts);
  return made;
}
