/** The hashes of the log: RFC 6962 §2.1, SHA-256. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as digest } from '@noble/hashes/sha2.js';
import { concat } from './encoding.ts';

export const HASH_BYTES = 32;

export const sha256 = (bytes: Uint8Array): Uint8Array => digest(bytes);
export const hmacSha256 = (key: Uint8Array, bytes: Uint8Array): Uint8Array => hmac(digest, key, bytes);

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (entry: Uint8Array): Uint8Array => digest(concat(LEAF, entry));
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => digest(concat(NODE, left, right));

/** The root of the empty tree: the hash of no bytes, not zeroes. */
export const emptyRoot = (): Uint8Array => digest(new Uint8Array());
