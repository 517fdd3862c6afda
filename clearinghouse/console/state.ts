/** What staff see: counts, what waits, what needs a person. Plain data; no letter's text, no secret. */
import type { LogRow } from '../../bulletin-board/ports.ts';
import type { StaffTask } from '../core/decision.ts';
import { openDispute } from '../core/dispute-case.ts';
import { OPEN_DISPUTES, OPEN_REFUNDS } from '../core/keys.ts';
import { openRefund } from '../core/refund.ts';
import { isOpen, type Payment, type PaymentId, type StateName } from '../core/payment.ts';
import type { MailboxHealth } from '../stages/canary.ts';
import type { NoticeStatus, Reconciliation, Store } from '../store/store.ts';
import type { AlarmRing, Alarm } from './alarm-ring.ts';
import type { BoardMonitor, MonitorState } from './board-monitor.ts';

/** A count that stops somewhere: `more` says that there are more than `count`. */
export type Counted = { readonly count: number; readonly more: boolean };

export type BoardLog = Pick<LogRow, 'origin' | 'state' | 'assigned' | 'publishedSize'> & { readonly size: number; readonly signedAt: number | null };

export type BoardState = {
  /** The oldest first. */
  readonly logs: readonly BoardLog[];
  readonly waiting: { readonly oldestAt: number; readonly count: number } | null;
  readonly monitor: MonitorState;
};

/** `payment`: the reference, as people quote it. */
export type ShownTask = Omit<StaffTask, 'paymentId'> & { readonly number: number; readonly payment: string | null };

export type ConsoleState = {
  readonly at: number;
  readonly letters: Reconciliation;
  readonly notices: Readonly<Record<Extract<NoticeStatus, 'owed' | 'made' | 'failed' | 'bounced'>, Counted>>;
  readonly payments: Readonly<Record<StateName, Counted>>;
  /** Open payments whose time and grace have passed, and which nothing has ended. */
  readonly deadlinesLate: Counted;
  /** Open disputes; of them those that staff have not decided in their time. */
  readonly disputes: Counted & { readonly overdue: Counted };
  /** Refunds above a daily limit that wait for staff. */
  readonly refunds: Counted;
  /** Accounts on which money is set aside, and how much, by currency in minor units. */
  readonly held: readonly { readonly currency: string; readonly accounts: number; readonly minor: bigint }[];
  readonly tasks: Counted & { /** The newest first. */ readonly newest: readonly ShownTask[] };
  /** In the configuration's order. Empty: this process watches none, another one does. Null: no mailbox is watched by canaries. */
  readonly mailboxes: readonly MailboxHealth[] | null;
  /** Null: the bank keeps no board. */
  readonly board: BoardState | null;
  /** Of this process alone. */
  readonly alarms: { readonly total: number; readonly newest: readonly Alarm[] };
};

export type ConsoleParts = {
  readonly store: Pick<Store, 'reconcile' | 'countNotices' | 'listPayments' | 'heldSums' | 'listStaffTasks' | 'listLogs' | 'waitingEntries'>;
  readonly now: () => number;
  /** Of a payment, as people quote it. */
  readonly reference: (payment: PaymentId) => string;
  /** How long after its time a payment may still be open: the silent grace, and a little for the work itself; milliseconds. */
  readonly patience: number;
  /** Null: no mailbox is watched by canaries. */
  readonly mailboxes: (() => readonly MailboxHealth[]) | null;
  /** Null: the bank keeps no board. */
  readonly monitor: Pick<BoardMonitor, 'state'> | null;
  readonly alarms: Pick<AlarmRing<never>, 'list' | 'total'>;
};

/** Payments are unsealed to be counted: beyond so many it is said that there are more. */
const COUNTED = 1_000;
const NEWEST = 20;

const NAMES = ['awaiting-forward', 'awaiting-order', 'awaiting-roads', 'awaiting-funds', 'awaiting-answer', 'settled', 'ended'] as const satisfies readonly StateName[];
const STATUSES = ['owed', 'made', 'failed', 'bounced'] as const;

const upTo = (number: number): Counted => ({ count: Math.min(number, COUNTED), more: number > COUNTED });
const counted = (rows: readonly unknown[]): Counted => upTo(rows.length);

/** Those of `rows` that `holds` says; where there are rows that were not looked at, there may be more of them. What is late is old, so the oldest are looked at. */
const countedOf = <T>(rows: readonly T[], holds: (row: T) => boolean): Counted => ({ count: rows.slice(0, COUNTED).filter(holds).length, more: rows.length > COUNTED });

/** Rejects with the store's faults. */
export async function consoleStateOf({ store, now, reference, patience, mailboxes, monitor, alarms }: ConsoleParts): Promise<ConsoleState> {
  const at = now();
  const limit = COUNTED + 1;
  const payments = await Promise.all(NAMES.map((state) => store.listPayments({ state, party: null, oldest: true, limit })));
  const isLate = (payment: Payment): boolean => isOpen(payment) && 'until' in payment.state && payment.state.until + patience < at;
  const late = payments.map((rows) => countedOf(rows, isLate)).filter((_, index) => NAMES[index] !== 'settled' && NAMES[index] !== 'ended');
  const disputes = (await store.listPayments({ state: null, party: null, key: OPEN_DISPUTES, oldest: true, limit })).flatMap((payment) => openDispute(payment) ?? []);
  const refunds = await store.listPayments({ state: null, party: null, key: OPEN_REFUNDS, oldest: true, limit });
  const notices = await Promise.all(STATUSES.map((status) => store.countNotices(status, limit)));
  const tasks = await store.listStaffTasks({ open: true, limit });
  return {
    at,
    letters: await store.reconcile(),
    notices: Object.fromEntries(STATUSES.map((status, index) => [status, upTo(notices[index] ?? 0)])) as ConsoleState['notices'],
    payments: Object.fromEntries(NAMES.map((name, index) => [name, counted(payments[index] ?? [])])) as ConsoleState['payments'],
    deadlinesLate: { count: late.reduce((sum, { count }) => sum + count, 0), more: late.some(({ more }) => more) },
    disputes: { ...counted(disputes), overdue: countedOf(disputes, ({ state }) => state.name === 'staff-decide' && state.until < at) },
    refunds: countedOf(refunds, (payment) => openRefund(payment)?.state.name === 'staff'),
    held: await heldOf(store),
    tasks: { ...counted(tasks), newest: tasks.slice(0, NEWEST).map(({ number, task: { paymentId, ...task } }) => ({ ...task, number, payment: paymentId === null ? null : reference(paymentId) })) },
    mailboxes: mailboxes === null ? null : mailboxes(),
    board: monitor === null ? null : { logs: (await store.listLogs()).map(logOf), waiting: await store.waitingEntries(), monitor: monitor.state() },
    alarms: { total: alarms.total(), newest: alarms.list() },
  };
}

const logOf = ({ origin, state, assigned, publishedSize, head }: LogRow): BoardLog => ({ origin, state, assigned, publishedSize, size: head?.size ?? 0, signedAt: head?.signedAt ?? null });

const heldOf = async (store: ConsoleParts['store']): Promise<ConsoleState['held']> =>
  (await store.heldSums()).map(({ currency, accounts, held }) => ({ currency, accounts, minor: held }));

/** The log that runs, or the newest. */
export const runningLog = ({ logs }: BoardState): BoardLog | undefined => logs.find(({ state }) => state === 'active' || state === 'ending') ?? logs.at(-1);
