/**
 * A payment, from the first evidence to the last. Its scheme gives it its state; its keys are how it is found again.
 * Times in milliseconds since 1970.
 */
import type { Money } from '../protocol/money.ts';
import type { SecretDigests, TextReading } from '../protocol/reading.ts';
import type { PartyId } from './party.ts';

export type PaymentId = number;

export type Side = { readonly party: PartyId; readonly address: string };

/** What the direct mail said. */
export type Order = {
  readonly letterId: number;
  readonly receivedAt: number;
  /** The Date that the buyer's mail bears, else when it was received. */
  readonly orderedAt: number;
  readonly messageId: string | null;
  /** b= of the signature that passed. */
  readonly signatureB: string | null;
  readonly subject: string;
  readonly text: TextReading;
  readonly orderLines: readonly string[];
  /** Registered parties besides the bank and the buyer that To, Cc or `Pay to:` name; empty: any shop that holds the order. */
  readonly named: readonly Side[];
  readonly ceiling: Money | null;
};

export type ClaimLine = { readonly text: string; readonly amount: Money; readonly notInOrder: boolean };

/** What the merchant asks for. */
export type Claim = {
  readonly letterId: number;
  readonly receivedAt: number;
  readonly invoice: string | null;
  readonly lines: readonly ClaimLine[];
  readonly total: Money;
};

/** A forward whose order has not come yet: kept until it does. */
export type EarlyForward = {
  readonly letterId: number;
  readonly receivedAt: number;
  readonly text: TextReading;
  readonly originals: readonly { readonly messageId: string | null; readonly signatureB: string | null; readonly text: TextReading | null }[];
  readonly messageId: string | null;
  readonly subject: string;
  /** To and Cc of the forward. */
  readonly written: readonly string[];
};

/** A question that was asked: its token is void as soon as a later one is asked. */
export type Question = {
  readonly token: string;
  /** Of the question, its reminder, and each time it was sent again. */
  readonly messageIds: readonly string[];
  readonly total: Money;
  readonly askedAt: number;
};

export type EndReason =
  | 'refused'
  | 'fraud'
  | 'cancelled'
  | 'withdrawn'
  | 'wrong-passwords'
  | 'no-forward'
  | 'no-order'
  | 'no-answer'
  | 'no-funds'
  | 'secret-refused'
  | 'undeliverable';

/** States of the schemes that ask a question. A payment's money is held exactly in `awaiting-answer`. */
export type PaymentState =
  | { readonly name: 'awaiting-forward'; readonly until: number }
  | { readonly name: 'awaiting-order'; readonly until: number }
  | { readonly name: 'awaiting-funds'; readonly until: number }
  | { readonly name: 'awaiting-answer'; readonly until: number }
  | { readonly name: 'settled'; readonly at: number; readonly transferId: string }
  | { readonly name: 'ended'; readonly at: number; readonly reason: EndReason };

export type StateName = PaymentState['name'];

export type Payment = {
  readonly id: PaymentId;
  /** Eight Crockford characters without the hyphen. */
  readonly reference: string;
  readonly scheme: string;
  /** What has begun ends under the rules that it began with. */
  readonly schemeVersion: number;
  readonly openedAt: number;
  readonly buyer: Side | null;
  readonly merchant: Side | null;
  readonly secret: SecretDigests;
  readonly order: Order | null;
  readonly claim: Claim | null;
  readonly early: EarlyForward | null;
  readonly questions: readonly Question[];
  /** Claims that were taken so far: the first and each that replaced one. */
  readonly claims: number;
  readonly wrongPasswords: number;
  /** Forwards that were refused although they held this order; caps what the buyer is told of them. */
  readonly refusedForwards: number;
  readonly state: PaymentState;
  /** Under these it is found (see core/keys.ts). */
  readonly keys: readonly string[];
};

export const isOpen = (payment: Payment): boolean => payment.state.name !== 'settled' && payment.state.name !== 'ended';
