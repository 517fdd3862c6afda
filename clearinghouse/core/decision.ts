/**
 * Inputs and decisions. `decide(facts, input, context)` is total and pure; a Decision is plain data that one transaction records.
 */
import type { Reading, Finding } from '../protocol/reading.ts';
import type { Currency, Money } from '../protocol/money.ts';
import type { Account, AccountId, Transfer } from './account.ts';
import type { OwedNotice } from './notice.ts';
import type { Address, BoardFace, Fee, Language, Party, PartyId, PartyLimits, SchemeChoice, StatementWish } from './party.ts';
import type { Payment, PaymentId } from './payment.ts';

export type { Finding };

/** The deadlines that a payment may have, at most one of each. */
export type DeadlineKind = SchemeDeadline | AfterDeadline;
/** Those of which the payment's scheme says what follows. */
export type SchemeDeadline = 'tell-waiting' | 'match' | 'remind' | 'answer';
/** Those after it was settled: the same for all schemes (core/aftermath.ts). */
export type AfterDeadline = 'refund' | 'dispute-merchant' | 'dispute-staff';

/** Whatever changes state and is no letter. Numbered in the same order as the letters. `by` names the people who gave it. */
export type Instruction =
  | { readonly kind: 'open-party'; readonly name: string; readonly language: Language; readonly addresses: readonly string[]; readonly currencies: readonly Currency[]; readonly balanceInReceipts: boolean }
  | { readonly kind: 'add-address'; readonly party: PartyId; readonly address: string; readonly by: readonly string[] }
  | { readonly kind: 'remove-address'; readonly address: string; readonly by: readonly string[] }
  /** The party neither pays nor is paid from then on; what is open of it ends. `reason` is kept, and told to nobody. */
  | { readonly kind: 'suspend-party'; readonly address: string; readonly reason: string; readonly by: readonly string[] }
  | { readonly kind: 'resume-party'; readonly address: string; readonly by: readonly string[] }
  /** Staff end an open payment, or the refund that is asked of its shop; `restored`: because the books were put back to a copy. `reason` is kept, and told to nobody. */
  | { readonly kind: 'stop-payment'; readonly reference: string; readonly restored: boolean; readonly reason: string; readonly by: readonly string[] }
  /** An address that a year without a mail had suspended (9-rules 24). */
  | { readonly kind: 'resume-address'; readonly address: string; readonly by: readonly string[] }
  | { readonly kind: 'deposit'; readonly address: string; readonly amount: Money; readonly reference: string; readonly by: readonly string[] }
  | { readonly kind: 'withdraw'; readonly address: string; readonly amount: Money; readonly reference: string; readonly by: readonly string[] }
  /** Money of the bank's own account, paid out by hand. */
  | { readonly kind: 'withdraw-own'; readonly from: 'fees' | 'suspense'; readonly amount: Money; readonly reference: string; readonly by: readonly string[] }
  | { readonly kind: 'requeue-letter'; readonly letterId: number; readonly reason: string; readonly by: readonly string[] }
  | { readonly kind: 'import-letter'; readonly letterId: number; readonly receivedAt: number; readonly by: readonly string[] }
  /** The reader crashed on it three times. */
  | { readonly kind: 'give-up-letter'; readonly letterId: number; readonly reason: string }
  /** What the party lets stand on the public board beside kind and reference (9-rules 26). */
  | { readonly kind: 'set-board-face'; readonly address: string; readonly face: BoardFace; readonly by: readonly string[] }
  /** Erases the face of a published entry. `reason` is public. */
  | { readonly kind: 'withdraw-face'; readonly entryId: string; readonly reason: string; readonly by: readonly string[] }
  /** A refund above the merchant's daily limit: staff let it be asked and made, or refuse it (9-rules 20). */
  | { readonly kind: 'decide-refund'; readonly reference: string; readonly approve: boolean; readonly reason: string; readonly by: readonly string[] }
  /** Ends a dispute (9-rules 21). `amount` is what the buyer gets back where it is upheld, null: all that is left; it means nothing where it is rejected. */
  | { readonly kind: 'decide-dispute'; readonly reference: string; readonly outcome: 'upheld' | 'rejected'; readonly amount: Money | null; readonly reason: string; readonly by: readonly string[] }
  /** Takes from a merchant's account what the bank laid out for them in a dispute; `reference` is the voucher's. */
  | { readonly kind: 'collect-claim'; readonly address: string; readonly amount: Money; readonly reference: string; readonly by: readonly string[] }
  /** What the bank keeps of each payment to this party. null: nothing. */
  | { readonly kind: 'set-fee'; readonly address: string; readonly fee: Fee | null; readonly by: readonly string[] }
  | { readonly kind: 'set-statements'; readonly address: string; readonly statements: StatementWish; readonly by: readonly string[] }
  /** A month is over: the party's statement of it is owed. `month` is 2026-10. */
  | { readonly kind: 'statement-due'; readonly party: PartyId; readonly month: string }
  /** The registered name, which the other side of a payment reads; every address of the party hears of it. */
  | { readonly kind: 'rename-party'; readonly address: string; readonly name: string; readonly by: readonly string[] }
  /** What a party may pay at most; null: what the bank's policy says for all. */
  | { readonly kind: 'set-limits'; readonly address: string; readonly limits: PartyLimits | null; readonly by: readonly string[] }
  /** How a party pays; null and absent: unchanged. */
  | { readonly kind: 'set-scheme'; readonly address: string; readonly scheme: SchemeChoice | null; readonly missing: 'ask' | 'end'; readonly by: readonly string[] }
  /** The wallet page is sent to this address. */
  | { readonly kind: 'enrol-wallet'; readonly address: string; readonly by: readonly string[] }
  | { readonly kind: 'revoke-wallet'; readonly address: string; readonly by: readonly string[] }
  /** Staff look into a cheque: it is void from then on. */
  | { readonly kind: 'open-cheque'; readonly address: string; readonly serial: string; readonly reason: string; readonly by: readonly string[] }
  /** The card was printed; its digests are in the store already. A new card voids the old one. */
  | { readonly kind: 'issue-card'; readonly address: string; readonly card: string; readonly count: number; readonly by: readonly string[] }
  | { readonly kind: 'void-card'; readonly address: string; readonly reason: string; readonly by: readonly string[] }
  /** An entry has waited too long for its publication: both sides are told that the payment is made (9-rules 22). */
  | { readonly kind: 'proof-late'; readonly entryId: string }
  /** Staff have looked after a task; `note` is kept with it. */
  | { readonly kind: 'task-done'; readonly task: string; readonly note: string; readonly by: readonly string[] }
  /** Sending ended for good without success. */
  | { readonly kind: 'notice-failed'; readonly noticeId: string; readonly reply: string };

