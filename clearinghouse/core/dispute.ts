/**
 * A buyer's case about a settled payment (9-rules 21): opened by the buyer, answered by the merchant within days, decided by staff. No clock ever
 * decides it; money moves by staff's decision alone, or by the merchant's own refund.
 */
import { afterOf } from './after.ts';
import type { AfterDeadline, Disposition, Instruction } from './decision.ts';
import { effect, find, lacksPeople, partyOf, paymentsWith, refused, tallySum, type Desk } from './desk.ts';
import { closeDispute, dueAt, leftOf, openDispute, otherSide, saveDispute, tellSide, type DisputeSide, type OpenDispute } from './dispute-case.ts';
import { writeEntry } from './entries.ts';
import { giveBack, merchantHas } from './give-back.ts';
import { dayOf, referenceKey } from './keys.ts';
import { nameOf, shownReference } from './owe.ts';
import type { Dispute, DisputeWords, Payment, Side } from './payment.ts';
import { closeOpen } from './refund.ts';
import { staffTask } from './staff.ts';
import { deadline, matched, type Matched } from './verbs.ts';

/** So many mails each side may write into one case. */
export const MOST_MAILS = 10;
/** When staff are late they are called again after so long. */
const CALL_AGAIN = 7 * 86_400_000;

const advanced = (code: string): Disposition => ({ kind: 'advanced', code });

/** Opens the case; the caller has judged that it may be. */
export function beginDispute(desk: Desk, before: Matched, by: Side, lines: readonly string[], messageId: string | null): Disposition {
  const { now, policy } = desk.context;
  const until = now + policy.disputeMerchantSpan;
  const shown = [before.buyer, before.merchant].every(({ party }) => partyOf(desk, party).boardFace.disputes);
  find(desk, 'dispute-shown', shown, 'on the board only where both sides chose so');
  const dispute: Dispute = { openedAt: now, by, words: [wordsNow(desk, 'buyer', lines)], shown, messageIds: [], state: { name: 'merchant-answers', until } };
  const payment = saveDispute(desk, before, dispute);
  deadline(desk, payment, 'dispute-merchant', until);
  if (shown) writeEntry(desk, payment, 'disputed');
  const common = { kind: 'dispute-opened', reference: shownReference(payment), invoice: payment.claim.invoice, paid: payment.claim.total, left: leftOf(payment), paidAt: paidAt(payment), said: lines, until } as const;
  const told = tellSide(desk, payment, 'buyer', { ...common, side: 'buyer', other: nameOf(desk, payment.merchant) }, messageId);
  tellSide(desk, told, 'merchant', { ...common, side: 'merchant', other: nameOf(desk, payment.buyer) });
  staffTask(desk, 'dispute-opened', `${nameOf(desk, by).name} disputes payment ${shownReference(payment)} to ${nameOf(desk, payment.merchant).name}.`, payment.id);
  return advanced('dispute-opened');
}

export const paidAt = (payment: Payment): number => (payment.state.name === 'settled' ? payment.state.at : payment.openedAt);

function wordsNow(desk: Desk, by: DisputeSide, lines: readonly string[]): DisputeWords {
  if (desk.letterId === null) throw new Error('words in a dispute come by letter');
  return { by, at: desk.at, letterId: desk.letterId, lines };
}

/** Puts one side's mail into the open case and tells the other side; the merchant's first words give the case to staff. Null: the side has written enough. */
export function speak(desk: Desk, payment: Matched, dispute: OpenDispute, by: DisputeSide, lines: readonly string[]): Disposition | null {
  const own = dispute.words.filter((one) => one.by === by).length;
  if (find(desk, 'dispute-full', own >= MOST_MAILS, `${own} mails of the ${by}`)) return null;
  const said = { ...dispute, words: [...dispute.words, wordsNow(desk, by, lines)] };
  // A mail without a word, or of files alone, is no answer: the case can wait for one.
  const first = by === 'merchant' && dispute.state.name === 'merchant-answers' && lines.length > 0;
  const state: OpenDispute['state'] = first ? { name: 'staff-decide', until: desk.context.now + desk.context.policy.staffSpan } : dispute.state;
  const next = saveDispute(desk, payment, { ...said, state });
  if (first) giveToStaff(desk, next, state.until, 'The shop has answered');
  const facts = { kind: 'dispute-said', side: otherSide(by), reference: shownReference(next), other: nameOf(desk, next[by]), said: lines, waitsFor: state.name === 'staff-decide' ? 'staff' : 'merchant', until: dueAt(desk, state) } as const;
  tellSide(desk, next, otherSide(by), facts);
  return advanced(first ? 'dispute-answered' : 'dispute-said');
}

function giveToStaff(desk: Desk, payment: Matched, until: number, why: string): void {
  deadline(desk, payment, 'dispute-merchant', null);
  deadline(desk, payment, 'dispute-staff', until);
  staffTask(desk, 'dispute-decide', `${why} in the dispute about payment ${shownReference(payment)}: two people decide it by ${new Date(until).toISOString().slice(0, 10)}.`, payment.id);
}

