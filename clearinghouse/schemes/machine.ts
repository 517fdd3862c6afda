/**
 * The way of a payment, the same for every scheme: order and forward meet, further roads are waited for where the scheme needs them, then the
 * buyer is asked, or paid for unasked. A scheme is a few words about this way.
 */
import { partyOf, refused, savePayment, type Desk } from '../core/desk.ts';
import type { Disposition, SchemeDeadline } from '../core/decision.ts';
import { chequeKey, dayAfter, mailKey, namesKey, openKey, referenceKey, secretKeys } from '../core/keys.ts';
import { nameOf, oweSide, shownReference } from '../core/owe.ts';
import { isOpen, type Payment, type Roads, type Side, type StateName } from '../core/payment.ts';
import { publicSentence } from '../core/refusals.ts';
import { chequeStands, missingRoads } from '../core/roads.ts';
import type { Scheme, SchemeEvent } from '../core/scheme.ts';
import { seesHoldsPaused } from '../core/paused.ts';
import { canHold, deadline, earlyDone, hasLapsed, matched, namedShop, release, sendQuestion, withKeys } from '../core/verbs.ts';
import { referenceOf } from '../protocol/reference.ts';
import { answered } from './asking.ts';
import { advanced, ended, nothingNew } from './disposed.ts';
import { evidence, evidenceFirst, postEntry } from './evidence.ts';
import { fraudUnasked } from './fraud.ts';
import { goesOn, insteadOfRoad, isAboveLimit, LOOK_AGAIN, proceed, remindOfRoads } from './proceed.ts';
import { lapsed, whyLapsed } from './lapsed.ts';
import type { Way } from './way.ts';

type Of<K extends SchemeEvent['kind']> = Extract<SchemeEvent, { kind: K }>;

export function makeScheme(way: Way): Scheme {
  return {
    name: way.name,
    version: way.version,
    above: way.above,
    needs: way.needs,
    transitions: transitionsOf(way),
    step(desk, payment, event) {
      if (payment === null) return begin(way, desk, event);
      switch (event.kind) {
        case 'ordered':
        case 'forwarded-early':
          throw new Error(`payment ${payment.reference} has begun; ${event.kind} can't begin it again`);
        case 'claimed':
          return claimed(way, desk, payment, event);
        case 'evidence':
          return evidence(way, desk, payment, event);
        case 'answered':
          return answeredTo(way, desk, payment, event);
        case 'cancelled':
          return cancelled(desk, payment, event);
        case 'fraud':
          return isOpen(payment) ? fraudUnasked(desk, payment) : nothingNew('has-ended');
        case 'ended':
          return isOpen(payment) ? ended(desk, payment, event.reason) : nothingNew('has-ended');
        case 'deadline':
          return passed(way, desk, payment, event.deadline);
        case 'funds':
          return funded(way, desk, payment);
        default:
          return event satisfies never;
      }
    },
  };
}

/** Roads are waited for where the scheme needs some; only where it may ask nothing is anything settled but from the question. */
function transitionsOf({ needs, asks }: Way): Scheme['transitions'] {
  const roads: readonly StateName[] = needs.length > 0 ? ['awaiting-roads'] : [];
  const unasked: readonly StateName[] = asks === 'where-open' ? ['settled'] : [];
  const claimable: readonly StateName[] = [...roads, 'awaiting-answer', 'awaiting-funds', ...unasked, 'ended'];
  return {
    new: ['awaiting-forward', 'awaiting-order'],
    'awaiting-forward': claimable,
    'awaiting-order': claimable,
    'awaiting-roads': needs.length > 0 ? ['awaiting-forward', 'awaiting-answer', 'awaiting-funds', ...unasked, 'ended'] : [],
    // Back to the forward: a stricter copy of the order has come (core/stricter-copy.ts).
    'awaiting-funds': ['awaiting-forward', ...roads, 'awaiting-answer', ...unasked, 'ended'],
    'awaiting-answer': ['awaiting-forward', ...roads, 'awaiting-funds', 'settled', 'ended'],
    settled: [],
    ended: [],
  };
}

function begin(way: Way, desk: Desk, event: SchemeEvent): Disposition {
  switch (event.kind) {
    case 'ordered':
      return ordered(way, desk, fresh(way, desk, event.secret), event);
    case 'forwarded-early':
      return forwardedEarly(desk, fresh(way, desk, event.secret), event);
    case 'evidence':
      return evidenceFirst(desk, fresh(way, desk, event.secret), event);
    default:
      throw new Error(`${event.kind} can't begin a payment`);
  }
}

