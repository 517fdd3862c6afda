import test from 'ava';
import fc from 'fast-check';
import { money } from '../../clearinghouse/protocol/money.ts';
import { readCorrections } from './corrections.ts';
import type { Corrections } from './corrections.ts';
import { teaShop } from './fixtures/catalogue.ts';
import type { PriceRules } from './order.ts';

const rules: PriceRules = { taxIncluded: true, shipping: { fee: money(teaShop.currency, 500n), freeFrom: null, taxRate: 1000 } };
const correct = (...lines: string[]): Corrections => readCorrections(lines, teaShop, rules);

function lines(corrections: Corrections): unknown {
  return corrections.ok ? corrections.order.lines.map(({ sku, name, quantity, unit, amount, taxRate }) => [sku, name, quantity, unit.minor, amount.minor, taxRate]) : corrections.lines.map(({ line, fault }) => [line, fault]);
}

test('lines with prices, shipping and a total that agrees', (t) => {
  const read = correct('2 x Sencha 100g @ 1,080', 'Shipping 500', 'Total: 2,660');
  t.deepEqual(lines(read), [['SEN-100', 'Sencha 100 g', 2, 1080n, 2160n, 800], [null, 'Shipping', 1, 500n, 500n, 1000]]);
  t.is(read.ok && read.order.total.minor, 2660n);
});

test('by the item’s number or one of its names, priced from the catalogue; without shipping none is added', (t) => {
  t.deepEqual(lines(correct('2 x SEN-100', '1x 茶筅', '3 × bambusbesen'.replace('3', '1').replace('bambusbesen', 'Kyusu'))), [['SEN-100', 'Sencha 100 g', 2, 1080n, 2160n, 800], ['WHI-1', 'Bamboo whisk', 1, 1650n, 1650n, 1000], ['POT-1', 'Teapot', 1, 4200n, 4200n, 1000]]);
});

test('the shopkeeper’s own price, a free line, a discount', (t) => {
  t.deepEqual(lines(correct('2 x Sencha 100 g @ 1,000', '1 x Oolong, a gift tin @ 900', 'Discount: -200')), [['SEN-100', 'Sencha 100 g', 2, 1000n, 2000n, 800], [null, 'Oolong, a gift tin', 1, 900n, 900n, 1000], [null, 'Discount', 1, -138n, -138n, 800], [null, 'Discount', 1, -62n, -62n, 1000]]);
});

test('a discount bears the rates of the goods: tax falls by it, whatever shipping is taxed with', (t) => {
  const untaxed = { fee: money(teaShop.currency, 500n), freeFrom: null, taxRate: 0 };
  const sums = (taxIncluded: boolean, ...typed: string[]): unknown => {
    const read = readCorrections(typed, teaShop, { taxIncluded, shipping: untaxed });
    return read.ok ? [read.order.taxes.map(({ rate, net, tax }) => [rate, net.minor, tax.minor]), read.order.total.minor] : read;
  };
  t.deepEqual(sums(false, '1 x SEN-100 @ 1,000', 'Discount -200'), [[[800, 800n, 64n]], 864n]);
  t.deepEqual(sums(true, '1 x SEN-100 @ 1,000', 'Discount -200'), [[[800, 741n, 59n]], 800n]);
  t.deepEqual(sums(false, '1 x SEN-100 @ 1,000', 'Discount -150', 'Shipping 500', 'Discount -50'), [[[0, 500n, 0n], [800, 800n, 64n]], 1_364n]);
  t.deepEqual(sums(false, '1 x SEN-100 @ 1,000', 'Shipping 500', 'Discount -1,200'), [[[0, 100n, 0n], [800, 200n, 16n]], 316n], 'more than the goods: shipping bears a part');
  t.deepEqual(sums(false, '1 x SEN-100 @ 0', 'Shipping 500', 'Discount -100'), [[[0, 400n, 0n], [800, 0n, 0n]], 400n]);
  t.deepEqual(sums(false, '1 x SEN-100 @ 1,000', 'Discount 0'), [[[800, 1_000n, 80n]], 1_080n]);
});

