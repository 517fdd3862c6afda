/**
 * References: what people quote to name a payment. A keyed permutation of the payment's number over 40 bits: no two numbers share one,
 * and nobody without the key can tell how many payments there are. Written with the eight letters of Crockford's base 32, shown `K7F3-K29Q`.
 */
import { macOf } from './mac.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const HALF_BITS = 20;
const HALF = 2 ** HALF_BITS;
const ROUNDS = 10;

/** The reference of a payment's number (0 to 2^40 − 1), without the hyphen. Throws RangeError on any other number. */
export function referenceOf(number: number, key: Uint8Array): string {
  if (!Number.isSafeInteger(number) || number < 0 || number >= HALF * HALF) throw new RangeError(`no payment number: ${number}`);
  let left = Math.floor(number / HALF);
  let right = number % HALF;
  for (let round = 0; round < ROUNDS; round += 1) [left, right] = [right, left ^ mix(key, round, right)];
  return encode(left * HALF + right);
}

/** The number behind a canonical reference. Throws RangeError on text that is none; read people's text with `readReference` first. */
export function numberOf(reference: string, key: Uint8Array): number {
  const value = decode(reference);
  let left = Math.floor(value / HALF);
  let right = value % HALF;
  for (let round = ROUNDS - 1; round >= 0; round -= 1) [left, right] = [right ^ mix(key, round, left), left];
  return left * HALF + right;
}

/** `K7F3K29Q` as people see it: `K7F3-K29Q`. */
export const showReference = (reference: string): string => `${reference.slice(0, 4)}-${reference.slice(4)}`;

/** True of `K7F3-K29Q`, exactly as we show it. */
export const isShownReference = (text: string): boolean => text.length === 9 && text[4] === '-' && isReference(text.replace('-', ''));

/** A reference that a person wrote: any case, full or half width, hyphens and spaces anywhere, I and L for 1, O for 0. Null where it is none. */
export function readReference(text: string): string | null {
  if (text.length > 40) return null;
  const folded = text.normalize('NFKC').replace(/[\s\-\u2010-\u2015\u2212]/g, '').toUpperCase().replace(/[IL]/g, '1').replaceAll('O', '0');
  return isReference(folded) ? folded : null;
}

/**
 * As `readReference`, for running text, where eight letters are a word ("rejected") and two words may have eight ("the order"): small letters alone count only
 * with the hyphen as we show it, two words only as two halves, of which one mixes digits and letters or neither has a small letter.
 */
export function readWrittenReference(text: string): string | null {
  const words = text.trim().slice(0, 40).normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-').split(/\s+/);
  const capital = words.every((word) => word === word.toUpperCase());
  const [only = ''] = words;
  if (words.length === 1) return capital || /[0-9]/.test(only) || /^[^-]{4}-[^-]{4}$/.test(only) ? readReference(text) : null;
  if (words.length > 2 || words.some((word) => word.length !== 4)) return null;
  return capital || words.some((word) => /[0-9]/.test(word) && /[A-Z]/i.test(word)) ? readReference(text) : null;
}

const isReference = (text: string): boolean => text.length === 8 && [...text].every((letter) => ALPHABET.includes(letter));

/** One Feistel round: 20 bits of HMAC-SHA-256 over round and half. */
function mix(key: Uint8Array, round: number, half: number): number {
  const digest = macOf(key, `kakitome reference 1 ${round} ${half}`);
  return digest.readUInt32BE(0) >>> (32 - HALF_BITS);
}

function encode(value: number): string {
  let text = '';
  for (let rest = value, at = 0; at < 8; at += 1, rest = Math.floor(rest / 32)) text = ALPHABET.charAt(rest % 32) + text;
  return text;
}

function decode(reference: string): number {
  if (!isReference(reference)) throw new RangeError(`no canonical reference: ${JSON.stringify(reference.slice(0, 40))}`);
  return [...reference].reduce((value, letter) => value * 32 + ALPHABET.indexOf(letter), 0);
}
