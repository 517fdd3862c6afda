/** Items whose name an unknown word nearly is. They are told to the shopkeeper, never taken. */
import { isOrdinary } from './common.ts';
import { isKnownAnywhere } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import type { Names } from './names.ts';
import type { Token } from './tokens.ts';
import { isMerchandise } from './words/merchandise.ts';

const MAX_WORDS = 40;

/** Skus of the items that unknown words of the sentence come near to: one letter wrong, missing, too much or swapped; two in words of eight letters or more.
 * `wholeOnly`: only of names that are one word. */
export function nearItems(tokens: readonly Token[], names: Names, wholeOnly: boolean): readonly string[] {
  const found = new Set<string>();
  for (const { kind, text } of tokens.filter((token) => token.kind === 'unknown' && (token.common === null || token.common === 'name')).slice(0, MAX_WORDS)) {
    if (kind !== 'unknown' || text.length < 4 || text.length > 40) continue;
    for (const [word, skus] of names.words) if ((!wholeOnly || (names.whole.has(word) && text !== word && word.length >= 5)) && (wholeOnly ? distance(text, word, 1) <= 1 : isNear(text, word))) skus.forEach((sku) => found.add(sku));
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

const LATIN = /^[\p{Script=Latin}]+$/u;

/**
 * The catalogue's word that an unknown one can only be: one slip of the hand (a letter left out, doubled, swapped with its neighbour or, in eight letters
 * and more, struck wrongly) between the first letter and the last, and no other word of any name within three. Null where it may be a word of its own.
 */
export function onlyName(written: string, names: Names): string | null {
  if (written.length < 5 || written.length > 40 || !LATIN.test(written) || names.words.has(written)) return null;
  const near = [...names.words].filter(([word]) => LATIN.test(word) && word !== written && Math.abs(word.length - written.length) <= 2 && distance(written, word, 2) <= 2);
  const isOnly = (word: string): boolean => {
    const isEnded = word.at(-1) === written.at(-1) || (word.length >= 6 && isSwap(written, word));
    return word.length >= 5 && word.charAt(0) === written.charAt(0) && isEnded && distance(written, word, 1) === 1 && (isSlipOf(written, word) || isForeign(written, word, names));
  };
  const [chosen, skus] = near.find(([word]) => isOnly(word)) ?? [null, []];
  return near.every(([, others]) => others.join() === skus.join()) ? chosen : null;
}

const isSwap = (a: string, b: string): boolean => [...a].sort().join('') === [...b].sort().join('');
/** One vowel for another. */
const isVowel = (a: string, b: string): boolean => [...a].every((letter, at) => letter === b.charAt(at) || /[aeiouy]{2}/.test(letter + b.charAt(at)));

/** True where the two are one word but for two letters swapped, a letter doubled or not, or an apostrophe: no slip makes another word so. */
export function isSameSlip(written: string, word: string): boolean {
  if (written === word || written.length < 5 || Math.abs(written.length - word.length) > 1) return false;
  if (written.length === word.length) return isSwap(written, word) && distance(written, word, 1) === 1;
  const [long, short] = written.length > word.length ? [written, word] : [word, written];
  return [...long].some((letter, at) => (letter === "'" || letter === long.charAt(at + 1)) && long.slice(0, at) + long.slice(at + 1) === short);
}

/** A whole name of six letters or more that is a word of no language here: whatever is one letter off it is none either (`sensha`, `hojica`). */
const isForeign = (written: string, word: string, names: Names): boolean => written.length >= 6 && word.length >= 6 && names.whole.has(word) && !isKnownAnywhere(word) && !isOrdinary(word) && !isOrdinary(written) && !isMerchandise(written);

/** True where one letter within is left out of a long word: `schiken`. Another letter in its place makes another word (`schinken`). */
const isShortOf = (written: string, word: string): boolean => word.length >= 8 && written.length === word.length - 1 && written.charAt(0) === word.charAt(0) && written.at(-1) === word.at(-1) && distance(written, word, 1) === 1;

/** Shorter words become others too easily: of six and seven letters only a swap of two letters or a double letter counts, of five only a swap. */
function isSlipOf(written: string, word: string): boolean {
  if (word.length >= 8) return true;
  if (word.length === 5) return isSwap(written, word);
  if (written.length === word.length) return isSwap(written, word) || (word.length === 7 && isVowel(written, word));
  const [long, short] = written.length > word.length ? [written, word] : [word, written];
  return [...long].some((letter, at) => letter === long.charAt(at + 1) && long.slice(0, at) + long.slice(at + 1) === short);
}

/** `möhcte`, `jaimerais`, `bestelen`: the one word of the table that it is but for a slip; null where there are two. */
export function slipOf(written: string, dictionary: Dictionary): string | null {
  if (written.length < 5 || written.length > 30) return null;
  const found = new Set((dictionary.entries.get(written.charAt(0)) ?? []).flatMap((entry) => (entry.kind !== 'goods' && entry.kind !== 'chat' && (isSameSlip(written, entry.text) || (entry.kind === 'order' && isShortOf(written, entry.text))) ? [entry.text] : [])));
  const [word] = found;
  return found.size === 1 && word !== undefined ? word : null;
}

const LETTER = /[\p{L}\p{M}]/u;

/** The text with this word of it written otherwise, and no part of a longer word; as it is where it stands in none of its places by itself. */
export function rewritten(text: string, word: string, other: string): string {
  const isApart = (at: number): boolean => !LATIN.test(word) || !(LETTER.test(text.charAt(at - 1)) || LETTER.test(text.charAt(at + word.length)));
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) if (isApart(at)) return text.slice(0, at) + other + text.slice(at + word.length);
  return text;
}
