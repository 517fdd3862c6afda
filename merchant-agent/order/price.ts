/** Prices of an order as it was read, exact to the minor unit. */
import { MAX_MINOR, money } from '../../clearinghouse/protocol/money.ts';
import type { Currency, Money } from '../../clearinghouse/protocol/money.ts';
import type { Catalogue, Item, OpenPoint, OrderedItem, OrderReading, PricedLine, PricedOrder, PriceRules, TaxLine } from './order.ts';

/** Hundredths of a percent in a whole. */
const WHOLE = 10_000n;

/** An order with its prices, or the point that keeps it from having any. */
export type Pricing = { readonly ok: true; readonly order: PricedOrder } | { readonly ok: false; readonly open: OpenPoint };

/** Items of which more is asked for than the shop has; candidates say how many there are (none where there is nothing). */
export function checkStock(items: readonly OrderedItem[], catalogue: Catalogue): readonly OpenPoint[] {
  return items.flatMap(({ sku, quantity, lines }): OpenPoint[] => {
    const item = itemOf(sku, catalogue);
    if (item.stock === null || quantity <= item.stock) return [];
    return [{ reason: 'out-of-stock', line: lines[0] ?? null, text: `${quantity} × ${item.names[0] ?? sku}`, candidates: item.stock === 0 ? [] : [{ sku, quantity: item.stock }] }];
  });
}

/**
 * Prices what the reading says for sure, in its order, shipping last; open points are the caller's matter. Refuses an empty order and sums beyond what
 * the bank can hold. Throws for an item that the catalogue does not have.
 */
export function priceOrder(reading: OrderReading, catalogue: Catalogue, rules: PriceRules): Pricing {
  if (reading.items.length === 0) return refused('nothing-ordered', '');
  const goods = reading.items.map(({ sku, quantity }) => rawLine(itemOf(sku, catalogue), quantity));
  return totalled([...goods, ...shippingLines(goods, rules)], rules.taxIncluded, catalogue.currency);
}

/** A line before its amount is known to be one that the bank can hold. */
export type RawLine = { readonly sku: string | null; readonly name: string; readonly quantity: number; readonly unit: bigint; readonly taxRate: number };

const refused = (reason: OpenPoint['reason'], text: string): Pricing => ({ ok: false, open: { reason, line: null, text, candidates: [] } });

function itemOf(sku: string, catalogue: Catalogue): Item {
  const item = catalogue.items.find((one) => one.sku === sku);
  if (item === undefined) throw new Error(`not in the catalogue: ${JSON.stringify(sku)}`);
  return item;
}

const rawLine = (item: Item, quantity: number): RawLine => ({ sku: item.sku, name: item.names[0] ?? item.sku, quantity, unit: item.unit.minor, taxRate: item.taxRate });
const amountOf = ({ quantity, unit }: RawLine): bigint => BigInt(quantity) * unit;

/** One line, or none where the goods are worth enough. A fee of nothing is no line. */
function shippingLines(goods: readonly RawLine[], { shipping }: PriceRules): RawLine[] {
  const sum = goods.reduce((minor, line) => minor + amountOf(line), 0n);
  const isFree = shipping.fee.minor === 0n || (shipping.freeFrom !== null && sum >= shipping.freeFrom.minor);
  return isFree ? [] : [{ sku: null, name: 'Shipping', quantity: 1, unit: shipping.fee.minor, taxRate: shipping.taxRate }];
}

/** Adds up lines of any sign; the total must be more than nothing. */
export function totalled(raw: readonly RawLine[], taxIncluded: boolean, currency: Currency): Pricing {
  const sum = raw.reduce((minor, line) => minor + amountOf(line), 0n);
  const taxes = taxesOf(raw, taxIncluded);
  const total = taxIncluded ? sum : taxes.reduce((minor, { tax }) => minor + tax, sum);
  const figures = [sum, total, ...raw.flatMap((line) => [line.unit, amountOf(line)]), ...taxes.flatMap(({ net, tax }) => [net, tax])];
  if (figures.some((minor) => minor > MAX_MINOR || minor < -MAX_MINOR)) return refused('needs-a-person', 'the sum is beyond what the bank can hold');
  if (total <= 0n) return refused('needs-a-person', 'the sum is not more than nothing');
  const of = (minor: bigint): Money => money(currency, minor);
  const lines = raw.map((line): PricedLine => ({ ...line, unit: of(line.unit), amount: of(amountOf(line)) }));
  return { ok: true, order: { lines, taxes: taxes.map(({ rate, net, tax }): TaxLine => ({ rate, net: of(net), tax: of(tax) })), taxIncluded, total: of(total) } };
}

/** One line for each rate, by rate; its tax is rounded once, half up (away from nothing for a discount). */
function taxesOf(raw: readonly RawLine[], taxIncluded: boolean): { rate: number; net: bigint; tax: bigint }[] {
  const sums = new Map<number, bigint>();
  for (const line of raw) sums.set(line.taxRate, (sums.get(line.taxRate) ?? 0n) + amountOf(line));
  return [...sums].sort(([a], [b]) => a - b).map(([rate, sum]) => {
    const tax = taxIncluded ? roundHalfUp(sum * BigInt(rate), WHOLE + BigInt(rate)) : roundHalfUp(sum * BigInt(rate), WHOLE);
    return { rate, net: taxIncluded ? sum - tax : sum, tax };
  });
}

function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}
