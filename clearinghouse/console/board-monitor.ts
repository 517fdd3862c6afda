/** The monitor of a bank's board, wired: for the daemon, which runs it again and again in threads of its own (board-monitor-runs.ts), and for the command. */
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { below, openDirectory } from '../../bulletin-board/directory.ts';
import type { TrustPolicy } from '../../bulletin-board/format/policy.ts';
import { isSaidAnew, monitorBoard, monitorLimits, type MonitorResult } from '../../bulletin-board/monitor.ts';
import { finding, findingKinds, type Finding } from '../../bulletin-board/monitor/findings.ts';
import { parsePlace, placeText, type MonitorPlace } from '../../bulletin-board/monitor/place.ts';
import { witnessHeadsOf } from '../../bulletin-board/monitor/witness-http.ts';
import { logFolder } from '../../bulletin-board/sequencer/log.ts';
import { boardFolder } from '../board-logs.ts';
import { storePath, type Office } from '../office.ts';
import type { Clock } from '../stages/ports.ts';
import type { ReportEvent } from '../protocol/letter.ts';

const WITNESS_TIMEOUT = 10_000;
const DAY = 86_400_000;

type Parts = Pick<Office, 'config' | 'store' | 'clock'>;

/** Beside the database, but not in it: what was seen of the board must not go back with a restored database. */
const placePath = (config: Office['config']): string => `${storePath(config)}.monitor`;

