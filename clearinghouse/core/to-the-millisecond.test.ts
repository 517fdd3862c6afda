/** Spans at their very edges: what still counts in the last millisecond, and no more in the next. */
import test from 'ava';
import type { Decision } from './decision.ts';
import { BANK, instruct, letterInput, PEOPLE, play, readingOf, smallWorld, type SmallWorld } from './fixtures/small-world.ts';
import type { Payment } from './payment.ts';

const [BUYER = '', , SHOP = ''] = PEOPLE;
const PAY = BANK.paymentAddress;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const orderWith = (password: string): string => `2 Sencha 100g\n\nPassword: ${password}`;
const ORDER = orderWith('maple-7731-crow');

type More = { readonly to?: readonly string[]; readonly subject?: string; readonly thread?: readonly string[] };

const write = (world: SmallWorld, from: string, text: string, more: More = {}): Decision =>
  play(world, letterInput(world, readingOf(world, { from, to: more.to ?? [PAY], text, subject: more.subject ?? `Mail ${world.readings.length}`, thread: more.thread ?? [] })));
const order = (world: SmallWorld, text = ORDER, from = BUYER): Decision => write(world, from, text, { to: [SHOP, PAY] });
const forward = (world: SmallWorld, words = 'Total: 1,000 JPY', text = ORDER, from = SHOP): Decision => write(world, from, `${words}\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\n\n${text}`, { subject: 'Fwd: Order' });
const ended = ({ disposition }: Decision): string => `${disposition.kind} ${disposition.code}`;

function answer(world: SmallWorld, from: string, text: string): Decision {
  const question = world.notices.findLast(({ facts }) => facts.kind === 'question' || facts.kind === 'refund-question');
  return write(world, from, text, { to: [question?.replyTo ?? ''], thread: [question?.messageId ?? ''] });
}

function only(world: SmallWorld): Payment {
  const [payment] = world.facts.payments.values();
  if (payment === undefined) throw new Error('there is no payment');
  return payment;
}

/** Plays the same twice: in the last millisecond of the span, and one later. */
function atTheEdge(span: number, before: (world: SmallWorld) => void, then: (world: SmallWorld) => Decision): readonly [last: string, next: string] {
  const one = (extra: number): string => {
    const world = smallWorld();
    before(world);
    world.now += span + extra;
    return ended(then(world));
  };
  return [one(0), one(1)];
}

test('OK pays until the hour of grace is over', (t) => {
  const asked = (world: SmallWorld): void => void [order(world), forward(world)];
  t.deepEqual(atTheEdge(72 * HOUR + HOUR, asked, (world) => answer(world, BUYER, 'OK maple-7731-crow')), ['advanced settled', 'refused too-late']);
});

const paid = (world: SmallWorld): Payment => {
  order(world);
  forward(world);
  answer(world, BUYER, 'OK maple-7731-crow');
  return only(world);
};

test('so does the OK to a refund', (t) => {
  const asked = (world: SmallWorld): void => void write(world, SHOP, `REFUND ${paid(world).reference}`);
  t.deepEqual(atTheEdge(72 * HOUR + HOUR, asked, (world) => answer(world, SHOP, 'OK')), ['advanced refunded', 'refused too-late']);
});

test('an order waits for its forward, a forward for its order, and each for a stricter copy, as long and no longer', (t) => {
  const week = 168 * HOUR + HOUR;
  t.deepEqual(atTheEdge(week, (world) => void order(world), (world) => forward(world)), ['advanced asked', 'refused too-late']);
  t.deepEqual(atTheEdge(week, (world) => void forward(world), (world) => order(world)), ['advanced asked', 'advanced order-received']);
  t.deepEqual(atTheEdge(week, (world) => void order(world), (world) => order(world, `${ORDER}\nUp to: 900 JPY`)), ['advanced ceiling-lowered', 'nothing-new same order']);
});

test('the question about a refund is sent again after an hour, not a millisecond before', (t) => {
  const wish = (world: SmallWorld): Decision => write(world, SHOP, `REFUND ${only(world).reference} 500 JPY`);
  t.deepEqual(atTheEdge(HOUR - 1, (world) => void [paid(world), wish(world)], wish), ['nothing-new same refund', 'answered refund-question']);
});

test('a new address orders, forwards and refunds from its first millisecond on', (t) => {
  const NEW = 'new@buyer.example';
  const SHOPS_NEW = 'new@tea.example';
  const wait = 168 * HOUR;
  const withNew = (world: SmallWorld, owner: string, address: string): void => void instruct(world, { kind: 'add-address', party: world.facts.addresses.get(owner)?.party ?? 0, address, by: ['Mori'] });
  t.deepEqual(atTheEdge(wait - 1, (world) => withNew(world, BUYER, NEW), (world) => order(world, ORDER, NEW)), ['refused address-too-new', 'advanced order-received']);
  t.deepEqual(
    atTheEdge(wait - 1, (world) => withNew(world, SHOP, SHOPS_NEW), (world) => {
      order(world);
      return forward(world, 'Total: 1,000 JPY', ORDER, SHOPS_NEW);
    }),
    ['refused address-too-new', 'advanced asked'],
  );
  t.deepEqual(
    atTheEdge(wait - 1, (world) => void [withNew(world, SHOP, SHOPS_NEW), paid(world)], (world) => write(world, SHOPS_NEW, `REFUND ${only(world).reference} 500 JPY`)),
    ['refused address-too-new', 'advanced refund-asked'],
  );
});

test('the same shop and total paid before is said for 48 hours', (t) => {
  const again = (span: number): boolean => {
    const world = smallWorld();
    paid(world);
    world.now += span;
    const other = orderWith('birch-2209-owl');
    order(world, other);
    forward(world, 'Total: 1,000 JPY', other);
    const question = world.notices.findLast(({ facts }) => facts.kind === 'question')?.facts;
    return question?.kind === 'question' && question.paidBefore !== null;
  };
  t.true(again(2 * DAY));
  t.false(again(2 * DAY + 1));
});
