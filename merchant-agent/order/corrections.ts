/**
 * The lines that a shopkeeper typed into a draft, as an order with prices: `2 x Sencha 100g @ 1,080`, `2 x SENCHA-100` (priced from the catalogue), `Shipping 500`, `Total:
 * 2,660`. The shopkeeper is the seller, so any line with a price is taken as it stands; what can't be read for sure is told line by line.
 */
import { readInvoiceLine } from '../../clearinghouse/protocol/invoice-line.ts';
import type { InvoiceLine } from '../../clearinghouse/protocol/invoice-line.ts';
import { formatAmount, formatMoney } from '../../clearinghouse/protocol/money.ts';
import type { Money } from '../../clearinghouse/protocol/money.ts';
import { normaliseLine } from '../../clearinghouse/protocol/normalise.ts';
import { isSignatureMark } from '../../clearinghouse/protocol/layout.ts';
import { foldText } from './lexicon.ts';
import { sharedDiscount } from './discount.ts';
import type { Catalogue, Item, PricedOrder, PriceRules } from './order.ts';
import { totalled } from './price.ts';
import type { RawLine } from './price.ts';

/** One typed line, as it was read; `fault` says why it can't be taken, null where it can. */
export type CorrectedLine = { readonly line: number; readonly text: string; readonly readAs: string; readonly fault: string | null };

export type Corrections =
  | { readonly ok: true; readonly order: PricedOrder; readonly lines: readonly CorrectedLine[] }
  | { readonly ok: false; readonly lines: readonly CorrectedLine[]; /** What is wrong with the whole; null where single lines say it. */ readonly fault: string | null };

type Typed = { readonly raw: RawLine | null; readonly isDiscount?: true; readonly total: Money | null; readonly readAs: string; readonly fault: string | null };

const MAX_LINES = 200;
const QUANTITY_ONLY = /^([0-9]{1,5}) ?[x×*] ?(.+)$/i;

/**
 * Shipping is as typed: no line, no shipping. Without a total none is compared; with one the lines have to come to it. Tax is by the catalogue's and the
 * rules' rates, for free lines that of shipping, for a discount those of the goods; a typed tax line is refused, since the rates say what the tax is.
 */
export function readCorrections(lines: readonly string[], catalogue: Catalogue, rules: PriceRules): Corrections {
  const end = lines.findIndex((line) => isSignatureMark(normaliseLine(line)));
  const filled = (end === -1 ? lines : lines.slice(0, end)).flatMap((text, line) => (normaliseLine(text) === '' ? [] : [{ line, text: normaliseLine(text) }]));
  if (filled.length > MAX_LINES) return { ok: false, lines: [], fault: `more than ${MAX_LINES} lines` };
  const typed = filled.map(({ line, text }) => ({ line, text, typed: readTyped(text, catalogue, rules) }));
  const told = typed.map(({ line, text, typed: { readAs, fault } }): CorrectedLine => ({ line, text, readAs, fault }));
  if (told.some(({ fault }) => fault !== null)) return { ok: false, lines: told, fault: null };
  const [discounts = [], others = []] = [true, undefined].map((is) => typed.flatMap(({ typed: one }) => (one.isDiscount === is ? (one.raw ?? []) : [])));
  const [shipping = [], goods = []] = [true, false].map((is) => others.filter((line) => isShipping(line) === is));
  const totals = typed.flatMap(({ typed: one }) => one.total ?? []);
  if (goods.length === 0) return { ok: false, lines: told, fault: 'no line with goods' };
  if (totals.length > 1) return { ok: false, lines: told, fault: 'more than one total' };
  const priced = totalled([...others, ...sharedDiscount(goods, shipping, discounts)], rules.taxIncluded, catalogue.currency);
  if (!priced.ok) return { ok: false, lines: told, fault: priced.open.text };
  const [total] = totals;
  if (total !== undefined && total.minor !== priced.order.total.minor) return { ok: false, lines: told, fault: `the lines come to ${formatMoney(priced.order.total)}, the total says ${formatMoney(total)}` };
  return { ok: true, order: priced.order, lines: told };
}

const isShipping = ({ sku, name }: RawLine): boolean => sku === null && name === 'Shipping';

const refused = (fault: string): Typed => ({ raw: null, total: null, readAs: 'not read', fault });

