/** How payments and mails are found again. A payment carries its keys; the store only indexes them and knows none of their meanings. */
import type { Money } from '../protocol/money.ts';
import type { Reading, SecretDigests } from '../protocol/reading.ts';
import type { Disposition } from './decision.ts';
import type { PartyId } from './party.ts';
import type { RefusalCode } from './refusals.ts';

const DAY = 86_400_000;

export const dayOf = (at: number): number => Math.floor(at / DAY);
/** When the next day begins, in UTC as all that is counted by the day. */
export const dayAfter = (at: number): number => (dayOf(at) + 1) * DAY;

export const referenceKey = (reference: string): string => `ref:${reference}`;
/** The order's payment, by the reference that its cheque or post had while it waited for the order. */
export const takenOverKey = (reference: string): string => `taken:${reference}`;
export const secretKeys = (secret: SecretDigests): readonly string[] => secret.map((digest) => `secret:${digest}`);
/** Any mail that belongs to the payment: the order, and every notice about it. */
export const mailKey = (messageId: string): string => `mail:${messageId}`;
export const tokenKey = (token: string): string => `token:${token}`;
/** Payments that a party has open, as buyer or merchant, and those that are disputed. */
export const openKey = (party: PartyId): string => `open:${party}`;
/** Open orders that wait for the forward of a shop which they name. */
export const namesKey = (party: PartyId): string => `names:${party}`;
/** Settled payments whose dispute, or whose merchant's wish to give back, is open: for staff's lists. */
export const OPEN_DISPUTES = 'dispute:open';
/** Every payment that was ever disputed. */
export const DISPUTED = 'dispute:any';
export const OPEN_REFUNDS = 'refund:open';
/** Those of one merchant. */
export const openRefundsKey = (merchant: PartyId): string => `refund:open:${merchant}`;
/** Open payments that wait for money in this account. */
export const fundsKey = (account: string): string => `funds:${account}`;
/** A merchant's invoice number that is already paid (9-rules 19). */
export const paidInvoiceKey = (merchant: PartyId, invoice: string): string => `invoice:${merchant}:${invoice.toUpperCase()}`;
/** A buyer's payments of one total to a merchant on one day: who asks for the last 48 hours asks for three days. Others of that day are not loaded with them. */
export const paidDayKey = (buyer: PartyId, merchant: PartyId, day: number, { currency, minor }: Money): string => `paid:${buyer}:${merchant}:${day}:${currency}:${minor}`;
/** Tally scope of the reports about one notice. */
export const bounceScope = (noticeId: string): string => `notice:${noticeId}`;

/** Tally scope of one booking by hand: a voucher that is typed in twice is booked once. */
export const voucherScope = (kind: 'deposit' | 'withdraw' | 'withdraw-own' | 'collect', address: string, amount: Money, reference: string): string =>
  `voucher:${kind}:${address}:${amount.currency}:${amount.minor}:${reference.trim().toUpperCase()}`;

/** Tally scope, one name for each merchant: what the bank laid out for them and has not collected yet. */
export const claimsScope = (currency: string): string => `claims:${currency}`;

/** The payment to which a party's cheque was brought. */
export const chequeKey = (party: PartyId, serial: string): string => `cheque:${party}:${serial}`;

/** Tally scope of one serial: each file that came under it is a name. */
export const chequeScope = (address: string, serial: string): string => `cheque:${address}:${serial}`;

/** Both sides were told that the proof of this entry is late. */
export const lateProofKey = (entryId: string): string => `late:${entryId}`;

/** The first payment of this buyer to this merchant. */
export const firstPaidKey = (buyer: PartyId, merchant: PartyId): string => `first:${buyer}:${merchant}`;

/**
 * The name of one mail by whichever way it came: what its signature covers (From, Date, Subject, the canonical body; Message-ID only where it is
 * signed), never the signature's own text, whose base64 can be written in many ways. A second letter under the same name has no effect. A report
 * proves no sender, so it never has the name of a mail.
 */
export function sameMailKey(reading: Reading): string {
  const { headers, verdict } = reading;
  const signed = verdict.signature === null || verdict.signature.signedFields.includes('message-id');
  return [reading.bounce === null ? 'mail' : 'report', verdict.address ?? '', headers.date ?? '', headers.subject.replaceAll(/\s+/g, ' ').trim(), signed ? (headers.messageId ?? '') : '', reading.bodyHash].join('|');
}

/**
 * Refusals of a mail that was not understood. What made it so may stand in a field that the signature does not cover (Content-Type, In-Reply-To), and that
 * whoever brought it has written. Of the true mail that comes twice nobody is told more than the caps allow.
 */
export const NOT_UNDERSTOOD: readonly RefusalCode[] = ['unreadable', 'secret-missing', 'answer-unclear', 'two-questions', 'thread-unsigned'];

/**
 * Whether a second letter of the same mail is nothing new. A mail that was set aside, not understood, taken for automatic (its envelope alone may say so) or a
 * redirected copy has had no effect: whoever brings us a copy first must not make the true one void.
 */
export function hadEffect(disposition: Disposition): boolean {
  switch (disposition.kind) {
    case 'advanced':
    case 'answered':
      return true;
    case 'refused':
      return !NOT_UNDERSTOOD.some((code) => code === disposition.code);
    case 'recorded':
      return disposition.code !== 'automatic';
    case 'nothing-new':
    case 'set-aside':
      return false;
    default:
      return disposition satisfies never;
  }
}
