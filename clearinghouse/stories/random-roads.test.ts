/**
 * Letters of honest people and thieves in any order, on all roads: whatever they come to, nobody has paid above what they allowed, to another than they named, or
 * without what their scheme asks for. The same sentences in every run of the suite; `KAKITOME_ALL_WAYS=1` plays many more.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { Payment } from '../core/payment.ts';
import { openLocal } from '../store/sqlite/testing/local.ts';
import { parseStories, type What } from './grammar.ts';
import { act, beginStory, checkWorld } from './runner.ts';
import { emptyOutcome, makeWorld, payments, type World } from './world.ts';

const RUNS = process.env['KAKITOME_ALL_WAYS'] === '1' ? 150 : 8;

type Draw = { readonly chance: (part: number) => boolean; readonly one: <T>(of: readonly [T, ...T[]]) => T };

function drawer(seed: number): Draw {
  let drawn = 0;
  const next = (): number => createHash('sha256').update(`${seed} ${(drawn += 1)}`).digest().readUInt32BE() / 2 ** 32;
  return { chance: (part) => next() < part, one: (of) => of[Math.floor(next() * of.length)] ?? of[0] };
}

const SUMS = ['900 JPY', '3,000 JPY', '4,741 JPY', '5,000 JPY', '9,000 JPY'] as const;
const PASSWORDS = ['maple-7731-crow', 'river-1234-stone', 'cloud-5521-piano'] as const;

type Sum = (typeof SUMS)[number];

/** The letters of one order as they should come, now and then with another sum, shop or signer. */
function deal({ chance, one }: Draw, number: number): readonly string[] {
  const byCard = chance(0.25);
  const secret = byCard ? `[number A ${number}]` : PASSWORDS[number - 1] ?? PASSWORDS[0];
  const total: Sum = one(['900 JPY', '3,000 JPY', '4,741 JPY']);
  const most: Sum = chance(0.8) ? '5,000 JPY' : one(SUMS);
  const subject = (what: string): string => `   subject ${what} ${number}`;
  const limit = chance(0.6) ? `   up to ${most}` : '';
  const to = one(['shop, bank', 'shop, bank, board', 'shop, bank, board', 'bank']);
  const order = byCard && chance(0.3) ? `order  page → shop, bank   ${secret}   for buyer   up to ${most}   pay to Green Tea House   as O${number}${subject('order')}` : `order  buyer → ${to}   ${secret}${limit}   as O${number}${subject('order')}`;
  const forward = `forward  ${chance(0.85) ? 'shop' : 'shop2'} → bank   ${chance(0.85) ? total : one(SUMS)}${chance(0.7) ? '   post seen' : ''}   of O${number}${chance(0.2) ? '   original attached' : ''}${subject('forward')}`;
  const cheque = `cheque  buyer → bank   ${one(['A', 'B', 'C', 'D'])}   ${chance(0.8) ? most : one(SUMS)}   to ${chance(0.85) ? 'shop' : 'shop2'}   ${secret}${chance(0.1) ? '   other bytes' : ''}${chance(0.1) ? '   signed by new' : ''}${chance(0.1) ? '   for 1 hours' : ''}${chance(0.1) ? '   altered' : ''}${subject('cheque')}`;
  const post = `post  ${chance(0.9) ? 'buyer' : 'shop'} → board   ${secret}   pay to Green Tea House${subject('post')}`;
  const again = `forward  shop → bank   ${one(SUMS)}   post seen   of O${number}${subject('again')}`;
  const stricter = `order  buyer → shop, bank   ${secret}   up to ${one(SUMS)}${subject('copy')}`;
  const all = [order, forward, ...(chance(0.6) && !byCard ? [cheque] : []), ...(chance(0.3) ? [post] : []), ...(chance(0.3) ? [again] : []), ...(chance(0.15) ? [stricter] : []), ...(chance(0.4) ? ['tick  40 minutes'] : []), `answer  buyer   ${one(['OK', 'OK', 'OK', 'OK', 'NO'])} ${secret}${subject('answer')}`];
  return chance(0.6) ? all : swapped(all, one([1, 1, 2]));
}

/** Mail overtakes mail; what answers or forwards a mail comes after it. */
const swapped = (lines: readonly string[], at: number): readonly string[] => lines.map((line, index) => (index === at ? (lines[at + 1] ?? line) : index === at + 1 ? (lines[at] ?? line) : line));

const noise = ({ chance, one }: Draw): string =>
  one([
    'letter  buyer → bank   CANCEL', 'letter  shop → bank   CANCEL', 'letter  buyer → wallet   Wallet key: [key new]', 'letter  buyer → card   ACTIVATE [card A]',
    'decides  no wallet   buyer', `decides  scheme   buyer   ${one(['two-mail', 'wallet', 'board', 'full'])}${chance(0.4) ? '   or end' : ''}`, `decides  cheque   buyer   ${one(['A', 'B'])}   look`, 'decides  no card   buyer   lost',
    'deposit  buyer   5,000 JPY', `tick  ${one(['31 minutes', '2 hours', '2 days', '4 days', '8 days'])}`,
  ]);

