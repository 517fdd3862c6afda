/** Logs of the board: one leads, places have no gap, a head is swapped by one of two, a log follows another. */
import type { Case } from './case.ts';
import { beginLog, cosignature, head, KEYS, logOf, NEXT_ORIGIN, ORIGIN, publishAll, rootOf } from './board-samples.ts';
import { clear, entry, openBank, playPayment, readLetter } from './samples.ts';

const leafOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const W1 = 'witness.example/w1';

export const boardLogCases: readonly Case[] = [
  {
    title: 'one of two leads: it may prolong, the other waits until the time has passed or the lead is given up',
    run: async (t, under) => {
      const second = await under.openSecond();
      const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder, index) => (index % 2 === 0 ? under.store : second).lead(holder, 1_000, 2_000)));
      const holder = ['a', 'b', 'c', 'd'][taken.indexOf('held')] ?? '';
      const prolonged = await second.lead(holder, 1_500, 3_000);
      const refused = [await under.store.lead('other', 2_999, 9_000), await under.store.unlead('other'), await under.store.lead('other', 2_999, 9_000)];
      const passed = await under.store.lead('other', 3_000, 9_000);
      await second.unlead('other');
      await second.close();
      t.is(taken.filter((one) => one === 'held').length, 1);
      t.deepEqual([prolonged, refused, passed], ['held', ['refused', undefined, 'refused'], 'held']);
      await under.reopen();
      t.is(await under.store.lead('a', 3_001, 4_000), 'held');
    },
  },
  {
    title: 'a lead from a future that nobody could have asked for by this clock holds nobody up',
    run: async (t, { store }) => {
      t.is(await store.lead('crashed', 3_600_000, 3_615_000), 'held');
      t.is(await store.lead('new', 3_590_000, 3_605_000), 'refused', 'ten seconds are nobody\'s fault');
      t.is(await store.lead('new', 3_584_999, 3_599_999), 'taken-from-future');
      t.is(await store.lead('new', 3_585_000, 3_600_000), 'held');
      t.is(await store.lead('crashed', 3_585_000, 3_600_000), 'refused');
      t.is(await store.lead('new', 0, 15_000), 'held', 'its own it may set back');
    },
  },
  {
    title: 'a log begins with what it promises; there is none beside it',
    run: async (t, under) => {
      t.deepEqual(await under.store.listLogs(), []);
      await beginLog(under.store);
      await t.throwsAsync(beginLog(under.store), { message: /known already/ });
      await under.reopen();
      t.deepEqual(await under.store.listLogs(), [
        { origin: ORIGIN, keys: KEYS, state: 'active', beganAt: 1_000, endedAt: null, retention: 'leaves for ever, faces for ten years', assigned: 0, head: null, publishedSize: 0, adoptedFrom: null },
      ]);
      for (const unknown of [() => under.store.assignEntries(NEXT_ORIGIN, 9), () => under.store.swapHead(NEXT_ORIGIN, null, head(0)), () => under.store.readEntries(NEXT_ORIGIN, 0, 9), () => under.store.notePublished(NEXT_ORIGIN, 1, 1)]) {
        await t.throwsAsync(Promise.resolve().then<unknown>(unknown), { message: /not in the store/ });
      }
    },
  },
  {
    title: 'places are given without a gap, the oldest entry first, to entries for the board alone, once however many ask',
    run: async (t, under) => {
      const { store } = under;
      await openBank(store);
      await playPayment(store, 1, 50n);
      await clear(store, await readLetter(store, 'no board'), [entry(1, 'withdrawn', { id: 'for no board', forBoard: false, leaf: '' })]);
      await playPayment(store, 2, 50n);
      await beginLog(store);
      t.is(await store.assignEntries(ORIGIN, 2), 2);
      await under.reopen();
      const second = await under.openSecond();
      const counts = await Promise.all([under.store, second, under.store, second].map((one) => one.assignEntries(ORIGIN, 2)));
      await second.close();
      t.deepEqual([...counts].sort(), [4, 4, 4, 4]);
      const written = (await under.store.listEntries({ payment: null, limit: 9 })).toReversed();
      t.deepEqual(written.map((one) => one.place?.index), [0, 1, undefined, 2, 3]);
      const placed = written.filter((one) => one.place?.origin === ORIGIN);
      const read = await under.store.readEntries(ORIGIN, 1, 3);
      t.deepEqual(read.map((one) => [one.index, Buffer.from(one.leaf).toString(), one.face]), placed.slice(1).map((one) => [one.place?.index, one.leaf, one.face]));
      t.deepEqual(await under.store.readEntries(ORIGIN, 4, 9), []);
    },
  },
  {
    title: 'a head is swapped against what stood there, by one of two; it never goes back, nor beyond the entries',
    run: async (t, under) => {
      const { store } = under;
      await openBank(store);
      await playPayment(store, 1, 50n);
      await beginLog(store);
      t.true(await store.swapHead(ORIGIN, null, head(0)));
      t.false(await store.swapHead(ORIGIN, null, head(0)), 'there is one already');
      await store.assignEntries(ORIGIN, 9);
      const second = await under.openSecond();
      const swapped = await Promise.all([store, second, store, second].map((one, index) => one.swapHead(ORIGIN, head(0), head(2, { root: rootOf(2, index), signedAt: 4_000 + index }))));
      await second.close();
      t.is(swapped.filter(Boolean).length, 1);
      const now = head(2, { root: rootOf(2, swapped.indexOf(true)), signedAt: 4_000 + swapped.indexOf(true) });
      t.deepEqual((await logOf(store)).head, now);
      t.false(await store.swapHead(ORIGIN, head(2, { root: rootOf(2, 99) }), head(2)), 'another root');
      t.false(await store.swapHead(ORIGIN, head(1), head(2)), 'another size');
      for (const wrong of [head(3, { signedAt: 9_000 }), head(1, { signedAt: 9_000 }), { ...now, root: rootOf(2, 99) }, { ...now, signedAt: 3_999 }]) {
        await t.throwsAsync(store.swapHead(ORIGIN, now, wrong));
      }
      await under.reopen();
      t.deepEqual((await logOf(under.store)).head, now);
    },
  },
  {
    title: 'cosignatures belong to a head: the newest of each witness and key stays, and goes when the head goes on',
    run: async (t, under) => {
      const { store } = under;
      await openBank(store);
      await playPayment(store, 1, 50n);
      await beginLog(store);
      await store.assignEntries(ORIGIN, 1);
      const [first, other, newer, late] = [cosignature(W1, 1, 'one'), cosignature(W1, 2, 'other key'), cosignature(W1, 1, 'newer'), cosignature('witness.example/w2', 1, 'late')];
      t.true(await store.swapHead(ORIGIN, null, head(1, { cosignatures: [first] })));
      await store.saveCosignatures(ORIGIN, 1, [other]);
      await store.saveCosignatures(ORIGIN, 1, [newer, late]);
      await store.saveCosignatures(ORIGIN, 2, [cosignature('witness.example/w3', 1, 'of no head')]);
      t.deepEqual((await logOf(store)).head?.cosignatures, [newer, other, late]);
      await t.throwsAsync(store.saveCosignatures(ORIGIN, 1, [first, 'not a line']), { message: /no signature line/ });
      t.true(await store.swapHead(ORIGIN, head(1), head(1, { signedAt: 90_000 })));
      t.deepEqual((await logOf(store)).head, head(1, { signedAt: 90_000, cosignatures: [newer, other, late] }), 'the same checkpoint, signed anew');
      await store.assignEntries(ORIGIN, 1);
      t.true(await store.swapHead(ORIGIN, head(1), head(2, { signedAt: 90_001 })));
      t.deepEqual((await logOf(store)).head?.cosignatures, []);
      await store.saveCosignatures(ORIGIN, 1, [late]);
      t.deepEqual((await logOf(store)).head?.cosignatures, []);
    },
  },
  {
    title: 'a log is followed by the next: its last entry, the first of the next one, and no entry is lost between them',
    run: async (t, under) => {
      const { store } = under;
      await openBank(store);
      await playPayment(store, 1, 50n);
      await beginLog(store);
      await publishAll(store);
      await t.throwsAsync(store.assignOwnLeaf(ORIGIN, 2, leafOf('ends')), { message: /is active/ });
      await beginLog(store, NEXT_ORIGIN, 5_000);
      await t.throwsAsync(beginLog(store, 'bank.example/board/2028'), { message: /a next log already/ });
      t.deepEqual((await store.listLogs()).map((one) => one.state), ['ending', 'next']);
      await playPayment(store, 2, 50n);
      t.deepEqual([await store.assignEntries(ORIGIN, 9), await store.assignEntries(NEXT_ORIGIN, 9)], [2, 0]);
      await t.throwsAsync(store.assignOwnLeaf(ORIGIN, 3, leafOf('ends')), { message: /no gap/ });
      await store.assignOwnLeaf(ORIGIN, 2, leafOf('ends'));
      await store.assignOwnLeaf(ORIGIN, 2, leafOf('again'));
      await t.throwsAsync(store.assignOwnLeaf(ORIGIN, 3, leafOf('more')), { message: /its last entry already/ });
      t.deepEqual((await store.readEntries(ORIGIN, 2, 9)).map((one) => [one.index, Buffer.from(one.leaf).toString(), one.face]), [[2, 'ends', null]]);
      await t.throwsAsync(store.endLog(ORIGIN, 6_000), { message: /2 of its 3 entries are published/ });
      t.true(await store.swapHead(ORIGIN, head(2), head(3)));
      await store.notePublished(ORIGIN, 3, 5_500);
      await t.throwsAsync(store.endLog(ORIGIN, 6_000), { message: /does not hold its last checkpoint/ });
      await t.throwsAsync(store.assignOwnLeaf(NEXT_ORIGIN, 1, leafOf('gap')), { message: /is next/ });
      await store.assignOwnLeaf(NEXT_ORIGIN, 0, leafOf('continues'));
      await t.throwsAsync(store.endLog(NEXT_ORIGIN, 6_000), { message: /only one that is ending/ });
      await store.endLog(ORIGIN, 6_000);
      await store.endLog(ORIGIN, 6_001);
      await under.reopen();
      t.deepEqual((await under.store.listLogs()).map((one) => [one.state, one.endedAt, one.assigned]), [['ended', 6_000, 3], ['active', null, 1]]);
      t.is(await under.store.assignEntries(NEXT_ORIGIN, 9), 3);
      t.deepEqual((await under.store.listEntries({ payment: 2, limit: 9 })).map((one) => one.place), [{ origin: NEXT_ORIGIN, index: 2 }, { origin: NEXT_ORIGIN, index: 1 }]);
    },
  },
];
