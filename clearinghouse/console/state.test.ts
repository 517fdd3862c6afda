/** What the console counts where there is more than it looks at. */
import test from 'ava';
import type { Payment } from '../core/payment.ts';
import { consoleStateOf, type ConsoleParts, type ConsoleState } from './state.ts';

const NOW = Date.parse('2026-11-21T10:32:00Z');
const MINUTE = 60_000;

/** `key` says in which list it stands. */
type Row = { readonly key: string | null; readonly state: { readonly name: string; readonly until?: number }; readonly after?: unknown };

const open = (until: number): Row => ({ key: null, state: { name: 'awaiting-answer', until } });
const disputed = (until: number): Row => ({ key: 'dispute:open', state: { name: 'settled' }, after: { dispute: { state: { name: 'staff-decide', until } }, refunds: [] } });
const refunding = (name: string): Row => ({ key: 'refund:open', state: { name: 'settled' }, after: { dispute: null, refunds: [{ state: { name } }] } });

/** Rows in the order in which they were opened, listed as a store does. */
async function counted(rows: readonly Row[]): Promise<ConsoleState> {
  const listPayments: ConsoleParts['store']['listPayments'] = async ({ state, key, oldest, limit }) => {
    const found = rows.filter((row) => (state === null || row.state.name === state) && (key === undefined || row.key === key));
    return (oldest === true ? found : found.toReversed()).slice(0, limit) as unknown as readonly Payment[];
  };
  const store = { listPayments, countNotices: async () => 0, listStaffTasks: async () => [], heldSums: async () => [], reconcile: async () => ({ received: 0, waiting: 0, byDisposition: {} }) } as unknown as ConsoleParts['store'];
  return consoleStateOf({ store, now: () => NOW, reference: (payment) => `R${payment}`, patience: MINUTE, mailboxes: null, monitor: null, alarms: { list: () => [], total: () => 0 } });
}

const many = <T>(row: T): T[] => new Array<T>(1_200).fill(row);

test('the late ones are the oldest: they are counted behind however many younger ones', async (t) => {
  const state = await counted([open(NOW - 2 * MINUTE), open(NOW - 3 * MINUTE), ...many(open(NOW + MINUTE)), disputed(NOW - 1), ...many(disputed(NOW + 1)), refunding('staff'), ...many(refunding('merchant'))]);
  t.deepEqual(state.deadlinesLate, { count: 2, more: true });
  t.deepEqual(state.disputes, { count: 1_000, more: true, overdue: { count: 1, more: true } });
  t.deepEqual(state.refunds, { count: 1, more: true });
});

test('where all were looked at, nothing says that there may be more; settled ones are never late', async (t) => {
  const state = await counted([open(NOW - MINUTE), open(NOW - MINUTE - 1), disputed(NOW), disputed(NOW - 1), refunding('staff'), refunding('staff'), ...many({ key: null, state: { name: 'settled' } })]);
  t.deepEqual(state.deadlinesLate, { count: 1, more: false });
  t.deepEqual(state.disputes, { count: 2, more: false, overdue: { count: 1, more: false } });
  t.deepEqual(state.refunds, { count: 2, more: false });
  t.deepEqual(state.payments.settled, { count: 1_000, more: true });
});
