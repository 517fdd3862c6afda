/**
 * Scheme `two-mail` (source document 004, claim 1): the buyer's direct mail and the merchant's forward hold the same secret;
 * the bank asks the buyer, and the reply OK + password releases the payment.
 */
import { partyOf, refused, savePayment, type Desk } from '../core/desk.ts';
import type { Disposition, SchemeDeadline } from '../core/decision.ts';
import { mailKey, openKey, referenceKey, secretKeys } from '../core/keys.ts';
import { nameOf, oweSide, shownReference } from '../core/owe.ts';
import { isOpen, type Payment } from '../core/payment.ts';
import { publicSentence } from '../core/refusals.ts';
import { aboveLimit } from '../core/rules/above-limit.ts';
import type { Scheme, SchemeEvent } from '../core/scheme.ts';
import { holdsPaused } from '../core/paused.ts';
import { canHold, deadline, earlyDone, hasLapsed, holdAndAsk, matched, namedShop, release, sendQuestion, waitForFunds, withKeys } from '../core/verbs.ts';
import { referenceOf } from '../protocol/reference.ts';
import { advanced, answered, ended, nothingNew } from './asking.ts';

type Of<K extends SchemeEvent['kind']> = Extract<SchemeEvent, { kind: K }>;

export const twoMail: Scheme = {
  name: 'two-mail',
  version: 1,
  transitions: {
    new: ['awaiting-forward', 'awaiting-order'],
    'awaiting-forward': ['awaiting-answer', 'awaiting-funds', 'ended'],
    'awaiting-order': ['awaiting-answer', 'awaiting-funds', 'ended'],
    'awaiting-funds': ['awaiting-answer', 'ended'],
    'awaiting-answer': ['awaiting-funds', 'settled', 'ended'],
    settled: [],
    ended: [],
  },
  step(desk, payment, event) {
    if (payment === null) return begin(desk, event);
    switch (event.kind) {
      case 'ordered':
      case 'forwarded-early':
        throw new Error(`payment ${payment.reference} has begun; ${event.kind} can't begin it again`);
      case 'claimed':
        return claimed(desk, payment, event);
      case 'answered':
        return answered(desk, payment, event);
      case 'cancelled':
        return cancelled(desk, payment, event);
      case 'ended':
        return isOpen(payment) ? ended(desk, payment, event.reason) : nothingNew('has-ended');
      case 'deadline':
        return passed(desk, payment, event.deadline);
      case 'funds':
        return funded(desk, payment);
      default:
        return event satisfies never;
    }
  },
};

function begin(desk: Desk, event: SchemeEvent): Disposition {
  switch (event.kind) {
    case 'ordered':
      return ordered(desk, event);
    case 'forwarded-early':
      return forwardedEarly(desk, event);
    default:
      throw new Error(`${event.kind} can't begin a payment`);
  }
}

/** The payment with nothing in it but its number. */
function fresh(desk: Desk, secret: readonly string[], until: number): Payment {
  const id = desk.facts.nextPaymentId;
  const reference = referenceOf(id, desk.context.keys.reference);
  return {
    id,
    reference,
    scheme: twoMail.name,
    schemeVersion: twoMail.version,
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
    state: { name: 'awaiting-forward', until },
    keys: [referenceKey(reference), ...secretKeys(secret)],
  };
}

/** How often a payment whose money has come is looked at while the public board stands still (9-rules 22). */
const LOOK_AGAIN = 15 * 60_000;

const mailKeys = (...ids: readonly (string | null)[]): readonly string[] => ids.flatMap((id) => (id === null ? [] : [mailKey(id)]));

function ordered(desk: Desk, event: Of<'ordered'>): Disposition {
  const { policy } = desk.context;
  const until = desk.at + policy.matchSpan;
  const { order, buyer } = event;
  const base = fresh(desk, event.secret, until);
  const notice = { kind: 'order-received', reference: shownReference(base), shop: namedShop(desk, order), orderedAt: order.orderedAt, ceiling: order.ceiling, until } as const;
  const payment = savePayment(desk, withKeys({ ...base, buyer, order }, [...mailKeys(order.messageId), openKey(buyer.party)]));
  oweSide(desk, payment, buyer, notice, { inReplyTo: order.messageId });
  deadline(desk, payment, 'match', until + policy.graceSpan);
  return advanced('order-received');
}

