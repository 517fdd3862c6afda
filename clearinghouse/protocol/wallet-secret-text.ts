/**
 * A buyer's wallet secret as people write it: 20 letters of Crockford's base 32, 100 random bits. The same in a browser and at the bank:
 * nothing here needs more than the language itself. How a key is made from it: `wallet-secret.ts`.
 */

/** HKDF-SHA-256 (RFC 5869) of the 20 letters in ASCII, without hyphens, with this salt and info, gives the 32 bytes of an Ed25519 seed (RFC 8032). */
export const WALLET_SALT = 'kakitome/wallet';
export const WALLET_INFO = 'ed25519 v1';

export const SECRET_LETTERS = 20;

/** No I, L, O and U, which look like others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_BYTES = 13;
const GROUP = 4;

/** 20 letters of the first 100 bits. Throws RangeError where there are fewer than 13 bytes. */
export function secretLettersOf(random: Uint8Array): string {
  if (random.length < RANDOM_BYTES) throw new RangeError('thirteen random bytes are needed');
  const bits = Array.from(random.slice(0, RANDOM_BYTES), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: SECRET_LETTERS }, (_, at) => ALPHABET.charAt(parseInt(bits.slice(at * 5, at * 5 + 5), 2))).join('');
}

/** `K7Q2-M9X4-T8WZ-5R3N-VB6H`, as it is written down. */
export function showWalletSecret(letters: string): string {
  return Array.from({ length: SECRET_LETTERS / GROUP }, (_, at) => letters.slice(at * GROUP, at * GROUP + GROUP)).join('-');
}

/** Longer texts are no typed secret. */
const MOST_TYPED = 200;

/**
 * The 20 letters that a person has typed: in either case and width, with or without hyphens and spaces, I and L for 1, O for 0.
 * null: not a wallet secret.
 */
export function readWalletSecret(text: string): string | null {
  if (text.length > MOST_TYPED) return null;
  const letters = text
    .normalize('NFKC')
    .replace(/[\s\u2010-\u2015\u2212\u30FC-]/g, '')
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  return /^[0-9A-HJKMNP-TV-Z]{20}$/.test(letters) ? letters : null;
}
