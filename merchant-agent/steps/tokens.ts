import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Names that only this agent can make: Message-IDs of its mails, and the token by which an answer finds its draft. A token is a keyed digest over the
 * order's number and the draft's; it stands in the draft alone, so whoever knows it has read the shopkeeper's mailbox. By itself it authorises nothing.
 */

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const TOKEN_BYTES = 10;

/** RFC 4648 §6 in lower case, without padding: servers on the way may change the case of an address. */
function base32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += ALPHABET.charAt((value >>> (bits - 5)) & 31);
      bits -= 5;
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET.charAt((value << (5 - bits)) & 31);
}

export const keyedName = (key: Uint8Array, ...parts: readonly (string | number)[]): string =>
  base32(createHmac('sha256', key).update(`kakitome merchant 1 ${JSON.stringify(parts)}`).digest().subarray(0, TOKEN_BYTES));

/** `d.12.1.<token>`: the tag of the draft's reply address and the left side of its Message-ID. */
export const draftTag = (key: Uint8Array, order: number, draft: number): string => `d.${order}.${draft}.${keyedName(key, 'draft', order, draft)}`;

export type DraftName = { readonly order: number; readonly draft: number };

/** The draft that a tag names; null where it is none of ours. */
export function readDraftTag(key: Uint8Array, tag: string): DraftName | null {
  const match = /^d\.([1-9]\d{0,9})\.([1-9]\d{0,4})\.([a-z2-7]{16})$/.exec(tag.toLowerCase());
  if (match === null) return null;
  const [order, draft] = [Number.parseInt(match[1] ?? '', 10), Number.parseInt(match[2] ?? '', 10)];
  const [given, right] = [Buffer.from(tag.toLowerCase()), Buffer.from(draftTag(key, order, draft))];
  return given.length === right.length && timingSafeEqual(given, right) ? { order, draft } : null;
}

/** The left side of a Message-ID, where a draft's tag stands. */
export const leftOf = (id: string): string => id.slice(0, Math.max(0, id.lastIndexOf('@')));

/** A password's digest for comparing within the shop's own records. */
export const secretDigest = (key: Uint8Array, digests: readonly string[]): string => createHmac('sha256', key).update(`kakitome merchant secret ${digests.join(' ')}`).digest('base64url');
