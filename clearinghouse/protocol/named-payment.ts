/** What stands behind REFUND and DISPUTE: a payment's reference, and in a refund the total to have been given back, and the sender's words. */
import { readAmount } from './money.ts';
import type { Currency, Money } from './money.ts';
import { readReference } from './reference.ts';

/** `K7F3-K29Q broken cup`, also with a blank in the reference or in square brackets. Null where no reference leads. */
export function readNamedPayment(text: string): { readonly reference: string; readonly rest: string } | null {
  const words = text.trim().split(/\s+/);
  for (const count of [1, 2]) {
    const reference = readReference(words.slice(0, count).join('').replace(/^\[|\]$/g, ''));
    if (reference !== null) return { reference, rest: words.slice(count).join(' ') };
  }
  return null;
}

/** `total` null: none is written, the whole is meant. */
export type RefundWords =
  | { readonly ok: true; readonly total: Money | null; readonly reason: string }
  | { readonly ok: false; readonly found: string; readonly readings: readonly string[] };

const MOST_REASON = 200;
/** `1 234 567 JPY`. */
const MOST_AMOUNT_WORDS = 4;

/**
 * The words behind the reference of a REFUND: an amount, if they begin with one, then the reason. An amount that can be read in two ways, or
 * that begins like one and can't be read at all, is not ok. A bare amount is in `currency`.
 */
export function readRefundWords(text: string, currency: Currency): RefundWords {
  const words = text.trim().split(/\s+/).filter((word) => word !== '');
  for (let count = Math.min(words.length, MOST_AMOUNT_WORDS); count > 0; count -= 1) {
    const reading = readAmount(bare(words.slice(0, count).join(' ')), currency);
    if (reading.ok) return { ok: true, total: reading.money, reason: reasonOf(words.slice(count)) };
    if (reading.code === 'ambiguous') return { ok: false, found: reading.found, readings: reading.readings };
  }
  const [first = ''] = words;
  if (/^[[(]?[\p{Sc}]?[+-]?\p{N}/u.test(first)) return { ok: false, found: first.slice(0, 80), readings: [] };
  return { ok: true, total: null, reason: reasonOf(words) };
}

const bare = (text: string): string => text.replace(/^\[(.*)\]$/, '$1').replace(/[,;:]$/, '');

const reasonOf = (words: readonly string[]): string => [...words.join(' ')].slice(0, MOST_REASON).join('');
