/**
 * Letters of honest people and thieves in any order, on all roads: whatever they come to, nobody has paid above what they allowed, to another than they named, or
 * without what their scheme asks for. The same sentences in every run of the suite; `KAKITOME_ALL_WAYS=1` plays many more.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { isOpen, type Payment } from '../core/payment.ts';
import { openLocal } from '../store/sqlite/testing/local.ts';
import { parseStories, type What } from './grammar.ts';
import { act, beginStory, checkWorld } from './runner.ts';
import { emptyOutcome, makeWorld, payments, type World } from './world.ts';

const RUNS = process.env['KAKITOME_ALL_WAYS'] === '1' ? 150 : 6;
const DEEDS = 16;

type Draw = { readonly chance: (part: number) => boolean; readonly one: <T>(of: readonly [T, ...T[]]) => T };

function drawer(seed: number): Draw {
  let drawn = 0;
  const next = (): number => createHash('sha256').update(`${seed} ${(drawn += 1)}`).digest().readUInt32BE() / 2 ** 32;
  return { chance: (part) => next() < part, one: (of) => of[Math.floor(next() * of.length)] ?? of[0] };
}

const SUMS = ['900 JPY', '3,000 JPY', '4,741 JPY', '5,000 JPY', '9,000 JPY'] as const;
const PASSWORDS = ['maple-7731-crow', 'river-1234-stone'] as const;

function letter({ chance, one }: Draw, number: number): string {
  const secret = (): string => (chance(0.75) ? one(PASSWORDS) : one(['[number A 1]', '[number A 2]', '12345678']));
  const upTo = chance(0.6) ? `   up to ${one(SUMS)}` : '';
  const subject = `   subject s${number}`;
  switch (one(['order', 'order', 'page', 'forward', 'forward', 'forward', 'cheque', 'cheque', 'cheque', 'post', 'answer', 'cancel', 'key', 'card'])) {
    case 'order':
      return `order  buyer → ${one(['shop, bank', 'shop, bank', 'bank', 'shop, bank, board', 'shop, board'])}   ${secret()}${upTo}${chance(0.2) ? '   says Tea' : ''}${chance(0.1) ? '   cc unsigned' : ''}${subject}`;
    case 'page':
      return `order  page → shop, bank   ${secret()}   for ${one(['buyer', 'shop'])}   up to ${one(SUMS)}   pay to Green Tea House${subject}`;
    case 'forward':
      return `forward  ${one(['shop', 'shop', 'shop', 'shop2'])} → bank   ${one(SUMS)}${chance(0.5) ? '   post seen' : ''}${chance(0.2) ? '   original attached' : ''}${subject}`;
    case 'cheque':
      return `cheque  ${one(['buyer', 'buyer', 'buyer', 'shop'])} → bank   ${one(['A', 'B', 'C', 'D'])}   ${one(SUMS)}   to ${one(['shop', 'shop', 'shop2'])}   ${one(PASSWORDS)}${chance(0.15) ? '   other bytes' : ''}${chance(0.1) ? '   signed by new' : ''}${chance(0.2) ? '   for 1 hours' : ''}${chance(0.1) ? '   altered' : ''}${subject}`;
    case 'post':
      return `post  ${one(['buyer', 'buyer', 'shop'])} → board   ${one(PASSWORDS)}   pay to Green Tea House${chance(0.3) ? '   says Tea' : ''}${subject}`;
    case 'answer':
      return `answer  buyer   ${one(['OK', 'OK', 'OK', 'NO', 'FRAUD'])} ${secret()}${subject}`;
    case 'cancel':
      return `letter  ${one(['buyer', 'shop'])} → bank   CANCEL${subject}`;
    case 'key':
      return `letter  buyer → wallet   Wallet key: [key ${one(['buyer', 'new'])}]${subject}`;
    default:
      return `letter  buyer → card   ACTIVATE [card ${one(['A', 'B'])}]${subject}`;
  }
}

const staff = ({ chance, one }: Draw): string =>
  one([
    'decides  wallet   buyer', 'decides  no wallet   buyer', `decides  scheme   buyer   ${one(['two-mail', 'wallet', 'board', 'full'])}${chance(0.4) ? '   or end' : ''}`, `decides  cheque   buyer   ${one(['A', 'B'])}   look`,
    'decides  no card   buyer   lost', 'deposit  buyer   5,000 JPY', `tick  ${one(['10 minutes', '31 minutes', '2 hours', '2 days', '4 days', '8 days'])}`, `tick  ${one(['31 minutes', '1 hours', '3 days'])}`,
  ]);

const beginning = ({ chance, one }: Draw): readonly string[] => [
  'policy  board   yes',
  `policy  scheme   ${one(['two-mail', 'board'])}`,
  ...(chance(0.4) ? [`policy  step   ${one(['wallet above 4,000 JPY', 'full above 4,000 JPY', 'board new payee'])}`] : []),
  ...(chance(0.3) ? [`policy  a payment at most   ${one(SUMS)}`] : []),
  `account  buyer   ${one(['10,000 JPY', '4,000 JPY', '20,000 JPY'])}`,
  'account  shop2   0 JPY',
  ...(chance(0.8) ? ['decides  wallet   buyer', 'letter  buyer → wallet   Wallet key: [key buyer]'] : []),
  ...(chance(0.6) ? ['decides  card   buyer   A', 'letter  buyer → card   ACTIVATE [card A]'] : []),
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

for (let seed = 1; seed <= RUNS; seed += 1) {
  test.serial(`letters in any order, ${seed}`, async (t) => {
    const draw = drawer(seed);
    const lines = [...beginning(draw), ...Array.from({ length: DEEDS }, (_, at) => (draw.chance(0.72) ? letter(draw, at) : staff(draw)))];
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
      t.true(all.every((payment) => isOpen(payment) || payment.state.name === 'settled' || payment.state.name === 'ended'));
      await world.board?.end();
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
