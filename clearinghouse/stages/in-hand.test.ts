/** What one process has in hand, on the real store: never more than it can read, given back when the store failed it, and counted as interrupted only where it was being read. */
import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { letter, reading, TAKAO } from '../store/conformance/samples.ts';
import { StoreFault } from '../store/common/fault.ts';
import { openFreshKept, type FreshStore } from '../store/sqlite/testing/fresh.ts';
import type { Store } from '../store/store.ts';
import { CLAIM_SPAN, makeHanded } from './handed.ts';
import { countOf, makeInHand, type InHand } from './in-hand.ts';
import type { ReadOutcome } from './ports.ts';
import { readDue, type ReadParts } from './read.ts';
import { makeReceive } from './receive.ts';
import { makeSlowGroups } from './slow-groups.ts';

const HINTS = { from: TAKAO, messageId: null };
const NOW = 1_000_000;

type Desk = { readonly fresh: FreshStore; readonly clock: { time: number }; readonly woken: string[]; readonly told: string[]; readonly keep: (text: string) => Promise<number>; readonly attemptsOf: (letterId: number) => Promise<number | undefined>; readonly parts: (read: (text: string) => Promise<ReadOutcome>, own?: Partial<ReadParts>) => ReadParts & { readonly inHand: InHand } };

const read = (text: string): ReadOutcome => ({ kind: 'reading', reading: reading(text) });

async function atDesk(use: (desk: Desk) => Promise<void>): Promise<void> {
  const fresh = await openFreshKept();
  const clock = { time: NOW };
  const [woken, told]: [string[], string[]] = [[], []];
  const desk: Desk = {
    fresh, clock, woken, told,
    keep: async (text) => (await fresh.store.keepLetter(letter(text, { receivedAt: (clock.time += 1) }), HINTS, clock.time)).letterId,
    attemptsOf: async (letterId) => (await fresh.store.findLetter(letterId))?.row.attempts,
    parts: (reader, own = {}) => ({
      store: fresh.store, clock: { now: () => clock.time }, atOnce: 4, inHand: makeInHand(), wakeUp: { wake: (stage) => void woken.push(stage), wait: () => Promise.resolve(), stop: () => undefined },
      report: (level, event) => void told.push(`${level} ${event}`), read: ({ bytes }) => reader(Buffer.from(bytes).toString()), ...own,
    }),
  };
  try {
    await use(desk);
  } finally {
    await fresh.remove();
  }
}

/** A store that fails these verbs with this code, and all of it again once it is empty. */
function failing(store: Store, verbs: Set<keyof Store>, code: 'io' | 'other', done = false): Store {
  const wrapped = [...verbs].map((verb) => [verb, async (...given: readonly never[]) => {
    const real = store[verb] as (...parameters: readonly never[]) => Promise<unknown>;
    if (!verbs.has(verb)) return real(...given);
    if (done) await real(...given);
    throw new StoreFault({ code, message: `${verb}: away`, stack: null });
  }] as const);
  return { ...store, ...Object.fromEntries(wrapped) };
}

for (const [verb, outcome] of [['saveReading', null], ['putLetterBack', { kind: 'retry', reason: 'SERVFAIL' }], ['giveUpLetter', { kind: 'crashed', reason: 'memory' }]] as const) {
  test.serial(`a letter whose end could not be told (${verb}) is free again as soon as the store answers, and no attempt is counted`, async (t) => {
    await atDesk(async ({ fresh, clock, keep, attemptsOf, parts }) => {
      const one = await keep('one');
      const crashes = verb === 'giveUpLetter' ? 2 : 0;
      for (let crash = 0; crash < crashes; crash += 1) {
        await fresh.store.claimLettersToRead(clock.time, 9, clock.time);
        await fresh.store.putLetterBack(one, clock.time, { at: clock.time, crash: true }, 'memory');
      }
      // Who is registered is looked up, and whose DNS does not answer is put back.
      const verbs = new Set<keyof Store>([verb]);
      const desk = parts((text) => Promise.resolve(outcome ?? read(text)), { store: failing(fresh.store, verbs, 'io') });
      for (let round = 0; round < 5; round += 1) await t.throwsAsync(readDue(desk), { message: `${verb}: away` });
      t.is(countOf(desk.inHand), 1);
      t.is(await attemptsOf(one), crashes + 1);
      verbs.clear();
      t.true(await readDue(desk));
      t.is(countOf(desk.inHand), 0);
      t.is(await attemptsOf(one), outcome?.kind === 'retry' ? 0 : crashes + 1);
    });
  });
}

test.serial('a claim by itself of which nobody heard is given back, whether it was made or not', async (t) => {
  for (const done of [false, true]) {
    await atDesk(async ({ fresh, clock, keep, attemptsOf, parts }) => {
      const one = await keep('one');
      for (let death = 0; death < 3; death += 1) await fresh.store.claimLettersToRead(clock.time, 9, clock.time);
      const verbs = new Set<keyof Store>(['claimAlone', 'saveReading']);
      const store = failing(fresh.store, verbs, 'io', done);
      const desk = parts(() => Promise.resolve({ kind: 'stopped' }), { store });
      await t.throwsAsync(readDue(desk), { message: 'claimAlone: away' });
      t.is(await attemptsOf(one), done ? 4 : 3);
      verbs.clear();
      clock.time += 1;
      t.true(await readDue(desk));
      t.is(await attemptsOf(one), 3);
      t.is(countOf(desk.inHand), 0);
    });
  }
});

