/** What the page derives from its one key, each purpose apart from the others. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type Purpose = 'state' | 'message' | 'number';

export function keyed(key: Uint8Array, purpose: Purpose, parts: readonly string[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(['kakitome order-page 1', purpose, ...parts])).digest();
}

/** Takes the same time wherever the two differ. */
export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && timingSafeEqual(one, other);

/** Of a form and the number typed into it: says whether it is the same one, and not which. */
export const numberMark = (key: Uint8Array, nonce: string, number: string): string => keyed(key, 'number', [nonce, number]).toString('base64url');

/** The Message-ID of the one order that a form can become. */
export function messageIdOf(key: Uint8Array, nonce: string, pageAddress: string): string {
  return `o.${keyed(key, 'message', [nonce]).toString('hex').slice(0, 40)}@${pageAddress.slice(pageAddress.lastIndexOf('@') + 1)}`;
}
