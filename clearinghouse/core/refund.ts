/** Money given back by the merchant's wish (design 2.7, 9-rules 20). */
import type { Disposition, Instruction } from './decision.ts';
import type { Desk } from './desk.ts';
import type { Payment } from './payment.ts';

export const refundDeadline = (_desk: Desk, payment: Payment): Disposition => {
  throw new Error(`payment ${payment.reference} has no refund`);
};

export const decideRefund = (_desk: Desk, { reference }: Extract<Instruction, { kind: 'decide-refund' }>): Disposition => {
  throw new Error(`payment ${reference} has no refund`);
};
