/**
 * Words in plain text that look like a password: letters with figures, words joined by hyphens, long runs of figures. What looks so may be one of another order,
 * which no invoice and no post repeats (9-rules 27, 29). Whoever chose a plain word as a password can block nobody's invoice by it (9-rules 3).
 */
import { foldSecret, SECRET_MAX_LETTERS, SECRET_MIN_LETTERS } from './secret.ts';
import type { Digest, SecretDigests } from './reading.ts';

/** More than a long invoice with an article's number on each line. */
const MOST = 250;

export type Shaped = { readonly line: number; readonly digests: SecretDigests };

/** The words of these lines, each once a line, until there are too many. `lines`: normalised, with their places. */
export function shapedWords(lines: readonly (readonly [line: number, text: string])[], digest: Digest): readonly Shaped[] {
  const found: Shaped[] = [];
  for (const [line, text] of lines) {
    for (const word of wordsLikeSecrets(text)) {
      if (found.length === MOST) return found;
      found.push({ line, digests: digest(word) });
    }
  }
  return found;
}

function wordsLikeSecrets(text: string): readonly string[] {
  const words = text.split(/[\s、。,;:()「」<>"]+/).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  return [...new Set(words.filter(isLikeSecret))];
}

/** The text with each of them as `…`: which of them it was that may not be repeated is not looked for. */
export const hideShaped = (text: string): string => wordsLikeSecrets(text).toSorted((a, b) => b.length - a.length).reduce((hidden, word) => hidden.replaceAll(word, '…'), text);

function isLikeSecret(word: string): boolean {
  if (word.length < SECRET_MIN_LETTERS || word.length > 2 * SECRET_MAX_LETTERS) return false;
  const folded = foldSecret(word) ?? '';
  if (folded.length < SECRET_MIN_LETTERS || folded.length > SECRET_MAX_LETTERS) return false;
  return (/[0-9]/.test(folded) && /\p{L}/u.test(folded)) || /\p{L}-\p{L}+-\p{L}/u.test(word) || /^[0-9]+$/.test(folded);
}
