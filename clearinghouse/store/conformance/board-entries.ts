/** Entries from the decision to the public board, their erasure, and what the ledger says beside them. */
import type { LedgerChange } from '../../../bulletin-board/ports.ts';
import type { Effect } from '../../core/decision.ts';
import { noKeys, type Facts, type FactKeys } from '../../core/facts.ts';
import { DISPUTED } from '../../core/keys.ts';
import type { Store } from '../store.ts';
import { beginLog, head, ORIGIN, publishAll, sendNotice, withdraw, withdrawal } from './board-samples.ts';
import type { Case } from './case.ts';
import { askedEffects, BUYER, clear, decided, decision, endedEffects, entry, instruct, notice, openBank, orderedEffects, payment, pendingEntry, playPayment, readLetter, settledEffects, TAKAO } from './samples.ts';

async function load(store: Store, keys: Partial<FactKeys> = {}): Promise<Facts> {
  let found: Facts | undefined;
  await store.withWorkingSet({ ...noKeys, ...keys }, (facts) => {
    found = facts;
    return [];
  });
  if (found === undefined) throw new Error('the decider was not called');
  return found;
}

/** Payment 1 settled, with a receipt that waits for the entry of it. */
async function settleWithReceipt(store: Store): Promise<void> {
  await openBank(store);
  await playPayment(store, 1, 50n);
  await beginLog(store);
  await clear(store, await readLetter(store, 'proof'), [{ kind: 'notice', notice: notice('proof', { paymentId: 1, waitsForEntry: '1.settled' }) }]);
}

const short = ({ name, expected, found }: LedgerChange): string => `${name}: ${expected ? 'expected' : 'unexplained'}, ${found === null ? 'missing' : `${found.place?.index ?? 'no place'}${found.publishedAt === null ? '' : ' published'}${found.erased ? ' erased' : ''}`}`;
const changes = async (store: Store): Promise<readonly string[]> => (await store.ledgerChanges(0, 99)).changes.map(short);

/** Without the effects of that kind of entry. */
const without = (effects: ReturnType<typeof settledEffects>, kind: string): ReturnType<typeof settledEffects> => effects.filter((effect) => effect.kind !== 'entry' || effect.entry.kind !== kind);

/** Payment 1, settled, with a case that both sides show or not. */
const disputed = (shown: boolean, closed: boolean): Effect => {
  const state = closed ? ({ name: 'closed', at: 3_000, outcome: 'rejected', returned: 0n, reason: '' } as const) : ({ name: 'merchant-answers', until: 9_000 } as const);
  const dispute = { openedAt: 2_500, by: { party: BUYER, address: TAKAO }, words: [], shown, messageIds: [], state };
  return { kind: 'payment-saved', payment: payment(1, { name: 'settled', at: 2_000, transferId: 't.1' }, 50n, { keys: [DISPUTED], after: { givenBack: 0n, times: 0, refunds: [], dispute } }) };
};

