/** The wallet's key: from the 20 secret letters to an Ed25519 key (RFC 8032) by HKDF (RFC 5869), as protocol/wallet-secret-text.ts lays down. */
import { shownFingerprint } from '../../protocol/page-fingerprint.ts';
import { WALLET_INFO, WALLET_SALT } from '../../protocol/wallet-secret-text.ts';
import type { Subtle, SubtleKey } from './browser.ts';

/** Ed25519 in plain code, for browsers that have none. */
export type Ed25519 = { readonly getPublicKey: (seed: Uint8Array) => Uint8Array; readonly sign: (bytes: Uint8Array, seed: Uint8Array) => Uint8Array };

/** `publicKey` and what `sign` gives are base64url without padding: 43 and 86 letters. `fingerprint`: `shownFingerprint` of the key. */
export type PageKey = { readonly publicKey: string; readonly fingerprint: string; readonly sign: (bytes: Uint8Array) => Promise<string> };

/** `letters`: the 20, upper case, without hyphens. The same letters give the same key in every browser and at the bank. */
export async function pageKey(letters: string, subtle: Subtle, plain: Ed25519): Promise<PageKey> {
  const seed = await seedOf(letters, subtle);
  const { publicKey, sign } = (await browsersKey(seed, subtle)) ?? plainKey(seed, plain);
  return { publicKey, fingerprint: await fingerprintOf(publicKey, subtle), sign };
}

async function seedOf(letters: string, subtle: Subtle): Promise<Uint8Array> {
  const text = new TextEncoder();
  const key = await subtle.importKey('raw', text.encode(letters), { name: 'HKDF' }, false, ['deriveBits']);
  return new Uint8Array(await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: text.encode(WALLET_SALT), info: text.encode(WALLET_INFO) }, key, 256));
}

type BareKey = Omit<PageKey, 'fingerprint'>;

/** RFC 8410 §7: a private key is its seed behind these bytes (PKCS #8). */
const PKCS8 = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/** Null: this browser does not know Ed25519. */
async function browsersKey(seed: Uint8Array, subtle: Subtle): Promise<BareKey | null> {
  const imported = await importSeed(seed, subtle);
  if (imported === null) return null;
  const { x } = await subtle.exportKey('jwk', imported);
  if (x === undefined) return null;
  return { publicKey: x, sign: async (bytes) => toBase64url(new Uint8Array(await subtle.sign({ name: 'Ed25519' }, imported, bytes))) };
}

async function importSeed(seed: Uint8Array, subtle: Subtle): Promise<SubtleKey | null> {
  try {
    return await subtle.importKey('pkcs8', Uint8Array.from([...PKCS8, ...seed]), { name: 'Ed25519' }, true, ['sign']);
  } catch {
    // Browsers name this refusal differently; the seed itself is always fit, so nothing else can be meant.
    return null;
  }
}

const plainKey = (seed: Uint8Array, plain: Ed25519): BareKey => ({
  publicKey: toBase64url(plain.getPublicKey(seed)),
  sign: (bytes) => Promise.resolve(toBase64url(plain.sign(bytes, seed))),
});

const toBase64url = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

const fromBase64url = (text: string): Uint8Array => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

const fingerprintOf = async (publicKey: string, subtle: Subtle): Promise<string> => shownFingerprint(new Uint8Array(await subtle.digest('SHA-256', fromBase64url(publicKey))));