function readTyped(text: string, catalogue: Catalogue, rules: PriceRules): Typed {
  const counted = QUANTITY_ONLY.exec(text);
  const named = counted === null || /[@=]/.test(text) ? null : itemNamed(counted[2] ?? '', catalogue);
  if (counted !== null && named !== null) return fromCatalogue(Number(counted[1]), named);
  const reading = readInvoiceLine(text, catalogue.currency);
  switch (reading.kind) {
    case 'total':
      return totalLine(reading.amount, catalogue);
    case 'line':
      return typedLine(reading.line, catalogue, rules);
    case 'unreadable':
      return refused(reading.amount !== null && !reading.amount.ok ? `the amount ${JSON.stringify(reading.amount.found)} can't be read in one way` : 'it ends with an amount, but is no line of an invoice');
    case 'number':
    case 'prose':
      return refused(counted === null ? 'no line of an invoice: write it as 2 x Name @ price, as 2 x item number, or take it out' : `no item of the catalogue is called ${JSON.stringify((counted[2] ?? '').slice(0, 60))}; write a price behind @ to sell it all the same`);
    default:
      return reading satisfies never;
  }
}

function totalLine(total: Money, catalogue: Catalogue): Typed {
  if (total.currency !== catalogue.currency) return refused(`an amount in ${catalogue.currency} is expected`);
  return { raw: null, total, readAs: `total ${formatMoney(total)}`, fault: null };
}

function fromCatalogue(quantity: number, item: Item): Typed {
  if (quantity < 1 || quantity > 9999) return refused('a quantity from 1 to 9,999 is expected');
  const name = item.names[0] ?? item.sku;
  return { raw: { sku: item.sku, name, quantity, unit: item.unit.minor, taxRate: item.taxRate }, total: null, readAs: `${quantity} × ${name}, ${formatAmount(item.unit)} each by the catalogue`, fault: null };
}

function typedLine(line: InvoiceLine, catalogue: Catalogue, rules: PriceRules): Typed {
  const readAs = line.quantity === null ? `${line.kind} ${formatAmount(line.amount)}` : `${line.text}: ${formatAmount(line.amount)}`;
  if (line.amount.currency !== catalogue.currency) return refused(`an amount in ${catalogue.currency} is expected`);
  switch (line.kind) {
    case 'item':
      return itemLine(line, readAs, catalogue, rules);
    case 'shipping':
      return { raw: { sku: null, name: 'Shipping', quantity: 1, unit: line.amount.minor, taxRate: rules.shipping.taxRate }, total: null, readAs, fault: null };
    case 'discount':
      return { raw: { sku: null, name: line.text, quantity: 1, unit: line.amount.minor, taxRate: rules.shipping.taxRate }, isDiscount: true, total: null, readAs, fault: null };
    case 'subtotal':
      return { raw: null, total: null, readAs, fault: null };
    case 'tax':
      return refused('tax follows from the rates: take the line out');
    default:
      return line.kind satisfies never;
  }
}

/** A price typed for an item of the catalogue is the shopkeeper's own, and so is a line for something that is not in it. */
function itemLine(line: InvoiceLine, readAs: string, catalogue: Catalogue, rules: PriceRules): Typed {
  const quantity = Number(line.quantity ?? '1');
  if (quantity < 1 || quantity > 9999) return refused('a quantity from 1 to 9,999 is expected');
  const written = line.text.startsWith(`${quantity} x `) ? line.text.slice(`${quantity} x `.length) : line.text;
  const unit = line.unit?.minor ?? (line.amount.minor % BigInt(quantity) === 0n ? line.amount.minor / BigInt(quantity) : null);
  if (unit === null) return refused(`${formatAmount(line.amount)} can't be divided by ${quantity}: write the price of one behind @`);
  const item = itemNamed(written, catalogue);
  const raw: RawLine = { sku: item?.sku ?? null, name: item?.names[0] ?? written, quantity, unit, taxRate: item?.taxRate ?? rules.shipping.taxRate };
  return { raw, total: null, readAs, fault: null };
}

/** By number or by one of its names, without regard to case, accents, blanks and signs; null where none or several fit. */
function itemNamed(text: string, catalogue: Catalogue): Item | null {
  const key = (name: string): string => foldText(name).replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = key(text);
  const found = wanted === '' ? [] : catalogue.items.filter((item) => key(item.sku) === wanted || item.names.some((name) => key(name) === wanted));
  return found.length === 1 ? (found[0] ?? null) : null;
}
