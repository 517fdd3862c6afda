/**
 * The monitor: holds ledger and public board against each other, both ways, and the board's head against what the witnesses hold. It reads
 * only, beside a running sequencer; what it says is plain data.
 */
import { parseLeaf, placeText } from './format/entry.ts';
import { Malformed } from './format/malformed.ts';
import type { TrustPolicy } from './format/policy.ts';
import { TILE_WIDTH } from './format/tile.ts';
import { noPeaks, type Peaks } from './format/tree.ts';
import type { OpenedCheckpoint } from './format/checkpoint.ts';
import { judgeHistory, judgeNothing, judgeQuorum, judgeServed, readServed, type Judged, type MonitoredLog } from './monitor/checkpoints.ts';
import type { PublicLog, Scene } from './monitor/changes.ts';
import { finding, gather, type Finding, type FindingCode, type Gathered } from './monitor/findings.ts';
import { forgottenWithdrawals, tickForgotten } from './monitor/given-up.ts';
import { tilesLeadTo } from './monitor/heads.ts';
import { makeTicks, passLedger, passOlder, type Late, type PassOptions } from './monitor/ledger-pass.ts';
import { openFiles } from './monitor/log-files.ts';
import { rememberLogs, type MonitorPlace } from './monitor/place.ts';
import { judgeCopy, judgeStale, lackingPlace, readCopies, type Aged, type Copy, type Patience, type WitnessHead } from './monitor/witnesses.ts';
import { walkLog } from './monitor/walk.ts';
import type { LedgerView, ReadFile } from './ports.ts';

export type MonitorLimits = {
  /** Payments in memory at once. */
  readonly batch: number;
  /** Findings kept of one code; all are counted. */
  readonly findingsOfCode: number;
  /** What a payment may still do, it does within so many milliseconds of its opening; an incremental run looks at all payments of that time. */
  readonly recent: number;
  /** An entry that waits longer is an alarm, milliseconds. */
  readonly stalledAfter: number;
  readonly witnesses: Patience;
};

const HOUR = 3_600_000;

export const monitorLimits: MonitorLimits = { batch: 200, findingsOfCode: 50, recent: 14 * 24 * HOUR, stalledAfter: HOUR, witnesses: { behind: HOUR, quiet: 26 * HOUR, ahead: HOUR / 6 } };

export type MonitorOptions = {
  readonly ledger: LedgerView;
  /** All logs as the database has them at the call, the oldest first. */
  readonly logs: () => Promise<readonly MonitoredLog[]>;
  /** The public files of one log, by path below its folder. */
  readonly readLog: (origin: string) => ReadFile;
  /** Witnesses, quorum, and keys of logs; a log that it names no key of is opened with the keys in the database. */
  readonly policy: TrustPolicy;
  readonly witnessHeads: readonly WitnessHead[];
  readonly now: () => number;
  /** An entry that waits longer for its publication is told; milliseconds. */
  readonly lateAfter: number;
  /** Where the last run ended; null: everything is looked at. What it saw of the logs must be the beginning of what is there now. */
  readonly since: MonitorPlace | null;
  /** Everything is looked at, also what is old and was found sound. */
  readonly full: boolean;
  readonly limits: MonitorLimits;
  /** Told while it runs, with the changes looked at so far. */
  readonly tell: (changes: number) => void;
};

export type MonitorResult = {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly full: boolean;
  readonly checked: { readonly changes: number; readonly entries: number; readonly faces: number; readonly logs: number; readonly witnessCopies: number };
  /** Alarms first; at most so many of one code as the limits say. */
  readonly findings: readonly Finding[];
  /** All findings, by code. */
  readonly counts: Readonly<Partial<Record<FindingCode, number>>>;
  /** What the next run begins from. Where anything disagreed it looks at everything again, so that it is found as long as it does; what was seen of the logs is remembered all the same. */
  readonly next: MonitorPlace;
};

const everything: MonitorPlace = { sound: true, payment: 0, logs: [] };

