/** A letter whose DNS is slow, on the real store: others that come meanwhile are read, and it is read once. */
import test from 'ava';
import { letter, reading, TAKAO } from '../store/conformance/samples.ts';
import { openFreshKept } from '../store/sqlite/testing/fresh.ts';
import { CLAIM_SPAN } from './handed.ts';
import { makeInHand } from './in-hand.ts';
import type { ReadParts } from './read.ts';
import { readDue } from './read.ts';
import { makeSlowGroups } from './slow-groups.ts';

test.serial('a round does not wait for its slowest letter; one whose process ended again and again is still read alone', async (t) => {
  const fresh = await openFreshKept();
  const { store } = fresh;
  let now = 1_000;
  const release = Promise.withResolvers<void>();
  const under = new Set<string>();
  const begun: string[] = [];
  const besides: string[] = [];
  const parts: ReadParts = {
    store, clock: { now: () => now }, atOnce: 4, inHand: makeInHand(), slow: makeSlowGroups((_level, event) => t.fail(event), 20, 8, 'read'), report: () => undefined,
    wakeUp: { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined },
    read: async ({ bytes }) => {
      const text = Buffer.from(bytes).toString();
      begun.push(text);
      under.add(text);
      if (text === 'suspect') besides.push(...[...under].filter((one) => one !== text));
      if (text === 'slow') await release.promise;
      under.delete(text);
      return { kind: 'reading', reading: reading(text) };
    },
  };
  const keep = async (text: string): Promise<number> => (await store.keepLetter(letter(text, { receivedAt: now }), { from: TAKAO, messageId: null }, now)).letterId;
  const stageOf = async (id: number): Promise<string | undefined> => (await store.findLetter(id))?.row.stage;
  const slow = await keep('slow');
  t.true(await readDue(parts), 'it is left to itself');
  const quick = await keep('quick');
  t.true(await readDue(parts));
  t.deepEqual([await stageOf(slow), await stageOf(quick)], ['unread', 'read']);
  now += CLAIM_SPAN;
  t.false(await readDue(parts), 'whose claim has lapsed meanwhile is not begun once more');
  t.is((await store.findLetter(slow))?.row.attempts, 1, 'nor counted');
  const suspect = await keep('suspect');
  for (let death = 0; death < 3; death += 1) t.is((await store.claimLettersToRead(now, 9, now, [slow])).length, 1);
  const alone = readDue(parts);
  setTimeout(release.resolve, 100);
  t.true(await alone);
  t.deepEqual([await stageOf(slow), await stageOf(suspect), besides], ['read', 'read', []]);
  t.deepEqual(begun, ['slow', 'quick', 'suspect']);
  await fresh.remove();
});
