/**
 * The times that the bank's mails about one payment tell. Each is worked out anew from when a decision was made, or from when the bank had a letter, by the
 * terms; the bank's own record of it is never asked.
 */
import type { OwedNotice } from '../../../clearinghouse/core/notice.ts';
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import { isTooLate } from './deadlines.ts';
import { decidedAs, partyAt, TERMS, type Eyes } from './eyes.ts';

/** What was told so far: the time for the answer or the money, for a refund's OK, in a dispute. */
type Told = {
  readonly eyes: Eyes;
  readonly payment: Payment;
  /** The newest question that was no repetition. */
  asked: { readonly at: number; readonly until: number } | null;
  /** `road`: a question was void, since its cheque was, and the wait for another took its place. */
  answer: { readonly by: 'question' | 'funds' | 'road'; readonly until: number; readonly at: number } | null;
  readonly refunds: Map<string | null, number>;
  lastRefund: number | null;
  dispute: number | null;
};

/** What is wrong with these mails, oldest first; null: all of them tell what the terms say. */
export function toldTrouble(eyes: Eyes, payment: Payment, notices: readonly OwedNotice[]): string | null {
  const told: Told = { eyes, payment, asked: null, answer: null, refunds: new Map(), lastRefund: null, dispute: null };
  for (const notice of notices) {
    const { facts } = notice;
    if (!('until' in facts) || facts.kind === 'statement') continue;
    const { until } = facts;
    if (!eyes.decidedAt.has(notice.owedAt)) return `its ${facts.kind} bears the time ${shown(notice.owedAt)}, when nothing was decided`;
    const due = dueBy(told, notice);
    if (due !== null && !due.includes(until ?? Number.NaN)) return `its ${facts.kind} tells ${shown(until)}, by the terms it is ${due.map(shown).join(' or ') || 'none'}`;
    const early = untimely(told, notice);
    if (early !== null) return early;
    remember(told, notice);
  }
  return null;
}

const shown = (at: number | null): string => (at === null || Number.isNaN(at) ? 'no time' : new Date(at).toISOString());

/** Which times this mail may tell; null: it is none that has one. `NaN`: none is promised any more. */
function dueBy(told: Told, notice: OwedNotice): readonly number[] | null {
  const { facts, owedAt } = notice;
  const fresh = owedAt + TERMS.answer;
  const standing = told.answer === null ? [] : [told.answer.until];
  switch (facts.kind) {
    case 'question':
      return facts.again || (facts.replaces !== null && told.answer?.by !== 'road') ? standing : firstTime(told, notice);
    case 'funds-short-buyer':
      return told.answer !== null && claims(told, notice, 'waits-for-funds') && !isVoid(told) ? standing : [fresh, ...standing];
    case 'question-copy':
    case 'funds-short-merchant':
    case 'wrong-password':
    case 'answer-unclear':
      return standing;
    case 'order-received':
      return [received(told, notice.letterId) + TERMS.match];
    case 'forward-waiting':
      return [received(told, told.eyes.openedBy.get(told.payment.id) ?? null) + TERMS.match];
    case 'road-missing':
      return roadTimes(told, owedAt, [facts.then === 'ask' ? TERMS.road : TERMS.answer]);
    case 'road-taken':
      return [...[notice.letterId, told.eyes.openedBy.get(told.payment.id) ?? null, ...copiesOf(told)].map((letter) => received(told, letter) + TERMS.match), ...standing, ...roadTimes(told, owedAt, [TERMS.road, TERMS.answer])];
    case 'refund-question':
      return told.refunds.has(notice.replyTo) ? [told.refunds.get(notice.replyTo) ?? 0] : [fresh];
    case 'refund-staff':
      return [owedAt + TERMS.staff];
    case 'refund-unclear':
      return told.lastRefund === null ? [] : [told.lastRefund];
    case 'dispute-opened':
      return [owedAt + TERMS.disputeMerchant];
    case 'dispute-said':
      return [disputeTime(told, facts.waitsFor, owedAt)];
    default:
      return null;
  }
}

