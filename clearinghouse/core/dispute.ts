/** A buyer's case about a settled payment (9-rules 21). */
import type { AfterDeadline, Disposition, Instruction } from './decision.ts';
import type { Desk } from './desk.ts';
import type { Payment } from './payment.ts';

export const disputeDeadline = (_desk: Desk, payment: Payment, _kind: Exclude<AfterDeadline, 'refund'>): Disposition => {
  throw new Error(`payment ${payment.reference} has no dispute`);
};

export const decideDispute = (_desk: Desk, { reference }: Extract<Instruction, { kind: 'decide-dispute' }>): Disposition => {
  throw new Error(`payment ${reference} has no dispute`);
};
