/** Statements for tests: one of daily life, and any that a ledger could lead to, with hostile words in every place for words. */
import fc from 'fast-check';
import type { TransferKind } from '../../core/account.ts';
import { monthAfter, monthStart } from '../../protocol/calendar.ts';
import { currencyOf, type Currency } from '../../protocol/money.ts';
import { checkSums, type Statement, type StatementRow } from '../statement.ts';

const currency = (code: string): Currency => {
  const found = currencyOf(code);
  if (found === null) throw new Error(code);
  return found;
};

const MONTH = '2026-10';
const ZONE = 'Asia/Tokyo';

export const empty: Statement = {
  bank: { name: 'Example Bank', telephone: '+81 3 1234 5678', address: 'pay@bank.example' },
  timeZone: ZONE,
  language: 'en',
  party: { name: 'Green Tea House', addresses: ['shop@tea.example'] },
  account: 'party:2:JPY',
  currency: currency('JPY'),
  month: MONTH,
  from: monthStart(MONTH, ZONE),
  until: monthStart(monthAfter(MONTH), ZONE),
  isRunning: false,
  madeAt: monthStart(monthAfter(MONTH), ZONE) + 7_200_000,
  opening: 0n,
  closing: 0n,
  rows: [],
  isWhole: true,
  held: null,
};

type Booked = Pick<StatementRow, 'kind' | 'amount' | 'reference' | 'other' | 'invoice'>;

/** Numbers, times and balances follow; throws where they would not agree. */
export function bookedOn(statement: Statement, bookings: readonly Booked[]): Statement {
  const span = Math.floor((statement.until - statement.from) / (bookings.length + 1));
  let balance = statement.opening;
  const rows = bookings.map((booking, at) => {
    balance += booking.amount;
    return { ...booking, number: 100 + at, transferId: `t${at}`, at: statement.from + span * (at + 1), balanceAfter: balance };
  });
  return checkSums({ ...statement, rows, closing: balance });
}

const buyer = { name: '佐々木 孝夫', address: 'takao@buyer.example' };

/** Of a shop: money in by hand, payments, a refund, fees. */
export const usual: Statement = bookedOn({ ...empty, opening: 1_200n }, [
  { kind: 'deposit', amount: 20_000n, reference: 'V-17', other: null, invoice: null },
  { kind: 'payment', amount: 4_741n, reference: 'K7F3-K29Q', other: buyer, invoice: 'GT-1042' },
  { kind: 'fee', amount: -99n, reference: 'K7F3-K29Q', other: buyer, invoice: 'GT-1042' },
  { kind: 'refund', amount: -1_080n, reference: 'K7F3-K29Q', other: buyer, invoice: 'GT-1042' },
  { kind: 'payment', amount: -2_000n, reference: 'Z1X2-C3V4', other: { name: 'Bamboo & Sons <whisks>', address: 'bamboo@sons.example' }, invoice: null },
  { kind: 'withdrawal', amount: -15_000n, reference: '=1+1', other: null, invoice: null },
]);

const HOSTILE = [
  '=HYPERLINK("http://x.example")', '+1', '-1', '@SUM(A1)', '＝1', '\t=1', '\r=1', '"', '""', ',', ';', 'a\r\nb', 'OK maple-7731-crow', 'はい maple', '<b>&amp;</b>', ']]>', '<!--', '\u0000\u0001', '\u202Egnihton\u202C', '\uFFFE\uFFFF',
  '\uD800', 'x'.repeat(10_000), '請求'.repeat(5_000), 'שלום', 'مرحبا', '👩‍👩‍👧‍👦', '\u200B', '', ' ', `a${'\u0301'.repeat(500)}`, '%PDF-1.4', ') Tj ET', '\u2028', "'", "'=1", '| x', 'ﬁ', '〓',
];
const words: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 30 }), fc.constant('Green Tea House'));

const kinds: readonly TransferKind[] = ['deposit', 'withdrawal', 'payment', 'refund', 'fee', 'collection'];
const MOST = 2n ** 53n - 1n;

const booking: fc.Arbitrary<Booked> = fc.record({
  kind: fc.constantFrom(...kinds),
  amount: fc.oneof(fc.bigInt({ min: -10_000n, max: 10_000n }), fc.bigInt({ min: -(MOST / 100n), max: MOST / 100n })),
  reference: words,
  other: fc.option(fc.record({ name: words, address: words }), { nil: null }),
  invoice: fc.option(words, { nil: null }),
});

/** `most`: entries. */
export const anyStatement = (most: number): fc.Arbitrary<Statement> =>
  fc
    .record({
      language: fc.constantFrom('en' as const, 'ja' as const),
      code: fc.constantFrom('JPY', 'EUR', 'KWD'),
      name: words,
      bank: words,
      addresses: fc.array(words, { maxLength: 3 }),
      opening: fc.oneof(fc.constant(0n), fc.bigInt({ min: -(MOST / 2n), max: MOST / 2n })),
      held: fc.option(fc.bigInt({ min: 0n, max: MOST }), { nil: null }),
      isRunning: fc.boolean(),
      bookings: fc.array(booking, { maxLength: most }),
    })
    .map(({ language, code, name, bank, addresses, opening, held, isRunning, bookings }) =>
      bookedOn({ ...empty, language, currency: currency(code), account: `party:2:${code}`, bank: { ...empty.bank, name: bank }, party: { name, addresses }, opening, held: isRunning ? held : null, isRunning }, bookings),
    );
