/** The post on the board and the order: when an order waits, what its forward says, and what a person is told. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { orderCommitment, postSeenOf } from '../../clearinghouse/protocol/post.ts';
import { readInvoice } from '../../clearinghouse/protocol/invoice.ts';
import type { BoardAnswer } from '../board/board-look.ts';
import type { BoardPost } from '../board/posts.ts';
import { ORIGIN } from '../board/testing/served-board.ts';
import type { Shop } from './shop.ts';
import type { OrderDetail } from '../store/store.ts';
import { waitsForLook } from './order-post.ts';
import { answerTo, BANK, HANA, NOON, openBench, sentTo, textOf } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const BOARD = 'board@bank.example';
const MINUTE = 60_000;
const COMMITMENT = orderCommitment('maple-7731-crow', ['2 Sencha 100 g', '1 Bamboo whisk']);
const POST: BoardPost = { origin: ORIGIN, index: 17, leaf: new Uint8Array(), order: COMMITMENT, shop: 'Green Tea House', orderedAt: NOON, opens: true };
const posts = (...found: readonly BoardPost[]): BoardAnswer => ({ kind: 'posts', posts: found });
const ADDRESS: Shop['board'] = { address: BOARD, every: false, wait: 10 * MINUTE };

type Scene = { readonly bench: Bench; readonly asked: string[]; answer: BoardAnswer };

async function scene(t: ExecutionContext, board: Shop['board'] = ADDRESS, shop: Partial<Shop> = {}): Promise<Scene> {
  const bench = await openBench({ board, ...shop });
  t.teardown(bench.stop);
  const made: Scene = { bench, asked: [], answer: posts() };
  bench.outside.board = async (commitment) => {
    made.asked.push(commitment);
    return made.answer;
  };
  return made;
}

const stateOf = ({ bench }: Scene): string => bench.store().order(1)?.state.name ?? 'none';
const seenIn = ({ bench }: Scene): readonly string[] => sentTo(bench, BANK).flatMap((mail) => textOf(mail).split('\n')).flatMap((line) => postSeenOf(line) ?? []);

test('an order with the board in Cc waits for its post, and its forward says where it was seen', async (t) => {
  const one = await scene(t);
  one.bench.arrive(one.bench.order({ cc: `${BANK}, ${BOARD}` }));
  await one.bench.settle();
  t.is(stateOf(one), 'read');
  t.deepEqual(one.asked, [COMMITMENT], 'as the bank makes it');
  one.bench.advance(4_000);
  one.answer = posts(POST);
  await one.bench.settle();
  t.is(stateOf(one), 'forwarded');
  t.deepEqual(seenIn(one), [`${ORIGIN}#17`]);
  const [forward] = sentTo(one.bench, BANK);
  const own = forward === undefined ? [] : textOf(forward).trim().split('\n').filter((line) => postSeenOf(line) === null);
  t.true(readInvoice(own.map((text, line) => ({ text, line })), null).ok);
  t.deepEqual(one.bench.store().events(1).filter(({ kind }) => kind === 'post').map(({ detail }) => detail), ['waits for its post on the board: none there', `seen, ${ORIGIN}#17`]);
});

test('no post within the time: forwarded without the line, though it was looked for again and again', async (t) => {
  const one = await scene(t);
  one.bench.arrive(one.bench.order({ cc: `${BANK}, ${BOARD}` }));
  for (let at = 0; at < 30; at += 1) {
    await one.bench.settle();
    if (at < 20) t.is(stateOf(one), 'read');
    one.bench.advance(25_000);
  }
  t.is(stateOf(one), 'forwarded');
  t.deepEqual(seenIn(one), []);
  t.true(one.asked.length > 10 && one.asked.length < 30, String(one.asked.length));
});

test('an order that does not name the board is not held up, unless every order is looked for', async (t) => {
  const one = await scene(t);
  one.bench.arrive(one.bench.order());
  await one.bench.settle();
  t.is(stateOf(one), 'forwarded');
  t.deepEqual(one.asked, []);
  const every = await scene(t, { address: null, every: true, wait: 10 * MINUTE });
  every.answer = posts(POST);
  every.bench.arrive(every.bench.order());
  await every.bench.settle();
  t.deepEqual(seenIn(every), [`${ORIGIN}#17`]);
});

test('the line with the post is no line of the order, in a mail to the board', async (t) => {
  const text = '2 Sencha 100 g\n1 Bamboo whisk\n\nPost: 1 Furoshiki for my aunt\nPassword: maple-7731-crow\nUp to: 6,000 JPY\n';
  const plain = await scene(t);
  plain.bench.arrive(plain.bench.order({ text }));
  await plain.bench.settle();
  t.not(plain.bench.store().order(1)?.detail.priced?.total.minor, 4_310n, 'elsewhere it may be an order');
  const one = await scene(t);
  one.answer = posts(POST);
  one.bench.arrive(one.bench.order({ cc: `${BANK}, ${BOARD}`, text }));
  await one.bench.settle();
  t.deepEqual(one.asked, [COMMITMENT]);
  t.is(stateOf(one), 'forwarded', 'sure, since what is posted is not ordered');
  t.is(one.bench.store().order(1)?.detail.priced?.total.minor, 4_310n);
  t.deepEqual(seenIn(one), [`${ORIGIN}#17`]);
});

for (const [why, changed] of [['shop', { shop: 'Other Shop' }], ['time', { orderedAt: NOON - 60 * MINUTE }], ['face', { opens: false }]] as const) {
  test(`a post that differs in its ${why}: forwarded at once without the line, and the shopkeeper is told once`, async (t) => {
    const one = await scene(t);
    one.answer = posts({ ...POST, ...changed });
    one.bench.arrive(one.bench.order({ cc: `${BANK}, ${BOARD}` }));
    await one.bench.settle();
    one.bench.restart();
    await one.bench.settle();
    t.is(stateOf(one), 'forwarded');
    t.deepEqual(seenIn(one), []);
    const told = sentTo(one.bench, HANA);
    t.is(told.length, 1);
    t.regex(told[0]?.mail.subject ?? '', /post on the board differs/);
    t.true(textOf(told[0] as (typeof told)[number]).includes(`${ORIGIN}#17: ${why}`));
  });
}

test('a board that can not be reached or trusted holds an order up no longer than the wait', async (t) => {
  for (const [kind, mails] of [['unreachable', 0], ['untrusted', 1]] as const) {
    const one = await scene(t);
    one.answer = { kind, why: 'the log has shrunk' };
    one.bench.arrive(one.bench.order({ cc: `${BANK}, ${BOARD}` }));
    await one.bench.settle();
    t.is(stateOf(one), 'read', kind);
    one.bench.advance(10 * MINUTE);
    await one.bench.settle();
    t.is(stateOf(one), 'forwarded', kind);
    t.deepEqual(seenIn(one), []);
    t.is(sentTo(one.bench, HANA).length, mails, kind);
  }
});

test('orders that wait do not hold up others, nor are they priced meanwhile', async (t) => {
  const one = await scene(t);
  for (let at = 0; at < 30; at += 1) one.bench.arrive(one.bench.order({ cc: `${BANK}, ${BOARD}`, messageId: `w.${at}@buyer.example`, text: `2 Sencha 100 g\n\nPassword: river-88${at + 10}-moon\nUp to: 6,000 JPY\n` }));
  one.bench.arrive(one.bench.order({ messageId: 'plain@buyer.example' }));
  await one.bench.settle();
  t.is(one.bench.store().counts().orders.read, 30);
  t.is(one.bench.store().counts().orders.forwarded, 1);
  const asked = one.asked.length;
  await one.bench.settle();
  t.is(one.asked.length, asked);
  one.bench.advance(10 * MINUTE);
  await one.bench.settle();
  t.is(one.bench.store().counts().orders.forwarded, 31);
});

test('a draft that is answered with SEND is looked for once, without waiting', async (t) => {
  const one = await scene(t, ADDRESS, { mode: 'ask' });
  one.bench.arrive(one.bench.order({ cc: `${BANK}, ${BOARD}` }));
  await one.bench.settle();
  t.deepEqual(one.asked, [], 'a draft waits for a person, not for the board');
  const [draft] = sentTo(one.bench, HANA);
  if (draft === undefined) return t.fail('no draft');
  one.answer = posts(POST);
  one.bench.arrive(one.bench.signed(answerTo(draft, 'SEND'), one.bench.domains.tea));
  await one.bench.settle();
  t.is(stateOf(one), 'forwarded');
  t.deepEqual(seenIn(one), [`${ORIGIN}#17`]);
});

test('an order of the bank\'s order page has no post to wait for', async (t) => {
  const one = await scene(t, { address: null, every: true, wait: 10 * MINUTE }, { orderPage: 'order-page@bank.example' });
  const text = '2 x Sencha 100 g\n1 x Bamboo whisk\n\nMember: taro@example.jp\nPay to: shop@tea.example\nUp to: JPY 6000\nPassword: 8305 1172\n';
  one.bench.arrive(one.bench.signed({ from: 'Order page <order-page@bank.example>', to: `shop@tea.example, ${BANK}`, subject: 'Order', text, date: NOON, messageId: 'page.1@bank.example' }, one.bench.domains.bank));
  await one.bench.settle();
  t.is(stateOf(one), 'forwarded');
  t.deepEqual(one.asked, []);
});

test('a look that was set under a clock that was ahead is due once it is set right', (t) => {
  const detail = (nextAt: number) => ({ post: { commitment: 'c', orderedAt: null, looks: 1, nextAt, found: null } }) as unknown as OrderDetail;
  t.true(waitsForLook(detail(NOON + 600_000), NOON));
  t.false(waitsForLook(detail(NOON), NOON));
  t.false(waitsForLook(detail(NOON + 365 * 86_400_000), NOON));
});
