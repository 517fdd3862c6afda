/** Nothing that is open is past its time. */
import type { OwedNotice } from '../../../clearinghouse/core/notice.ts';
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import { Violation } from '../violation.ts';
import { isTooLate } from './deadlines.ts';
import { TERMS, type Eyes } from './eyes.ts';

type Due = { readonly what: string; readonly due: number };

/** What is open of a payment, and until when. Staff may be late with a dispute; the shop's days end by themselves. */
function duesOf({ state, after }: Payment): readonly Due[] {
  const ask = after?.refunds.at(-1);
  const dispute = after?.dispute;
  return [
    ...('until' in state ? [{ what: state.name, due: state.until + TERMS.grace }] : []),
    ...(ask !== undefined && 'until' in ask.state ? [{ what: 'waiting for a refund\'s answer', due: ask.state.until + TERMS.grace }] : []),
    ...(dispute?.state.name === 'merchant-answers' ? [{ what: 'waiting for the shop to answer a dispute', due: dispute.openedAt + TERMS.disputeMerchant }] : []),
  ];
}

/** Throws where it is too late; else returns the next time that has to be kept, null: none. */
export function notOverdue(eyes: Eyes, payment: Payment): number | null {
  const now = eyes.clock();
  const dues = duesOf(payment);
  const late = dues.find(({ due }) => isTooLate(eyes, payment, due, now));
  if (late !== undefined) throw new Violation(`payment ${payment.reference} is ${late.what} ${Math.round((now - late.due) / 60_000)} minutes after its time`, { payments: [payment.id] });
  return dues.length === 0 ? null : Math.min(...dues.map(({ due }) => due));
}

/** A mail that tells a time has left: when it is over something has to have happened. */
export function expectEnd(eyes: Eyes, { facts, paymentId }: OwedNotice): void {
  if (paymentId === null || !('until' in facts) || facts.until === null || !('reference' in facts) || typeof facts.reference !== 'string') return;
  const known = eyes.expected.get(paymentId);
  if (known === undefined || facts.until < known.due) eyes.expected.set(paymentId, { reference: facts.reference.replace('-', ''), due: facts.until });
}

/** After each look: of the payments of which a time that was told is over. */
export async function checkExpected(eyes: Eyes): Promise<void> {
  const now = eyes.clock();
  for (const [id, { reference, due }] of eyes.expected) {
    if (due > now) continue;
    const payment = await eyes.store().findPayment(`ref:${reference}`);
    const next = payment === null ? null : notOverdue(eyes, payment);
    if (next === null) eyes.expected.delete(id);
    // What waits for a letter or a trouble is asked for again at the next look.
    else eyes.expected.set(id, { reference, due: next });
  }
}
