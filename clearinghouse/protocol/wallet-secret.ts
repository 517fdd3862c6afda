/** The Ed25519 key (RFC 8032) that a wallet secret stands for. A wallet page makes the same one in the buyer's browser. */
import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { readWalletSecret, WALLET_INFO, WALLET_SALT } from './wallet-secret-text.ts';

/** `publicKey`: 32 bytes in base64url, 43 letters: the wallet key as it is enrolled and as it stands in a cheque. */
export type WalletKey = { readonly privateKey: KeyObject; readonly publicKey: string };

const SEED_BYTES = 32;

/** RFC 8410 §7: a private key of Ed25519 is its seed behind these bytes (PKCS #8). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The seed of the 20 letters as `readWalletSecret` gives them. Throws RangeError for other letters. */
export function walletSeed(letters: string): Uint8Array {
  if (readWalletSecret(letters) !== letters) throw new RangeError('not the 20 letters of a wallet secret');
  return new Uint8Array(hkdfSync('sha256', Buffer.from(letters, 'ascii'), Buffer.from(WALLET_SALT), Buffer.from(WALLET_INFO), SEED_BYTES));
}

/** Throws RangeError where the seed is not 32 bytes. */
export function walletKeyOf(seed: Uint8Array): WalletKey {
  if (seed.length !== SEED_BYTES) throw new RangeError('a seed is 32 bytes');
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key without its public half');
  return { privateKey, publicKey: x };
}
