/** What no letter and no instruction leads to: where a decision would move money or keep a promise on wrong ground, it stops instead. */
import test from 'ava';
import type { Disposition } from './decision.ts';
import { openDesk, type Desk } from './desk.ts';
import { copyFacts } from './facts.ts';
import { BANK, contextOf, instruct, letterInput, PEOPLE, play, readingOf, smallWorld, yen, type SmallWorld } from './fixtures/small-world.ts';
import { giveBack, merchantHas } from './give-back.ts';
import { cardStanding, spendNumber } from './numbers.ts';
import type { Payment } from './payment.ts';
import { MOST_REFUNDS, refundDeadline } from './refund.ts';
import { payerIsPayee } from './rules/payer-is-payee.ts';
import { roadOpen } from './rules/road-open.ts';
import type { ClaimView } from './rules/rule.ts';
import { schemes } from '../schemes/index.ts';
import { buyerAccount, matched, sendQuestion, type Matched } from './verbs.ts';

const [BUYER = '', , SHOP = ''] = PEOPLE;
const PAY = BANK.paymentAddress;
const ORDER = '2 Sencha 100g\n\nPassword: maple-7731-crow';

const write = (world: SmallWorld, from: string, text: string, more: { readonly to?: readonly string[]; readonly subject?: string; readonly thread?: readonly string[] } = {}): Disposition =>
  play(world, letterInput(world, readingOf(world, { from, to: more.to ?? [PAY], text, subject: more.subject ?? 'Order', thread: more.thread ?? [] }))).disposition;

const deskOf = (world: SmallWorld): Desk => openDesk(world.facts, schemes, contextOf(world), world.now, null);

function only(world: SmallWorld): Payment {
  const [payment] = world.facts.payments.values();
  if (payment === undefined) throw new Error('there is no payment');
  return payment;
}

/** Ordered, and forwarded with this total. */
function asked(world: SmallWorld): Matched {
  write(world, BUYER, ORDER, { to: [SHOP, PAY] });
  write(world, SHOP, `Total: 1,000 JPY\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\n\n${ORDER}`, { subject: 'Fwd: Order' });
  return matched(only(world));
}

function paid(world: SmallWorld): Matched {
  asked(world);
  const question = world.notices.find(({ facts }) => facts.kind === 'question');
  write(world, BUYER, 'OK maple-7731-crow', { to: [question?.replyTo ?? ''], thread: [question?.messageId ?? ''] });
  return matched(only(world));
}

test('an order without its claim is no matched payment, and has no question to send', (t) => {
  const world = smallWorld();
  write(world, BUYER, ORDER, { to: [SHOP, PAY] });
  t.throws(() => matched(only(world)), { message: /is not matched/ });
  const other = smallWorld();
  const payment = asked(other);
  t.throws(() => sendQuestion(deskOf(other), { ...payment, questions: [] }, other.now, null, false), { message: /has no question/ });
});

test('money is neither taken from an account that is not there, nor given back from one', (t) => {
  const world = smallWorld();
  const payment = paid(world);
  const foreign: Matched = { ...payment, buyer: { ...payment.buyer, party: 99 }, merchant: { ...payment.merchant, party: 99 } };
  t.throws(() => buyerAccount(deskOf(world), foreign), { message: /the buyer has no account in JPY/ });
  t.throws(() => merchantHas(deskOf(world), foreign), { message: /the merchant has no account in JPY/ });
});

