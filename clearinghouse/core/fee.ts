/** What the bank keeps of a payment: a fixed sum and so many per mille of the total, by the merchant's terms, as a transfer of its own. */
import { money, type Money } from '../protocol/money.ts';
import { partyAccountId } from './account.ts';
import { bankAccount } from './bank-account.ts';
import { effect, find, partyOf, type Desk } from './desk.ts';
import { shownReference } from './owe.ts';
import type { Fee, PartyId } from './party.ts';
import type { Payment } from './payment.ts';

/** The denominator of `perMille100`. */
const PARTS = 100_000n;

/** Rounded half to even, never above the total; null: nothing, or another currency than the terms have. */
export function feeOf(fee: Fee | null, total: Money): Money | null {
  if (fee === null || fee.fixed.currency !== total.currency) return null;
  const minor = fee.fixed.minor + dividedHalfEven(total.minor * BigInt(fee.perMille100), PARTS);
  const kept = minor > total.minor ? total.minor : minor;
  return kept <= 0n ? null : money(total.currency, kept);
}

/** Both are positive. */
function dividedHalfEven(dividend: bigint, divisor: bigint): bigint {
  const whole = dividend / divisor;
  const twice = 2n * (dividend % divisor);
  return twice > divisor || (twice === divisor && whole % 2n === 1n) ? whole + 1n : whole;
}

/** Takes the fee of a payment that was made in this decision; money given back later leaves it as it is. */
export function takeFee(desk: Desk, payment: Payment, merchant: PartyId, total: Money): Money | null {
  const fee = feeOf(partyOf(desk, merchant).fee, total);
  if (!find(desk, 'fee', fee !== null, fee === null ? '' : String(fee.minor)) || fee === null) return null;
  const postings = [
    { account: partyAccountId(merchant, fee.currency), amount: -fee.minor },
    { account: bankAccount(desk, 'fees', fee.currency), amount: fee.minor },
  ];
  effect(desk, { kind: 'transferred', transfer: { id: `f.${payment.reference}`, kind: 'fee', currency: fee.currency, paymentId: payment.id, at: desk.context.now, reference: shownReference(payment), by: [], postings } });
  return fee;
}
