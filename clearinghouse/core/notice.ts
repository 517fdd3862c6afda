/**
 * A notice that the bank owes: its kind and the facts as of the decision. Words and layout are made of it later, in the folder notices/.
 * No fact ever holds a password. Merchants' words in it are shown behind `| ` and were checked by the core.
 */
import type { OutgoingAttachment } from '../protocol/letter.ts';
import type { Currency, Money } from '../protocol/money.ts';
import type { AddressNotice } from './address-notice.ts';
import type { Language, PartyLimits } from './party.ts';
import type { PartyName } from './party-name.ts';
import type { CardStanding, Enclosure, Released, RoadNotice } from './road-notice.ts';
import type { ClaimLine, EndReason, Road, StateName } from './payment.ts';

export type { PartyName } from './party-name.ts';

/** What a reader of the bank found in somebody's mail, line by line. */
export type TranscriptLine = { readonly text: string; readonly readAs: string };

/** What is told of a refused forward besides the transcript, for the merchant to put it right. */
export type ForwardHelp = {
  /** The attached e-invoice: its lines as they were read, or why it can't be taken (a code of EInvoiceReading). */
  readonly file: { readonly number: string | null; readonly lines: readonly TranscriptLine[]; readonly trouble: string | null; readonly sums: { readonly lines: Money; readonly total: Money } | null } | null;
  /** What text and file say, where they differ. */
  readonly sums: { readonly text: Money; readonly file: Money } | null;
  readonly numbers: { readonly text: string; readonly file: string } | null;
  /** Lines with a total that stand where they are not the merchant's word: within or below the forwarded order. */
  readonly misplaced: readonly string[];
  /** Currencies that were found, where there are several; or that of the claim and that of the merchant's account. */
  readonly currencies: readonly string[];
  /** The merchant's own lines, corrected so that they are taken: one example, or several of which one is right. `whole`: all lines, else the total alone. */
  readonly examples: readonly { readonly whole: boolean; readonly lines: readonly string[] }[];
};

/** How the public entry stands: `none` where the bank keeps no board; `board`: the receipt waits for its publication and carries the proof. */
export type EntryProof = { readonly kind: 'none' } | { readonly kind: 'board' };

/** What a receipt says and carries of its published entry; made when it is sent. */
export type ReceiptEvidence = {
  readonly origin: string;
  readonly index: number;
  /** vkeys of the log, one line each in the mail. */
  readonly keys: readonly string[];
  /** The entry's public page; null: the bank names none. */
  readonly url: string | null;
  /** The files of the receipt (bulletin-board/format/evidence.ts). */
  readonly attachments: readonly OutgoingAttachment[];
};

/** What a statement says and carries: read from the ledger and laid out when it is made (statements/). */
export type StatementEvidence = {
  /** One of each account: lines of at most 68 columns, none of which begins like a consent. */
  readonly accounts: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly attachments: readonly OutgoingAttachment[];
  /** Files that would be too much for a mail, by kind and currency. */
  readonly left: readonly string[];
};

/** What a notice is rendered with besides its facts, by its kind. */
export type NoticeEvidence = ReceiptEvidence | StatementEvidence | Enclosure;
export type EvidenceOf<K extends NoticeKind> = K extends 'statement' ? StatementEvidence : K extends 'wallet-page' | 'register' ? Enclosure : ReceiptEvidence;

export type AccountLine = { readonly balance: Money; readonly held: Money; readonly available: Money };

export type StatusLine = {
  readonly reference: string;
  readonly viewer: 'buyer' | 'merchant';
  readonly state: StateName;
  readonly reason: EndReason | null;
  readonly other: PartyName | null;
  readonly total: Money | null;
  readonly since: number;
  readonly until: number | null;
  /** What has been given back so far; null: nothing. */
  readonly givenBack: Money | null;
  /** The open dispute: who is expected to act, by when (null: staff are late). null: none is open. */
  readonly dispute: { readonly waitsFor: 'merchant' | 'staff'; readonly until: number | null } | null;
};

