/** What may come of a payment after it was settled, the same for all schemes: its deadlines, and how its record is kept. */
import type { AfterDeadline, Disposition } from './decision.ts';
import { savePayment, type Desk } from './desk.ts';
import { noAftermath, type Aftermath, type Payment } from './payment.ts';
import { disputeDeadline } from './dispute.ts';
import { refundDeadline } from './refund.ts';
import { deadline } from './verbs.ts';

export const afterOf = (payment: Payment): Aftermath => payment.after ?? noAftermath;

export const saveAfter = (desk: Desk, payment: Payment, change: Partial<Aftermath>): Payment => savePayment(desk, { ...payment, after: { ...afterOf(payment), ...change } });

/** A deadline that does not fit any more has nothing to do: the letter that changed the case came first. */
export function afterDeadline(desk: Desk, payment: Payment, kind: AfterDeadline): Disposition {
  deadline(desk, payment, kind, null);
  return kind === 'refund' ? refundDeadline(desk, payment) : disputeDeadline(desk, payment, kind);
}
