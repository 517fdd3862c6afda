/** What a run tells: `Report` as `--json` prints it, and the page for people. Times in milliseconds unless their name says otherwise. */
import type { Intake } from './bank.ts';
import type { Checked } from './check.ts';
import type { HistoryOptions } from './history/fill.ts';
import type { Mode, Played, Timed } from './load.ts';

export type Spread = { readonly p50: number; readonly p99: number; readonly max: number };

/** Of one process under load. `cpuU`: in RSA-2048 signatures, which were measured while it ran (`signMs`). */
export type Measured = {
  readonly payments: number;
  readonly seconds: number;
  readonly paymentsPerSecond: number;
  readonly cpuMs: number;
  readonly cpuU: number;
  /** What of `cpuMs` the threads took that lived to the end, by name: in Node `V8Worker` compile and collect garbage, `WorkerThread` are store and readers. */
  readonly threadsMs: Readonly<Record<string, number>>;
  readonly generatorMs: number;
  readonly signMs: number;
  readonly latency: Readonly<Record<keyof Timed, Spread>>;
  /** Of one synced append to the same disk meanwhile. */
  readonly disk: Spread;
  readonly peakMegabytes: number;
};

export type Report = {
  readonly options: { readonly intake: Intake; readonly mode: Mode; readonly payments: number; readonly warmUp: number; readonly buyers: number; readonly shops: number; readonly board: boolean; readonly history: HistoryOptions | null };
  readonly machine: { readonly node: string; readonly processors: number };
  readonly bank: Measured;
  /** The libraries' work alone, played with the same mails right after; null where it was not asked for. */
  readonly floor: Measured | null;
  /** What no program can go below, in U: four RSA verifications and a signature for each notice. */
  readonly physicalU: number;
  readonly checked: Checked;
  /** What looking things up takes, in milliseconds of waiting; null: there was no history to look through. */
  readonly looks: Readonly<Record<string, number>> | null;
};

export type Raw = { readonly played: Played; readonly cpuMs: number; readonly threads: Readonly<Record<string, number>>; readonly generatorMs: number; readonly signMs: number; readonly disk: readonly number[]; readonly peakMegabytes: number };

export function measuredOf({ played: { timed, seconds }, cpuMs, threads, generatorMs, signMs, disk, peakMegabytes }: Raw): Measured {
  const payments = timed.length;
  const latency = { question: spreadOf(timed.map(({ question }) => question)), receipt: spreadOf(timed.map(({ receipt }) => receipt)), whole: spreadOf(timed.map(({ whole }) => whole)) };
  return { payments, seconds, paymentsPerSecond: payments / seconds, cpuMs: cpuMs / payments, cpuU: cpuMs / payments / signMs, threadsMs: Object.fromEntries(Object.entries(threads).map(([name, ms]) => [name, ms / payments])), generatorMs: generatorMs / payments, signMs, latency, disk: spreadOf(disk), peakMegabytes };
}

/** The least value that at least the share of all values does not exceed. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Those that took a hundredth of the whole or more, anywhere. */
const threadNames = (columns: readonly Measured[]): readonly string[] => [...new Set(columns.flatMap(({ threadsMs, cpuMs }) => Object.keys(threadsMs).filter((name) => (threadsMs[name] ?? 0) >= cpuMs / 100)))];

export function reportText({ options, bank, floor, physicalU, checked, machine, looks }: Report): string {
  const { mode } = options;
  const load = mode.kind === 'closed' ? `closed loop of ${mode.users} users` : `open loop, ${mode.rate} a second`;
  const columns = [bank, ...(floor === null ? [] : [floor])];
  const row = (title: string, of: (measured: Measured) => string): string => `${title.padEnd(34)}${columns.map((one) => of(one).padStart(18)).join('')}`;
  const number = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
  const three = ({ p50, p99, max }: Spread, digits = 0): string => [p50, p99, max].map((value) => value.toFixed(digits)).join(' / ');
  const spread = (of: keyof Timed) => ({ latency }: Measured): string => three(latency[of]);
  return [
    `${bank.payments} payments by ${options.intake.toUpperCase()}, ${load}, ${options.buyers} buyers, ${options.shops} shops, ${options.board ? 'with' : 'without'} the board; Node ${machine.node}, ${machine.processors} processors`,
    '',
    `${''.padEnd(34)}${['bank', ...(floor === null ? [] : ['floor'])].map((word) => word.padStart(18)).join('')}`,
    row('payments a second', ({ paymentsPerSecond }) => number(paymentsPerSecond)),
    row('CPU per payment, ms', ({ cpuMs }) => number(cpuMs)),
    ...threadNames(columns).map((name) => row(`  ${name}`, ({ threadsMs }) => number(threadsMs[name] ?? 0))),
    row('CPU per payment, U', ({ cpuU }) => number(cpuU)),
    row('forward → question, p50/p99/max ms', spread('question')),
    row('consent → receipt', spread('receipt')),
    row('order → both receipts', spread('whole')),
    row('a synced append meanwhile', ({ disk }) => three(disk, 1)),
    row('memory at most, MB', ({ peakMegabytes }) => String(peakMegabytes)),
    row('load generator, CPU ms', ({ generatorMs }) => number(generatorMs)),
    row('1 U = one RSA-2048 signature, ms', ({ signMs }) => signMs.toFixed(3)),
    ...(looks === null ? [] : ['', `to look up, among ${options.history?.accounts} accounts and ${options.history?.payments} payments, ms`, ...Object.entries(looks).map(([what, ms]) => `  ${what.padEnd(50)}${ms.toFixed(1).padStart(8)}`)]),
    '',
    `physical floor (4 verifications, ${number(checked.notices / checked.settled)} signatures): ${number(physicalU)} U${floor === null ? '' : `; the bank takes ${number(bank.cpuU / floor.cpuU)} × the libraries' floor`}`,
    checked.faults.length === 0
      ? `checked: ${checked.audited ? 'the audit is clean' : 'no audit, since letters of the past are not kept'}, ${checked.settled} payments settled exactly once, ${checked.letters} letters accounted for, ${checked.notices} notices arrived (${checked.sentTwice} more than once)`
      : `NOT AS IT MUST BE:\n${checked.faults.map((fault) => `  ${fault}`).join('\n')}`,
    '',
  ].join('\n');
}
