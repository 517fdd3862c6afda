/** Amounts and quantities at the end or the head of an invoice's line. */
import { readSignedAmount } from './money.ts';
import type { AmountReading, Currency } from './money.ts';
import { plainFigures } from './normalise.ts';
import { foldWord } from './vocabulary.ts';
import { AMOUNT_NOTES, COUNTERS } from './words.ts';

const notes = AMOUNT_NOTES.map(foldWord).sort((a, b) => b.length - a.length);
const counters = new Set(['', ...COUNTERS.map(foldWord)]);

/** The line without `(税込)` or `incl. VAT` behind its amount. */
export function notesOff(line: string): string {
  const note = notes.find((ending) => foldWord(line.slice(-ending.length)) === ending && /[0-9\p{Sc}円元원A-Z] ?$/iu.test(line.slice(0, -ending.length).slice(-2)));
  return note === undefined ? line : line.slice(0, -note.length).trim();
}

/** `2`, `2個`, `2pcs`: digits without leading zeros; null for anything else. */
export function readQuantity(text: string): string | null {
  const match = /^([1-9][0-9]{0,5}|0)([^0-9]{0,7})$/.exec(text);
  if (match === null || !counters.has(foldWord(match[2] ?? ''))) return null;
  return match[1] ?? null;
}

/** Words that make the number behind them a date or a label: `21 Nov 2026`, `#1042`. */
const DATE_ENDING = /(?:^|[ (])(?:[0-9]{1,2}\.? [\p{L}]{3,10}\.?,?|[\p{L}]{3,10}\.? [0-9]{1,2},?) [0-9]{4}$/u;

/** `30.11.2026`, `2026/11/30`, the year whole; a telephone number, `030 1234567`, `+81 72 000 0000`: no sum begins with a zero and goes on for so long. */
const NO_AMOUNTS = [
  DATE_ENDING,
  /(?:^|[ (:])(?:[0-3]?[0-9][./][0-3]?[0-9][./](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[./-][01]?[0-9][./-][0-3]?[0-9])$/,
  /(?:^|(?<![0-9])[ (:/])0[0-9 ]{6,20}$|(?:^|[ (:])\+[0-9 ]{11,20}$/,
];

/**
 * The amount with which a line ends, as far as it looks like one: digits, with or without a currency before or behind. Null where it ends with
 * words, a date, a time, a telephone number or a code of letters and digits.
 */
export function endingAmount(line: string, currency: Currency | null): AmountReading | null {
  const plain = line.replace(/[.。!)]{1,3}$/, '').trim();
  if (NO_AMOUNTS.some((pattern) => pattern.test(plain))) return null;
  const words = plain.slice(-80).split(' ');
  for (const count of [3, 2, 1]) {
    if (count > words.length) continue;
    const text = words.slice(-count).join(' ');
    const reading = readSignedAmount(text, currency);
    if (reading.ok || isAmountTrouble(reading, text) || isAmountInPlain(text, currency) || isAdded(text, currency)) return reading;
  }
  return null;
}

/** `12⁹⁹ EUR`, `①500円`: with plain figures it would look like an amount, so it is not passed over; `10 m²` is none. */
function isAmountInPlain(text: string, currency: Currency | null): boolean {
  const plain = plainFigures(text);
  if (plain === text) return false;
  const reading = readSignedAmount(plain, currency);
  return reading.ok || isAmountTrouble(reading, plain);
}

/** `+500円`, `+ 500`: nothing that is added is passed over; `+81` and more is a telephone number. */
function isAdded(text: string, currency: Currency | null): boolean {
  const [, sum = ''] = /^\+ ?(.+)$/.exec(text) ?? [];
  const reading = readSignedAmount(sum, currency);
  return reading.ok && (reading.currencyWritten || /^[0-9]{1,3}(?:[.,' ]?[0-9]{3})?(?:[.,][0-9]{2})?$/.test(sum));
}

/** Refusals of something that is an amount all the same. A number glued to other letters or signs is none. */
function isAmountTrouble(reading: AmountReading & { ok: false }, text: string): boolean {
  switch (reading.code) {
    case 'ambiguous':
    case 'decimals':
    case 'too-large':
    case 'no-currency':
    case 'two-currencies':
      return true;
    case 'too-long':
    case 'grouping':
      return /^[^ ]*[0-9,.']{2,}[^ ]*$/.test(text) && !/[0-9][-/:][0-9]|[\p{L}#/]/u.test(text);
    case 'negative':
      // A hyphen between letters is no minus: `12345 Berlin-Mitte`.
      return !/[0-9]-[0-9]/.test(text) && (text.startsWith('(') || text.replace(/(?<=\p{L})-(?=\p{L})/gu, '').includes('-'));
    case 'other-numerals':
      return /[〇零一二三四五六七八九十百千万萬億兆0-9]{1,20} ?(?:円|元|원|yen|jpy|cny|krw)$/iu.test(text);
    case 'unknown-currency':
      return /^[A-Z]{0,4}\p{Sc} ?[0-9]|[0-9] ?\p{Sc}$/iu.test(text);
    case 'no-number':
      return false;
    default:
      return reading.code satisfies never;
  }
}
