import test from 'ava';
import { makeLog, type LogFixture, type MadeLog } from '../fixtures/make-log.ts';
import { parsePolicy } from '../format/policy.ts';
import { audited, found, origin, SEED, turned, webRoot } from './testing/years.ts';

const AT = Date.UTC(2026, 10, 21, 10, 0, 0);
const HOUR = 3_600_000;
const SIZE = 3;
const made = (root: string, fixture: Partial<LogFixture> = {}): MadeLog => makeLog(root, { origin: origin(2026), entries: SIZE, seed: SEED, witnesses: 1, signedAt: AT - SIZE * 1_000, ...fixture });

test('a log that goes on and whose newest signature is older than 26 hours is not judged', async (t) => {
  const log = made(webRoot(t));
  const fresh = await audited(log, { now: AT + 26 * HOUR });
  t.deepEqual([fresh.outcome, ...found(fresh)], ['sound']);
  t.is(fresh.head?.newestAt, new Date(AT + 1_000).toISOString(), 'the witness signs a second after the log');
  const old = await audited(log, { now: AT + 26 * HOUR + 2_000 });
  t.deepEqual([old.outcome, ...found(old)], ['unjudged', `unjudged stale ${origin(2026)}`]);
  t.deepEqual(found(await audited(log)), [], 'without a clock nothing is said');
});

test('the log\'s own time counts; where no signature states one, nothing is said', async (t) => {
  const own = made(webRoot(t), { witnesses: 0, mlDsa: true });
  t.deepEqual(found(await audited(own, { now: AT + 48 * HOUR })), [`unjudged stale ${origin(2026)}`]);
  const timeless = await audited(made(webRoot(t), { witnesses: 0 }), { now: AT + 48 * HOUR });
  t.deepEqual(found(timeless), []);
  t.is(timeless.head?.newestAt, null);
});

test('a time that is yet to come is no time: minutes by which clocks differ are', async (t) => {
  const log = made(webRoot(t));
  t.deepEqual(found(await audited(log, { now: AT - HOUR / 12 })), []);
  const ahead = await audited(log, { now: AT - HOUR });
  t.deepEqual(found(ahead), [`unjudged stale ${origin(2026)}`]);
  t.is(ahead.head?.newestAt, null);
});

test('a log that has ended, or that a known one goes on from, has nothing new to show', async (t) => {
  const now = Date.UTC(2030, 0, 1);
  const { first, second } = turned(t, { witnesses: 1 });
  t.deepEqual(found(await audited(first, { now })), []);
  t.deepEqual(found(await audited(second, { now })), [`unjudged stale ${origin(2027)}`, `note quorum ${origin(2026)}`]);
  const given = turned(t, { witnesses: 1, ends: null });
  t.deepEqual(found(await audited(given.first, { now, faces: false })), [`unjudged stale ${origin(2026)}`, `note chain ${origin(2026)}`], 'by its own word alone the later log ends nothing');
  const policy = parsePolicy(`${[...given.first.keys, ...given.second.keys].map((key) => `log ${key}`).join('\n')}\nwitness one ${given.first.witnesses[0]?.key ?? ''}\nquorum none\n`);
  t.deepEqual(found(await audited(given.first, { now, policy, faces: false })), [`note chain ${origin(2026)}`]);
});
