/** One payment as the bank has it, against what the auditor knows of it: money, entries, notices. */
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import type { NoticeRow } from '../../../clearinghouse/store/store.ts';
import { Violation } from '../violation.ts';
import type { Eyes } from './eyes.ts';
import { toldTrouble } from './told.ts';

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
  const trouble = toldTrouble(eyes, payment, notices.map(({ notice }) => notice).reverse());
  if (trouble !== null) fail(closed, trouble);
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
