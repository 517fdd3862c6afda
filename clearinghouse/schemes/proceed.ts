/** Order and claim agree: what is missing is waited for; with all that the scheme needs the buyer is asked, or, where they have fixed all themselves, it is paid. */
import { compare, type Money } from '../protocol/money.ts';
import { partyOf, savePayment, type Desk } from '../core/desk.ts';
import type { Disposition } from '../core/decision.ts';
import { fundsKey } from '../core/keys.ts';
import { nameOf, oweSide, shownReference } from '../core/owe.ts';
import { HoldsPaused, holdsPaused, seesHoldsPaused } from '../core/paused.ts';
import { canAskBeside } from '../core/opening.ts';
import type { Card } from '../core/party.ts';
import type { Payment } from '../core/payment.ts';
import { asksInPlace, chequeStands, fixedByBuyer, goodCheque, missingRoads, roadsOf } from '../core/roads.ts';
import { aboveLimit } from '../core/rules/above-limit.ts';
import { buyerAccount, canHold, deadline, holdAndAsk, matched, settle, waitForFunds, withKeys, type Matched } from '../core/verbs.ts';
import { advanced, ended, nothingNew } from './disposed.ts';
import { barred } from './barred.ts';
import type { Way } from './way.ts';

/** How often a payment that could go on is looked at while the public board stands still (9-rules 22). */
export const LOOK_AGAIN = 15 * 60_000;

/** `until`: for the answer, or the money. `replaced`: what an older claim held, free again. `unheard`: the order has just come, and nothing of it was told yet. */
type Going = { readonly until: number; readonly replaced: Money | null; readonly steppedUp: boolean; readonly unheard?: boolean };

/** The caller has freed what an older claim held; in the store the payment holds it still. */
const asFreed = (payment: Payment, { replaced, until }: Going): Payment => (replaced === null ? payment : { ...payment, state: { name: 'awaiting-roads', until } });

/** The caller has freed what an older claim held. */
export function proceed(way: Way, desk: Desk, before: Payment, going: Going): Disposition {
  const { until, replaced, steppedUp, unheard = false } = going;
  const bar = barred(desk, before);
  if (bar !== null) return ended(desk, asFreed(before, going), bar);
  const missing = missingRoads(desk, way.needs, before);
  if (before.asksInstead !== true && missing.length > 0) return awaitRoads(way, desk, before, steppedUp || unheard);
  // What the question had taken the place of is there.
  const { asksInstead: _, ...complete } = before;
  const payment = missing.length === 0 ? complete : before;
  if (!canHold(desk, matched(payment))) {
    waitForFunds(desk, payment, until, mustAsk(way, desk, payment));
    return advanced('waits-for-funds');
  }
  // As freed: else what the older claim held would be counted as this one's.
  if (mustAsk(way, desk, asFreed(payment, going))) {
    holdAndAsk(desk, payment, until, replaced, way.needs.length === 0 && isBeyondLimit(way, desk, matched(asFreed(payment, going))));
    return advanced(replaced === null ? 'asked' : 'asked-anew');
  }
  if (holdsPaused(desk)) throw new HoldsPaused();
  settle(desk, asFreed(payment, going), 'before');
  return advanced('settled');
}

/** Also where the shop has not looked at the buyer's post (9-rules 28), above the bank's sum for printed numbers, and above a limit, where a further number is asked for. */
export function mustAsk(way: Way, desk: Desk, payment: Payment): boolean {
  if (way.asks === 'always' || payment.asksInstead === true || !fixedByBuyer(desk, payment)) return true;
  const { claim, order, buyer } = matched(payment);
  if (way.needs.length === 0 && isBeyondLimit(way, desk, matched(payment))) return true;
  // The number was printed on a card that is no more the buyer's, lost, perhaps; or the card is locked, since somebody guesses at it.
  if (order.card !== undefined && !isActiveCard(partyOf(desk, buyer.party).roads.card, order.card)) return true;
  if (way.needs.includes('post') && claim.postSeen !== true) return true;
  const limit = way.name === 'numbers' ? desk.context.policy.numbersAskAbove.find((one) => one.currency === claim.total.currency) : undefined;
  return limit !== undefined && compare(claim.total, limit) > 0;
}

const isActiveCard = (card: Card | null, id: string): boolean => card?.id === id && card.state === 'active';

