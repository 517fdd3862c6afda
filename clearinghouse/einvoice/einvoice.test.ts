/** E-invoices as they are written in earnest: of both standards, in a PDF, and of every shape that the public examples of EN 16931 have. */
import test from 'ava';
import fc from 'fast-check';
import { formatMoney } from '../protocol/money.ts';
import type { EInvoiceReading } from '../protocol/reading.ts';
import { readInvoiceFile } from './index.ts';
import { bytesOf, ciiOf, invoice, pdfWith, ublOf, type WrittenInvoice } from './testing/write-invoice.ts';

const writers = [['ubl', ublOf], ['cii', ciiOf]] as const;
const read = (text: string): EInvoiceReading | null => readInvoiceFile(bytesOf(text));
const shown = (reading: EInvoiceReading | null): string => (reading === null ? 'none' : reading.ok ? `${reading.number} ${formatMoney(reading.total)}` : `${reading.code}: ${reading.detail}`);

for (const [format, write] of writers) {
  test(`${format}: number, total, lines, charges, tax`, (t) => {
    const reading = read(write(invoice));
    t.is(shown(reading), 'GT-1042 JPY 4,741');
    if (reading?.ok !== true) return;
    t.is(reading.format, format);
    t.false(reading.inPdf);
    t.is(reading.sellerName, 'Green Tea House');
    t.deepEqual(reading.lines.map(({ kind, text, amount }) => [kind, text, formatMoney(amount)]), [
      ['item', '2 x Sencha 100g', 'JPY 2,160'],
      ['item', '1 x Bamboo whisk', 'JPY 1,650'],
      ['charge', 'Shipping', 'JPY 500'],
      ['tax', 'Tax 10 %', 'JPY 431'],
    ]);
  });

  test(`${format}: in a PDF, compressed or not`, async (t) => {
    for (const objectStreams of [true, false]) {
      const reading = readInvoiceFile(await pdfWith([['factur-x.xml', bytesOf(write(invoice))]], objectStreams));
      t.is(shown(reading), 'GT-1042 JPY 4,741');
      t.true(reading?.inPdf);
    }
  });

  test(`${format}: paid before and rounding count`, (t) => {
    const paid = { ...invoice, sums: { ...invoice.sums, prepaid: '1000', rounding: '-1', due: '3740' } };
    t.is(shown(read(write(paid))), 'GT-1042 JPY 3,740');
    t.is(shown(read(write({ ...paid, sums: { ...paid.sums, due: '4741' } }))), 'sum-differs: everything and the amount due (BR-CO-16)');
  });

  test(`${format}: each sum that is not that of its parts is refused with both`, (t) => {
    for (const [name, rule] of [['lines', '10'], ['allowances', '11'], ['charges', '12'], ['net', '13'], ['tax', '14'], ['gross', '15'], ['due', '16']] as const) {
      const reading = read(write({ ...invoice, sums: { ...invoice.sums, [name]: '7' } }));
      t.regex(shown(reading), new RegExp(`^sum-differs: .*BR-CO-${rule}`), name);
      t.is(reading?.ok === false && reading.sums !== null ? formatMoney(reading.sums.total) : '', 'JPY 7');
    }
  });

  test(`${format}: decimals are those of the currency, or zeros up to two`, (t) => {
    const one = (currency: string, amount: string): string => shown(read(write({ ...invoice, currency, lines: [{ name: 'Tea', quantity: '1', amount }], charges: [], taxes: [], sums: { lines: amount, allowances: '0', charges: '0', net: amount, tax: '0', gross: amount, prepaid: '0', rounding: '0', due: amount } })));
    t.is(one('JPY', '4741.00'), 'GT-1042 JPY 4,741');
    t.is(one('EUR', '12.5'), 'GT-1042 EUR 12.50');
    t.is(one('KWD', '1.080'), 'GT-1042 KWD 1.080');
    for (const [currency, amount] of [['EUR', '2.500'], ['EUR', '2,50'], ['JPY', '47.41'], ['JPY', '1.080'], ['EUR', '1e2'], ['EUR', 'NaN'], ['EUR', 'INF'], ['EUR', '+5'], ['EUR', '05'], ['EUR', '.5'], ['EUR', '5.'], ['EUR', '1 000'], ['EUR', '１２'], ['EUR', ''], ['EUR', '9999999999999']] as const) {
      t.regex(one(currency, amount), /^amount-unreadable: /, `${currency} ${amount}`);
    }
  });

  test(`${format}: by a credit note, a pro forma or an invoice that another is paid for nobody is asked`, (t) => {
    for (const type of ['381', '325', '389', '393', '751', '', 'x']) t.regex(shown(read(write({ ...invoice, type }))), /^not-an-invoice/);
    for (const type of ['326', '384', '386']) t.is(shown(read(write({ ...invoice, type }))), 'GT-1042 JPY 4,741');
  });

  test(`${format}: nothing to be paid, an unknown currency, too many lines, a number too long`, (t) => {
    t.regex(shown(read(write({ ...invoice, sums: { ...invoice.sums, prepaid: '4741', due: '0' } }))), /^not-positive/);
    t.regex(shown(read(write({ ...invoice, sums: { ...invoice.sums, prepaid: '4841', due: '-100' } }))), /^not-positive/);
    for (const currency of ['QQQ', 'eur', 'EURO', '']) t.regex(shown(read(write({ ...invoice, currency }))), /^currency-unknown/);
    t.regex(shown(read(write({ ...invoice, number: 'N'.repeat(41) }))), /^broken: an invoice number/);
    t.regex(shown(read(write({ ...invoice, number: ' ' }))), /^broken: no invoice number/);
    const lines = Array.from({ length: 200 }, () => ({ name: 'Tea', quantity: '1', amount: '1' }));
    t.regex(shown(read(write({ ...invoice, lines }))), /^too-many-lines: 202 lines/);
  });

  test(`${format}: what is written is what is read, and a changed digit is refused or read as that digit`, (t) => {
    fc.assert(
      fc.property(invoices, fc.nat(), fc.nat({ max: 8 }), (one, where, by) => {
        const text = write(one);
        t.is(shown(read(text)), `${one.number} ${formatMoney({ currency: one.currency as never, minor: minorOf(one.sums.due, one.currency) })}`);
        const digits = [...text.matchAll(/(?<=>[^<>]*)[0-9](?=[^<>]*<)/g)];
        const at = digits[where % digits.length]?.index ?? 0;
        const changed = text.slice(0, at) + String((Number(text.charAt(at)) + 1 + by) % 10) + text.slice(at + 1);
        const reading = read(changed);
        // A digit of a number, name, quantity, rate or base is words; of an amount it breaks a sum.
        if (reading?.ok === true) t.is(formatMoney(reading.total), formatMoney({ currency: one.currency as never, minor: minorOf(one.sums.due, one.currency) }));
        else t.not(reading, null);
      }),
      { numRuns: 150 },
    );
  });
}

