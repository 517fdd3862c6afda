/** The console's state in Prometheus's text format (version 0.0.4). Labels are words of ours alone: no name, address, reference or amount. */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { findingKinds, type FindingCode } from '../../bulletin-board/monitor/findings.ts';
import { runningLog, type BoardState, type ConsoleState } from './state.ts';

export type Metrics = {
  readonly contentType: string;
  readonly text: (state: ConsoleState) => Promise<string>;
  readonly clear: () => void;
};

/** A registry of its own: two consoles in one process do not mix. */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'kakitome_' });
  const set = instruments(registry);
  return {
    contentType: registry.contentType,
    text: (state) => {
      fill(set, state);
      fillMailboxes(set, state);
      if (state.board === null) forgetBoard(set);
      else fillBoard(set, state.board, state.at);
      return registry.metrics();
    },
    clear: () => registry.clear(),
  };
}

type Instruments = ReturnType<typeof instruments>;

function instruments(registry: Registry) {
  const registers = [registry];
  const gauge = (name: string, help: string, ...labelNames: readonly string[]): Gauge => new Gauge({ name: `kakitome_${name}`, help, labelNames, registers });
  const counter = (name: string, help: string, ...labelNames: readonly string[]): Counter => new Counter({ name: `kakitome_${name}`, help, labelNames, registers });
  return {
    received: counter('letters_received_total', 'Letters kept.'),
    disposed: gauge('letters_disposed', 'Letters by how they ended; received is the sum of these and of those that wait.', 'disposition'),
    waiting: gauge('letters_waiting', 'Letters kept and not decided yet.'),
    notices: gauge('notices', 'Notices that are owed, made and not sent, failed or bounced; counted up to a thousand.', 'status'),
    payments: gauge('payments', 'Payments by state, counted up to a thousand.', 'state'),
    deadlinesLate: gauge('deadlines_late', 'Open payments whose time and grace have passed; of each state the oldest thousand are looked at.'),
    disputes: gauge('disputes_open', 'Disputes that are open.'),
    disputesOverdue: gauge('disputes_overdue', 'Disputes that staff have not decided in their time; the oldest thousand are looked at.'),
    refunds: gauge('refunds_for_staff', 'Refunds above a daily limit that wait for staff; the oldest thousand are looked at.'),
    heldAccounts: gauge('held_accounts', 'Accounts on which money is set aside.', 'currency'),
    held: gauge('held_minor_units', 'Money set aside, in minor units of the currency.', 'currency'),
    tasks: gauge('staff_tasks', 'Tasks for staff that are not done, counted up to a thousand.'),
    alarms: counter('alarms_total', 'Alarms since the start of the process.'),
    halted: gauge('mailbox_halted', '1: the mailbox changes mails, and its letters are left in it. Numbered as in the configuration.', 'mailbox'),
    wholeAge: gauge('mailbox_whole_canary_age_seconds', 'Time since a check of the mailbox came back whole; absent before the first.', 'mailbox'),
    canaryWaiting: gauge('mailbox_canary_waiting_seconds', 'How long a check of the mailbox is on its way; 0: none is.', 'mailbox'),
    boardAssigned: gauge('board_assigned_entries', 'Entries with an index in the running log.'),
    boardSize: gauge('board_size_entries', 'Entries under the signed head of the running log.'),
    boardPublished: gauge('board_published_entries', 'Entries under the published checkpoint of the running log.'),
    headAge: gauge('board_head_age_seconds', 'Time since the head of the running log was signed; absent before its first.'),
    boardWaiting: gauge('board_waiting_entries', 'Entries that wait for publication.'),
    oldestWaiting: gauge('board_oldest_waiting_seconds', 'How long the oldest of them waits; 0: none does.'),
    monitorAge: gauge('board_monitor_age_seconds', 'Time since the monitor last came to its end; absent before its first run.'),
    monitorRuns: counter('board_monitor_runs_total', 'Runs of the monitor, with those that failed.'),
    monitorFailed: gauge('board_monitor_failed', '1: the newest run of the monitor failed.'),
    findings: gauge('board_monitor_findings', 'Disagreements that the last run found.', 'code'),
    monitorAlarms: gauge('board_monitor_alarms', 'Those among them that are alarms, as far as they are kept.'),
  };
}

