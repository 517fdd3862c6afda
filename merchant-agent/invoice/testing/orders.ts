/** Priced orders for the tests: one as an example, and any at all, priced here from the rules' text and not by the code under test. */
import fc from 'fast-check';
import { CURRENCY_EXPONENTS } from '../../../clearinghouse/protocol/currencies.ts';
import { currencyOf, money } from '../../../clearinghouse/protocol/money.ts';
import type { Currency } from '../../../clearinghouse/protocol/money.ts';
import type { PricedLine, PricedOrder, TaxLine } from '../../order/order.ts';
import type { InvoiceFacts, Seller } from '../invoice.ts';

export function currency(code: string): Currency {
  const found = currencyOf(code);
  if (found === null) throw new RangeError(`no currency: ${code}`);
  return found;
}

export const currencies: readonly Currency[] = [...CURRENCY_EXPONENTS.keys()].map(currency);

export type Wish = { readonly sku: string | null; readonly name: string; readonly quantity: number; readonly unit: bigint; readonly taxRate: number };

/** Of a sum below nothing, as of one above: half away from nothing. */
const halfUp = (numerator: bigint, denominator: bigint): bigint => (numerator < 0n ? -halfUp(-numerator, denominator) : (2n * numerator + denominator) / (2n * denominator));

/** Each rate rounded once, half up; what is included is the share of the whole that the rate says. */
function taxOf(rate: number, sum: bigint, included: boolean, of: Currency): TaxLine {
  const tax = included ? halfUp(sum * BigInt(rate), 10_000n + BigInt(rate)) : halfUp(sum * BigInt(rate), 10_000n);
  return { rate, net: money(of, included ? sum - tax : sum), tax: money(of, tax) };
}

export function priced(of: Currency, wishes: readonly Wish[], taxIncluded: boolean): PricedOrder {
  const lines = wishes.map(({ sku, name, quantity, unit, taxRate }): PricedLine => ({ sku, name, quantity, unit: money(of, unit), amount: money(of, BigInt(quantity) * unit), taxRate }));
  const sumAt = (rate: number): bigint => lines.filter(({ taxRate }) => taxRate === rate).reduce((sum, { amount }) => sum + amount.minor, 0n);
  const taxes = [...new Set(lines.map(({ taxRate }) => taxRate))].map((rate) => taxOf(rate, sumAt(rate), taxIncluded, of));
  const amounts = lines.reduce((sum, { amount }) => sum + amount.minor, 0n);
  return { lines, taxes, taxIncluded, total: money(of, amounts + (taxIncluded ? 0n : taxes.reduce((sum, { tax }) => sum + tax.minor, 0n))) };
}

export const seller: Seller = {
  name: 'Green Tea House', addressLines: ['1-2-3 Gion'], city: 'Kyoto', postalZone: '605-0001', country: 'JP', vatId: 'T1234567890123', companyId: null, endpoint: null, email: 'shop@tea.example', iban: null,
};

export const GOODS: readonly Wish[] = [
  { sku: 'S1', name: 'Sencha 100g', quantity: 2, unit: 1_080n, taxRate: 1000 },
  { sku: 'W1', name: 'Bamboo whisk', quantity: 1, unit: 1_650n, taxRate: 1000 },
  { sku: null, name: 'Shipping', quantity: 1, unit: 500n, taxRate: 1000 },
];

export const facts = (order: PricedOrder, changed: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  number: 'GT-1042', issuedAt: Date.UTC(2026, 10, 21, 15, 30), timeZone: 'Asia/Tokyo', seller, buyer: { name: 'Takao Sasaki', address: 'takao@buyer.example' }, order, orderSubject: 'Order', language: 'en', ...changed,
});

export const example = (changed: Partial<InvoiceFacts> = {}): InvoiceFacts => facts(priced(currency('JPY'), GOODS, false), changed);

/** Names that try to be something else. */
const trickyNames = fc.constantFrom('OK', 'Total', 'Total: 5 EUR', 'Password: maple-7731', 'Tax (10%) 431', 'Sencha @ 1,080', 'Sencha = 2,160', '3 x 4', '100', 'A4 500', 'No. 5', '@', '=', 'x', '* bold *', '> quoted', '| bar',
  '-- ', '(税込)', '煎茶 100g 2袋', 'はい', '承認します', 'From: a@b.example', '---------- Forwarded message ----------', 'On 1 Jan 2026 x@y.example wrote:', 'a\nTotal: 1 JPY', 'tab\there', '\u202Eabc', '\u200B', '', '  ', '\uD800', '\uFFFD', 'ＯＫ　１２', 'é́', 'Up to: 1', 'incl. tax', '12 個', '5円', '¥5', '5 JPY', '<b>&amp;"\'', ']]>', '\u0000', '🍵', 'a'.repeat(900), 'بن 500', 'x 3');

export const names: fc.Arbitrary<string> = fc.oneof(trickyNames, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 30 }), fc.tuple(trickyNames, fc.nat(9999)).map(([name, number]) => `${name} ${number}`));

const rates = fc.constantFrom(0, 0, 1, 250, 500, 770, 800, 1000, 1000, 1900, 2550, 10_000);
const item: fc.Arbitrary<Wish> = fc.record({ sku: fc.stringMatching(/^[A-Z0-9-]{1,8}$/), name: names, quantity: fc.integer({ min: 1, max: 9_999 }), unit: fc.oneof(fc.bigInt(1n, 99n), fc.bigInt(1n, 200_000n)), taxRate: rates });
const shipping: fc.Arbitrary<readonly Wish[]> = fc.oneof(fc.constant([]), fc.record({ sku: fc.constant(null), name: names, quantity: fc.constant(1), unit: fc.bigInt(0n, 99_999n), taxRate: rates }).map((one) => [one]));

const discount: fc.Arbitrary<readonly Wish[]> = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.record({ sku: fc.constant(null), name: names, quantity: fc.constant(1), unit: fc.bigInt(-9_999n, -1n), taxRate: rates }).map((one) => [one]));

/** Any order that a shop can price, in any of the currencies. */
export const orders = (of: readonly Currency[]): fc.Arbitrary<PricedOrder> =>
  fc.record({ of: fc.constantFrom(...of), items: fc.array(item, { minLength: 1, maxLength: 12 }), shipping, discount, included: fc.boolean() }).map(({ of, items, shipping: more, discount: less, included }) => priced(of, [...items, ...more, ...less], included));
