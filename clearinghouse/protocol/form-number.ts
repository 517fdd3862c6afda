/**
 * Numbers of membership forms, shown `F-K7F3-29QX`: an F, seven letters of Crockford's base 32 (35 bits) and a check letter. Staff type them from
 * paper: one wrong letter, and two letters exchanged, are always noticed.
 */
import { normaliseLine } from './normalise.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 7;

/** `wrong-check`: it looks like one of ours, but was not copied letter for letter. */
export type FormNumberReading =
  | { readonly kind: 'form-number'; readonly number: string }
  | { readonly kind: 'wrong-check' }
  | { readonly kind: 'no-form-number' };

/** The number made of the first 35 bits of five bytes. The same bytes give the same number: never two alike is for the caller to see to. Throws RangeError on fewer bytes. */
export function formNumber(bytes: Uint8Array): string {
  if (bytes.length < 5) throw new RangeError('five bytes are needed');
  let value = bytes.slice(0, 5).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) >> 5n;
  let letters = '';
  for (let at = 0; at < LETTERS; at += 1, value >>= 5n) letters = ALPHABET.charAt(Number(value & 31n)) + letters;
  const whole = letters + checkLetter(letters);
  return `F-${whole.slice(0, 4)}-${whole.slice(4)}`;
}

/** Reads what a person typed: any case and width, hyphens and spaces anywhere, I and L for 1, O for 0. A number is given back as it is shown. */
export function readFormNumber(text: string): FormNumberReading {
  if (text.length > 40) return { kind: 'no-form-number' };
  const folded = normaliseLine(text).replace(/[\s-]/g, '').toUpperCase().replace(/[IL]/g, '1').replaceAll('O', '0');
  if (!/^F[0-9A-HJKMNP-TV-Z]{8}$/.test(folded)) return { kind: 'no-form-number' };
  const letters = folded.slice(1, 1 + LETTERS);
  if (checkLetter(letters) !== folded.at(-1)) return { kind: 'wrong-check' };
  return { kind: 'form-number', number: `F-${folded.slice(1, 5)}-${folded.slice(5)}` };
}

/**
 * The sum of the letters over GF(2^5), each multiplied by another power of x: a changed letter changes the sum, and so do two
 * exchanged ones, since no two letters (nor the check letter, with the power 0) have the same factor.
 */
function checkLetter(letters: string): string {
  const sum = [...letters].reduce((total, letter) => timesX(total ^ ALPHABET.indexOf(letter)), 0);
  return ALPHABET.charAt(sum);
}

/** Multiplication by x modulo x^5 + x^2 + 1, which is primitive. */
const timesX = (value: number): number => (value & 16 ? ((value << 1) & 31) ^ 5 : value << 1);
