/**
 * A payment, from the first evidence to the last. Its scheme gives it its state; its keys are how it is found again.
 * Times in milliseconds since 1970.
 */
import type { Money } from '../protocol/money.ts';
import type { EInvoiceReading, SecretDigests, TextReading } from '../protocol/reading.ts';
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
  /** The bank and the payee stand in what the buyer signed: in To and Cc, or the payee in `Pay to:` (9-rules 2). Absent: not so. */
  readonly addressed?: boolean;
  /** What the DMARC record of the buyer's domain asks for; absent: it has none, it was not looked up, or the order came by the bank's own page. */
  readonly dmarc?: DmarcPolicy;
  /** The card of which the password was a number; absent: it is none. */
  readonly card?: string;
  /** Digests of e-invoices that the buyer's own mail bears: where a client sends them on, they are the buyer's all the same. Absent: none. */
  readonly files?: readonly string[];
};

export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/** A cheque that was opened for this payment and counts: it is spent with the payment, or void as soon as it does not fit (core/cheque-letter.ts). */
export type Cheque = {
  readonly letterId: number;
  readonly receivedAt: number;
  readonly serial: string;
  /** SHA-256 (hex) of the file. */
  readonly file: string;
  readonly payee: PartyId;
  readonly most: Money;
  readonly expiresAt: number;
  /** The key that has signed it: where another one has been enrolled since, or none is, it is void. */
  readonly key: string;
};

/** The buyer's own post on the board. Its text is public, and is erased with the entry's face. */
export type Post = {
  readonly letterId: number;
  readonly receivedAt: number;
  /** At most 40 characters (of older programs 140); '' where there is none. */
  readonly text: string;
  readonly named: readonly Side[];
  readonly orderLines: readonly string[];
  /** To order and password (protocol/post.ts): who holds both can find it again. */
  readonly commitment: string;
};

/** What came by further roads than direct mail, forward and answer. */
export type Roads = { readonly cheque: Cheque | null; readonly post: Post | null };
export type Road = keyof Roads;

export const noRoads: Roads = { cheque: null, post: null };

export type ClaimLine = { readonly text: string; readonly amount: Money; readonly notInOrder: boolean };

/** What the merchant asks for. */
export type Claim = {
  readonly letterId: number;
  readonly receivedAt: number;
  readonly invoice: string | null;
  readonly lines: readonly ClaimLine[];
  readonly total: Money;
  /** The shop says that it has seen the buyer's post on the board (9-rules 28). Absent: it says nothing. */
  readonly postSeen?: boolean;
};

/** A forward whose order has not come yet: kept until it does. */
export type EarlyForward = {
  readonly letterId: number;
  readonly receivedAt: number;
  readonly text: TextReading;
  readonly originals: readonly { readonly messageId: string | null; readonly signatureB: string | null; readonly text: TextReading | null }[];
  /** E-invoices attached to it; absent: none. */
  readonly invoices?: readonly EInvoiceReading[];
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
  /** Of its copies at the buyer's other addresses: NO and FRAUD are taken in answer to them, a consent never. Absent: none, or asked before they were kept. */
  readonly copyIds?: readonly string[];
  readonly total: Money;
  readonly askedAt: number;
  /** The total is above a limit: a consent holds the next number of the buyer's card as well. */
  readonly withNumber?: true;
  /** The shop for which it was asked, where its claim was dropped since. Absent: the payment's merchant. */
  readonly shop?: Side;
};

export type EndReason =
  | 'refused'
  | 'fraud'
  /** The buyer has answered FRAUD to another payment of this shop. */
  | 'blocked'
  | 'cancelled'
  | 'withdrawn'
  /** Staff have suspended a side, or removed its address. */
  | 'stopped'
  /** The books were put back to a copy: what was open in it may have gone on in the time that is missing. */
  | 'restored'
  | 'wrong-passwords'
  | 'no-forward'
  | 'no-order'
  | 'no-answer'
  | 'no-funds'
  | 'no-road'
  /** An invoice of the same number has been paid to the shop since it claimed. */
  | 'invoice-paid'
  | 'above-limit'
  | 'secret-refused'
  | 'undeliverable';

