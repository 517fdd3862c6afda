/** Bytes and texts, strictly: what does not come out again byte for byte is refused. Runs in a browser as well. */
import { Malformed, shown } from './malformed.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** Throws `Malformed` where the bytes are no UTF-8. A byte order mark stays a character. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Malformed('encoding', 'found bytes that are no UTF-8; expected UTF-8 text');
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Lower-case digits, two a byte. */
export function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new Malformed('encoding', `found ${shown(text)}; expected lower-case hexadecimal digits`);
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(2 * index, 2 * index + 2), 16));
}

/** So many letters at once: a call has no room for arguments without number. */
const STRETCH = 4_096;

/** RFC 4648 §4 with padding. */
export function base64(bytes: Uint8Array): string {
  if (bytes.length <= STRETCH) return btoa(String.fromCharCode(...bytes));
  let binary = '';
  for (let at = 0; at < bytes.length; at += STRETCH) binary += String.fromCharCode(...bytes.subarray(at, at + STRETCH));
  return btoa(binary);
}

const LETTERS = /^[A-Za-z0-9+/]*={0,2}$/;
/** A padded end with a bit set beyond its bytes. */
const LOOSE_END = /[^AQgw]==$|[^AEIMQUYcgkosw048=]=$/;

/** The canonical form only: other alphabets, blanks, missing padding and unused bits that are set are refused. */
export function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0 || !LETTERS.test(text) || LOOSE_END.test(text)) throw new Malformed('encoding', `found ${shown(text)}; expected canonical base64`);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** A whole number as the formats write it: digits, no sign, no leading zero, at most 2^53 − 1. */
export function decimal(text: string): number {
  const value = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new Malformed('encoding', `found ${shown(text)}; expected a decimal number without leading zero`);
  return value;
}

/** Big-endian, eight bytes. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Exactly eight bytes; beyond 2^53 − 1 it is refused. */
export function fromUint64(bytes: Uint8Array): number {
  if (bytes.length !== 8) throw new Malformed('encoding', `found ${bytes.length} bytes; expected the eight of a number`);
  const value = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Malformed('encoding', `found the number ${value}; expected at most 2^53 − 1`);
  return Number(value);
}

/** Lines that each end in LF; a text that does not end so, or has another control character, is refused. */
export function linesOf(text: string): readonly string[] {
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text)) throw new Malformed('encoding', 'found a control character (CR?); expected lines that end in LF');
  if (!text.endsWith('\n')) throw new Malformed('encoding', 'found a last line that is not ended; expected LF at its end');
  return text.slice(0, -1).split('\n');
}