test('any discount on goods of any rates: it adds up, and no rate comes to less than nothing', (t) => {
  const goods = fc.array(fc.tuple(fc.constantFrom('SEN-100', 'WHI-1', 'Own thing'), fc.integer({ min: 0, max: 3_000 })), { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(goods, fc.option(fc.integer({ min: 0, max: 900 })), fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 3 }), fc.boolean(), (items, shipping, less, taxIncluded) => {
    const read = readCorrections([...items.map(([name, unit]) => `1 x ${name} @ ${unit}`), ...(shipping === null ? [] : [`Shipping ${shipping}`]), ...less.map((minor) => `Discount ${minor}`)], teaShop, { taxIncluded, shipping: { ...rules.shipping, taxRate: 500 } });
    const sum = items.reduce((all, [, unit]) => all + unit, 0) + (shipping ?? 0) - less.reduce((all, minor) => all + minor, 0);
    t.is(read.ok, sum > 0, JSON.stringify(read.lines));
    if (!read.ok) return;
    t.is(read.order.lines.reduce((all, line) => all + line.amount.minor, 0n), BigInt(sum));
    t.true(read.order.taxes.every(({ net, tax }) => net.minor >= 0n && tax.minor >= 0n));
  }), { numRuns: 300 });
});

test('what can’t be read is told line by line, with what was read', (t) => {
  const read = correct('2 x SEN-100', '1 x oolong', '', 'please send soon', 'Tax 100', '2 x Sencha 100g @ 1.080', '3 x Sencha 100 g = 1,000', '-- ', 'Shop');
  t.false(read.ok);
  t.deepEqual(read.lines.map(({ line, fault }) => [line, fault === null]), [[0, true], [1, false], [3, false], [4, false], [5, false], [6, false]]);
  t.regex(read.lines[1]?.fault ?? '', /oolong.*behind @/);
  t.regex(read.lines[4]?.fault ?? '', /1\.080/);
  t.regex(read.lines[5]?.fault ?? '', /divided by 3/);
});

test('the whole: a total that differs, two totals, nothing sold, another currency, too much', (t) => {
  const fault = (...typed: string[]): string | null | undefined => {
    const read = correct(...typed);
    return read.ok ? null : (read.fault ?? read.lines.find((line) => line.fault !== null)?.fault);
  };
  t.is(fault('2 x SEN-100', 'Total: 2,000'), 'the lines come to JPY 2,160, the total says JPY 2,000');
  t.is(fault('2 x SEN-100', 'Total: 2,160', 'Total: 2,160'), 'more than one total');
  t.is(fault('Shipping 500'), 'no line with goods');
  t.is(fault('Shipping 500', 'Discount 100'), 'no line with goods');
  t.is(fault(), 'no line with goods');
  t.regex(fault('1 x Tea @ 5 EUR') ?? '', /in JPY/);
  t.regex(fault('1 x SEN-100', 'Discount 5000') ?? '', /not more than nothing/);
  t.regex(fault('0 x SEN-100') ?? '', /1 to 9,999/);
  t.regex(fault('9999 x Gold @ 999,999,999,999') ?? '', /beyond|amount/);
});

test('any typed lines: no throw; what is taken adds up', (t) => {
  const typed = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('2 x SEN-100', '1 x Whisk', 'Shipping 500', '1 x Thing @ 300', 'Discount 100'));
  fc.assert(fc.property(fc.array(typed, { maxLength: 8 }), (rows) => {
    const read = correct(...rows);
    if (!read.ok) return;
    t.is(read.order.lines.reduce((sum, line) => sum + line.amount.minor, 0n), read.order.total.minor);
    t.true(read.order.total.minor > 0n);
  }), { numRuns: 300 });
});
