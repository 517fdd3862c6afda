/**
 * One line of an invoice: goods (invoice-item.ts), or a label with an amount: `Shipping: 500`, `Tax (10%) 431`, `Discount: -200`, `値引き ▲200円`, `Total: 4,741 JPY`,
 * `合計(税込): 4,741円`. A total without its tax is a subtotal.
 */
import { endingAmount, notesOff } from './invoice-amount.ts';
import { readColumns, readCounted, readEqual, readLeading, readMultiplied, readPriced, readTrailing, unreadable } from './invoice-item.ts';
import type { InvoiceLineKind, LineReading } from './invoice-item.ts';
import { holdsNumeral, money, readSignedAmount } from './money.ts';
import type { Currency, Money } from './money.ts';
import { afterLabel, foldWord, vocabularyOf, wordAtStart, wordWithin } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';
import { DISCOUNT_LABELS, INVOICE_LABELS, NOT_MONEY_LABELS, SHIPPING_LABELS, SUBTOTAL_LABELS, TAX_EXCLUDED, TAX_INCLUDED, TAX_LABELS, TOTAL_LABELS } from './words.ts';

export type { InvoiceLine, InvoiceLineKind, LineReading } from './invoice-item.ts';

const MAX_LINE = 500;
const MAX_NUMBER = 40;

const invoiceLabels = vocabularyOf(INVOICE_LABELS);
const notMoneyLabels = vocabularyOf(NOT_MONEY_LABELS);
const totalLabels = vocabularyOf(TOTAL_LABELS);
const kinds: readonly (readonly [kind: InvoiceLineKind, labels: Vocabulary])[] = [
  ['subtotal', vocabularyOf(SUBTOTAL_LABELS)],
  ['shipping', vocabularyOf(SHIPPING_LABELS)],
  ['tax', vocabularyOf(TAX_LABELS)],
  ['discount', vocabularyOf(DISCOUNT_LABELS)],
];
const excludedTax = vocabularyOf(TAX_EXCLUDED);
const taxNotes = new Set([...TAX_INCLUDED, ...TAX_EXCLUDED].map(foldWord));

/** The merchant's own number of a line `Invoice: GT-1042`; null where the line is none or it is longer than 40 characters. */
export function invoiceNumberOf(text: string): string | null {
  const number = text.length > MAX_LINE ? null : afterLabel(text, invoiceLabels);
  return number === null || number === '' || number.length > MAX_NUMBER ? null : number;
}

/** Whether a normalised line may give the total: all others are told from it by their first word. */
export const mayBeTotal = (text: string): boolean => text.length <= MAX_LINE && wordAtStart(plainLine(text), totalLabels) !== null;

/** Whether a normalised line begins with the label of a sum, whatever follows. */
export const beginsLikeSum = (text: string): boolean => mayBeTotal(text) || kinds.some(([, labels]) => wordAtStart(plainLine(text), labels) !== null);

/** What a normalised line gives as the total, as far as it can be read alone; null where it gives none. */
export function totalOf(text: string, currency: Currency | null): Money | null {
  const reading = readInvoiceLine(text, currency);
  return reading.kind === 'total' ? reading.amount : null;
}

/** Reads one normalised line; amounts without a currency are in `currency`. */
export function readInvoiceLine(text: string, currency: Currency | null): LineReading {
  if (text.length > MAX_LINE) return /[0-9]/.test(text.slice(-20)) ? { kind: 'unreadable', amount: null } : { kind: 'prose' };
  const number = invoiceNumberOf(text);
  if (number !== null) return { kind: 'number', number };
  if (!holdsNumeral(text) || afterLabel(text, notMoneyLabels) !== null) return { kind: 'prose' };
  const line = notesOff(plainLine(text));
  const readers = [readPriced, readEqual, readLabelled, readColumns, readMultiplied, readCounted, readTrailing, readLeading];
  for (const reader of readers) {
    const reading = reader(line, currency);
    if (reading?.kind === 'total' && wordWithin(text, excludedTax) !== null) return subtotal(line, reading);
    if (reading !== null) return reading;
  }
  const ending = endingAmount(line, currency);
  return ending === null ? { kind: 'prose' } : { kind: 'unreadable', amount: ending.ok ? null : ending };
}

const subtotal = (text: string, { amount, writtenCurrency }: LineReading & { readonly kind: 'total' }): LineReading => ({ kind: 'line', line: { kind: 'subtotal', text: labelOf(text), quantity: null, unit: null, amount }, writtenCurrency });

const labelOf = (line: string): string => line.replace(/[ :=]*[\p{Sc}0-9][^\p{L}%)]*(?:\p{L}{1,4}\.?)?$/u, '');

/** Without the marks of bold text (`*Total:* 500`, `Total: **500**`) and without a bracket around the whole. */
function plainLine(text: string): string {
  const plain = text.replace(/^[*_]{1,2}([^*_]{1,60})[*_]{1,2}/, '$1').replace(/([*_]{1,2})([^*_]{1,40})\1$/, '$2');
  return /^\([^()]+\)$/.test(plain) ? plain.slice(1, -1) : plain;
}

