/** The ledger: exact to the last minor unit, never below its floor, never beyond what can be kept. */
import fc from 'fast-check';
import { noKeys } from '../../core/facts.ts';
import type { Effect } from '../../core/decision.ts';
import type { Currency } from '../../protocol/money.ts';
import { MAX_MINOR } from '../../protocol/money.ts';
import type { Store } from '../store.ts';
import type { Case } from './case.ts';
import { balanceOf, BUYER, BUYER_ACCOUNT, CASH, clear, decided, decision, deposit, instruct, openBank, orderedEffects, playPayment, readLetter, SHOP_ACCOUNT, TAKAO, transferred } from './samples.ts';

async function attempt(store: Store, effects: readonly Effect[]): Promise<string> {
  const input = await instruct(store, { kind: 'remove-address', address: TAKAO, by: [] });
  try {
    await store.withWorkingSet(noKeys, () => [decided(input, decision(effects))]);
    return 'recorded';
  } catch (error) {
    await clear(store, input, []);
    return error instanceof Error ? error.message : String(error);
  }
}

const move = (id: string, from: string, to: string, amount: bigint): Effect => transferred(id, from === CASH ? 'deposit' : 'withdrawal', [{ account: from, amount: -amount }, { account: to, amount }]);
const held = (paymentId: number, amount: bigint): Effect => ({ kind: 'held', paymentId, account: BUYER_ACCOUNT, amount, at: 1 });

export const moneyCases: readonly Case[] = [
  {
    title: '2^53−1 minor units are kept exactly, one more is refused',
    run: async (t, under) => {
      await openBank(under.store, MAX_MINOR);
      await under.reopen();
      t.is(await balanceOf(under.store, BUYER_ACCOUNT), MAX_MINOR);
      t.is(await balanceOf(under.store, CASH), -MAX_MINOR);
      t.is((await under.store.listPostings(BUYER_ACCOUNT, 1))[0]?.amount, MAX_MINOR);
      t.regex(await attempt(under.store, [deposit('d.2', BUYER_ACCOUNT, 1n)]), /CHECK|check/);
      t.regex(await attempt(under.store, [deposit('d.3', SHOP_ACCOUNT, MAX_MINOR + 1n)]), /beyond ±\(2\^53−1\)/);
      t.regex(await attempt(under.store, [deposit('d.4', SHOP_ACCOUNT, 2n ** 63n)]), /beyond ±\(2\^53−1\)/);
      t.regex(await attempt(under.store, [{ kind: 'tallied', scope: 's', name: 'n', day: 1, amount: -MAX_MINOR - 1n }]), /beyond ±\(2\^53−1\)/);
      t.is(await balanceOf(under.store, BUYER_ACCOUNT), MAX_MINOR);
    },
  },
  {
    title: 'what would break the ledger is refused as a whole',
    run: async (t, { store }) => {
      await openBank(store, 100n);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      t.regex(await attempt(store, [transferred('x', 'deposit', [{ account: CASH, amount: -5n }, { account: BUYER_ACCOUNT, amount: 6n }])]), /sum to 1/);
      t.regex(await attempt(store, [move('x', BUYER_ACCOUNT, CASH, 101n)]), /CHECK|check/);
      t.regex(await attempt(store, [held(1, 101n)]), /CHECK|check/);
      t.regex(await attempt(store, [held(1, 60n), held(1, 60n)]), /UNIQUE|unique|CHECK|check/);
      t.regex(await attempt(store, [held(1, 60n), { kind: 'released', paymentId: 1, account: BUYER_ACCOUNT, amount: 59n, at: 2 }]), /holds no 59/);
      t.regex(await attempt(store, [held(1, -1n)]), /CHECK|check/);
      t.regex(await attempt(store, [move('x', BUYER_ACCOUNT, 'party:9:EUR', 1n)]), /no account party:9:EUR/);
      t.regex(await attempt(store, [move('d.1', BUYER_ACCOUNT, CASH, 1n)]), /UNIQUE|unique|duplicate/);
      t.regex(await attempt(store, [{ kind: 'account-opened', account: { id: 'party:1:JPY', party: BUYER, currency: 'JPY' as Currency, balance: 5n, held: 0n, floor: 0n } }]), /money in it/);
      const yen: Effect = { kind: 'account-opened', account: { id: 'party:1:JPY', party: BUYER, currency: 'JPY' as Currency, balance: 0n, held: 0n, floor: 0n } };
      t.regex(await attempt(store, [yen, move('x', BUYER_ACCOUNT, 'party:1:JPY', 1n)]), /party:1:JPY in EUR/);
      t.is(await balanceOf(store, BUYER_ACCOUNT), 100n);
    },
  },
  {
    title: 'an account that is open already stays as it is',
    run: async (t, { store }) => {
      await openBank(store, 100n);
      t.is(await attempt(store, [{ kind: 'account-opened', account: { id: BUYER_ACCOUNT, party: BUYER, currency: 'EUR' as Currency, balance: 0n, held: 0n, floor: -500n } }]), 'recorded');
      t.like((await store.listAccounts()).find((one) => one.id === BUYER_ACCOUNT), { balance: 100n, floor: 0n });
    },
  },
  {
    title: 'postings are listed newest first with the balance after each',
    run: async (t, { store }) => {
      await openBank(store, 1_000n);
      await playPayment(store, 1, 300n);
      const postings = await store.listPostings(BUYER_ACCOUNT, 9);
      t.deepEqual(postings.map((one) => [one.amount, one.balanceAfter, one.transfer.kind, one.transfer.paymentId]), [[-300n, 700n, 'payment', 1], [1_000n, 1_000n, 'deposit', null]]);
      t.deepEqual(postings[1]?.transfer, { id: 'd.1', kind: 'deposit', currency: 'EUR' as Currency, paymentId: null, at: 1_500, reference: 'ref d.1', by: ['Aya', 'Ben'], postings: [{ account: CASH, amount: -1_000n }, { account: BUYER_ACCOUNT, amount: 1_000n }] });
      t.is((await store.listPostings(BUYER_ACCOUNT, 1)).length, 1);
    },
  },
  {
    title: 'any sequence of movements ends as plain sums say, refused ones leaving no trace',
    run: async (t, { store }) => {
      await openBank(store, 0n);
      const accounts = [CASH, BUYER_ACCOUNT, SHOP_ACCOUNT];
      const moves = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.bigInt(1n, 500n)), { minLength: 1, maxLength: 8 });
      const sums = new Map(accounts.map((id) => [id, 0n]));
      let count = 0;
      await fc.assert(
        fc.asyncProperty(moves, async (group) => {
          const next = new Map(sums);
          const effects = group.map(([from, to, amount]) => {
            // Into the bank or out of it: the audit knows no other movement without a payment.
            const source = accounts[from] ?? CASH;
            const target = source === CASH ? (to % 2 === 0 ? BUYER_ACCOUNT : SHOP_ACCOUNT) : CASH;
            next.set(source, (next.get(source) ?? 0n) - amount);
            const sound = source === CASH || (next.get(source) ?? 0n) >= 0n;
            next.set(target, (next.get(target) ?? 0n) + amount);
            return { effect: move(`m.${(count += 1)}`, source, target, amount), sound };
          });
          const sound = effects.every((one) => one.sound);
          t.is((await attempt(store, effects.map((one) => one.effect))) === 'recorded', sound);
          if (sound) for (const [id, sum] of next) sums.set(id, sum);
          for (const id of accounts) t.is(await balanceOf(store, id), sums.get(id) ?? 0n);
        }),
        { numRuns: 40 },
      );
    },
  },
];
