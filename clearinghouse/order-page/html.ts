/** Pieces of a page. Text is escaped wherever it is put in; only what this file has made counts as markup. */

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Piece = string | number | Markup | false | null | readonly Piece[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For text and for attributes in quotes. */
export const escapeText = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');

function written(piece: Piece): string {
  if (piece === false || piece === null) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(written).join('');
  return escapeText(String(piece));
}

export function html(constant: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(constant.map((part, at) => part + written(pieces[at] ?? null)).join(''));
}
