import test from 'ava';
import type { ReceivedLetter } from '../protocol/letter.ts';
import { watchCanaries } from './canary.ts';
import type { CanaryParts } from './canary.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const PAY = 'pay@bank.example';

type Event = { readonly level: string; readonly event: string };

/** A watch over `pay`, whose canaries are their issuing times as text; `changed@…`, `foreign@…` as a letter say what becomes of it. */
function bench(outcome: 'accepted' | 'unsent' = 'accepted') {
  const clock = { at: NOON, now: () => clock.at };
  const sent: number[] = [];
  const events: Event[] = [];
  const wire = { outcome };
  const parts: CanaryParts = {
    canaries: {
      make: async (address, issuedAt) => ({ canary: { id: String(issuedAt), address, issuedAt }, to: address, bytes: new Uint8Array() }),
      recognise: (bytes) => {
        const time = /^(?:kept|key|changed|foreign)@(\d+)$/.exec(Buffer.from(bytes).toString())?.[1];
        return time === undefined ? null : { id: time, address: PAY, issuedAt: Number(time) };
      },
      judge: async ({ bytes }) => ({ outcome: Buffer.from(bytes).toString().split('@')[0] as 'kept', detail: '' }),
    },
    clock,
    chance: { seed: () => '0'.repeat(64), fraction: () => 0 },
    send: async () => {
      if (wire.outcome === 'accepted') sent.push(clock.at);
      return { outcome: wire.outcome, reply: '' };
    },
    from: 'bounce@bank.example',
    report: (level, event) => void events.push({ level, event }),
  };
  const watch = watchCanaries(parts);
  const guard = watch.guard('pay@imap', PAY);
  const comes = (text: string): Promise<'letter' | 'canary'> => guard.inspect({ bytes: Buffer.from(text) } as unknown as ReceivedLetter);
  const pass = async (ms: number): Promise<void> => {
    for (const end = clock.at + ms; clock.at < end; ) {
      clock.at = Math.min(end, clock.at + 60_000);
      await watch.tick();
    }
  };
  return { watch, guard, comes, pass, sent, events, wire, clock };
}

test('one at start, one a day; back and whole it is nobody’s letter and halts nothing', async (t) => {
  const { watch, guard, comes, pass, sent, events } = bench();
  await watch.tick();
  t.deepEqual(sent, [NOON]);
  t.is(await comes(`kept@${NOON}`), 'canary');
  t.is(await comes(`kept@${NOON}`), 'canary');
  t.is(await comes('an order'), 'letter');
  t.false(guard.halted());
  await pass(23 * HOUR);
  t.is(sent.length, 1);
  await pass(HOUR);
  t.deepEqual(sent, [NOON, NOON + 24 * HOUR]);
  t.deepEqual(events, [{ level: 'info', event: 'canary-back' }]);
});

test('changed: halted with one alarm; asked again each quarter of an hour; a newer one that is whole ends it, an older one or the same never', async (t) => {
  const { watch, guard, comes, pass, sent, events } = bench();
  await watch.tick();
  t.is(await comes(`changed@${NOON}`), 'canary');
  t.true(guard.halted());
  await comes(`changed@${NOON}`);
  await comes(`kept@${NOON}`);
  await comes(`kept@${NOON - HOUR}`);
  t.true(guard.halted());
  t.is(events.filter(({ event }) => event === 'canary-changed').length, 1);
  await pass(HOUR);
  t.is(sent.length, 5);
  await comes(`kept@${sent[4]}`);
  t.false(guard.halted());
  t.deepEqual(events.at(-1), { level: 'warn', event: 'mailbox-goes-on' });
  await comes(`changed@${NOON}`);
  t.false(guard.halted());
});

test('what was whole and comes again changed halts: every copy is looked at', async (t) => {
  const { guard, comes } = bench();
  await comes(`kept@${NOON}`);
  await comes(`changed@${NOON}`);
  t.true(guard.halted());
});

test('a forged one is a letter like any other', async (t) => {
  const { guard, comes, events } = bench();
  t.is(await comes(`foreign@${NOON}`), 'letter');
  t.false(guard.halted());
  t.deepEqual(events, []);
});

test('whole but not to be checked by the world: an alarm, no halt', async (t) => {
  const { guard, comes, events } = bench();
  await comes(`key@${NOON}`);
  t.false(guard.halted());
  t.deepEqual(events, [{ level: 'alarm', event: 'canary-key-not-found' }]);
});

test('not back: a warning after a quarter of an hour, an alarm after four, never a halt; late is well', async (t) => {
  const { watch, guard, comes, pass, events } = bench();
  await watch.tick();
  await pass(14 * 60_000);
  t.deepEqual(events, []);
  await pass(60_000);
  await pass(3 * HOUR);
  t.deepEqual(events, [{ level: 'warn', event: 'canary-not-back' }]);
  await pass(2 * HOUR);
  t.deepEqual(events.at(-1), { level: 'alarm', event: 'canary-not-back' });
  t.is(events.length, 2);
  t.false(guard.halted());
  await comes(`kept@${NOON}`);
  await pass(10 * HOUR);
  t.is(events.length, 3);
});

test('a server that does not take it is asked again after five minutes', async (t) => {
  const { watch, pass, sent, events, wire } = bench('unsent');
  await watch.tick();
  await pass(4 * 60_000);
  t.deepEqual(events, [{ level: 'warn', event: 'canary-not-sent' }]);
  wire.outcome = 'accepted';
  await pass(60_000);
  t.is(sent.length, 1);
});