/** Rejects only with the faults of ledger and `readLog`; a log that disagrees in any way is a finding. */
export async function monitorBoard(options: MonitorOptions): Promise<MonitorResult> {
  const { now, limits, policy } = options;
  const startedAt = now();
  const begin = options.full || options.since?.sound !== true ? everything : options.since;
  const memory = options.since ?? everything;
  const found = gather(limits.findingsOfCode);
  const sides = await readSides(options, begin === everything);
  const walked: WalkedSide[] = [];
  const aged: Aged[] = [];
  for (const side of sides) {
    found.add(side.judged.findings);
    if (side.judged.checkpoint !== null) found.add(judgeQuorum(side.judged.checkpoint, side.after, policy, startedAt - options.lateAfter));
    const copies = await judgeCopies(side, policy);
    found.add(copies.findings);
    aged.push(...copies.aged);
    const log = await walkSide(side, begin, memory, copies.unprovable);
    found.add(log.findings);
    walked.push(log);
  }
  const gone = memory.logs.filter(({ origin }) => !sides.some(({ after }) => after.origin === origin));
  found.add(gone.flatMap(({ origin, peaks }) => judgeNothing(origin, peaks, 'row in the database')));
  const pass = await compareLedger(options, begin.payment, walked, aged, startedAt, found);
  found.add(aged.flatMap((one) => staleOf(one, sides, pass.publishedAt, startedAt, limits.witnesses)));
  const findings = found.list();
  const disagrees = findings.some(({ code, severity }) => severity === 'alarm' && !isSaidAnew(code));
  const logs = rememberLogs(memory.logs, walked.filter(({ trust, goesOn }) => goesOn && trust !== 'neither').map(({ origin, peaks }) => ({ origin, peaks })));
  return {
    startedAt,
    endedAt: now(),
    full: begin === everything,
    checked: { changes: pass.changes, entries: walked.reduce((sum, { size, from }) => sum + Math.max(0, size - from), 0), faces: pass.faces, logs: sides.length, witnessCopies: aged.length },
    findings,
    counts: found.counts(),
    next: disagrees ? { sound: false, payment: memory.payment, logs } : { sound: true, payment: pass.rest, logs },
  };
}

/** What is said anew by every run, wherever it begins. */
export const isSaidAnew = (code: FindingCode): boolean => code.startsWith('witness-') || code === 'entries-late' || code === 'quorum-missing';

/** One log with its row before and after files and copies were read: the sequencer may go on meanwhile. */
type Side = { readonly after: MonitoredLog; readonly read: ReadFile; readonly judged: Judged; readonly copies: readonly Copy[] };

async function readSides({ logs, readLog, policy, witnessHeads }: MonitorOptions, full: boolean): Promise<readonly Side[]> {
  const before = await logs();
  const served = await Promise.all(before.map((log) => readServed(log, readLog(log.origin), policy)));
  const asked = before.filter(({ state }) => state === 'active' || state === 'ending' || (state === 'ended' && full));
  const copies = await readCopies(asked.map(({ origin }) => origin), witnessHeads);
  const after = new Map((await logs()).map((log) => [log.origin, log]));
  return Promise.all(before.map(async (log, at) => {
    const read = readLog(log.origin);
    const now = after.get(log.origin) ?? log;
    return { after: now, read, judged: await judgeServed(served[at] ?? null, log, now, read), copies: copies.filter(({ origin }) => origin === log.origin) };
  }));
}

async function judgeCopies({ after, read, judged, copies }: Side, policy: TrustPolicy): Promise<{ readonly findings: readonly Finding[]; readonly aged: readonly Aged[]; readonly unprovable: boolean }> {
  const each = [];
  for (const copy of copies) each.push(await judgeCopy(copy, after, judged.checkpoint, read, policy));
  return { findings: each.flatMap(({ findings }) => findings), aged: each.flatMap(({ aged }) => aged ?? []), unprovable: each.some(({ unprovable }) => unprovable) };
}

/** `goesOn`: it begins with what was remembered of it. */
type WalkedSide = PublicLog & { readonly peaks: Peaks; readonly goesOn: boolean; readonly findings: readonly Finding[] };

async function walkSide({ after: { origin }, read, judged }: Side, begin: MonitorPlace, memory: MonitorPlace, alsoUnprovable: boolean): Promise<WalkedSide> {
  const { checkpoint, behind } = judged;
  const size = checkpoint?.size ?? 0;
  const files = openFiles(read, size);
  const peaksIn = (place: MonitorPlace): Peaks => place.logs.find((log) => log.origin === origin)?.peaks ?? noPeaks;
  const side = { origin, files, size, behind, from: 0, peaks: noPeaks, goesOn: false };
  // What is public can't be judged; why, is said already.
  if (checkpoint === null && judged.findings.length > 0) return { ...side, trust: 'neither', findings: [] };
  // Nothing is public, and the database says that nothing was: so it is with a log that was just begun.
  if (checkpoint === null) return { ...side, trust: 'tiles', goesOn: peaksIn(memory).size === 0, findings: judgeNothing(origin, peaksIn(memory), 'public checkpoint') };
  const history = await judgeHistory(peaksIn(memory), checkpoint, behind, read);
  if (history.findings.length > 0) return { ...side, trust: 'neither', findings: history.findings };
  const known = peaksIn(begin);
  // A smaller checkpoint than the last run saw, still a beginning of the stored head: it is walked from its start.
  const base = known.size <= size ? known : noPeaks;
  const walked = await walkLog(files, base, origin, checkpoint);
  const tiles = walked.findings.length > 0 || (!judged.unprovable && !alsoUnprovable && (await tilesLeadTo(read, checkpoint)));
  return { ...side, from: base.size, trust: walked.trust, peaks: walked.peaks, goesOn: history.goesOn, findings: tiles ? walked.findings : [tilesBroken(origin, checkpoint)] };
}

