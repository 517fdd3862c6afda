/** Under which label each thing is sealed (sealing.ts), and the short hashes that rows are found by. A label is for ever: what was sealed under it opens under no other. */
import { createHash } from 'node:crypto';
import type { Payment } from '../../core/payment.ts';

export const letterLabel = (sha256: Uint8Array): string => `letter:${Buffer.from(sha256).toString('hex')}`;
export const readingLabel = (letterId: number, turn: number): string => `reading:${letterId}.${turn}`;
export const decisionLabel = (sequence: number): string => `decision:${sequence}`;
export const paymentLabel = (paymentId: number): string => `payment:${paymentId}`;
export const entryLabel = (entryId: string): string => `entry:${entryId}`;
export const noticeLabel = (noticeId: string): string => `notice:${noticeId}`;
export const noticeBytesLabel = (noticeId: string): string => `notice-bytes:${noticeId}`;

export const sha256Of = (raw: Uint8Array): Uint8Array => createHash('sha256').update(raw).digest();

/** Under this a mail is recognised whichever way it comes; shorter than the names themselves, which hold whole signatures. */
export const sameMailHash = (key: string): Uint8Array => createHash('sha256').update(key).digest().subarray(0, 16);

/** The buyer's order and their post are both there, so the board says it. */
export const isPosted = (payment: Payment): boolean => payment.order !== null && payment.roads !== undefined && payment.roads.post !== null;
