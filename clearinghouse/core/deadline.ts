/** A deadline has passed; the payment's scheme says what follows. */
import type { Disposition, Input } from './decision.ts';
import { afterDeadline } from './aftermath.ts';
import { find, type Desk } from './desk.ts';
import { schemeOf } from './scheme.ts';

export function decideDeadline(desk: Desk, input: Extract<Input, { kind: 'deadline' }>): Disposition {
  const payment = desk.facts.payments.get(input.paymentId);
  if (payment === undefined) throw new Error(`deadline ${input.deadline} of payment ${input.paymentId}: the payment is not in the working set`);
  desk.about.add(payment.id);
  find(desk, `deadline-${input.deadline}`, true, `due ${new Date(input.at).toISOString()}`);
  const { deadline } = input;
  if (deadline === 'refund' || deadline === 'dispute-merchant' || deadline === 'dispute-staff') return afterDeadline(desk, payment, deadline);
  return schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'deadline', deadline, at: input.at });
}
