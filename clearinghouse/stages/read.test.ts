/** The read stage on the real store: letters that break the reader, and senders that can't be looked up, hold up nobody and are never lost. */
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { makeDecide } from '../core/decide.ts';
import type { Instruction } from '../core/decision.ts';
import { letter, openBank, reading, TAKAO } from '../store/conformance/samples.ts';
import { openFreshKept, type FreshStore } from '../store/sqlite/testing/fresh.ts';
import type { LetterRow, Store } from '../store/store.ts';
import { makeClearing } from './clear.ts';
import { CLAIM_SPAN, makeHanded } from './handed.ts';
import { makeInHand } from './in-hand.ts';
import type { ReadOutcome, Rulebook, WakeUp } from './ports.ts';
import { registerBudget } from './register-budget.ts';
import { readDue, type ReadParts } from './read.ts';

const KEPT_AT = 100 * 3_600_000;
const HOUR = 3_600_000;

type Tried = { readonly at: number; readonly text: string; readonly lookUp: boolean };
type World = { readonly fresh: FreshStore; readonly clock: { time: number }; readonly tried: Tried[]; readonly told: string[]; readonly woken: string[]; readonly parts: ReadParts; reader: (text: string, lookUp: boolean) => ReadOutcome };

const good = (text: string): ReadOutcome => ({ kind: 'reading', reading: reading(text) });

async function atReading(use: (world: World) => Promise<void>): Promise<void> {
  const fresh = await openFreshKept();
  const clock = { time: KEPT_AT };
  const tried: Tried[] = [];
  const told: string[] = [];
  const woken: string[] = [];
  const wakeUp: WakeUp = { wake: (stage) => void woken.push(stage), wait: () => Promise.resolve(), stop: () => undefined };
  const parts: ReadParts = {
    store: fresh.store,
    clock: { now: () => clock.time },
    wakeUp,
    read: async ({ bytes }, lookUp) => {
      const text = Buffer.from(bytes).toString();
      tried.push({ at: clock.time, text, lookUp });
      return world.reader(text, lookUp);
    },
    atOnce: 8,
    inHand: makeInHand(),
    report: (level, event) => void told.push(`${level} ${event}`),
  };
  const world: World = { fresh, clock, tried, told, woken, parts, reader: good };
  try {
    await use(world);
  } finally {
    await fresh.remove();
  }
}

const keep = async ({ fresh, clock }: World, text: string, receivedAt = clock.time, from = TAKAO): Promise<number> => (await fresh.store.keepLetter(letter(text, { receivedAt }), { from, messageId: null }, clock.time)).letterId;

/** Reads whenever a letter is due, until `end`. */
async function readUntil({ clock, parts }: World, end: number): Promise<void> {
  for (;;) {
    const due = await parts.store.nextDueAt();
    if (due === null || due > end) break;
    clock.time = Math.max(clock.time, due);
    if (!(await readDue(parts))) break;
  }
  clock.time = Math.max(clock.time, end);
}

const instructions = async ({ fresh, clock }: World): Promise<readonly Instruction[]> => (await fresh.store.readyInputs(clock.time, 0, 9)).flatMap((input) => (input.kind === 'instruction' ? [input.instruction] : []));
const rowOf = async (store: Store, letterId: number): Promise<LetterRow | undefined> => (await store.findLetter(letterId))?.row;

/** Decides what is ready, with the real core. The letters here ask for nothing, so that no policy matters. */
async function clearReady({ fresh, parts, clock }: World): Promise<void> {
  const rulebook = { bank: { name: 'Example Bank', paymentAddress: 'pay@bank.example', bounceAddress: 'bounce@bank.example', staffAddress: null, boardAddress: null, pageAddress: null, telephone: '', timeZone: 'UTC' }, policy: {}, keys: { reference: new Uint8Array(32), token: new Uint8Array(32) } } as Rulebook;
  const { clearDue } = makeClearing({ store: fresh.store, clock: parts.clock, chance: { seed: () => '5e'.repeat(32), fraction: () => 0.5 }, wakeUp: parts.wakeUp, decide: makeDecide([]), rulebook, completeUntil: () => clock.time, report: (level, event) => parts.report(level, event, {}) });
  await clearDue();
}

