/**
 * Answers to a question, the same for every scheme that asks one: only a consent in time, to the newest question, with the payment's own
 * secret, settles. Everything else leaves the money where it is or frees it.
 */
import { partyOf, refused, savePayment, type Desk } from '../core/desk.ts';
import type { Disposition } from '../core/decision.ts';
import { warnBuyer } from '../core/forward-refusal.ts';
import { mailKey } from '../core/keys.ts';
import { readNumber, spendNumber, spendSpoken } from '../core/numbers.ts';
import { answer, nameOf, oweSide, questionAddress, shownReference } from '../core/owe.ts';
import type { EndReason, Payment } from '../core/payment.ts';
import { staffTask } from '../core/staff.ts';
import { numberAsked } from '../core/question-facts.ts';
import { publicSentence, type RefusalCode } from '../core/refusals.ts';
import { schemeOf } from '../core/scheme.ts';
import { canHold, end, matched, release, sendQuestion, settle, tellFundsShort, withKeys } from '../core/verbs.ts';
import { barred } from './barred.ts';
import { advanced, ended, nothingNew, type Answered } from './disposed.ts';
import { blockShop, fraud, fraudAfterEnd } from './fraud.ts';
import { isAboveLimit, isBeyondLimit, mustAsk, proceed } from './proceed.ts';
import type { Way } from './way.ts';

export function answered(way: Way, desk: Desk, payment: Payment, event: Answered): Disposition {
  switch (payment.state.name) {
    case 'awaiting-answer':
      return desk.at > payment.state.until + desk.context.policy.graceSpan ? tooLate(desk, payment, event) : answerInTime(way, desk, payment, event);
    case 'awaiting-funds':
      return answerWithoutFunds(way, desk, payment, event);
    case 'settled':
      return answerAfterPayment(desk, payment, payment.state.at, event);
    case 'ended':
      return answerAfterEnd(desk, payment, payment.state, event);
    case 'awaiting-forward':
    case 'awaiting-roads':
      if (payment.questions.length > 0) return answerToVoid(desk, payment, event);
      throw new Error(`payment ${payment.reference}: an answer to a question that was never asked`);
    case 'awaiting-order':
      throw new Error(`payment ${payment.reference}: an answer to a question that was never asked`);
    default:
      return payment.state satisfies never;
  }
}

function tooLate(desk: Desk, payment: Payment, event: Answered): Disposition {
  const next = end(desk, payment, 'no-answer');
  return event.judgement === 'fraud' ? fraudAfterEnd(desk, next, event) : refused('too-late');
}

function answerInTime(way: Way, desk: Desk, payment: Payment, event: Answered): Disposition {
  switch (event.judgement) {
    case 'consent':
      return consent(way, desk, payment, event);
    case 'refusal':
      return ended(desk, payment, 'refused');
    case 'fraud':
      return fraud(desk, payment, event);
    case 'wrong-password':
      return wrongPassword(desk, payment, event);
    case 'unclear':
      return unclear(desk, payment, event);
    default:
      return event.judgement satisfies never;
  }
}

function consent(way: Way, desk: Desk, payment: Payment, event: Answered): Disposition {
  const bar = barred(desk, payment);
  if (bar !== null) return ended(desk, payment, bar);
  const newest = payment.questions.at(-1);
  if (newest?.token !== event.question.token) {
    const until = payment.state.name === 'awaiting-answer' ? payment.state.until : desk.context.now;
    savePayment(desk, sendQuestion(desk, payment, until, event.question.total, true));
    return refused('old-question');
  }
  const trouble = newest.withNumber === true ? takeNumber(desk, payment, event) : null;
  if (trouble !== null) return numberRefused(desk, payment, event, trouble);
  // Staff may have lowered the limits since it was asked, or more was paid on this day.
  if (newest.withNumber !== true && isBeyondLimit(way, desk, matched(payment))) return isAboveLimit(way, desk, matched(payment)) ? ended(desk, payment, 'above-limit') : askWithNumber(way, desk, payment);
  settle(desk, payment, 'answer');
  return advanced('settled');
}

