import test from 'ava';
import type { ReceivedLetter } from '../protocol/letter.ts';
import { GATE_LIMITS } from './gate.ts';
import { startReaderPool } from './reader-pool.ts';
import type { ReaderPool, ReaderPoolSettings } from './reader-pool.ts';
import { DNS_SETTINGS } from './resolver.ts';

const SETTINGS: ReaderPoolSettings = {
  workerUrl: new URL('./reader-pool.test-worker.ts', import.meta.url),
  size: 1,
  settings: { peppers: [], dns: DNS_SETTINGS, limits: GATE_LIMITS, authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] }, ownAddresses: [] },
  timeLimitMs: 1_500,
  letterLimitMs: 60_000,
  heapMegabytes: 48,
};

const letter = (word: string): ReceivedLetter => ({ bytes: Buffer.from(word), receivedAt: 0, intake: 'file', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null });

/** What became of a letter, in one word. */
const outcomeOf = async (pool: ReaderPool, word: string): Promise<string> => {
  const outcome = await pool.read(letter(word), false);
  return outcome.kind === 'retry' ? outcome.reason : outcome.kind === 'crashed' ? `crashed: ${outcome.reason}` : 'reading';
};

const withPool = async (more: Partial<ReaderPoolSettings>, run: (pool: ReaderPool) => Promise<unknown>): Promise<void> => {
  const pool = startReaderPool({ ...SETTINGS, ...more });
  try {
    await run(pool);
  } finally {
    await pool.close();
  }
};

test('letters are read, many at once', async (t) => {
  await withPool({ size: 2 }, async (pool) => {
    const words = Array.from({ length: 50 }, (_, at) => (at % 7 === 0 ? 'wait' : `letter ${at}`));
    t.deepEqual(await Promise.all(words.map((word) => outcomeOf(pool, word))), words);
  });
});

test('a letter that blocks its thread is found out, and those beside it are read', async (t) => {
  await withPool({}, async (pool) => {
    const words = ['one', 'wait', 'loop', 'two', 'three'];
    t.deepEqual(await Promise.all(words.map((word) => outcomeOf(pool, word))), ['one', 'wait', 'crashed: time', 'two', 'three']);
    t.is(await outcomeOf(pool, 'next'), 'next');
  });
});

test('a letter that eats memory kills its thread, not the process', async (t) => {
  await withPool({ timeLimitMs: 60_000 }, async (pool) => {
    t.deepEqual(await Promise.all(['wait', 'eat', 'next'].map((word) => outcomeOf(pool, word))), ['wait', 'crashed: memory', 'next']);
    t.is(await outcomeOf(pool, 'after'), 'after');
  });
});

test('a fault of the reader, a thread that ends, a letter that never ends', async (t) => {
  await withPool({}, async (pool) => t.is(await outcomeOf(pool, 'throw'), 'crashed: error'));
  await withPool({}, async (pool) => t.deepEqual(await Promise.all(['exit', 'next'].map((word) => outcomeOf(pool, word))), ['crashed: error', 'next']));
  await withPool({ letterLimitMs: 300 }, async (pool) => t.deepEqual(await Promise.all(['never', 'next'].map((word) => outcomeOf(pool, word))), ['crashed: time', 'next']));
});

const NOWHERE = new URL('./no-such-worker.ts', import.meta.url);

test('threads that do not start: letters are put off, none waits for ever, and it is told', async (t) => {
  const told: string[] = [];
  await withPool({ workerUrl: NOWHERE, report: (level, event) => void told.push(`${level} ${event}`) }, async (pool) => {
    t.deepEqual(await Promise.all(['x', 'y'].map((word) => outcomeOf(pool, word))), Array.from({ length: 2 }, () => 'no reader thread can be started'));
    t.false(pool.mayRead());
    t.is(await outcomeOf(pool, 'z'), 'no reader thread can be started');
    t.deepEqual(told, ['alarm reader-threads-do-not-start']);
  });
});

test('a thread that ends and can\'t be replaced: its letters are put off, which no letter is blamed for; once threads start again all is read', async (t) => {
  const alarms: unknown[] = [];
  let full = false;
  const pool = startReaderPool({ ...SETTINGS, get workerUrl() { return full ? NOWHERE : SETTINGS.workerUrl; }, startAgainMs: 50, report: (...event) => void alarms.push(event) });
  try {
    t.is(await outcomeOf(pool, 'one'), 'one');
    full = true;
    t.deepEqual(await Promise.all(['wait', 'exit', 'two'].map((word) => outcomeOf(pool, word))), Array.from({ length: 3 }, () => 'no reader thread can be started'));
    t.is(await outcomeOf(pool, 'three'), 'no reader thread can be started');
    full = false;
    while (!pool.mayRead()) await new Promise((resolve) => setTimeout(resolve, 20));
    t.deepEqual(await Promise.all(['four', 'five'].map((word) => outcomeOf(pool, word))), ['four', 'five']);
    t.true(alarms.length >= 1);
  } finally {
    await pool.close();
  }
});

test('closing ends what is in hand', async (t) => {
  const pool = startReaderPool(SETTINGS);
  const open = pool.read(letter('never'), false);
  const refused = t.throwsAsync(open, { message: /closed/ });
  await pool.close();
  await refused;
  await t.throwsAsync(pool.read(letter('one'), false), { message: /closed/ });
});

test.serial('a pool that is closed in the very moment in which its threads are ready starts no others in their place', async (t) => {
  const ports = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const before = ports();
  const pool = startReaderPool({ ...SETTINGS, size: 2 });
  // They start by themselves; what they say waits until this thread has time for it.
  for (const until = performance.now() + 1_500; performance.now() < until; );
  await pool.close();
  await new Promise((resolve) => setTimeout(resolve, 300));
  t.is(ports(), before);
});