/** `turn`: of which turn of the letter the reading is; staff who reopen it begin the next. Absent where nothing is recorded. */
export type Input =
  | { readonly kind: 'letter'; readonly letterId: number; readonly receivedAt: number; readonly turn?: number; readonly reading: Reading }
  | { readonly kind: 'deadline'; readonly paymentId: PaymentId; readonly deadline: DeadlineKind; readonly at: number }
  | { readonly kind: 'instruction'; readonly instructionId: number; readonly at: number; readonly instruction: Instruction };

/** How a letter ended. `code` is of the catalogue in refusals.ts for `refused`, else a short word. */
export type Disposition =
  | { readonly kind: 'advanced'; readonly code: string }
  | { readonly kind: 'answered'; readonly code: string }
  | { readonly kind: 'recorded'; readonly code: string }
  | { readonly kind: 'nothing-new'; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'set-aside'; readonly code: string };

/** `withdrawn` says that the face of another entry was erased; the others are changes of the payment's state. */
export type EntryKind = 'posted' | 'accepted' | 'settled' | 'returned' | 'refunded' | 'disputed' | 'dispute-closed' | 'withdrawn';

/** One private field of an entry, behind its second commitment; `salt` is 32 bytes in base64. The named sides get value and salt in their receipts. */
export type DetailField = { readonly name: string; readonly value: string; readonly salt: string; readonly readers: readonly ('buyer' | 'merchant')[] };