/** The second road above a limit (9-rules 16): the password alone proves no more than the mailbox. Null: the number is good, and spent. */
function takeNumber(desk: Desk, payment: Payment, { number }: Answered): RefusalCode | null {
  const { buyer } = matched(payment);
  if (number === undefined) return 'number-missing';
  const read = readNumber(desk, buyer.party, number.digits, number.number, false, number.stood);
  if (read === null || !read.ok) return read?.code ?? 'card-inactive';
  if (number.stood === undefined) spendNumber(desk, buyer.party, read.index, number.digits);
  return null;
}

/** What was asked for the password alone is asked anew: the old answer pays nothing. */
function askWithNumber(way: Way, desk: Desk, payment: Payment): Disposition {
  const until = payment.state.name === 'awaiting-answer' ? payment.state.until : desk.context.now;
  proceed(way, desk, payment, { until, replaced: release(desk, payment), steppedUp: false });
  return refused('old-question');
}

/** The question stays open. A wrong number counts towards the lock of the card, not as a wrong password. */
function numberRefused(desk: Desk, before: Payment, event: Answered, code: RefusalCode): Disposition {
  const payment = matched(before);
  const language = partyOf(desk, payment.buyer.party).language;
  const until = payment.state.name === 'awaiting-answer' ? payment.state.until : desk.context.now;
  spendSpoken(desk, payment.buyer.party, event.number);
  const facts = { kind: 'answer-unclear', reference: shownReference(payment), shop: nameOf(desk, payment.merchant), total: payment.claim.total, until, shown: event.shown, doubt: publicSentence(code, language), ...numberAsked(desk, payment, event.question) } as const;
  answer(desk, { address: payment.buyer.address, language }, facts, { paymentId: payment.id, inReplyTo: event.messageId, replyTo: newestAddress(desk, payment) });
  return refused(code);
}

/** An answer to a notice about an open question is an answer to the question. */
function answerableBy(payment: Payment, messageId: string): Payment {
  const questions = payment.questions.map((question, at, all) => (at === all.length - 1 ? { ...question, messageIds: [...question.messageIds, messageId] } : question));
  return withKeys({ ...payment, questions }, [mailKey(messageId)]);
}

function newestAddress(desk: Desk, payment: Payment): string | null {
  const newest = payment.questions.at(-1);
  return newest === undefined ? null : questionAddress(desk, payment, newest);
}

function wrongPassword(desk: Desk, before: Payment, event: Answered): Disposition {
  const payment = matched(savePayment(desk, { ...before, wrongPasswords: before.wrongPasswords + 1 }));
  const triesLeft = desk.context.policy.wrongPasswordsPerPayment - payment.wrongPasswords;
  if (triesLeft <= 0) {
    staffTask(desk, 'wrong-passwords', `Payment ${shownReference(payment)} ended after ${payment.wrongPasswords} wrong passwords.`, payment.id);
    return ended(desk, payment, 'wrong-passwords');
  }
  const until = payment.state.name === 'awaiting-answer' ? payment.state.until : desk.context.now;
  const asked = payment.questions.at(-1);
  const facts = { kind: 'wrong-password', reference: shownReference(payment), shop: nameOf(desk, payment.merchant), total: payment.claim.total, orderedAt: payment.order.orderedAt, triesLeft, until, ...(asked === undefined || desk.context.policy.tellsOfCards !== true ? {} : numberAsked(desk, payment, asked)) } as const;
  const told = oweSide(desk, payment, payment.buyer, facts, { inReplyTo: event.messageId, reply: true, replyTo: newestAddress(desk, payment) });
  savePayment(desk, answerableBy(payment, told.messageId));
  return refused('wrong-password');
}

