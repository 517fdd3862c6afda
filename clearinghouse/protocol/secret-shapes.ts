/**
 * Words in plain text that look like a password: letters with figures, words joined by hyphens, long runs of figures, and neighbouring words that may be one
 * written with blanks, `River 1234 Stone`. What looks so may be one of another order, which no invoice and no post repeats (9-rules 27, 29). Whoever chose one
 * or two plain words as a password can block nobody's invoice by it (9-rules 3).
 */
import { foldSecret, SECRET_MAX_LETTERS, SECRET_MIN_LETTERS } from './secret.ts';
import type { Digest, SecretDigests } from './reading.ts';

/** More than a long invoice with an article's number on each line; of words by themselves, and of words together. */
const MOST = 250;

/** `joined`: several words. */
export type Shaped = { readonly line: number; readonly digests: SecretDigests; readonly joined?: true };

type Lines = readonly (readonly [line: number, text: string])[];

/** The words of these lines, each once a line, until there are too many. `lines`: normalised, with their places. */
export const shapedWords = (lines: Lines, digest: Digest): readonly Shaped[] => shapedBy(lines, wordsLikeSecrets).map(([line, word]) => ({ line, digests: digest(word) }));

/** The same of neighbouring words. */
export const shapedTogether = (lines: Lines, digest: Digest): readonly Shaped[] => shapedBy(lines, togetherLikeSecrets).map(([line, words]) => ({ line, digests: digest(words), joined: true as const }));

function shapedBy(lines: Lines, within: (text: string) => readonly string[]): readonly (readonly [line: number, words: string])[] {
  const found: (readonly [number, string])[] = [];
  for (const [line, text] of lines) {
    for (const words of within(text)) {
      if (found.length === MOST) return found;
      found.push([line, words]);
    }
  }
  return found;
}

const OUTSIDE = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const STOPS = /[、。,;:()「」<>"]+/;

function wordsLikeSecrets(text: string): readonly string[] {
  const words = text.split(/[\s、。,;:()「」<>"]+/).map((word) => word.replace(OUTSIDE, ''));
  return [...new Set(words.filter(isLikeSecret))];
}

const MOST_TOGETHER = 4;

/** Two to four words between stops. They begin and end with a word of three letters at least: `2 x` and `@ 1` are no part of a password. */
function togetherLikeSecrets(text: string): readonly string[] {
  const found = new Set<string>();
  for (const part of text.split(STOPS)) {
    const words = part.split(' ').map((word) => word.replace(OUTSIDE, ''));
    for (let from = 0; from < words.length && found.size < MOST; from += 1) {
      if (!isEnd(words[from])) continue;
      for (let to = from + 2; to <= Math.min(words.length, from + MOST_TOGETHER); to += 1) if (isEnd(words[to - 1]) && areLikeSecret(words.slice(from, to))) found.add(words.slice(from, to).join(' '));
    }
  }
  return [...found];
}

const isEnd = (word: string | undefined): boolean => word !== undefined && word.length >= 3 && word.length <= SECRET_MAX_LETTERS;

/** Figures among them, or three words of letters: two are what goods are called. */
function areLikeSecret(words: readonly string[]): boolean {
  const text = words.join('');
  return text.length >= SECRET_MIN_LETTERS && text.length <= 2 * SECRET_MAX_LETTERS && (/[0-9]/.test(text) || words.filter((word) => /\p{L}/u.test(word)).length >= 3);
}

/** The text with each of them as `…`: which of them it was that may not be repeated is not looked for. `joined`: it was several words, so all that stands between the same stops goes. */
export function hideShaped(text: string, joined: boolean): string {
  const hidden = joined ? text.split(/([、。,;:()「」<>"]+)/).map((part) => (togetherLikeSecrets(part).length > 0 ? '…' : part)).join('') : text;
  return wordsLikeSecrets(hidden).toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, '…'), hidden);
}

function isLikeSecret(word: string): boolean {
  if (word.length < SECRET_MIN_LETTERS || word.length > 2 * SECRET_MAX_LETTERS) return false;
  const folded = foldSecret(word) ?? '';
  if (folded.length < SECRET_MIN_LETTERS || folded.length > SECRET_MAX_LETTERS) return false;
  return (/[0-9]/.test(folded) && /\p{L}/u.test(folded)) || /\p{L}-\p{L}+-\p{L}/u.test(word) || /^[0-9]+$/.test(folded);
}
