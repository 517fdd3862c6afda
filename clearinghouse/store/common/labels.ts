/** Under which label each thing is sealed (sealing.ts), and the short hashes that rows are found by. A label is for ever: what was sealed under it opens under no other. */
import { hash } from 'node:crypto';
import { NOT_UNDERSTOOD } from '../../core/keys.ts';
import type { Payment } from '../../core/payment.ts';
import type { Sealer } from './sealing.ts';

export const letterLabel = (sha256: Uint8Array): string => `letter:${Buffer.from(sha256).toString('hex')}`;
export const readingLabel = (letterId: number, turn: number): string => `reading:${letterId}.${turn}`;
export const decisionLabel = (sequence: number): string => `decision:${sequence}`;
export const paymentLabel = (paymentId: number): string => `payment:${paymentId}`;
export const entryLabel = (entryId: string): string => `entry:${entryId}`;
export const noticeLabel = (noticeId: string): string => `notice:${noticeId}`;
export const noticeBytesLabel = (noticeId: string): string => `notice-bytes:${noticeId}`;

export const sha256Of = (raw: Uint8Array): Uint8Array => hash('sha256', raw, 'buffer');

/** Short, and found by whoever knows the text: for names that hold nothing to be guessed. */
export const shortHash = (name: string): Uint8Array => hash('sha256', name, 'buffer').subarray(0, 16);

/** Under this a mail is recognised whichever way it comes. Keyed: its name holds a digest of the mail, by which the password in a short one could be guessed. */
export const sameMailHash = (sealer: Sealer, key: string): Uint8Array => sealer.nameOf(`same-mail ${key}`);

/** Those of letters read by this program, and by older ones, whose hashes were without a key: the second copy of a mail may come behind the change. */
export const sameMailHashes = (sealer: Sealer, key: string): readonly [Uint8Array, Uint8Array] => [sameMailHash(sealer, key), shortHash(key)];

/** In SQL what core/keys.ts `hadEffect` says of a cleared letter. */
export const HAD_EFFECT = `(disposition_kind IN ('advanced', 'answered') OR (disposition_kind = 'refused' AND disposition_code NOT IN (${NOT_UNDERSTOOD.map((code) => `'${code}'`).join(', ')}))
  OR (disposition_kind = 'recorded' AND disposition_code <> 'automatic'))`;

/** Under this a payment is found by one of its keys (core/keys.ts). Two keys may have one hash: what it finds says itself which keys it carries. */
export const keyHash = (key: string): Uint8Array => hash('sha256', key, 'buffer').subarray(0, 8);

/** So many with one hash are looked at for the newest that carries a key: to find even one more would take 2^64 tries. */
export const NEWEST_OF_HASH = 4;

/** Those of several keys, each once. */
export const keyHashes = (keys: readonly string[]): ReadonlyMap<string, Uint8Array> => new Map(keys.map(keyHash).map((hash) => [Buffer.from(hash).toString('hex'), hash]));

/** The buyer's order and their post are both there, so the board says it. */
export const isPosted = (payment: Payment): boolean => payment.order !== null && payment.roads !== undefined && payment.roads.post !== null;