test.serial('a letter that crashes the reader three times is set aside for staff; the others are read meanwhile', async (t) => {
  await atReading(async (world) => {
    const { store } = world.fresh;
    world.reader = (text) => (text === 'bad' ? { kind: 'crashed', reason: 'out of memory' } : good(text));
    const bad = await keep(world, 'bad', KEPT_AT - 1);
    const others = [await keep(world, 'one'), await keep(world, 'two')];
    await readDue(world.parts);
    t.deepEqual(await Promise.all(others.map(async (id) => (await rowOf(store, id))?.stage)), ['read', 'read']);
    t.like(await rowOf(store, bad), { stage: 'unread', attempts: 1, nextTryAt: KEPT_AT + 10_000 });
    t.deepEqual(await instructions(world), []);
    await readUntil(world, KEPT_AT + 110_000);
    t.deepEqual(world.tried.filter(({ text }) => text === 'bad').map(({ at }) => at - KEPT_AT), [0, 10_000, 110_000]);
    t.deepEqual(world.told, ['warn reader-crashed', 'warn reader-crashed', 'warn reader-crashed']);
    t.deepEqual(await instructions(world), [{ kind: 'give-up-letter', letterId: bad, reason: 'out of memory' }]);
    t.is(world.woken.at(-1), 'clear');
    const later = await keep(world, 'three');
    await readDue(world.parts);
    t.is((await rowOf(store, later))?.stage, 'read');
    await clearReady(world);
    t.like(await rowOf(store, bad), { stage: 'cleared', attempts: 3 });
    t.is((await rowOf(store, bad))?.disposition?.kind, 'set-aside');
    t.is((await store.findLetter(bad))?.bytes.length, 3, 'it is never deleted');
    const { length } = world.tried;
    await readUntil(world, KEPT_AT + 10 * HOUR);
    t.is(world.tried.length, length);
  });
});

test.serial('letters in hand whenever the process was killed are set aside by nobody: they are read each by itself, after all others', async (t) => {
  await atReading(async (world) => {
    const { store } = world.fresh;
    const inHand = ['one', 'two', 'three', 'four'];
    const ids = await Promise.all(inHand.map((text, at) => keep(world, text, KEPT_AT + at, 'eve@elsewhere.example')));
    for (let death = 0; death < 3; death += 1) {
      t.deepEqual((await store.claimLettersToRead(world.clock.time, 8, world.clock.time + 1_000)).map(({ attempts }) => attempts), inHand.map(() => death + 1));
      world.clock.time += 1_000;
    }
    await keep(world, 'five');
    const under = new Set<string>();
    const beside: string[] = [];
    const { read } = world.parts;
    const slowly: ReadParts['read'] = async (letter, lookUp) => {
      const text = Buffer.from(letter.bytes).toString();
      under.add(text);
      await new Promise((resolve) => setImmediate(resolve));
      if (under.size > 1) beside.push(text);
      under.delete(text);
      return read(letter, lookUp);
    };
    const handed = makeHanded(4);
    t.true(handed.reserve(world.clock.time));
    const { letterId } = await store.keepAndClaim(letter('handed over', { receivedAt: world.clock.time }), { from: TAKAO, messageId: null }, world.clock.time, world.clock.time + 9_000);
    handed.give({ ...letter('handed over'), letterId, keptAt: world.clock.time, attempts: 1, failedSince: null, crashes: 0, from: TAKAO, messageId: null, registered: false, suspect: false });
    t.true(await store.claimAlone(ids[0] ?? 0, 3, world.clock.time, world.clock.time), 'it was interrupted once more than the others');
    while (await readDue({ ...world.parts, read: slowly, handed }));
    t.deepEqual(world.tried.map(({ text }) => text).slice(0, 2).sort(), ['five', 'handed over']);
    t.deepEqual(world.tried.map(({ text }) => text).slice(2), ['two', 'three', 'four', 'one'], 'who was interrupted least comes first');
    t.true(beside.every((text) => text === 'five' || text === 'handed over'), beside.join());
    t.deepEqual(await Promise.all(ids.map(async (id) => (await rowOf(store, id))?.stage)), inHand.map(() => 'read'));
    t.deepEqual([await instructions(world), world.told], [[], inHand.map(() => 'warn letter-read-alone')]);
  });
});

