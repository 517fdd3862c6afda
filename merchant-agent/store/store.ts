import type { Money } from '../../clearinghouse/protocol/money.ts';
import type { MailboxPlace } from '../../clearinghouse/protocol/letter.ts';
import type { OrderReading, PricedOrder } from '../order/order.ts';
import type { OrderState, StateName } from './order-state.ts';

/**
 * The shop's own records: what each verb promises. All verbs are synchronous and durable when they return, or together when the `atomically` around
 * them returns. Nothing is sent and nothing awaited within it.
 */

/** Nothing is put off for longer (a webhook: 28.8 hours): what is due beyond this was put off under a clock that was ahead, and is due now. */
export const LONGEST_WAIT = 30 * 3_600_000;

export type LetterRow = {
  readonly id: number;
  readonly bytes: Uint8Array;
  /** When the mailbox had it; `keptAt`: when this program did. */
  readonly receivedAt: number;
  readonly keptAt: number;
  readonly intake: 'imap' | 'lmtp';
  /** How often it was put off because it could not be proved; `crashes`: because nothing survived reading it. */
  readonly tries: number;
  readonly crashes: number;
  /** When the shopkeeper was told that it waits to be proved; null: not yet. */
  readonly toldAt: number | null;
};

/** What was sealed of it does not open: the file is damaged. Here, at mails, tellings and invoices null stands where it was; nothing may be made up in its place. */
export type DamagedLetter = Omit<LetterRow, 'bytes'> & { readonly bytes: null };

export type NewLetter = { readonly bytes: Uint8Array; readonly receivedAt: number; readonly intake: 'imap' | 'lmtp'; readonly keptAt: number };

