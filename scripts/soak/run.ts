/** One soak: the real daemon, its peak in a closed loop, then half of that for as long as was asked, in stretches with a look after each. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Office } from '../../clearinghouse/office.ts';
import { bankKey, prepareBank, SELECTOR } from '../bench/bank.ts';
import { canMeasure, type Measurable } from '../bench/child.ts';
import { makeCast, makeDeals, type Cast } from '../bench/deals.ts';
import { openLines } from '../bench/lines.ts';
import { makeLoad, type Load } from '../bench/load.ts';
import { spreadOf } from '../bench/report.ts';
import { startSink } from '../bench/sink.ts';
import { BANK_DOMAIN } from '../demo/world.ts';
import { startDns } from '../dns.ts';
import { judge, type Judged, type Look } from './growth.ts';

export type SoakOptions = {
  readonly minutes: number;
  /** Of one stretch. */
  readonly stretchSeconds: number;
  /** Payments in the closed loop that finds the peak. */
  readonly peakPayments: number;
  readonly users: number;
  /** What part of the peak is played. */
  readonly share: number;
  readonly say: (line: string) => void;
};

export type Soaked = { readonly peakPerSecond: number; readonly ratePerSecond: number; readonly payments: number; readonly seconds: number; readonly looks: readonly Look[]; readonly judged: Judged; /** What was not in order in the books at the end. */ readonly faults: readonly string[] };

const WARM_UP = 40;
const LINES = 16;
/** What was sent last is still to be noted, and the board to be published: what waits longer than this is left over. */
const SETTLE_MS = 15_000;
const LOOK_MS = 250;

export async function soak(options: SoakOptions): Promise<Soaked> {
  if (!canMeasure()) throw new Error('memory and handles are read from /proc: this needs Linux');
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-soak-'));
  chmodSync(folder, 0o755);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const closers: (() => unknown)[] = [() => process.off('exit', remove), remove];
  try {
    return await soakIn(folder, options, closers);
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

async function soakIn(folder: string, options: SoakOptions, closers: (() => unknown)[]): Promise<Soaked> {
  const cast = makeCast(100, 10);
  const key = bankKey(folder);
  const dns = await startDns({ records: [...cast.domains.flatMap(({ records }) => records), { name: `${SELECTOR}._domainkey.${BANK_DOMAIN}`, type: 'TXT', value: key.record }] });
  closers.push(dns.stop);
  const sink = await startSink();
  closers.push(sink.stop);
  const bank = await prepareBank({ intake: 'smtp', board: true, folder, cast, dnsPort: dns.port, outgoingPort: sink.port, dovecot: null, nodeOptions: [], begun: async () => undefined });
  const child = await bank.start();
  closers.push(child.stop);
  const lines = await openLines(bank.port, false, LINES);
  closers.push(lines.close);
  // Beside the daemon, as the command: it only looks.
  const office = await bank.open();
  closers.push(office.close);
  return playAll(options, cast, makeLoad(lines, sink), child, office);
}

async function playAll(options: SoakOptions, cast: Cast, load: Load, child: Measurable, office: Office): Promise<Soaked> {
  const { say, users, share, stretchSeconds } = options;
  let made = 0;
  const next = (count: number) => makeDeals(cast, count, (made += count) - count);
  await load.play(next(WARM_UP), { kind: 'closed', users: 8 });
  const peak = await load.play(next(options.peakPayments), { kind: 'closed', users });
  const peakPerSecond = options.peakPayments / peak.seconds;
  const rate = Math.max(peakPerSecond * share, 1 / stretchSeconds);
  say(`the peak is ${peakPerSecond.toFixed(1)} payments/s; ${rate.toFixed(1)} a second are played for ${options.minutes} minutes`);
  const begun = performance.now();
  const looks: Look[] = [];
  while (performance.now() - begun < options.minutes * 60_000) {
    const { timed } = await load.play(next(Math.max(1, Math.round(rate * stretchSeconds))), { kind: 'open', rate });
    const waiting = await settledRows(office);
    const { p50, p99 } = spreadOf(timed.map(({ receipt }) => receipt));
    const asked = spreadOf(timed.map(({ question }) => question));
    const { megabytes, handles } = child.holds();
    const look: Look = { minutes: (performance.now() - begun) / 60_000, megabytes, handles, p50, p99, asked50: asked.p50, asked99: asked.p99, waiting };
    looks.push(look);
    say(lineOf(look));
  }
  const faults = await faultsOf(office, made);
  return { peakPerSecond, ratePerSecond: rate, payments: made, seconds: (performance.now() - begun) / 1_000, looks, judged: judge(looks), faults };
}

export const lineOf = ({ minutes, megabytes, handles, p50, p99, asked50, asked99, waiting }: Look): string =>
  `${minutes.toFixed(1).padStart(6)} min  ${megabytes.toFixed(0).padStart(5)} MB  ${String(handles).padStart(4)} handles  question p50 ${asked50.toFixed(0)} ms, p99 ${asked99.toFixed(0)} ms  receipt p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms  ${waiting} rows wait`;

/** How many rows are left over. */
async function settledRows(office: Office): Promise<number> {
  for (const end = performance.now() + SETTLE_MS; ; ) {
    const waiting = await waitingRows(office);
    if (waiting === 0 || performance.now() > end) return waiting;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const MANY = 10_000;

async function waitingRows({ store, clock }: Office): Promise<number> {
  const letters = (await store.reconcile()).waiting;
  const notices = (await store.countNotices('owed', MANY)) + (await store.countNotices('made', MANY));
  const entries = (await store.waitingEntries())?.count ?? 0;
  const due = (await store.readyInputs(clock.now(), clock.now(), MANY)).length;
  return letters + notices + entries + due;
}

async function faultsOf({ store }: Office, made: number): Promise<readonly string[]> {
  const broken = (await store.audit()).map(({ invariant, found }) => `${invariant} ${found}`);
  const settled = (await store.listPayments({ state: 'settled', party: null, limit: made + 1 })).length;
  return settled === made ? broken : [...broken, `${made} payments were made, ${settled} are settled`];
}