test.serial('a letter that ends the process whenever it is read is narrowed down, then set aside for staff; what was in hand with it is read', async (t) => {
  await atReading(async (world) => {
    const { store } = world.fresh;
    const guilty = await keep(world, 'guilty', KEPT_AT + 1);
    const others = await Promise.all(['one', 'two', 'three'].map((text, at) => keep(world, text, KEPT_AT + 2 * at)));
    let deaths = 0;
    /** One process: it dies while it reads that letter, and nothing that it had in hand is put back or kept any more. */
    const live = async (): Promise<void> => {
      const { promise: death, resolve: die } = Promise.withResolvers<void>();
      let isDead = false;
      const kept: ReadParts['store'] = { ...store, saveReading: (id, one) => (isDead ? new Promise(() => undefined) : store.saveReading(id, one)) };
      const read: ReadParts['read'] = (one, lookUp) => {
        if (Buffer.from(one.bytes).toString() !== 'guilty') return new Promise((resolve) => setImmediate(resolve)).then(() => world.parts.read(one, lookUp));
        isDead = true;
        deaths += 1;
        die();
        return new Promise(() => undefined);
      };
      const inHand = makeInHand();
      while (await Promise.race([readDue({ ...world.parts, store: kept, inHand, read }), death.then(() => false)]));
    };
    for (let process = 0; process < 12 && (await instructions(world)).length === 0; process += 1) {
      await live();
      world.clock.time += CLAIM_SPAN;
    }
    t.is(deaths, 6);
    t.deepEqual(await Promise.all(others.map(async (id) => (await rowOf(store, id))?.stage)), ['read', 'read', 'read']);
    const [instruction, ...more] = await instructions(world);
    t.like(instruction, { kind: 'give-up-letter', letterId: guilty });
    t.regex(instruction?.kind === 'give-up-letter' ? instruction.reason : '', /the process ended each of the 3 times/);
    t.is(more.length, 0);
    t.true(world.told.includes('alarm letter-ends-process'));
  });
});

test.serial('a letter whose bytes do not open is named in an alarm and put back for an hour; the others are read', async (t) => {
  await atReading(async (world) => {
    const { store, path } = world.fresh;
    const bad = await keep(world, 'bad', KEPT_AT - 1);
    const other = await keep(world, 'other');
    const raw = new DatabaseSync(path);
    raw.prepare('UPDATE letter_bytes SET sealed = zeroblob(60) WHERE letter_id = ?').run(bad);
    raw.close();
    while (await readDue(world.parts));
    t.deepEqual(world.tried.map(({ text }) => text), ['other']);
    t.is((await rowOf(store, other))?.stage, 'read');
    t.like((await store.listLetters({ disposition: null, stage: 'unread', limit: 9 }))[0], { letterId: bad, attempts: 0, nextTryAt: KEPT_AT + HOUR });
    t.deepEqual(world.told, ['alarm letter-not-opened']);
    await t.throwsAsync(readDue({ ...world.parts, store: { ...store, claimLettersToRead: () => Promise.reject(new Error('another fault')) } }), { message: 'another fault' });
  });
});

test.serial('a letter whose reading can not be kept counts as one that crashes the reader; a store that is away says nothing of it', async (t) => {
  await atReading(async (world) => {
    const { store } = world.fresh;
    const id = await keep(world, 'mail');
    const fails = (code: string): ReadParts => ({ ...world.parts, store: { ...store, saveReading: () => Promise.reject(Object.assign(new Error(code), { code })) } });
    await t.throwsAsync(readDue(fails('io')));
    t.like(await rowOf(store, id), { stage: 'unread', nextTryAt: KEPT_AT + CLAIM_SPAN });
    t.deepEqual(world.told, []);
    world.clock.time += CLAIM_SPAN;
    for (let crash = 1; crash <= 3; crash += 1) {
      await t.throwsAsync(readDue(fails('other')), { message: 'other' });
      world.clock.time += 1_000 * 10 ** crash;
    }
    t.deepEqual(await instructions(world), [{ kind: 'give-up-letter', letterId: id, reason: 'other' }]);
    t.deepEqual(world.told, inThree('warn reader-crashed'));
  });
});

const inThree = (told: string): readonly string[] => [told, told, told];

test.serial('DNS trouble is waited out for four hours from its first failed try, however old its mail is; then it is read without', async (t) => {
  await atReading(async (world) => {
    const { store } = world.fresh;
    await openBank(store);
    await clearReady(world);
    world.reader = (text, lookUp) => (lookUp ? { kind: 'retry', reason: 'SERVFAIL' } : good(text));
    const id = await keep(world, 'mail', KEPT_AT - 90 * HOUR);
    await readUntil(world, KEPT_AT + 4 * HOUR - 1);
    t.true(world.tried.length >= 10);
    t.true(world.tried.every(({ lookUp }) => lookUp));
    t.like(await rowOf(store, id), { stage: 'unread', attempts: 0 });
    t.deepEqual(world.told, []);
    await readUntil(world, KEPT_AT + 5 * HOUR);
    t.deepEqual(world.tried.slice(-2).map(({ lookUp }) => lookUp), [true, false]);
    t.true((world.tried.at(-1)?.at ?? 0) >= KEPT_AT + 4 * HOUR);
    t.is((await rowOf(store, id))?.stage, 'read');
    t.deepEqual(world.told, ['alarm sender-not-looked-up']);
    t.deepEqual(await instructions(world), []);
  });
});