test('no more is given back than was paid, and never nothing', (t) => {
  const world = smallWorld();
  const payment = paid(world);
  const why = { by: 'merchant', reason: '', people: [], change: {} } as const;
  for (const amount of [0n, -1n, 1_001n]) t.throws(() => giveBack(deskOf(world), payment, amount, why), { message: /can't be given back, 0 of 1000 are/ });
  t.notThrows(() => giveBack(deskOf(world), payment, 1_000n, why));
});

test('what is given back to a party whose addresses are all gone waits on the suspense account; to a suspended one it goes as ever', (t) => {
  const world = smallWorld();
  const payment = paid(world);
  const party = world.facts.parties.get(payment.buyer.party);
  if (party === undefined) throw new Error('the buyer is registered');
  const given = (desk: Desk): readonly string[] => {
    giveBack(desk, payment, 1_000n, { by: 'dispute', reason: '', people: [], change: {} });
    return desk.effects.flatMap((one) => (one.kind === 'transferred' ? one.transfer.postings.filter(({ amount }) => amount > 0n).map(({ account }) => account) : []));
  };
  world.facts.parties.set(party.id, { ...party, suspendedAt: world.now });
  t.deepEqual(given(deskOf({ ...world, facts: copyFacts(world.facts) })), [`party:${party.id}:JPY`]);
  for (const row of [...world.facts.addresses.values()].filter((one) => one.party === party.id)) world.facts.addresses.set(row.address, { ...row, removedAt: world.now });
  const desk = deskOf(world);
  t.deepEqual(given(desk), ['bank:suspense:JPY']);
  t.true(desk.effects.some((one) => one.kind === 'staff-task' && one.task.code === 'suspense'));
});

test('a refund that is not open any more does not expire once more', (t) => {
  const world = smallWorld();
  t.deepEqual(refundDeadline(deskOf(world), paid(world)), { kind: 'nothing-new', code: 'no open refund' });
});

test('a shop may change its mind twenty times about one payment, not once more', (t) => {
  const world = smallWorld();
  const { reference } = paid(world);
  const wish = (amount: number): Disposition => write(world, SHOP, `REFUND ${reference} ${amount} JPY`, { subject: 'x' });
  for (let count = 1; count <= MOST_REFUNDS; count += 1) t.is(wish(count).kind, 'advanced', `wish ${count}`);
  t.deepEqual(wish(900), { kind: 'refused', code: 'too-many-refunds' });
});

test('whoever has no card spends no number, and is shown none', (t) => {
  const world = smallWorld();
  t.throws(() => spendNumber(deskOf(world), 1, 1, '12345678'), { message: /party 1 has no card/ });
  t.is(cardStanding(deskOf(world), 1), null);
});

test('an address that is not in canonical form is registered for nobody', (t) => {
  t.throws(() => instruct(smallWorld(), { kind: 'add-address', party: 1, address: 'Takao@BUYER.example', by: ['Mori'] }), { message: /is not in canonical form/ });
});

test('nothing is paid in for which the bank has no cash account', (t) => {
  const world = smallWorld();
  world.facts.accounts.delete('bank:cash:JPY');
  t.throws(() => instruct(world, { kind: 'deposit', address: BUYER, amount: yen(1n), reference: 'V-9', by: ['Mori'] }), { message: /no cash account in JPY/ });
});

test('nobody is asked to pay themselves', (t) => {
  const world = smallWorld();
  const payment = asked(world);
  const view: ClaimView = { desk: deskOf(world), ...payment, payment, words: [], secretLines: [] };
  t.is(payerIsPayee.check(view), null);
  t.is(payerIsPayee.check({ ...view, merchant: { ...payment.merchant, party: payment.buyer.party } })?.code, 'payer-is-payee');
});

test('a bank that takes no posts asks for none, however its rules are written', (t) => {
  const world = smallWorld();
  const payment = asked(world);
  const view: ClaimView = { desk: deskOf(world), ...payment, payment, words: [], secretLines: [] };
  t.is(roadOpen.check(view), null);
  t.is(roadOpen.check({ ...view, needs: ['post'] })?.code, 'above-limit');
  t.is(roadOpen.check({ ...view, needs: ['post'], begun: ['post'] }), null);
  t.is(roadOpen.check({ ...view, needs: ['post'], begun: ['post'], demanded: ['post'] })?.code, 'above-limit');
  t.is(roadOpen.check({ ...view, needs: ['cheque'] })?.code, 'wallet-needed');
});

test('what steps up takes no cheque of a wallet that is too new, though its scheme began with the cheque', (t) => {
  const world = smallWorld();
  const payment = asked(world);
  const desk = deskOf(world);
  const buyer = desk.facts.parties.get(payment.buyer.party);
  if (buyer === undefined) throw new Error('no buyer');
  const { now, policy } = desk.context;
  const since = (at: number): ClaimView => {
    const wallet = { key: 'A'.repeat(43), since: at };
    return { desk: { ...desk, facts: { ...desk.facts, parties: new Map([[buyer.id, { ...buyer, roads: { ...buyer.roads, wallet } }]]) } }, ...payment, payment, words: [], secretLines: [], needs: ['cheque'], begun: ['cheque'] };
  };
  const view = since(now - policy.newAddressWait + 1);
  t.is(roadOpen.check(view), null);
  t.is(roadOpen.check({ ...view, demanded: ['cheque'] })?.code, 'wallet-too-new');
  t.is(roadOpen.check({ ...view, payment: { ...payment, steppedUp: true } })?.code, 'wallet-too-new');
  t.is(roadOpen.check({ ...since(now - policy.newAddressWait), demanded: ['cheque'] }), null);
});
