/** Statements: borders, pages, who is on the other side, and who is owed one by itself. */
import fc from 'fast-check';
import type { Posting, TransferKind } from '../../core/account.ts';
import type { Effect } from '../../core/decision.ts';
import type { Party } from '../../core/party.ts';
import type { StatementRow, Store } from '../store.ts';
import type { Case } from './case.ts';
import { BUYER_ACCOUNT, buyerParty, CASH, clear, instruct, openBank, playPayment, SHOP_ACCOUNT, shopParty, TAKAO, TEA, transferred } from './samples.ts';

const at = (effect: Effect, time: number): Effect => (effect.kind === 'transferred' ? { ...effect, transfer: { ...effect.transfer, at: time } } : effect);

async function book(store: Store, id: string, kind: TransferKind, postings: readonly Posting[], time: number): Promise<void> {
  const input = await instruct(store, { kind: 'remove-address', address: TAKAO, by: [] });
  await clear(store, input, [at(transferred(id, kind, postings), time)]);
}

const paidIn = (store: Store, id: string, account: string, amount: bigint, time: number): Promise<void> =>
  book(store, id, amount < 0n ? 'withdrawal' : 'deposit', [{ account: CASH, amount: -amount }, { account, amount }], time);

/** All pages, a few rows each. */
async function whole(store: Store, account: string, from: number, until: number, limit = 2): Promise<{ readonly opening: bigint; readonly closing: bigint; readonly rows: readonly StatementRow[] }> {
  const rows: StatementRow[] = [];
  for (;;) {
    const page = await store.statement(account, from, until, { after: rows.at(-1)?.number ?? null, limit });
    if (page === null) throw new Error(`no account ${account}`);
    rows.push(...page.rows);
    if (!page.more) return { opening: page.opening, closing: page.closing, rows };
  }
}

const party = (of: Party, more: Partial<Party>): Effect => ({ kind: 'party-saved', party: { ...of, ...more } });

