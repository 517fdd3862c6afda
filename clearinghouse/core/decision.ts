/**
 * Inputs and decisions. `decide(facts, input, context)` is total and pure; a Decision is plain data that one transaction records.
 */
import type { Reading, Finding } from '../protocol/reading.ts';
import type { Currency, Money } from '../protocol/money.ts';
import type { Account, AccountId, Transfer } from './account.ts';
import type { OwedNotice } from './notice.ts';
import type { Address, Language, Party, PartyId } from './party.ts';
import type { Payment, PaymentId } from './payment.ts';

export type { Finding };

/** The deadlines that a payment may have, at most one of each. */
export type DeadlineKind = 'tell-waiting' | 'match' | 'remind' | 'answer';

/** Whatever changes state and is no letter. Numbered in the same order as the letters. `by` names the people who gave it. */
export type Instruction =
  | { readonly kind: 'open-party'; readonly name: string; readonly language: Language; readonly addresses: readonly string[]; readonly currencies: readonly Currency[]; readonly balanceInReceipts: boolean }
  | { readonly kind: 'add-address'; readonly party: PartyId; readonly address: string; readonly by: readonly string[] }
  | { readonly kind: 'remove-address'; readonly address: string; readonly by: readonly string[] }
  | { readonly kind: 'deposit'; readonly address: string; readonly amount: Money; readonly reference: string; readonly by: readonly string[] }
  | { readonly kind: 'withdraw'; readonly address: string; readonly amount: Money; readonly reference: string; readonly by: readonly string[] }
  | { readonly kind: 'requeue-letter'; readonly letterId: number; readonly reason: string; readonly by: readonly string[] }
  | { readonly kind: 'import-letter'; readonly letterId: number; readonly receivedAt: number; readonly by: readonly string[] }
  /** The reader crashed on it three times. */
  | { readonly kind: 'give-up-letter'; readonly letterId: number; readonly reason: string }
  /** Sending ended for good without success. */
  | { readonly kind: 'notice-failed'; readonly noticeId: string; readonly reply: string };

export type Input =
  | { readonly kind: 'letter'; readonly letterId: number; readonly receivedAt: number; readonly reading: Reading }
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

/** An entry of the board as it is written in the clearing transaction: it has no index yet. */
export type PendingEntry = {
  readonly id: string;
  readonly kind: 'accepted' | 'settled' | 'returned';
  readonly paymentId: PaymentId;
  readonly at: number;
  /** Public fields (design 4 §0.3): kind, reference, time. */
  readonly face: Readonly<Record<string, string>>;
  /** Private fields behind the second commitment. */
  readonly details: Readonly<Record<string, string>>;
  /** 32 bytes hex from which the salts of both commitments are derived; erased when the entry's face is. */
  readonly saltSeed: string;
};

/** A thing that staff have to look at. */
export type StaffTask = { readonly id: string; readonly code: string; readonly detail: string; readonly letterId: number | null; readonly paymentId: PaymentId | null; readonly at: number };

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
  | { readonly kind: 'notice'; readonly notice: OwedNotice }
  /** at null: the deadline is no more. */
  | { readonly kind: 'deadline'; readonly paymentId: PaymentId; readonly deadline: DeadlineKind; readonly at: number | null }
  | { readonly kind: 'blocked'; readonly buyer: PartyId; readonly merchant: PartyId; readonly at: number }
  /** Adds `amount` to the tally of that scope, name and day (days since 1970 in UTC). */
  | { readonly kind: 'tallied'; readonly scope: string; readonly name: string; readonly day: number; readonly amount: bigint }
  | { readonly kind: 'staff-task'; readonly task: StaffTask }
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
