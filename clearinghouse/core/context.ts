/** What a decision is made in: the hour, the bank's policy, its keys, and one drawn seed. All of it is given; the core draws nothing. */
import { toJson } from '../protocol/json.ts';
import { macOf } from '../protocol/mac.ts';
import type { Currency, Money } from '../protocol/money.ts';
import type { DmarcPolicy } from './payment.ts';
import type { Language, PartyLimits, SchemeChoice } from './party.ts';

export type Bank = {
  readonly name: string;
  /** Where orders, forwards and answers go. */
  readonly paymentAddress: string;
  /** Envelope senders are made of it: `bounce+<notice>@…`. */
  readonly bounceAddress: string;
  /** Staff tasks are mailed here; null: they only stand in the list. */
  readonly staffAddress: string | null;
  /** Where posts for the board go; null: the bank takes none. */
  readonly boardAddress: string | null;
  /** From which the bank's own order page writes; null: there is none. */
  readonly pageAddress: string | null;
  readonly telephone: string;
  readonly timeZone: string;
};

/** `selfService` null: whoever asks is told to come by. */
export type RegisterPolicy = {
  readonly language: Language;
  readonly perDomainAndDay: number;
  readonly selfService: { readonly currencies: readonly Currency[]; readonly limits: PartyLimits } | null;
};

/** One rule: where all that it names holds of a claim, the payment steps up to its scheme. An empty list or null names nothing. */
export type StepUp = {
  readonly above: readonly Money[];
  readonly newPayee: boolean;
  /** The DMARC record of the buyer's domain asks for less than this, or there is none. */
  readonly dmarcBelow: Exclude<DmarcPolicy, 'none'> | null;
  /** Domains of buyers, and addresses of merchants. */
  readonly domains: readonly string[];
  readonly merchants: readonly string[];
  readonly scheme: SchemeChoice;
};

/** Spans in milliseconds. Money limits by currency; a currency without a row has no limit of that kind. */
export type Policy = {
  readonly matchSpan: number;
  readonly answerSpan: number;
  readonly graceSpan: number;
  readonly tellWaitingAfter: number;
  readonly newAddressWait: number;
  /**
   * An address from which no mail has come for `span` is suspended (9-rules 24). What was before `from` does not count: until then it was not noted when a mail
   * came. Absent in rules of programs before that: then nothing is suspended, and nothing noted.
   */
  readonly idle?: { readonly span: number; readonly from: number };
  /** The books were put back to a copy then: what was open, ordered or answered before it is void (9-rules 34). Absent: never. */
  readonly restoredAt?: number;
  readonly newPayeeSpan: number;
  readonly repeatSpan: number;
  readonly claimsPerPayment: number;
  readonly wrongPasswordsPerPayment: number;
  readonly wrongPasswordsPerDay: number;
  readonly earlyForwardsPerMerchant: number;
  readonly answersPerKindAndDay: number;
  readonly answersPerDay: number;
  /** The breaker of one sender: refusals told in a day; the first beyond it calls staff, once a day. */
  readonly refusalsPerDay: number;
  /** What an order without `Up to:` may cost at most. */
  readonly defaultCeiling: readonly Money[];
  readonly limitPerPayment: readonly Money[];
  readonly limitPerDay: readonly Money[];
  readonly limitNewPayee: readonly Money[];
  readonly twoPeopleBook: boolean;
  /** What is asked of a buyer who has chosen nothing. */
  readonly defaultScheme: SchemeChoice;
  /** When more is asked for than the buyer's own scheme asks. All that apply count together. */
  readonly steps: readonly StepUp[];
  /** How long a cheque or a post is waited for before the question takes its place. */
  readonly roadSpan: number;
  /** How long a wallet page and an activation wait for their answer. */
  readonly enrolSpan: number;
  /** Printed numbers are taken in their order on the card; false: any of them. */
  readonly numbersInOrder: boolean;
  /** Above it the question is asked as well. */
  readonly numbersAskAbove: readonly Money[];
  /** Wrong numbers in 24 hours that lock a card. */
  readonly wrongNumbers: number;
  /** The party reads that its card was locked, and which number is asked for beside a wrong password. Absent in rules of programs before that: neither. */
  readonly tellsOfCards?: true;
  readonly boardEnabled: boolean;
  /** While an entry has waited longer than this for its publication, no money is set aside anew (9-rules 22). */
  readonly boardStallSpan: number;
  /** Money that a merchant wishes to give back is held on their account until they have confirmed it. */
  readonly refundHold: boolean;
  /** What one merchant may give back in a day without staff. */
  readonly refundPerDay: readonly Money[];
  /** How long after it was settled a payment can be disputed. */
  readonly disputeSpan: number;
  readonly disputeMerchantSpan: number;
  /** How REGISTER from an unknown address is answered; null: not at all. */
  readonly register: RegisterPolicy | null;
  /** For a dispute, and for a refund above the daily limit. */
  readonly staffSpan: number;
};

export type CoreKeys = {
  /** Of the references' permutation; never changes. */
  readonly reference: Uint8Array;
  /** Of question tokens. */
  readonly token: Uint8Array;
};

export type Context = {
  readonly now: number;
  readonly bank: Bank;
  readonly policy: Policy;
  readonly keys: CoreKeys;
  /** 32 bytes hex, drawn by the shell for this one input and stored with the decision. */
  readonly seed: string;
  /**
   * 32 bytes hex, drawn likewise, and kept nowhere but in what is made of it: an erased salt must not be found again by way of the seed.
   * Where a decision is made again: the salts themselves, in base64 by their labels, as far as they were not erased.
   */
  readonly salt: string | ReadonlyMap<string, string>;
};

/** What a decision was made under besides its input and the keys: kept with it, so that it can be made again. */
export const rulesText = ({ bank, policy }: Pick<Context, 'bank' | 'policy'>): string => toJson({ bank, policy });

/** Same seed, same label: same id. 16 characters of lower-case base32. */
export const derivedId = (context: Context, label: string): string => base32(macOf(context.seed, label), 16);

/** 32 bytes for one field of one entry; all zero where a decision is made again and this salt was erased. */
export function saltBytes({ salt }: Context, label: string): Buffer {
  if (typeof salt === 'string') return macOf(salt, label);
  const kept = salt.get(label);
  return kept === undefined ? Buffer.alloc(32) : Buffer.from(kept, 'base64');
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Crockford letters in lower case; five bits a character, from the first byte on. */
export function base32(bytes: Uint8Array, length: number): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += ALPHABET.charAt((value >>> bits) & 31);
    }
    value &= (1 << bits) - 1;
  }
  return text;
}