test.serial('a letter that lay for hours before anybody tried it has its four hours from the first failed try, and again after staff have requeued it', async (t) => {
  await atReading(async (world) => {
    const { store } = world.fresh;
    await openBank(store);
    await clearReady(world);
    const id = await keep(world, 'mail');
    world.clock.time += 5 * HOUR;
    world.reader = (text, lookUp) => (lookUp && world.clock.time < KEPT_AT + 6 * HOUR ? { kind: 'retry', reason: 'SERVFAIL' } : { kind: 'crashed', reason: text });
    await readUntil(world, KEPT_AT + 6 * HOUR - 1);
    t.true(world.tried.length > 3);
    t.true(world.tried.every(({ lookUp }) => lookUp));
    t.like(await rowOf(store, id), { stage: 'unread', attempts: 0 });
    await readUntil(world, KEPT_AT + 10 * HOUR);
    await clearReady(world);
    t.is((await rowOf(store, id))?.disposition?.kind, 'set-aside');
    await store.addInstruction({ kind: 'requeue-letter', letterId: id, reason: 'mended', by: ['Mori'] }, world.clock.time, world.clock.time);
    await clearReady(world);
    world.reader = (_text, lookUp) => (lookUp ? { kind: 'retry', reason: 'SERVFAIL' } : { kind: 'crashed', reason: 'not now' });
    await readDue(world.parts);
    t.like(await rowOf(store, id), { stage: 'unread', attempts: 0, nextTryAt: world.clock.time + 30_000 });
    t.false(world.told.includes('alarm sender-not-looked-up'));
  });
});

test.serial('a DNS server that comes back within the four hours: the letter is read with it, and no try counts', async (t) => {
  await atReading(async (world) => {
    await openBank(world.fresh.store);
    world.reader = (text) => (world.clock.time < KEPT_AT + HOUR ? { kind: 'retry', reason: 'SERVFAIL' } : good(text));
    const id = await keep(world, 'mail');
    await readUntil(world, KEPT_AT + 2 * HOUR);
    t.like(await rowOf(world.fresh.store, id), { stage: 'read', attempts: 1 });
    t.true(world.tried.every(({ lookUp }) => lookUp));
  });
});

test.serial('for a sender whom the bank does not know nobody is asked', async (t) => {
  await atReading(async (world) => {
    await keep(world, 'mail');
    await readDue(world.parts);
    t.deepEqual(world.tried.map(({ lookUp }) => lookUp), [false]);
  });
});

test.serial('a stranger is looked up only where the letter asks for an account, and the budget of the domain allows it', async (t) => {
  await atReading(async (world) => {
    const asked: string[] = [];
    const mayRegister: NonNullable<ReadParts['mayRegister']> = (found, from) => {
      asked.push(from);
      return found.headers.subject.includes('REGISTER');
    };
    const parts: ReadParts = { ...world.parts, mayRegister };
    world.reader = (text) => ({ kind: 'reading', reading: { ...reading(text), headers: { ...reading(text).headers, subject: text } } });
    await keep(world, 'an order of nobody', KEPT_AT, 'eve@elsewhere.example');
    await keep(world, 'REGISTER', KEPT_AT, 'eve@elsewhere.example');
    await readDue(parts);
    t.deepEqual(world.tried.map(({ text, lookUp }) => `${text} ${lookUp}`).sort(), ['REGISTER false', 'REGISTER true', 'an order of nobody false']);
    t.deepEqual(asked, ['eve@elsewhere.example', 'eve@elsewhere.example']);
  });
});

test.serial('the budget: so many a day for each domain, and another day is another budget', (t) => {
  const clock = { time: KEPT_AT };
  const may = registerBudget({ now: () => clock.time }, 2);
  const tries = Array.from({ length: 12 }, () => may('elsewhere.example'));
  t.is(tries.filter(Boolean).length, 10);
  t.true(may('another.example'));
  clock.time += 24 * HOUR;
  t.true(may('elsewhere.example'));
  t.is(Array.from({ length: 2_000 }, (_, at) => may(`d${at}.example`)).filter(Boolean).length, 999);
});