/** Helped once for each payment, in whatever way the answers are unclear: a machine that answers everything hears no second word (5 §3.5, case 51). */
function unclear(desk: Desk, before: Payment, event: Answered): Disposition {
  const payment = matched(before);
  const until = payment.state.name === 'awaiting-answer' ? payment.state.until : desk.context.now;
  const asked = payment.questions.at(-1);
  const facts = { kind: 'answer-unclear', reference: shownReference(payment), shop: nameOf(desk, payment.merchant), total: payment.claim.total, until, shown: event.shown, doubt: event.doubt, ...(asked === undefined ? {} : numberAsked(desk, payment, asked)) } as const;
  const to = { address: payment.buyer.address, language: partyOf(desk, payment.buyer.party).language };
  answer(desk, to, facts, { paymentId: payment.id, inReplyTo: event.messageId, replyTo: newestAddress(desk, payment), once: `answer-unclear:${payment.id}` });
  return refused('answer-unclear');
}

/** A stricter copy of the order has made the question void: no OK to it pays; whoever says OK is shown once more why. */
function answerToVoid(desk: Desk, payment: Payment, event: Answered): Disposition {
  switch (event.judgement) {
    case 'refusal':
      return ended(desk, payment, 'refused');
    case 'fraud':
      return fraud(desk, payment, event);
    case 'consent': {
      if (payment.state.name === 'awaiting-roads') return refused('old-question');
      const shop = payment.merchant === null ? undefined : desk.facts.addresses.get(payment.merchant.address);
      if (shop !== undefined) warnBuyer(desk, payment, 'above-ceiling', shop, event.question.total, null);
      return refused('old-question');
    }
    case 'wrong-password':
    case 'unclear':
      return nothingNew('void-question');
    default:
      return event.judgement satisfies never;
  }
}

function answerWithoutFunds(way: Way, desk: Desk, payment: Payment, event: Answered): Disposition {
  switch (event.judgement) {
    case 'consent':
      if (canHold(desk, matched(payment))) return schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'funds' });
      tellFundsShort(desk, payment, mustAsk(way, desk, payment));
      return refused('funds-short');
    case 'refusal':
      return ended(desk, payment, 'refused');
    case 'fraud':
      return fraud(desk, payment, event);
    case 'wrong-password':
    case 'unclear':
      return nothingNew('waits-for-funds');
    default:
      return event.judgement satisfies never;
  }
}

function answerAfterPayment(desk: Desk, before: Payment, paidAt: number, event: Answered): Disposition {
  const payment = matched(before);
  if (event.judgement !== 'refusal' && event.judgement !== 'fraud') return nothingNew('already-paid');
  const kind = event.judgement === 'fraud' ? 'fraud' : 'no';
  if (kind === 'fraud') blockShop(desk, payment, event.question, ' after it was paid');
  const facts = { kind: 'already-paid', reference: shownReference(payment), shop: nameOf(desk, payment.merchant), total: payment.claim.total, paidAt, answer: kind } as const;
  oweSide(desk, payment, payment.buyer, facts, { inReplyTo: event.messageId, reply: true });
  return refused('already-paid');
}

function answerAfterEnd(desk: Desk, payment: Payment, state: { readonly at: number; readonly reason: EndReason }, event: Answered): Disposition {
  if (event.judgement === 'fraud' && state.reason !== 'fraud') return fraudAfterEnd(desk, payment, event);
  if (event.judgement !== 'consent' || payment.buyer === null) return nothingNew('has-ended');
  const shop = payment.merchant === null ? null : nameOf(desk, payment.merchant);
  const facts = { kind: 'answer-late', reference: shownReference(payment), shop, total: payment.claim?.total ?? null, reason: state.reason, endedAt: state.at } as const;
  oweSide(desk, payment, payment.buyer, facts, { inReplyTo: event.messageId, reply: true });
  return refused('too-late');
}