const exponents: Readonly<Record<string, number>> = { JPY: 0, EUR: 2, KWD: 3 };
const written = (minor: bigint, currency: string): string => {
  const exponent = exponents[currency] ?? 0;
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  return (minor < 0n ? '-' : '') + (exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`);
};
const minorOf = (text: string, currency: string): bigint => BigInt(text.replace('.', '')) * (text.includes('.') ? 1n : 10n ** BigInt(exponents[currency] ?? 0));

const name = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'abc 123<>&"\'煎茶é]') }).map((text) => `x${text}`);
const amount = fc.bigInt({ min: 1n, max: 99_999_999n });
const invoices: fc.Arbitrary<WrittenInvoice> = fc
  .record({
    currency: fc.constantFrom('JPY', 'EUR', 'KWD'),
    number: fc.stringMatching(/^[A-Z]{1,3}-[0-9]{1,8}$/),
    seller: name,
    lines: fc.array(fc.record({ name, quantity: fc.integer({ min: 1, max: 99 }), minor: amount }), { minLength: 1, maxLength: 6 }),
    charges: fc.array(fc.record({ reason: name, minor: fc.bigInt({ min: 1n, max: 50n }), charge: fc.boolean() }), { maxLength: 3 }),
    taxes: fc.array(fc.record({ rate: fc.integer({ min: 0, max: 25 }), minor: fc.bigInt({ min: 0n, max: 9999n }) }), { maxLength: 3 }),
    prepaid: fc.bigInt({ min: 0n, max: 0n }),
    rounding: fc.bigInt({ min: 0n, max: 40n }),
  })
  .map(({ currency, number, seller, lines, charges, taxes, prepaid, rounding }) => {
    const total = (all: readonly { readonly minor: bigint }[]): bigint => all.reduce((sum, { minor }) => sum + minor, 0n);
    const [sum, up, down, tax] = [total(lines), total(charges.filter(({ charge }) => charge)), total(charges.filter(({ charge }) => !charge)), total(taxes)];
    const net = sum + up - down + 200n;
    const padded = [...lines, { name: 'padding', quantity: 1, minor: 200n }];
    const of = (minor: bigint): string => written(minor, currency);
    return {
      type: '380', number, currency, seller, note: '',
      lines: padded.map(({ name: text, quantity, minor }) => ({ name: text, quantity: String(quantity), amount: of(minor) })),
      charges: charges.map(({ reason, minor, charge }) => ({ reason, amount: of(minor), charge })),
      taxes: taxes.map(({ rate, minor }) => ({ rate: String(rate), base: of(net), amount: of(minor) })),
      sums: { lines: of(sum + 200n), allowances: of(down), charges: of(up), net: of(net), tax: of(tax), gross: of(net + tax), prepaid: of(prepaid), rounding: of(rounding), due: of(net + tax - prepaid + rounding) },
    };
  });
