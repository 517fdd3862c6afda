import test from 'ava';
import fc from 'fast-check';
import { currencyOf, formatAmount, money, type Currency } from './money.ts';
import { readNamedPayment, readRefundWords } from './named-payment.ts';

const JPY = currencyOf('JPY') as Currency;
const EUR = currencyOf('EUR') as Currency;

test('a reference leads, in any of its writings', (t) => {
  for (const text of ['K7F3-K29Q broken cup', 'k7f3 k29q broken cup', '[K7F3-K29Q] broken cup', '[K7F3-K29Q]: broken cup', 'K7F3-K29Q, broken cup', 'K7F3 K29Q: broken cup', 'Ｋ７Ｆ３－Ｋ２９Ｑ broken cup']) t.deepEqual(readNamedPayment(text), { reference: 'K7F3K29Q', rest: 'broken cup' });
  t.deepEqual(readNamedPayment('K7F3-K29Q'), { reference: 'K7F3K29Q', rest: '' });
  for (const text of ['rejected: we shipped it on 22 November, number 4711-0815.', 'the order', 'accepted, resolved', 'received nothing', 'broken cup']) t.is(readNamedPayment(text), null, text);
  t.is(readNamedPayment(''), null);
});

test('an amount, then a reason; either may be missing', (t) => {
  t.deepEqual(readRefundWords('1,080 one cup was broken', JPY), { ok: true, total: money(JPY, 1_080n), reason: 'one cup was broken' });
  t.deepEqual(readRefundWords('[1,080] one cup', JPY), { ok: true, total: money(JPY, 1_080n), reason: 'one cup' });
  t.deepEqual(readRefundWords('JPY 1,080', JPY), { ok: true, total: money(JPY, 1_080n), reason: '' });
  t.deepEqual(readRefundWords('1 080 JPY sorry', JPY), { ok: true, total: money(JPY, 1_080n), reason: 'sorry' });
  t.deepEqual(readRefundWords('', JPY), { ok: true, total: null, reason: '' });
  t.deepEqual(readRefundWords('the cup was broken', JPY), { ok: true, total: null, reason: 'the cup was broken' });
});

test('what can be read in two ways, or not at all, is asked and never guessed', (t) => {
  t.like(readRefundWords('1,080 EUR', EUR), { ok: false, found: '1,080 EUR' });
  t.is((readRefundWords('1.080', EUR) as { readings: readonly string[] }).readings.length, 2);
  for (const text of ['10.5', '-500', '€1.2.3', '12345678901234', '٤٧٤١', '20.00 JPY', '20.00 yen broken cup', '€20 JPY']) t.like(readRefundWords(text, EUR), { ok: false });
});

test('figures and money that do not lead are not passed over, nor is half of a calculation taken', (t) => {
  for (const text of ['total 1,080', 'about ¥1,080', '千円', 'order of 3 cups', '−500', '500 200 g were stale', '1 080', '1,080 + 500', '5 ,000', '50 %', '１，０８０ − 500']) t.like(readRefundWords(text, JPY), { ok: false }, text);
  for (const text of ['invoice GT-1042 cancelled', 'the B2 filter was the wrong one', '返品のため']) t.deepEqual(readRefundWords(text, JPY), { ok: true, total: null, reason: text });
  for (const text of ['500 - sorry', '500: 2 cups were broken', '500 (2 cups)']) t.like(readRefundWords(text, JPY), { ok: true, total: money(JPY, 500n) }, text);
});

test('words for a part of it, or for a number, are not passed over: the whole is given back only where nothing says otherwise', (t) => {
  for (const text of ['half', 'Half of it, one cup was broken', 'partial refund', 'a part', '半額', '半額返金', '半分です', '一部返金', '五百', '千五百 割れのため', '金五百也', 'die Hälfte', 'la moitié', 'mitad', 'połowę', '절반']) t.like(readRefundWords(text, JPY), { ok: false }, text);
  for (const text of ['halves were missing', 'party was cancelled', 'the second half never came', '千葉の店の分', '万年筆の不良', '全部', '全額']) t.deepEqual(readRefundWords(text, JPY), { ok: true, total: null, reason: text }, text);
});

test('every amount as we write it is read back, whatever the reason', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 999_999_999n }), fc.constantFrom('', 'broken', 'the tin of 3', 'x'.repeat(300)), (minor, reason) => {
        const reading = readRefundWords(`${formatAmount(money(JPY, minor))} ${reason}`, JPY);
        return reading.ok && reading.total?.minor === minor && reading.reason.length <= 200;
      }),
    ),
  );
});
