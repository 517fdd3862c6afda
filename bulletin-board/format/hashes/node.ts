/**
 * The same as `noble.ts` by Node's crypto (OpenSSL). What is hashed here is small and comes by the dozen: an object of Node's for each hash, or each HMAC, costs
 * ten times what the hash does, and so does a Buffer for its result. So all is hashed in one call, and the digest comes as a text of one letter a byte.
 */
import { hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;
/** What is longer gets bytes of its own. */
const SCRATCH = 4_096;

const inner = new Uint8Array(SCRATCH);
const outer = new Uint8Array(BLOCK + DIGEST);

/** Over the parts as one. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  return bytesOf(digestOf(parts.length === 1 && first !== undefined ? first : joined(0, parts)));
}

/** RFC 2104. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = key.length > BLOCK ? sha256(key) : key;
  const whole = joined(BLOCK, [message]);
  for (let at = 0; at < BLOCK; at += 1) {
    const byte = block[at] ?? 0;
    whole[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  write(digestOf(whole), outer, BLOCK);
  return bytesOf(digestOf(outer));
}

/** Holds until the next call. */
function joined(start: number, parts: readonly Uint8Array[]): Uint8Array {
  let end = start;
  for (const part of parts) end += part.length;
  const whole = end > SCRATCH ? new Uint8Array(end) : inner.subarray(0, end);
  let at = start;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'binary');

function bytesOf(digest: string): Uint8Array {
  const bytes = new Uint8Array(DIGEST);
  write(digest, bytes, 0);
  return bytes;
}

function write(digest: string, bytes: Uint8Array, start: number): void {
  for (let at = 0; at < DIGEST; at += 1) bytes[start + at] = digest.charCodeAt(at);
}
