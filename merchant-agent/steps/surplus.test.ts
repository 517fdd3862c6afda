/** More unproved orders than a person can look at: what is drafted, what is set aside, what waits, and what the shopkeeper hears. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Shop } from './shop.ts';
import { BANK, BUYER, HANA, openBench, sentTo, SHOP, textOf } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const HOUR = 3_600_000;

async function scene(t: ExecutionContext, shop: Partial<Shop> = {}): Promise<Bench> {
  const bench = await openBench(shop);
  t.teardown(bench.stop);
  return bench;
}

const forged = (bench: Bench, name: string): Buffer =>
  bench.signed({ from: BUYER, to: SHOP, cc: BANK, subject: 'Order', text: `2 Sencha 100 g\n\nPassword: ${name}-7731-crow\n`, date: bench.parts().now(), messageId: `${name}@buyer.example` }, bench.domains.evil);

function flood(bench: Bench, count: number, name = 'flood'): void {
  for (let index = 0; index < count; index += 1) bench.arrive(forged(bench, `${name}${index}`));
}

const drafts = (bench: Bench): number => sentTo(bench, HANA).filter(({ mail }) => (mail.subject ?? '').startsWith('Your decision')).length;
const told = (bench: Bench): readonly string[] => sentTo(bench, HANA).filter(({ mail }) => (mail.subject ?? '').startsWith('Orders were set aside')).map((sent) => /^\| (\d+)$/m.exec(textOf(sent))?.[1] ?? 'none');

test('unproved orders can\'t flood the shopkeeper, who hears once a day how many were set aside', async (t) => {
  const bench = await scene(t);
  flood(bench, 60);
  await bench.settle();
  t.is(drafts(bench), 50);
  t.is(bench.store().counts().lettersSetAside, 10);
  const first = told(bench);
  t.is(first.length, 1);
  flood(bench, 7, 'later');
  await bench.settle();
  t.is(told(bench).length, 1);
  bench.advance(25 * HOUR);
  await bench.settle();
  t.is(told(bench).map(Number).reduce((sum, one) => sum + one, 0), 17);
  t.is(told(bench).length, 2);
  bench.advance(25 * HOUR);
  await bench.settle();
  t.is(told(bench).length, 2, 'nothing more, nothing told');
});

test('drafts of proved orders do not count', async (t) => {
  const bench = await scene(t, { mode: 'ask' });
  for (let index = 0; index < 55; index += 1) bench.arrive(bench.order({ messageId: `order.${index}@buyer.example`, text: `2 Sencha 100 g\n\nPassword: maple-${1_000 + index}-crow\n` }));
  await bench.settle();
  bench.arrive(forged(bench, 'one'));
  await bench.settle();
  t.is(drafts(bench), 56);
  t.is(bench.store().counts().lettersSetAside, 0);
});

test('without DNS what is too many waits, and is proved when DNS is back', async (t) => {
  const bench = await scene(t);
  flood(bench, 50);
  await bench.settle();
  bench.dns.behave('buyer.example', 'servfail');
  // Another selector: the answers of before are still known.
  const slow = { ...bench.domains.buyer, selector: 'slow' };
  bench.arrive(bench.signed({ from: BUYER, to: SHOP, cc: BANK, subject: 'Order', text: '2 Sencha 100 g\n\nPassword: heron-4412-pine\n', date: bench.parts().now(), messageId: 'honest@buyer.example' }, slow));
  for (let hour = 0; hour < 13; hour += 1) {
    await bench.settle();
    bench.advance(HOUR);
  }
  t.is(bench.store().counts().lettersSetAside, 0);
  t.is(bench.store().counts().lettersWaiting, 1);
  bench.dns.behave('buyer.example', null);
  for (const { name, type, value } of bench.domains.buyer.records) bench.dns.set(name.replace(bench.domains.buyer.selector, 'slow'), type, value);
  bench.advance(2 * HOUR);
  await bench.settle();
  t.is(bench.store().counts().orders.forwarded, 1);
});
