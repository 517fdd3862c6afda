/** The record of one dispute: what is open, what its notices are, how it ends. What leads there stands in dispute.ts. */
import { money, type Money } from '../protocol/money.ts';
import { afterOf, saveAfter } from './after.ts';
import { find, type Desk } from './desk.ts';
import { writeEntry } from './entries.ts';
import { DISPUTED, OPEN_DISPUTES, openKey } from './keys.ts';
import type { NoticeFacts } from './notice.ts';
import { nameOf, oweSide, reachable, shownReference } from './owe.ts';
import type { Dispute, DisputeState, Payment } from './payment.ts';
import { deadline, matched, withKeys, type Matched } from './verbs.ts';

export type OpenDispute = Dispute & { readonly state: Exclude<DisputeState, { name: 'closed' }> };
export type DisputeSide = 'buyer' | 'merchant';

export function openDispute(payment: Payment): OpenDispute | null {
  const { dispute } = afterOf(payment);
  return dispute === null || dispute.state.name === 'closed' ? null : { ...dispute, state: dispute.state };
}

/** When something is expected; null: staff are late, and no further time is promised. */
export const dueAt = (desk: Desk, { until }: OpenDispute['state']): number | null => (until < desk.context.now ? null : until);

export const otherSide = (side: DisputeSide): DisputeSide => (side === 'buyer' ? 'merchant' : 'buyer');

/** What is left of what was paid. */
export const leftOf = (payment: Matched): Money => money(payment.claim.total.currency, payment.claim.total.minor - afterOf(payment).givenBack);

/** Keys that a payment has while it is disputed: staff list it, and STATUS without a reference shows it to both. */
const openKeys = (payment: Matched): readonly string[] => [OPEN_DISPUTES, openKey(payment.buyer.party), openKey(payment.merchant.party)];

/** Saves the next record. The keys follow from its state. */
export function saveDispute(desk: Desk, payment: Matched, dispute: Dispute): Matched {
  const keys = openKeys(payment);
  const keyed = dispute.state.name === 'closed' ? withKeys(payment, [], keys) : withKeys(payment, [DISPUTED, ...keys]);
  return matched(saveAfter(desk, keyed, { dispute }));
}

/**
 * Tells one side, at the address that takes part; another of the same party where that one is gone. Whoever answers the notice speaks in the case.
 * A side without any address is told nothing; that is found.
 */
export function tellSide(desk: Desk, payment: Matched, side: DisputeSide, facts: NoticeFacts, inReplyTo: string | null = null): Matched {
  const { dispute } = afterOf(payment);
  if (dispute === null) throw new Error(`payment ${payment.reference} has no dispute`);
  const to = reachable(desk, side === 'buyer' ? dispute.by : payment.merchant);
  if (find(desk, `${side}-unreachable`, to === null) || to === null) return payment;
  const { messageId } = oweSide(desk, payment, to, facts, { inReplyTo });
  return saveDispute(desk, payment, { ...dispute, messageIds: [...dispute.messageIds, messageId] });
}

export type Ending = {
  readonly outcome: 'upheld' | 'rejected' | 'withdrawn';
  /** Who ended it: staff, the buyer who took it back, or the shop that gave everything back by itself. */
  readonly ended: 'staff' | 'buyer' | 'refund';
  /** Minor units that went back to the buyer by what ended it. */
  readonly returned: bigint;
  /** What of it the bank laid out for the merchant. */
  readonly laidOut: bigint;
  /** Staff's words, one paragraph; '' where it was not staff. */
  readonly reason: string;
};

/** Ends the open dispute: no clock runs any more, both are told, the board where both let it be shown. */
export function closeDispute(desk: Desk, before: Matched, { outcome, ended, returned, laidOut, reason }: Ending): Matched {
  const dispute = openDispute(before);
  if (dispute === null) throw new Error(`payment ${before.reference} has no open dispute`);
  const closed = saveDispute(desk, before, { ...dispute, state: { name: 'closed', at: desk.context.now, outcome, returned, reason } });
  for (const kind of ['dispute-merchant', 'dispute-staff'] as const) deadline(desk, closed, kind, null);
  if (dispute.shown) writeEntry(desk, closed, 'dispute-closed');
  const { currency } = closed.claim.total;
  const sums = { paid: closed.claim.total, returned: money(currency, returned), left: leftOf(closed), laidOut: laidOut > 0n ? money(currency, laidOut) : null };
  const common = { kind: 'dispute-closed', reference: shownReference(closed), invoice: closed.claim.invoice, ...sums, outcome, ended, reason } as const;
  const told = tellSide(desk, closed, 'buyer', { ...common, side: 'buyer', other: nameOf(desk, closed.merchant) });
  return tellSide(desk, told, 'merchant', { ...common, side: 'merchant', other: nameOf(desk, closed.buyer) });
}

/** The shop gave back by itself all that was left: nothing is in dispute any more. Anything else changes nothing. */
export function closeIfAllBack(desk: Desk, payment: Payment, returned: bigint): void {
  if (openDispute(payment) === null || leftOf(matched(payment)).minor > 0n) return;
  find(desk, 'dispute-settled', true, 'everything was given back');
  closeDispute(desk, matched(payment), { outcome: 'upheld', ended: 'refund', returned, laidOut: 0n, reason: '' });
}
