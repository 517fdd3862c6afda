/**
 * What an invoice's line says of goods: `2 x Sencha 100g @ 1,080`, `Sencha 100g 2 1,080 2,160` (columns, read from the right), `煎茶100g @1,080×2=2,160`: wherever there is a price,
 * quantity × price must be the amount. And without a price `2 × Sencha = ¥2,160`, `2 x Sencha 2,160`, `煎茶 2袋 2,160円`, `2 Sencha 21.60 €`: the amount is the line's.
 */
import { CURRENCY_WRITINGS } from './currencies.ts';
import { endingAmount, readQuantity } from './invoice-amount.ts';
import { compare, currencyOf, MAX_MINOR, money, readAmount } from './money.ts';
import type { AmountReading, Currency, Money } from './money.ts';

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

export const unreadable = (amount: AmountReading | null): LineReading => ({ kind: 'unreadable', amount: amount?.ok === true ? null : amount });

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
export function readPriced(line: string, currency: Currency | null): LineReading | null {
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
export function readEqual(line: string, currency: Currency | null): LineReading | null {
  const at = line.lastIndexOf('=');
  const item = at === -1 ? null : counted(line.slice(0, at).trim());
  if (item === null || item.name === '') return null;
  const amount = readAmount(line.slice(at + 1), currency);
  if (!amount.ok) return unreadable(amount);
  return itemLine(item, null, amount.money, amount.currencyWritten ? amount.money.currency : null);
}

/** `Sencha 100g 2 1,080 2,160`: name, quantity, price, amount, with bars between them or without. Blanks between thousands can't be told from columns here, so none are taken. */
export function readColumns(line: string, currency: Currency | null): LineReading | null {
  const match = /^(.{1,200}?) ([^ ]+) (?:[x×✕*@] ?)?([^ ]+)(?: =)? ([^ ]+)$/i.exec(currencyAttached(line.replaceAll(' | ', ' ')));
  if (match === null) return null;
  const [, name = '', count = '', price = '', sum = ''] = match;
  const quantity = readQuantity(count);
  const [unit, amount] = [readAmount(price, currency), readAmount(sum, currency)];
  // `call +81 72 000 0000`
  if (quantity === null || /^[0-9]+$/.test(name.replace(/ /g, '')) || [price, sum].some((text) => /^0[0-9]/.test(text))) return null;
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
export function readCounted(line: string, currency: Currency | null): LineReading | null {
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

/** `煎茶100g 1,080円×2 2,160円`, `煎茶100g @1,080×2=2,160円`; without the amount only where the price has a currency or an `@`. */
export function readMultiplied(line: string, currency: Currency | null): LineReading | null {
  const [, name = '', at = '', price = '', count = '', sum] = /^(.{1,200}?)([ @]+)([^ @=]{1,30}?) ?[x×✕*] ?([^ =]{1,12})(?:(?: ?= ?| )([^ =]{1,30}))?$/i.exec(currencyBehind(line)) ?? [];
  const quantity = readQuantity(count);
  const unit = readAmount(price, currency);
  if (name === '' || quantity === null || (!unit.ok && unit.code !== 'ambiguous')) return null;
  if (!unit.ok) return unreadable(unit);
  const amount = times(quantity, unit.money);
  const stated = sum === undefined ? null : readAmount(sum, unit.money.currency);
  if (stated === null && !unit.currencyWritten && !at.includes('@')) return null;
  if (stated?.ok === false && stated.code !== 'ambiguous') return null;
  if (amount === null || (stated !== null && (!stated.ok || compare(stated.money, amount) !== 0))) return unreadable(stated);
  const written = [stated, unit].find((one) => one?.ok === true && one.currencyWritten);
  return itemLine({ quantity, name }, unit.money, amount, written?.ok === true ? written.money.currency : null);
}

/** The last amount as one word. */
function currencyBehind(line: string): string {
  const words = line.split(' ');
  const sum = takeAmount(words);
  return [...words, sum].join(' ');
}

/** `煎茶 2袋 2,160円`, `Sencha (2) 21.60 €`, `Sencha x2 21.60`: the amount is the line's. */
export function readTrailing(line: string, currency: Currency | null): LineReading | null {
  return readNamed(line.replace(/\)(?=[¥0-9][^)]*$)/, ') '), currency, (goods) => {
    const [, name = '', bracketed, times, number, counter = ''] = /^(.{1,200}?) ?(?:\(([1-9][0-9]{0,3})\)|[x×✕*] ?([1-9][0-9]{0,3})|([1-9][0-9]{0,3}) ?([^0-9 ]{1,7}))$/i.exec(goods) ?? [];
    const quantity = number === undefined ? (bracketed ?? times) : readQuantity(number + counter);
    return quantity === undefined || quantity === null ? null : { quantity, name };
  });
}

/** `2 Sencha 21.60 €`: without a currency it may be the number of a house or a day. */
export function readLeading(line: string, currency: Currency | null): LineReading | null {
  const reading = readNamed(line, currency, (goods) => {
    const [, quantity = '', name = ''] = /^([1-9][0-9]{0,3}) (?=\p{L})(.{1,200})$/u.exec(goods) ?? [];
    return quantity === '' ? null : { quantity, name };
  });
  return reading?.kind === 'line' && reading.writtenCurrency !== null ? reading : null;
}

/** Goods with their amount behind them. Where what would be the name ends with an amount, nobody knows which is meant. */
function readNamed(line: string, currency: Currency | null, goodsOf: (text: string) => Counted | null): LineReading | null {
  const words = line.split(' ');
  const amount = readAmount(takeAmount(words), currency);
  if (!amount.ok || endingAmount(line, currency) === null) return null;
  const goods = goodsOf(words.join(' ').replace(/[ :.]+$/, ''));
  if (goods === null || !/\p{L}/u.test(goods.name) || endingAmount(goods.name, amount.money.currency) !== null) return null;
  return itemLine(goods, null, amount.money, amount.currencyWritten ? amount.money.currency : null);
}
