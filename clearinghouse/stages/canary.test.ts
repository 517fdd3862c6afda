import test from 'ava';
import type { ReceivedLetter } from '../protocol/letter.ts';
import { reading } from '../store/conformance/samples.ts';
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

test('a clock that was a year ahead when a canary went: the next goes as soon as it is right, and what comes of that one counts', async (t) => {
  const YEAR = 365 * 24 * HOUR;
  for (const [then, now] of [['kept', 'changed'], ['changed', 'kept']] as const) {
    const { watch, guard, comes, sent, clock } = bench();
    clock.at = NOON + YEAR;
    await watch.tick();
    await comes(`${then}@${NOON + YEAR}`);
    t.is(guard.halted(), then === 'changed');
    clock.at = NOON;
    await watch.tick();
    t.deepEqual(sent, [NOON + YEAR, NOON]);
    await comes(`${now}@${NOON}`);
    t.is(guard.halted(), now === 'changed');
  }
  const { watch, clock, pass, events } = bench();
  clock.at = NOON + YEAR;
  await watch.tick();
  clock.at = NOON;
  await watch.tick();
  await pass(HOUR);
  t.deepEqual(events, [{ level: 'warn', event: 'canary-not-back' }]);
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

const pay = (haltedSince: number | null, wholeAt: number | null, waiting: { sentAt: number; late: boolean } | null) => [{ mailbox: 'pay@imap', haltedSince, wholeAt, waiting }];

test('what staff see of it: on its way, whole, late, halted since, going on', async (t) => {
  const { watch, comes, pass, sent, clock } = bench();
  t.deepEqual(watch.health(), pay(null, null, null));
  await watch.tick();
  t.deepEqual(watch.health(), pay(null, null, { sentAt: NOON, late: false }));
  await pass(20 * 60_000);
  t.deepEqual(watch.health(), pay(null, null, { sentAt: NOON, late: true }));
  await comes(`kept@${NOON}`);
  const whole = clock.at;
  t.deepEqual(watch.health(), pay(null, whole, null));
  await pass(24 * HOUR);
  const [, second = 0] = sent;
  await comes(`changed@${second}`);
  const since = clock.at;
  t.deepEqual(watch.health(), pay(since, whole, null));
  await pass(16 * 60_000);
  const [, , third = 0] = sent;
  await comes(`changed@${third}`);
  t.deepEqual(watch.health(), pay(since, whole, null), 'halted since the first of them');
  await pass(16 * 60_000);
  await comes(`kept@${sent[3]}`);
  t.deepEqual(watch.health(), pay(null, clock.at, null));
});

/** A letter that the watched reader has read: of whom, whether its signature verified, by which way it came, whether its sender was looked up. */
const letters = ({ watch }: ReturnType<typeof bench>) => {
  const { verdict, ...rest } = reading('Hello.');
  return (address: string | null, whole: boolean, intake: 'imap' | 'lmtp' = 'imap', lookUp = true, code = 'dkim-not-pass') => {
    const outcome = { kind: 'reading', reading: { ...rest, verdict: { ...verdict, address, strength: whole ? 'signed' : 'none', findings: [{ code, hit: true, detail: '' }] } } } as const;
    return watch.look(async () => outcome)({ intake } as ReceivedLetter, lookUp);
  };
};

test('three registered senders whose signatures break within an hour: the next canary goes at once, and not again for an hour', async (t) => {
  const scene = bench();
  const { watch, comes, pass, sent, events } = scene;
  const letter = letters(scene);
  await watch.tick();
  await comes(`kept@${NOON}`);
  await pass(HOUR);
  await letter('a@a.example', false);
  await letter('b@b.example', false);
  await letter('b@b.example', false);
  await pass(60_000);
  t.is(sent.length, 1, 'two senders are no three');
  await letter('c@c.example', false);
  await pass(60_000);
  t.is(sent.length, 2);
  t.deepEqual(events.at(-1), { level: 'warn', event: 'canary-early' });
  for (const name of ['a', 'b', 'c', 'd', 'e']) await letter(`${name}@a.example`, false);
  await pass(30 * 60_000);
  t.is(sent.length, 2, 'whoever writes badly signed mails in customers’ names makes us write one mail an hour to ourselves');
  await pass(31 * 60_000);
  await letter('f@a.example', false);
  await pass(60_000);
  t.is(sent.length, 2, 'those of more than an hour ago no longer count');
  for (const name of ['d', 'e']) await letter(`${name}@a.example`, false);
  await pass(60_000);
  t.is(sent.length, 3);
  t.false(scene.guard.halted(), 'only a changed canary halts');
});

test('an early canary comes back changed: halted within the minute', async (t) => {
  const scene = bench();
  const { watch, comes, pass, sent, guard } = scene;
  const letter = letters(scene);
  await watch.tick();
  await comes(`kept@${NOON}`);
  await pass(3 * HOUR);
  for (const name of ['a', 'b', 'c']) await letter(`${name}@same.example`, false);
  await pass(60_000);
  await comes(`changed@${sent[1]}`);
  t.true(guard.halted());
});

test('what is no sign of a bad mailbox: a sender whose next mail is whole, mail by another way, strangers, mails without a signature, faults', async (t) => {
  const scene = bench();
  const { watch, comes, pass, sent } = scene;
  const letter = letters(scene);
  await watch.tick();
  await comes(`kept@${NOON}`);
  await letter('a@a.example', false);
  await letter('b@b.example', false);
  await letter('a@a.example', true);
  await letter('c@c.example', false);
  for (const name of ['d', 'e', 'f']) await letter(`${name}@d.example`, false, 'lmtp');
  for (const name of ['g', 'h', 'i']) await letter(`${name}@g.example`, false, 'imap', false);
  for (const name of ['j', 'k', 'l']) await letter(`${name}@j.example`, false, 'imap', true, 'dkim-missing');
  await letter(null, false);
  const faulty = watch.look(async () => ({ kind: 'retry', reason: 'DNS' }));
  for (let count = 0; count < 3; count += 1) t.deepEqual(await faulty({ intake: 'imap' } as ReceivedLetter, true), { kind: 'retry', reason: 'DNS' });
  await pass(2 * 60_000);
  t.is(sent.length, 1);
});
