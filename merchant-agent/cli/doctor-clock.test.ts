/** The doctor's clock: what other clocks show, and what follows. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import { greetingTime, judgeClock, readGreeting } from './doctor-clock.ts';
import type { ClockEvidence } from './doctor-clock.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const NOTHING: ClockEvidence = { newestMail: null, greeting: null, arrivals: [], poll: MINUTE };
const late = (count: number, ms: number): ClockEvidence['arrivals'] => Array.from({ length: count }, (_, at) => ({ received: NOON - at * MINUTE, kept: NOON - at * MINUTE + ms + at * 1_000 }));

const CASES: readonly (readonly [what: string, evidence: Partial<ClockEvidence>, outcome: 'ok' | 'unsure', found: RegExp])[] = [
  ['nothing to compare', {}, 'ok', /no server has shown its own/],
  ['all agree', { newestMail: NOON - 1_000, greeting: { said: NOON - 119_000, ours: NOON }, arrivals: late(8, 900) }, 'ok', /agrees with the outgoing server, not behind the newest mail, fits to 8 letters/],
  ['an old newest mail says nothing', { newestMail: NOON - 90 * 86_400_000 }, 'ok', /not behind the newest mail\)/],
  ['behind: the newest mail comes from the future', { newestMail: NOON + 3 * MINUTE }, 'unsure', /3 minutes later by the mailbox's clock; expected a clock within 2 minutes/],
  ['two minutes are none', { newestMail: NOON + 2 * MINUTE, greeting: { said: NOON + 2 * MINUTE, ours: NOON } }, 'ok', /agrees/],
  ['ahead of the greeting', { greeting: { said: NOON - 5 * MINUTE, ours: NOON } }, 'unsure', /5 minutes ahead of the outgoing server/],
  ['behind the greeting', { greeting: { said: NOON + 5 * 60 * MINUTE, ours: NOON } }, 'unsure', /5 hours behind the outgoing server/],
  ['letters kept before they came', { arrivals: late(1, -4 * MINUTE) }, 'unsure', /kept 4 minutes before the mailbox had them/],
  ['every letter kept late', { arrivals: late(5, 7 * MINUTE) }, 'unsure', /7 minutes or more after .* ahead, or `start` runs only now and then/],
  ['a few letters kept late', { arrivals: late(4, 7 * MINUTE) }, 'ok', /4 letters/],
  ['one of many kept at once', { arrivals: [...late(9, 7 * MINUTE), { received: NOON, kept: NOON + 800 }] }, 'ok', /10 letters/],
  ['as late as the mailbox is polled', { arrivals: late(9, 7 * MINUTE), poll: 10 * MINUTE }, 'ok', /9 letters/],
];

for (const [what, evidence, outcome, found] of CASES) {
  test(what, (t) => {
    const check = judgeClock(NOON, { ...NOTHING, ...evidence });
    t.is(check.outcome, outcome, check.found);
    t.regex(check.found, found);
  });
}

test('a machine that does not know the year is plainly wrong', (t) => t.is(judgeClock(0, NOTHING).outcome, 'wrong'));

test('greetings with a date and without', (t) => {
  t.is(greetingTime('220 AM0PR01.outlook.example Microsoft ESMTP MAIL Service ready at Sat, 21 Nov 2026 12:00:05 +0000'), NOON + 5_000);
  t.is(greetingTime('220 mx.example ESMTP Sendmail 8.17; Sat, 21 Nov 2026 21:00:05 +0900'), NOON + 5_000);
  t.is(greetingTime('220 mx.example ready 21 Nov 2026 12:00:05 UTC'), NOON + 5_000);
  for (const line of ['220 mx.example ESMTP Postfix', '', '220 mx.example 2026-11-21', '220 Sat, 99 Xyz 2026 12:00:05 +0000']) t.is(greetingTime(line), null, line);
});

test('the greeting is read over a connection; a server that says nothing, or is none, tells no time', async (t) => {
  const listening = async (greeting: string): Promise<number> => {
    const server = createServer((socket) => void socket.on('error', () => undefined).write(greeting));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.teardown(() => server.close());
    return (server.address() as AddressInfo).port;
  };
  const ask = (port: number) => readGreeting({ host: '127.0.0.1', port, security: 'none' }, undefined, 300, () => NOON);
  t.deepEqual(await ask(await listening('220 mx.example; Sat, 21 Nov 2026 12:00:05 +0000\r\n')), { said: NOON + 5_000, ours: NOON });
  t.is(await ask(await listening('220-mx.example\r\n')), null);
  t.is(await ask(await listening('')), null);
  t.is(await ask(1), null);
});