export const statementCases: readonly Case[] = [
  {
    title: 'a statement has what was booked from its beginning until just before its end',
    run: async (t, { store }) => {
      await openBank(store, 0n);
      for (const [id, amount, time] of [['a', 100n, 1_999], ['b', 20n, 2_000], ['c', -5n, 2_500], ['d', 7n, 2_999], ['e', 1_000n, 3_000]] as const) await paidIn(store, id, BUYER_ACCOUNT, amount, time);
      await paidIn(store, 'other', SHOP_ACCOUNT, 900n, 3_000);
      const found = await whole(store, BUYER_ACCOUNT, 2_000, 3_000);
      t.deepEqual([found.opening, found.closing], [100n, 122n]);
      t.deepEqual(found.rows.map((row) => [row.transferId, row.kind, row.at, row.amount, row.balanceAfter, row.reference, row.other, row.invoice]), [
        ['b', 'deposit', 2_000, 20n, 120n, 'ref b', null, null],
        ['c', 'withdrawal', 2_500, -5n, 115n, 'ref c', null, null],
        ['d', 'deposit', 2_999, 7n, 122n, 'ref d', null, null],
      ]);
      t.deepEqual(await whole(store, BUYER_ACCOUNT, 0, 1_999), { opening: 0n, closing: 0n, rows: [] });
      t.deepEqual(await whole(store, BUYER_ACCOUNT, 9_000, 9_999), { opening: 1_122n, closing: 1_122n, rows: [] });
      t.deepEqual(await whole(store, BUYER_ACCOUNT, 3_000, 2_000), { opening: 122n, closing: 122n, rows: [] });
      t.is(await store.statement('party:9:EUR', 0, 9, { after: null, limit: 9 }), null);
      await t.throwsAsync(store.statement(BUYER_ACCOUNT, 0, 9, { after: null, limit: 10_001 }), { message: /1 to 10000/ });
    },
  },
  {
    title: 'each side of a payment reads the other, and the invoice',
    run: async (t, { store }) => {
      await openBank(store, 1_000n);
      await playPayment(store, 1, 300n);
      const [, paid] = (await whole(store, BUYER_ACCOUNT, 0, 9_999)).rows;
      const [got] = (await whole(store, SHOP_ACCOUNT, 0, 9_999)).rows;
      t.like(paid, { kind: 'payment', amount: -300n, balanceAfter: 700n, other: { name: shopParty.name, address: TEA }, invoice: 'GT-1042', transferId: 't.1' });
      t.like(got, { kind: 'payment', amount: 300n, balanceAfter: 300n, other: { name: buyerParty.name, address: TAKAO }, invoice: 'GT-1042' });
    },
  },
  {
    title: 'a booking is never earlier than the one before it, whatever the clock says',
    run: async (t, { store }) => {
      await openBank(store, 0n);
      await paidIn(store, 'a', BUYER_ACCOUNT, 10n, 5_000);
      await paidIn(store, 'b', BUYER_ACCOUNT, 20n, 4_000);
      await paidIn(store, 'c', BUYER_ACCOUNT, 30n, 5_001);
      t.deepEqual((await whole(store, BUYER_ACCOUNT, 0, 9_999)).rows.map((row) => row.at), [5_000, 5_000, 5_001]);
      t.is((await whole(store, BUYER_ACCOUNT, 0, 5_000)).rows.length, 0);
    },
  },
  {
    title: 'months next to one another: each booking stands in one, and balances go on',
    run: async (t, { store }) => {
      await openBank(store, 0n);
      await t.notThrowsAsync(fc.assert(
        fc.asyncProperty(fc.array(fc.record({ wait: fc.integer({ min: 0, max: 40 }), amount: fc.bigInt({ min: 1n, max: 50n }), to: fc.constantFrom(BUYER_ACCOUNT, SHOP_ACCOUNT) }), { maxLength: 8 }), async (bookings) => {
          const begin = ((await store.listPostings(CASH, 1))[0]?.transfer.at ?? 0) + 1;
          let time = begin;
          for (const [index, { wait, amount, to }] of bookings.entries()) await paidIn(store, `${begin}.${index}`, to, amount, (time += wait));
          for (const account of [BUYER_ACCOUNT, SHOP_ACCOUNT]) {
            const cuts = [0, begin, begin + 30, begin + 60, begin + 100, time + 1];
            let balance = 0n;
            const all: number[] = [];
            for (const [index, from] of cuts.slice(0, -1).entries()) {
              const month = await whole(store, account, from, Math.max(from, cuts[index + 1] ?? from), 3);
              if (month.opening !== balance) throw new Error(`opens with ${month.opening}, the one before closed with ${balance}`);
              if (month.rows.some((row) => row.at < from || row.at >= (cuts[index + 1] ?? 0))) throw new Error('a row of another month');
              balance += month.rows.reduce((sum, row) => sum + row.amount, 0n);
              if (month.closing !== balance) throw new Error(`closes with ${month.closing}, expected ${balance}`);
              all.push(...month.rows.map((row) => row.number));
            }
            const listed = (await store.listPostings(account, 1_000)).length;
            if (time < begin + 100) continue;
            if (new Set(all).size !== all.length || all.length !== listed) throw new Error(`${all.length} rows of ${listed}`);
          }
        }),
        { numRuns: 12 },
      ));
    },
  },
  {
    title: 'whoever wants monthly statements is listed until the month is stated',
    run: async (t, { store }) => {
      await openBank(store, 0n);
      const input = () => instruct(store, { kind: 'remove-address', address: TAKAO, by: [] });
      t.deepEqual(await store.partiesToState('2026-10', 9), []);
      t.deepEqual(await store.partiesToState('2026-11', 9), [{ party: shopParty.id, statedUntil: '2026-10' }]);
      await clear(store, await input(), [party(buyerParty, { statements: 'monthly', statedUntil: null })]);
      t.deepEqual(await store.partiesToState('2026-11', 9), [{ party: buyerParty.id, statedUntil: null }, { party: shopParty.id, statedUntil: '2026-10' }]);
      t.is((await store.partiesToState('2026-11', 1)).length, 1);
      await clear(store, await input(), [party(buyerParty, { statements: 'monthly', statedUntil: '2026-11' }), party(shopParty, { suspendedAt: 5 })]);
      t.deepEqual(await store.partiesToState('2026-11', 9), []);
      t.deepEqual(await store.partiesToState('2027-01', 9), [{ party: buyerParty.id, statedUntil: '2026-11' }]);
    },
  },
];