/** The payment with nothing in it but its number. */
function fresh(way: Way, desk: Desk, secret: readonly string[]): Payment {
  const id = desk.facts.nextPaymentId;
  const reference = referenceOf(id, desk.context.keys.reference);
  return {
    id,
    reference,
    scheme: way.name,
    schemeVersion: way.version,
    openedAt: desk.context.now,
    buyer: null,
    merchant: null,
    secret,
    order: null,
    claim: null,
    claims: 0,
    early: null,
    questions: [],
    wrongPasswords: 0,
    refusedForwards: 0,
    state: { name: 'awaiting-forward', until: desk.at + desk.context.policy.matchSpan },
    keys: [referenceKey(reference), ...secretKeys(secret)],
  };
}

const mailKeys = (...ids: readonly (string | null)[]): readonly string[] => ids.flatMap((id) => (id === null ? [] : [mailKey(id)]));

function ordered(way: Way, desk: Desk, base: Payment, event: Of<'ordered'>): Disposition {
  const { policy } = desk.context;
  const until = desk.at + policy.matchSpan;
  const { order, buyer, roads } = event;
  const notice = { kind: 'order-received', reference: shownReference(base), shop: namedShop(desk, order), orderedAt: order.orderedAt, ceiling: order.ceiling, until, ...(way.asks === 'always' && way.needs.length === 0 ? {} : { unasked: { needs: missingRoads(desk, way.needs, { ...base, order, roads }), asks: way.asks === 'always' } }) } as const;
  const payment = savePayment(desk, withKeys({ ...base, buyer, order, ...(isNone(roads) ? {} : { roads }) }, [...mailKeys(order.messageId), openKey(buyer.party), ...order.named.slice(0, MOST_NAMED).map(({ party }) => namesKey(party)), ...chequeKeys(buyer, roads)]));
  oweSide(desk, payment, buyer, notice, { inReplyTo: order.messageId });
  deadline(desk, payment, 'match', until + policy.graceSpan);
  postEntry(desk, base, payment);
  return advanced('order-received');
}

/** A mail may be addressed to many; an order to more shops than these is for none of them in earnest. */
const MOST_NAMED = 10;

/** By which staff find the payment of a cheque, and a second file its first. */
const chequeKeys = (buyer: Side, { cheque }: Roads): readonly string[] => (cheque === null ? [] : [chequeKey(buyer.party, cheque.serial)]);

const isNone = ({ cheque, post }: Of<'ordered'>['roads']): boolean => cheque === null && post === null;

function forwardedEarly(desk: Desk, base: Payment, event: Of<'forwarded-early'>): Disposition {
  const { policy } = desk.context;
  const until = desk.at + policy.matchSpan;
  const { early, merchant } = event;
  const keys = [...mailKeys(early.messageId), openKey(merchant.party)];
  const payment = savePayment(desk, withKeys({ ...base, merchant, early, state: { name: 'awaiting-order', until } }, keys));
  deadline(desk, payment, 'tell-waiting', desk.at + policy.tellWaitingAfter);
  deadline(desk, payment, 'match', until + policy.graceSpan);
  return advanced('forward-waits');
}

/** The first claim begins the time for the answer; a later one replaces it and leaves the time as it is (9-rules 13). A claim may step the payment up to this scheme. */
function claimed(way: Way, desk: Desk, before: Payment, event: Of<'claimed'>): Disposition {
  const until = before.state.name === 'awaiting-answer' || before.state.name === 'awaiting-funds' ? before.state.until : desk.context.now + desk.context.policy.answerSpan;
  if (!isOpen(before)) throw new Error(`payment ${before.reference} is closed and can't be claimed`);
  if (hasLapsed(desk, before) && !goesOn(way, desk, before)) return lapsed(way, desk, before);
  const replaced = release(desk, before);
  earlyDone(desk, before);
  const { joined } = event;
  const known = joined === null ? {} : { order: joined.order, buyer: joined.buyer, secret: joined.secret, early: null, ...(isNone(joined.roads) ? {} : { roads: joined.roads }) };
  const parties = [event.merchant.party, joined?.buyer.party ?? before.buyer?.party].filter((party) => party !== undefined);
  const keys = [...parties.map(openKey), ...mailKeys(joined?.order.messageId ?? null), ...secretKeys(joined?.secret ?? before.secret), ...(joined === null ? [] : chequeKeys(joined.buyer, joined.roads))];
  // One that steps up begins anew with what the other scheme asks for.
  const { asksInstead: _, ...kept } = before;
  const scheme = before.scheme === way.name && !event.steppedUp ? before : { ...kept, scheme: way.name, schemeVersion: way.version };
  const stepped = event.steppedUp ? ({ steppedUp: true } as const) : {};
  const payment = withKeys({ ...scheme, ...stepped, ...known, merchant: event.merchant, claim: event.claim, claims: before.claims + 1 }, keys, secretKeys(before.secret));
  postEntry(desk, before, payment);
  return proceed(way, desk, payment, { until, replaced, steppedUp: event.steppedUp, unheard: joined !== null });
}

