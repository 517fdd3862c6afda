/** The deadlines of a payment after it was settled: the same for all schemes. */
import type { AfterDeadline, Disposition } from './decision.ts';
import type { Desk } from './desk.ts';
import { disputeDeadline } from './dispute.ts';
import type { Payment } from './payment.ts';
import { refundDeadline } from './refund.ts';
import { deadline } from './verbs.ts';

/** A deadline that does not fit any more has nothing to do: the letter that changed the case came first. */
export function afterDeadline(desk: Desk, payment: Payment, kind: AfterDeadline): Disposition {
  deadline(desk, payment, kind, null);
  return kind === 'refund' ? refundDeadline(desk, payment) : disputeDeadline(desk, payment, kind);
}
