/** What stands behind REFUND and DISPUTE: a payment's reference, and in a refund the total to have been given back, and the sender's words. */
import { readAmount } from './money.ts';
import type { Currency, Money } from './money.ts';
import { readWrittenReference } from './reference.ts';
import { vocabularyOf, wholeWordAtStart } from './vocabulary.ts';
import { PART_WORDS } from './words.ts';

/** `K7F3-K29Q broken cup`, also with a blank in the reference or in square brackets. Null where no reference leads. */
export function readNamedPayment(text: string): { readonly reference: string; readonly rest: string } | null {
  const words = text.trim().split(/\s+/);
  for (const count of [1, 2]) {
    const reference = readWrittenReference(words.slice(0, count).join(' ').replace(/^\[|\][:,;]?$|[:,;]$/g, ''));
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
 * The words behind the reference of a REFUND: an amount, if they begin with one, then the reason. An amount that can be read in two ways is not
 * ok, nor one in several words without its currency (`500 200 g were stale`), nor figures or money elsewhere where no amount leads, nor words for a
 * part of it: "total 500" and "half of it" must not be taken for all. A bare amount is in `currency`.
 */
export function readRefundWords(text: string, currency: Currency): RefundWords {
  const words = text.trim().split(/\s+/).filter((word) => word !== '');
  for (let count = Math.min(words.length, MOST_AMOUNT_WORDS); count > 0; count -= 1) {
    const reading = readAmount(bare(words.slice(0, count).join(' ')), currency);
    if (reading.ok) {
      const rest = words.slice(count);
      const inParts = count > 1 && !reading.currencyWritten;
      return inParts || CALCULATES.test(rest.join(' ')) ? notRead(words.slice(0, count + 1).join(' ')) : { ok: true, total: reading.money, reason: reasonOf(rest) };
    }
    if (reading.code === 'ambiguous') return { ok: false, found: reading.found, readings: reading.readings };
    // `20.00 JPY` of a payment in euro is no 20.00 EUR with a reason behind it.
    if (reading.code === 'decimals' || reading.code === 'two-currencies') return notRead(reading.found);
  }
  const figure = words.find((word, at) => FIGURE.test(word) || (at === 0 && NUMERALS.test(word.normalize('NFKC')))) ?? wholeWordAtStart(words.join(' '), partWords)?.word;
  return figure === undefined ? { ok: true, total: null, reason: reasonOf(words) } : notRead(figure);
}

/** `500` written `五百`, alone or as `金五百也`. */
const NUMERALS = /^金?[〇零一二三四五六七八九十百千万萬億兆壱壹弐貳参參拾]+也?$/u;
const partWords = vocabularyOf(PART_WORDS);
/** A word of figures, or of money; `GT-1042` is none. */
const FIGURE = /^[^\p{L}]*\p{N}|^[A-Z]{3}\p{N}|[\p{Sc}円]/u;
/** `1,080 + 500`, `5 ,000`, `50 %`. */
const CALCULATES = /^[%％]|^[-+*×/,.'’\u2010-\u2015\u2212]\s*\p{N}/u;

const notRead = (found: string): RefundWords => ({ ok: false, found: found.slice(0, 80), readings: [] });

const bare = (text: string): string => text.replace(/^\[(.*)\]$/, '$1').replace(/[,;:]$/, '');

function reasonOf(words: readonly string[]): string {
  const characters = [...words.join(' ')];
  return characters.length <= MOST_REASON ? characters.join('') : `${characters.slice(0, MOST_REASON - 1).join('')}…`;
}
