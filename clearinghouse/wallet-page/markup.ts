/** Markup as a value of its own: what is put into it as text is escaped, so that no bank's or account's name ever becomes markup. */

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

export type Value = string | Markup | readonly Value[];

function textOf(value: Value): string {
  if (value instanceof Markup) return value.text;
  return typeof value === 'string' ? escaped(value) : value.map(textOf).join('');
}

/** A template whose values are escaped, for text and for attributes in quotes, unless they are markup already. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(parts.map((part, at) => part + (values[at] === undefined ? '' : textOf(values[at]))).join(''));

/** Text of this program that is known to be markup. */
export const raw = (text: string): Markup => new Markup(text);

/**
 * JSON for a block of data in a page: nothing in it can end the block, begin a comment or be read as an entity, and JSON.parse gives the same values.
 */
export const dataBlock = (value: unknown): Markup =>
  new Markup(JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));
