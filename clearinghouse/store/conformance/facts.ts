/** What a working set holds: what the keys name, and all that follows from it. */
import { noKeys, type Facts, type FactKeys } from '../../core/facts.ts';
import type { Disposition } from '../../core/decision.ts';
import type { Account } from '../../core/account.ts';
import { hadEffect, sameMailKey } from '../../core/keys.ts';
import type { Store } from '../store.ts';
import type { Case } from './case.ts';
import { BUYER, BUYER_ACCOUNT, CASH, clear, decided, decision, instruct, letter, notice, openBank, orderedEffects, payment, playPayment, readLetter, reading, SHOP, SHOP_ACCOUNT, TAKAO, TEA } from './samples.ts';

export async function load(store: Store, keys: Partial<FactKeys>): Promise<Facts> {
  let found: Facts | undefined;
  await store.withWorkingSet({ ...noKeys, ...keys }, (facts) => {
    found = facts;
    return [];
  });
  if (found === undefined) throw new Error('the decider was not called');
  return found;
}

const keysOf = (map: ReadonlyMap<unknown, unknown>): readonly unknown[] => [...map.keys()].sort();

export const factCases: readonly Case[] = [
  {
    title: "an empty store has first numbers; the bank's own accounts are always there",
    run: async (t, { store }) => {
      const empty = await load(store, {});
      t.deepEqual([empty.nextPartyId, empty.nextPaymentId, empty.accounts.size], [1, 1, 0]);
      await openBank(store);
      await clear(store, await readLetter(store, 'order-4'), orderedEffects(4));
      const facts = await load(store, {});
      t.deepEqual([facts.nextPartyId, facts.nextPaymentId, keysOf(facts.accounts)], [3, 5, [CASH]]);
    },
  },
  {
    title: 'an address brings its party, with all addresses, accounts, blocks and tallies of eight days',
    run: async (t, { store }) => {
      await openBank(store);
      const tallied = (scope: string, day: number) => ({ kind: 'tallied', scope, name: 'answers', day, amount: 2n }) as const;
      await clear(store, await readLetter(store, 'm'), [
        { kind: 'address-saved', address: { address: 'takao@work.example', party: BUYER, addedAt: 1, usableFrom: 2, provenAt: 3, removedAt: 4, undeliverable: '5.1.1' } },
        { kind: 'blocked', buyer: BUYER, merchant: SHOP, at: 7 },
        tallied(`party:${BUYER}`, 100), tallied(`party:${BUYER}`, 93), tallied(`party:${BUYER}`, 92), tallied(`party:${BUYER}`, 100),
        tallied('takao@work.example', 100), tallied(`party:${SHOP}`, 100), tallied('stranger@x.example', 50),
      ]);
      const facts = await load(store, { addresses: [TAKAO, 'stranger@x.example'] });
      t.deepEqual(keysOf(facts.parties), [BUYER]);
      t.deepEqual(keysOf(facts.addresses), [TAKAO, 'takao@work.example']);
      t.deepEqual(facts.addresses.get('takao@work.example'), { address: 'takao@work.example', party: BUYER, addedAt: 1, usableFrom: 2, provenAt: 3, removedAt: 4, undeliverable: '5.1.1' });
      t.deepEqual(keysOf(facts.accounts), [CASH, BUYER_ACCOUNT]);
      t.deepEqual([...facts.blocks], [`${BUYER}>${SHOP}`]);
      t.deepEqual(facts.tallies.map((one) => `${one.scope} ${one.day} ${one.amount}`).sort(), [`party:${BUYER} 100 4`, `party:${BUYER} 93 2`, 'stranger@x.example 50 2', 'takao@work.example 100 2']);
      t.true(facts.loaded.has(`a:${TAKAO}`) && facts.loaded.has('a:stranger@x.example'));
    },
  },
  {
    title: 'a scope that is asked for by its name comes with all its days, however old; beside it a party still brings eight of them',
    run: async (t, { store }) => {
      await openBank(store);
      const tallied = (scope: string, name: string, day: number, amount: bigint) => ({ kind: 'tallied', scope, name, day, amount }) as const;
      const counts = [['party:2', 1, 4_000n], ['party:2', 90, -1_500n], ['party:7', 100, 300n]] as const;
      await clear(store, await readLetter(store, 'm'), [
        ...counts.map(([name, day, amount]) => tallied('counted:EUR', name, day, amount)),
        tallied(`party:${SHOP}`, 'n', 100, 2n), tallied(`party:${SHOP}`, 'n', 92, 2n), tallied(TEA, 'n', 100, 2n), tallied(TEA, 'n', 1, 3n),
      ]);
      const tallies = async (keys: Partial<FactKeys>): Promise<readonly string[]> => (await load(store, keys)).tallies.map((one) => `${one.scope} ${one.name} ${one.day} ${one.amount}`).sort();
      const listed = counts.map(([name, day, amount]) => `counted:EUR ${name} ${day} ${amount}`).sort();
      t.deepEqual(await tallies({ scopes: ['counted:EUR', 'counted:JPY'] }), listed);
      t.deepEqual(await tallies({ scopes: ['counted:EUR', 'counted:EUR'], addresses: [TEA] }), [...listed, `party:${SHOP} n 100 2`, `${TEA} n 100 2`]);
      t.deepEqual(await tallies({ scopes: [TEA], addresses: [TEA] }), [`party:${SHOP} n 100 2`, `${TEA} n 1 3`, `${TEA} n 100 2`]);
    },
  },
  {
    title: 'payments are found by number and by any key, and bring the parties of both sides and those that the order names',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 500n);
      const named = { ...payment(2, { name: 'awaiting-forward', until: 9_000 }, null) };
      const order = { letterId: 1, receivedAt: 1, orderedAt: 1, messageId: null, signatureB: null, subject: '', text: { lines: ['注文'], passwords: [], secretElsewhere: [], separators: [] }, orderLines: ['注文'], named: [{ party: SHOP, address: TEA }], ceiling: null };
      await clear(store, await readLetter(store, 'order-2'), [{ kind: 'payment-saved', payment: { ...named, order } }, { kind: 'deadline', paymentId: 2, deadline: 'match', at: 9_500 }]);
      const byKey = await load(store, { paymentKeys: ['secret:v1.secret-1', 'ref:nothing'] });
      t.deepEqual([keysOf(byKey.payments), keysOf(byKey.parties)], [[1], [BUYER, SHOP]]);
      t.deepEqual(keysOf(byKey.accounts), [CASH, BUYER_ACCOUNT, SHOP_ACCOUNT]);
      t.deepEqual([...byKey.loaded].sort(), ['k:ref:nothing', 'k:secret:v1.secret-1', 'p:1']);
      const byNumber = await load(store, { payments: [2, 99] });
      t.deepEqual(byNumber.payments.get(2), { ...named, order });
      t.deepEqual([keysOf(byNumber.payments), keysOf(byNumber.parties), [...byNumber.loaded].sort()], [[2], [BUYER, SHOP], ['p:2', 'p:99']]);
    },
  },
  {
    title: 'keys that a payment has lost no longer find it',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      t.is((await load(store, { paymentKeys: [`open:${BUYER}`] })).payments.size, 1);
      t.is((await load(store, { openPaymentsOf: [TAKAO, 'nobody@x.example'] })).payments.size, 1);
      const ended = payment(1, { name: 'ended', at: 5, reason: 'no-forward' }, null);
      await clear(store, await readLetter(store, 'cancel'), [{ kind: 'payment-saved', payment: ended }, { kind: 'deadline', paymentId: 1, deadline: 'match', at: null }]);
      t.is((await load(store, { paymentKeys: [`open:${BUYER}`], openPaymentsOf: [TAKAO] })).payments.size, 0);
    },
  },
  {
    title: 'parties are found by folded name, notices with their payment',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 500n);
      t.deepEqual(keysOf((await load(store, { names: ['GREEN TEA HOUSE', 'NOBODY'] })).parties), [SHOP]);
      const facts = await load(store, { notices: ['receipt-1', 'none'] });
      t.deepEqual([...facts.notices.values()], [notice('receipt-1', { paymentId: 1 })]);
      t.deepEqual(keysOf(facts.payments), [1]);
    },
  },
  {
    title: 'mail that had its effect is seen, by its first letter; mail that waits or had none is not',
    run: async (t, { store }) => {
      const key = sameMailKey(reading('m'));
      const copies: number[] = [];
      for (const copy of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) {
        const { letterId } = await store.keepLetter(letter(`copy ${copy}`), { from: null, messageId: null }, 1);
        await store.saveReading(letterId, reading('m'));
        copies.push(letterId);
      }
      const seenAfter = async (letterId: number | undefined, disposition: Disposition): Promise<number | undefined> => {
        await clear(store, { kind: 'letter', letterId: letterId ?? 0, receivedAt: 1_000, reading: reading('m') }, [], disposition);
        return (await load(store, { seen: [key, 'b:other'] })).seen.get(key);
      };
      const noEffect: readonly Disposition[] = [{ kind: 'set-aside', code: 'x' }, { kind: 'nothing-new', code: 'x' }, { kind: 'recorded', code: 'automatic' }, { kind: 'refused', code: 'unreadable' }];
      for (const [index, disposition] of noEffect.entries()) {
        t.false(hadEffect(disposition));
        t.is(await seenAfter(copies[index], disposition), undefined, disposition.kind);
      }
      t.is(await seenAfter(copies[6], { kind: 'refused', code: 'x' }), copies[6]);
      t.is(await seenAfter(copies[5], { kind: 'recorded', code: 'bounced' }), copies[5]);
      t.is(await seenAfter(copies[4], { kind: 'answered', code: 'help' }), copies[4]);
    },
  },
  {
    title: 'a decider that needs more is called again with all it had, and nothing of what it has changed meanwhile',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 500n);
      await clear(store, await readLetter(store, 'counted'), [SHOP, BUYER].map((party) => ({ kind: 'tallied', scope: `party:${party}`, name: 'n', day: 100, amount: 2n })));
      await readLetter(store, 'waits');
      const whole = await load(store, { addresses: [TAKAO, TEA], payments: [1] });
      const seen: Facts[] = [];
      await store.withWorkingSet({ ...noKeys, addresses: [TAKAO] }, (facts) => {
        seen.push({ ...facts, tallies: [...facts.tallies], addresses: new Map(facts.addresses) });
        facts.addresses.delete(TAKAO);
        facts.accounts.set(BUYER_ACCOUNT, { id: BUYER_ACCOUNT, party: BUYER, currency: 'EUR', balance: 0n, held: 0n, floor: null } as Account);
        facts.tallies.push({ scope: 'mine', name: 'n', day: 1, amount: 1n });
        facts.uncleared.length = 0;
        facts.blocks.add('mine');
        return seen.length === 1 ? { needs: { ...noKeys, addresses: [TEA] } } : seen.length === 2 ? { needs: { ...noKeys, payments: [1] } } : [];
      });
      t.deepEqual(seen.map(({ addresses }) => keysOf(addresses)), [[TAKAO], [TEA, TAKAO], [TEA, TAKAO]]);
      const [, , last] = seen;
      t.is(last?.accounts.size, whole.accounts.size);
      t.deepEqual(last?.payments, whole.payments);
      t.deepEqual([...(last?.loaded ?? [])].sort(), [...whole.loaded].sort());
      t.deepEqual(last?.tallies.map(({ scope, amount }) => `${scope} ${amount}`).sort(), whole.tallies.map(({ scope, amount }) => `${scope} ${amount}`).sort());
      t.deepEqual([last?.nextPartyId, last?.nextPaymentId, last?.parties.size], [whole.nextPartyId, whole.nextPaymentId, 2]);
    },
  },
  {
    title: 'a decider that needs more is called again with it, in the same transaction',
    run: async (t, { store }) => {
      await openBank(store);
      const input = await instruct(store, { kind: 'remove-address', address: TAKAO, by: [] });
      const sizes: number[] = [];
      const recorded = await store.withWorkingSet({ ...noKeys, addresses: [TAKAO] }, (facts) => {
        sizes.push(facts.parties.size);
        return facts.addresses.has(TEA) ? [decided(input, decision([]))] : { needs: { ...noKeys, addresses: [TEA] } };
      });
      t.deepEqual([sizes, recorded.length], [[1, 2], 1]);
      await t.throwsAsync(store.withWorkingSet(noKeys, () => ({ needs: noKeys })), { message: /asked for more facts/ });
      t.is((await load(store, {})).nextPartyId, 3);
    },
  },
];
