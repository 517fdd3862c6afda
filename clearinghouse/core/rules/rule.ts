/** One question asked of a claim. A rule looks, it changes nothing; `detail` is for staff and holds no secret. */
import type { NumberedLine } from '../../protocol/invoice.ts';
import type { EInvoiceReading } from '../../protocol/reading.ts';
import type { Desk } from '../scheme.ts';
import type { Claim, Order, Payment, Road, Side } from '../payment.ts';
import type { RefusalCode } from '../refusals.ts';

/** What the merchant wrote outside the buyer's text: numbered lines of the forward. */
export type MerchantWords = readonly NumberedLine[];

export type ClaimView = {
  readonly desk: Desk;
  readonly payment: Payment;
  readonly order: Order;
  readonly buyer: Side;
  readonly merchant: Side;
  readonly claim: Claim;
  readonly words: MerchantWords;
  /** Lines of the forward that hold the password again, outside the buyer's own text. */
  readonly secretLines: readonly number[];
  /** E-invoices that the merchant attached; absent: none. */
  readonly invoices?: readonly EInvoiceReading[];
  /** What the scheme needs under which the claim would be paid; absent: nothing. */
  readonly needs?: readonly Road[];
  /** What the bank's own rules ask for; absent: nothing. */
  readonly demanded?: readonly Road[];
  /** The buyer would be asked for the next number of their card beside the password: the second road of 9-rules 16. */
  readonly numberAsked?: boolean;
  /** What the scheme needs under which its order began; absent: that of the payment. */
  readonly begun?: readonly Road[];
};

export type Caught = { readonly code: RefusalCode; readonly detail: string };
export type ClaimRule = { readonly name: string; readonly check: (view: ClaimView) => Caught | null };