/** A cheque that was void, or whose wallet was ended, after the question was asked: no OK stands for it. */
function answeredTo(way: Way, desk: Desk, payment: Payment, event: Of<'answered'>): Disposition {
  const gone = way.needs.includes('cheque') && payment.asksInstead !== true && !chequeStands(desk, payment);
  if (event.judgement !== 'consent' || payment.state.name !== 'awaiting-answer' || !gone) return answered(way, desk, payment, event);
  const replaced = release(desk, payment);
  proceed(way, desk, payment, { until: payment.state.until, replaced, steppedUp: true });
  return refused('old-question');
}

function cancelled(desk: Desk, payment: Payment, event: Of<'cancelled'>): Disposition {
  if (isOpen(payment)) return ended(desk, payment, event.by === 'buyer' ? 'cancelled' : 'withdrawn');
  if (payment.state.name === 'ended') return nothingNew('has-ended');
  const side = matched(payment)[event.by];
  if (event.by === 'buyer') {
    const paidAt = payment.state.name === 'settled' ? payment.state.at : desk.context.now;
    const { merchant, claim } = matched(payment);
    const facts = { kind: 'already-paid', reference: shownReference(payment), shop: nameOf(desk, merchant), total: claim.total, paidAt, answer: 'cancel' } as const;
    oweSide(desk, payment, side, facts, { inReplyTo: event.messageId, reply: true });
  } else {
    const sentence = publicSentence('already-paid', partyOf(desk, side.party).language);
    oweSide(desk, payment, side, { kind: 'cancel-refused', code: 'already-paid', sentence, asked: shownReference(payment) }, { inReplyTo: event.messageId, reply: true });
  }
  return refused('already-paid');
}

/** A deadline that does not fit the state any more has nothing to do: the letter that changed the state came first. */
function passed(way: Way, desk: Desk, payment: Payment, kind: SchemeDeadline): Disposition {
  const { state } = payment;
  deadline(desk, payment, kind, null);
  switch (kind) {
    case 'tell-waiting':
      return state.name === 'awaiting-order' ? tellWaiting(desk, payment, state.until) : nothingNew(kind);
    case 'match':
      if (state.name === 'awaiting-forward') return ended(desk, payment, 'no-forward');
      if (state.name === 'awaiting-roads') return insteadOfRoad(way, desk, payment);
      return state.name === 'awaiting-order' ? ended(desk, payment, 'no-order') : nothingNew(kind);
    case 'remind':
      if (state.name === 'awaiting-funds') return funded(way, desk, payment);
      if (state.name === 'awaiting-roads') return remindOfRoads(way, desk, payment);
      if (state.name !== 'awaiting-answer') return nothingNew(kind);
      savePayment(desk, sendQuestion(desk, payment, state.until, null, true));
      return advanced('reminded');
    case 'answer':
      if (state.name === 'awaiting-answer') return ended(desk, payment, 'no-answer');
      return state.name === 'awaiting-funds' ? ended(desk, payment, whyLapsed(way, desk, payment)) : nothingNew(kind);
    default:
      return kind satisfies never;
  }
}

/** The same neutral words whether or not the customer is registered (9-rules 11). */
function tellWaiting(desk: Desk, payment: Payment, until: number): Disposition {
  const { merchant, early } = payment;
  if (merchant === null || early === null) throw new Error(`payment ${payment.reference} waits for an order without a forward`);
  oweSide(desk, payment, merchant, { kind: 'forward-waiting', reference: shownReference(payment), subject: early.subject, forwardedAt: early.receivedAt, until }, { inReplyTo: early.messageId });
  return advanced('told-waiting');
}

function funded(way: Way, desk: Desk, payment: Payment): Disposition {
  if (payment.state.name !== 'awaiting-funds') return nothingNew('funds');
  if (hasLapsed(desk, payment)) return lapsed(way, desk, payment);
  const known = matched(payment);
  if (!canHold(desk, known)) return nothingNew('funds');
  if (isAboveLimit(way, desk, known)) {
    // The money is there, so no deposit will wake it again; the day's limit begins anew with the day.
    deadline(desk, payment, 'remind', dayAfter(desk.context.now));
    return nothingNew('above-limit');
  }
  if (seesHoldsPaused(desk)) {
    deadline(desk, payment, 'remind', desk.context.now + LOOK_AGAIN);
    return nothingNew('board-waits');
  }
  return proceed(way, desk, payment, { until: desk.context.now + desk.context.policy.answerSpan, replaced: null, steppedUp: false });
}
