/** By which roads a party pays, and payments that wait for one, step up to another scheme, or are paid unasked. */
import type { Effect } from '../../core/decision.ts';
import { plainRoads, type PartyRoads } from '../../core/party.ts';
import type { Cheque, Order, Payment, PaymentState, Post, RefundAsk } from '../../core/payment.ts';
import { ORIGIN, beginLog } from './board-samples.ts';
import { CARD, cardOf, keptCard } from './card-samples.ts';
import type { Case } from './case.ts';
import { askedEffects, balanceOf, BUYER_ACCOUNT, buyerParty, clear, deadline, endedEffects, entry, eur, openBank, orderedEffects, payment, readLetter, settledEffects, SHOP, SHOP_ACCOUNT, shopParty, TEA, transferred } from './samples.ts';

const order: Order = { letterId: 1, receivedAt: 1, orderedAt: 1, messageId: null, signatureB: null, subject: '', text: { lines: ['tea'], passwords: [], secretElsewhere: [], separators: [] }, orderLines: ['tea'], named: [], ceiling: null };
const post: Post = { letterId: 2, receivedAt: 2, text: 'Tea!', named: [], orderLines: ['tea'], commitment: 'c'.repeat(43) };

const waitsForRoads: PaymentState = { name: 'awaiting-roads', until: 9_000 };
const saved = (one: Payment): Effect => ({ kind: 'payment-saved', payment: one });

/** Nobody is asked, so nothing is held before. */
const unaskedEffects = (id: number, total: bigint, more: Partial<Payment> = {}): readonly Effect[] => [
  transferred(`t.${id}`, 'payment', [{ account: BUYER_ACCOUNT, amount: -total }, { account: SHOP_ACCOUNT, amount: total }], id),
  entry(id, 'settled'),
  saved(payment(id, { name: 'settled', at: 2_500, transferId: `t.${id}` }, total, more)),
  deadline(id, 'match', null),
];