function forwardedEarly(desk: Desk, event: Of<'forwarded-early'>): Disposition {
  const { policy } = desk.context;
  const until = desk.at + policy.matchSpan;
  const { early, merchant } = event;
  const base = fresh(desk, event.secret, until);
  const keys = [...mailKeys(early.messageId), openKey(merchant.party)];
  const payment = savePayment(desk, withKeys({ ...base, merchant, early, state: { name: 'awaiting-order', until } }, keys));
  deadline(desk, payment, 'tell-waiting', desk.at + policy.tellWaitingAfter);
  deadline(desk, payment, 'match', until + policy.graceSpan);
  return advanced('forward-waits');
}

/** The first claim begins the time for the answer; a later one replaces it and leaves the time as it is (9-rules 13). */
function claimed(desk: Desk, before: Payment, event: Of<'claimed'>): Disposition {
  const until = before.state.name === 'awaiting-answer' || before.state.name === 'awaiting-funds' ? before.state.until : desk.context.now + desk.context.policy.answerSpan;
  if (!isOpen(before)) throw new Error(`payment ${before.reference} is closed and can't be claimed`);
  if (hasLapsed(desk, before)) return lapsed(desk, before);
  const replaced = release(desk, before);
  earlyDone(desk, before);
  const joined = event.joined === null ? {} : { ...event.joined, early: null };
  const parties = [event.merchant.party, event.joined?.buyer.party ?? before.buyer?.party].filter((party) => party !== undefined);
  const keys = [...parties.map(openKey), ...mailKeys(event.joined?.order.messageId ?? null)];
  const secret = event.joined?.secret ?? before.secret;
  const next = { ...before, ...joined, merchant: event.merchant, claim: event.claim, claims: before.claims + 1 };
  const payment = withKeys(next, [...keys, ...secretKeys(secret)], secretKeys(before.secret));
  if (canHold(desk, matched(payment))) {
    holdAndAsk(desk, payment, until, replaced);
    return advanced(replaced === null ? 'asked' : 'asked-anew');
  }
  waitForFunds(desk, payment, until);
  return advanced('waits-for-funds');
}

/** Its deadline has passed, though nobody has looked at it yet: it ends as the deadline would have ended it. */
function lapsed(desk: Desk, payment: Payment): Disposition {
  const reasons = { 'awaiting-forward': 'no-forward', 'awaiting-order': 'no-order', 'awaiting-answer': 'no-answer', 'awaiting-funds': 'no-funds' } as const;
  const { name } = payment.state;
  if (name === 'settled' || name === 'ended') throw new Error(`payment ${payment.reference} is closed`);
  ended(desk, payment, reasons[name]);
  return refused('too-late');
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
function passed(desk: Desk, payment: Payment, kind: SchemeDeadline): Disposition {
  const { state } = payment;
  deadline(desk, payment, kind, null);
  switch (kind) {
    case 'tell-waiting':
      return state.name === 'awaiting-order' ? tellWaiting(desk, payment, state.until) : nothingNew(kind);
    case 'match':
      if (state.name === 'awaiting-forward') return ended(desk, payment, 'no-forward');
      return state.name === 'awaiting-order' ? ended(desk, payment, 'no-order') : nothingNew(kind);
    case 'remind':
      if (state.name === 'awaiting-funds') return funded(desk, payment);
      if (state.name !== 'awaiting-answer') return nothingNew(kind);
      savePayment(desk, sendQuestion(desk, payment, state.until, null, true));
      return advanced('reminded');
    case 'answer':
      if (state.name === 'awaiting-answer') return ended(desk, payment, 'no-answer');
      return state.name === 'awaiting-funds' ? ended(desk, payment, 'no-funds') : nothingNew(kind);
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

function funded(desk: Desk, payment: Payment): Disposition {
  if (payment.state.name !== 'awaiting-funds') return nothingNew('funds');
  if (hasLapsed(desk, payment)) return lapsed(desk, payment);
  const known = matched(payment);
  if (!canHold(desk, known)) return nothingNew('funds');
  if (aboveLimit.check({ desk, ...known, payment, words: [], secretLines: [] }) !== null) return nothingNew('above-limit');
  if (holdsPaused(desk)) {
    deadline(desk, payment, 'remind', desk.context.now + LOOK_AGAIN);
    return nothingNew('board-waits');
  }
  holdAndAsk(desk, payment, desk.context.now + desk.context.policy.answerSpan, null);
  return advanced('asked');
}
