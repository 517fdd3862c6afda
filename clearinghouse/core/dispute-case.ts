/** The record of one dispute: what is open, what its notices are, how it ends. What leads there stands in dispute.ts. */
import { money, type Money } from '../protocol/money.ts';
import { afterOf, saveAfter } from './after.ts';
import type { Desk } from './desk.ts';
import { effect, find } from './desk.ts';
import { writeEntry } from './entries.ts';
import { OPEN_DISPUTES, openKey } from './keys.ts';
import type { NoticeFacts } from './notice.ts';
import { mainAddress, nameOf, oweSide, shownReference } from './owe.ts';
import type { Dispute, DisputeState, Payment, Side } from './payment.ts';
import { matched, withKeys, type Matched } from './verbs.ts';

export type OpenDispute = Dispute & { readonly state: Exclude<DisputeState, { name: 'closed' }> };
export type DisputeSide = 'buyer' | 'merchant';

export function openDispute(payment: Payment): OpenDispute | null {
  const { dispute } = afterOf(payment);
  return dispute === null || dispute.state.name === 'closed' ? null : { ...dispute, state: dispute.state };
}

export const otherSide = (side: DisputeSide): DisputeSide => (side === 'buyer' ? 'merchant' : 'buyer');

/** What is left of what was paid. */
export const leftOf = (payment: Matched): Money => money(payment.claim.total.currency, payment.claim.total.minor - afterOf(payment).givenBack);

/** Keys that a payment has while it is disputed: staff list it, and STATUS without a reference shows it to both. */
const openKeys = (payment: Matched): readonly string[] => [OPEN_DISPUTES, openKey(payment.buyer.party), openKey(payment.merchant.party)];

/** Saves the next record. The keys follow from its state. */
export function saveDispute(desk: Desk, payment: Matched, dispute: Dispute): Matched {
  const keys = openKeys(payment);
  const keyed = dispute.state.name === 'closed' ? withKeys(payment, [], keys) : withKeys(payment, keys);
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

function reachable(desk: Desk, side: Side): Side | null {
  if (desk.facts.addresses.get(side.address)?.removedAt === null) return side;
  const address = mainAddress(desk, side.party);
  return address === null ? null : { party: side.party, address };
}

export type Ending = {
  readonly outcome: 'upheld' | 'rejected' | 'withdrawn';
  /** Who ended it: staff, the buyer who took it back, or the shop that gave everything back by itself. */
  readonly ended: 'staff' | 'buyer' | 'refund';
  /** Minor units that went back to the buyer by what ended it. */
  readonly returned: bigint;
  /** Staff's words, one paragraph; '' where it was not staff. */
  readonly reason: string;
};

/** The dispute as it is when it is over; for a decision that moves money in the same step. */
export const closedBy = (desk: Desk, dispute: OpenDispute, { outcome, returned, reason }: Ending): Dispute => ({ ...dispute, state: { name: 'closed', at: desk.context.now, outcome, returned, reason } });

/** Ends the open dispute: no clock runs any more, both are told, the board where both let it be shown. */
export function closeDispute(desk: Desk, before: Matched, ending: Ending): Matched {
  const dispute = openDispute(before);
  if (dispute === null) throw new Error(`payment ${before.reference} has no open dispute`);
  return afterClosing(desk, saveDispute(desk, before, closedBy(desk, dispute, ending)), ending);
}

function afterClosing(desk: Desk, before: Matched, { outcome, ended, returned, reason }: Ending): Matched {
  for (const deadline of ['dispute-merchant', 'dispute-staff'] as const) effect(desk, { kind: 'deadline', paymentId: before.id, deadline, at: null });
  if (afterOf(before).dispute?.shown === true) writeEntry(desk, before, 'dispute-closed');
  const { currency } = before.claim.total;
  const common = { kind: 'dispute-closed', reference: shownReference(before), invoice: before.claim.invoice, paid: before.claim.total, outcome, ended, returned: money(currency, returned), reason } as const;
  const told = tellSide(desk, before, 'buyer', { ...common, side: 'buyer', other: nameOf(desk, before.merchant) });
  return tellSide(desk, told, 'merchant', { ...common, side: 'merchant', other: nameOf(desk, before.buyer) });
}

/** The shop gave back by itself all that was left: nothing is in dispute any more. Anything else changes nothing. */
export function closeIfAllBack(desk: Desk, payment: Payment, returned: bigint): void {
  if (openDispute(payment) === null || leftOf(matched(payment)).minor > 0n) return;
  find(desk, 'dispute-settled', true, 'everything was given back');
  closeDispute(desk, matched(payment), { outcome: 'upheld', ended: 'refund', returned, reason: '' });
}
