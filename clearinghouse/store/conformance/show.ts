/** What staff see. */
import type { Effect } from '../../core/decision.ts';
import type { Party } from '../../core/party.ts';
import type { Case } from './case.ts';
import { BUYER, buyerParty, clear, EUR, instruct, notice, openBank, orderedEffects, pendingEntry, playPayment, readLetter, SHOP, shopParty, TAKAO, TEA } from './samples.ts';

export const showCases: readonly Case[] = [
  {
    title: 'parties are listed with their addresses and accounts',
    run: async (t, { store }) => {
      await openBank(store);
      const parties = await store.listParties();
      t.deepEqual(parties.map((one) => [one.party.name, one.addresses.map((row) => row.address), one.accounts.map((row) => row.balance)]), [
        ['Takao Sasaki', [TAKAO], [10_000n]],
        ['Green Tea House', [TEA], [0n]],
      ]);
      t.deepEqual(parties.map((one) => one.party), [buyerParty, shopParty]);
      t.deepEqual(await store.listParties({ after: null, limit: 1 }), parties.slice(0, 1));
      t.deepEqual(await store.listParties({ after: buyerParty.id, limit: 5 }), parties.slice(1));
    },
  },
  {
    title: 'parties are found by ids, by an address in use, by a name as people write it, by their wallet',
    run: async (t, { store }) => {
      await openBank(store);
      const [buyer, shop] = await store.listParties();
      t.deepEqual(await store.findParties({ ids: [SHOP, 99, BUYER] }), [buyer, shop]);
      t.deepEqual(await store.findParties({ ids: [] }), []);
      t.deepEqual(await store.findParties({ address: TEA }), [shop]);
      t.deepEqual(await store.findParties({ address: 'nobody@tea.example' }), []);
      t.deepEqual(await store.findParties({ name: 'green  TEA house' }), [shop]);
      t.deepEqual(await store.findParties({ wallets: true }), []);
      const address = buyer?.addresses[0];
      if (address === undefined) throw new Error('the buyer has an address');
      const wallet = { key: 'k', enrolledAt: 1 } as unknown as NonNullable<Party['roads']['wallet']>;
      const effects: readonly Effect[] = [
        { kind: 'address-saved', address: { ...address, removedAt: 2_000 } },
        { kind: 'party-saved', party: { ...shopParty, roads: { ...shopParty.roads, wallet } } },
        { kind: 'party-saved', party: { ...buyerParty, roads: { ...buyerParty.roads, missing: 'end' } } },
      ];
      await clear(store, await readLetter(store, 'removes'), effects);
      t.deepEqual(await store.findParties({ address: TAKAO }), [], 'it is used no more');
      t.deepEqual((await store.findParties({ wallets: true })).map(({ party }) => party.id), [SHOP]);
    },
  },
  {
    title: 'accounts of one party, the bank\'s own, sums of all customers; the transfers of one payment',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      const all = await store.listAccounts();
      t.deepEqual(await store.listAccounts({ party: BUYER }), all.filter(({ party }) => party === BUYER));
      t.deepEqual(await store.listAccounts({ party: null }), all.filter(({ party }) => party === null));
      t.true(all.some(({ party }) => party === null));
      t.deepEqual(await store.listAccounts({ party: 99 }), []);
      t.deepEqual(await store.customerSums(), [{ currency: EUR, balance: 10_000n, held: 0n }]);
      t.deepEqual(await store.heldSums(), []);
      await clear(store, await readLetter(store, 'order-2'), orderedEffects(2));
      await clear(store, await readLetter(store, 'forward-2'), [{ kind: 'held', paymentId: 2, account: 'party:1:EUR', amount: 70n, at: 2_000 }]);
      t.deepEqual(await store.customerSums(), [{ currency: EUR, balance: 10_000n, held: 70n }]);
      t.deepEqual(await store.heldSums(), [{ currency: EUR, held: 70n, accounts: 1 }]);
      await clear(store, await readLetter(store, 'answer-2'), [{ kind: 'released', paymentId: 2, account: 'party:1:EUR', amount: 70n, at: 2_000 }]);
      t.deepEqual((await store.listTransfers(1)).map(({ kind, postings }) => [kind, postings.map(({ amount }) => amount)]), [['payment', [-50n, 50n]]]);
      t.deepEqual(await store.listTransfers(2), []);
    },
  },
  {
    title: 'payments are listed by state and party, newest first, or the oldest',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      await clear(store, await readLetter(store, 'order-2'), orderedEffects(2));
      const listed = async (state: string | null, party: number | null, limit = 9): Promise<readonly number[]> => (await store.listPayments({ state, party, limit })).map((one) => one.id);
      t.deepEqual(await listed(null, null), [2, 1]);
      t.deepEqual(await listed('settled', null), [1]);
      t.deepEqual(await listed(null, SHOP), [1]);
      t.deepEqual(await listed(null, BUYER, 1), [2]);
      t.deepEqual(await listed('settled', 99), []);
      t.deepEqual((await store.listPayments({ state: null, party: BUYER, oldest: true, limit: 9 })).map((one) => one.id), [1, 2]);
      t.deepEqual((await store.listPayments({ state: null, party: BUYER, oldest: true, limit: 1 })).map((one) => one.id), [1]);
      const keys = (await store.listPayments({ state: null, party: null, limit: 9 })).flatMap(({ id, keys: own }) => own.map((key) => [key, id] as const));
      for (const [key, id] of keys) t.true((await store.listPayments({ state: null, party: null, key, limit: 9 })).some((one) => one.id === id), key);
      t.true(keys.length > 0);
      t.deepEqual(await store.listPayments({ state: null, party: null, key: 'ref:none', limit: 9 }), []);
      t.is(await store.findPayment('ref:none'), null);
    },
  },
  {
    title: 'a payment has its timeline: every decision with findings and effects, without order text',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      const rows = await store.listDecisions({ payment: 1, letter: null, limit: 9 });
      t.deepEqual(rows.map((one) => one.input), [{ kind: 'letter', letterId: 3 }, { kind: 'letter', letterId: 2 }, { kind: 'letter', letterId: 1 }]);
      t.like(rows[0], { at: 2_000, seed: '5e'.repeat(32), disposition: { kind: 'advanced', code: 'test' }, about: [1] });
      t.deepEqual(rows[0]?.findings, [{ code: 'rule', hit: true, detail: 'tested' }]);
      t.deepEqual(rows[0]?.effects.slice(0, 3), ['released 50 in party:1:EUR', 'payment party:1:EUR -50, party:2:EUR 50', 'entry settled']);
      t.is((await store.listDecisions({ payment: null, letter: 2, limit: 9 })).length, 1);
      t.is((await store.listDecisions({ payment: 1, letter: null, limit: 2 })).length, 2);
    },
  },
  {
    title: 'letters are listed by stage and disposition',
    run: async (t, { store }) => {
      await clear(store, await readLetter(store, 'a'), [], { kind: 'refused', code: 'no-total' });
      await readLetter(store, 'b');
      const listed = async (disposition: string | null, stage: string | null): Promise<readonly number[]> => (await store.listLetters({ disposition, stage, limit: 9 })).map((one) => one.letterId);
      t.deepEqual(await listed(null, null), [2, 1]);
      t.deepEqual(await listed('refused', null), [1]);
      t.deepEqual(await listed(null, 'read'), [2]);
    },
  },
  {
    title: 'staff tasks and entries are kept whole',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      const task = { id: 'task-1', code: 'fraud', detail: 'The buyer answered FRAUD.', letterId: 1, paymentId: 1, at: 7 };
      await clear(store, await readLetter(store, 'fraud'), [{ kind: 'staff-task', task }, { kind: 'notice', notice: notice('n', { letterId: 1, paymentId: 1 }) }]);
      t.deepEqual(await store.listStaffTasks({ open: true, limit: 9 }), [{ number: 1, task, done: null }]);
      t.deepEqual((await store.listEntries({ payment: null, limit: 1 }))[0], { ...pendingEntry(1, 'settled'), place: null, publishedAt: null, erasedAt: null });
      t.deepEqual(await store.listEntries({ payment: 2, limit: 9 }), []);
    },
  },
  {
    title: 'a task for staff that is done leaves the open ones, with who did it first and what they noted',
    run: async (t, { store }) => {
      await openBank(store);
      const tasks = ['a', 'b', 'c'].map((id, at) => ({ id, code: 'fraud', detail: `What ${id} says.`, letterId: null, paymentId: null, at }));
      await clear(store, await readLetter(store, 'fraud'), tasks.map((task) => ({ kind: 'staff-task', task })));
      const numbers = async (open: boolean): Promise<readonly number[]> => (await store.listStaffTasks({ open, limit: 9 })).map(({ number }) => number);
      t.deepEqual(await numbers(true), [3, 2, 1]);
      const end = async (note: string, at: number): Promise<void> => {
        const done = { at, by: ['Sato'], note };
        await clear(store, await instruct(store, { kind: 'task-done', task: 'b', note, by: ['Sato'] }), [{ kind: 'staff-task-done', taskId: 'b', done }], { kind: 'recorded', code: 'task-done' });
      };
      await end('Called her.', 9);
      await end('And once more.', 10);
      t.deepEqual(await numbers(true), [3, 1]);
      t.deepEqual(await numbers(false), [3, 2, 1]);
      t.deepEqual(await store.listStaffTasks({ open: false, number: 2, limit: 1 }), [{ number: 2, task: tasks[1] as (typeof tasks)[number], done: { at: 9, by: ['Sato'], note: 'Called her.' } }]);
      t.deepEqual(await store.listStaffTasks({ open: true, number: 2, limit: 1 }), []);
      t.deepEqual(await store.audit(), []);
    },
  },
  {
    title: 'a closed store refuses; what ran is finished',
    run: async (t, under) => {
      const input = await readLetter(under.store, 'a');
      const running = clear(under.store, input, []);
      await under.store.close();
      await running;
      await t.throwsAsync(under.store.reconcile(), { message: /closed/ });
      await under.reopen();
      t.is((await under.store.reconcile()).byDisposition.advanced, 1);
    },
  },
];