/** `awaiting-roads`: order and claim agree, and a cheque or a post is missing. A payment's money is held exactly in `awaiting-answer`. */
export type PaymentState =
  | { readonly name: 'awaiting-forward'; readonly until: number }
  | { readonly name: 'awaiting-order'; readonly until: number }
  | { readonly name: 'awaiting-roads'; readonly until: number; /** The time is the short one, at whose end the question was to take the place of what is missing. */ readonly short?: true }
  | { readonly name: 'awaiting-funds'; readonly until: number }
  | { readonly name: 'awaiting-answer'; readonly until: number }
  | { readonly name: 'settled'; readonly at: number; readonly transferId: string }
  | { readonly name: 'ended'; readonly at: number; readonly reason: EndReason };

export type StateName = PaymentState['name'];

/** How a wish to give money back ended. */
export type RefundEnd = 'made' | 'refused' | 'expired' | 'replaced' | 'undeliverable' | 'address-removed' | /** The books were put back to a copy. */ 'restored';

/** A merchant's wish to give money back: asked back by mail (design 2.7); above the merchant's daily limit staff look at it first (9-rules 20). */
export type RefundAsk = {
  readonly token: string;
  readonly messageIds: readonly string[];
  readonly by: Side;
  /** What is to have been given back in all when it is done: sending it twice changes nothing. */
  readonly total: Money;
  /** The merchant's words, one line, at most 200 characters; '' where there are none. */
  readonly reason: string;
  readonly askedAt: number;
  /** When its question was last sent once more; absent: never. */
  readonly askedAgainAt?: number;
  /** Minor units that are held on the merchant's account until the answer; 0n where the bank's policy holds nothing. */
  readonly held: bigint;
  readonly state: { readonly name: 'staff' | 'answer'; readonly until: number } | { readonly name: 'closed'; readonly at: number; readonly how: RefundEnd };
};

/** What one side wrote in a dispute. */
export type DisputeWords = { readonly by: 'buyer' | 'merchant'; readonly at: number; readonly letterId: number; readonly lines: readonly string[] };

export type DisputeState =
  /** The merchant's days; an answer, or their end, gives the case to staff. */
  | { readonly name: 'merchant-answers'; readonly until: number }
  | { readonly name: 'staff-decide'; readonly until: number }
  /** `returned`: minor units that went back by what ended it; `reason`: staff's words, '' where it was not staff. */
  | { readonly name: 'closed'; readonly at: number; readonly outcome: 'upheld' | 'rejected' | 'withdrawn'; readonly returned: bigint; readonly reason: string };

/** A buyer's case about a settled payment (9-rules 21). */
export type Dispute = {
  readonly openedAt: number;
  readonly by: Side;
  readonly words: readonly DisputeWords[];
  /** The board shows it: both sides had chosen so when it was opened. */
  readonly shown: boolean;
  /** Message-IDs of notices in this case: whoever answers one speaks in the case. */
  readonly messageIds: readonly string[];
  readonly state: DisputeState;
};

/** What came of a payment after it was settled. Its state stays `settled`: what was paid was paid. */
export type Aftermath = {
  /** Minor units given back so far, by refunds and by disputes upheld: one counter, never above what was paid (9-rules 20). */
  readonly givenBack: bigint;
  /** How often money was given back; numbers the transfers and the entries. */
  readonly times: number;
  /** All that were asked, in their order; only the last may be open. */
  readonly refunds: readonly RefundAsk[];
  readonly dispute: Dispute | null;
};

export const noAftermath: Aftermath = { givenBack: 0n, times: 0, refunds: [], dispute: null };

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
  /** Absent: none. */
  readonly roads?: Roads;
  /** What its scheme needs did not come in its time: the question is asked in its place. */
  readonly asksInstead?: true;
  /** The bank's rules or limits have asked for roads, the buyer's own or more: then nothing takes the place of what is missing. */
  readonly steppedUp?: true;
  readonly questions: readonly Question[];
  /** Claims that were taken so far: the first and each that replaced one. */
  readonly claims: number;
  readonly wrongPasswords: number;
  /** Forwards that were refused although they held this order; caps what the buyer is told of them. */
  readonly refusedForwards: number;
  readonly state: PaymentState;
  /** Absent: nothing came after it was settled. */
  readonly after?: Aftermath;
  /** Under these it is found (see core/keys.ts). */
  readonly keys: readonly string[];
};

export const isOpen = (payment: Payment): boolean => payment.state.name !== 'settled' && payment.state.name !== 'ended';
