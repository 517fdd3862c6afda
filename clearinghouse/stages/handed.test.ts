/** Letters handed from receive to read in one process, on the real store: read at once, never twice, never before those that wait for longer, never lost. */
import test from 'ava';
import { letter, openBank, reading, TAKAO } from '../store/conformance/samples.ts';
import { openFreshKept, type FreshStore } from '../store/sqlite/testing/fresh.ts';
import type { Store } from '../store/store.ts';
import { CLAIM_SPAN, makeHanded, putHandedBack, type Handed } from './handed.ts';
import { countOf, makeInHand } from './in-hand.ts';
import type { WakeUp } from './ports.ts';
import { readDue, type ReadParts } from './read.ts';
import { makeReceive } from './receive.ts';

const NOW = 1_000_000;

type Bench = { readonly fresh: FreshStore; readonly clock: { time: number }; readonly handed: Handed; readonly claims: number[]; readonly seen: string[]; readonly arrive: (text: string) => Promise<number>; readonly read: () => Promise<boolean> };

/** Five are read at once, and two of them may be handed over. `seen`: each letter as it came to the reader; `claims`: how many were claimed, each time that it was asked. */
async function atDesk(use: (bench: Bench) => Promise<void>, wrap: (store: Store) => Store = (store) => store): Promise<void> {
  const fresh = await openFreshKept();
  const clock = { time: NOW };
  const [claims, seen]: [number[], string[]] = [[], []];
  const inHand = makeInHand();
  const handed = makeHanded(2, () => 5 - countOf(inHand));
  const store = wrap({
    ...fresh.store,
    claimLettersToRead: async (...given) => {
      const claimed = await fresh.store.claimLettersToRead(...given);
      claims.push(claimed.length);
      return claimed;
    },
  });
  const wakeUp: WakeUp = { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined };
  const common = { store, clock: { now: () => clock.time }, wakeUp, handed, inHand, report: () => undefined };
  const receive = makeReceive({ ...common, hints: () => ({ from: TAKAO, messageId: null }) });
  const parts: ReadParts = {
    ...common,
    atOnce: 5,
    read: async ({ bytes }, lookUp) => {
      const text = Buffer.from(bytes).toString();
      seen.push(`${text}${lookUp ? ', looked up' : ''}`);
      return { kind: 'reading', reading: reading(text) };
    },
  };
  try {
    await use({ fresh, clock, handed, claims, seen, arrive: async (text) => (await receive(letter(text, { receivedAt: clock.time }))).letterId, read: () => readDue(parts) });
  } finally {
    await fresh.remove();
  }
}

const stageOf = async ({ store }: FreshStore, letterId: number): Promise<unknown> => (await store.findLetter(letterId))?.row.stage;

test.serial('a letter that arrives is read without being claimed once more, and only once', async (t) => {
  await atDesk(async ({ fresh, seen, claims, clock, arrive, read }) => {
    await openBank(fresh.store);
    await read();
    const one = await arrive('one');
    t.true(await read());
    t.deepEqual([seen, claims], [['one, looked up'], [0]]);
    t.is(await stageOf(fresh, one), 'read');
    clock.time += 10 * CLAIM_SPAN;
    t.false(await read());
    t.deepEqual(seen, ['one, looked up']);
  });
});

test.serial('the sender of a letter that is handed over is looked up only where the address is registered', async (t) => {
  await atDesk(async ({ seen, arrive, read }) => {
    await arrive('from nobody');
    await read();
    t.deepEqual(seen, ['from nobody']);
  });
});

test.serial('what finds no room is kept all the same, and is claimed in the next round', async (t) => {
  await atDesk(async ({ seen, claims, arrive, read }) => {
    for (const text of ['one', 'two', 'three', 'four']) await arrive(text);
    t.true(await read());
    t.deepEqual([seen, claims], [['one', 'two', 'three', 'four'], [2]]);
    t.false(await read());
  });
});

test.serial('while more wait than can be read at once none is handed over: nobody goes before who waits for longer', async (t) => {
  await atDesk(async ({ clock, seen, arrive, read }) => {
    for (let index = 0; index < 12; index += 1) await arrive(`${index}`);
    await read();
    clock.time += 1;
    await arrive('late');
    while (await read());
    t.deepEqual(seen, [...Array.from({ length: 12 }, (_, index) => `${index}`), 'late']);
    clock.time += 1;
    await arrive('afterwards');
    await read();
    t.is(seen.at(-1), 'afterwards');
  });
});

