/**
 * Is this machine's clock right? Signatures and receipts are judged by it. It is compared with what other clocks have shown: when the mailbox received
 * its newest mail (real time is later), what time an outgoing server says in its greeting, and how late letters were kept after the mailbox had them.
 * No time server is asked: many networks let nothing through to one.
 */
import { connect as connectPlain } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Config } from '../config.ts';
import { ok, unsure, wrong } from './check.ts';
import type { Check } from './check.ts';

/** `received`: INTERNALDATE of a letter by its mailbox; `kept`: our clock when it was kept. All times in milliseconds since 1970. */
export type Arrival = { readonly received: number; readonly kept: number };

export type ClockEvidence = {
  /** The newest mail of a watched folder, by the mailbox's clock; null: none was seen. */
  readonly newestMail: number | null;
  /** The outgoing server's, out of its greeting, and what ours showed then; null: it says none. */
  readonly greeting: { readonly said: number; readonly ours: number } | null;
  readonly arrivals: readonly Arrival[];
  /** How long a letter may lie before it is fetched. */
  readonly poll: number;
};

const OFF = 120_000;
const ENOUGH = 5;
const RELEASED = Date.UTC(2026, 0, 1);
const PUT = 'expected a clock within 2 minutes (set it by NTP): signatures and receipts are judged by it';

const span = (ms: number): string => (Math.abs(ms) < 7_200_000 ? `${Math.round(Math.abs(ms) / 60_000)} minutes` : `${Math.round(Math.abs(ms) / 3_600_000)} hours`);

/** Off by more than two minutes is told, as far as it can be known: being ahead is seen by a greeting or by letters alone. */
export function judgeClock(now: number, { newestMail, greeting, arrivals, poll }: ClockEvidence): Check {
  const shown = new Date(now).toISOString();
  if (now < RELEASED) return wrong('clock', `found ${shown}; expected today's date (NTP): signatures and proofs would look as if they came from the future`);
  const off = greeting === null ? 0 : greeting.ours - greeting.said;
  if (Math.abs(off) > OFF) return unsure('clock', `found ${shown}, ${span(off)} ${off > 0 ? 'ahead of' : 'behind'} the outgoing server; ${PUT}`);
  if (newestMail !== null && newestMail - now > OFF) return unsure('clock', `found ${shown}; the newest mail came ${span(newestMail - now)} later by the mailbox's clock; ${PUT}`);
  const lag = arrivals.reduce((least, { received, kept }) => Math.min(least, kept - received), Number.POSITIVE_INFINITY);
  if (lag < -OFF) return unsure('clock', `found ${shown}; letters were kept ${span(lag)} before the mailbox had them; ${PUT}`);
  if (arrivals.length >= ENOUGH && lag > OFF + poll) return unsure('clock', `found ${shown}; every letter was kept ${span(lag)} or more after the mailbox had it: the clock is ahead, or \`start\` runs only now and then; ${PUT}`);
  const compared = [greeting === null ? '' : 'agrees with the outgoing server', newestMail === null ? '' : 'not behind the newest mail', arrivals.length === 0 ? '' : `fits to ${arrivals.length} letters`].filter((one) => one !== '');
  return ok('clock', `${shown} (${compared.length === 0 ? 'no server has shown its own' : compared.join(', ')})`);
}

/** The date in an SMTP greeting, as some servers write it (`220 mx.example ESMTP ready at Sat, 21 Nov 2026 10:32:05 +0900`); null: there is none. */
export function greetingTime(greeting: string): number | null {
  const found = /(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:[+-]\d{4}|GMT|UT|UTC)/.exec(greeting)?.[0];
  const time = found === undefined ? Number.NaN : Date.parse(found.replace(/ UTC?$/, ' GMT'));
  return Number.isNaN(time) ? null : time;
}

/** Connects, reads the first line, and hangs up. Never throws; null where nothing comes that bears a time. */
export async function readGreeting({ host, port, security }: Pick<Config['outgoing'], 'host' | 'port' | 'security'>, ca: string | undefined, timeoutMs: number, clock: () => number): Promise<ClockEvidence['greeting']> {
  const line = await firstLine(security === 'tls' ? connectTls({ host, port, servername: host, ...(ca === undefined ? {} : { ca }) }) : connectPlain({ host, port }), timeoutMs);
  const said = greetingTime(line);
  return said === null ? null : { said, ours: clock() };
}

const LONGEST = 2_000;

function firstLine(socket: Socket, timeoutMs: number): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = '';
  socket.setTimeout(timeoutMs);
  socket.on('data', (data) => {
    text += data.toString('latin1');
    if (text.includes('\n') || text.length > LONGEST) resolve(text.split('\n')[0] ?? '');
  });
  for (const end of ['error', 'timeout', 'close'] as const) socket.on(end, () => resolve(''));
  return promise.finally(() => socket.destroy());
}
