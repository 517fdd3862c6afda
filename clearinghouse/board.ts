/** The public board of a running bank: sequencer, witnesses, the evidence of receipts. Wired from configuration and office. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openDirectory } from '../bulletin-board/directory.ts';
import { makeOpener, type OpenCheckpoint } from '../bulletin-board/format/checkpoint.ts';
import { Malformed } from '../bulletin-board/format/malformed.ts';
import { parsePolicy, type TrustPolicy } from '../bulletin-board/format/policy.ts';
import { LogKeyError } from '../bulletin-board/log-keys.ts';
import type { BoardReport, Cosigner } from '../bulletin-board/ports.ts';
import { makeProofs, type ProofOf } from '../bulletin-board/sequencer/proofs.ts';
import { BoardRefused } from '../bulletin-board/sequencer/refused.ts';
import { makeSequencer, type Sequencer } from '../bulletin-board/sequencer/sequencer.ts';
import { makeWitnessClient } from '../bulletin-board/witness/client.ts';
import { boardFolder, boardUrl, currentLog, signerOf, yearOf } from './board-logs.ts';
import { ConfigError, type Config } from './config.ts';
import type { Office } from './office.ts';
import { makeProve } from './receipt-evidence.ts';
import type { Prove, ReportEvent } from './stages/ports.ts';

/** A witness may answer so much later than a checkpoint waits for it: it is then published again with the cosignature. */
const LATE = 15_000;

/** As many as a second of a busy bank makes many times over. */
const BATCH = 4_096;

export type Board = {
  readonly sequencer: Sequencer;
  /** At most one round in the configured time; what came meanwhile is published together. */
  readonly round: () => Promise<boolean>;
  readonly prove: Prove;
  readonly policy: TrustPolicy;
  readonly stop: () => Promise<void>;
};

const noBoard: Prove = (notice) => Promise.reject(new Error(`notice ${notice.id} waits for a public entry, and this bank keeps no board`));

/** For a bank without a board. Entries that still wait for one would keep their receipts back for ever: that start is refused. */
export async function withoutBoard({ config, store }: Office): Promise<Prove> {
  const waiting = await store.waitingEntries();
  if (waiting === null) return noBoard;
  throw new ConfigError(`${config.file}: board.enabled: found false while ${waiting.count} entries wait for publication; expected true until \`kakitome board status\` says that nothing waits`);
}

/** The policy file of the configuration: witnesses and quorum; empty where it names none. */
export function readWitnesses({ file, folder, board }: Config): TrustPolicy {
  if (board.witnesses === undefined) return { logs: [], witnesses: [], groups: [], quorum: null };
  const path = resolve(folder, board.witnesses);
  try {
    return parsePolicy(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Malformed) throw new ConfigError(`${path}: ${error.message}`);
    throw new ConfigError(`${file}: board.witnesses: ${path} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); expected a policy file`);
  }
}

/** The witnesses of the policy that have an address. */
export const cosignersOf = ({ witnesses }: TrustPolicy): readonly Cosigner[] => witnesses.flatMap(({ key, url }) => (url === null ? [] : [makeWitnessClient({ key, url, timeout: LATE })]));

export function openSequencer(office: Pick<Office, 'config' | 'store' | 'clock' | 'chance'>, policy: TrustPolicy, report: BoardReport): Sequencer {
  const { config, store, clock, chance } = office;
  return makeSequencer({
    store,
    root: openDirectory(boardFolder(config)),
    signerOf: (origin) => signerOf(config, origin),
    cosigners: cosignersOf(policy),
    now: clock.now,
    report,
    holder: `${process.pid}-${chance.seed().slice(0, 12)}`,
    batch: BATCH,
    cosignWait: config.board.cosign_wait,
  });
}

/** Rejects where the board can't go on: no log, other keys, files or database that contradict each other. */
export async function openBoard(office: Office, report: ReportEvent): Promise<Board> {
  const { config, store } = office;
  const log = currentLog(await store.listLogs());
  if (log === undefined) throw new ConfigError(`${config.file}: board.enabled: found true, and no log; expected the one that \`kakitome board begin\` makes`);
  const policy = readWitnesses(config);
  const sequencer = openSequencer(office, policy, (level, code, detail) => report(level, code, fieldsOf(detail)));
  try {
    await sequencer.start();
  } catch (error) {
    await sequencer.stop();
    if (error instanceof BoardRefused || error instanceof LogKeyError) throw new ConfigError(`board: ${error.message}`);
    throw error;
  }
  return {
    sequencer,
    round: watchingYear(paced(sequencer, store, config.board.batch), office, report),
    prove: proveWith(office, sequencer.proofOf, sequencer.openCheckpoint),
    policy,
    stop: () => sequencer.stop(),
  };
}

/** The evidence of receipts, from the public files, for a process that does not keep the board itself. */
export function openProofs(office: Office): Prove {
  const openCheckpoint = makeOpener();
  return proveWith(office, makeProofs(office.store, openDirectory(boardFolder(office.config)), openCheckpoint), openCheckpoint);
}

const proveWith = ({ config, store }: Office, proofOf: ProofOf, openCheckpoint: OpenCheckpoint): Prove => makeProve({ proofOf, openCheckpoint, keysOf: keysOfLogs(store), publicUrl: boardUrl(config) });

/** A log never gets a further key: each is asked for once. */
function keysOfLogs(store: Office['store']): (origin: string) => Promise<readonly string[]> {
  const known = new Map<string, readonly string[]>();
  return async (origin) => {
    const keys = known.get(origin) ?? (await store.listLogs()).find((one) => one.origin === origin)?.keys;
    if (keys !== undefined) known.set(origin, keys);
    return keys ?? [];
  };
}

const DAY = 86_400_000;

/** A log of last year goes on until somebody turns it: told at the start and then once a day. */
function watchingYear(round: () => Promise<boolean>, { store, clock }: Office, report: ReportEvent): () => Promise<boolean> {
  let told = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now();
    if (now - told >= DAY) {
      told = now;
      const log = currentLog(await store.listLogs());
      if (log !== undefined && Number(yearOf(now)) > Number(yearOf(log.beganAt))) report('alarm', 'board-of-another-year', { origin: log.origin, advice: 'kakitome board rotate' });
    }
    return round();
  };
}

/** fsync is the whole cost of a round: entries that come within one span share it. The first after a pause goes at once. */
function paced(sequencer: Sequencer, store: Office['store'], span: number): () => Promise<boolean> {
  let free: Promise<unknown> = Promise.resolve();
  return async () => {
    if ((await store.waitingEntries()) !== null) {
      await free;
      free = setTimeout(span, null, { ref: false });
    }
    return sequencer.round();
  };
}

/** Log lines hold texts and numbers. */
const fieldsOf = (detail: Readonly<Record<string, unknown>>): Readonly<Record<string, string | number | boolean | null>> =>
  Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, isPlain(value) ? value : JSON.stringify(value)]));

const isPlain = (value: unknown): value is string | number | boolean | null => value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
