/** Texts of strangers on a line of a page or terminal: one line, whole characters, and no longer than a reader looks at. */

const CUT = '…';

/** Blanks of every kind become one space, halves of characters U+FFFD; what is longer than `most` characters is cut, with an ellipsis as the last. */
export function bounded(text: string, most: number): string {
  // No more than this of a text of megabytes can be shown: a character has at most two units, and of many blanks one is left.
  const head = text.slice(0, 8 * most);
  const letters = Array.from(head.replaceAll(/\p{Cs}/gu, '\uFFFD').replaceAll(/[\s\u0085\u2800\u3164\uFFA0]+/g, ' '));
  return letters.length > most || head.length < text.length ? `${letters.slice(0, most - 1).join('')}${CUT}` : letters.join('');
}
