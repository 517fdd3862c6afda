/** The record of what came of a payment after it was settled. */
import { savePayment, type Desk } from './desk.ts';
import { noAftermath, type Aftermath, type Payment } from './payment.ts';

export const afterOf = (payment: Payment): Aftermath => payment.after ?? noAftermath;

export const saveAfter = (desk: Desk, payment: Payment, change: Partial<Aftermath>): Payment => savePayment(desk, { ...payment, after: { ...afterOf(payment), ...change } });