/** What is known as a total is set, not counted. */
function total(counter: Counter, value: number): void {
  counter.reset();
  counter.inc(value);
}

function fill(set: Instruments, { letters, notices, payments, deadlinesLate, disputes, refunds, held, tasks, alarms }: ConsoleState): void {
  total(set.received, letters.received);
  for (const [disposition, count] of Object.entries(letters.byDisposition)) set.disposed.set({ disposition }, count);
  set.waiting.set(letters.waiting);
  for (const [status, { count }] of Object.entries(notices)) set.notices.set({ status }, count);
  for (const [state, { count }] of Object.entries(payments)) set.payments.set({ state }, count);
  set.deadlinesLate.set(deadlinesLate.count);
  set.disputes.set(disputes.count);
  set.disputesOverdue.set(disputes.overdue.count);
  set.refunds.set(refunds.count);
  for (const gauge of [set.heldAccounts, set.held]) gauge.reset();
  for (const { currency, accounts, minor } of held) {
    set.heldAccounts.set({ currency }, accounts);
    set.held.set({ currency }, Number(minor));
  }
  set.tasks.set(tasks.count);
  total(set.alarms, alarms.total);
}

function fillMailboxes(set: Instruments, { mailboxes, at }: ConsoleState): void {
  // Another process may watch them by now: what this one saw last is no news.
  for (const gauge of [set.halted, set.wholeAge, set.canaryWaiting]) gauge.reset();
  for (const [index, { haltedSince, wholeAt, waiting }] of (mailboxes ?? []).entries()) {
    // Its name is an address.
    const mailbox = { mailbox: String(index + 1) };
    set.halted.set(mailbox, haltedSince === null ? 0 : 1);
    if (wholeAt !== null) set.wholeAge.set(mailbox, seconds(at - wholeAt));
    set.canaryWaiting.set(mailbox, waiting === null ? 0 : seconds(at - waiting.sentAt));
  }
}

function fillBoard(set: Instruments, board: BoardState, at: number): void {
  const log = runningLog(board);
  set.boardAssigned.set(log?.assigned ?? 0);
  set.boardSize.set(log?.size ?? 0);
  set.boardPublished.set(log?.publishedSize ?? 0);
  if (log?.signedAt == null) set.headAge.remove();
  else set.headAge.set(seconds(at - log.signedAt));
  set.boardWaiting.set(board.waiting?.count ?? 0);
  set.oldestWaiting.set(board.waiting === null ? 0 : seconds(at - board.waiting.oldestAt));
  const { last, failed, runs } = board.monitor;
  total(set.monitorRuns, runs);
  set.monitorFailed.set(failed === null ? 0 : 1);
  if (last === null) return set.monitorAge.remove();
  set.monitorAge.set(seconds(at - last.endedAt));
  for (const code of Object.keys(findingKinds) as FindingCode[]) set.findings.set({ code }, last.counts[code] ?? 0);
  set.monitorAlarms.set(last.findings.filter(({ severity }) => severity === 'alarm').length);
}

/** Without a board nothing of it is told: 0 would be a size, or an age. */
function forgetBoard(set: Instruments): void {
  for (const one of [set.boardAssigned, set.boardSize, set.boardPublished, set.headAge, set.boardWaiting, set.oldestWaiting, set.monitorAge, set.monitorRuns, set.monitorFailed, set.monitorAlarms]) one.remove();
  set.findings.reset();
}

const seconds = (milliseconds: number): number => Math.max(0, milliseconds) / 1_000;
