/** Money that moves otherwise than by a payment: by hand, as a fee, or back. */
import type { Transfer } from '../../../clearinghouse/core/account.ts';
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import type { DecisionRow } from '../../../clearinghouse/store/store.ts';
import { Violation } from '../violation.ts';
import { isProved } from './answers.ts';
import { accountParty } from './evidence.ts';
import { partyAt, TERMS, type Eyes, type Seen } from './eyes.ts';

/** Each voucher is booked once, as staff gave it. */
export function judgeBooking(eyes: Eyes, { id, kind, reference, postings }: Transfer): void {
  const given = eyes.instructions.get(reference)?.find((one) => one.kind === 'deposit' || one.kind === 'withdraw' || one.kind === 'collect-claim');
  if (given === undefined || !('amount' in given) || given.amount === null || !('address' in given)) throw new Violation(`transfer ${id}: nobody gave voucher ${reference}`);
  if (eyes.booked.has(reference)) throw new Violation(`voucher ${reference} is booked twice`);
  eyes.booked.add(reference);
  const sign = kind === 'deposit' ? 1n : -1n;
  const own = postings.find((one) => one.account === `party:${partyAt(eyes, given.address)}:${given.amount?.currency}`);
  if (own?.amount !== sign * given.amount.minor) throw new Violation(`voucher ${reference}: ${own?.amount} is booked, ${sign * given.amount.minor} was given`);
}

export function judgeFee(eyes: Eyes, { id, postings }: Transfer, payment: Payment): void {
  const amount = eyes.paid.get(payment.id);
  const taken = postings.find((one) => one.amount < 0n);
  const shop = eyes.numbered.get(accountParty(taken?.account ?? ''));
  if (amount === undefined || taken === undefined || shop?.fee == null) throw new Violation(`transfer ${id}: a fee for nothing`, { payments: [payment.id] });
  // Half to even.
  const [parts, rest] = [amount * BigInt(shop.fee.perMille100) * 2n, 100_000n];
  const [floor, over] = [parts / (2n * rest), parts % (2n * rest)];
  const share = over > rest || (over === rest && floor % 2n === 1n) ? floor + 1n : floor;
  const due = shop.fee.fixed.minor + share > amount ? amount : shop.fee.fixed.minor + share;
  if (-taken.amount !== due) throw new Violation(`payment ${payment.reference}: the fee is ${-taken.amount}, by the terms ${due}`, { payments: [payment.id] });
}

/** Money goes back by the OK of the shop to what it was asked, or because staff upheld a dispute. */
export function judgeRefund(eyes: Eyes, transfer: Transfer, payment: Payment, decisions: readonly DecisionRow[]): void {
  const paid = eyes.paid.get(payment.id) ?? 0n;
  const before = eyes.givenBack.get(payment.id) ?? 0n;
  const amount = transfer.postings.reduce((sum, one) => (one.amount > 0n ? sum + one.amount : sum), 0n);
  const letters = decisions.flatMap(({ input }) => (input.kind === 'letter' ? (eyes.letters.get(input.letterId) ?? []) : []));
  const fail = (what: string): never => {
    throw new Violation(`payment ${payment.reference}: ${what}`, { payments: [payment.id], deals: letters.map(({ mail }) => mail.deal) });
  };
  if (before + amount > paid) fail(`${before} + ${amount} are given back, ${paid} was paid`);
  const receiver = transfer.postings.find((one) => one.amount > 0n)?.account ?? '';
  if (accountParty(receiver) !== payment.buyer?.party && !receiver.startsWith('bank:suspense:')) fail(`what is given back goes to ${receiver}`);
  const upheld = (eyes.instructions.get(payment.reference) ?? []).some((one) => one.kind === 'decide-dispute' && one.outcome === 'upheld' && (one.amount?.minor ?? paid - before) === amount);
  if (!upheld && !letters.some((letter) => confirms(eyes, letter, payment, amount))) fail(`${amount} is given back though neither the shop nor staff said so`);
  eyes.givenBack.set(payment.id, before + amount);
}

/** OK alone, from where the question about it went. */
function confirms(eyes: Eyes, letter: Seen, payment: Payment, amount: bigint): boolean {
  const { mail, words } = letter;
  if (!isProved(letter) || words.ok !== '') return false;
  const asked = [...mail.to.flatMap((address) => eyes.byReplyTo.get(address) ?? []), ...mail.thread.flatMap((id) => eyes.went.get(id)?.notice ?? [])];
  return asked.some(({ facts, to, paymentId }) => facts.kind === 'refund-question' && paymentId === payment.id && to === mail.from && facts.returns.minor === amount && letter.receivedAt <= facts.until + TERMS.grace);
}
