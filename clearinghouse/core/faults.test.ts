/** What can only be wrong by a fault of our own ends the decision: nothing is guessed, and nobody is written to. */
import test from 'ava';
import { schemes } from '../schemes/index.ts';
import { openDesk, savePayment } from './desk.ts';
import { writeEntry } from './entries.ts';
import { BANK, contextOf, letterInput, PEOPLE, play, readingOf, smallWorld, type SmallWorld } from './fixtures/small-world.ts';
import type { Payment } from './payment.ts';

const [BUYER = '', , SHOP = ''] = PEOPLE;

function ordered(): { readonly world: SmallWorld; readonly payment: Payment } {
  const world = smallWorld();
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: [SHOP, BANK.paymentAddress], text: '2 Sencha\n\nPassword: maple-7731-crow' })));
  const [payment] = world.facts.payments.values();
  if (payment === undefined) throw new Error('the order was taken');
  return { world, payment };
}

test('a deadline of a payment that was not loaded', (t) => {
  const { world } = ordered();
  t.throws(() => play(world, { kind: 'deadline', paymentId: 77, deadline: 'match', at: world.now }), { message: 'deadline match of payment 77: the payment is not in the working set' });
});

test('a payment under a scheme that is not in the list, that steps down, or that goes where its scheme does not lead', (t) => {
  const { world, payment } = ordered();
  const desk = () => openDesk(world.facts, schemes, contextOf(world), world.now, null);
  t.throws(() => savePayment(desk(), { ...payment, scheme: 'barter' }), { message: `scheme barter version ${payment.schemeVersion} is not in the list` });
  t.throws(() => savePayment(desk(), { ...payment, schemeVersion: 99 }), { message: `scheme ${payment.scheme} version 99 is not in the list` });
  t.throws(() => savePayment(desk(), { ...payment, state: { name: 'settled', at: 0, transferId: 'T1' } }), { message: `payment ${payment.reference}: scheme ${payment.scheme} declares no transition from awaiting-forward to settled` });
  const strict: SmallWorld = { ...world, facts: { ...world.facts, payments: new Map([[payment.id, { ...payment, scheme: 'wallet' }]]) } };
  t.throws(() => savePayment(openDesk(strict.facts, schemes, contextOf(world), world.now, null), payment), { message: `payment ${payment.reference}: two-mail is no step up from wallet` });
});

test('the public line of a post where there is none, or of nobody\'s order', (t) => {
  const { world, payment } = ordered();
  const post = { letterId: 1, receivedAt: 0, text: '', named: [], orderLines: [], commitment: 'c' };
  const posted = { ...payment, roads: { cheque: null, post } };
  const write = (one: Payment) => (): void => writeEntry(openDesk(world.facts, schemes, contextOf(world), world.now, null), one, 'posted');
  const message = `payment ${payment.reference} has no post of an order`;
  t.notThrows(write(posted));
  for (const one of [payment, { ...posted, roads: { cheque: null, post: null } }, { ...posted, buyer: null }, { ...posted, order: null }]) t.throws(write(one), { message });
});
