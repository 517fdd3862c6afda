/** Every password that a letter holds in clear, to keep each of them out of what is shown. Used within a reader thread alone. */
import { HIDDEN } from './dissection.ts';
import { spokenSecrets } from '../protocol/consent.ts';
import { normaliseLine } from '../protocol/normalise.ts';
import type { Digest } from '../protocol/reading.ts';
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN } from '../protocol/reading.ts';
import { SECRET_MIN_LETTERS } from '../protocol/secret.ts';
import { looseSecret, maskSecrets } from '../protocol/secret-places.ts';
import type { MaskedSecret } from '../protocol/secret-places.ts';
import { passwordMasks, readInClear } from '../protocol/text-reading.ts';

/** Passwords of password lines, and what follows a consent word, in any of the texts. */
export function secretsOf(texts: readonly (string | null)[], digest: Digest): readonly MaskedSecret[] {
  const loose = new Set<string>();
  for (const text of texts) {
    if (text === null) continue;
    const { clear } = readInClear(text, digest);
    for (const mask of passwordMasks(clear)) loose.add(mask.loose);
    for (const spoken of spokenSecrets(clear)) loose.add(looseSecret(spoken));
  }
  return [...loose].filter((secret) => secret.length >= SECRET_MIN_LETTERS).map((secret) => ({ loose: secret, mark: HIDDEN }));
}

const MARKS = new RegExp(`${SECRET_MARK_OPEN}[^${SECRET_MARK_CLOSE}]*${SECRET_MARK_CLOSE}`, 'gu');

/** The text with passwords as `••••`, marks of a reading too; as it stands where it holds none. */
export function hide(text: string, secrets: readonly MaskedSecret[]): string {
  const marked = text.replace(MARKS, HIDDEN);
  const normal = normaliseLine(marked);
  const masked = maskSecrets(normal, secrets);
  return masked === normal ? marked : masked;
}

/** Under these keys stand words of the program, never of the letter. */
const OWN_WORDS: readonly string[] = ['code', 'kind', 'strength', 'result', 'use', 'question', 'word', 'action'];

/** The same for every text of the letter within plain data. */
export function hideAll<T>(data: T, secrets: readonly MaskedSecret[]): T {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return hide(value, secrets);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, OWN_WORDS.includes(key) ? inner : walk(inner)]));
  };
  return walk(data) as T;
}
