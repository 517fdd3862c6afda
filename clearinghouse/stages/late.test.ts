/** Whoever looks for what is late needs nobody who keeps the board. */
import test from 'ava';
import { openBank, playPayment } from '../store/conformance/samples.ts';
import { openFreshKept } from '../store/sqlite/testing/fresh.ts';
import { tellLate } from './late.ts';
import type { WakeUp } from './ports.ts';

const SETTLED_AT = 2_000;
const LATE_AFTER = 300_000;

test.serial('an entry that nobody publishes is told late once, though no process keeps the board; before its time it is not', async (t) => {
  const fresh = await openFreshKept();
  const clock = { time: SETTLED_AT + LATE_AFTER };
  const heard: string[] = [];
  const wakeUp: WakeUp = { wake: (stage) => void heard.push(stage), wait: () => Promise.resolve(), stop: () => undefined };
  const look = (): Promise<boolean> => tellLate({ store: fresh.store, clock: { now: () => clock.time }, wakeUp, lateAfter: LATE_AFTER, report: (level, event) => void heard.push(`${level} ${event}`) });
  const given = async (): Promise<readonly unknown[]> => (await fresh.store.readyInputs(clock.time, 0, 9)).flatMap((input) => (input.kind === 'instruction' ? [input.instruction] : []));
  await openBank(fresh.store);
  await playPayment(fresh.store, 1, 50n);
  t.false(await look());
  t.deepEqual([heard, await given()], [[], []]);
  clock.time += 1;
  t.false(await look(), 'that was all');
  t.deepEqual(await given(), [{ kind: 'proof-late', entryId: '1.accepted' }, { kind: 'proof-late', entryId: '1.settled' }]);
  t.deepEqual(heard, ['alarm entries-late', 'clear']);
  t.false(await look());
  t.deepEqual(heard, ['alarm entries-late', 'clear']);
  await fresh.remove();
});
