/** What strangers chose (an alias, a shop's name), made fit to stand in a line of ours; and references as people type them. */

/** Controls, marks that turn the direction of writing, characters that can't be seen (but for the joiners that scripts need), halves of pairs, line ends. */
const UNSEEN = /[\p{Cc}\p{Cs}\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]/gu;
/** More marks on one letter than any writing needs reach into the lines above and below. */
const STACKED = /(\p{M}{3})\p{M}+/gu;

/** One line of at most `most` characters; each that can't be seen is U+FFFD. */
export function shownText(text: string, most: number): string {
  const clean = [...text.slice(0, most * 4).replace(UNSEEN, '\uFFFD').replace(STACKED, '$1')];
  return clean.length > most || text.length > most * 4 ? `${clean.slice(0, most).join('')}…` : clean.join('');
}

const REFERENCE = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/** `K7F3-K29Q` from what a person typed: any case and width, hyphens and blanks anywhere, I and L for 1, O for 0. Null where it is none. */
export function referenceFrom(text: string): string | null {
  if (text.length > 40) return null;
  const folded = text.normalize('NFKC').replaceAll(/[\s\-\u2010-\u2015\u2212\u30FC]/gu, '').toUpperCase().replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  return REFERENCE.test(folded) ? `${folded.slice(0, 4)}-${folded.slice(4)}` : null;
}
