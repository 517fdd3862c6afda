/** One payment as the bank has it, against what the auditor knows of it: money, entries, notices, deadlines. */
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import type { DecisionRow, NoticeRow } from '../../../clearinghouse/store/store.ts';
import { Violation } from '../violation.ts';
import { DAY, TERMS, troubleBetween, type Eyes } from './eyes.ts';

/** How late the bank may look, when nothing is wrong. */
const LOOKS_EVERY = 20 * 60_000;

type Closed = { readonly eyes: Eyes; readonly payment: Payment; readonly notices: readonly NoticeRow[]; readonly entries: readonly string[] };

export async function lookAt(eyes: Eyes, id: number): Promise<Payment | null> {
  const notices = await eyes.store().listNotices({ payment: id, status: null, limit: 200 });
  const reference = notices.flatMap(({ notice: { facts } }) => ('reference' in facts && typeof facts.reference === 'string' ? [facts.reference] : []))[0];
  const payment = reference === undefined ? null : await eyes.store().findPayment(`ref:${reference.replace('-', '')}`);
  if (payment === null) return null;
  const entries = (await eyes.store().listEntries({ payment: id, limit: 100 })).map((entry) => entry.kind as string);
  const closed: Closed = { eyes, payment, notices, entries };
  checkMoney(closed);
  checkEntries(closed);
  checkNotices(closed);
  return payment;
}

const fail = ({ payment, eyes }: Pick<Closed, 'payment' | 'eyes'>, what: string): never => {
  const deals = [payment.order?.letterId, payment.claim?.letterId, payment.early?.letterId].map((letter) => eyes.letters.get(letter ?? -1)?.mail.deal ?? null);
  throw new Violation(`payment ${payment.reference}: ${what}`, { payments: [payment.id], deals });
};

function checkMoney(closed: Closed): void {
  const { eyes, payment } = closed;
  const paid = eyes.paid.get(payment.id);
  if ((payment.state.name === 'settled') !== (paid !== undefined)) fail(closed, `it is ${payment.state.name}, and ${paid === undefined ? 'no money' : 'money'} moved`);
  if ((payment.after?.givenBack ?? 0n) !== (eyes.givenBack.get(payment.id) ?? 0n)) fail(closed, `the bank says ${payment.after?.givenBack ?? 0n} is given back, ${eyes.givenBack.get(payment.id) ?? 0n} moved`);
}

/** Money moved ⇔ an entry says so. */
function checkEntries(closed: Closed): void {
  const { eyes, payment, entries, notices } = closed;
  const times = (kind: string): number => entries.filter((one) => one === kind).length;
  const asked = notices.some(({ notice }) => notice.facts.kind === 'question');
  const expect = (kind: string, wanted: number): void => void (times(kind) === wanted || fail(closed, `it has ${times(kind)} entries "${kind}", expected ${wanted}`));
  expect('settled', eyes.paid.has(payment.id) ? 1 : 0);
  expect('accepted', asked ? 1 : 0);
  expect('returned', payment.state.name === 'ended' && asked ? 1 : 0);
  expect('refunded', eyes.refunds.get(payment.reference) ?? 0);
}

/** Whoever took part is told how it ended. */
function checkNotices(closed: Closed): void {
  const { payment, notices } = closed;
  const told = (kind: string, to: string | undefined): boolean => notices.some(({ notice }) => notice.facts.kind === kind && notice.to === to);
  const { state, buyer, merchant, claim } = payment;
  if (state.name === 'settled') {
    for (const [kind, side] of [['receipt-buyer', buyer], ['receipt-merchant', merchant]] as const) {
      if (!told(kind, side?.address)) fail(closed, `it is paid, and ${side?.address} has no ${kind}`);
    }
    return;
  }
  if (state.name !== 'ended' || buyer === null || claim === null) return;
  if (state.reason !== 'undeliverable' && !told('ended-buyer', buyer.address)) fail(closed, `it ended (${state.reason}) and the buyer is not told`);
  if (!told('ended-merchant', merchant?.address)) fail(closed, `it ended (${state.reason}) and the shop is not told`);
}

/** Nothing ends before its time, and nothing lives past it. */
export function checkDeadline(eyes: Eyes, payment: Payment, decision: DecisionRow): void {
  const { input } = decision;
  if (input.kind !== 'deadline' || payment.state.name !== 'ended' || payment.state.at !== decision.at) return;
  // Something else may have ended it in the same look.
  const due = payment.state.reason === 'no-road' ? roadDue(eyes, payment) : payment.state.reason.startsWith('no-') ? dueOf(eyes, payment, input.deadline) : null;
  if (due === null) return;
  if (decision.at < due) fail({ eyes, payment }, `it ended ${Math.round((due - decision.at) / 1_000)} s before its time (${payment.state.reason})`);
  const late = decision.at - due;
  if (late > LOOKS_EVERY + TERMS.longestWait * heldUp(eyes, payment, due, decision.at) + troubleBetween(eyes, due, decision.at) + eyes.widestSkew) fail({ eyes, payment }, `it ended ${Math.round(late / 1_000)} s after its time (${payment.state.reason})`);
}

/** The last time that was told for a cheque or a post; where it then ends, there is the grace of every end. */
function roadDue(eyes: Eyes, payment: Payment): number | null {
  const untils = (eyes.ofPayment.get(payment.id) ?? []).flatMap(({ facts }) => (facts.kind === 'road-missing' ? [facts.until + (facts.then === 'end' ? TERMS.grace : 0)] : []));
  return untils.length === 0 ? null : Math.max(...untils);
}

/** 1 where a letter that came before the deadline was still unread after it, else 0. */
function heldUp(eyes: Eyes, payment: Payment, due: number, at: number): number {
  const sides = [payment.buyer?.address, payment.merchant?.address, ...(payment.order?.named ?? []).map((side) => side.address)].filter((one) => one !== undefined);
  const parties = new Set(sides.map((address) => eyes.parties.get(address)));
  const letters = [...parties].flatMap((person) => person?.addresses ?? []).flatMap((address) => eyes.byWriter.get(address) ?? []);
  return letters.some((one) => one.receivedAt <= due && one.keptAt > due - TERMS.longestWait && one.keptAt <= at) ? 1 : 0;
}

function dueOf(eyes: Eyes, payment: Payment, deadline: string): number | null {
  const notices = eyes.ofPayment.get(payment.id) ?? [];
  if (deadline === 'answer') {
    const untils = notices.flatMap(({ facts }) => (facts.kind === 'question' || facts.kind === 'funds-short-buyer' ? [facts.until] : []));
    return untils.length === 0 ? null : Math.max(...untils) + TERMS.grace;
  }
  if (deadline !== 'match') return null;
  // A forward that came before its order may have been replaced by a later one, which has no more time.
  const told = notices.flatMap(({ facts }) => (facts.kind === 'forward-waiting' ? [facts.until] : []))[0];
  if (payment.order === null) return told === undefined ? null : told + TERMS.grace;
  const first = eyes.letters.get(payment.order.letterId);
  return first === undefined ? null : first.receivedAt + TERMS.match + TERMS.grace;
}

/** How long a question may be open: told by the question itself, never longer than the terms. */
export const isFairQuestion = (until: number, owedAt: number): boolean => until - owedAt <= TERMS.answer && until > owedAt - DAY;
