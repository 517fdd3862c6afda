/** The clear stage on the real store: how many letters are decided without a pause. */
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { makeDecide } from '../core/decide.ts';
import { waitsFor } from '../core/waiting.ts';
import { clear, decision, instruct, letter, openBank, orderedEffects, readLetter, reading, TAKAO, TEA } from '../store/conformance/samples.ts';
import { openFreshKept } from '../store/sqlite/testing/fresh.ts';
import type { Store } from '../store/store.ts';
import { makeClearing, type ClearParts } from './clear.ts';
import type { Rulebook } from './ports.ts';

const NO_HINTS = { from: null, messageId: null };
const NOW = 9_000;
const rulebook = { bank: { name: 'Example Bank', paymentAddress: 'pay@bank.example', bounceAddress: 'bounce@bank.example', staffAddress: null, boardAddress: null, pageAddress: null, telephone: '', timeZone: 'UTC' }, policy: {}, keys: { reference: new Uint8Array(32), token: new Uint8Array(32) } } as Rulebook;

const MINUTE = 60_000;
const parts = (store: Store, clock: { time: number }): ClearParts => ({ store, clock: { now: () => clock.time }, chance: { seed: () => '5e'.repeat(32), fraction: () => 0.5 }, wakeUp: { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined }, decide: makeDecide([]), rulebook, completeUntil: () => clock.time, report: () => undefined });

/** Letters of so many lines each, read and undecided; then how many were decided together, group by group. */
async function groupsOf(lengths: readonly number[]): Promise<readonly number[]> {
  const fresh = await openFreshKept();
  const groups: number[] = [];
  const watched: Store = {
    ...fresh.store,
    withWorkingSet: async (...given) => {
      const decided = await fresh.store.withWorkingSet(...given);
      groups.push(decided.length);
      return decided;
    },
  };
  try {
    await openBank(fresh.store);
    for (const [index, length] of lengths.entries()) {
      const { letterId } = await fresh.store.keepLetter(letter(`m${index}`), NO_HINTS, index);
      const plain = reading(`m${index}@buyer.example`);
      const text = { lines: Array.from({ length }, () => 'tea'), passwords: [], separators: [], trouble: null } as unknown as NonNullable<typeof plain.text>;
      await fresh.store.saveReading(letterId, { ...plain, automatic: 'auto-submitted', text });
    }
    const { clearDue } = makeClearing(parts(watched, { time: NOW }));
    while (await clearDue());
    return groups;
  } finally {
    await fresh.remove();
  }
}

test.serial('short letters are decided together, long ones in groups of a bounded number of lines, in their order', async (t) => {
  t.deepEqual(await groupsOf(Array.from({ length: 40 }, () => 10)), [40]);
  t.deepEqual(await groupsOf([900, 900, 900, 15_000, 10, 10, 1_980, 10]), [2, 1, 1, 3, 1]);
});

test.serial('what waits for the board is tried once, and again after a while, so that what came later is seen; all of it is decided when the board goes on', async (t) => {
  const fresh = await openFreshKept();
  const clock = { time: 100 * MINUTE };
  const board = { stands: true };
  const tried: number[] = [];
  const plain = makeDecide([]);
  const decide: ClearParts['decide'] = (facts, input, context) => {
    if (input.kind !== 'letter') return plain(facts, input, context);
    tried.push(input.letterId);
    return board.stands && input.letterId <= FORWARDS ? { postponedFor: input.letterId } : plain(facts, input, context);
  };
  const store: Store = { ...fresh.store, withWorkingSet: (keys, decider) => fresh.store.withWorkingSet(keys, (facts) => decider({ ...facts, oldestUnpublishedAt: board.stands ? 0 : null })) };
  const { clearDue } = makeClearing({ ...parts(store, clock), decide, rulebook: { ...rulebook, policy: { boardEnabled: true, boardStallSpan: 60 * MINUTE } as Rulebook['policy'] } });
  let kept = 0;
  const keep = async (): Promise<number> => {
    const { letterId } = await fresh.store.keepLetter(letter(`mail ${(kept += 1)}`, { receivedAt: clock.time }), NO_HINTS, clock.time);
    await fresh.store.saveReading(letterId, { ...reading(`m${letterId}@buyer.example`), automatic: 'auto-submitted' });
    return letterId;
  };
  const pass = async (): Promise<number> => {
    tried.length = 0;
    while (await clearDue());
    return tried.length;
  };
  // More than one group.
  const FORWARDS = 70;
  while ((await keep()) < FORWARDS);
  t.is(await pass(), FORWARDS);
  t.is(await pass(), 0);
  const no = await keep();
  await pass();
  t.deepEqual(tried, [no]);
  clock.time += 10 * MINUTE;
  t.deepEqual([await pass(), await pass()], [FORWARDS, 0]);
  t.is((await fresh.store.reconcile()).waiting, FORWARDS);
  board.stands = false;
  t.is(await pass(), FORWARDS);
  t.is((await fresh.store.reconcile()).waiting, 0);
  await fresh.remove();
});

