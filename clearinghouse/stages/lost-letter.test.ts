/** A fail-over that lost what was committed last: the process still holds letters whose numbers the store gives anew. Two real stores, of which the second takes over. */
import test from 'ava';
import { letter, reading, TAKAO } from '../store/conformance/samples.ts';
import { StoreFault } from '../store/common/fault.ts';
import { openFreshKept } from '../store/sqlite/testing/fresh.ts';
import type { Store } from '../store/store.ts';
import { CLAIM_SPAN, makeHanded } from './handed.ts';
import { freeingOwnClaims } from './own-claims.ts';
import { readDue } from './read.ts';

const HINTS = { from: TAKAO, messageId: null };

test.serial('a letter that is read as the store goes back: its reading is no other letter\'s, and it is kept anew', async (t) => {
  const [before, after] = [await openFreshKept(), await openFreshKept()];
  await before.store.keepLetter(letter('lost'), HINTS, 1);
  const { letterId } = await after.store.keepLetter(letter('another'), HINTS, 1);
  let current = before.store;
  const store = Object.fromEntries(Object.keys(before.store).map((verb) => [verb, (...given: readonly never[]) => (current[verb as keyof Store] as (...parameters: readonly never[]) => unknown)(...given)])) as unknown as Store;
  const told: string[] = [];
  const texts: string[] = [];
  const parts = {
    store, clock: { now: () => 5_000 }, atOnce: 8, handed: makeHanded(8), wakeUp: { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined },
    report: (level: string, event: string) => void told.push(`${level} ${event}`),
    read: async ({ bytes }: { readonly bytes: Uint8Array }) => {
      texts.push(Buffer.from(bytes).toString());
      current = after.store;
      return { kind: 'reading' as const, reading: reading(Buffer.from(bytes).toString()) };
    },
  };
  t.true(await readDue(parts));
  t.deepEqual(told, ['alarm letter-lost-by-store']);
  t.like(await after.store.findLetter(letterId), { row: { stage: 'unread' }, reading: null });
  t.deepEqual((await after.store.listLetters({ disposition: null, stage: 'unread', limit: 9 })).length, 2);
  parts.clock = { now: () => 5_000 + CLAIM_SPAN };
  while (await readDue(parts));
  t.deepEqual(texts.toSorted(), ['another', 'lost', 'lost']);
  t.deepEqual((await after.store.findLetter(letterId))?.reading, reading('another'));
  await before.remove();
  await after.remove();
});

test.serial('what was in hand and is not there any more is given back to nobody, and keeps nothing from being claimed', async (t) => {
  const fresh = await openFreshKept();
  let isAway = true;
  const store = freeingOwnClaims({ ...fresh.store, saveReading: (...given) => (isAway ? Promise.reject(new StoreFault({ code: 'io', message: 'away', stack: null })) : fresh.store.saveReading(...given)) });
  await t.throwsAsync(store.saveReading(99, reading('lost')), { code: 'io' });
  isAway = false;
  await fresh.store.keepLetter(letter('another'), HINTS, 1);
  await t.throwsAsync(store.claimLettersToRead(10, 9, 99), { message: /letter 99/ });
  t.is((await store.claimLettersToRead(10, 9, 99)).length, 1);
  await fresh.remove();
});
