/**
 * A merchant's wish to give money back (design 2.7, 9-rules 20): asked back by mail with a token, above the daily limit only after staff have
 * looked at it, and done at the merchant's OK. What is named is the total to have been given back, so that a mail sent twice changes nothing.
 */
import { macOf } from '../protocol/mac.ts';
import { money, type Money } from '../protocol/money.ts';
import { afterOf, saveAfter } from './after.ts';
import { partyAccountId } from './account.ts';
import { base32 } from './context.ts';
import type { Disposition, Instruction } from './decision.ts';
import { drawId, effect, find, lacksPeople, paymentsWith, refused, tallySum, type Desk } from './desk.ts';
import { closeIfAllBack } from './dispute-case.ts';
import { giveBack, givenBack, merchantHas } from './give-back.ts';
import { dayOf, mailKey, OPEN_REFUNDS, openRefundsKey, referenceKey, tokenKey } from './keys.ts';
import { nameOf, oweSide, questionAddress, reachable, shownReference } from './owe.ts';
import { HoldsPaused, holdsPaused } from './paused.ts';
import type { Address } from './party.ts';
import type { Payment, RefundAsk, RefundEnd, Side } from './payment.ts';
import { staffTask } from './staff.ts';
import { deadline, matched, withKeys, type Matched } from './verbs.ts';

export type OpenRefund = RefundAsk & { readonly state: Exclude<RefundAsk['state'], { name: 'closed' }> };

/** A merchant may change their mind so often about one payment. */
export const MOST_REFUNDS = 20;

export function openRefund(payment: Payment): OpenRefund | null {
  const last = afterOf(payment).refunds.at(-1);
  return last === undefined || last.state.name === 'closed' ? null : { ...last, state: last.state };
}

/** What is still to be given back for the ask to be done; zero or less: nothing is. */
export const missing = (payment: Matched, ask: RefundAsk): bigint => ask.total.minor - afterOf(payment).givenBack;

/** Opens the wish; the caller has judged it. One that is open already makes way for it. */
export function wishRefund(desk: Desk, before: Matched, by: Side, total: Money, reason: string): Disposition {
  const payment = matched(closeOpen(desk, before, 'replaced').payment);
  const { now, policy } = desk.context;
  const amount = total.minor - afterOf(payment).givenBack;
  const held = policy.refundHold ? amount : 0n;
  if (held > 0n && holdsPaused(desk)) throw new HoldsPaused();
  if (held > 0n) effect(desk, { kind: 'held', paymentId: payment.id, account: accountId(payment), amount: held, at: now });
  const staffFirst = find(desk, 'refund-limit', isAboveLimit(desk, payment, amount), `${amount} more`);
  const until = now + (staffFirst ? policy.staffSpan : policy.answerSpan);
  const ask: RefundAsk = { token: tokenOf(desk, payment, total, until), messageIds: [], by, total, reason, askedAt: now, held, state: { name: staffFirst ? 'staff' : 'answer', until } };
  deadline(desk, payment, 'refund', until + policy.graceSpan);
  if (!staffFirst) {
    askBack(desk, payment, ask, until);
    return { kind: 'advanced', code: 'refund-asked' };
  }
  add(desk, payment, ask);
  oweSide(desk, payment, by, { kind: 'refund-staff', reference: shownReference(payment), total, returns: money(total.currency, amount), until });
  staffTask(desk, 'refund-limit', `${nameOf(desk, by).name} wishes to give back ${amount} minor units of ${total.currency} of payment ${shownReference(payment)}, above what one shop may give back in a day.`, payment.id);
  return { kind: 'advanced', code: 'refund-staff' };
}

const accountId = (payment: Matched): string => partyAccountId(payment.merchant.party, payment.claim.total.currency);

export const refundTally = (payment: Matched): string => `given-back:${payment.claim.total.currency}`;

