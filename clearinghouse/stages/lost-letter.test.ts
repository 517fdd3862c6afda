/**
 * A fail-over that lost what was committed last: the process still holds letters whose numbers the store gives anew. Two real stores, of which the second takes over; between them,
 * where a test wants it, none answers.
 */
import test from 'ava';
import { letter, reading, TAKAO } from '../store/conformance/samples.ts';
import { StoreFault } from '../store/common/fault.ts';
import { openFreshKept, type FreshStore } from '../store/sqlite/testing/fresh.ts';
import type { Store } from '../store/store.ts';
import { CLAIM_SPAN, makeHanded, putHandedBack } from './handed.ts';
import { makeInHand } from './in-hand.ts';
import type { ReadOutcome } from './ports.ts';
import { readDue, type ReadParts } from './read.ts';
import { makeReceive } from './receive.ts';

const HINTS = { from: TAKAO, messageId: 'lost@tea.example' };
const NOW = 5_000;

/** `away`: the verbs that find no store. */
type World = { readonly before: FreshStore; readonly after: FreshStore; readonly parts: ReadParts; readonly clock: { time: number }; readonly texts: string[]; readonly told: string[]; readonly another: number; away: readonly string[]; outcome: (text: string) => ReadOutcome; readonly failOver: () => void };

/** The letter `lost` is in the first store alone; the second has `another` under its number. */
async function atFailOver(use: (world: World) => Promise<void>): Promise<void> {
  const [before, after] = [await openFreshKept(), await openFreshKept()];
  const { letterId: another } = await after.store.keepLetter(letter('another'), { from: TAKAO, messageId: null }, 1);
  let current = before.store;
  const verb = (name: string) => (...given: readonly never[]): unknown => {
    if (world.away.includes(name)) return Promise.reject(new StoreFault({ code: 'io', message: `${name}: away`, stack: null }));
    return (current[name as keyof Store] as (...parameters: readonly never[]) => unknown)(...given);
  };
  const store = Object.fromEntries(Object.keys(before.store).map((name) => [name, verb(name)])) as unknown as Store;
  const [texts, told]: [string[], string[]] = [[], []];
  const clock = { time: NOW };
  const world: World = {
    before, after, clock, texts, told, another, away: [],
    outcome: (text) => ({ kind: 'reading', reading: reading(text) }),
    failOver: () => void (current = after.store),
    parts: {
      store, clock: { now: () => clock.time }, atOnce: 8, inHand: makeInHand(), handed: makeHanded(8), wakeUp: { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined },
      report: (level, event) => void told.push(`${level} ${event}`),
      read: async ({ bytes }) => {
        const text = Buffer.from(bytes).toString();
        texts.push(text);
        if (text === 'lost') current = after.store;
        return world.outcome(text);
      },
    },
  };
  try {
    await before.store.keepLetter(letter('lost'), HINTS, 1);
    await use(world);
  } finally {
    await before.remove();
    await after.remove();
  }
}

/** The other letter is as it was, and both are read in the end. */
async function isWhole(t: { readonly like: (value: unknown, selector: Record<string, unknown>) => unknown; readonly deepEqual: (one: unknown, other: unknown) => unknown }, world: World): Promise<void> {
  const { after, parts, clock, another } = world;
  t.like(await after.store.findLetter(another), { row: { stage: 'unread', attempts: 0, nextTryAt: null }, reading: null });
  world.outcome = (text) => ({ kind: 'reading', reading: reading(text) });
  clock.time += CLAIM_SPAN;
  while (await readDue(parts));
  const rows = await after.store.listLetters({ disposition: null, stage: 'read', limit: 9 });
  t.deepEqual(rows.map(({ messageId }) => messageId).toSorted(), ['lost@tea.example', null]);
  t.deepEqual((await after.store.findLetter(another))?.reading, reading('another'));
  t.deepEqual(await after.store.readyInputs(clock.time, 0, 9).then((inputs) => inputs.map(({ kind }) => kind)), ['letter', 'letter']);
}

