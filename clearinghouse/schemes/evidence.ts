/** A cheque or a post comes: before its order, before its forward, or as the last that was missing. The core has seen that it fits what is known. */
import { savePayment, type Desk } from '../core/desk.ts';
import type { Disposition } from '../core/decision.ts';
import { writeEntry } from '../core/entries.ts';
import { chequeKey, openKey } from '../core/keys.ts';
import { nameOf, oweSide, shownReference } from '../core/owe.ts';
import { holdsPaused, HoldsPaused } from '../core/paused.ts';
import { isOpen, type Payment, type Roads } from '../core/payment.ts';
import { fixedByBuyer, missingRoads, roadsOf } from '../core/roads.ts';
import type { SchemeEvent } from '../core/scheme.ts';
import { deadline, hasLapsed, matched, namedShop, settle, withKeys } from '../core/verbs.ts';
import { advanced, ended } from './disposed.ts';
import { barred } from './barred.ts';
import { whyLapsed } from './lapsed.ts';
import type { Way } from './way.ts';
import { goesOn, isAboveLimit, proceed } from './proceed.ts';

type Came = Extract<SchemeEvent, { kind: 'evidence' }>;

/** Its order is on its way: it waits as long as an order waits for its forward. */
export function evidenceFirst(desk: Desk, base: Payment, event: Came): Disposition {
  const until = desk.at + desk.context.policy.matchSpan;
  const payment = savePayment(desk, withKeys(taken({ ...base, buyer: event.buyer, state: { name: 'awaiting-order', until } }, event), [openKey(event.buyer.party)]));
  deadline(desk, payment, 'match', until + desk.context.policy.graceSpan);
  tellTaken(desk, payment, event, until);
  return advanced(`${event.evidence.road}-waits`);
}

export function evidence(way: Way, desk: Desk, before: Payment, event: Came): Disposition {
  if (!isOpen(before)) throw new Error(`payment ${before.reference} is closed and takes no ${event.evidence.road}`);
  if (hasLapsed(desk, before) && !goesOn(way, desk, before)) return ended(desk, before, whyLapsed(way, desk, before));
  const payment = taken(before, event);
  postEntry(desk, before, payment);
  switch (before.state.name) {
    case 'awaiting-roads':
    case 'awaiting-funds':
      return goOn(way, desk, payment, event);
    case 'awaiting-answer':
      return inPlaceOfAnswer(way, desk, payment, event);
    case 'awaiting-forward':
    case 'awaiting-order':
      tellTaken(desk, savePayment(desk, payment), event, before.state.until);
      return advanced(`${event.evidence.road}-kept`);
    default:
      throw new Error(`payment ${before.reference} is closed`);
  }
}

function taken(payment: Payment, { evidence: came }: Came): Payment {
  const before = roadsOf(payment);
  const roads: Roads = came.road === 'cheque' ? { ...before, cheque: came.cheque } : { ...before, post: came.post };
  const next = { ...payment, roads };
  return came.road === 'cheque' && payment.buyer !== null ? withKeys(next, [chequeKey(payment.buyer.party, came.cheque.serial)]) : next;
}

/** What waits for money goes on waiting for it; what is missing still is waited for. */
function goOn(way: Way, desk: Desk, payment: Payment, event: Came): Disposition {
  if (payment.state.name === 'awaiting-funds' || missingRoads(desk, way.needs, payment).length > 0) {
    const until = 'until' in payment.state ? payment.state.until : desk.context.now;
    tellTaken(desk, savePayment(desk, payment), event, until);
    return advanced(`${event.evidence.road}-kept`);
  }
  if (isAboveLimit(way, desk, matched(payment))) return ended(desk, savePayment(desk, payment), 'above-limit');
  return proceed(way, desk, payment, { until: desk.context.now + desk.context.policy.answerSpan, replaced: null, steppedUp: false });
}

/** The question was asked in place of it: it is as good as the answer. */
function inPlaceOfAnswer(way: Way, desk: Desk, payment: Payment, event: Came): Disposition {
  const seen = !way.needs.includes('post') || payment.claim?.postSeen === true;
  if (payment.asksInstead === true && missingRoads(desk, way.needs, payment).length === 0 && fixedByBuyer(desk, payment) && seen) {
    const bar = barred(desk, payment);
    if (bar !== null) return ended(desk, savePayment(desk, payment), bar);
    const { asksInstead: _, ...complete } = payment;
    if (isAboveLimit(way, desk, matched(complete))) return ended(desk, savePayment(desk, payment), 'above-limit');
    if (holdsPaused(desk)) throw new HoldsPaused();
    settle(desk, payment, 'before');
    return advanced('settled');
  }
  tellTaken(desk, savePayment(desk, payment), event, 'until' in payment.state ? payment.state.until : desk.context.now);
  return advanced(`${event.evidence.road}-kept`);
}

/** The buyer's line on the board is written as soon as order and post are there. */
export function postEntry(desk: Desk, before: Payment, payment: Payment): void {
  if (payment.order !== null && roadsOf(payment).post !== null && (before.order === null || roadsOf(before).post === null)) writeEntry(desk, payment, 'posted');
}

function tellTaken(desk: Desk, payment: Payment, event: Came, until: number): void {
  const { merchant, order, buyer } = payment;
  const { evidence: came } = event;
  const shop = merchant !== null ? nameOf(desk, merchant) : order === null ? null : namedShop(desk, order);
  const cheque = came.road === 'cheque' ? { serial: came.cheque.serial, most: came.cheque.most, expiresAt: came.cheque.expiresAt } : null;
  const facts = { kind: 'road-taken', reference: shownReference(payment), road: came.road, shop, cheque, post: came.road === 'post' ? came.post.text : null, waitsFor: order === null ? 'order' : payment.claim === null ? 'forward' : payment.state.name === 'awaiting-answer' ? 'answer' : 'more', until } as const;
  oweSide(desk, payment, buyer ?? event.buyer, facts, { inReplyTo: event.messageId });
}