/** A letter, and another one of its sender behind it; their readings are damaged where they are made, turn by turn. */
async function withDamage(use: (world: { readonly store: Store; readonly told: readonly string[]; readonly read: (letterId: number) => Promise<boolean>; readonly damage: (turn: number) => void; readonly pass: () => Promise<readonly string[]> }) => Promise<void>): Promise<void> {
  const fresh = await openFreshKept();
  const clock = { time: NOW };
  const told: string[] = [];
  const plain = makeDecide([]);
  const decide: ClearParts['decide'] = (facts, input, context) => {
    const earlier = waitsFor(facts, input, context);
    if (earlier !== null) return { postponedFor: earlier };
    return input.kind === 'letter' ? decision([], { kind: 'nothing-new', code: 'test' }) : plain(facts, input, context);
  };
  let drawn = 0;
  const chance = { seed: () => String((drawn += 1)).padStart(64, '0'), fraction: () => 0.5 };
  const { clearDue } = makeClearing({ ...parts(fresh.store, clock), chance, decide, report: (level, event, fields) => void told.push(`${level} ${event} ${String(fields['letter'])}`) });
  const read = (letterId: number): Promise<boolean> => fresh.store.saveReading(letterId, reading(`m${letterId}`, letterId === 3 ? TEA : TAKAO));
  await openBank(fresh.store);
  for (const [text, from] of [['bad', TAKAO], ['behind it', TAKAO], ['another', TEA]] as const) await read((await fresh.store.keepLetter(letter(text), { from, messageId: null }, 1)).letterId);
  const damage = (turn: number): void => {
    const raw = new DatabaseSync(fresh.path);
    raw.prepare('UPDATE readings SET sealed = zeroblob(60) WHERE letter_id = 1 AND turn = ?').run(turn);
    raw.close();
  };
  const pass = async (): Promise<readonly string[]> => {
    for (let second = 0; second < 3; second += 1) {
      clock.time += 1_000;
      while (await clearDue());
    }
    return (await fresh.store.listLetters({ disposition: null, stage: null, limit: 9 })).map(({ letterId, stage, disposition }) => `${letterId} ${disposition?.kind ?? stage}`).sort();
  };
  try {
    damage(1);
    await use({ store: fresh.store, told, read, damage, pass });
  } finally {
    await fresh.remove();
  }
}

test.serial('a letter whose reading does not open is named in an alarm and read anew from its bytes; the others are decided, and those of its sender wait for that alone', async (t) => {
  await withDamage(async ({ store, told, read, pass }) => {
    t.deepEqual(await pass(), ['1 unread', '2 read', '3 nothing-new']);
    await read(1);
    t.deepEqual(await pass(), ['1 nothing-new', '2 nothing-new', '3 nothing-new']);
    t.deepEqual(told, ['alarm reading-not-opened 1']);
    t.deepEqual((await store.listStaffTasks({ open: true, limit: 9 })).map(({ task }) => task.code), ['reader-crash']);
  });
});

test.serial('a letter whose reading does not open when it was made anew either is set aside, and holds up its sender no more', async (t) => {
  await withDamage(async ({ told, read, damage, pass }) => {
    await pass();
    await read(1);
    damage(2);
    t.deepEqual(await pass(), ['1 set-aside', '2 nothing-new', '3 nothing-new']);
    t.deepEqual(told, ['alarm reading-not-opened 1', 'alarm reading-not-opened 1']);
  });
});

