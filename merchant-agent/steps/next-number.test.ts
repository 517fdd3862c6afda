/** A prefix that was changed so that a number would come twice: orders wait, a person is told, and go on once it is mended. */
import test from 'ava';
import { answerTo, BANK, HANA, openBench, ORDER_TEXT, sentTo, yen } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const withPrefix = (bench: Bench, invoicePrefix: string): void => bench.restart((parts) => ({ ...parts, shop: { ...parts.shop, invoicePrefix } }));
const states = (bench: Bench): readonly (string | undefined)[] => [1, 2, 3].flatMap((id) => bench.store().order(id)?.state.name ?? []);
const another = (bench: Bench, n: number): void => void bench.arrive(bench.order({ text: ORDER_TEXT.replace('maple-7731-crow', `maple-773${n}-crow`), messageId: `another-${n}@buyer.example` }));

test('the next number was given before under a longer prefix: nothing is forwarded, the shopkeeper hears once, and another prefix goes on without a gap', async (t) => {
  const bench = await openBench();
  t.teardown(bench.stop);
  withPrefix(bench, 'a1');
  bench.arrive(bench.order());
  await bench.settle();
  t.is(bench.store().invoice(42)?.number, 'a142');
  t.is(bench.store().takenNumber('a1'), null);
  t.deepEqual(bench.store().takenNumber('A'), { counter: 142, number: 'a142', orderId: 1 });
  const priced = bench.store().order(1)?.detail.priced;
  if (priced == null) return t.fail('not priced');
  bench.store().voidInvoice(42, 'for the test');
  for (let counter = 43; counter < 141; counter += 1) {
    bench.store().addInvoice({ counter, number: `A${counter}`, orderId: 1, total: yen(4_310n), madeAt: 0, messageId: `f.${counter}`, priced });
    bench.store().voidInvoice(counter, 'for the test');
  }
  withPrefix(bench, 'A');
  another(bench, 2);
  another(bench, 3);
  await bench.settle();
  await bench.settle();
  t.deepEqual(states(bench), ['forwarded', 'forwarded', 'read'], 'the last number before it is given');
  t.is(bench.store().nextCounter(), 142);
  // 25 of them wait, more than are priced at a time, and behind them is one that a person has to look at.
  for (let index = 0; index < 24; index += 1) bench.arrive(bench.order({ text: ORDER_TEXT.replace('maple-7731-crow', `maple-${8_000 + index}-crow`), messageId: `more.${index}@buyer.example` }));
  bench.arrive(bench.order({ text: ORDER_TEXT.replace('Sencha', 'something green').replace('maple-7731-crow', 'maple-9000-crow'), messageId: 'unsure@buyer.example' }));
  await bench.settle();
  t.deepEqual([bench.store().counts().orders.read, bench.store().counts().orders.draft], [25, 1]);
  const [draft] = sentTo(bench, HANA).filter(({ mail }) => mail.subject?.startsWith('Your decision'));
  if (draft === undefined) return t.fail('no draft');
  bench.arrive(bench.signed(answerTo(draft, 'SEND\nas you like'), bench.domains.tea));
  await bench.settle();
  t.is(sentTo(bench, HANA).filter(({ mail }) => mail.subject?.startsWith('Your decision')).length, 2, 'nor does the answer that can not be followed wait');
  t.deepEqual(sentTo(bench, HANA).map(({ mail }) => mail.subject).filter((subject) => !subject?.startsWith('Your decision')), ['Orders wait: the next invoice number was given before']);
  withPrefix(bench, 'A-');
  await bench.settle();
  t.deepEqual(states(bench), ['forwarded', 'forwarded', 'forwarded']);
  t.is(bench.store().invoice(142)?.number, 'A-142');
  const { read, forwarded } = bench.store().counts().orders;
  t.is(read, 0, 'what waited goes on, but for what is sold out by then');
  return t.deepEqual([forwarded, sentTo(bench, BANK).length], [25, 25]);
});
