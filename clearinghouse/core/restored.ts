/**
 * After a restore (9-rules 34): the books were put back to a copy, and what was decided between the copy and now is not in them. Whatever was open then
 * is void: orders, questions, cheques and printed numbers may have been used in the time that is missing.
 */
import type { Disposition, Instruction } from './decision.ts';
import { find, lacksPeople, partyOf, paymentsOfReference, refused, setAside, type Desk } from './desk.ts';
import { answer } from './owe.ts';
import type { Address } from './party.ts';
import { isOpen, type EndReason } from './payment.ts';
import { isFromBefore } from './before-restore.ts';
import { endRefund, openRefund } from './refund.ts';
import { schemeOf } from './scheme.ts';

/** A letter of a proved sender that was received before the restore: it has no effect, and its sender reads so, once a day. Null: it was not. */
export function decideFromBefore(desk: Desk, sender: Address, messageId: string | null): Disposition | null {
  const { restoredAt } = desk.context.policy;
  if (restoredAt === undefined || !find(desk, 'before-restore', isFromBefore(desk.context, desk.at), sender.address)) return null;
  answer(desk, { address: sender.address, language: partyOf(desk, sender.party).language }, { kind: 'before-restore', sentAt: desk.at, restoredAt }, { paymentId: null, inReplyTo: messageId, limit: 1 });
  return setAside('before-restore');
}

/** Staff end a payment that is open, and a refund that is asked: after a restore each of them, else one that must not go on. Both sides are told. */
export function stopPayment(desk: Desk, { reference, restored, reason, by }: Extract<Instruction, { kind: 'stop-payment' }>): Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  const [payment] = paymentsOfReference(desk.facts, reference);
  if (payment === undefined) return refused('payment-unknown');
  desk.about.add(payment.id);
  find(desk, 'stopped-for', true, `${by.join(', ')}: ${reason}`);
  const why: EndReason = restored ? 'restored' : 'stopped';
  if (isOpen(payment)) return schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'ended', reason: why });
  return openRefund(payment) === null ? { kind: 'recorded', code: 'nothing-open' } : endRefund(desk, payment, restored ? 'restored' : 'refused');
}
