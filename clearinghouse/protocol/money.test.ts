import test from 'ava';
import fc from 'fast-check';
import { CURRENCY_EXPONENTS, CURRENCY_WRITINGS } from './currencies.ts';
import { add, compare, currencyOf, exponentOf, formatAmount, formatMoney, isZero, MAX_MINOR, money, negate, parseMinor, readAmount, readSignedAmount, subtract } from './money.ts';
import type { Currency } from './money.ts';

const of = (code: string): Currency => {
  const currency = currencyOf(code);
  if (currency === null) throw new Error(code);
  return currency;
};
const [jpy, eur, kwd, krw] = [of('JPY'), of('EUR'), of('KWD'), of('KRW')];
const currencies = [...CURRENCY_EXPONENTS.keys()].map(of);

/** `JPY 1080`, or the code of the refusal with its readings. */
function shown(text: string, currency: Currency | null): string {
  const reading = readAmount(text, currency);
  return reading.ok ? `${reading.money.currency} ${reading.money.minor}` : [reading.code, ...reading.readings].join(' | ');
}

test('ISO 4217 tells the decimals', (t) => {
  t.deepEqual([jpy, eur, kwd, of('CLF')].map(exponentOf), [0, 2, 3, 4]);
  t.is(currencyOf('jpy'), jpy);
  for (const none of ['XTS', 'XAU', 'HRK', 'BGN', 'EU', 'EURO', '', 'ſos']) t.is(currencyOf(none), null, none);
  for (const codes of CURRENCY_WRITINGS.values()) for (const code of codes) t.not(currencyOf(code), null, code);
});

test('amounts that can be read in one way', (t) => {
  for (const text of ['1,080', '1 080', '1080円', '¥1,080', '１，０８０円', '￥１，０８０', 'JPY 1,080', '1,080 JPY', '1,080 yen', '1080', '1\u00a0080 円', "1'080", '¥ 1,080 JPY', '1,080円。', 'jpy1080', '¥1,080.-', '¥1,080-', '1,080円-', '¥1,080ー', '金1,080円也']) {
    t.is(shown(text, jpy), 'JPY 1080', text);
  }
  for (const text of ['4.741,00 EUR', '€4,741.00', '4,741.00', "4'741.00", '4’741.00 €', '4 741,00 €', '4\u202f741,00\u202f€', '4741', 'EUR 4741,00', '4.741,- EUR', '４．７４１，００ EUR']) {
    t.is(shown(text, eur), 'EUR 474100', text);
  }
  t.is(shown('1.234.567 EUR', null), 'EUR 123456700');
  t.is(shown('1,234,567', eur), 'EUR 123456700');
  t.is(shown('1.234.567 JPY', null), 'JPY 1234567');
  t.is(shown('0.05', eur), 'EUR 5');
  t.is(shown('1.080', kwd), 'KWD 1080');
  t.is(shown('1,080.500', kwd), 'KWD 1080500');
  t.is(shown('5,000円', eur), 'JPY 5000');
  t.is(shown('$12.50', of('CAD')), 'CAD 1250');
  t.is(shown('12.50 US$', of('CAD')), 'USD 1250');
  t.is(shown('1,080 元', of('TWD')), 'ambiguous | TWD 1,080.00 | TWD 1.080');
  t.is(shown('0', jpy), 'JPY 0');
});