/** What was asked of the merchant today and is not off again counts, done or not: several that are open at once can't pass the limit together. */
function isAboveLimit(desk: Desk, payment: Matched, amount: bigint): boolean {
  const limit = desk.context.policy.refundPerDay.find((one) => one.currency === payment.claim.total.currency);
  const today = dayOf(desk.context.now);
  return limit !== undefined && tallySum(desk.facts, `party:${payment.merchant.party}`, refundTally(payment), today, today) + amount > limit.minor;
}

/** Keyed like a question's: another total or hour makes another token. */
function tokenOf(desk: Desk, payment: Matched, total: Money, until: number): string {
  const text = ['refund', payment.reference, payment.merchant.party, total.minor, total.currency, until, afterOf(payment).refunds.length].join('|');
  return base32(macOf(desk.context.keys.token, text), 16);
}

function add(desk: Desk, payment: Payment, ask: RefundAsk): Payment {
  return saveAfter(desk, withKeys(payment, [OPEN_REFUNDS, openRefundsKey(ask.by.party), tokenKey(ask.token), ...ask.messageIds.map(mailKey)]), { refunds: [...afterOf(payment).refunds.filter((one) => one.token !== ask.token), ask] });
}

/** Asks the merchant, at the address that wished it. From now on it counts towards the daily limit. */
function askBack(desk: Desk, payment: Matched, ask: RefundAsk, until: number): void {
  const messageId = sendRefundQuestion(desk, payment, ask, until, ask.token);
  add(desk, payment, { ...ask, messageIds: [messageId], askedAt: desk.context.now, state: { name: 'answer', until } });
  countAsked(desk, payment, desk.context.now, missing(payment, ask));
}

/** Returns the Message-ID that it bears. */
function sendRefundQuestion(desk: Desk, payment: Matched, ask: RefundAsk, until: number, id: string): string {
  const { currency } = ask.total;
  const before = givenBack(payment);
  const domain = desk.context.bank.paymentAddress.slice(desk.context.bank.paymentAddress.lastIndexOf('@') + 1);
  const messageId = `q.${id}@${domain}`;
  const facts = {
    kind: 'refund-question', reference: shownReference(payment), buyer: nameOf(desk, payment.buyer), invoice: payment.claim.invoice, paid: payment.claim.total,
    before, total: ask.total, returns: money(currency, ask.total.minor - before.minor), wrote: ask.reason, isHeld: ask.held > 0n, until,
  } as const;
  oweSide(desk, payment, ask.by, facts, { messageId, replyTo: questionAddress(desk, payment, ask) });
  return messageId;
}

/** A question that got lost is sent once more to whoever wishes the same again, not oftener than this. */
const ASKED_AGAIN_AFTER = 3_600_000;

/** The same wish by another mail: its question stands, and is sent again under the same token where the last sending is an hour ago. */
export function wishAgain(desk: Desk, payment: Matched, open: OpenRefund): Disposition {
  const { now } = desk.context;
  if (open.state.name !== 'answer' || now - (open.askedAgainAt ?? open.askedAt) < ASKED_AGAIN_AFTER) return { kind: 'nothing-new', code: 'same refund' };
  const messageId = sendRefundQuestion(desk, payment, open, open.state.until, drawId(desk, 'refund-question'));
  add(desk, payment, { ...open, messageIds: [...open.messageIds, messageId], askedAgainAt: now });
  return { kind: 'answered', code: 'refund-question' };
}

const countAsked = (desk: Desk, payment: Matched, at: number, amount: bigint): void =>
  effect(desk, { kind: 'tallied', scope: `party:${payment.merchant.party}`, name: refundTally(payment), day: dayOf(at), amount });

/** Ends the open wish, if there is one, and frees what it held. */
export function closeOpen(desk: Desk, payment: Payment, how: RefundEnd): { readonly payment: Payment; readonly freed: Money | null } {
  const ask = openRefund(payment);
  if (ask === null) return { payment, freed: null };
  const { currency } = ask.total;
  if (ask.held > 0n) effect(desk, { kind: 'released', paymentId: payment.id, account: accountId(matched(payment)), amount: ask.held, at: desk.context.now });
  if (ask.state.name === 'answer' && how !== 'made') countAsked(desk, matched(payment), ask.askedAt, -missing(matched(payment), ask));
  deadline(desk, payment, 'refund', null);
  const closed: RefundAsk = { ...ask, held: 0n, state: { name: 'closed', at: desk.context.now, how } };
  const next = saveAfter(desk, withKeys(payment, [], [OPEN_REFUNDS, openRefundsKey(ask.by.party)]), { refunds: [...afterOf(payment).refunds.slice(0, -1), closed] });
  return { payment: next, freed: ask.held > 0n ? money(currency, ask.held) : null };
}

