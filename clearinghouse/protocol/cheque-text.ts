/**
 * A cheque as it is signed: one canonical text, the same in a buyer's browser and at the bank. Nothing here needs more than the language itself.
 * A cheque file is this text with the buyer's public key and signature, sealed to the bank with age.
 */

/** All values are text. `account` and `payee` are canonical addresses; `most` is an amount without separators (`4741`, `12.50`). */
export type ChequeFields = {
  readonly v: '1';
  /** 16 letters of Crockford's base 32, upper case: 80 random bits. */
  readonly serial: string;
  /** The buyer's registered address. */
  readonly account: string;
  readonly payee: string;
  /** The most that may be paid by it. */
  readonly most: string;
  /** ISO 4217. */
  readonly currency: string;
  /** The password of the order, as the buyer wrote it there. */
  readonly password: string;
  /** UTC to the second: `2026-11-21T14:05:00Z`. */
  readonly issued: string;
  readonly expires: string;
};

/** What lies in the sealed file: `key` and `sig` in base64url without padding (32 and 64 bytes, RFC 8032 Ed25519). */
export type SignedCheque = { readonly cheque: ChequeFields; readonly key: string; readonly sig: string };

export const CHEQUE_DOMAIN = 'kakitome/cheque/v1\0';

const FIELDS = ['account', 'currency', 'expires', 'issued', 'most', 'password', 'payee', 'serial', 'v'] as const satisfies readonly (keyof ChequeFields)[];

/** Longer files are never opened as text. */
export const MOST_CHEQUE_BYTES = 4_096;
/** A cheque is valid for at most a week. */
export const LONGEST_CHEQUE_MS = 7 * 86_400_000;

/** JSON with sorted keys and without white space. */
export const chequeText = (cheque: ChequeFields): string => JSON.stringify(Object.fromEntries(FIELDS.map((name) => [name, cheque[name]])));

/** The bytes that are signed. */
export const chequeBytes = (cheque: ChequeFields): Uint8Array => new TextEncoder().encode(CHEQUE_DOMAIN + chequeText(cheque));

/** The text of the file before it is sealed. */
export const signedChequeText = ({ cheque, key, sig }: SignedCheque): string => `{"cheque":${chequeText(cheque)},"key":${JSON.stringify(key)},"sig":${JSON.stringify(sig)}}`;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 16 letters of the first ten bytes. */
export function serialOf(random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('ten random bytes are needed');
  const bits = Array.from(random.slice(0, 10), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: 16 }, (_, at) => ALPHABET.charAt(parseInt(bits.slice(at * 5, at * 5 + 5), 2))).join('');
}

/**
 * Reads the text of a file. Only the canonical text itself is taken: what is written in another way was not made by a wallet page.
 * null: not a cheque. Amount, times and the signature are for the caller to judge.
 */
export function readSignedCheque(text: string): SignedCheque | null {
  if (text.length > MOST_CHEQUE_BYTES) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || typeof value['key'] !== 'string' || typeof value['sig'] !== 'string' || !isRecord(value['cheque'])) return null;
  const fields = value['cheque'];
  if (FIELDS.some((name) => typeof fields[name] !== 'string')) return null;
  const signed = { cheque: fields as unknown as ChequeFields, key: value['key'], sig: value['sig'] };
  return signedChequeText(signed) === text && isWellFormed(signed) ? signed : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;

const isWellFormed = ({ cheque, key, sig }: SignedCheque): boolean =>
  cheque.v === '1' &&
  /^[0-9A-HJKMNP-TV-Z]{16}$/.test(cheque.serial) &&
  /^[0-9]{1,16}(?:\.[0-9]{1,4})?$/.test(cheque.most) &&
  /^[A-Z]{3}$/.test(cheque.currency) &&
  TIME.test(cheque.issued) &&
  TIME.test(cheque.expires) &&
  /^[A-Za-z0-9_-]{43}$/.test(key) &&
  /^[A-Za-z0-9_-]{86}$/.test(sig);
