import test from 'ava';
import fc from 'fast-check';
import { currencyOf, MAX_MINOR, money } from '../../clearinghouse/protocol/money.ts';
import type { Catalogue, OrderReading, PricedOrder, PriceRules } from './order.ts';
import { checkStock, priceOrder } from './price.ts';

const yen = currencyOf('JPY') ?? (() => { throw new Error('JPY'); })();
const of = (minor: bigint): ReturnType<typeof money> => money(yen, minor);
const shop: Catalogue = {
  currency: yen,
  items: [
    { sku: 'A', names: ['Sencha'], unit: of(1080n), taxRate: 800, stock: 3 },
    { sku: 'B', names: ['Whisk'], unit: of(1650n), taxRate: 1000, stock: 0 },
    { sku: 'C', names: ['Ingot'], unit: of(MAX_MINOR), taxRate: 0, stock: null },
  ],
};
const rules = (taxIncluded: boolean, fee = 500n, freeFrom: bigint | null = null): PriceRules => ({ taxIncluded, shipping: { fee: of(fee), freeFrom: freeFrom === null ? null : of(freeFrom), taxRate: 1000 } });
const reading = (...items: readonly (readonly [sku: string, quantity: number])[]): OrderReading => ({ items: items.map(([sku, quantity], at) => ({ sku, quantity, lines: [at] })), open: [], notes: [] });

function priced(order: OrderReading, by: PriceRules, catalogue = shop): PricedOrder {
  const pricing = priceOrder(order, catalogue, by);
  if (!pricing.ok) throw new Error(pricing.open.text);
  return pricing.order;
}

test('tax added: one rounding for each rate, half up; shipping is a line of its own and last', (t) => {
  const order = priced(reading(['A', 2], ['B', 1]), rules(false));
  t.deepEqual(order.lines.map(({ sku, quantity, amount }) => [sku, quantity, amount.minor]), [['A', 2, 2160n], ['B', 1, 1650n], [null, 1, 500n]]);
  t.deepEqual(order.taxes.map(({ rate, net, tax }) => [rate, net.minor, tax.minor]), [[800, 2160n, 173n], [1000, 2150n, 215n]]);
  t.is(order.total.minor, 2160n + 1650n + 500n + 173n + 215n);
});

test('tax included: it is told, not added', (t) => {
  const order = priced(reading(['A', 2]), rules(true));
  t.is(order.total.minor, 2660n);
  t.deepEqual(order.taxes.map(({ rate, net, tax }) => [rate, net.minor, tax.minor]), [[800, 2000n, 160n], [1000, 455n, 45n]]);
});

test('half a unit of tax is rounded up', (t) => {
  const half: Catalogue = { currency: yen, items: [{ sku: 'H', names: ['H'], unit: of(5n), taxRate: 1000, stock: null }] };
  t.is(priced(reading(['H', 1]), rules(false, 0n), half).taxes[0]?.tax.minor, 1n);
  t.is(priced(reading(['H', 3]), rules(false, 0n), half).taxes[0]?.tax.minor, 2n);
});

test('shipping is free from a sum of goods on, and no line where it costs nothing', (t) => {
  t.is(priced(reading(['A', 2]), rules(true, 500n, 2160n)).lines.length, 1);
  t.is(priced(reading(['A', 2]), rules(true, 500n, 2161n)).lines.length, 2);
  t.is(priced(reading(['A', 2]), rules(true, 0n)).lines.length, 1);
});

test('beyond what the bank can hold there is no price', (t) => {
  t.like(priceOrder(reading(['C', 2]), shop, rules(true)), { ok: false, open: { reason: 'needs-a-person' } });
  t.like(priceOrder(reading(['C', 1], ['A', 1]), shop, rules(true)), { ok: false });
  t.like(priceOrder(reading(), shop, rules(true)), { ok: false, open: { reason: 'nothing-ordered' } });
  t.throws(() => priceOrder(reading(['Z', 1]), shop, rules(true)), { message: /not in the catalogue/ });
});

test('stock: what is not counted never runs out', (t) => {
  t.deepEqual(checkStock(reading(['A', 3], ['C', 9999]).items, shop), []);
  t.deepEqual(checkStock(reading(['A', 4], ['B', 1]).items, shop).map(({ reason, line, candidates }) => [reason, line, candidates]), [['out-of-stock', 0, [{ sku: 'A', quantity: 3 }]], ['out-of-stock', 1, []]]);
});

test('sums are exact, never below zero, and the order of lines does not matter', (t) => {
  const items = fc.uniqueArray(fc.record({ unit: fc.bigInt({ min: 1n, max: 10n ** 9n }), rate: fc.integer({ min: 0, max: 9999 }), quantity: fc.integer({ min: 1, max: 9999 }) }), { minLength: 1, maxLength: 20 });
  fc.assert(fc.property(items, fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 6n }), (rows, included, fee) => {
    const catalogue: Catalogue = { currency: yen, items: rows.map(({ unit, rate }, at) => ({ sku: `S${at}`, names: ['x'], unit: of(unit), taxRate: rate, stock: null })) };
    const order = reading(...rows.map(({ quantity }, at): readonly [string, number] => [`S${at}`, quantity]));
    const one = priced(order, rules(included, fee), catalogue);
    const other = priced({ ...order, items: [...order.items].reverse() }, rules(included, fee), catalogue);
    const amounts = one.lines.reduce((sum, line) => sum + line.amount.minor, 0n);
    const taxes = one.taxes.reduce((sum, line) => sum + line.tax.minor, 0n);
    t.is(one.total.minor, included ? amounts : amounts + taxes);
    t.is(one.taxes.reduce((sum, line) => sum + line.net.minor, 0n) + (included ? taxes : 0n), amounts);
    t.true(one.taxes.every(({ net, tax }) => net.minor >= 0n && tax.minor >= 0n) && new Set(one.taxes.map(({ rate }) => rate)).size === one.taxes.length);
    t.deepEqual([other.total, other.taxes], [one.total, one.taxes]);
  }), { numRuns: 300 });
});
