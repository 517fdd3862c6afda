import type { LetterRow } from '../store/store.ts';
import type { Parts } from './parts.ts';

const FIRST = 10_000;
const LONGEST = 3_600_000;

/** While DNS gives no answer a letter waits so long, and for so many tries; then it counts as not proved. */
const PATIENCE = 4 * 3_600_000;
const LEAST_TRIES = 8;

/** A receipt of the bank is a payment that was made: its proof is waited for as long as its signature is good. */
const RECEIPT_PATIENCE = 7 * 24 * 3_600_000;

/** Beyond two days after it was signed the bank takes no order. */
const ORDER_PATIENCE = 2 * 24 * 3_600_000;

/** Counted from when the letter was kept: it may have lain in the mailbox for a night while this machine was off, and that is no time in which DNS was asked. */
export const mayStillBeProved = ({ now }: Pick<Parts, 'now'>, { keptAt, tries }: LetterRow): boolean => now() - keptAt < PATIENCE || tries < LEAST_TRIES;

export const isOrderAwaited = ({ now }: Pick<Parts, 'now'>, { keptAt }: LetterRow): boolean => now() - keptAt < ORDER_PATIENCE;

export const isReceiptAwaited = ({ now }: Pick<Parts, 'now'>, { keptAt, tries }: LetterRow): boolean => now() - keptAt < RECEIPT_PATIENCE || tries < LEAST_TRIES;

/** When to try again after `attempts` tries: doubling from ten seconds to an hour, with a quarter of jitter. */
export function nextTry({ now, random }: Pick<Parts, 'now' | 'random'>, attempts: number): number {
  const wait = Math.min(LONGEST, FIRST * 2 ** Math.min(20, Math.max(0, attempts)));
  return Math.round(now() + wait * (0.75 + random() / 2));
}
