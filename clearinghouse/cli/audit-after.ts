/** What auditors ask of the time after payments (9-rules 33): disputes by state and age, refunds that wait, what stands on the bank's own accounts. */
import { bankAccountId, type BankAccountName } from '../core/account.ts';
import { DISPUTED, OPEN_REFUNDS } from '../core/keys.ts';
import type { DisputeState } from '../core/payment.ts';
import { openRefund } from '../core/refund.ts';
import { formatMoney, money, type Money } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import type { Store } from '../store/store.ts';
import { debtsOf, type Debt } from './claims.ts';
import type { Json } from './print.ts';
import { amountJson, showSpan, timeJson } from './shapes.ts';
import { table } from './table.ts';

type StateOf = Exclude<DisputeState['name'], 'closed'> | 'upheld' | 'rejected' | 'withdrawn';

export type AfterReport = {
  /** How many, and when the oldest of them was opened. */
  readonly disputes: readonly { readonly state: StateOf; readonly count: number; readonly oldest: number; readonly overdue: number }[];
  readonly refunds: readonly { readonly reference: string; readonly waitsFor: 'staff' | 'answer'; readonly total: Money; readonly since: number }[];
  /** Suspense: money whose owner can't be paid. Claims: what merchants owe, below zero. */
  readonly own: readonly { readonly name: Extract<BankAccountName, 'suspense' | 'claims'>; readonly balance: Money }[];
  readonly debts: readonly Debt[];
  readonly at: number;
};

const ALL = 1_000_000;

export async function afterReport(store: Store, at: number): Promise<AfterReport> {
  const cases = (await store.listPayments({ state: null, party: null, key: DISPUTED, limit: ALL })).flatMap(({ after }) => (after?.dispute == null ? [] : [after.dispute]));
  const byState = Map.groupBy(cases, ({ state }): StateOf => (state.name === 'closed' ? state.outcome : state.name));
  const disputes = [...byState].sort(([a], [b]) => a.localeCompare(b)).map(([state, all]) => ({
    state,
    count: all.length,
    oldest: Math.min(...all.map(({ openedAt }) => openedAt)),
    overdue: all.filter((one) => one.state.name === 'staff-decide' && one.state.until < at).length,
  }));
  const waiting = await store.listPayments({ state: null, party: null, key: OPEN_REFUNDS, limit: ALL });
  const refunds = waiting.flatMap((payment) => {
    const ask = openRefund(payment);
    return ask === null ? [] : [{ reference: payment.reference, waitsFor: ask.state.name, total: ask.total, since: ask.askedAt }];
  });
  const accounts = await store.listAccounts({ party: null });
  const own = (['suspense', 'claims'] as const).flatMap((name) =>
    accounts.filter(({ id, currency, balance }) => id === bankAccountId(name, currency) && balance !== 0n).map(({ currency, balance }) => ({ name, balance: money(currency, balance) })),
  );
  return { disputes, refunds: refunds.toSorted((a, b) => a.since - b.since), own, debts: await debtsOf(store), at };
}

export function afterReportText({ disputes, refunds, own, at }: AfterReport): readonly string[] {
  const right = { align: 'right' } as const;
  return [
    disputes.length === 0 ? 'Disputes: none' : `Disputes\n${table([{ title: 'State' }, { title: 'Count', ...right }, { title: 'Oldest', ...right }, { title: 'Overdue', ...right }], disputes.map((one) => [one.state, String(one.count), showSpan(at - one.oldest), String(one.overdue)]))}`,
    refunds.length === 0 ? 'Refunds that wait: none' : `Refunds that wait\n${table([{ title: 'Payment' }, { title: 'In all', ...right }, { title: 'Waits for' }, { title: 'Since', ...right }], refunds.map((one) => [showReference(one.reference), formatMoney(one.total), one.waitsFor === 'staff' ? 'staff' : 'the shop\'s answer', showSpan(at - one.since)]))}`,
    own.length === 0 ? 'Suspense and claims: none' : `Suspense and claims\n${table([{ title: 'Account' }, { title: 'Balance', ...right }], own.map((one) => [one.name, formatMoney(one.balance)]))}`,
  ];
}

export const afterReportShape = ({ disputes, refunds, own, debts }: AfterReport): { readonly [key: string]: Json } => ({
  disputes: disputes.map((one) => ({ state: one.state, count: one.count, oldest: timeJson(one.oldest), overdue: one.overdue })),
  refunds: refunds.map((one) => ({ reference: showReference(one.reference), waitsFor: one.waitsFor, total: amountJson(one.total), since: timeJson(one.since) })),
  ownAccounts: own.map((one) => ({ name: one.name, balance: amountJson(one.balance) })),
  claims: debts.map((one) => ({ party: one.party, owed: amountJson(one.owed) })),
});