/** What the bank's board says of an order. `place`: `<origin>#<index>`. */
export type PostFinding =
  /** A post agrees with the order: the forward says so. */
  | { readonly kind: 'seen'; readonly place: string }
  | { readonly kind: 'differs'; readonly place: string; readonly why: 'face' | 'shop' | 'time'; readonly found: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreachable' | 'untrusted'; readonly why: string };

/** The look at the board: `found` null until the first; times in milliseconds. */
export type OrderPost = {
  /** To password and order, as a post of it bears it. */
  readonly commitment: string;
  /** The order's Date. */
  readonly orderedAt: number | null;
  readonly looks: number;
  /** Of the next look, while it waits for one. */
  readonly nextAt: number;
  readonly found: PostFinding | null;
};

/** What was read of an order's mail. No password stands in it. */
export type OrderDetail = {
  readonly subject: string;
  /** As the buyer's mail program wrote it; null where it wrote none. */
  readonly buyerName: string | null;
  /** The buyer's own lines, passwords as `••••`. */
  readonly lines: readonly string[];
  /** Lines that were not taken for the order itself, likewise: below a signature mark, quoted, a mail program's own. Quote marks are taken off. */
  readonly leftOut: readonly string[];
  /** What the mail shows as HTML, likewise, where its words are not those of `lines`; null: there is none, or it shows the same. */
  readonly shown: readonly string[] | null;
  /** Of `leftOut` and `subject` what may belong to the order all the same: a person has to look. Empty until it was read with the catalogue. */
  readonly apart: readonly string[];
  /** The whole text of the mail, likewise: where to ship to often stands below a signature. */
  readonly words: string;
  /** The bank's order page wrote it: `lines` are in its own words. */
  readonly fromPage?: boolean;
  /** Absent: no post is looked for. */
  readonly post?: OrderPost;
  /** What stands after `Up to:`; null where there is no such line. */
  readonly upTo: string | null;
  /** Null until it was read with the catalogue. */
  readonly reading: OrderReading | null;
  readonly priced: PricedOrder | null;
  /** What keeps it from being forwarded by itself, in the order in which it is told; empty: nothing. */
  readonly doubts: readonly string[];
  /** Of a draft that the bank or the mail server has caused: what they said, no password in it. Absent before it was kept. */
  readonly told?: string | null;
};

export type OrderRow = {
  readonly id: number;
  readonly letterId: number;
  readonly buyer: string;
  readonly messageId: string | null;
  readonly secret: string | null;
  readonly receivedAt: number;
  readonly state: OrderState;
  readonly drafts: number;
  readonly reference: string | null;
  /** Mails that said "paid" of this order and did not prove it. */
  readonly suspicious: number;
  /** How often the process ended while it was priced. */
  readonly crashes: number;
  /** False: what was sealed of it does not open. Then `detail` is empty, and nothing may be forwarded or shipped on the strength of it. */
  readonly opens: boolean;
  readonly detail: OrderDetail;
};

export type NewOrder = Pick<OrderRow, 'letterId' | 'buyer' | 'messageId' | 'secret' | 'receivedAt' | 'detail'> & { readonly identity: string; readonly at: number };

export type InvoiceRow = {
  /** Its place in the sequence. */
  readonly counter: number;
  /** As it is written: prefix and counter. */
  readonly number: string;
  readonly orderId: number;
  readonly total: Money;
  readonly madeAt: number;
  /** Of its forward. */
  readonly messageId: string;
  readonly standing: boolean;
  readonly voidReason: string | null;
  readonly priced: PricedOrder | null;
};

export type NewInvoice = Omit<InvoiceRow, 'standing' | 'voidReason' | 'priced'> & { readonly priced: PricedOrder };

/** `counter`: the one that would be written so once more. */
export type TakenNumber = { readonly counter: number; readonly number: string; readonly orderId: number };

export type Purpose = 'forward' | 'draft' | 'answer' | 'ship' | 'tell';

/** `messageId` without angle brackets. */
export type NewMail = { readonly messageId: string; readonly purpose: Purpose; readonly orderId: number | null; readonly from: string; readonly to: string; readonly bytes: Uint8Array; readonly at: number };
export type MailRow = Omit<NewMail, 'bytes'> & { readonly bytes: Uint8Array | null; readonly id: number; readonly attempts: number; readonly state: 'waiting' | 'sent' | 'dead'; readonly reply: string };

export type TellingKind = 'csv' | 'webhook';
/** `payload` is what is told, as JSON text. */
export type NewTelling = { readonly orderId: number; readonly kind: TellingKind; readonly key: string; readonly payload: string; readonly at: number };
export type TellingRow = Omit<NewTelling, 'payload'> & { readonly payload: string | null; readonly id: number; readonly attempts: number; readonly state: 'waiting' | 'done' | 'dead'; readonly reply: string };

export type EventRow = { readonly id: number; readonly at: number; readonly orderId: number | null; readonly letterId: number | null; readonly kind: string; readonly detail: string };
export type NewEvent = Omit<EventRow, 'id'>;

export type Cursor = Pick<MailboxPlace, 'uidValidity' | 'uid'>;

export type Counts = { readonly orders: Readonly<Record<StateName, number>>; readonly lettersWaiting: number; readonly lettersSetAside: number; readonly mailsWaiting: number; readonly mailsDead: number; readonly tellingsWaiting: number; readonly tellingsDead: number };

/** Rows by kind; `words`: details of the history. */
export type Erasure = { readonly orders: number; readonly letters: number; readonly mails: number; readonly tellings: number; readonly words: number };

/** What does not open: orders and letters by their ids, invoices by their numbers; mails and tellings only where they wait. */
export type Damage = { readonly orders: readonly number[]; readonly invoices: readonly string[]; readonly letters: readonly number[]; readonly mails: readonly number[]; readonly tellings: readonly number[] };

export type MerchantStore = {
  /** All or nothing; no `atomically` within another. */
  readonly atomically: <T>(work: () => T) => T;
  readonly beganAt: number;
  readonly invoiceStart: number;

  readonly loadCursor: (mailbox: string, folder: string) => Cursor | null;
  readonly saveCursor: (mailbox: string, folder: string, cursor: Cursor) => void;

  /** The same bytes a second time are a success. */
  readonly keepLetter: (letter: NewLetter) => { readonly letterId: number; readonly duplicate: boolean };
  /** Waiting letters whose time has come, oldest first. */
  readonly dueLetters: (now: number, limit: number) => readonly (LetterRow | DamagedLetter)[];
  readonly letter: (id: number) => LetterRow | DamagedLetter | null;
  /** It could not be proved: one try more. */
  readonly postponeLetter: (id: number, nextTryAt: number) => void;
  /** Nothing is wrong with it: it waits for something else, and no try is counted. */
  readonly delayLetter: (id: number, nextTryAt: number) => void;
  readonly letterCrashed: (id: number, nextTryAt: number) => void;
  /** Counts a crash before it is read: what ends the process then leaves it counted, and nothing else does (`letterSurvived`). */
  readonly letterBegun: (id: number) => void;
  readonly letterSurvived: (id: number) => void;
  readonly letterTold: (id: number, at: number) => void;
  /** `setAside`: it could not be read; a person has to look. */
  readonly endLetter: (id: number, outcome: string, orderId: number | null, setAside?: boolean) => void;

  /** Of a letter that turned out to be nobody's business here: its bytes go, its digest stays so that it is not read again. */
  readonly forgetLetter: (id: number) => void;

  /** Of letters from IMAP, kept since: when the mailbox had them, and when they were kept. The newest 100. */
  readonly arrivals: (since: number) => readonly { readonly received: number; readonly kept: number }[];

  /** Null: the order is there already (the same mail by another way). */
  readonly addOrder: (order: NewOrder) => number | null;
  readonly order: (id: number) => OrderRow | null;
  readonly orderByReference: (reference: string) => OrderRow | null;
  /** The order whose mail bears one of these Message-IDs. */
  readonly orderByMessage: (messageIds: readonly string[]) => OrderRow | null;
  /** The buyer's orders under the same password. */
  readonly ordersWithSecret: (buyer: string, secret: string) => readonly number[];
  readonly orders: (states: readonly StateName[], limit: number) => readonly OrderRow[];
  /** Throws where TRANSITIONS does not have it. */
  readonly move: (id: number, to: OrderState) => void;
  /** What does not open is left as it is: a copy of the file may have it whole. */
  readonly saveDetail: (id: number, detail: OrderDetail) => void;
  readonly setReference: (id: number, reference: string) => void;
  readonly countSuspicious: (id: number) => void;
  /** As `letterBegun`, before it is priced. */
  readonly orderBegun: (id: number) => void;
  readonly orderSurvived: (id: number) => void;

  /** The number that the next invoice gets. */
  readonly nextCounter: () => number;
  /** The first number to come that stands on an earlier invoice already, since that was written with a longer prefix (`A1` and 1, `A` and 11); null: none. Capitals are nothing apart. */
  readonly takenNumber: (prefix: string) => TakenNumber | null;
  /** Throws where `counter` is not the next one, or the order has a standing invoice. */
  readonly addInvoice: (invoice: NewInvoice) => void;
  readonly voidInvoice: (counter: number, reason: string) => void;
  /** The bank has paid this one: it stands, any other of its order is void. */
  readonly standInvoice: (counter: number, orderId: number) => void;
  readonly invoice: (counter: number) => InvoiceRow | null;
  readonly invoiceByNumber: (number: string) => InvoiceRow | null;
  readonly invoiceByMessage: (messageIds: readonly string[]) => InvoiceRow | null;
  readonly invoicesOf: (orderId: number) => readonly InvoiceRow[];

  /** A Message-ID that is there already is left as it is: false. */
  readonly addMail: (mail: NewMail) => boolean;
  readonly dueMails: (now: number, limit: number) => readonly MailRow[];
  readonly mailSent: (id: number, at: number, reply: string) => void;
  readonly mailLater: (id: number, nextTryAt: number, reply: string) => void;
  readonly mailDead: (id: number, at: number, reply: string) => void;
  readonly mailsOf: (orderId: number) => readonly Omit<MailRow, 'bytes'>[];
  /** Not sent yet and no longer wanted. */
  readonly withdrawMails: (orderId: number, purpose: Purpose, at: number, reason: string) => void;
  /** Mails that tell something of this kind: the word behind `t.` in their Message-ID. */
  readonly countTellsSince: (kind: string, since: number) => number;
  /** When the last one of this kind was written; null: never. */
  readonly lastTell: (kind: string) => number | null;
  readonly isOwnMessage: (messageId: string) => boolean;

  readonly addTelling: (telling: NewTelling) => boolean;
  readonly dueTellings: (now: number, limit: number) => readonly TellingRow[];
  readonly tellingDone: (id: number, at: number, reply: string) => void;
  readonly tellingLater: (id: number, nextTryAt: number, reply: string) => void;
  readonly tellingDead: (id: number, at: number, reply: string) => void;
  /** Not told yet, and no longer to be. */
  readonly withdrawTellings: (orderId: number, at: number, reason: string) => void;
  readonly tellingsOf: (orderId: number) => readonly TellingRow[];

  readonly note: (event: NewEvent) => void;
  readonly events: (orderId: number | null) => readonly EventRow[];
  /** Notes of this kind since; of before the time for which personal data is kept there are none. */
  readonly countNotes: (kind: string, since: number) => number;
  readonly hasNote: (kind: string, detail: string) => boolean;
  /** When the next waiting letter, mail or telling is due; null: nothing waits. */
  readonly nextDueAt: () => number | null;
  readonly counts: () => Counts;
  /** Opens every order and invoice, and what is still to be done. Of letters those that wait, and those of orders that may still be forwarded. */
  readonly damage: () => Damage;

  /** What of before this time is to be erased. */
  readonly erasable: (before: number) => Erasure;
  /** Erases at most `limit` rows of each kind; how many there were. */
  readonly erase: (before: number, at: number, limit: number) => Erasure;
  /** When nothing was left to erase; null: never yet. */
  readonly lastErasure: () => number | null;
  readonly noteErasure: (at: number) => void;
  /** What was erased goes from the database's write-ahead log as well, as far as no reader stands in the way. Not within `atomically`. */
  readonly emptyLog: () => void;
  /** Since when the clock is doubted; null: it is believed. */
  readonly clockDoubt: () => number | null;
  readonly doubtClock: (at: number | null) => void;
  /** Drafts, and orders of which the bank says nothing, that nobody has touched since. */
  readonly abandonedOrders: (before: number, limit: number) => readonly number[];

  readonly close: () => void;
};
