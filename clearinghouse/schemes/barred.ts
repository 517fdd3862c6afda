/** A claim was judged when it came; until money is set aside or paid for it, something may have happened for which it would be refused now. */
import { partyOf, type Desk } from '../core/desk.ts';
import type { EndReason, Payment } from '../core/payment.ts';
import { blockedByBuyer } from '../core/rules/blocked-by-buyer.ts';
import { isFromBefore } from '../core/before-restore.ts';
import { invoicePaid } from '../core/rules/invoice-paid.ts';
import { matched } from '../core/verbs.ts';

/** Why nothing is asked or paid for this payment any more; null: nothing speaks against it. */
export function barred(desk: Desk, payment: Payment): EndReason | null {
  const sides = [payment.buyer, payment.merchant].flatMap((side) => (side === null ? [] : partyOf(desk, side.party)));
  if (sides.some(({ suspendedAt }) => suspendedAt !== null)) return 'stopped';
  if (isFromBefore(desk.context, payment.openedAt)) return 'restored';
  const view = { desk, ...matched(payment), payment, words: [], secretLines: [] };
  if (blockedByBuyer.check(view) !== null) return 'blocked';
  return invoicePaid.check(view) === null ? null : 'invoice-paid';
}
