/** A notice that reached nobody: its address is marked, and a question that nobody can read ends its payment. */
import { effect, registered, type Desk } from './desk.ts';
import type { OwedNotice } from './notice.ts';
import { isOpen } from './payment.ts';
import { endRefund, openRefund } from './refund.ts';
import { schemeOf } from './scheme.ts';

/** `detail` is what the server said. Nothing stays set aside for an answer that can't come. */
export function noticeCameBack(desk: Desk, notice: OwedNotice, outcome: 'bounced' | 'failed', detail: string): void {
  effect(desk, { kind: 'notice-ended', noticeId: notice.id, outcome, detail });
  markUndeliverable(desk, notice.to, detail);
  const payment = notice.paymentId === null ? undefined : desk.facts.payments.get(notice.paymentId);
  if (payment !== undefined && notice.facts.kind === 'refund-question' && openRefund(payment)?.messageIds.includes(notice.messageId) === true) {
    endRefund(desk, payment, 'undeliverable');
    return;
  }
  if (payment === undefined || notice.facts.kind !== 'question' || !isOpen(payment)) return;
  // A reminder that comes back (a full mailbox) says nothing of the question, which arrived.
  if (payment.questions.at(-1)?.messageIds[0] !== notice.messageId) return;
  schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'ended', reason: 'undeliverable' });
}

/** The address is marked until mail from it proves that it lives. */
function markUndeliverable(desk: Desk, address: string, detail: string): void {
  const row = registered(desk.facts, address);
  if (row !== null) effect(desk, { kind: 'address-saved', address: { ...row, undeliverable: detail.slice(0, 200) } });
}
