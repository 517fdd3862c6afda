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

/** What the bank keeps of each payment to a merchant: `fixed` + `perMille100` hundredths of a per mille of the total, rounded half to even; never above the total, and nothing of payments in another currency. */
export type Fee = { readonly fixed: Money; readonly perMille100: number };

/** Whether the statement of each month comes by itself. */
export type StatementWish = 'on-request' | 'monthly';

/** Limits of one party, beside the bank's own; the lower one counts. A currency without a row has no limit of that kind. */
export type PartyLimits = { readonly perPayment: readonly Money[]; readonly perDay: readonly Money[] };

/** The scheme of a buyer's orders; what else is asked for follows from the bank's policy (core/opening.ts). `numbers` follows from the card. */
export type SchemeChoice = 'two-mail' | 'wallet' | 'board' | 'full';

/** Ed25519 public key in base64url, by which the party's cheques are signed. */
export type Wallet = { readonly key: string; readonly since: number };

/** A wallet page that was sent: the token stands in the address to which the key is mailed. */
export type WalletOffer = { readonly token: string; readonly until: number };

/** A card of printed settlement numbers. What is compared (keyed digests) is kept apart (core/facts.ts `CardNumbers`). */
export type Card = {
  /** Six letters of Crockford's base 32, printed inside: whoever has it has opened the card. */
  readonly id: string;
  readonly count: number;
  readonly madeAt: number;
  /** Stands in the address to which the activation is mailed. */
  readonly token: string;
  readonly state: 'sent' | 'active' | 'locked';
  /** Dead, so it may be shown; null: none was used yet. `index` from 1. */
  readonly lastUsed: { readonly index: number; readonly number: string; readonly at: number } | null;
  /** When wrong numbers were sent in the last 24 hours. */
  readonly wrongAt: readonly number[];
  /** How often a number that was used before came again. */
  readonly again: number;
};

/** By which roads a party pays. */
export type PartyRoads = {
  /** null: what the bank's policy says. */
  readonly scheme: SchemeChoice | null;
  /** What follows where the cheque or the post does not come in its time: the question, or the end. */
  readonly missing: 'ask' | 'end';
  readonly wallet: Wallet | null;
  readonly offer: WalletOffer | null;
  readonly card: Card | null;
  /** Digests of the keys of wallets that have ended (core/ended-keys.ts); absent: none, or they ended under a program that did not keep them. */
  readonly endedKeys?: readonly string[];
};

export const plainRoads: PartyRoads = { scheme: null, missing: 'ask', wallet: null, offer: null, card: null };

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
  readonly roads: PartyRoads;
};

/** What a new party has besides its name. */
export const newPartyTerms = { boardFace: noBoardFace, fee: null, statements: 'on-request', statedUntil: null, limits: null, roads: plainRoads } as const satisfies Partial<Party>;

export type Address = {
  /** Canonical form (protocol/address.ts). */
  readonly address: string;
  readonly party: PartyId;
  readonly addedAt: number;
  /** No payment is begun from this address before this time (a new address of a known party waits seven days). */
  readonly usableFrom: number;
  /** When a mail from this address last passed all gates, noted once a week at most (or when staff resumed the address); null: none has come yet. */
  readonly provenAt: number | null;
  readonly removedAt: number | null;
  /** The last permanent delivery failure of a mail of ours to this address; null when mail goes through. */
  readonly undeliverable: string | null;
};
