/** What an event came to, as a decision tells it. */
import type { Desk } from '../core/desk.ts';
import type { Disposition } from '../core/decision.ts';
import type { EndReason, Payment } from '../core/payment.ts';
import type { SchemeEvent } from '../core/scheme.ts';
import { end } from '../core/verbs.ts';

export type Answered = Extract<SchemeEvent, { kind: 'answered' }>;

export const advanced = (code: string): Disposition => ({ kind: 'advanced', code });
export const nothingNew = (code: string): Disposition => ({ kind: 'nothing-new', code });

export function ended(desk: Desk, payment: Payment, reason: EndReason): Disposition {
  end(desk, payment, reason);
  return advanced(reason);
}
