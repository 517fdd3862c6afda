import { createSecretKey, type KeyObject } from 'node:crypto';

/** By the bytes themselves, which nobody changes. */
const ready = new WeakMap<Uint8Array, KeyObject>();

/** A key for HMAC, set up once: Node takes bytes apart anew at each use, which costs six times as much as the HMAC of a short text. */
export function macKey(bytes: Uint8Array): KeyObject {
  const known = ready.get(bytes);
  if (known !== undefined) return known;
  const key = createSecretKey(bytes);
  ready.set(bytes, key);
  return key;
}
