/**
 * The ledger alone (design 7): the bank's, 64 transfers in a commit, against one transaction for each transfer on the same disk, and against pgbench's TPC-B on a PostgreSQL
 * server of this machine. All are synced to the disk with every commit. The rounds take turns, so that a disk that is slow for a while is slow for all.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresFolder, startPostgres } from '../../postgres.ts';
import { bankLedger } from './bank.ts';
import type { Move } from './ledger.ts';
import { naiveLedger } from './naive.ts';

export type LedgerOptions = { readonly transfers: number; readonly accounts: number; readonly pgbenchSeconds: number; readonly say: (line: string) => void };
/** Transfers a second by the clock, and milliseconds of processor time for one; medians of the rounds. `pgbench`: transactions a second, null where it is not installed. */
export type LedgerReport = {
  readonly transfers: number;
  readonly accounts: number;
  readonly naive: Rate;
  readonly bank: Rate;
  readonly pgbench: number | null;
  readonly timesNaive: number;
  readonly timesPgbench: number | null;
};
export type Rate = { readonly perSecond: number; readonly cpuMs: number };

const GROUP = 64;
const ROUNDS = 5;
const OPENING = 1_000_000;
const CLIENTS = 16;

export async function measureLedger({ transfers, accounts, pgbenchSeconds, say }: LedgerOptions): Promise<LedgerReport> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-ledger-'));
  chmodSync(folder, 0o755);
  try {
    say(`${accounts} accounts, ${ROUNDS} rounds of ${transfers} transfers each`);
    const [naive, bank] = measureBoth(folder, transfers, accounts);
    say('pgbench');
    const pgbench = await runPgbench(folder, pgbenchSeconds);
    return { transfers, accounts, naive, bank, pgbench, timesNaive: bank.perSecond / naive.perSecond, timesPgbench: pgbench === null ? null : bank.perSecond / pgbench };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureBoth(folder: string, transfers: number, accounts: number): readonly [Rate, Rate] {
  const sides = [naiveLedger(join(folder, 'naive.db'), accounts, OPENING), bankLedger(join(folder, 'bank.db'), accounts, OPENING)] as const;
  const rates: [Rate[], Rate[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const moves = Array.from({ length: transfers }, (_, index): Move => ({ id: `t${round}-${index}`, ...pair(round * transfers + index, accounts), amount: 1 + (index % 7) }));
    rates[0].push(timed(transfers, () => sides[0].move(moves)));
    rates[1].push(timed(transfers, () => {
      for (let from = 0; from < moves.length; from += GROUP) sides[1].move(moves.slice(from, from + GROUP));
    }));
  }
  for (const { sums, close } of sides) {
    const { balance, transfers: kept } = sums();
    if (balance !== 0 || kept !== ROUNDS * transfers) throw new Error(`found ${kept} transfers and ${balance} too much in all accounts; expected ${ROUNDS * transfers} and 0`);
    close();
  }
  return [median(rates[0]), median(rates[1])];
}

/** Spread over all accounts but the bank's own, the same in each run. */
function pair(index: number, accounts: number): { readonly from: number; readonly to: number } {
  const from = 1 + ((index * 7_919) % (accounts - 1));
  const to = 1 + ((index * 104_729 + 1) % (accounts - 1));
  return { from, to: to === from ? 1 + (to % (accounts - 1)) : to };
}

function timed(transfers: number, work: () => void): Rate {
  const [began, before] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(before);
  return { perSecond: (transfers * 1_000) / (performance.now() - began), cpuMs: (user + system) / 1_000 / transfers };
}

const median = (rates: readonly Rate[]): Rate => rates.toSorted((one, other) => one.perSecond - other.perSecond)[Math.floor(rates.length / 2)] ?? { perSecond: Number.NaN, cpuMs: Number.NaN };

/** TPC-B with prepared statements; scale 10, so that its branches are not what is waited for more than by design. */
async function runPgbench(folder: string, seconds: number): Promise<number | null> {
  const programs = postgresFolder();
  const pgbench = programs === undefined ? null : join(programs, 'pgbench');
  if (pgbench === null || !existsSync(pgbench) || seconds === 0) return null;
  const server = await startPostgres(folder);
  try {
    const at = ['--host', '127.0.0.1', '--port', String(server.port), '--username', 'kakitome'];
    const run = (more: readonly string[]): string => execFileSync(pgbench, [...at, ...more, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    run(['--initialize', '--scale', '10', '--quiet']);
    const said = run(['--protocol', 'prepared', '--client', String(CLIENTS), '--jobs', '2', '--time', String(seconds)]);
    const tps = Number(/^tps = ([\d.]+)/m.exec(said)?.[1]);
    if (!Number.isFinite(tps)) throw new Error(`pgbench: found "${said.slice(-200)}"; expected a line "tps = …"`);
    return tps;
  } finally {
    await server.stop();
  }
}

export const ledgerText = ({ transfers, accounts, naive, bank, pgbench, timesNaive, timesPgbench }: LedgerReport): string =>
  [
    `the ledger alone: ${accounts} accounts, ${transfers} transfers a round, every commit synced`,
    '',
    `the bank's, ${GROUP} in a commit     ${bank.perSecond.toFixed(0)} a second, ${bank.cpuMs.toFixed(3)} ms of processor time each`,
    `a transaction for each       ${naive.perSecond.toFixed(0)} a second, ${naive.cpuMs.toFixed(3)} ms: the bank's is ${timesNaive.toFixed(1)} times as fast`,
    pgbench === null ? 'pgbench                      left out: PostgreSQL 15 or newer with pgbench is not installed' : `pgbench, TPC-B, prepared     ${pgbench.toFixed(0)} a second with ${CLIENTS} clients: the bank's is ${(timesPgbench ?? 0).toFixed(1)} times as fast`,
    '',
  ].join('\n');
