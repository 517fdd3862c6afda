/**
 * The same verdicts as `ed25519-noble.ts` by Node's crypto (OpenSSL), twenty times as fast. OpenSSL's equation has no cofactor and its R must come out byte for
 * byte, so what it takes noble takes, but for public keys that are of small order or not reduced: each key is looked at for that once. What OpenSSL
 * refuses noble judges.
 */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { verifyEd25519 as judge } from './ed25519-noble.ts';

/** A bank has one log and a few witnesses; who verifies for many logs pays for the keys again. */
const MOST_KEYS = 64;

const keys = new Map<string, KeyObject>();

export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const key = keyOf(publicKey);
  return (key !== null && verify(null, message, key, signature)) || judge(signature, message, publicKey);
}

/** Null: noble has to judge. */
function keyOf(publicKey: Uint8Array): KeyObject | null {
  const x = Buffer.from(publicKey).toString('base64url');
  const known = keys.get(x);
  if (known !== undefined) return known;
  if (!isSound(publicKey)) return null;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(x, key);
  return key;
}

function isSound(publicKey: Uint8Array): boolean {
  try {
    return !ed25519.Point.fromBytes(publicKey, false).isSmallOrder();
  } catch {
    return false;
  }
}
