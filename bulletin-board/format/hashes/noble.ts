/** SHA-256 and HMAC in JavaScript: for browsers, and as the other implementation wherever a result of `node.ts` is looked at a second time. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as digest } from '@noble/hashes/sha2.js';
import { concat } from '../encoding.ts';

/** Over the parts as one. */
export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => digest(concat(...parts));

/** RFC 2104. */
export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array => hmac(digest, key, message);
