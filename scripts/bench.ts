/**
 * `npm run bench -- [--intake smtp|lmtp|imap] [--mode closed --users 50 | --mode open --rate R] [--payments N] [--warm-up N] [--buyers N] [--shops N]
 * [--no-board] [--no-floor] [--json] [--node=OPTION]…
 * [--history N --accounts N --letters N]`, or `-- --ledger N` for the ledger alone, N transfers a round: whole payments by mail through the real daemon on this machine, all checks on: how many a second,
 * what each costs the processor, how long people wait, and beside it what the libraries alone cost. Ends with 1 where the books are not as they must be.
 */
import { callOf, refuseCall } from './call.ts';
import type { HistoryOptions } from './bench/history/fill.ts';
import { ledgerText, measureLedger } from './bench/ledger/measure.ts';
import { INTAKES, type Intake } from './bench/bank.ts';
import type { Mode } from './bench/load.ts';
import { reportText } from './bench/report.ts';
import { runBench } from './bench/run.ts';

const USAGE = 'npm run bench -- [--intake smtp|lmtp|imap] [--mode closed --users 50 | --mode open --rate R] [--payments N] [--warm-up N] [--buyers N] [--shops N] [--no-board] [--no-floor] [--json] [--node=OPTION]… [--history N --accounts N --letters N] | --ledger N';

const { values } = callOf(USAGE, {
  allowNegative: true,
  options: {
    intake: { type: 'string', default: 'smtp' },
    mode: { type: 'string', default: 'closed' },
    users: { type: 'string', default: '50' },
    rate: { type: 'string', default: '20' },
    payments: { type: 'string', default: '500' },
    'warm-up': { type: 'string', default: '100' },
    buyers: { type: 'string', default: '200' },
    shops: { type: 'string', default: '20' },
    accounts: { type: 'string', default: '0' },
    history: { type: 'string', default: '0' },
    letters: { type: 'string', default: '100000' },
    ledger: { type: 'string' },
    board: { type: 'boolean', default: true },
    floor: { type: 'boolean', default: true },
    json: { type: 'boolean', default: false },
    node: { type: 'string', multiple: true, default: [] },
  },
});

const count = (name: 'accounts' | 'ledger' | 'history' | 'letters' | 'users' | 'rate' | 'payments' | 'warm-up' | 'buyers' | 'shops', least: number): number => {
  const value = Number(values[name]);
  if (!Number.isFinite(value) || value < least || (name !== 'rate' && !Number.isInteger(value))) refuseCall(USAGE, `--${name}: found "${values[name] ?? ''}", expected a number from ${least}`);
  return value;
};

const intakeOf = (text: string): Intake => {
  const intake = INTAKES.find((one) => one === text);
  return intake ?? refuseCall(USAGE, `--intake: found "${text}", expected one of ${INTAKES.join(', ')}`);
};

const historyOf = (): HistoryOptions | null => {
  const payments = count('history', 0);
  return payments === 0 ? null : { payments, accounts: count('accounts', 2), lettersKept: count('letters', 0) };
};

const modeOf = (text: string): Mode => {
  if (text === 'closed') return { kind: 'closed', users: count('users', 1) };
  if (text === 'open') return { kind: 'open', rate: count('rate', 0.01) };
  refuseCall(USAGE, `--mode: found "${values.mode}", expected closed or open`);
};

// The processes under measurement and the folder are seen to at `exit`.
for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15]] as const) process.once(signal, () => process.exit(128 + number));

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function ledgerAlone(): Promise<void> {
  const report = await measureLedger({ transfers: count('ledger', 64), accounts: 10_000, pgbenchSeconds: 10, say });
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `\n${ledgerText(report)}`);
}

async function payments(): Promise<void> {
  const report = await runBench({
    intake: intakeOf(values.intake),
    mode: modeOf(values.mode),
    payments: count('payments', 1),
    warmUp: count('warm-up', 0),
    buyers: count('buyers', 1),
    shops: count('shops', 1),
    history: historyOf(),
    board: values.board,
    floor: values.floor,
    nodeOptions: values.node,
    say,
  });
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `\n${reportText(report)}`);
  process.exitCode = report.checked.faults.length === 0 ? 0 : 1;
}

await (values.ledger === undefined ? payments() : ledgerAlone());