export const boardEntryCases: readonly Case[] = [
  {
    title: 'a dispute has its entries exactly where both sides show it',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      await beginLog(store);
      const ofDispute = async (): Promise<readonly string[]> => (await changes(store)).filter((one) => one.includes('dispute'));
      await clear(store, await readLetter(store, 'a'), [disputed(false, false)]);
      t.deepEqual(await ofDispute(), []);
      await clear(store, await readLetter(store, 'b'), [disputed(true, false)]);
      t.deepEqual(await ofDispute(), ['K7F3K291.disputed: expected, missing']);
      await clear(store, await readLetter(store, 'c'), [disputed(true, true), entry(1, 'disputed', { id: 'K7F3K291.disputed' })]);
      t.deepEqual(await ofDispute(), ['K7F3K291.disputed: expected, no place', 'K7F3K291.dispute-closed: expected, missing']);
      await clear(store, await readLetter(store, 'd'), [disputed(false, true)]);
      t.deepEqual(await ofDispute(), ['K7F3K291.disputed: unexplained, no place']);
    },
  },
  {
    title: 'a checkpoint publishes the entries below its size; a receipt leaves then, with its entry',
    run: async (t, under) => {
      const { store } = under;
      await settleWithReceipt(store);
      const claimed = async (): Promise<readonly string[]> => (await store.claimNotices(9_000, 9, 9_000)).due.map((one) => one.notice.id);
      await store.assignEntries(ORIGIN, 9);
      t.true(await store.swapHead(ORIGIN, null, head(2)));
      await store.notePublished(ORIGIN, 1, 4_000);
      t.deepEqual(await claimed(), ['receipt-1']);
      await t.throwsAsync(store.notePublished(ORIGIN, 3, 4_100), { message: /CHECK|check/ });
      await store.notePublished(ORIGIN, 2, 4_200);
      await store.notePublished(ORIGIN, 2, 4_300);
      await store.notePublished(ORIGIN, 1, 4_400);
      await under.reopen();
      t.deepEqual((await under.store.listEntries({ payment: 1, limit: 9 })).map((one) => one.publishedAt), [4_200, 4_000]);
      const { leaf, face, details } = pendingEntry(1, 'settled');
      t.deepEqual((await under.store.claimNotices(9_000, 9, 9_001)).due.find((one) => one.notice.id === 'proof')?.entry, { id: '1.settled', kind: 'settled', paymentId: 1, at: 2_000, origin: ORIGIN, index: 1, leaf, face, details });
    },
  },
  {
    title: 'what waits for publication is counted, and told late once',
    run: async (t, { store }) => {
      await openBank(store);
      t.is(await store.waitingEntries(), null);
      t.is((await load(store)).oldestUnpublishedAt, null);
      await playPayment(store, 1, 50n);
      await clear(store, await readLetter(store, 'other'), [entry(1, 'withdrawn', { id: 'older', at: 1_500 }), entry(1, 'withdrawn', { id: 'no board', forBoard: false, leaf: '', at: 1 })]);
      t.deepEqual(await store.waitingEntries(), { oldestAt: 1_500, count: 3 });
      t.is((await load(store)).oldestUnpublishedAt, 1_500);
      t.deepEqual(await store.lateEntries(2_001, 9), ['older', '1.accepted', '1.settled']);
      t.deepEqual(await store.lateEntries(2_001, 1), ['older']);
      t.deepEqual(await store.lateEntries(2_000, 9), ['older']);
      const late = await instruct(store, { kind: 'proof-late', entryId: '1.accepted' });
      t.deepEqual(await store.lateEntries(2_001, 9), ['older', '1.settled'], 'given is enough');
      await clear(store, late, [], { kind: 'recorded', code: 'told' });
      t.deepEqual(await store.lateEntries(2_001, 9), ['older', '1.settled']);
      await beginLog(store);
      await publishAll(store);
      t.deepEqual(await store.lateEntries(9_000, 9), []);
      t.is(await store.waitingEntries(), null);
      t.is((await load(store)).oldestUnpublishedAt, null);
    },
  },
  {
    title: 'a working set has entries by id, with their payment, their place once published, and whether a receipt waits',
    run: async (t, { store }) => {
      await settleWithReceipt(store);
      await store.assignEntries(ORIGIN, 9);
      const before = await load(store, { entries: ['1.settled', 'none'] });
      t.deepEqual([...before.entries.values()], [{ id: '1.settled', kind: 'settled', paymentId: 1, at: 2_000, place: null, erasedAt: null, receiptWaits: true }]);
      t.deepEqual([[...before.payments.keys()], [...before.parties.keys()].sort(), before.loaded.has('p:1')], [[1], [1, 2], true]);
      await publishAll(store);
      await sendNotice(store, 'proof', 4_500);
      const after = await load(store, { entries: ['1.settled'] });
      t.deepEqual(after.entries.get('1.settled'), { id: '1.settled', kind: 'settled', paymentId: 1, at: 2_000, place: { origin: ORIGIN, index: 1 }, erasedAt: null, receiptWaits: false });
    },
  },
  {
    title: 'an erased entry keeps its leaf alone: face, details and the kept receipt are gone',
    run: async (t, under) => {
      const { store } = under;
      await settleWithReceipt(store);
      await publishAll(store);
      const early = await instruct(store, { kind: 'withdraw-face', entryId: '1.settled', reason: 'asked for', by: [] });
      await t.throwsAsync(clear(store, early, withdrawal('1.settled', 1)), { message: /a receipt that proves it has not left/ });
      await sendNotice(store, 'proof', 4_500);
      await clear(store, early, withdrawal('1.settled', 1));
      await under.reopen();
      const [withdrawn, settled] = await under.store.listEntries({ payment: 1, limit: 2 });
      t.like(withdrawn, { id: '1.settled.withdrawn', kind: 'withdrawn', place: null });
      t.deepEqual(settled, { ...pendingEntry(1, 'settled'), face: '', details: [], place: { origin: ORIGIN, index: 1 }, publishedAt: 4_000, erasedAt: 5_000 });
      t.deepEqual((await under.store.readEntries(ORIGIN, 1, 9)).map((one) => [Buffer.from(one.leaf).toString(), one.face]), [[pendingEntry(1, 'settled').leaf, null]]);
      t.is((await load(under.store, { entries: ['1.settled'] })).entries.get('1.settled')?.erasedAt, 5_000);
      const again = await instruct(under.store, { kind: 'withdraw-face', entryId: '1.settled', reason: 'twice', by: [] });
      await t.throwsAsync(under.store.withWorkingSet(noKeys, () => [decided(again, decision([{ kind: 'entry-erased', entryId: '1.settled', at: 6_000 }]))]), { message: /erased before/ });
      await t.throwsAsync(under.store.withWorkingSet(noKeys, () => [decided(again, decision([{ kind: 'entry-erased', entryId: 'none', at: 6_000 }]))]), { message: /not in the store/ });
    },
  },
  {
    title: 'a face file has to go once the entry that says so is published, until it is gone',
    run: async (t, under) => {
      const { store } = under;
      await openBank(store);
      await playPayment(store, 1, 50n);
      await beginLog(store);
      await publishAll(store);
      await withdraw(store, '1.settled', 1);
      await withdraw(store, '1.accepted', 1);
      t.deepEqual(await store.listErasures(9), [], 'readers would miss the face and find no reason');
      await publishAll(store, 5_500);
      await under.reopen();
      t.deepEqual(await under.store.listErasures(9), [{ origin: ORIGIN, index: 0 }, { origin: ORIGIN, index: 1 }]);
      t.deepEqual(await under.store.listErasures(1), [{ origin: ORIGIN, index: 0 }]);
      await under.store.noteErased(ORIGIN, 0, 6_000);
      await under.store.noteErased(ORIGIN, 0, 6_001);
      await under.store.noteErased(ORIGIN, 3, 6_001);
      t.deepEqual(await under.store.listErasures(9), [{ origin: ORIGIN, index: 1 }]);
    },
  },
  {
    title: 'an entry that is erased before it has a place gets its place without a face',
    run: async (t, { store }) => {
      await openBank(store);
      await playPayment(store, 1, 50n);
      await withdraw(store, '1.settled', 1);
      await beginLog(store);
      await publishAll(store, 5_500);
      t.deepEqual((await store.readEntries(ORIGIN, 0, 9)).map((one) => [one.face === null, one.known]), [[false, true], [true, true], [false, true]]);
      t.deepEqual(await store.listErasures(9), []);
    },
  },
  {
    title: 'the ledger tells what it expects and what is found, page by page; what was made without a board is left out',
    run: async (t, { store }) => {
      await openBank(store);
      const beforeTheBoard = (effects: ReturnType<typeof settledEffects>): ReturnType<typeof settledEffects> => effects.map((effect) => (effect.kind === 'entry' ? { ...effect, entry: { ...effect.entry, forBoard: false, leaf: '' } } : effect));
      for (const [index, effects] of [orderedEffects(1), askedEffects(1, 10n), settledEffects(1, 10n)].entries()) await clear(store, await readLetter(store, `1-${index}`), beforeTheBoard(effects));
      await playPayment(store, 2, 10n);
      for (const [index, effects] of [orderedEffects(3), askedEffects(3, 10n), endedEffects(3, 10n)].entries()) await clear(store, await readLetter(store, `3-${index}`), effects);
      await clear(store, await readLetter(store, 'order-4'), orderedEffects(4));
      await clear(store, await readLetter(store, '5-0'), orderedEffects(5));
      await clear(store, await readLetter(store, '5-1'), beforeTheBoard(askedEffects(5, 10n)));
      await clear(store, await readLetter(store, '5-2'), settledEffects(5, 10n));
      await beginLog(store);
      await store.assignEntries(ORIGIN, 3);
      t.true(await store.swapHead(ORIGIN, null, head(3)));
      await store.notePublished(ORIGIN, 2, 4_000);
      await withdraw(store, '2.settled', 2);
      await clear(store, await readLetter(store, 'the board is given up'), [entry(3, 'withdrawn', { id: '3.accepted.withdrawn', forBoard: false, leaf: '' }), { kind: 'entry-erased', entryId: '3.accepted', at: 5_000 }]);
      const all = [
        'K7F3K292.accepted: expected, 0 published', 'K7F3K292.settled: expected, 1 published erased', '2.settled.withdrawn: expected, no place',
        'K7F3K293.accepted: expected, 2 erased', 'K7F3K293.returned: expected, no place', 'K7F3K295.settled: expected, no place',
      ];
      t.deepEqual(await changes(store), all);
      const paged: string[] = [];
      for (let after: number | null = 0; after !== null; ) {
        const page: { readonly changes: readonly LedgerChange[]; readonly last: number | null } = await store.ledgerChanges(after, 2);
        paged.push(...page.changes.map(short));
        after = page.last;
      }
      t.deepEqual(paged, all);
      t.deepEqual([(await store.ledgerChanges(0, 2)).last, (await store.ledgerChanges(0, 99)).last], [2, null]);
      t.deepEqual(await store.ledgerChanges(5, 9), { changes: [], last: null });
      const found = (await store.ledgerChanges(1, 1)).changes;
      const { leaf, face } = pendingEntry(2, 'accepted');
      t.deepEqual(found[0]?.found, { at: 2_000, leaf: new Uint8Array(Buffer.from(leaf)), place: { origin: ORIGIN, index: 0 }, publishedAt: 4_000, face, erased: false });
      t.deepEqual([found[1]?.found?.face, found[1]?.found?.erased], [null, true]);
    },
  },
  {
    title: 'money that no entry tells of, and an entry that nothing explains, both show in the ledger and in the audit',
    run: async (t, under) => {
      const { store } = under;
      await openBank(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      await clear(store, await readLetter(store, 'forward-1'), askedEffects(1, 10n));
      await clear(store, await readLetter(store, 'order-2'), orderedEffects(2));
      await clear(store, await readLetter(store, 'unexplained'), [entry(2, 'accepted')]);
      await clear(store, await readLetter(store, 'withdrawal of nothing'), [entry(2, 'withdrawn', { id: '2.settled.withdrawn' }), entry(2, 'withdrawn', { id: '2.accepted.withdrawn' })]);
      await clear(store, await readLetter(store, 'consent-1'), without(settledEffects(1, 10n), 'settled'));
      t.deepEqual(await changes(store), ['K7F3K291.accepted: expected, no place', 'K7F3K291.settled: expected, missing', 'K7F3K292.accepted: unexplained, no place', '2.accepted.withdrawn: unexplained, no place', '2.settled.withdrawn: unexplained, no place']);
      t.true((await store.audit()).some((one) => /K7F3K291 is settled and has 0 settled entries/.test(one.found)));
      await clear(store, await readLetter(store, 'told at last'), [entry(1, 'settled')]);
      t.deepEqual((await changes(store))[1], 'K7F3K291.settled: expected, no place');
    },
  },
];