/** A side that has written enough: staff are called, once in the days for which tallies are kept; true where this call was made. */
export function callForFull(desk: Desk, payment: Matched, by: DisputeSide): boolean {
  const [scope, name, today] = [`party:${payment[by].party}`, `dispute-full:${payment.id}`, dayOf(desk.context.now)];
  if (tallySum(desk.facts, scope, name, today - MOST_DAYS, today) > 0n) return false;
  effect(desk, { kind: 'tallied', scope, name, day: today, amount: 1n });
  staffTask(desk, 'dispute-full', `The ${by} in the dispute about payment ${shownReference(payment)} writes more than ${MOST_MAILS} mails; further ones are not put into the case.`, payment.id);
  return true;
}

const MOST_DAYS = 7;

/** The merchant's time is over: staff decide without an answer. Staff's time is over: they are called again and again, and nothing is decided by that. */
export function disputeDeadline(desk: Desk, payment: Payment, kind: Exclude<AfterDeadline, 'refund'>): Disposition {
  const dispute = openDispute(payment);
  if (dispute === null || dispute.state.name !== (kind === 'dispute-merchant' ? 'merchant-answers' : 'staff-decide')) return { kind: 'nothing-new', code: kind };
  if (kind === 'dispute-staff') return callAgain(desk, payment, dispute);
  const until = desk.context.now + desk.context.policy.staffSpan;
  giveToStaff(desk, saveDispute(desk, matched(payment), { ...dispute, state: { name: 'staff-decide', until } }), until, 'The shop has not answered');
  return advanced('dispute-unanswered');
}

/** The time that both sides were told stays in the record: it says that the case is overdue. */
function callAgain(desk: Desk, payment: Payment, dispute: OpenDispute): Disposition {
  deadline(desk, payment, 'dispute-staff', desk.context.now + CALL_AGAIN);
  staffTask(desk, 'dispute-overdue', `The dispute about payment ${shownReference(payment)} is open since ${new Date(dispute.openedAt).toISOString().slice(0, 10)} and overdue: it stays open until two people decide it.`, payment.id);
  return { kind: 'recorded', code: 'dispute-overdue' };
}

/** The buyer takes it back. */
export function withdrawDispute(desk: Desk, payment: Payment): Disposition {
  closeDispute(desk, matched(payment), { outcome: 'withdrawn', ended: 'buyer', returned: 0n, laidOut: 0n, reason: '' });
  return advanced('dispute-withdrawn');
}

/** Two people, where the bank asks for two. Upheld only after the merchant has answered or had the time to; without an amount all that is left goes back. */
export function decideDispute(desk: Desk, instruction: Extract<Instruction, { kind: 'decide-dispute' }>): Disposition {
  const { reference, outcome, amount, by } = instruction;
  const reason = instruction.reason.replaceAll(/\s+/g, ' ').trim();
  if (lacksPeople(desk, by)) return refused('two-people');
  if (reason === '') return refused('reason-missing');
  const [found] = paymentsWith(desk.facts, [referenceKey(reference)]);
  if (found === undefined) return refused('payment-unknown');
  desk.about.add(found.id);
  const dispute = openDispute(found);
  if (dispute === null) return refused('no-dispute-open');
  find(desk, 'staff-decided', true, `${outcome} by ${by.join(', ') || 'nobody named'}: ${reason}`);
  if (outcome === 'rejected') {
    closeDispute(desk, matched(found), { outcome, ended: 'staff', returned: 0n, laidOut: 0n, reason });
    return advanced('dispute-rejected');
  }
  if (dispute.state.name === 'merchant-answers') return refused('merchant-has-time');
  const left = leftOf(matched(found));
  const returned = amount ?? left;
  if (returned.currency !== left.currency) return refused('currency-differs');
  if (returned.minor <= 0n) return refused('not-positive');
  return returned.minor > left.minor ? refused('above-paid') : uphold(desk, found, returned.minor, reason, by);
}

/** A wish of the merchant that is still open makes way: what it held is free for what staff decided. */
function uphold(desk: Desk, found: Payment, returned: bigint, reason: string, by: readonly string[]): Disposition {
  const { payment } = closeOpen(desk, found, 'replaced');
  const has = merchantHas(desk, matched(payment)).minor;
  const laidOut = returned > has ? returned - (has > 0n ? has : 0n) : 0n;
  const paid = giveBack(desk, matched(payment), returned, { by: 'dispute', reason, people: by, change: {} });
  closeDispute(desk, matched(paid), { outcome: 'upheld', ended: 'staff', returned, laidOut, reason });
  return advanced('dispute-upheld');
}

/** The case of a payment, open or over; null: there was none. */
export const disputeOf = (payment: Payment): Dispute | null => afterOf(payment).dispute;