/** Without dots that lead to an amount: `Total ..... 500`. */
const withoutLeader = (line: string): string => line.replace(/(?<=[\p{L}\p{N}):]) ?(?:\.{3,}|[·_-]{3,}) ?(?=[^.·_-][^·_]{0,30}$)/u, ' ');

/** `Total: 4,741 JPY`, `Tax (10%) 431`, `Discount -200`. */
function readLabelled(text: string, currency: Currency | null): LineReading | null {
  const line = withoutLeader(text);
  const total = afterWord(line, totalLabels);
  if (total !== null) return readTotal(total, currency);
  for (const [kind, labels] of kinds) {
    const rest = afterWord(line, labels);
    if (rest !== null) return readCharge(kind, line, rest, currency);
  }
  return null;
}

/** What follows a label and its colon, `=` or blank, both of which may be missing in scripts without blanks; null where another word goes on. */
function afterWord(line: string, labels: Vocabulary): string | null {
  const label = wordAtStart(line, labels);
  if (label === null) return null;
  const rest = line.slice(label.length);
  return label.bordered || /^\p{N}/u.test(rest) ? rest.replace(/^ ?[:=]?/, '').trim() : null;
}

function readTotal(rest: string, currency: Currency | null): LineReading | null {
  const amount = readSignedAmount(bracketRead(taxNoteOff(rest)), currency);
  if (amount.ok) return { kind: 'total', amount: amount.money, writtenCurrency: amount.currencyWritten ? amount.money.currency : null };
  const ending = endingAmount(rest, currency);
  if (amount.code === 'no-number' && ending === null) return null;
  return amount.code === 'unknown-currency' && ending === null ? null : unreadable(amount.code === 'grouping' && ending !== null ? null : amount);
}

/** What a total says of its tax before its amount: `(税込): `, `incl. 19 % VAT:`. */
function taxNoteOff(rest: string): string {
  const [, bracket = '', words = '', amount = ''] = /^(?:\(([^()]{1,40})\)|(\p{L}[\p{L}.]{0,20}(?: [0-9]{1,2}(?:[.,][0-9])? ?%)?(?: \p{L}[\p{L}.]{0,20})?)) ?[:=]? ?(.+)$/u.exec(rest) ?? [];
  const note = (bracket || words).replace(/ ?[0-9]{1,2}(?:[.,][0-9])? ?% ?/, ' ').trim();
  return taxNotes.has(foldWord(note)) ? amount : rest;
}

/**
 * `Total (JPY): 4,741` names the currency. `Total (3): 450.00`, `Total (3 items)`, `合計(10%)` bear figures that are no part of the amount: they are left out,
 * never put before it, where blanks may stand between thousands. A bracket with a sum in it stays, so that nothing is read.
 */
function bracketRead(rest: string): string {
  const [, note = '', amount = ''] = /^\(([^()]{1,12})\) ?[:=]? ?(.*)$/.exec(rest) ?? [];
  if (note === '' || amount === '') return rest;
  if (!/\p{N}/u.test(note)) return `${note} ${amount}`;
  const figures = readSignedAmount(note, null);
  return /^[0-9]{1,3}$/.test(note) || (!figures.ok && figures.code === 'unknown-currency') ? amount : rest;
}

/** The label may bear a bracket, a percentage or words before its amount: `Tax (10%) 431`, `Tax 10%: 431`, `Shipping to Kyoto: 500`. */
function readCharge(kind: InvoiceLineKind, line: string, rest: string, currency: Currency | null): LineReading | null {
  const split = chargeAmount(rest);
  const amount = readSignedAmount(split.replace(/^\+ ?/, ''), currency);
  if (!amount.ok) return endingAmount(rest, currency) === null && amount.code !== 'other-numerals' ? null : unreadable(amount);
  if (amount.money.minor < 0n && kind !== 'discount') return unreadable({ ok: false, code: 'negative', found: split, readings: [] });
  const signed = kind === 'discount' && amount.money.minor > 0n ? money(amount.money.currency, -amount.money.minor) : amount.money;
  const text = line.slice(0, line.length - split.length).replace(/[ :=+]+$/, '');
  return { kind: 'line', line: { kind, text, quantity: null, unit: null, amount: signed }, writtenCurrency: amount.currencyWritten ? amount.money.currency : null };
}

function chargeAmount(rest: string): string {
  const colon = Math.max(rest.lastIndexOf(':'), rest.lastIndexOf('='));
  if (colon !== -1) return rest.slice(colon + 1).trim();
  const noted = /^(?:\([^()]{0,30}\)|[0-9]{1,2}(?:[.,][0-9]{1,2})? ?%)/.exec(rest);
  return noted === null ? rest : rest.slice(noted[0].length).trim();
}