test.serial('a letter that waits to be read by itself is not counted when another one ends the process, and is read in the end', async (t) => {
  await atDesk(async ({ fresh, clock, keep, attemptsOf, told, parts }) => {
    const innocent = await keep('innocent');
    for (let death = 0; death < 3; death += 1) await fresh.store.claimLettersToRead(clock.time, 9, clock.time);
    const guilty = await keep('guilty');
    let deaths = 0;
    const live = async (): Promise<void> => {
      const death = Promise.withResolvers<false>();
      const desk = parts((text) => {
        if (text !== 'guilty') return turn().then(() => read(text));
        deaths += 1;
        death.resolve(false);
        return new Promise(() => undefined);
      });
      while (await Promise.race([readDue(desk), death.promise]));
      clock.time += CLAIM_SPAN;
    };
    for (let life = 0; life < 3; life += 1) await live();
    t.deepEqual([deaths, await attemptsOf(innocent), await attemptsOf(guilty)], [3, 3, 3]);
    for (let life = 0; life < 4; life += 1) await live();
    t.is(deaths, 6);
    t.is((await fresh.store.findLetter(innocent))?.row.stage, 'read');
    t.deepEqual((await fresh.store.readyInputs(clock.time, 0, 9)).flatMap((input) => (input.kind === 'instruction' && input.instruction.kind === 'give-up-letter' ? [input.instruction.letterId] : [])), [guilty]);
    t.is(told.filter((one) => one === 'alarm letter-ends-process').length, 1);
  });
});

test.serial('while a letter is to be read by itself nothing is handed over; what was before goes first', async (t) => {
  await atDesk(async ({ fresh, clock, keep, attemptsOf, parts }) => {
    const suspect = await keep('suspect');
    for (let death = 0; death < 3; death += 1) await fresh.store.claimLettersToRead(clock.time, 9, clock.time);
    const inHand = makeInHand();
    const handed = makeHanded(4, () => 4 - countOf(inHand));
    const order: string[] = [];
    const desk = parts(async (text) => {
      order.push(text);
      if (text === 'suspect') t.is(countOf(inHand), 1);
      return read(text);
    }, { inHand, handed });
    const receive = makeReceive({ ...desk, handed, hints: () => HINTS });
    await receive(letter('before', { receivedAt: clock.time }));
    t.true(handed.reserve(clock.time), 'one is just being kept');
    t.true(await readDue(desk));
    t.deepEqual(order, ['before']);
    t.is(await attemptsOf(suspect), 3);
    const { letterId } = await receive(letter('meanwhile', { receivedAt: clock.time }));
    t.is(await attemptsOf(letterId), 0, 'it is kept, and in nobody\'s hand');
    handed.letGo();
    while (await readDue(desk));
    t.deepEqual(order, ['before', 'meanwhile', 'suspect']);
    t.true(handed.reserve(clock.time));
  });
});

test.serial('never is more in hand than can be read at once, whichever way it came; what has a place goes on', async (t) => {
  await atDesk(async ({ clock, woken, parts }) => {
    const inHand = makeInHand();
    const handed = makeHanded(3, () => 4 - countOf(inHand));
    const release = Promise.withResolvers<void>();
    const under = new Set<string>();
    let most = 0;
    const ends: string[] = [];
    const desk = parts(async (text) => {
      under.add(text);
      most = Math.max(most, under.size);
      if (text.startsWith('slow')) await release.promise;
      under.delete(text);
      ends.push(text);
      return read(text);
    }, { inHand, handed, slow: makeSlowGroups((_level, event) => t.fail(event), 20, 8, 'read') });
    const receive = makeReceive({ ...desk, handed, hints: () => HINTS });
    for (const text of ['slow 1', 'slow 2', 'slow 3', 'quick 1', 'slow 4', 'slow 5', 'quick 2', 'quick 3']) {
      await receive(letter(text, { receivedAt: (clock.time += 1) }));
      await readDue(desk);
    }
    t.deepEqual([most, [...under]], [4, ['slow 1', 'slow 2', 'slow 3', 'slow 4']]);
    t.deepEqual(ends, ['quick 1']);
    woken.length = 0;
    release.resolve();
    await desk.slow?.ended();
    t.true(woken.includes('read'), 'there is room again');
    while (await readDue(desk));
    t.is(most, 4);
    t.deepEqual(ends.length, 8);
  });
});

test.serial('what was read is decided at once, and does not wait until all of its round are read', async (t) => {
  await atDesk(async ({ keep, woken, fresh, parts }) => {
    const release = Promise.withResolvers<void>();
    await keep('slow');
    const quick = await keep('quick');
    const round = readDue(parts(async (text) => {
      if (text === 'slow') await release.promise;
      return read(text);
    }));
    while ((await fresh.store.findLetter(quick))?.row.stage !== 'read') await turn();
    await turn();
    t.deepEqual(woken, ['clear']);
    release.resolve();
    await round;
    t.deepEqual(woken, ['clear', 'clear']);
  });
});

test.serial('handed over, and its claim has lapsed before anybody read it: no attempt is counted', async (t) => {
  await atDesk(async ({ clock, attemptsOf, parts }) => {
    const handed = makeHanded(4);
    const desk = parts((text) => Promise.resolve(read(text)), { handed });
    const { letterId } = await makeReceive({ ...desk, handed, hints: () => HINTS })(letter('one', { receivedAt: clock.time }));
    t.is(await attemptsOf(letterId), 1);
    clock.time += CLAIM_SPAN;
    t.true(await readDue(desk));
    t.is(await attemptsOf(letterId), 1);
  });
});
