/**
 * One line of an invoice. Its forms: `2 x Sencha 100g @ 1,080`, `Sencha 100g 2 1,080 2,160` (columns, read from the right: quantity × price must
 * be the amount), `2 × Sencha = ¥2,160`, `2 x Sencha 100g 2,160`, and a label with an amount: `Shipping: 500`, `Tax (10%) 431`, `Discount: -200`, `Total: 4,741 JPY`.
 */
import { CURRENCY_WRITINGS } from './currencies.ts';
import { endingAmount, notesOff, readQuantity } from './invoice-amount.ts';
import { currencyOf, MAX_MINOR, money, readAmount, readSignedAmount } from './money.ts';
import type { AmountReading, Currency, Money } from './money.ts';
import { afterLabel, vocabularyOf, wordAtStart } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';
import { DISCOUNT_LABELS, INVOICE_LABELS, NOT_MONEY_LABELS, SHIPPING_LABELS, SUBTOTAL_LABELS, TAX_LABELS, TOTAL_LABELS } from './words.ts';

export type InvoiceLineKind = 'item' | 'shipping' | 'tax' | 'discount' | 'subtotal';

/** `text`: the merchant's words without the amount, an item's as `2 x Sencha 100g`. A discount's amount is below zero. A subtotal is not added. */
export type InvoiceLine = {
  readonly kind: InvoiceLineKind;
  readonly text: string;
  /** Digits without leading zeros, for items. */
  readonly quantity: string | null;
  /** The price of one, where it is written. */
  readonly unit: Money | null;
  readonly amount: Money;
};

/** `unreadable`: it ends with an amount that can't be read (then `amount` says why) or has no known form (`amount` null). */
export type LineReading =
  | { readonly kind: 'prose' }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'total'; readonly amount: Money; readonly writtenCurrency: Currency | null }
  | { readonly kind: 'line'; readonly line: InvoiceLine; readonly writtenCurrency: Currency | null }
  | { readonly kind: 'unreadable'; readonly amount: AmountReading | null };

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

/** The merchant's own number of a line `Invoice: GT-1042`; null where the line is none or it is longer than 40 characters. */
export function invoiceNumberOf(text: string): string | null {
  const number = text.length > MAX_LINE ? null : afterLabel(text, invoiceLabels);
  return number === null || number === '' || number.length > MAX_NUMBER ? null : number;
}

/** Whether a normalised line may give the total: all others are told from it by their first word. */
export const mayBeTotal = (text: string): boolean => text.length <= MAX_LINE && wordAtStart(plainLine(text), totalLabels) !== null;

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
  if (afterLabel(text, notMoneyLabels) !== null) return { kind: 'prose' };
  const line = notesOff(plainLine(text));
  const readers = [readPriced, readEqual, readLabelled, readColumns, readCounted];
  for (const reader of readers) {
    const reading = reader(line, currency);
    if (reading !== null) return reading;
  }
  const ending = endingAmount(line, currency);
  return ending === null ? { kind: 'prose' } : { kind: 'unreadable', amount: ending.ok ? null : ending };
}

/** Without the marks of bold text (`*Total:* 500`) and without a bracket around the whole. */
function plainLine(text: string): string {
  const plain = text.replace(/^[*_]{1,2}([^*_]{1,60})[*_]{1,2}/, '$1');
  return /^\([^()]+\)$/.test(plain) ? plain.slice(1, -1) : plain;
}

const unreadable = (amount: AmountReading | null): LineReading => ({ kind: 'unreadable', amount: amount?.ok === true ? null : amount });

type Counted = { readonly quantity: string; readonly name: string };

/** `2 x Sencha 100g`, `2× Sencha`. */
function counted(text: string): Counted | null {
  const match = /^([0-9]{1,6}) ?[x×✕*] ?(?=[^ ])/i.exec(text);
  if (match === null) return null;
  const name = text.slice(match[0].length).trim();
  return { quantity: readQuantity(match[1] ?? '') ?? '0', name };
}

function itemLine({ quantity, name }: Counted, unit: Money | null, amount: Money, written: Currency | null): LineReading {
  return { kind: 'line', line: { kind: 'item', text: `${quantity} x ${name}`, quantity, unit, amount }, writtenCurrency: written };
}

function times(quantity: string, unit: Money): Money | null {
  const minor = BigInt(quantity) * unit.minor;
  return minor > MAX_MINOR ? null : money(unit.currency, minor);
}

/** `2 x Sencha 100g @ 1,080`, also with `= 2,160` behind it. */
function readPriced(line: string, currency: Currency | null): LineReading | null {
  const at = line.lastIndexOf('@');
  const item = at === -1 ? null : counted(line.slice(0, at).trim());
  if (item === null || item.name === '') return null;
  const [price, sum, ...more] = line.slice(at + 1).split('=');
  const unit = readAmount(price ?? '', currency);
  if (!unit.ok || more.length > 0) return unreadable(unit);
  const amount = times(item.quantity, unit.money);
  if (amount === null) return unreadable(null);
  const stated = sum === undefined ? null : readAmount(sum, unit.money.currency);
  if (stated !== null && (!stated.ok || stated.money.minor !== amount.minor || stated.money.currency !== amount.currency)) return unreadable(stated);
  return itemLine(item, unit.money, amount, unit.currencyWritten ? unit.money.currency : null);
}

