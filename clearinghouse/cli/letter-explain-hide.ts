/**
 * A password need not stand on a line of its own kind: an unclear answer may hold it anywhere. What the reader could not know to be one is found
 * here by digest, among the passwords of the payments that the letter is about.
 */
import { HIDDEN } from '../explain/dissection.ts';
import type { Dissection } from '../explain/dissection.ts';
import type { Digest, SecretDigests } from '../protocol/reading.ts';
import { sameSecret } from '../protocol/secret.ts';

const MOST_WORDS = 6;
const MOST_TOKENS = 4_000;

/** Hides each of the passwords in the texts that it is given; `secrets`: digests of any of them. Texts beyond `most` words in all are given as `…`. */
export function hiderOf(secrets: SecretDigests, digest: Digest, mark: string, most: number): (text: string) => string {
  if (secrets.length === 0) return (text) => text;
  let left = most;
  return (text) => {
    const words = text.split(' ');
    left -= words.length;
    return left < 0 ? '…' : withoutKnown(words, (candidate) => sameSecret(digest(candidate), secrets), mark);
  };
}

/** Lines beyond 4,000 words in all are given as `…`. */
export function hideKnown(dissection: Dissection, secrets: SecretDigests, digest: Digest): Dissection {
  if (secrets.length === 0) return dissection;
  const hideIn = hiderOf(secrets, digest, HIDDEN, MOST_TOKENS);
  const { headers, text, recognised } = dissection;
  return {
    ...dissection,
    headers: { ...headers, subject: hideIn(headers.subject) },
    text: { ...text, lines: text.lines.map((line) => ({ ...line, text: hideIn(line.text) })), differences: text.differences.map((one) => ({ ...one, expected: '…', found: '…' })) },
    recognised: recognised.map((one) => ({ ...one, detail: hideIn(one.detail) })),
  };
}

/** The longest run of words that is a password goes first. */
function withoutKnown(words: readonly string[], isSecret: (candidate: string) => boolean, mark: string): string {
  const shown: string[] = [];
  for (let at = 0; at < words.length; ) {
    const length = runAt(words, at, isSecret);
    shown.push(length === 0 ? (words[at] ?? '') : mark);
    at += Math.max(1, length);
  }
  return shown.join(' ');
}

function runAt(words: readonly string[], at: number, isSecret: (candidate: string) => boolean): number {
  for (let length = Math.min(MOST_WORDS, words.length - at); length > 0; length -= 1) {
    const run = words.slice(at, at + length).join(' ');
    const bare = run.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    if (bare !== '' && (isSecret(run) || isSecret(bare))) return length;
  }
  return latinRuns(words[at] ?? '').some(isSecret) ? 1 : 0;
}

/** What stands between letters of a script without blanks: `パスワードはmaple-7731-crowです`. */
const latinRuns = (word: string): readonly string[] => word.slice(0, 500).match(/[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*/g) ?? [];