test.serial('what was put back is looked for once a second, however many are handed over', async (t) => {
  await atDesk(async ({ fresh, clock, seen, arrive, read }) => {
    await read();
    const { letterId } = await fresh.store.keepLetter(letter('by another process', { receivedAt: NOW }), { from: TAKAO, messageId: null }, NOW);
    for (let round = 0; round < 12; round += 1) {
      clock.time += 100;
      await arrive(`${round}`);
      await read();
    }
    t.is(await stageOf(fresh, letterId), 'read');
    t.is(seen.filter((text) => text === 'by another process').length, 1);
  });
});

test.serial('the same bytes again are a success and are not read again; room that was kept for them is free', async (t) => {
  await atDesk(async ({ clock, seen, handed, arrive, read }) => {
    const one = await arrive('one');
    for (let again = 0; again < 5; again += 1) t.is(await arrive('one'), one);
    await read();
    t.deepEqual(seen, ['one']);
    t.deepEqual([handed.reserve(clock.time), handed.reserve(clock.time), handed.reserve(clock.time)], [true, true, false]);
  });
});

test.serial('what is in hand when the bank stops is free at once, and has lost no attempt', async (t) => {
  await atDesk(async ({ fresh, clock, handed, seen, arrive, read }) => {
    const one = await arrive('one');
    await putHandedBack(handed, { store: fresh.store, clock: { now: () => clock.time }, wakeUp: { wake: () => undefined }, inHand: makeInHand(), report: () => undefined });
    t.like((await fresh.store.findLetter(one))?.row, { stage: 'unread', attempts: 0 });
    t.true(await read());
    t.deepEqual(seen, ['one']);
  });
});

test.serial('a letter that can\'t be kept is told so and leaves its room; a process that dies with letters in hand leaves them to the next', async (t) => {
  let full = false;
  const failing = (store: Store): Store => ({ ...store, keepAndClaim: (...given) => (full ? Promise.reject(new Error('disk full')) : store.keepAndClaim(...given)) });
  await atDesk(async ({ fresh, clock, seen, arrive, read }) => {
    full = true;
    for (let tried = 0; tried < 3; tried += 1) await t.throwsAsync(arrive('one'), { message: 'disk full' });
    full = false;
    await arrive('one');
    await read();
    t.deepEqual(seen, ['one']);
    const lost = await arrive('in the hand of a process that died');
    t.deepEqual(await fresh.store.claimLettersToRead(clock.time + CLAIM_SPAN - 1, 9, clock.time), []);
    const [free] = await fresh.store.claimLettersToRead(clock.time + CLAIM_SPAN, 9, clock.time + 2 * CLAIM_SPAN);
    t.like(free, { letterId: lost, attempts: 2 });
  }, failing);
});

test.serial('where nothing can be claimed, what is in hand is read all the same, and the fault is told', async (t) => {
  let away = false;
  const failing = (store: Store): Store => ({ ...store, claimLettersToRead: (...given) => (away ? Promise.reject(new Error('the database is away')) : store.claimLettersToRead(...given)) });
  await atDesk(async ({ seen, arrive, read }) => {
    await arrive('one');
    away = true;
    await t.throwsAsync(read(), { message: 'the database is away' });
    t.deepEqual(seen, ['one']);
    away = false;
    t.false(await read());
  }, failing);
});

test.serial('a letter that was kept while the answer was lost is free as soon as its sender brings it once more', async (t) => {
  let lost = true;
  const unheard = (store: Store): Store => ({
    ...store,
    keepAndClaim: async (...given) => {
      const kept = await store.keepAndClaim(...given);
      if (lost) throw Object.assign(new Error('the connection broke'), { code: 'io' });
      return kept;
    },
  });
  await atDesk(async ({ fresh, clock, seen, arrive, read }) => {
    await t.throwsAsync(arrive('one'), { message: 'the connection broke' });
    lost = false;
    t.false(await read());
    clock.time += 5_000;
    const one = await arrive('one');
    t.true(await read());
    t.deepEqual([seen, await stageOf(fresh, one)], [['one'], 'read']);
  }, unheard);
});

test.serial('what lies in hand for long keeps no other letter there, and is left to whoever may have it by then', async (t) => {
  await atDesk(async ({ clock, handed, arrive }) => {
    const slow = await arrive('while the stage is busy');
    clock.time += 1_000;
    t.false(handed.reserve(clock.time));
    t.deepEqual(handed.take(clock.time).letters.map(({ letterId }) => letterId), [slow]);
    await arrive('the next one');
    clock.time += CLAIM_SPAN;
    t.deepEqual(handed.take(clock.time).letters, []);
  });
});