/** An entry of the board as it is written in the clearing transaction: it has no index yet. */
export type PendingEntry = {
  /** `<reference>.<kind>`; of the second refund and later ones `<reference>.refunded.<times>`; of a withdrawal `<id of the entry>.withdrawn`. */
  readonly id: string;
  readonly kind: EntryKind;
  readonly paymentId: PaymentId;
  readonly at: number;
  /** False: made while the bank kept no board; it is never published. */
  readonly forBoard: boolean;
  /** The canonical text of the leaf. */
  readonly leaf: string;
  /** The text of the face file: public fields with their salts. */
  readonly face: string;
  readonly details: readonly DetailField[];
};

/** What the decider has to know of an entry that is already written. */
export type EntryFact = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly paymentId: PaymentId;
  readonly at: number;
  /** Null: not published yet. */
  readonly place: { readonly origin: string; readonly index: number } | null;
  readonly erasedAt: number | null;
  /** True while a receipt that proves this entry has not been sent (or has not failed) yet. */
  readonly receiptWaits: boolean;
};

/** A thing that staff have to look at. */
export type StaffTask = { readonly id: string; readonly code: string; readonly detail: string; readonly letterId: number | null; readonly paymentId: PaymentId | null; readonly at: number };

export type TaskDone = { readonly at: number; readonly by: readonly string[]; readonly note: string };

/** One change of the store. The list of a decision is applied in its order, all or nothing. */
export type Effect =
  | { readonly kind: 'party-saved'; readonly party: Party }
  | { readonly kind: 'address-saved'; readonly address: Address }
  | { readonly kind: 'account-opened'; readonly account: Account }
  /** The whole next payment, new or changed. */
  | { readonly kind: 'payment-saved'; readonly payment: Payment }
  | { readonly kind: 'transferred'; readonly transfer: Transfer }
  | { readonly kind: 'held'; readonly paymentId: PaymentId; readonly account: AccountId; readonly amount: bigint; readonly at: number }
  | { readonly kind: 'released'; readonly paymentId: PaymentId; readonly account: AccountId; readonly amount: bigint; readonly at: number }
  | { readonly kind: 'entry'; readonly entry: PendingEntry }
  /** Face, salts and details of the entry are gone from our books, and the signed receipts that hold them; its leaf stays. */
  | { readonly kind: 'entry-erased'; readonly entryId: string; readonly at: number }
  | { readonly kind: 'notice'; readonly notice: OwedNotice }
  /** at null: the deadline is no more. */
  | { readonly kind: 'deadline'; readonly paymentId: PaymentId; readonly deadline: DeadlineKind; readonly at: number | null }
  /** The digest of this number is erased; a second time is a fault. */
  | { readonly kind: 'number-spent'; readonly card: string; readonly index: number }
  /** The digests of all numbers of this card are erased. */
  | { readonly kind: 'card-voided'; readonly card: string }
  | { readonly kind: 'blocked'; readonly buyer: PartyId; readonly merchant: PartyId; readonly at: number }
  /** Adds `amount` to the tally of that scope, name and day (days since 1970 in UTC). */
  | { readonly kind: 'tallied'; readonly scope: string; readonly name: string; readonly day: number; readonly amount: bigint }
  | { readonly kind: 'staff-task'; readonly task: StaffTask }
  /** A task that was done before stays as it was. */
  | { readonly kind: 'staff-task-done'; readonly taskId: string; readonly done: TaskDone }
  | { readonly kind: 'notice-ended'; readonly noticeId: string; readonly outcome: 'bounced' | 'failed' | 'complained'; readonly detail: string }
  /** The letter ends here, undecided: the reader crashed on it. */
  | { readonly kind: 'letter-set-aside'; readonly letterId: number; readonly code: string }
  /** The letter is read and decided again: its disposition is taken back and counted anew. */
  | { readonly kind: 'letter-reopened'; readonly letterId: number };

export type Decision = {
  readonly disposition: Disposition;
  /** Hits and misses, in the order in which they were asked. */
  readonly findings: readonly Finding[];
  readonly effects: readonly Effect[];
  /** Payments that this decision is about, changed or not: the timeline of `payment show`. */
  readonly about: readonly PaymentId[];
};

/** The letter can't be decided before another one, which came earlier and is still being read (9-rules 9). */
export type Postponed = { readonly postponedFor: number };
