/** STATUS of somebody who has many payments open: a mail shows as many as can be read, and says that there are more. */
import test from 'ava';
import { BANK, letterInput, PEOPLE, play, readingOf, smallWorld, type SmallWorld } from './fixtures/small-world.ts';
import type { NoticeFacts } from './notice.ts';

const [BUYER = '', , SHOP = ''] = PEOPLE;
const PAY = BANK.paymentAddress;

function statusAfter(orders: number): Extract<NoticeFacts, { kind: 'status' }> {
  const world: SmallWorld = smallWorld();
  for (let order = 0; order < orders; order += 1) {
    play(world, letterInput(world, readingOf(world, { from: BUYER, to: [SHOP, PAY], subject: `Order ${order}`, text: `${order + 1} Sencha\n\nPassword: maple-${1000 + order}-crow` })));
    world.now += 60_000;
  }
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: [PAY], subject: 'STATUS', text: '' })));
  const facts = world.notices.at(-1)?.facts;
  if (facts?.kind !== 'status') throw new Error('STATUS is answered');
  return facts;
}

test('of more payments than a mail shows those whose time ends first are shown, and the others are counted', (t) => {
  const { payments, more } = statusAfter(23);
  t.is(payments.length, 20);
  t.is(more, 3);
  const until = payments.map((payment) => payment.until ?? 0);
  t.deepEqual(until, [...until].sort((one, other) => one - other));
  t.deepEqual(payments.map(({ reference }) => reference), statusAfter(20).payments.map(({ reference }) => reference));
});

test('where all are shown nothing is said of more', (t) => {
  t.false('more' in statusAfter(20));
});
