/** A bank made by hand: a log in a folder as fixtures make it, and a ledger that says the same, until a test changes one of them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { openDirectory } from '../../directory.ts';
import { fixtureReference, paymentEntry, timeOf, withdrawnEntry, type FixtureEntry } from '../../fixtures/entries.ts';
import { makeLog, type LogFixture, type MadeLog } from '../../fixtures/make-log.ts';
import { parseLeaf } from '../../format/entry.ts';
import { parsePolicy, type TrustPolicy } from '../../format/policy.ts';
import { facePath } from '../../format/tile.ts';
import { monitorBoard, monitorLimits, type MonitorOptions, type MonitorResult } from '../../monitor.ts';
import type { LedgerChange, LedgerView } from '../../ports.ts';
import type { MonitoredLog } from '../checkpoints.ts';

export const ORIGIN = 'board.bank.example/board/2026';
export const SEED = 'monitor';
const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export type Found = NonNullable<LedgerChange['found']>;

/** A change as the ledger of a sound bank has it; published two seconds after it was made. */
export function changeOf(index: number, entry: FixtureEntry = paymentEntry(index, SEED), payment = Math.floor(index / 2)): LedgerChange {
  const found: Found = { at: timeOf(index), leaf: entry.leaf, place: { origin: ORIGIN, index }, publishedAt: timeOf(index) + 2_000, face: entry.face, erased: false };
  return { name: `${fixtureReference(payment, SEED).replace('-', '')}.${parseLeaf(entry.leaf).kind}`, expected: true, found };
}

/** Number of a payment → its changes. */
export type Ledger = Map<number, LedgerChange[]>;

/** `asked`: how many payments each batch was asked for. */
export function viewOf(ledger: Ledger, asked: number[] = []): LedgerView {
  return {
    ledgerChanges: (after, limit) => {
      asked.push(limit);
      const numbers = [...ledger.keys()].filter((number) => number > after).sort((a, b) => a - b).slice(0, limit);
      return Promise.resolve({ changes: numbers.flatMap((number) => ledger.get(number) ?? []), last: numbers.length < limit ? null : (numbers.at(-1) ?? null) });
    },
  };
}

export type Bank = {
  readonly root: string;
  log: MadeLog;
  row: MonitoredLog;
  readonly ledger: Ledger;
  readonly policy: TrustPolicy;
  /** The bank's time: ten minutes after its last entry. */
  now: number;
  /** Appends entries to log and ledger, each as a payment's; made anew, the log has the same bytes below. */
  readonly grow: (size: number) => void;
  readonly change: (index: number) => LedgerChange;
  /** Replaces the change at that index; null takes it away. */
  readonly set: (index: number, next: LedgerChange | null) => void;
  readonly file: (path: string) => string;
  readonly edit: (path: string, edit: (bytes: Buffer) => Buffer) => void;
  readonly run: (more?: Partial<MonitorOptions>) => Promise<MonitorResult>;
};

export const rowOf = (log: MadeLog): MonitoredLog => ({
  origin: log.origin,
  keys: log.keys,
  state: 'active',
  assigned: log.head.size,
  head: { size: log.head.size, root: log.head.root, signedAt: timeOf(log.head.size), note: log.head.checkpoint, cosignatures: [] },
  publishedSize: log.head.size,
  adoptedFrom: null,
});

const paymentOf = (index: number): number => Math.floor(index / 2) + 1;

export function smallBank(t: ExecutionContext, entries: number, more: Partial<LogFixture> = {}): Bank {
  const root = mkdtempSync(join(tmpdir(), 'kakitome-monitor-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  const make = (count: number): MadeLog => makeLog(root, { origin: ORIGIN, entries: count, witnesses: 2, seed: SEED, ...more });
  const ledger: Ledger = new Map();
  const set: Bank['set'] = (index, next) => {
    const kept = (ledger.get(paymentOf(index)) ?? []).filter(({ found }) => found?.place?.index !== index);
    ledger.set(paymentOf(index), next === null ? kept : [...kept, next]);
  };
  const file: Bank['file'] = (path) => join(bank.log.folder, path);
  const log = make(entries);
  const bank: Bank = {
    root,
    log,
    row: rowOf(log),
    ledger,
    policy: parsePolicy(log.policy),
    now: timeOf(entries) + 10 * MINUTE,
    set,
    file,
    grow: (size) => {
      for (let index = bank.log.head.size; index < size; index += 1) set(index, changeOf(index));
      bank.log = make(size);
      bank.row = rowOf(bank.log);
      bank.now = timeOf(size) + 10 * MINUTE;
    },
    change: (index) => {
      const found = ledger.get(paymentOf(index))?.find((one) => one.found?.place?.index === index);
      if (found === undefined) throw new RangeError(`entry ${index}`);
      return found;
    },
    edit: (path, edit) => writeFileSync(file(path), edit(readFileSync(file(path)))),
    run: (options = {}) => monitorBoard({ ...optionsOf(bank), ...options }),
  };
  for (let index = 0; index < entries; index += 1) set(index, changeOf(index));
  return bank;
}

const optionsOf = (bank: Bank): MonitorOptions => ({
  ledger: viewOf(bank.ledger),
  logs: () => Promise.resolve([bank.row]),
  readLog: () => openDirectory(bank.log.folder).read,
  policy: bank.policy,
  witnessHeads: bank.log.witnesses.map(({ name }) => ({ name, read: () => Promise.resolve(bank.log.head.checkpoint) })),
  now: () => bank.now,
  lateAfter: 5 * MINUTE,
  since: null,
  full: false,
  limits: { ...monitorLimits, batch: 3 },
  tell: () => undefined,
});

/** The codes of all findings, as often as they were found. */
export const codesOf = ({ counts }: MonitorResult): readonly string[] => Object.entries(counts).flatMap(([code, count]) => Array.from({ length: count }, () => code)).sort();

/** Withdraws the face of entry `index` by a further entry at the end of the log, as the sequencer and the store do. */
export function withdrawLast(bank: Bank, make: (entries: readonly FixtureEntry[]) => MadeLog, index: number): void {
  const size = bank.log.head.size;
  const withdrawal = withdrawnEntry(ORIGIN, index, timeOf(size), SEED);
  const before = bank.change(index);
  bank.log = make([...Array.from({ length: size }, (_, at) => paymentEntry(at, SEED)), withdrawal]);
  rmSync(bank.file(facePath(index)));
  bank.row = rowOf(bank.log);
  if (before.found !== null) bank.set(index, { ...before, found: { ...before.found, face: null, erased: true } });
  const own = changeOf(size, withdrawal);
  bank.ledger.get(paymentOf(index))?.push({ ...own, name: `${before.name}.withdrawn` });
  bank.now = timeOf(size) + 10 * MINUTE;
}

/** Turns one bit over. */
export const flip = (at: number) => (bytes: Buffer): Buffer => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};

export const foundOf = (bank: Bank, index: number): Found => {
  const { found } = bank.change(index);
  if (found === null) throw new RangeError(String(index));
  return found;
};