/** Deals one after the other, or in each other's midst, and what disturbs them. */
function deeds(draw: Draw): readonly string[] {
  const queues = [1, 2, 3].map((number) => [...deal(draw, number)]);
  const lines: string[] = [];
  while (queues.some((queue) => queue.length > 0)) {
    const queue = draw.chance(0.7) ? queues.find((one) => one.length > 0) : queues.findLast((one) => one.length > 0);
    lines.push(queue?.shift() ?? '', ...(draw.chance(0.12) ? [noise(draw)] : []));
  }
  return lines;
}

const beginning = ({ chance, one }: Draw): readonly string[] => [
  'policy  board   yes',
  `policy  scheme   ${one(['two-mail', 'board'])}`,
  ...(chance(0.4) ? [`policy  step   ${one(['wallet above 4,000 JPY', 'full above 4,000 JPY', 'board new payee'])}`] : []),
  ...(chance(0.3) ? [`policy  a payment at most   ${one(SUMS)}`] : []),
  `account  buyer   ${one(['10,000 JPY', '4,000 JPY', '20,000 JPY'])}`,
  'account  shop2   0 JPY',
  ...(chance(0.7) ? ['decides  wallet   buyer', 'letter  buyer → wallet   Wallet key: [key buyer]'] : []),
  ...(chance(0.4) ? [`decides  scheme   buyer   ${one(['board', 'full', 'wallet'])}`] : []),
  ...(chance(0.9) ? ['decides  card   buyer   A', 'letter  buyer → card   ACTIVATE [card A]'] : []),
];

/** What nobody can do in this story yet: answer what was not asked, forward what was not ordered. */
const NOT_YET = /nobody has ordered|no such question|no notice has shown|were given before/;

async function deed(world: World, what: What): Promise<void> {
  try {
    await act(world, what);
  } catch (error) {
    if (!(error instanceof Error) || !NOT_YET.test(error.message)) throw error;
  }
}

/** What is wrong with a payment, whatever led to it. */
function wrongs({ state, claim, order, merchant, buyer, roads, scheme, asksInstead, questions }: Payment): readonly string[] {
  if (state.name !== 'settled') return [];
  if (claim === null || order === null || merchant === null || buyer === null) return ['settled without order and claim'];
  const cheque = roads?.cheque ?? null;
  const total = claim.total.minor;
  const found: string[] = [];
  if (order.ceiling !== null && order.ceiling.minor < total) found.push('above its ceiling');
  if (order.named.length > 0 && !order.named.some((side) => side.party === merchant.party)) found.push('to a shop that the order does not name');
  if ((scheme === 'wallet' || scheme === 'full') && asksInstead !== true && (cheque === null || cheque.most.minor < total || cheque.payee !== merchant.party)) found.push(`${scheme} without a cheque that covers it`);
  if ((scheme === 'board' || scheme === 'full') && asksInstead !== true && (roads?.post ?? null) === null) found.push(`${scheme} without a post`);
  if ((scheme === 'two-mail' || scheme === 'full') && questions.length === 0) found.push(`${scheme} without a question`);
  if (questions.length === 0 && cheque === null && (order.ceiling === null || order.addressed !== true)) found.push('unasked, though shop or price were not the buyer\'s own word');
  return found;
}

/** Of all runs: what was paid, and how. */
const settled: string[] = [];

for (let seed = 1; seed <= RUNS; seed += 1) {
  test.serial(`letters in any order, ${seed}`, async (t) => {
    const draw = drawer(seed);
    const lines = [...beginning(draw), ...deeds(draw)];
    const [story] = parseStories('random', `# Letters in any order ${seed}\n${lines.join('\n')}\n`);
    if (story === undefined) throw new Error('no story');
    const folder = mkdtempSync(join(tmpdir(), 'kakitome-random-'));
    const store = openLocal(join(folder, 'bank.db'));
    try {
      const world = makeWorld(store, story.title);
      for (const { what } of await beginStory(world, story)) {
        await deed(world, what);
        await checkWorld(world);
        world.outcome = emptyOutcome();
      }
      const all = await payments(world);
      for (const payment of all) t.deepEqual(wrongs(payment), [], `payment ${payment.id} after\n${lines.join('\n')}`);
      const paid = all.filter((payment) => payment.state.name === 'settled').flatMap((payment) => payment.secret.map((digest) => `${payment.buyer?.party} ${digest}`));
      t.is(new Set(paid).size, paid.length, 'a secret pays once');
      settled.push(...all.filter((payment) => payment.state.name === 'settled').map((payment) => `${payment.scheme}${payment.questions.length === 0 ? ' unasked' : ''}`));
      await world.board?.end();
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test.serial('enough of them end in a payment, asked and unasked', (t) => {
  const counts = Map.groupBy(settled, (how) => how);
  t.log([...counts].map(([how, all]) => `${how}: ${all.length}`).join(', '));
  t.true(settled.length >= RUNS / 2 && settled.filter((how) => how.endsWith('unasked')).length >= RUNS / 6);
});
