/** Cheque files: the canonical text of a cheque (protocol/cheque-text.ts), signed by its buyer and sealed to the bank with age. */
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalAddress } from '../protocol/address.ts';
import { chequeBytes, LONGEST_CHEQUE_MS, MOST_CHEQUE_BYTES, readSignedCheque, signedChequeText, type ChequeFields, type SignedCheque } from '../protocol/cheque-text.ts';
import { currencyOf, readAmount, type Money } from '../protocol/money.ts';
import type { ChequeFault, ChequeReading, Digest, ReadChequeFile } from '../protocol/reading.ts';
import type { WalletKey } from '../protocol/wallet-secret.ts';
import { open, seal } from './age.ts';

type Fault = { readonly ok: false; readonly code: ChequeFault; readonly detail: string };

const fault = (code: ChequeFault, detail: string): Fault => ({ ok: false, code, detail });

const fileDigest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Opens cheque files with the bank's identities. `file` is SHA-256 of the age file without its armour; of a file whose armour is broken, or that is not
 * looked into (`too-large`, `several-recipients`, `not-sealed`), SHA-256 of the bytes as they came. An expired cheque is read like any other.
 * No detail holds a word of the file.
 */
export function makeChequeReader(identities: readonly string[]): ReadChequeFile {
  return async (bytes, digest) => {
    const opened = await open(identities, bytes, MOST_CHEQUE_BYTES);
    if (opened === null) return null;
    const file = fileDigest(opened.sealed);
    if (!opened.ok) return { file, ok: false, code: opened.code, detail: opened.detail };
    return { file, ...readContent(opened.content, digest) };
  };
}

type Content = Fault | Omit<Extract<ChequeReading, { readonly ok: true }>, 'file'>;

function readContent(content: Uint8Array, digest: Digest): Content {
  const text = utf8(content);
  const signed = text === null ? null : readSignedCheque(text);
  if (signed === null || !isCanonical(signed.key) || !isCanonical(signed.sig)) return fault('malformed', 'not the text of a cheque');
  const { cheque, key } = signed;
  if (!isSigned(signed)) return fault('signature-wrong', 'not signed by the key that it names');
  if ([cheque.account, cheque.payee].some((address) => canonicalAddress(address) !== address)) return fault('malformed', 'an address in it is not in its canonical form');
  const secret = digest(cheque.password);
  if (secret.length === 0) return fault('malformed', 'no password in it');
  const most = amountOf(cheque);
  if (most === null) return fault('amount-unreadable', 'not an amount above zero with the decimals of its currency');
  const times = timesOf(cheque);
  if (times === null) return fault('times-unfit', 'issued and expires are not two times within a week');
  return { ok: true, serial: cheque.serial, account: cheque.account, payee: cheque.payee, most, secret, ...times, key };
}

function utf8(content: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

/** Unused bits at the end would let one key be written in several ways. */
const isCanonical = (base64url: string): boolean => Buffer.from(base64url, 'base64url').toString('base64url') === base64url;

function isSigned({ cheque, key, sig }: SignedCheque): boolean {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
    return verify(null, chequeBytes(cheque), publicKey, Buffer.from(sig, 'base64url'));
  } catch {
    return false;
  }
}

/** `4741`, `12.50`, `12`: all decimals of the currency or none, no separators, no zero in front. */
function amountOf({ most, currency: code }: ChequeFields): Money | null {
  const currency = currencyOf(code);
  if (currency === null || !/^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(most)) return null;
  const read = readAmount(most, currency);
  return read.ok && read.money.minor > 0n ? read.money : null;
}

function timesOf({ issued, expires }: ChequeFields): { readonly issuedAt: number; readonly expiresAt: number } | null {
  const [issuedAt, expiresAt] = [timeOf(issued), timeOf(expires)];
  if (issuedAt === null || expiresAt === null) return null;
  return issuedAt < expiresAt && expiresAt - issuedAt <= LONGEST_CHEQUE_MS ? { issuedAt, expiresAt } : null;
}

/** A day that its month has not would be read as one of the next month. */
function timeOf(text: string): number | null {
  const time = Date.parse(text);
  return !Number.isNaN(time) && chequeTime(time) === text ? time : null;
}

/** A time (ms) as a cheque writes it: UTC, to the second. */
export const chequeTime = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** The cheque with its signature. */
export const signCheque = (cheque: ChequeFields, { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: string }): SignedCheque => ({
  cheque,
  key: publicKey,
  sig: sign(null, chequeBytes(cheque), privateKey).toString('base64url'),
});

/** A cheque file, armoured, as it is attached to a mail. One recipient: the bank holds a file void that a second one could open. Throws where it is none. */
export const sealCheque = (cheque: ChequeFields, key: WalletKey, recipient: string): Promise<Uint8Array> =>
  seal([recipient], Buffer.from(signedChequeText(signCheque(cheque, key)), 'utf8'), { armor: true });
