/** Markup as a value of its own: whatever is put into it as text is escaped, so that nothing from a face ever becomes markup. */

export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type HtmlValue = string | number | Html | null | undefined | false | readonly HtmlValue[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For text and for attribute values in quotes; also for XML. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

function markupOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string') return escaped(value);
  return typeof value === 'number' ? String(value) : value.map(markupOf).join('');
}

/** A template whose values are escaped, unless they are markup already. */
export const html = (parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html => new Html(parts.map((part, at) => part + markupOf(values[at])).join(''));

/** Text that is known to be markup: of this program, never of a file that was read. */
export const raw = (markup: string): Html => new Html(markup);
