import type { Claim, Order, Payment, Side } from './payment.ts';

/** A payment of which order and claim are known. */
export type Matched = Payment & { readonly buyer: Side; readonly merchant: Side; readonly order: Order; readonly claim: Claim };

export function matched(payment: Payment): Matched {
  const { buyer, merchant, order, claim } = payment;
  if (buyer === null || merchant === null || order === null || claim === null) throw new Error(`payment ${payment.reference} is not matched`);
  return { ...payment, buyer, merchant, order, claim };
}
