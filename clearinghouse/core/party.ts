/** Parties, their registered addresses, and the languages in which the bank writes to them. Times in milliseconds since 1970. */
import type { Money } from '../protocol/money.ts';

export type PartyId = number;
export type Language = 'en' | 'ja';

/** What a party lets stand on the public board beside kind and reference. Nothing, unless it chose (9-rules 26). */
export type BoardFace = {
  /** Initials or another name of its choice for its own payments; null: none. */
  readonly alias: string | null;
  /** The time of its orders, to the minute. */
  readonly orderTime: boolean;
  /** Its registered name, on entries of payments made to it. */
  readonly shopName: boolean;
  /** Disputes about its payments; they are shown only where both sides chose so. */
  readonly disputes: boolean;
};

export const noBoardFace: BoardFace = { alias: null, orderTime: false, shopName: false, disputes: false };

/** What the bank keeps of each payment to a merchant: `fixed` + `perMille100` hundredths of a per mille of the total, rounded half to even; never above the total. */
export type Fee = { readonly fixed: Money; readonly perMille100: number };

/** Whether the statement of each month comes by itself. */
export type StatementWish = 'on-request' | 'monthly';

/** Limits of one party, beside the bank's own; the lower one counts. A currency without a row has no limit of that kind. */
export type PartyLimits = { readonly perPayment: readonly Money[]; readonly perDay: readonly Money[] };

export type Party = {
  readonly id: PartyId;
  /** The registered name, shown to the other side of a payment. */
  readonly name: string;
  readonly language: Language;
  readonly openedAt: number;
  /** Suspended parties neither pay nor are paid; their mails are set aside for staff. */
  readonly suspendedAt: number | null;
  /** Receipts show the balance only where the party asked for it. */
  readonly balanceInReceipts: boolean;
  readonly boardFace: BoardFace;
  readonly fee: Fee | null;
  readonly statements: StatementWish;
  /** The last month (2026-10) whose statement was owed by itself; null: none yet. */
  readonly statedUntil: string | null;
  readonly limits: PartyLimits | null;
};

/** What a new party has besides its name. */
export const newPartyTerms = { boardFace: noBoardFace, fee: null, statements: 'on-request', statedUntil: null, limits: null } as const satisfies Partial<Party>;

export type Address = {
  /** Canonical form (protocol/address.ts). */
  readonly address: string;
  readonly party: PartyId;
  readonly addedAt: number;
  /** No payment is begun from this address before this time (a new address of a known party waits seven days). */
  readonly usableFrom: number;
  /** When a mail from this address first passed all gates. */
  readonly provenAt: number | null;
  readonly removedAt: number | null;
  /** The last permanent delivery failure of a mail of ours to this address; null when mail goes through. */
  readonly undeliverable: string | null;
};