test.serial('a letter that is read as the store goes back: its reading is no other letter\'s, and it is kept anew', async (t) => {
  await atFailOver(async (world) => {
    t.true(await readDue(world.parts));
    t.deepEqual(world.told, ['alarm letter-lost-by-store']);
    await isWhole(t, world);
    t.deepEqual(world.texts.toSorted(), ['another', 'lost', 'lost']);
  });
});

for (const [name, outcome] of [['whose sender can\'t be looked up', { kind: 'retry', reason: 'SERVFAIL' }], ['that crashes the reader', { kind: 'crashed', reason: 'memory' }], ['that a stop finds unread', { kind: 'stopped' }]] as const) {
  test.serial(`a letter ${name} as the store goes back puts no other one back, and is kept anew`, async (t) => {
    await atFailOver(async (world) => {
      world.outcome = () => outcome;
      t.true(await readDue(world.parts));
      t.true(world.told.includes('alarm letter-lost-by-store'));
      await isWhole(t, world);
    });
  });
}

test.serial('a letter that is given up as the store goes back has no other one set aside', async (t) => {
  await atFailOver(async (world) => {
    const { store } = world.before;
    for (let crash = 0; crash < 2; crash += 1) {
      const [claimed] = await store.claimLettersToRead(10, 9, 20);
      await store.putLetterBack(claimed?.letterId ?? 0, 10, { at: 10, crash: true }, 'memory');
    }
    world.outcome = () => ({ kind: 'crashed', reason: 'memory' });
    t.true(await readDue(world.parts));
    await isWhole(t, world);
  });
});

test.serial('where the store can\'t be reached in that moment, the letter stays in hand until it is kept', async (t) => {
  await atFailOver(async (world) => {
    world.away = ['saveReading', 'putLetterBack'];
    await t.throwsAsync(readDue(world.parts), { message: 'saveReading: away' });
    await t.throwsAsync(readDue(world.parts), { message: 'putLetterBack: away' });
    world.away = ['keepLetter'];
    for (let round = 0; round < 3; round += 1) await t.throwsAsync(readDue(world.parts), { message: 'keepLetter: away' });
    t.deepEqual(world.told, []);
    world.away = [];
    world.outcome = () => ({ kind: 'retry', reason: 'SERVFAIL' });
    t.true(await readDue(world.parts));
    t.deepEqual(world.told, ['alarm letter-lost-by-store']);
    const kept = await world.after.store.listLetters({ disposition: null, stage: 'unread', limit: 9 });
    t.deepEqual(kept.map(({ messageId }) => messageId), ['lost@tea.example', null]);
  });
});

test.serial('a letter that was handed over and is lost before it is read is kept anew at the end of the process', async (t) => {
  await atFailOver(async (world) => {
    const { parts } = world;
    const receive = makeReceive({ ...parts, handed: parts.handed ?? null, hints: () => HINTS });
    await receive(letter('handed over', { receivedAt: NOW }));
    world.failOver();
    await putHandedBack(parts.handed ?? null, parts);
    const kept = await world.after.store.listLetters({ disposition: null, stage: 'unread', limit: 9 });
    t.deepEqual(kept.map(({ messageId }) => messageId), ['lost@tea.example', null]);
  });
});

test.serial('what the store refuses is told, and keeps nothing from being claimed', async (t) => {
  await atFailOver(async (world) => {
    const { parts, told } = world;
    parts.inHand.left.set(99, { letter: { ...letter('broken'), letterId: 99, keptAt: 1, attempts: 1, failedSince: null, crashes: 0, suspect: false, registered: false, from: TAKAO, messageId: null, receivedAt: Number.NaN }, claimedUntil: null });
    t.true(await readDue(parts));
    t.deepEqual(told, ['alarm letter-not-put-back', 'alarm letter-lost-by-store']);
    t.is(parts.inHand.left.size, 0);
  });
});
