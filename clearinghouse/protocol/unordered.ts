/** Which lines of an invoice the buyer did not write: they are marked `(not in your order)` in the question. */
import type { InvoiceLine } from './invoice-line.ts';
import { foldWord, vocabularyOf, wholeWordAtStart, wordWithin } from './vocabulary.ts';
import { COUNTERS, NOT_WANTED } from './words.ts';

const notWanted = vocabularyOf(NOT_WANTED);
const counters = vocabularyOf(COUNTERS);
const MAX_ORDER_LINES = 500;
const MAX_ORDER_LINE = 1000;

/**
 * True unless the item's words stand in one line of the buyer's own text with the same quantity right before or behind them; no number there
 * means one, and behind them a measure, a date or a time is none. Case and the plural's s do not count. Shipping, tax, discount and subtotals are never the buyer's.
 */
export function notInOrder(invoiceLine: InvoiceLine, orderLines: readonly string[]): boolean {
  if (invoiceLine.kind !== 'item') return true;
  const name = nameOf(invoiceLine);
  const quantity = invoiceLine.quantity ?? '1';
  return !orderLines.slice(0, MAX_ORDER_LINES).some((line) => line.length <= MAX_ORDER_LINE && holdsItem(line, name, quantity));
}

/** The words of `2 x Sencha 100g` without the quantity. */
const nameOf = ({ text, quantity }: InvoiceLine): string => (quantity !== null && text.startsWith(`${quantity} x `) ? text.slice(quantity.length + 3) : text);

function holdsItem(line: string, name: string, quantity: string): boolean {
  if (wordWithin(line, notWanted) !== null) return false;
  return /[^\x00-\u024F]/.test(name) ? holdsUnspaced(line, name, quantity) : holdsWords(line, name, quantity);
}

/** `counts`: what stands behind the word lets a number be a quantity. */
type Word = { readonly text: string; readonly counts: boolean };

function wordsOf(text: string): Word[] {
  const folded = foldWord(text);
  return [...folded.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ index, 0: word }) => ({ text: singular(word), counts: /^[0-9]/.test(word) && endsCount(folded.slice(index + word.length, index + word.length + 40)) })).filter((word) => word.text !== 'X');
}

/** At the end of the line, or before punctuation, a sign of multiplication or a counter; `100 g`, `24日`, `10 am`, `10:30` and `1.5` are no quantity. */
const endsCount = (tail: string): boolean => /^[ .。!)]*$|^ ?(?:[,;)!、。](?![0-9])|\(|[X×✕*](?!\p{L}))|^ [-/|+&] /u.test(tail) || wholeWordAtStart(tail.trimStart(), counters) !== null;

const singular = (word: string): string => (/^[A-Z]{3,}$/.test(word) ? word.replace(/(?:(?<=[SXZH])ES|(?<!S)S)$/, '') : word);

function holdsWords(line: string, name: string, quantity: string): boolean {
  const [words, wanted] = [wordsOf(line), wordsOf(name)];
  if (wanted.length === 0) return false;
  for (let at = 0; at + wanted.length <= words.length; at += 1) {
    if (!wanted.every((word, offset) => words[at + offset]?.text === word.text)) continue;
    const behind = words[at + wanted.length];
    if (countAt(words[at - 1]?.text, behind?.counts === true ? behind.text : undefined) === quantity) return true;
  }
  return false;
}

/** The number right before the words, else right behind them; one where neither is a number, none where both are and differ. */
function countAt(before: string | undefined, behind: string | undefined): string | null {
  const [first, second] = [before, behind].map((word) => (word !== undefined && /^[0-9]{1,6}$/.test(word) ? word.replace(/^0+(?=[0-9])/, '') : null));
  if (first !== null && second !== null && first !== second) return null;
  return first ?? second ?? '1';
}

/** Scripts without blanks: the name as a run of characters, the number next to it, over particles and signs of multiplication. */
function holdsUnspaced(line: string, name: string, quantity: string): boolean {
  const [text, wanted] = [line, name].map((part) => foldWord(part).replace(/[ ・]/g, '')) as [string, string];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const [head, tail] = [text.slice(0, at), text.slice(at + wanted.length)];
    const before = /([0-9]{1,6})(?:個|本|袋|箱|枚|点|缶|冊|つ|盒|包|个|개)?の?[X×✕*]?$/.exec(head)?.[1];
    const behind = /^[をはがとX×✕*:、,(]{0,3}([0-9]{1,6})/.exec(tail);
    const counts = behind !== null && endsCount(tail.slice(behind[0].length, behind[0].length + 40));
    if (countAt(before, counts ? behind[1] : undefined) === quantity) return true;
  }
  return false;
}
