/** A log that is given up: what is published of it is taken over, what is not waits for the next one. */
import type { GivenUpLog } from '../../../bulletin-board/ports.ts';
import type { Store } from '../store.ts';
import { beginLog, cosignature, head, logOf, NEXT_ORIGIN, ORIGIN, publishAll, withdraw } from './board-samples.ts';
import type { Case } from './case.ts';
import { openBank, pendingEntry, playPayment } from './samples.ts';

export const leafOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const W1 = cosignature('witness.example/w1', 1, 'one');

/** As a sequencer would have published it from a newer database: the waiting entries, then three that this one does not know. */
export const givenUp = (more: Partial<GivenUpLog> = {}): GivenUpLog => ({
  origin: ORIGIN,
  expected: head(2),
  from: 2,
  leaves: [...(['accepted', 'settled'] as const).map((kind) => leafOf(pendingEntry(2, kind).leaf)), leafOf('lost 1'), leafOf('lost 2'), leafOf('lost 3')],
  head: head(7, { cosignatures: [W1] }),
  next: { origin: NEXT_ORIGIN, leaf: leafOf('continues') },
  at: 6_000,
  ...more,
});

/** Two entries are published, two wait without a place, the log is ending. */
export async function waitForEnd(store: Store): Promise<void> {
  await openBank(store);
  await playPayment(store, 1, 50n);
  await beginLog(store);
  await publishAll(store);
  await playPayment(store, 2, 50n);
  await beginLog(store, NEXT_ORIGIN, 5_000);
}

/** Two entries are published, two more have a place under a head that is not `headSize` big yet. */
export async function waitWithPlaces(store: Store): Promise<void> {
  await openBank(store);
  await playPayment(store, 1, 50n);
  await beginLog(store);
  await publishAll(store);
  await playPayment(store, 2, 50n);
  await store.assignEntries(ORIGIN, 9);
  await withdraw(store, '2.settled', 2);
  await beginLog(store, NEXT_ORIGIN, 5_000);
}

const places = async (store: Store): Promise<readonly (readonly [string, number | null | undefined, number | null])[]> =>
  (await store.listEntries({ payment: null, limit: 9 })).toReversed().map(({ id, place, publishedAt }) => [id, place?.index, publishedAt]);

export const boardLostCases: readonly Case[] = [
  {
    title: 'a log that is given up takes over what is published: waiting entries have their places there, the rest stands without one',
    run: async (t, under) => {
      const { store } = under;
      await waitForEnd(store);
      t.deepEqual(await store.giveUpLog(givenUp()), { unknown: 3, takenBack: 0 });
      await under.reopen();
      const [old, next] = await under.store.listLogs();
      t.deepEqual([old?.state, old?.endedAt, old?.assigned, old?.publishedSize, old?.adoptedFrom, old?.head], ['ended', 6_000, 7, 7, 2, head(7, { cosignatures: [W1] })]);
      t.deepEqual([next?.state, next?.assigned, next?.adoptedFrom], ['active', 1, null]);
      t.deepEqual(await places(under.store), [['1.accepted', 0, 4_000], ['1.settled', 1, 4_000], ['2.accepted', 2, 6_000], ['2.settled', 3, 6_000]]);
      t.deepEqual((await under.store.readEntries(ORIGIN, 4, 9)).map((one) => [Buffer.from(one.leaf).toString(), one.face, one.known]), [['lost 1', null, false], ['lost 2', null, false], ['lost 3', null, false]]);
      t.deepEqual((await under.store.readEntries(ORIGIN, 0, 4)).map(({ known }) => known), [true, true, true, true]);
      t.deepEqual([await under.store.waitingEntries(), await under.store.assignEntries(NEXT_ORIGIN, 9)], [null, 1], 'nothing goes to two logs');
      t.deepEqual(await under.store.giveUpLog(givenUp({ at: 9_000 })), { unknown: 0, takenBack: 0 }, 'repeated');
      t.is((await logOf(under.store)).endedAt, 6_000);
      t.deepEqual((await under.store.ledgerChanges(0, 99)).changes.map(({ found }) => found?.place?.index), [0, 1, 2, 3]);
    },
  },
  {
    title: 'places that are not published are taken back when a log is given up: their entries go to the next one, in their order',
    run: async (t, under) => {
      const { store } = under;
      await waitWithPlaces(store);
      const given = givenUp({ leaves: [], head: head(2) });
      t.deepEqual(await store.giveUpLog(given), { unknown: 0, takenBack: 2 });
      await under.reopen();
      t.deepEqual((await logOf(under.store)).head, head(2));
      t.deepEqual([(await logOf(under.store)).assigned, (await under.store.readEntries(ORIGIN, 2, 9)).length, (await under.store.waitingEntries())?.count], [2, 0, 3]);
      t.deepEqual(await under.store.listErasures(9), []);
      t.is(await under.store.assignEntries(NEXT_ORIGIN, 9), 4);
      t.deepEqual(await places(under.store), [['1.accepted', 0, 4_000], ['1.settled', 1, 4_000], ['2.accepted', 1, null], ['2.settled', 2, null], ['2.settled.withdrawn', 3, null]]);
      t.deepEqual((await under.store.readEntries(NEXT_ORIGIN, 1, 2)).map(({ face }) => face === null), [false, true]);
    },
  },
  {
    title: 'a face that was erased here and is published has to go, when its log is given up',
    run: async (t, { store }) => {
      await waitForEnd(store);
      await withdraw(store, '2.accepted', 2);
      await store.giveUpLog(givenUp({ leaves: [...givenUp().leaves.slice(0, 2)], head: head(4) }));
      t.deepEqual(await store.listErasures(9), [], 'not before the entry that says so is published');
      await store.assignEntries(NEXT_ORIGIN, 9);
      t.true(await store.swapHead(NEXT_ORIGIN, null, head(2)));
      await store.notePublished(NEXT_ORIGIN, 2, 7_000);
      t.deepEqual(await store.listErasures(9), [{ origin: ORIGIN, index: 2 }]);
    },
  },
  {
    title: 'what would publish an entry twice, leave one out, or end a log that went on gives no log up',
    run: async (t, { store }) => {
      await waitForEnd(store);
      const before = [await store.listLogs(), await places(store)];
      const [one, two] = givenUp().leaves;
      for (const [wrong, message] of [
        [{ leaves: [two!, one!], head: head(4) }, /entry 2 is published before one that was made earlier/],
        [{ leaves: [two!], head: head(3) }, /entry 2 is published before/],
        [{ leaves: [one!] }, /found 1 leaves from 2 on; expected all up to 7/],
        [{ expected: head(1) }, /it has gone on meanwhile/],
        [{ expected: null }, /it has gone on meanwhile/],
        [{ from: 1 }, /it has gone on meanwhile/],
        [{ from: 1, leaves: [], head: head(1) }, /never goes back|gets smaller/],
        [{ head: head(7, { signedAt: 1 }) }, /never goes back/],
        [{ origin: NEXT_ORIGIN, next: { origin: ORIGIN, leaf: one! } }, /is next: only one that is ending can be given up/],
        [{ next: { origin: ORIGIN, leaf: one! } }, /does not hold its last checkpoint|CHECK|is ended/],
      ] as const) {
        await t.throwsAsync(store.giveUpLog(givenUp(wrong)), { message });
        t.deepEqual([await store.listLogs(), await places(store)], before);
      }
    },
  },
];