/** A new claim while the money is waited for has no more time than the old one; else the time begins with the question. */
function firstTime(told: Told, notice: OwedNotice): readonly number[] {
  const fresh = notice.owedAt + TERMS.answer;
  if (told.answer?.by !== 'funds' || !claims(told, notice, 'asked')) return [fresh];
  return isVoid(told) ? [fresh, told.answer.until] : [told.answer.until];
}

/** Owed for a forward of the shop: not for a letter of its about another payment, which has freed the money. */
function claims({ eyes, payment }: Told, { letterId }: OwedNotice, code: string): boolean {
  const writer = eyes.letters.get(letterId ?? -1)?.mail.from;
  const isShops = writer !== undefined && partyAt(eyes, writer) === payment.merchant?.party;
  return isShops && (eyes.decisionsOf.get(payment.id) ?? []).some((one) => one.letter === letterId && one.code === code);
}

/** A question that a stricter copy of the order, or a cheque gone bad, has made void gives its time to nobody. */
const isVoid = ({ eyes, payment, answer }: Told): boolean => decidedAs(eyes, payment.id, ['above-ceiling', 'currency-differs', 'waits-for-roads', 'refused old-question']).some((at) => at >= (answer?.at ?? 0));

const received = ({ eyes }: Told, letter: number | null): number => eyes.letters.get(letter ?? -1)?.receivedAt ?? Number.NaN;

/** Letters that may have begun the time for a forward: the order, and its copies. */
const copiesOf = ({ eyes, payment }: Told): readonly number[] => (eyes.decisionsOf.get(payment.id) ?? []).flatMap(({ letter }) => letter ?? []);

/** From each time that the payment began to wait for a road. */
const roadTimes = ({ eyes, payment }: Told, owedAt: number, spans: readonly number[]): readonly number[] =>
  (eyes.decisionsOf.get(payment.id) ?? []).filter(({ at }) => at <= owedAt).flatMap(({ at }) => spans.map((span) => at + span));

/** The shop's days, or those of staff since the case was theirs. */
function disputeTime({ eyes, payment, dispute }: Told, waitsFor: 'merchant' | 'staff', owedAt: number): number {
  const theirs = decidedAs(eyes, payment.id, ['dispute-answered', 'dispute-unanswered']).filter((at) => at <= owedAt).at(-1);
  const until = waitsFor === 'merchant' ? dispute : theirs === undefined ? null : theirs + TERMS.staff;
  return until === null || until < owedAt ? Number.NaN : until;
}

/** A reminder comes at half of the time, and who has forwarded hears after a quarter of an hour that no order came. */
function untimely(told: Told, { facts, letterId, owedAt }: OwedNotice): string | null {
  const { eyes, payment, asked } = told;
  const opened = received(told, eyes.openedBy.get(payment.id) ?? null);
  const due = facts.kind === 'forward-waiting' ? opened + TERMS.tellWaiting : facts.kind === 'question' && facts.again && letterId === null && asked !== null ? asked.at + Math.floor((asked.until - asked.at) / 2) : null;
  if (due === null) return null;
  if (owedAt < due) return `its ${facts.kind} was owed ${Math.round((due - owedAt) / 1_000)} s before its time`;
  // A forward may itself have been read late.
  const from = facts.kind === 'forward-waiting' ? Math.max(due, eyes.decisionsOf.get(payment.id)?.[0]?.at ?? 0) : due;
  return isTooLate(eyes, payment, from, owedAt) ? `its ${facts.kind} was owed ${Math.round((owedAt - due) / 1_000)} s after its time` : null;
}

function remember(told: Told, { facts, owedAt, replyTo }: OwedNotice): void {
  switch (facts.kind) {
    case 'question':
      if (!facts.again) told.asked = { at: owedAt, until: facts.until };
      told.answer = { by: 'question', until: facts.until, at: owedAt };
      return;
    case 'funds-short-buyer':
      told.answer = { by: 'funds', until: facts.until, at: owedAt };
      return;
    case 'road-missing':
      if (told.answer !== null) told.answer = { by: 'road', until: facts.until, at: owedAt };
      return;
    case 'refund-question':
      told.refunds.set(replyTo, facts.until);
      told.lastRefund = facts.until;
      return;
    case 'dispute-opened':
      told.dispute = facts.until;
      return;
    default:
  }
}