/** Ends the open wish without money, and says so. */
export function endRefund(desk: Desk, before: Payment, how: Exclude<RefundEnd, 'made' | 'replaced'>): Disposition {
  const ask = openRefund(before);
  if (ask === null) return { kind: 'nothing-new', code: 'no open refund' };
  const returns = money(ask.total.currency, missing(matched(before), ask));
  const { payment, freed } = closeOpen(desk, before, how);
  const told = how === 'undeliverable' ? null : reachable(desk, ask.by);
  const shown = how === 'expired' && ask.state.name === 'staff' ? 'undecided' : how;
  if (told !== null) oweSide(desk, payment, told, { kind: 'refund-ended', reference: shownReference(payment), how: shown, returns, freed });
  return { kind: 'advanced', code: `refund-${how}` };
}

/** An address was removed: nobody can answer what was asked there; with the party's last one, nobody can answer at all. What is held is free at once. */
export function endRefundsAt(desk: Desk, removed: Address): void {
  for (const payment of paymentsWith(desk.facts, [openRefundsKey(removed.party)])) {
    const open = openRefund(payment);
    if (open === null) continue;
    const unanswerable = reachable(desk, open.by) === null || (open.state.name === 'answer' && open.by.address === removed.address);
    if (!find(desk, 'refund-address-removed', unanswerable, payment.reference)) continue;
    endRefund(desk, payment, 'address-removed');
    staffTask(desk, 'refund-ended', `${removed.address} was removed while a refund of payment ${shownReference(payment)} waited for its answer; it has ended, and nothing was given back.`, payment.id);
  }
}

/** The merchant's OK: the money goes back in this one decision. Null: the account does not hold enough. */
export function makeRefund(desk: Desk, before: Payment): Disposition | null {
  const ask = openRefund(before);
  if (ask === null) return null;
  const amount = missing(matched(before), ask);
  if (amount > merchantHas(desk, matched(before)).minor + ask.held) return null;
  const { payment } = closeOpen(desk, before, 'made');
  const known = matched(payment);
  const paid = giveBack(desk, known, amount, { by: 'merchant', reason: ask.reason, people: [], change: {} });
  closeIfAllBack(desk, paid, amount);
  return { kind: 'advanced', code: 'refunded' };
}

export const refundDeadline = (desk: Desk, payment: Payment): Disposition => endRefund(desk, payment, 'expired');

/** Above the daily limit: staff let the merchant be asked, or refuse (9-rules 20). */
export function decideRefund(desk: Desk, { reference, approve, reason, by }: Extract<Instruction, { kind: 'decide-refund' }>): Disposition {
  if (lacksPeople(desk, by)) return refused('two-people');
  const [found] = paymentsWith(desk.facts, [referenceKey(reference)]);
  if (found === undefined) return refused('payment-unknown');
  const ask = openRefund(found);
  if (ask?.state.name !== 'staff') return refused('no-refund-waits');
  find(desk, 'staff-decided', approve, `${by.join(', ')}: ${reason}`);
  if (!approve) return endRefund(desk, found, 'refused');
  // The address that wished it may be gone since; nobody is asked where nobody of the shop can answer.
  const asked = reachable(desk, ask.by);
  if (asked === null) return endRefund(desk, found, 'undeliverable');
  const until = desk.context.now + desk.context.policy.answerSpan;
  deadline(desk, found, 'refund', until + desk.context.policy.graceSpan);
  askBack(desk, matched(found), { ...ask, by: asked }, until);
  return { kind: 'advanced', code: 'refund-asked' };
}
