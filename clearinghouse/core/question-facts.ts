/** What a question tells besides how to answer it. */
import { partyOf, paymentsWith, type Desk } from './desk.ts';
import { dayOf, paidDayKey } from './keys.ts';
import type { Matched } from './matched.ts';
import type { NoticeFacts } from './notice.ts';
import { askedNext } from './numbers.ts';
import { nameOf, shownReference } from './owe.ts';
import type { Question } from './payment.ts';
import type { Money } from '../protocol/money.ts';

/** The question's own facts; `again` for a reminder and for a question that is sent once more. */
export function questionFacts(desk: Desk, payment: Matched, until: number, replaces: Money | null, again: boolean): Extract<NoticeFacts, { kind: 'question' }> {
  return {
    kind: 'question',
    reference: shownReference(payment),
    shop: nameOf(desk, payment.merchant),
    orderedAt: payment.order.orderedAt,
    invoice: payment.claim.invoice,
    lines: payment.claim.lines,
    total: payment.claim.total,
    until,
    replaces,
    paidBefore: paidBefore(desk, payment),
    again,
  };
}

/** The same shop and total paid within the policy's span (9-rules 19). */
function paidBefore(desk: Desk, payment: Matched): { reference: string; at: number } | null {
  const today = dayOf(desk.context.now);
  const span = desk.context.policy.repeatSpan;
  const days = [today, today - 1, today - 2];
  const keys = days.map((day) => paidDayKey(payment.buyer.party, payment.merchant.party, day, payment.claim.total));
  for (const other of [...paymentsWith(desk.facts, keys)].reverse()) {
    if (other.id !== payment.id && other.state.name === 'settled' && desk.context.now - other.state.at <= span) return { reference: shownReference(other), at: other.state.at };
  }
  return null;
}

/** Which number of their card the buyer is asked for, as things stand: it may have been used since for another payment. */
export function numberAsked(desk: Desk, { buyer }: Pick<Matched, 'buyer'>, { withNumber }: Question): { readonly number?: number | null } {
  const { card } = partyOf(desk, buyer.party).roads;
  return withNumber !== true ? {} : { number: card === null ? null : askedNext(desk, card) };
}
