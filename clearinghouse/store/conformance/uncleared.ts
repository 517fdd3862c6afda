/** Which letters that are not cleared a working set holds: those of its own people, however many others wait. */
import { noKeys, LARGEST_GROUP, type UnclearedLetter } from '../../core/facts.ts';
import type { Store } from '../store.ts';
import type { Case } from './case.ts';
import { load } from './facts.ts';
import { BUYER, clear, letter, openBank, orderedEffects, readLetter, TAKAO, TEA } from './samples.ts';

const STRANGER = 'stranger@x.example';

const keep = async (store: Store, name: string, from: string | null, receivedAt: number): Promise<number> =>
  (await store.keepLetter(letter(name, { receivedAt }), { from, messageId: null }, receivedAt + 5)).letterId;

/** Many at once, so that many share a commit; in the order of their numbers. */
async function keepMany(store: Store, count: number, name: string, receivedAt: number): Promise<readonly number[]> {
  const kept = await Promise.all(Array.from({ length: count }, (_, index) => keep(store, `${name} ${index}`, TAKAO, receivedAt)));
  return kept.sort((one, other) => one - other);
}

export const unclearedCases: readonly Case[] = [
  {
    title: 'letters that are not cleared come with the addresses that are asked for and those of every party, oldest first; those of others do not',
    run: async (t, { store }) => {
      await openBank(store);
      await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
      const late = await keep(store, 'late', TEA, 20);
      await keep(store, 'of a stranger', STRANGER, 5);
      await keep(store, 'of nobody', null, 5);
      const early = await readLetter(store, 'early', 10);
      const [isRead, unread]: readonly UnclearedLetter[] = [
        { letterId: early.letterId, receivedAt: 10, keptAt: 15, failedSince: null, from: TAKAO, isRead: true },
        { letterId: late, receivedAt: 20, keptAt: 25, failedSince: null, from: TEA, isRead: false },
      ];
      t.deepEqual((await load(store, {})).uncleared, []);
      t.deepEqual<readonly unknown[], readonly unknown[]>((await load(store, { addresses: [TAKAO, TEA, TAKAO, 'nobody@x.example'] })).uncleared, [isRead, unread]);
      t.deepEqual<readonly unknown[], readonly unknown[]>((await load(store, { payments: [1] })).uncleared, [isRead]);
      t.deepEqual((await load(store, { addresses: [STRANGER] })).uncleared.map(({ from }) => from), [STRANGER]);
      await store.putLetterBack(late, 50, { at: 40, crash: false }, 'SERVFAIL');
      t.like((await load(store, { parties: [2] })).uncleared, [{ letterId: late, failedSince: 40 }]);
      await clear(store, early, []);
      t.is((await load(store, { payments: [1] })).uncleared.length, 0);
    },
  },
  {
    title: 'letters of those who come in a later round are there too, each once',
    run: async (t, { store }) => {
      await openBank(store);
      for (const from of [TAKAO, TEA, STRANGER]) await keep(store, `of ${from}`, from, 10);
      const seen: (readonly (string | null)[])[] = [];
      await store.withWorkingSet({ ...noKeys, addresses: [STRANGER] }, (facts) => {
        seen.push(facts.uncleared.map(({ from }) => from).sort());
        // What a round has changed is forgotten.
        facts.uncleared.length = 0;
        return seen.length === 1 ? { needs: { ...noKeys, parties: [BUYER] } } : seen.length === 2 ? { needs: { ...noKeys, addresses: [TAKAO, TEA, STRANGER] } } : [];
      });
      t.deepEqual(seen, [[STRANGER], [STRANGER, TAKAO], [TEA, STRANGER, TAKAO]]);
    },
  },
  {
    title: 'of one sender so many come that a group has the oldest that waits, read or not, whatever else of that sender waits; all that were tried in vain come',
    run: async (t, { store }) => {
      await openBank(store);
      const failed = await keepMany(store, 3, 'failed', 20);
      for (const letterId of failed) await store.putLetterBack(letterId, 70_000, { at: 50_000, crash: false }, 'SERVFAIL');
      const unread = await keepMany(store, LARGEST_GROUP + 2, 'unread', 10);
      const { letterId } = await readLetter(store, 'read', 30);
      const { uncleared } = await load(store, { addresses: [TAKAO] });
      t.deepEqual(uncleared.map((one) => one.letterId), [...unread.slice(0, LARGEST_GROUP + 1), ...failed, letterId]);
    },
  },
];
