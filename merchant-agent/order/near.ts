/** Items whose name an unknown word nearly is. They are told to the shopkeeper, never taken. */
import type { Names } from './names.ts';
import type { Token } from './tokens.ts';

const MAX_WORDS = 40;

/** Skus of the items that unknown words of the sentence come near to: one letter wrong, missing, too much or swapped; two in words of eight letters or more.
 * `wholeOnly`: only of names that are one word. */
export function nearItems(tokens: readonly Token[], names: Names, wholeOnly: boolean): readonly string[] {
  const found = new Set<string>();
  for (const { kind, text } of tokens.filter((token) => token.kind === 'unknown').slice(0, MAX_WORDS)) {
    if (kind !== 'unknown' || text.length < 4 || text.length > 40) continue;
    for (const [word, skus] of names.words) if ((!wholeOnly || (names.whole.has(word) && text !== word && word.length >= 5)) && isNear(text, word)) skus.forEach((sku) => found.add(sku));
  }
  return [...found].slice(0, 20);
}

const isNear = (written: string, word: string): boolean => distance(written, word, word.length >= 8 ? 2 : 1) <= (word.length >= 8 ? 2 : 1);

/** Damerau's distance in its restricted form; `limit` + 1 where it is more than `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [older, previous]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_none, at) => at)];
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] ? (older[column - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + cost, swapped));
    }
    [older, previous] = [previous, current];
  }
  return previous[b.length] ?? limit + 1;
}