/** References in facts are as shown, `K7F3-K29Q`. Times in milliseconds since 1970. */
export type NoticeFacts =
  | RoadNotice
  | { readonly kind: 'order-received'; readonly reference: string; readonly shop: PartyName | null; readonly orderedAt: number; readonly ceiling: Money | null; readonly until: number; /** Of a scheme that needs more than the answer, or may do without it. `asks`: it asks all the same when all is there. */ readonly unasked?: { readonly needs: readonly Road[]; readonly asks?: boolean } }
  | {
      readonly kind: 'question';
      readonly reference: string;
      readonly shop: PartyName;
      readonly orderedAt: number;
      readonly invoice: string | null;
      readonly lines: readonly ClaimLine[];
      readonly total: Money;
      readonly until: number;
      /** The total of the question that this one makes void. */
      readonly replaces: Money | null;
      /** The same shop and total, paid less than 48 hours ago. */
      readonly paidBefore: { readonly reference: string; readonly at: number } | null;
      /** True where this is a reminder, or the question sent again. */
      readonly again: boolean; /** The next number of the buyer's card is asked for as well, `null` any; absent: none is. */ readonly number?: number | null;
    }
  | { readonly kind: 'question-copy'; readonly reference: string; readonly shop: PartyName; readonly total: Money; readonly until: number; readonly asked: string }
  | {
      readonly kind: 'receipt-buyer';
      readonly reference: string;
      readonly shop: PartyName;
      readonly payer: string;
      /** What it was paid by where nobody was asked; absent: `payer` has answered. */
      readonly released?: Released;
      readonly orderedAt: number;
      readonly invoice: string | null;
      readonly lines: readonly ClaimLine[];
      readonly total: Money;
      readonly paidAt: number;
      readonly balance: Money | null;
      readonly entry: EntryProof;
    }
  | {
      readonly kind: 'receipt-merchant';
      readonly reference: string;
      readonly buyer: PartyName;
      readonly orderedAt: number;
      readonly invoice: string | null;
      readonly lines: readonly ClaimLine[];
      readonly total: Money;
      readonly paidAt: number;
      /** What the bank keeps of it. */
      readonly fee?: Money | null;
      readonly balance: Money | null;
      readonly entry: EntryProof;
    }
  /** Paid, but the public entry is late: the receipt with its proof follows (9-rules 22). `other` is the shop to the buyer, the buyer to the shop. */
  | { readonly kind: 'proof-follows'; readonly side: 'buyer' | 'merchant'; readonly reference: string; readonly other: PartyName; readonly invoice: string | null; readonly total: Money; readonly paidAt: number }
  /** Nothing was paid. `freed` is what had been set aside. */
  | { readonly kind: 'ended-buyer'; readonly reference: string; readonly shop: PartyName | null; readonly orderedAt: number; readonly total: Money | null; readonly freed: Money | null; readonly reason: EndReason; readonly at: number }
  /** Do not ship. The merchant reads no private reason. */
  | { readonly kind: 'ended-merchant'; readonly reference: string; readonly buyer: PartyName | null; readonly invoice: string | null; readonly total: Money | null; readonly reason: EndReason; readonly at: number }
  | { readonly kind: 'forward-waiting'; readonly reference: string; readonly subject: string; readonly forwardedAt: number; readonly until: number }
  | {
      readonly kind: 'forward-refused';
      readonly code: string;
      /** The catalogue's public sentence, in the receiver's language. */
      readonly sentence: string;
      readonly subject: string; readonly reference: string | null;
      readonly transcript: readonly TranscriptLine[];
      readonly sums: { readonly lines: Money; readonly total: Money } | null;
      /** The two ways in which an amount can be read. */
      readonly readings: readonly string[];
      readonly differs: { readonly missing: string; readonly found: string | null } | null;
      /** Of `above-ceiling`: the order has no line "Up to:", and the bank's own bound was met. */ readonly noCeiling?: boolean; readonly currency?: Currency; /** Of `address-too-new`. */ readonly usableFrom?: number;
      /** What else helps; absent in what was owed before it was known. */
      readonly more?: ForwardHelp;
    }
  /** To the buyer: somebody forwarded the order in a way that the bank refused. */
  | {
      readonly kind: 'forward-warning';
      readonly code: string; /** The order is paid or has ended: it waits for nothing. */ readonly over?: true;
      readonly sentence: string;
      readonly reference: string;
      readonly from: PartyName;
      readonly orderedAt: number;
      readonly total: Money | null;
      readonly ceiling: Money | null;
      readonly differs: { readonly missing: string; readonly found: string | null } | null;
    }
  | { readonly kind: 'order-refused'; readonly code: string; readonly sentence: string; readonly subject: string; readonly orderedAt: number; readonly suggestions: readonly string[]; readonly transcript: readonly TranscriptLine[]; readonly card?: CardStanding; /** A number of the card stood in it, and is used up by it. */ readonly spent?: true; readonly currency?: Currency; /** Of `address-too-new`. */ readonly usableFrom?: number }
  /** To the shop that an order names whose password was refused: neither mail will work. */
  | { readonly kind: 'order-refused-merchant'; readonly buyer: PartyName; readonly subject: string; readonly orderedAt: number }
  | { readonly kind: 'answer-unclear'; readonly reference: string; readonly shop: PartyName; readonly total: Money; readonly until: number; readonly shown: string; readonly doubt: string | null; /** As in the question. */ readonly number?: number | null }
  | { readonly kind: 'wrong-password'; readonly reference: string; readonly shop: PartyName; readonly total: Money; readonly orderedAt: number; readonly triesLeft: number; readonly until: number; /** As in the question. */ readonly number?: number | null }
  /** An answer to a payment that has ended: nothing was paid by it. */
  | { readonly kind: 'answer-late'; readonly reference: string; readonly shop: PartyName | null; readonly total: Money | null; readonly reason: EndReason; readonly endedAt: number }
  /** NO, CANCEL or FRAUD that came after the money had moved; `copy`: another copy of the order. */
  | { readonly kind: 'already-paid'; readonly reference: string; readonly shop: PartyName; readonly total: Money; readonly paidAt: number; readonly answer: 'no' | 'cancel' | 'fraud' | 'copy' }
  | { readonly kind: 'funds-short-buyer'; readonly reference: string; readonly shop: PartyName; readonly total: Money; readonly available: Money; readonly missing: Money; readonly until: number; /** Whether the buyer is asked when the money is there; absent in what was owed before it was told. */ readonly asks?: boolean }
  | { readonly kind: 'funds-short-merchant'; readonly reference: string; readonly buyer: PartyName; readonly invoice: string | null; readonly total: Money; readonly until: number }
  /** `asked` false: a short answer to a mail that the bank could not make use of. */
  | { readonly kind: 'help'; readonly asked: boolean; readonly subject: string; readonly shown: string; /** The reader is asked before each payment; absent in what was owed before it was told. */ readonly asks?: boolean; /** Of the example; the reader's own. */ readonly currency?: Currency }
  | { readonly kind: 'balance'; readonly accounts: readonly AccountLine[]; readonly at: number }
  | { readonly kind: 'status'; readonly asked: string | null; readonly payments: readonly StatusLine[]; /** How many more there are; absent: none. */ readonly more?: number; readonly at: number; readonly card?: CardStanding; /** It answers words in the thread of a payment that can't be read for sure. */ readonly unread?: true }
  | { readonly kind: 'cancel-refused'; readonly code: string; readonly sentence: string; readonly asked: string | null }
  /** FRAUD without an open question: staff are called. `ended`: the payment of its question had ended; its shop is blocked. `stopped`: nothing had been asked of its payment, which is ended. `paid`: nor of this one. */
  | { readonly kind: 'fraud-noted'; readonly reference: string | null; readonly ended?: { readonly at: number }; readonly stopped?: { readonly isShopBlocked: boolean }; readonly paid?: { readonly at: number } }
  /** To the merchant: shall this really be given back? */
  | {
      readonly kind: 'refund-question';
      readonly reference: string;
      readonly buyer: PartyName;
      readonly invoice: string | null;
      readonly paid: Money;
      /** Given back so far. */
      readonly before: Money;
      /** Will have been given back in all. */
      readonly total: Money;
      /** The difference: what this one returns. */
      readonly returns: Money;
      /** The merchant's words; '' where there are none. */
      readonly wrote: string;
      readonly isHeld: boolean;
      readonly until: number;
    }
  | { readonly kind: 'refund-refused'; readonly code: string; readonly sentence: string; readonly asked: string | null; readonly paid: Money | null; readonly before: Money | null; readonly readings: readonly string[]; /** It is the answer to a question that is over. */ readonly answered?: 'no' | 'fraud' }
  /** Above the daily limit: staff look at it first. */
  | { readonly kind: 'refund-staff'; readonly reference: string; readonly total: Money; readonly returns: Money; readonly until: number }
  | { readonly kind: 'refund-ended'; readonly reference: string; readonly how: 'refused' | 'expired' | /** Its time was over while staff had still to look at it. */ 'undecided' | 'undeliverable' | 'address-removed' | 'restored'; readonly returns: Money; readonly freed: Money | null }
  | { readonly kind: 'refund-unclear'; readonly reference: string; readonly returns: Money; readonly until: number; readonly shown: string; readonly doubt: string | null }
  /** Money was given back. `total` is what has been given back in all; `by`: whose will it was. */
  | {
      readonly kind: 'refund-receipt';
      readonly side: 'buyer' | 'merchant';
      readonly reference: string;
      readonly other: PartyName;
      readonly invoice: string | null;
      readonly paid: Money;
      readonly returned: Money;
      readonly total: Money;
      readonly wrote: string;
      readonly by: 'merchant' | 'dispute';
      readonly at: number;
      readonly balance: Money | null;
      readonly entry: EntryProof;
    }
  /** The case is open. To the buyer: it is ours now; to the merchant: what the buyer wrote, and by when to answer. */
  | {
      readonly kind: 'dispute-opened';
      readonly side: 'buyer' | 'merchant';
      readonly reference: string;
      readonly other: PartyName;
      readonly invoice: string | null;
      readonly paid: Money;
      /** What is left of it: less than `paid` where some was given back. */
      readonly left: Money;
      readonly paidAt: number;
      readonly said: readonly string[];
      readonly until: number;
    }
  /** `other` wrote in the case; `waitsFor`: who is expected to do something next, by `until`; null: staff are late. */
  | { readonly kind: 'dispute-said'; readonly side: 'buyer' | 'merchant'; readonly reference: string; readonly other: PartyName; readonly said: readonly string[]; readonly waitsFor: 'merchant' | 'staff'; readonly until: number | null }
  /** `ended`: who ended it; staff, the buyer who took it back, or the shop that gave everything back. `reason`: staff's words. */
  | {
      readonly kind: 'dispute-closed';
      readonly side: 'buyer' | 'merchant';
      readonly reference: string;
      readonly other: PartyName;
      readonly invoice: string | null;
      readonly paid: Money;
      readonly outcome: 'upheld' | 'rejected' | 'withdrawn';
      readonly ended: 'staff' | 'buyer' | 'refund';
      readonly returned: Money;
      readonly left?: Money; /** Of what was paid; absent where an older program noted it. */
      readonly laidOut: Money | null; /** What the shop lacked and the bank paid for it; null: nothing. */
      readonly reason: string;
    }
  | { readonly kind: 'dispute-refused'; readonly code: string; readonly sentence: string; readonly asked: string | null }
  /** To somebody unknown: how an account is opened. `offered` null: by staff alone. */
  | { readonly kind: 'register'; readonly address: string; readonly offered: { readonly currencies: readonly Currency[]; readonly limits: PartyLimits; readonly until: number } | null; /** It repeats an offer whose answer could not be read for sure. */ readonly unclear?: true }
  | { readonly kind: 'registered'; readonly name: string; readonly address: string; readonly currencies: readonly Currency[]; readonly limits: PartyLimits; /** Staff have opened it, and know the name; absent: it was opened by mail. */ readonly by?: 'staff' }
  | { readonly kind: 'renamed'; readonly before: string; readonly name: string }
  /** Its entries are read from the ledger, from ≤ at < until, when the notice is made. */
  | {
      readonly kind: 'statement';
      /** The party, and all its addresses, as of the decision. */
      readonly name: string;
      readonly addresses: readonly string[];
      /** 2026-10, in the bank's time zone. */
      readonly month: string;
      readonly from: number;
      readonly until: number;
      /** By mail, with the month or without one; or it came by itself. */
      readonly asked: 'named' | 'unnamed' | 'never';
      /** `held` at the decision where the month is running, else null. */
      readonly accounts: readonly { readonly id: string; readonly currency: Currency; readonly held: Money | null }[];
      /** The month is not over: it says what was booked until now. */
      readonly isRunning: boolean;
      readonly at: number;
    }
  /** There is no such statement. From month `first` to month `last` there is. */
  | { readonly kind: 'statement-refused'; readonly why: 'unreadable' | 'future' | 'before-opening'; readonly asked: string; readonly first: string; readonly last: string }
  | { readonly kind: 'command-later'; readonly name: string }
  | AddressNotice
  | { readonly kind: 'staff-task'; readonly code: string; readonly sentence: string; readonly rows: readonly (readonly [label: string, value: string])[] };

export type NoticeKind = NoticeFacts['kind'];

/** A row of the notices that are owed. Its Message-ID is fixed here, so that a second sending is a duplicate which clients fold. */
export type OwedNotice = {
  readonly id: string;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly to: string;
  readonly language: Language;
  readonly facts: NoticeFacts;
  readonly paymentId: number | null;
  readonly letterId: number | null;
  readonly replyTo: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly autoSubmitted: 'auto-generated' | 'auto-replied';
  /** True: MAIL FROM <> (answers, which must never bounce back). False: its own bounce address. */
  readonly nullReturnPath: boolean;
  /** The id of the entry whose publication it waits for; null: it may leave at once. */
  readonly waitsForEntry: string | null;
  readonly owedAt: number;
};