/** `anew`: the wait begins, and the buyer hears of it. Where the question may take its place, a missing road is waited for a short time; else as long as for an answer. */
function awaitRoads(way: Way, desk: Desk, before: Payment, anew: boolean): Disposition {
  const { policy, now } = desk.context;
  const asks = asksInTime(way, desk, before);
  const longer = isCutShort(way, desk, before);
  const standing = before.state.name === 'awaiting-roads' && !anew && !longer ? before.state : null;
  const state = standing ?? { name: 'awaiting-roads', until: now + (asks ? policy.roadSpan : policy.answerSpan), ...(asks ? { short: true } : {}) };
  const { until } = state;
  // What a limit has asked for once stays asked for, also when the day is over: else a thief would only have to wait.
  const demanded = isAboveLimitAsked(way, desk, before) ? ({ steppedUp: true } as const) : {};
  const payment = savePayment(desk, withKeys({ ...before, ...demanded, state }, [], [fundsKey(buyerAccount(desk, matched(before)).id)]));
  deadline(desk, payment, 'tell-waiting', null);
  deadline(desk, payment, 'answer', null);
  deadline(desk, payment, 'match', until + (asks ? 0 : policy.graceSpan));
  deadline(desk, payment, 'remind', now + Math.floor((until - now) / 2));
  // A cheque that is there and does not fit any more is not left unsaid.
  if (anew || longer || roadsOf(before).cheque !== null) tellMissing(way, desk, payment);
  return advanced('waits-for-roads');
}

/** Not where a limit stands against the question: words, time and end all follow from this. */
const asksInTime = (way: Way, desk: Desk, payment: Payment): boolean => way.asks === 'where-open' && asksInPlace(desk, payment) && !isAboveLimitAsked(way, desk, payment);

/** If the question took the place of what is missing. */
const isAboveLimitAsked = (way: Way, desk: Desk, payment: Payment): boolean => isAboveLimit(way, desk, matched({ ...payment, asksInstead: true }));

/** Its time is short since the question was to follow; meanwhile the account was set to end without what is missing, or a limit was reached, and it has the time that there is then. */
const isCutShort = (way: Way, desk: Desk, payment: Payment): boolean => payment.state.name === 'awaiting-roads' && payment.state.short === true && !asksInTime(way, desk, payment);

/** Half of the time for a cheque or a post is over. */
export const remindOfRoads = (way: Way, desk: Desk, payment: Payment): Disposition => (isCutShort(way, desk, payment) ? awaitRoads(way, desk, payment, false) : tellMissing(way, desk, payment));

/** The buyer reads what is missing, until when, and what follows without it. */
function tellMissing(way: Way, desk: Desk, before: Payment): Disposition {
  const payment = matched(before);
  const { state } = payment;
  if (state.name !== 'awaiting-roads') throw new Error(`payment ${payment.reference} waits for no road`);
  const missing = missingRoads(desk, way.needs, payment);
  const facts = {
    kind: 'road-missing',
    reference: shownReference(payment),
    shop: nameOf(desk, payment.merchant),
    total: payment.claim.total,
    orderedAt: payment.order.orderedAt,
    missing,
    until: state.until,
    then: asksInTime(way, desk, payment) ? 'ask' : 'end',
  } as const;
  oweSide(desk, payment, payment.buyer, facts, { inReplyTo: payment.order.messageId });
  return advanced('told-missing');
}

/** Nothing lifts the limit: neither a cheque nor, where the question is the scheme's own, the next number of the buyer's card. */
export const isAboveLimit = (way: Way, desk: Desk, payment: Matched): boolean => !canAskBeside(desk, way.needs, payment.buyer.party) && isBeyondLimit(way, desk, payment);

/** Looked at again when it comes to paying: other payments of the day may have been made since the claim was judged. */
export function isBeyondLimit(way: Way, desk: Desk, payment: Matched): boolean {
  // Under a question the cheque has done its part: it may have expired since.
  const stands = payment.state.name === 'awaiting-answer' ? chequeStands(desk, payment) : goodCheque(desk, payment) !== null;
  const needs = stands ? way.needs : [];
  return aboveLimit.check({ desk, ...payment, payment, needs, words: [], secretLines: [] }) !== null;
}

/** The end of the time for a cheque or a post is not the payment's, where the question takes its place, or the time was cut short. */
export const goesOn = (way: Way, desk: Desk, payment: Payment): boolean => payment.state.name === 'awaiting-roads' && (asksInTime(way, desk, payment) || isCutShort(way, desk, payment));

/** The time for a cheque or a post is over. */
export function insteadOfRoad(way: Way, desk: Desk, payment: Payment): Disposition {
  if (isCutShort(way, desk, payment)) return awaitRoads(way, desk, payment, false);
  if (!asksInTime(way, desk, payment)) return ended(desk, payment, 'no-road');
  if (seesHoldsPaused(desk)) {
    deadline(desk, payment, 'match', desk.context.now + LOOK_AGAIN);
    return nothingNew('board-waits');
  }
  return proceed(way, desk, { ...payment, asksInstead: true }, { until: desk.context.now + desk.context.policy.answerSpan, replaced: null, steppedUp: false });
}
