/** Nothing ends before its time, and nothing lives past it. */
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import type { DecisionRow } from '../../../clearinghouse/store/store.ts';
import { Violation } from '../violation.ts';
import { decidedAs, TERMS, troubleBetween, type Eyes } from './eyes.ts';

/** How late the bank may look, when nothing is wrong. */
const LOOKS_EVERY = 20 * 60_000;

/** A deadline that changed something. */
export function checkDeadline(eyes: Eyes, payment: Payment, decision: DecisionRow): void {
  const due = dueOf(eyes, payment, decision);
  if (due.length === 0 || due.some((one) => decision.at >= one && !isTooLate(eyes, payment, one, decision.at))) return;
  const fail = (what: string): never => {
    const deals = [payment.order?.letterId, payment.claim?.letterId, payment.early?.letterId].map((letter) => eyes.letters.get(letter ?? -1)?.mail.deal ?? null);
    throw new Violation(`payment ${payment.reference}: ${what} (${payment.state.name === 'ended' ? payment.state.reason : decision.disposition.code})`, { payments: [payment.id], deals });
  };
  const off = Math.round((decision.at - Math.min(...due)) / 1_000);
  fail(`it ended ${Math.abs(off)} s ${off < 0 ? 'before' : 'after'} its time`);
}

/** Later than looks, troubles and a letter that was waited for explain. */
export function isTooLate(eyes: Eyes, payment: Payment, due: number, at: number): boolean {
  if (at - due <= LOOKS_EVERY) return false;
  const late = at - due - LOOKS_EVERY - troubleBetween(eyes, due, at) - eyes.widestSkew;
  return late > 0 && late > TERMS.longestWait * heldUp(eyes, payment, due, at);
}

/** When it could be; more than one where the bank's decisions do not tell which letter began the time. None: there is nothing to judge. */
function dueOf(eyes: Eyes, payment: Payment, { input, at, disposition }: DecisionRow): readonly number[] {
  if (input.kind !== 'deadline') return [];
  switch (input.deadline) {
    case 'refund':
      return disposition.code === 'refund-expired' ? refundDue(eyes, payment) : [];
    case 'dispute-merchant':
      return lastOf(decidedAs(eyes, payment.id, ['dispute-opened']), TERMS.disputeMerchant);
    case 'dispute-staff':
      return staffDue(eyes, payment, at);
    default:
  }
  // Something else may have ended it in the same look.
  if (payment.state.name !== 'ended' || payment.state.at !== at) return [];
  if (payment.state.reason === 'no-road') return roadDue(eyes, payment);
  if (!payment.state.reason.startsWith('no-')) return [];
  return input.deadline === 'answer' ? answerDue(eyes, payment) : input.deadline === 'match' ? matchDue(eyes, payment) : [];
}

const told = (eyes: Eyes, payment: Payment, kinds: readonly string[]): readonly number[] =>
  (eyes.ofPayment.get(payment.id) ?? []).flatMap(({ facts }) => (kinds.includes(facts.kind) && 'until' in facts && facts.until !== null ? [facts.until] : []));

const lastOf = (untils: readonly number[], grace: number): readonly number[] => (untils.length === 0 ? [] : [Math.max(...untils) + grace]);

/** What mails tell is judged by itself (told.ts). */
const answerDue = (eyes: Eyes, payment: Payment): readonly number[] => lastOf(told(eyes, payment, ['question', 'funds-short-buyer']), TERMS.grace);

/** The newest word counts: where staff had a month to look at a wish, the shop has its three days from when it was asked. */
function refundDue(eyes: Eyes, payment: Payment): readonly number[] {
  const words = (eyes.ofPayment.get(payment.id) ?? []).flatMap(({ facts, owedAt }) => (facts.kind === 'refund-question' || facts.kind === 'refund-staff' ? [{ owedAt, until: facts.until }] : []));
  const newest = words.toSorted((one, other) => one.owedAt - other.owedAt).at(-1);
  return newest === undefined ? [] : [newest.until + TERMS.grace];
}

/** The last time that was told for a cheque or a post; where it then ends, there is the grace of every end. */
function roadDue(eyes: Eyes, payment: Payment): readonly number[] {
  const untils = (eyes.ofPayment.get(payment.id) ?? []).flatMap(({ facts }) => (facts.kind === 'road-missing' ? [facts.until + (facts.then === 'end' ? TERMS.grace : 0)] : []));
  return lastOf(untils, 0);
}

/**
 * From the letter that began the wait: the order, or what came before it; the stricter copy that had the shop claim anew; a cheque that came while the
 * payment waited for one, and named another shop than had claimed.
 */
function matchDue(eyes: Eyes, payment: Payment): readonly number[] {
  const decisions = eyes.decisionsOf.get(payment.id) ?? [];
  const lastWait = decisions.findLastIndex(({ code }) => code === 'waits-for-roads');
  const copies = decisions.flatMap(({ code, letter }) => (letter !== null && ANEW.has(code) ? [letter] : []));
  const cheques = lastWait === -1 ? [] : decisions.slice(lastWait).flatMap(({ code, letter }) => (letter !== null && code === 'cheque-kept' ? [letter] : []));
  const began = copies.at(-1) ?? payment.order?.letterId ?? eyes.openedBy.get(payment.id) ?? -1;
  return [began, ...cheques].flatMap((letterId) => eyes.letters.get(letterId) ?? []).map(({ receivedAt }) => receivedAt + TERMS.match + TERMS.grace);
}

const ANEW: ReadonlySet<string> = new Set(['above-ceiling', 'currency-differs']);

/** Staff are called when their days are over, and again each week. */
function staffDue(eyes: Eyes, payment: Payment, at: number): readonly number[] {
  const called = decidedAs(eyes, payment.id, ['dispute-overdue']).filter((one) => one < at).at(-1);
  const given = decidedAs(eyes, payment.id, ['dispute-answered', 'dispute-unanswered']).at(-1);
  return called !== undefined ? [called + TERMS.callAgain] : given === undefined ? [] : [given + TERMS.staff];
}

/** 1 where a letter that came before the deadline was still unread after it, else 0. */
function heldUp(eyes: Eyes, payment: Payment, due: number, at: number): number {
  const sides = [payment.buyer?.address, payment.merchant?.address, ...(payment.order?.named ?? []).map((side) => side.address)].filter((one) => one !== undefined);
  const parties = new Set(sides.map((address) => eyes.parties.get(address)));
  const letters = [...parties].flatMap((person) => person?.addresses ?? []).flatMap((address) => eyes.byWriter.get(address) ?? []);
  return letters.some((one) => one.receivedAt <= due && one.keptAt > due - TERMS.longestWait && one.keptAt <= at) ? 1 : 0;
}