/** `2 × Sencha = ¥2,160`. */
function readEqual(line: string, currency: Currency | null): LineReading | null {
  const at = line.lastIndexOf('=');
  const item = at === -1 ? null : counted(line.slice(0, at).trim());
  if (item === null || item.name === '') return null;
  const amount = readAmount(line.slice(at + 1), currency);
  if (!amount.ok) return unreadable(amount);
  return itemLine(item, null, amount.money, amount.currencyWritten ? amount.money.currency : null);
}

/** `Total: 4,741 JPY`, `Tax (10%) 431`, `Discount -200`. */
function readLabelled(line: string, currency: Currency | null): LineReading | null {
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
  const amount = readSignedAmount(bracketRead(rest), currency);
  if (amount.ok) return { kind: 'total', amount: amount.money, writtenCurrency: amount.currencyWritten ? amount.money.currency : null };
  const ending = endingAmount(rest, currency);
  if (amount.code === 'no-number' && ending === null) return null;
  return amount.code === 'unknown-currency' && ending === null ? null : unreadable(amount.code === 'grouping' && ending !== null ? null : amount);
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
  const amount = readSignedAmount(split, currency);
  if (!amount.ok) return endingAmount(rest, currency) === null && amount.code !== 'other-numerals' ? null : unreadable(amount);
  if (amount.money.minor < 0n && kind !== 'discount') return unreadable({ ok: false, code: 'negative', found: split, readings: [] });
  const signed = kind === 'discount' && amount.money.minor > 0n ? money(amount.money.currency, -amount.money.minor) : amount.money;
  const text = line.slice(0, line.length - split.length).replace(/[ :=]+$/, '');
  return { kind: 'line', line: { kind, text, quantity: null, unit: null, amount: signed }, writtenCurrency: amount.currencyWritten ? amount.money.currency : null };
}

function chargeAmount(rest: string): string {
  const colon = Math.max(rest.lastIndexOf(':'), rest.lastIndexOf('='));
  if (colon !== -1) return rest.slice(colon + 1).trim();
  const noted = /^(?:\([^()]{0,30}\)|[0-9]{1,2}(?:[.,][0-9]{1,2})? ?%)/.exec(rest);
  return noted === null ? rest : rest.slice(noted[0].length).trim();
}

/** `Sencha 100g 2 1,080 2,160`: name, quantity, price, amount, with bars between them or without. Blanks between thousands can't be told from columns here, so none are taken. */
function readColumns(line: string, currency: Currency | null): LineReading | null {
  const match = /^(.{1,200}?) ([^ ]+) (?:[x×✕*@] ?)?([^ ]+)(?: =)? ([^ ]+)$/i.exec(currencyAttached(line.replaceAll(' | ', ' ')));
  if (match === null) return null;
  const [, name = '', count = '', price = '', sum = ''] = match;
  const quantity = readQuantity(count);
  const [unit, amount] = [readAmount(price, currency), readAmount(sum, currency)];
  if (quantity === null || /^[0-9]+$/.test(name.replace(/ /g, ''))) return null;
  if (!unit.ok && unit.code === 'ambiguous') return unreadable(unit);
  if (!unit.ok || !amount.ok) return null;
  const product = unit.money.currency === amount.money.currency ? times(quantity, unit.money) : null;
  if (product?.minor !== amount.money.minor) return null;
  const written = [amount, unit].find((one) => one.currencyWritten)?.money.currency ?? null;
  return itemLine({ quantity, name }, unit.money, amount.money, written);
}

/** Price and amount, with ` =` between them, as one word each (`1,080 JPY`, `JPY 1,080`), so that columns are words. Nothing before the price: the `Cup` of a tea cup is a currency, too. */
function currencyAttached(line: string): string {
  const words = line.split(' ');
  const sum = takeAmount(words);
  const sign = words.at(-1) === '=' ? words.splice(-1) : [];
  const price = takeAmount(words);
  return [...words, price, ...sign, sum].join(' ');
}

/** The last word, taken from the words, with the currency beside it. */
function takeAmount(words: string[]): string {
  const last = words.pop() ?? '';
  const before = words.at(-1) ?? '';
  const joins = isCurrency(last) ? /[0-9]$/.test(before) : isCurrency(before) && /^[0-9]/.test(last);
  if (joins) words.pop();
  return joins ? before + last : last;
}

const isCurrency = (word: string): boolean => currencyOf(word) !== null || CURRENCY_WRITINGS.has(word.toUpperCase());

/** `2 x Sencha 100g 2,160`, as the bank prints it: the amount is the line's. Where what would be the name ends with an amount, nobody knows which is meant. */
function readCounted(line: string, currency: Currency | null): LineReading | null {
  if (endingAmount(line, currency) === null) return null;
  const words = line.split(' ');
  const last = words.at(-2) ?? '';
  // `1 x Tea Cup 500`: a code that is not the account's own is one in capitals alone.
  const isNamed = currencyOf(last) !== null && currencyOf(last) !== currency && last !== last.toUpperCase() && /^[0-9]/.test(words.at(-1) ?? '');
  const sum = isNamed ? (words.pop() ?? '') : takeAmount(words);
  const item = counted(words.join(' ').replace(/[ :.]+$/, ''));
  const amount = readAmount(sum, currency);
  if (item === null || item.name === '' || !amount.ok || /(?:^| )[-+×✕*/]$/.test(item.name) || endingAmount(item.name, amount.money.currency) !== null) return null;
  return itemLine(item, null, amount.money, amount.currencyWritten ? amount.money.currency : null);
}