test('amounts that are refused, and why', (t) => {
  const rows: [string, Currency | null, string][] = [
    ['1.080 JPY', null, 'ambiguous | JPY 1,080 | JPY 1.080'],
    ['4.741 EUR', null, 'ambiguous | EUR 4,741.00 | EUR 4.741'],
    ['1,080 EUR', null, 'ambiguous | EUR 1,080.00 | EUR 1.080'],
    ['１．０８０', jpy, 'ambiguous | JPY 1,080 | JPY 1.080'],
    ['1,080', kwd, 'ambiguous | KWD 1,080.000 | KWD 1.080'],
    ['1,080', null, 'no-currency'],
    ['¥1,080', eur, 'unknown-currency'],
    ['¥1,080', null, 'no-currency'],
    ['$5', eur, 'unknown-currency'],
    ['5 quatloos', eur, 'unknown-currency'],
    ['€5 JPY', null, 'two-currencies'],
    ['四千円', jpy, 'other-numerals'],
    ['4千円', jpy, 'other-numerals'],
    ['٤٧٤١', jpy, 'other-numerals'],
    ['४७४१', jpy, 'other-numerals'],
    ['12⁹⁹ EUR', null, 'other-numerals'],
    ['€12₉₉', eur, 'other-numerals'],
    ['12.⁹⁹', eur, 'other-numerals'],
    ['①②⓪', jpy, 'other-numerals'],
    ['1½', eur, 'other-numerals'],
    ['', jpy, 'no-number'],
    ['free', jpy, 'no-number'],
    ['-200', jpy, 'negative'],
    ['(200)', jpy, 'negative'],
    ['200-', jpy, 'negative'],
    ['€200-', jpy, 'negative'],
    ['1234567890123', jpy, 'too-long'],
    ['9'.repeat(1_000_000), jpy, 'too-long'],
    ['999999999999', of('CLF'), 'too-large'],
    ['1080.00 JPY', null, 'decimals'],
    ['1,080.00 JPY', null, 'decimals'],
    ['10.5', eur, 'decimals'],
    ['0.500', eur, 'decimals'],
    ['1,08,000', eur, 'grouping'],
    ['1,080,00', eur, 'grouping'],
    ['1.080,000.00', eur, 'grouping'],
    ['10 80', jpy, 'grouping'],
    ['1 x 2', jpy, 'grouping'],
    ['1080 - 200', jpy, 'grouping'],
    ['--5', jpy, 'grouping'],
  ];
  for (const [text, currency, expected] of rows) t.is(shown(text, currency), expected, text.slice(0, 20));
});

test('a minus is taken only where it is asked for', (t) => {
  for (const text of ['-200', '-¥200', '¥-200', 'JPY -200', '−200円']) t.like(readSignedAmount(text, jpy), { ok: true, money: money(jpy, -200n) }, text);
});

test('sums stay within the bounds and one currency', (t) => {
  t.deepEqual(add(money(jpy, 1n), money(jpy, 2n)), money(jpy, 3n));
  t.deepEqual(subtract(money(jpy, 1n), money(jpy, 2n)), money(jpy, -1n));
  t.deepEqual(negate(money(jpy, 5n)), money(jpy, -5n));
  t.deepEqual([compare(money(jpy, 1n), money(jpy, 2n)), compare(money(jpy, 2n), money(jpy, 2n)), compare(money(jpy, 3n), money(jpy, 2n))], [-1, 0, 1]);
  t.true(isZero(money(eur, 0n)));
  for (const broken of [() => add(money(jpy, 1n), money(eur, 1n)), () => compare(money(jpy, 1n), money(krw, 1n)), () => money(jpy, MAX_MINOR + 1n), () => add(money(jpy, MAX_MINOR), money(jpy, 1n)), () => money(jpy, -MAX_MINOR - 1n)]) {
    t.throws(broken, { instanceOf: RangeError });
  }
});

test('how amounts are written', (t) => {
  t.deepEqual([formatAmount(money(jpy, 4741n)), formatAmount(money(eur, 108050n)), formatAmount(money(eur, 5n)), formatAmount(money(eur, -108050n)), formatMoney(money(jpy, 4741n)), formatMoney(money(jpy, -4741n))], ['4,741', '1,080.50', '0.05', '-1,080.50', 'JPY 4,741', 'JPY -4,741']);
});

test('minor units in their one writing', (t) => {
  t.deepEqual(['0', '-1', '9007199254740991', '-9007199254740991'].map(parseMinor), [0n, -1n, MAX_MINOR, -MAX_MINOR]);
  for (const text of ['', '-0', '+1', '01', '1.0', '1e3', ' 1', '9007199254740992', '-9007199254740992', '99999999999999999', '１']) t.is(parseMinor(text), null, text);
});

const anyMoney = fc.tuple(fc.constantFrom(...currencies), fc.bigInt({ min: -(10n ** 12n) + 1n, max: 10n ** 12n - 1n })).map(([currency, minor]) => money(currency, minor));

test('what the bank writes it reads again', (t) => {
  fc.assert(
    fc.property(anyMoney, (amount) => {
      t.deepEqual(readSignedAmount(formatMoney(amount), null), { ok: true, money: amount, currencyWritten: true });
      t.deepEqual(readSignedAmount(formatAmount(amount), amount.currency).ok, !/^-?[0-9]{1,3},[0-9]{3}$/.test(formatAmount(amount)) || exponentOf(amount.currency) === 0);
      t.is(parseMinor(amount.minor.toString()), amount.minor);
    }),
  );
});

test('any text is answered, no digit of it lost', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789,.\' -¥円JPY x()') }), (text) => {
      const reading = readAmount(text, jpy);
      if (reading.ok) t.is(reading.money.minor, BigInt(text.replace(/[^0-9]/g, '')), text);
    }),
    { numRuns: 1000 },
  );
});
