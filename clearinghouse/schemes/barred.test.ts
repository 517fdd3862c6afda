/** What has come up since a claim was judged, seen where no letter of today leads to it: a payment that was open when the bank's program learnt to end it. */
import test from 'ava';
import { blockKey } from '../core/facts.ts';
import { instruct, letterInput, PEOPLE, play, readingOf, smallWorld, yen, type SmallWorld } from '../core/fixtures/small-world.ts';
import type { Payment } from '../core/payment.ts';

const [BUYER = '', , SHOP = ''] = PEOPLE;
const PAY = 'pay@bank.example';
const ORDER = '2 Sencha 100g\n\nPassword: maple-7731-crow';

/** Claimed with this total, and then the shop is blocked, the payment left as it is. */
function blocked(total: string): { readonly world: SmallWorld; readonly payment: () => Payment } {
  const world = smallWorld();
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: [SHOP, PAY], text: ORDER })));
  const forward = `Total: ${total}\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\n\n${ORDER}`;
  play(world, letterInput(world, readingOf(world, { from: SHOP, to: [PAY], subject: 'Fwd: Order', text: forward })));
  const payment = (): Payment => [...world.facts.payments.values()][0] as Payment;
  world.facts.blocks.add(blockKey(payment().buyer?.party ?? 0, payment().merchant?.party ?? 0));
  return { world, payment };
}

test('an OK to a shop that is blocked pays nothing', (t) => {
  const { world, payment } = blocked('1,000 JPY');
  const question = world.notices.find(({ facts }) => facts.kind === 'question');
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: [question?.replyTo ?? ''], text: 'OK maple-7731-crow', thread: [question?.messageId ?? ''] })));
  t.like(payment().state, { name: 'ended', reason: 'blocked' });
  t.true(world.transfers.every(({ kind }) => kind !== 'payment'));
});

test('money that comes in sets nothing aside for a shop that is blocked', (t) => {
  const { world, payment } = blocked('6,000 JPY');
  t.is(payment().state.name, 'awaiting-funds');
  instruct(world, { kind: 'deposit', address: BUYER, amount: yen(2_000n), reference: 'V-2', by: [] });
  t.like(payment().state, { name: 'ended', reason: 'blocked' });
  t.false(world.notices.some(({ facts }) => facts.kind === 'question'));
});

test('an OK to a shop that was suspended meanwhile pays nothing, and money that comes in sets nothing aside for it', (t) => {
  for (const total of ['1,000 JPY', '6,000 JPY']) {
    const { world, payment } = blocked(total);
    world.facts.blocks.clear();
    const shop = world.facts.parties.get(payment().merchant?.party ?? 0);
    if (shop === undefined) throw new Error('the shop is registered');
    world.facts.parties.set(shop.id, { ...shop, suspendedAt: world.now });
    const question = world.notices.find(({ facts }) => facts.kind === 'question');
    if (question === undefined) instruct(world, { kind: 'deposit', address: BUYER, amount: yen(2_000n), reference: 'V-2', by: [] });
    else play(world, letterInput(world, readingOf(world, { from: BUYER, to: [question.replyTo ?? ''], text: 'OK maple-7731-crow', thread: [question.messageId] })));
    t.like(payment().state, { name: 'ended', reason: 'stopped' }, total);
    t.true(world.transfers.every(({ kind }) => kind !== 'payment'));
  }
});