/** Null: no run has left one. */
async function readPlace(config: Office['config']): Promise<MonitorPlace | 'unreadable' | null> {
  try {
    return parsePlace(await readFile(placePath(config), 'utf8')) ?? 'unreadable';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Several processes and threads may write it; each writes it whole, and on the disk: after a power cut it is the new one or the old one. */
async function writePlace(config: Office['config'], place: MonitorPlace): Promise<void> {
  const path = placePath(config);
  const beside = `${path}.${process.pid}-${threadId}`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(placeText(place));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

/** Without its memory a run can't notice that database and files went back together: that is said, for the file may have been damaged to that end. */
function withLostMemory(result: MonitorResult, path: string): MonitorResult {
  const lost = finding('memory-unreadable', path, `found ${path} not as the monitor writes it; expected what the last run saw of the logs`);
  return { ...result, findings: [...result.findings, lost], counts: { ...result.counts, [lost.code]: 1 } };
}

/** One run, from where the last one of any process ended. */
export async function monitorOnce({ config, store, clock }: Parts, policy: TrustPolicy, { full, tell }: { readonly full: boolean; readonly tell: (changes: number) => void }): Promise<MonitorResult> {
  const folder = openDirectory(boardFolder(config));
  const place = await readPlace(config);
  const result = await monitorBoard({
    ledger: store,
    logs: store.listLogs,
    readLog: (origin) => below(folder, logFolder(origin)).read,
    policy,
    witnessHeads: witnessHeadsOf(policy, WITNESS_TIMEOUT),
    now: clock.now,
    lateAfter: config.board.proof_late,
    since: place === 'unreadable' ? null : place,
    full,
    limits: monitorLimits,
    tell,
  });
  await writePlace(config, result.next);
  return place === 'unreadable' ? withLostMemory(result, placePath(config)) : result;
}

/** What the console shows of the monitor. */
export type MonitorState = {
  /** The last run that came to its end, with what earlier ones found and this one could not look at; null: none yet. */
  readonly last: MonitorResult | null;
  /** When the next one should have come to its end at the latest; null: there was none yet. */
  readonly dueAt: number | null;
  /** Why the newest run came to no end; null: it did, or there was none. */
  readonly failed: string | null;
  readonly runs: number;
};

export type BoardMonitor = {
  /** Everything is looked at in the first run of the process and once a day. Never rejects: a failure is an alarm. */
  readonly run: () => Promise<void>;
  readonly state: () => MonitorState;
  /** Runs it at once and then `span` milliseconds after each end, or nine times what the run took, until stopped. */
  readonly start: (span: number) => { readonly stop: () => Promise<void> };
};

/** Where runs are made. `stop` ends the one that is under way, which then rejects. */
export type MonitorRuns = { readonly run: (full: boolean) => Promise<MonitorResult>; readonly stop: () => Promise<void> };

export function makeBoardMonitor(runs: MonitorRuns, clock: Clock, report: ReportEvent): BoardMonitor {
  let state: MonitorState = { last: null, dueAt: null, failed: null, runs: 0 };
  let stopping = false;
  let pauses = 0;
  let longest = 0;
  let memoryLostAt = Number.NEGATIVE_INFINITY;
  let fullAt = Number.NEGATIVE_INFINITY;
  const run = async (): Promise<void> => {
    const full = clock.now() - fullAt >= DAY;
    try {
      const found = await runs.run(full);
      if (found.full) fullAt = found.startedAt;
      if (found.findings.some(({ code }) => code === 'memory-unreadable')) memoryLostAt = found.startedAt;
      const last = withStanding(found, state.last, found.startedAt - memoryLostAt < DAY);
      tellFindings(last, state.last, report);
      const took = last.endedAt - last.startedAt;
      longest = Math.max(longest, took);
      state = { last, dueAt: last.endedAt + Math.max(pauses, took * RESTS) + longest * 2 + PATIENCE, failed: null, runs: state.runs + 1 };
    } catch (error) {
      if (stopping) return;
      const failed = error instanceof Error ? error.message : String(error);
      report('alarm', 'board-monitor-failed', { reason: failed, advice: 'ledger and board are not compared until this is repaired' });
      state = { ...state, failed, runs: state.runs + 1 };
    }
  };
  const stop = (): Promise<void> => {
    stopping = true;
    return runs.stop();
  };
  return { run, state: () => state, start: (span) => repeat(run, (pauses = span), clock.now, stop) };
}

/** How late a run may be before what the last one found counts as old. */
const PATIENCE = 600_000;

/**
 * What was a warning of older entries stays one until everything is looked at again: a run that begins where the last one ended does not see it. That
 * the memory was lost stays for a day: the run that says so has written a new one.
 */
function withStanding(found: MonitorResult, before: MonitorResult | null, isLost: boolean): MonitorResult {
  const stands = (one: Finding): boolean => one.severity === 'warn' && (one.code === 'memory-unreadable' ? isLost : !found.full && !isSaidAnew(one.code));
  const standing = (before?.findings ?? []).filter((one) => stands(one) && !found.findings.some((other) => same(one, other)));
  const findings = [...found.findings, ...standing];
  const counts = { ...found.counts };
  for (const { code } of standing) counts[code] = Math.max(before?.counts[code] ?? 0, findings.filter((one) => one.code === code).length);
  return { ...found, findings, counts };
}

/** A run looks at all payments of two weeks: where there are many it is not to be the most that the machine does. */
const RESTS = 9;

function repeat(run: () => Promise<void>, span: number, now: Clock['now'], end: () => Promise<void>): { readonly stop: () => Promise<void> } {
  const ending = new AbortController();
  const running = (async () => {
    while (!ending.signal.aborted) {
      const begun = now();
      await run();
      await pause(Math.max(span, (now() - begun) * RESTS), null, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      ending.abort();
      await end();
      await running;
    },
  };
}

const same = (a: Finding, b: Finding): boolean => a.code === b.code && a.name === b.name && a.severity === b.severity;

/** A finding is reported when it is new; while alarms last, each run says how many. */
function tellFindings({ findings, checked, full }: MonitorResult, before: MonitorResult | null, report: ReportEvent): void {
  const known = before?.findings ?? [];
  for (const one of findings) {
    if (known.some((other) => same(one, other))) continue;
    report(one.severity, `board-${one.code}`, { about: one.name, found: one.sentence, advice: findingKinds[one.code].advice });
  }
  const alarms = findings.filter(({ severity }) => severity === 'alarm').length;
  report(alarms > 0 ? 'alarm' : 'info', 'board-monitor', { findings: findings.length, alarms, changes: checked.changes, entries: checked.entries, full });
}