export const roadCases: readonly Case[] = [
  {
    title: "a party's roads are kept whole, over a restart, and become plain again",
    run: async (t, under) => {
      await openBank(under.store);
      await under.store.keepCard(keptCard(CARD, 2));
      const lastUsed = { index: 1, number: '4711 0815', at: 800 };
      const roads: PartyRoads = { scheme: 'wallet', missing: 'end', wallet: { key: 'k'.repeat(43), since: 600 }, offer: { token: 'a', until: 900 }, card: cardOf(CARD, 2, { state: 'locked', lastUsed, wrongAt: [1, 2], again: 3 }) };
      const keep = async (name: string, next: PartyRoads): Promise<void> => clear(under.store, await readLetter(under.store, name), [{ kind: 'party-saved', party: { ...buyerParty, roads: next } }]);
      await keep('roads', roads);
      await under.reopen();
      t.deepEqual((await under.store.listParties()).map((one) => one.party), [{ ...buyerParty, roads }, shopParty]);
      await keep('chosen', { ...plainRoads, scheme: 'two-mail' });
      t.deepEqual((await under.store.listParties())[0]?.party.roads, { ...plainRoads, scheme: 'two-mail' });
      // No number of a card that the party has no more may be left.
      await clear(under.store, await readLetter(under.store, 'void'), [{ kind: 'card-voided', card: CARD }, { kind: 'party-saved', party: buyerParty }]);
      t.deepEqual((await under.store.listParties())[0]?.party.roads, plainRoads);
    },
  },
  {
    title: 'the scheme of a payment may step up; its reference and its beginning stay',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      const stepped = payment(1, { name: 'awaiting-forward', until: 9_000 }, null, { scheme: 'full', schemeVersion: 2 });
      await clear(store, await readLetter(store, 'cheque-1'), [saved(stepped)]);
      t.like(await store.findPayment('ref:K7F3K291'), { scheme: 'full', schemeVersion: 2 });
      const late = await readLetter(store, 'late');
      for (const wrong of [{ reference: 'K7F3K29X' }, { openedAt: 1_001 }]) await t.throwsAsync(clear(store, late, [saved({ ...stepped, ...wrong })]), { message: /reference and opening time can't change/ });
    },
  },
  {
    title: 'a payment waits for a road with buyer, shop and sum known and nothing held, and then is paid unasked: no accepted entry, and none expected',
    run: async (t, { store }) => {
      await openBank(store);
      await beginLog(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      for (const missing of [{ buyer: null }, { merchant: null }, { claim: null }]) {
        await t.throwsAsync(clear(store, await readLetter(store, `wrong-${Object.keys(missing)[0]}`), [saved(payment(1, waitsForRoads, 500n, missing))]), { message: /CHECK|check/ });
      }
      await clear(store, await readLetter(store, 'forward-1'), [saved(payment(1, waitsForRoads, 500n))]);
      t.deepEqual((await store.listPayments({ state: 'awaiting-roads', party: null, limit: 9 })).map((one) => one.id), [1]);
      t.deepEqual(await store.audit(), []);
      await clear(store, await readLetter(store, 'cheque-1'), unaskedEffects(1, 500n));
      t.is(await balanceOf(store, SHOP_ACCOUNT), 500n);
      const names = (await store.ledgerChanges(0, 9)).changes.map((one) => `${one.name} ${one.expected} ${one.found !== null}`);
      t.deepEqual(names, ['K7F3K291.settled true true']);
    },
  },
  {
    title: 'a cheque may come before its order: a payment that waits for the order knows its buyer, or its shop, or both',
    run: async (t, { store }) => {
      await openBank(store);
      const waiting: PaymentState = { name: 'awaiting-order', until: 9_000 };
      const cheque: Cheque = { letterId: 1, receivedAt: 1, serial: 'S-1', file: 'ab'.repeat(32), payee: SHOP, most: eur(500n), expiresAt: 9_000, key: 'k' };
      const first = payment(1, waiting, null, { roads: { cheque, post: null } });
      await clear(store, await readLetter(store, 'cheque'), [saved(first), deadline(1, 'match', 9_500)]);
      await clear(store, await readLetter(store, 'forward'), [saved(payment(2, waiting, null, { buyer: null, merchant: { party: SHOP, address: TEA } })), deadline(2, 'match', 9_500)]);
      t.deepEqual(await store.findPayment('ref:K7F3K291'), first);
    },
  },
  {
    title: "money that a refund holds on the shop's account is no sign that the payment was accepted",
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      await clear(store, await readLetter(store, 'forward-1'), unaskedEffects(1, 500n));
      const ask: RefundAsk = { token: 'r', messageIds: [], by: { party: SHOP, address: TEA }, total: eur(100n), reason: '', askedAt: 3_000, held: 100n, state: { name: 'answer', until: 9_000 } };
      const settled = payment(1, { name: 'settled', at: 2_500, transferId: 't.1' }, 500n, { after: { givenBack: 0n, times: 0, refunds: [ask], dispute: null } });
      await clear(store, await readLetter(store, 'refund-1'), [{ kind: 'held', paymentId: 1, account: SHOP_ACCOUNT, amount: 100n, at: 3_000 }, saved(settled), { kind: 'deadline', paymentId: 1, deadline: 'refund', at: 9_000 }]);
      t.deepEqual((await store.ledgerChanges(0, 9)).changes.map((one) => one.name), ['K7F3K291.settled']);
    },
  },
  {
    title: "the buyer's post has its entry once order and post are there, once, and moves no money",
    run: async (t, { store }) => {
      await openBank(store);
      await beginLog(store);
      const waiting = payment(1, { name: 'awaiting-order', until: 9_000 }, null, { roads: { cheque: null, post } });
      await clear(store, await readLetter(store, 'post-1'), [saved(waiting), deadline(1, 'match', 9_500)]);
      const told = async (): Promise<readonly string[]> => (await store.ledgerChanges(0, 9)).changes.map((one) => `${one.name} ${one.expected} ${one.found !== null}`);
      t.deepEqual(await told(), []);
      const more = { order, roads: { cheque: null, post } };
      await clear(store, await readLetter(store, 'order-1'), [entry(1, 'posted'), saved(payment(1, { name: 'awaiting-forward', until: 9_000 }, null, more))]);
      t.deepEqual(await told(), ['K7F3K291.posted true true']);
      t.deepEqual(await store.audit(), []);
      await t.throwsAsync(clear(store, await readLetter(store, 'again'), [entry(1, 'posted', { id: 'another' })]), { message: /UNIQUE|unique/ });
      const withPost = (effects: readonly Effect[]): readonly Effect[] => effects.map((effect) => (effect.kind === 'payment-saved' ? saved({ ...effect.payment, ...more }) : effect));
      await clear(store, await readLetter(store, 'forward-1'), withPost(askedEffects(1, 50n)));
      await clear(store, await readLetter(store, 'yes-1'), withPost(settledEffects(1, 50n)));
      t.deepEqual(await told(), ['K7F3K291.posted true true', 'K7F3K291.accepted true true', 'K7F3K291.settled true true']);
      // A post of which nothing came has its entry all the same.
      await clear(store, await readLetter(store, 'order-2'), [entry(2, 'posted'), saved(payment(2, { name: 'awaiting-forward', until: 9_000 }, null, more)), deadline(2, 'match', 9_500)]);
      await clear(store, await readLetter(store, 'forward-2'), withPost(askedEffects(2, 50n)));
      await clear(store, await readLetter(store, 'no-2'), withPost(endedEffects(2, 50n)));
      t.deepEqual((await told()).slice(3), ['K7F3K292.posted true true', 'K7F3K292.accepted true true', 'K7F3K292.returned true true']);
      t.is(await store.assignEntries(ORIGIN, 9), 6);
    },
  },
];