const tilesBroken = (origin: string, { size }: OpenedCheckpoint): Finding => finding('tile-differs', origin, `the upper tiles of ${origin} do not lead to the signed root of ${size} entries: no proof can be made from them`);

type Compared = { readonly changes: number; readonly faces: number; readonly rest: number; readonly publishedAt: ReadonlyMap<string, number> };

async function compareLedger(options: MonitorOptions, from: number, logs: readonly PublicLog[], aged: readonly Aged[], startedAt: number, found: Gathered): Promise<Compared> {
  const { ledger, lateAfter, limits, tell } = options;
  let faces = 0;
  const rows = await options.logs();
  const scene: Scene = { logs: new Map(logs.map((log) => [log.origin, log])), startedAt, lateAfter, forgottenWithdrawals: await forgottenWithdrawals(logs, rows), tellFace: () => void (faces += 1) };
  const ticks = makeTicks(logs);
  const pass: PassOptions = { ledger, scene, ticks, from, batch: limits.batch, recent: limits.recent, inQuestion: new Set(aged.map(lackingPlace)), add: found.add, tell };
  const { changes, rest, late, publishedAt } = await passLedger(pass);
  await tickOwnLeaves(logs, ticks, await options.logs());
  const older = from > 0 && ticks.open(1).length > 0 ? await passOlder(pass, from) : 0;
  found.add(tickForgotten(ticks, rows));
  found.add(ticks.open(limits.findingsOfCode).map(({ origin, index }) => unknownEntry(origin, index)));
  if (late !== null) found.add([lateFinding(late, startedAt, limits.stalledAfter)]);
  return { changes: changes + older, faces, rest, publishedAt };
}

const unknownEntry = (origin: string, index: number): Finding => finding('entry-unknown', placeText(origin, index), `the public entry ${index} of ${origin} belongs to no change of the ledger`);

function lateFinding({ count, oldestAt, oldest }: Late, now: number, stalledAfter: number): Finding {
  const age = now - oldestAt;
  const sentence = `${count} ${count === 1 ? 'entry waits' : 'entries wait'} for publication, the oldest (${oldest}) for ${Math.floor(age / 60_000)} minutes`;
  return finding('entries-late', oldest, sentence, age > stalledAfter ? 'alarm' : 'warn');
}

/** A log's own leaves: its first, where it goes on another one, and its last, once it has ended. */
async function tickOwnLeaves(logs: readonly PublicLog[], ticks: ReturnType<typeof makeTicks>, rows: readonly MonitoredLog[]): Promise<void> {
  for (const { origin, files, size } of logs) {
    const row = rows.find((one) => one.origin === origin);
    const isFirst = rows[0]?.origin === origin;
    const ends = (row?.state === 'ending' || row?.state === 'ended') && size === row.assigned;
    for (const [index, kind] of [...(isFirst ? [] : [[0, 'continues'] as const]), ...(ends ? [[size - 1, 'ends'] as const] : [])]) {
      if (!ticks.isOpen({ origin, index })) continue;
      const leaf = (await files.page(Math.floor(index / TILE_WIDTH))).leaves[index % TILE_WIDTH];
      if (leaf !== undefined && kindOf(leaf) === kind) ticks.tick({ origin, index });
    }
  }
}

function kindOf(bytes: Uint8Array): string | null {
  try {
    return parseLeaf(bytes).kind;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function staleOf(aged: Aged, sides: readonly Side[], publishedAt: ReadonlyMap<string, number>, now: number, patience: Patience): readonly Finding[] {
  const served = sides.find(({ after }) => after.origin === aged.log.origin)?.judged.checkpoint ?? null;
  return served === null ? [] : judgeStale(aged, served, publishedAt.get(lackingPlace(aged)) ?? null, now, patience);
}
