/** Money goes back to the buyer, by the merchant's wish or by a dispute upheld: one counter, one kind of transfer and entry for both (9-rules 20). */
import { money, type Money } from '../protocol/money.ts';
import { afterOf, saveAfter } from './after.ts';
import { available, partyAccountId, type AccountId, type Posting } from './account.ts';
import { debtOf } from './collection.ts';
import { bankAccount } from './bank-account.ts';
import { accountOf, effect, find, partyOf, type Desk } from './desk.ts';
import { writeEntry } from './entries.ts';
import { claimsScope, dayOf } from './keys.ts';
import type { EntryProof, NoticeFacts } from './notice.ts';
import { mainAddress, nameOf, oweOthers, oweSide, reachable, shownReference } from './owe.ts';
import type { Aftermath, Payment, Side } from './payment.ts';
import { staffTask } from './staff.ts';
import { matched, type Matched } from './verbs.ts';

export const givenBack = (payment: Matched): Money => ({ currency: payment.claim.total.currency, minor: afterOf(payment).givenBack });

/** What the merchant could give back at this moment. */
export function merchantHas(desk: Desk, payment: Matched): Money {
  const account = accountOf(desk.facts, partyAccountId(payment.merchant.party, payment.claim.total.currency));
  if (account === null) throw new Error(`payment ${payment.reference}: the merchant has no account in ${payment.claim.total.currency}`);
  return available(account);
}

export type Why = { readonly by: 'merchant' | 'dispute'; readonly reason: string; readonly people: readonly string[]; readonly change: Partial<Aftermath> };

/**
 * Moves `amount` minor units, which the caller has seen to be more than zero and no more than what is left of the payment. What the merchant
 * lacks the bank lays out, for a dispute alone: it then stands on the claims account. The payment comes back saved.
 */
export function giveBack(desk: Desk, payment: Matched, amount: bigint, why: Why): Payment {
  const { total } = payment.claim;
  const after = afterOf(payment);
  if (amount <= 0n || after.givenBack + amount > total.minor) throw new Error(`payment ${payment.reference}: ${amount} can't be given back, ${after.givenBack} of ${total.minor} are`);
  const has = merchantHas(desk, payment).minor;
  const fromMerchant = amount <= has ? amount : why.by === 'dispute' && has > 0n ? has : why.by === 'dispute' ? 0n : amount;
  const lacking = amount - fromMerchant;
  const receiver = buyerReceives(desk, payment);
  const postings: Posting[] = [
    ...(fromMerchant > 0n ? [{ account: partyAccountId(payment.merchant.party, total.currency), amount: -fromMerchant }] : []),
    ...(lacking > 0n ? [{ account: bankAccount(desk, 'claims', total.currency), amount: -lacking }] : []),
    { account: receiver, amount },
  ];
  const times = after.times + 1;
  const transfer = { id: `r.${payment.reference}.${times}`, kind: 'refund', currency: total.currency, paymentId: payment.id, at: desk.context.now, reference: shownReference(payment), by: why.people, postings } as const;
  effect(desk, { kind: 'transferred', transfer });
  if (lacking > 0n) effect(desk, { kind: 'tallied', scope: claimsScope(total.currency), name: debtOf(payment.merchant.party), day: dayOf(desk.context.now), amount: lacking });
  find(desk, 'given-back', true, `${amount} of ${total.minor}, ${lacking} laid out by the bank`);
  const next = saveAfter(desk, payment, { ...why.change, givenBack: after.givenBack + amount, times });
  const entryId = `${payment.reference}.refunded${times === 1 ? '' : `.${times}`}`;
  writeEntry(desk, next, 'refunded', entryId);
  tell(desk, matched(next), amount, why, entryId);
  if (lacking > 0n) staffTask(desk, 'merchant-owes', `${shownReference(payment)}: the bank laid out ${lacking} minor units of ${total.currency} for ${nameOf(desk, payment.merchant).name}.`, payment.id);
  return next;
}

/** The buyer's account; the suspense account where the buyer has none that is in use, so that staff find whose money it is. */
function buyerReceives(desk: Desk, payment: Matched): AccountId {
  const id = partyAccountId(payment.buyer.party, payment.claim.total.currency);
  const gone = mainAddress(desk, payment.buyer.party) === null || accountOf(desk.facts, id) === null;
  if (!gone) return id;
  staffTask(desk, 'suspense', `${shownReference(payment)}: ${nameOf(desk, payment.buyer).name} can't receive what is given back; it is on the suspense account.`, payment.id);
  return bankAccount(desk, 'suspense', payment.claim.total.currency);
}

function tell(desk: Desk, payment: Matched, amount: bigint, why: Why, entryId: string): void {
  const { boardEnabled } = desk.context.policy;
  const entry: EntryProof = { kind: boardEnabled ? 'board' : 'none' };
  const { total, invoice } = payment.claim;
  const common = {
    kind: 'refund-receipt', reference: shownReference(payment), invoice, paid: total, returned: money(total.currency, amount), total: givenBack(payment), wrote: why.reason, by: why.by, at: desk.context.now, entry,
  } as const;
  const options = { waitsForEntry: boardEnabled ? entryId : null };
  const ofBuyer = { ...common, side: 'buyer', other: nameOf(desk, payment.merchant), balance: balanceOf(desk, payment.buyer, total) } as const;
  tellAll(desk, payment, payment.buyer, ofBuyer, { ...options, inReplyTo: payment.order.messageId });
  tellAll(desk, payment, payment.merchant, { ...common, side: 'merchant', other: nameOf(desk, payment.buyer), balance: balanceOf(desk, payment.merchant, total) }, options);
}

/** The side itself, and a copy without a balance to its other addresses (9-rules 16): the refund of a mailbox that was taken over is seen in the others. */
function tellAll(desk: Desk, payment: Payment, side: Side, facts: Extract<NoticeFacts, { kind: 'refund-receipt' }>, options: Parameters<typeof oweSide>[4]): void {
  const to = reachable(desk, side);
  if (to === null) return;
  oweSide(desk, payment, to, facts, options);
  oweOthers(desk, payment, to, { ...facts, balance: null }, options);
}

/** Opt-in, as of this decision. */
function balanceOf(desk: Desk, side: Side, { currency }: Money): Money | null {
  if (!partyOf(desk, side.party).balanceInReceipts) return null;
  const account = accountOf(desk.facts, partyAccountId(side.party, currency));
  return account === null ? null : { currency, minor: account.balance };
}
