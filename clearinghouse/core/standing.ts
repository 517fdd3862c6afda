/** How a payment stands, for whoever takes part in it: asked for by STATUS, or told since what they wrote about it can't be made use of. */
import type { Disposition } from './decision.ts';
import { partyOf, type Desk } from './desk.ts';
import { dueAt, openDispute } from './dispute-case.ts';
import { givenBack } from './give-back.ts';
import type { StatusLine } from './notice.ts';
import { answer, nameOf, shownReference } from './owe.ts';
import type { Address } from './party.ts';
import type { Payment } from './payment.ts';
import { matched, namedShop } from './verbs.ts';

export function statusLine(desk: Desk, payment: Payment, party: number): StatusLine {
  const viewer = payment.buyer?.party === party ? 'buyer' : 'merchant';
  const side = viewer === 'buyer' ? payment.merchant : payment.buyer;
  const named = viewer === 'buyer' && payment.order !== null ? namedShop(desk, payment.order) : null;
  const { state } = payment;
  return {
    reference: shownReference(payment),
    viewer,
    state: state.name,
    reason: state.name === 'ended' ? state.reason : null,
    other: side === null ? named : nameOf(desk, side),
    total: payment.claim?.total ?? null,
    since: state.name === 'settled' || state.name === 'ended' ? state.at : payment.openedAt,
    until: 'until' in state ? state.until : null,
    givenBack: payment.after === undefined || payment.after.givenBack === 0n ? null : givenBack(matched(payment)),
    dispute: disputeLine(desk, payment),
  };
}

function disputeLine(desk: Desk, payment: Payment): StatusLine['dispute'] {
  const open = openDispute(payment);
  return open === null ? null : { waitsFor: open.state.name === 'staff-decide' ? 'staff' : 'merchant', until: dueAt(desk, open.state) };
}

/** Once for each state of the payment: a machine that answers everything hears no second word. */
export function tellStanding(desk: Desk, payment: Payment, sender: Address, messageId: string | null): Disposition {
  const { language } = partyOf(desk, sender.party);
  const facts = { kind: 'status', asked: shownReference(payment), payments: [statusLine(desk, payment, sender.party)], at: desk.context.now, unread: true } as const;
  answer(desk, { address: sender.address, language }, facts, { paymentId: payment.id, inReplyTo: messageId, once: `in-thread:${payment.id}:${payment.state.name}` });
  return { kind: 'answered', code: facts.kind };
}
