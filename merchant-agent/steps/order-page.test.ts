/** Orders that customers write on the bank's order page: its mail, the member's order. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { orderMailBytes } from '../../clearinghouse/order-page/mail-bytes.ts';
import { signMail } from '../../scripts/test-mail.ts';
import type { TestMail } from '../../scripts/test-mail.ts';
import { BANK, HANA, NOON, openBench, SHOP } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';
import type { Shop } from './shop.ts';

const PAGE = 'order-page@bank.example';
const TEXT = '2 x Sencha 100 g\n1 x Bamboo whisk\n\nMember: taro@example.jp\nPay to: shop@tea.example\nUp to: JPY 6000\nPassword: 8305 1172\n';

async function scene(t: ExecutionContext, shop: Partial<Shop> = {}): Promise<Bench> {
  const bench = await openBench({ orderPage: PAGE, ...shop });
  t.teardown(bench.stop);
  return bench;
}
const pageMail = (bench: Bench, more: Partial<TestMail> = {}, by = bench.domains.bank): Buffer =>
  bench.signed({ from: `"Example Bank order page" <${PAGE}>`, to: `${SHOP}, ${BANK}`, subject: 'Order from Bamboo whisk\'s order page', headers: [['Reply-To', 'taro@example.jp']], text: TEXT, date: NOON, messageId: 'o.1@bank.example', ...more }, by);
const sentTo = (bench: Bench, to: string): readonly string[] => bench.sent.filter((one) => one.to === to).map(({ mail }) => mail.text ?? '');

/** Byte for byte what the page hands to the mail server, signed as the bank signs. */
function writtenByPage(bench: Bench): Buffer {
  const bytes = orderMailBytes({ messageId: 'o.1@bank.example', from: { name: 'Example Bank 注文ページ', address: PAGE }, to: [SHOP, BANK], replyTo: 'taro@example.jp', subject: '鉄瓶1個の注文ページからのご注文', date: NOON, text: TEXT });
  return signMail(bytes, bench.domains.bank, { time: NOON });
}

test('an order of the page is the member’s, and is forwarded by itself', async (t) => {
  const bench = await scene(t);
  t.not(bench.arrive(writtenByPage(bench)), null);
  await bench.settle();
  const order = bench.store().order(1);
  t.is(order?.state.name, 'forwarded');
  t.is(order?.buyer, 'taro@example.jp');
  t.like(order?.detail, { buyerName: null, fromPage: true, lines: ['2 x Sencha 100 g', '1 x Bamboo whisk'], doubts: [] });
  t.is(order?.detail.priced?.total.minor, 4_310n);
  t.is(sentTo(bench, BANK).length, 1);
  t.regex(sentTo(bench, BANK)[0] ?? '', /Sencha 100 g/);
  t.deepEqual(sentTo(bench, HANA), []);
});

test('names that words of an order could be mistaken for are sure on the page alone', async (t) => {
  const bench = await scene(t);
  const look = await bench.outside.catalogue();
  if (!look.ok) throw new Error('a catalogue');
  const items = look.catalogue.items.map((item) => (item.sku === 'WHI-1' ? { ...item, names: ['Half & half, no. 5'] } : item));
  bench.outside.catalogue = async () => ({ ...look, catalogue: { ...look.catalogue, items } });
  const text = TEXT.replace('Bamboo whisk', 'Half & half, no. 5');
  bench.arrive(pageMail(bench, { text }));
  bench.arrive(bench.order({ text: '2 x Sencha 100 g\n1 x Half & half, no. 5\n\nPassword: maple-7731-crow\n' }));
  await bench.settle();
  t.deepEqual([1, 2].map((id) => bench.store().order(id)?.state.name), ['forwarded', 'draft']);
});

test('whoever else writes so gets a draft at the most', async (t) => {
  const bench = await scene(t);
  bench.arrive(pageMail(bench, { messageId: 'forged@bank.example' }, bench.domains.evil));
  bench.arrive(bench.order({ text: TEXT.replace('8305 1172', '4444 5555') }));
  await bench.settle();
  t.like(bench.store().order(1), { buyer: PAGE, state: { name: 'draft', reason: 'not-authenticated' } });
  t.like(bench.store().order(2), { buyer: 'takao@buyer.example', state: { name: 'draft', reason: 'unsure' } });
});

test('without a member, or with two, a person looks', async (t) => {
  const bench = await scene(t);
  const texts = [TEXT.replace('Member: taro@example.jp\n', ''), TEXT.replace('Member:', 'Member: hana@example.jp\nMember:'), TEXT.replace('taro@example.jp', 'taro')];
  texts.forEach((text, at) => bench.arrive(pageMail(bench, { text: text.replace('8305', String(1000 + at)), messageId: `o.${at}@bank.example` })));
  await bench.settle();
  for (const id of [1, 2, 3]) t.like(bench.store().order(id), { buyer: PAGE, state: { name: 'draft', reason: 'unsure' } });
});

test('two members may have the same number on their cards', async (t) => {
  const bench = await scene(t);
  bench.arrive(pageMail(bench));
  bench.arrive(pageMail(bench, { text: TEXT.replace('taro@', 'hana@'), messageId: 'o.2@bank.example' }));
  bench.arrive(pageMail(bench, { text: TEXT.replace('2 x', '3 x'), messageId: 'o.3@bank.example' }));
  await bench.settle();
  t.deepEqual([1, 2, 3].map((id) => bench.store().order(id)?.state.name), ['forwarded', 'forwarded', 'draft']);
  t.true(bench.store().order(3)?.detail.doubts.includes('same-password'));
});

test('where a shop has not named the page, its mail under the bank’s name is never forwarded by itself', async (t) => {
  const bench = await scene(t, { orderPage: null });
  bench.arrive(pageMail(bench, { from: `"Example Bank" <order-page@evil.example>` }, bench.domains.evil));
  await bench.settle();
  t.like(bench.store().order(1), { buyer: 'order-page@evil.example', state: { name: 'draft', reason: 'unsure' } });
});

test('the page may bear the bank’s name and be of another domain', async (t) => {
  const bench = await scene(t, { orderPage: 'orders@evil.example' });
  bench.arrive(pageMail(bench, { from: '"Example Bank" <orders@evil.example>' }, bench.domains.evil));
  await bench.settle();
  t.like(bench.store().order(1), { buyer: 'taro@example.jp', state: { name: 'forwarded' } });
});
