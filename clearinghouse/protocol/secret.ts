/**
 * Secrets: how a password is compared, which are refused, and which are suggested. A secret leaves this file only as keyed digests.
 */
import { timingSafeEqual } from 'node:crypto';
import { macOf } from './mac.ts';
import { arePair, normaliseLine, plainFigures } from './normalise.ts';
import type { Digest, SecretDigests, SecretWeakness } from './reading.ts';
import { looseSecret, searchIn } from './secret-places.ts';
import { SECRET_WORDS } from './secret-words.ts';

export const SECRET_MIN_LETTERS = 6;
export const SECRET_MAX_LETTERS = 64;

/** A secret as it is compared: normalised, upper-cased, without spaces and hyphens. Null where nothing is left. Folding twice changes nothing. */
export function foldSecret(text: string): string | null {
  let folded = foldOnce(text);
  // Upper-casing and NFKC may each make room for the other (ΐ, ŉ, a pair within a pair): few rounds reach the end, and each pair only shortens.
  for (let next = foldOnce(folded); next !== folded; next = foldOnce(folded)) folded = next;
  return folded === '' ? null : folded;
}

const foldOnce = (text: string): string => stripPairs(normaliseLine(plainFigures(text)).replace(/[ -]/g, '').toUpperCase());

/** All surrounding pairs at once: `normaliseLine` takes them one by one, which is the square of their number. */
function stripPairs(text: string): string {
  let skip = 0;
  while (2 * skip + 2 < text.length && arePair(text.charAt(skip), text.charAt(text.length - 1 - skip))) skip += 1;
  return text.slice(skip, text.length - skip);
}

/** What is wrong with a chosen password, null where nothing is. `otherOrderLines`: the order's text without its password lines. */
export const weaknessOf = (secret: string, otherOrderLines: readonly string[]): SecretWeakness | null => weaknessBeside(secret, searchIn(otherOrderLines));

/** As `weaknessOf`, where the order's other lines are searched by `stands`. */
export function weaknessBeside(secret: string, stands: (loose: string) => boolean): SecretWeakness | null {
  const folded = foldSecret(secret) ?? '';
  const letters = folded.match(/[\p{L}\p{N}]/gu) ?? [];
  if (letters.length < SECRET_MIN_LETTERS) return 'too-short';
  if ([...folded].length > SECRET_MAX_LETTERS) return 'too-long';
  if (new Set(letters).size === 1) return 'repeated';
  return stands(looseSecret(folded)) ? 'word-of-order' : null;
}

/** Digests by HMAC-SHA-256 under every pepper, `v<version>.<base64url>` each; none where nothing of the secret is left to compare. */
export function makeDigest(peppers: readonly { readonly version: number; readonly key: Uint8Array }[]): Digest {
  return (secret) => {
    const folded = foldSecret(secret);
    if (folded === null) return [];
    return peppers.map(({ version, key }) => `v${version}.${macOf(key, folded).toString('base64url')}`);
  };
}

/** Whether two secrets are one: any digest of the one is a digest of the other. Takes the same time wherever they differ. */
export function sameSecret(a: SecretDigests, b: SecretDigests): boolean {
  let same = false;
  for (const one of a) for (const other of b) same = equal(one, other) || same;
  return same;
}

function equal(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A password to offer, such as `maple-7731-crow`, made of the first five of the given random bytes. Throws RangeError where there are fewer. */
export function suggestSecret(random: Uint8Array): string {
  const [first, second, a, b, c] = random;
  if (first === undefined || second === undefined || a === undefined || b === undefined || c === undefined) throw new RangeError('five random bytes are needed');
  // Three bytes over 10,000: no group of four digits is likelier than another by more than one in a thousand.
  const digits = ((a * 65536 + b * 256 + c) % 10000).toString().padStart(4, '0');
  return `${SECRET_WORDS[first]}-${digits}-${SECRET_WORDS[second]}`;
}
