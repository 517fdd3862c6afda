/** What the timeline of a payment shows of a forward that came first and was turned away, and when help that nobody asked for is not sent. */
import test from 'ava';
import type { Decision } from './decision.ts';
import { BANK, letterInput, PEOPLE, play, readingOf, smallWorld, type SmallWorld } from './fixtures/small-world.ts';
import { SILENCE_ASKED } from '../protocol/reading.ts';

const [BUYER = '', , SHOP = '', OTHER = ''] = PEOPLE;
const PAY = BANK.paymentAddress;
const order = (lines: string): string => `${lines}\n\nPassword: maple-7731-crow\nUp to: 900 JPY`;

const write = (world: SmallWorld, from: string, text: string, subject: string, to: readonly string[]): Decision => play(world, letterInput(world, readingOf(world, { from, to, text, subject })));
const forward = (world: SmallWorld, from: string, lines: string): Decision => write(world, from, `Total: 1,000 JPY\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\n\n${order(lines)}`, 'Fwd: Order', [PAY]);

test('an order that turns forwards away is about each of them, and about its own payment', (t) => {
  const world = smallWorld();
  const above = forward(world, SHOP, '2 Sencha 100g').about;
  const early = [...world.facts.payments.keys()];
  const decision = write(world, BUYER, order('2 Sencha 100g'), 'Order', [PAY]);
  const own = [...world.facts.payments.keys()].filter((id) => !early.includes(id));
  t.deepEqual([above.length, early.length, own.length], [1, 1, 1]);
  t.deepEqual([...decision.about].sort(), [...early, ...own].sort());
  t.deepEqual(early.map((id) => world.facts.payments.get(id)?.state.name), ['ended']);
});

test('one that was changed is turned away likewise, also beside another', (t) => {
  const world = smallWorld();
  forward(world, SHOP, '3 Sencha 100g');
  forward(world, OTHER, '4 Sencha 100g');
  const early = [...world.facts.payments.keys()];
  const decision = write(world, BUYER, order('2 Sencha 100g'), 'Order', [PAY]);
  t.is(early.length, 2);
  t.deepEqual(early.filter((id) => decision.about.includes(id)), early);
  t.deepEqual(early.map((id) => world.facts.payments.get(id)?.state.name), ['ended', 'ended']);
  const told = world.notices.filter(({ facts }) => facts.kind === 'forward-refused' && facts.code === 'order-changed').map(({ to }) => to);
  t.deepEqual(told.sort(), [OTHER, SHOP].sort());
});

test('help that nobody asked for is not sent to a letter that asks programs for silence, what was asked is', (t) => {
  const world = smallWorld();
  const ask = (text: string, hit: boolean): number => {
    const before = world.notices.length;
    const reading = readingOf(world, { from: BUYER, to: [PAY], text, subject: 'x' });
    play(world, letterInput(world, { ...reading, findings: [...reading.findings, { code: SILENCE_ASKED, hit, detail: '' }] }));
    return world.notices.length - before;
  };
  t.is(ask('Good morning!', true), 0);
  t.is(ask('HELP', true), 1);
  t.is(ask('Good evening!', false), 0);
  world.now += 86_400_000;
  t.is(ask('Good morning again!', true), 0);
  t.is(ask('Good evening again!', false), 1);
});

test('the record of an order says whether a forward waited for it: not one of another shop, one that is over, or a talk with the buyer', (t) => {
  const WEEK = 169 * 3_600_000;
  const waited = (from: string, span: number, to: readonly string[]): boolean => {
    const world = smallWorld();
    write(world, from, `Total: 800 JPY\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\n\n${order('2 Sencha 100g')}`, 'Fwd: Order', to);
    world.now += span;
    const { findings } = write(world, BUYER, `${order('2 Sencha 100g')}\nPay to: ${SHOP}`, 'Order', [PAY]);
    const found = findings.find(({ code }) => code === 'forward-waited');
    if (found === undefined) throw new Error('nothing is said of forwards');
    return found.hit;
  };
  t.true(waited(SHOP, WEEK, [PAY]));
  t.false(waited(SHOP, WEEK + 1, [PAY]));
  t.false(waited(OTHER, 0, [PAY]));
  t.false(waited(SHOP, 0, [BUYER, PAY]));
});
