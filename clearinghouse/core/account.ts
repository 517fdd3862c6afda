/** Accounts and double entry. An account's available money is its balance less what is held. */
import type { Currency, Money } from '../protocol/money.ts';
import type { PartyId } from './party.ts';

/** `party:<id>:<currency>` or `bank:<cash|suspense|fees|claims>:<currency>`. */
export type AccountId = string;

export type Account = {
  readonly id: AccountId;
  /** null: an account of the bank itself. */
  readonly party: PartyId | null;
  readonly currency: Currency;
  readonly balance: bigint;
  readonly held: bigint;
  /** balance − held never goes below it; null: no floor (the bank's cash account mirrors money outside). */
  readonly floor: bigint | null;
};

export type Posting = { readonly account: AccountId; readonly amount: bigint };

export type TransferKind =
  | 'deposit'
  | 'withdrawal'
  | 'payment'
  /** Money given back to the buyer, by the merchant's wish or by a dispute upheld. */
  | 'refund'
  /** What the bank keeps of a payment, from the merchant's account. */
  | 'fee'
  /** By hand, from a merchant's account to the claims account: what the bank had laid out for them. */
  | 'collection';

/** One movement of money: its postings are in one currency and sum to zero. */
export type Transfer = {
  readonly id: string;
  readonly kind: TransferKind;
  readonly currency: Currency;
  readonly paymentId: number | null;
  readonly at: number;
  /** Voucher number of a booking by hand, or the payment's reference. */
  readonly reference: string;
  /** Who booked by hand: two names where the bank asks for two. */
  readonly by: readonly string[];
  readonly postings: readonly Posting[];
};

export const partyAccountId = (party: PartyId, currency: Currency): AccountId => `party:${party}:${currency}`;
export const cashAccountId = (currency: Currency): AccountId => `bank:cash:${currency}`;

/** The bank's own accounts: money outside; money whose owner can't be paid; what the bank has earned; what merchants owe the bank (never above 0). */
export type BankAccountName = 'cash' | 'suspense' | 'fees' | 'claims';
export const bankAccountId = (name: BankAccountName, currency: Currency): AccountId => `bank:${name}:${currency}`;

export const available = (account: Account): Money => ({ currency: account.currency, minor: account.balance - account.held });