test.serial('an instruction that failed three times under a clock that ran ahead is tried again when that is right', async (t) => {
  const fresh = await openFreshKept();
  const clock = { time: 1_000 * MINUTE };
  let fails = true;
  const decide: ClearParts['decide'] = () => {
    if (fails) throw new Error('not now');
    return decision([]);
  };
  const { clearDue } = makeClearing({ ...parts(fresh.store, clock), decide });
  await instruct(fresh.store, { kind: 'remove-address', address: TAKAO, by: [] });
  for (let tries = 0; tries < 4; tries += 1) t.false(await clearDue());
  fails = false;
  t.false(await clearDue(), 'it is left alone');
  clock.time = 100 * MINUTE;
  t.true(await clearDue());
  await fresh.remove();
});

/** So many letters of others wait, older than anything else. */
function addCrowd(path: string, count: number): void {
  const raw = new DatabaseSync(path);
  const first = Number(raw.prepare('SELECT coalesce(max(letter_id), 0) + 1 AS first FROM letters').get()?.['first']);
  raw.exec('BEGIN');
  const add = raw.prepare("INSERT INTO letters (letter_id, raw_sha256, size, received_at, kept_at, intake, envelope_to, from_hint, recipients) VALUES (?, randomblob(32), 1, 1, 1, 'lmtp', '[]', 'stranger@x.example', '[]')");
  for (let letterId = first; letterId < first + count; letterId += 1) add.run(letterId);
  raw.exec('COMMIT');
  raw.close();
}

test.serial('a deadline waits for the letter that came before it, however many letters of others are older', async (t) => {
  const fresh = await openFreshKept();
  const clock = { time: 9_600 };
  const waited: (number | null)[] = [];
  const decide: ClearParts['decide'] = (facts, input, context) => {
    const earlier = waitsFor(facts, input, context);
    waited.push(earlier);
    return earlier === null ? decision([]) : { postponedFor: earlier };
  };
  await openBank(fresh.store);
  await clear(fresh.store, await readLetter(fresh.store, 'order-1'), orderedEffects(1));
  addCrowd(fresh.path, 10_001);
  const { letterId } = await fresh.store.keepLetter(letter('OK', { receivedAt: 9_400 }), { from: 'takao@buyer.example', messageId: null }, 9_405);
  const { clearDue } = makeClearing({ ...parts(fresh.store, clock), decide });
  while (await clearDue());
  t.deepEqual(waited, [letterId]);
  await fresh.remove();
});

test.serial('deadlines that wait, however many, hold up no letter and no instruction; they are tried again when their letter is cleared, and after a while', async (t) => {
  const fresh = await openFreshKept();
  const clock = { time: 100 * MINUTE };
  const tried: string[] = [];
  const DEADLINES = 4_200;
  const FIRST = 2;
  const decide: ClearParts['decide'] = (_facts, input) => {
    tried.push(input.kind);
    return input.kind === 'deadline' ? { postponedFor: input.paymentId === 1 ? FIRST : FIRST + 1 } : decision([]);
  };
  const { clearDue } = makeClearing({ ...parts(fresh.store, clock), decide });
  const pass = async (): Promise<Readonly<Record<string, number>>> => {
    tried.length = 0;
    while (await clearDue());
    return Object.fromEntries([...Map.groupBy(tried, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
  };
  await openBank(fresh.store);
  await clear(fresh.store, await readLetter(fresh.store, 'orders', 1), Array.from({ length: DEADLINES }, (_, index) => orderedEffects(index + 1)).flat());
  for (const name of ['first', 'second']) await fresh.store.keepLetter(letter(name, { receivedAt: 2 }), { from: 'takao@buyer.example', messageId: null }, 2);
  t.deepEqual(await pass(), { deadline: DEADLINES });
  t.deepEqual(await pass(), {});
  await instruct(fresh.store, { kind: 'remove-address', address: 'takao@buyer.example', by: [] }, clock.time);
  await readLetter(fresh.store, 'of the shop', clock.time, 'shop@tea.example');
  t.deepEqual(await pass(), { instruction: 1, letter: 1 });
  await fresh.store.saveReading(FIRST, reading('first'));
  t.deepEqual(await pass(), { letter: 1, deadline: 1 });
  clock.time += 10 * MINUTE;
  t.deepEqual([await pass(), await pass()], [{ deadline: DEADLINES }, {}]);
  // Before all of them have been tried once.
  clock.time += 10 * MINUTE;
  await readLetter(fresh.store, 'of the shop again', clock.time, 'shop@tea.example');
  t.true(await clearDue());
  t.is((await fresh.store.reconcile()).waiting, 1);
  await fresh.remove();
});
