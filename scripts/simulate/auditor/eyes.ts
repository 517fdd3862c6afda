/** What the auditor has seen: what went in, what came out, and what it has worked out by itself. Nothing here is read from the bank's own records. */
import type { Instruction } from '../../../clearinghouse/core/decision.ts';
import type { OwedNotice } from '../../../clearinghouse/core/notice.ts';
import type { SendResult } from '../../../clearinghouse/protocol/letter.ts';
import type { Store } from '../../../clearinghouse/store/store.ts';
import type { Mail } from '../mail.ts';
import type { Person } from '../people.ts';
import { readWords, type Words } from './words.ts';

/** A letter that the bank has. `strength` is what the port told last; null: not read yet. */
export type Seen = { readonly letterId: number; readonly mail: Mail; readonly words: Words; readonly receivedAt: number; readonly keptAt: number; readonly imap: boolean; strength: Mail['strength'] | null; ended: string[] };

/** A mail of the bank, and how often its server has given which answer; `laterUntil`: when it last said `later`, or nothing. */
export type Went = { readonly notice: OwedNotice; readonly bytes: string; readonly answers: Record<SendResult['outcome'], number>; laterUntil: number };

export type Eyes = {
  readonly store: () => Store;
  readonly clock: () => number;
  readonly letters: Map<number, Seen>;
  readonly byWriter: Map<string, Seen[]>;
  readonly went: Map<string, Went>;
  /** Notices by payment, and by the address that they want an answer at. */
  readonly ofPayment: Map<number, OwedNotice[]>;
  readonly byReplyTo: Map<string, OwedNotice[]>;
  /** By the reference that they name, of a voucher or a payment. */
  readonly instructions: Map<string, Instruction[]>;
  readonly booked: Set<string>;
  readonly balances: Map<string, bigint>;
  /** What is held on each account, by what the decisions say. */
  readonly holds: Map<string, bigint>;
  /** Until when each payment has to be looked at again, by what its mails tell. */
  readonly expected: Map<number, { readonly reference: string; readonly due: number }>;
  /** How many notices of a kind the decisions owe to an address. */
  readonly owed: Map<string, number>;
  readonly transfers: Set<string>;
  /** How many transfers gave back money of the payment of this reference. */
  readonly refunds: Map<string, number>;
  readonly paid: Map<number, bigint>;
  readonly givenBack: Map<number, bigint>;
  readonly spentSecrets: Map<string, number>;
  readonly spentMails: Map<number, number>;
  /** Serials of cheques that paid, with their party; numbers of cards that an order was taken with. */
  readonly spentSerials: Map<string, number>;
  readonly spentNumbers: Map<string, number>;
  /** `buyer>merchant` → when FRAUD was decided. */
  readonly blocks: Map<string, number>;
  /** What was decided about each payment, in its order (`refused CODE` where it was refused); and the letter that began it. */
  readonly decisionsOf: Map<number, { readonly at: number; readonly code: string; readonly letter: number | null }[]>;
  /** When anything was decided; and the clock at the last look. */
  readonly decidedAt: Set<number>;
  lookedAt: number;
  readonly openedBy: Map<number, number>;
  readonly wrongAnswers: Map<string, number>;
  readonly orders: Map<string, number>;
  readonly receipts: Set<number>;
  readonly passwords: Set<string>;
  /** By address; by the name under which they are registered; by the number that the bank gave them. */
  readonly parties: Map<string, Person>;
  readonly called: Map<string, Person[]>;
  readonly numbered: Map<number, Person>;
  /** When somebody could not work: from, until; the last may still last. */
  readonly troubles: { readonly from: number; until: number }[];
  /** How far the bank's clock was ever wrong, in milliseconds. */
  widestSkew: number;
  lastSequence: number;
};

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** The terms that the bank has told its customers. */
export const TERMS = {
  match: 7 * DAY, answer: 3 * DAY, grace: HOUR, road: HOUR / 2, tellWaiting: HOUR / 4, disputeMerchant: 7 * DAY, staff: 30 * DAY, callAgain: 7 * DAY, enrol: 14 * DAY,
  longestWait: 4 * HOUR, wrongADay: 5, triesFor: 48 * HOUR, leastTries: 12,
} as const;

export const makeEyes = (store: () => Store, clock: () => number): Eyes => ({
  store, clock, letters: new Map(), byWriter: new Map(), went: new Map(), ofPayment: new Map(), byReplyTo: new Map(), instructions: new Map(), booked: new Set(), balances: new Map(), holds: new Map(), expected: new Map(), owed: new Map(), transfers: new Set(), refunds: new Map(), paid: new Map(),
  givenBack: new Map(), spentSecrets: new Map(), spentMails: new Map(), spentSerials: new Map(), spentNumbers: new Map(), blocks: new Map(), decisionsOf: new Map(), decidedAt: new Set(), lookedAt: 0, openedBy: new Map(), wrongAnswers: new Map(), orders: new Map(), receipts: new Set(), passwords: new Set(), parties: new Map(), called: new Map(), numbered: new Map(), troubles: [], widestSkew: 0, lastSequence: 0,
});

/** Whom a buyer means by these words behind `Pay to:`. */
export const partiesCalled = (eyes: Eyes, payTo: string | null): readonly number[] =>
  payTo === null ? [] : [...(eyes.called.get(payTo) ?? []), ...[eyes.parties.get(payTo)].filter((one) => one !== undefined)].map(({ party }) => party);

export const partyAt = (eyes: Eyes, address: string): number | null => eyes.parties.get(address)?.party ?? null;

/** So long after a trouble what was left over may still be on its way. */
const RECOVERY = HOUR / 2;

/** How much of the time between the two nobody could be expected to work; where troubles overlap, it is counted once. */
export function troubleBetween(eyes: Eyes, from: number, until: number): number {
  let [sum, counted] = [0, from];
  for (const one of eyes.troubles.toSorted((a, b) => a.from - b.from)) {
    const end = Math.min(until, one.until + RECOVERY);
    const begin = Math.max(counted, one.from);
    if (end <= begin) continue;
    sum += end - begin;
    counted = end;
  }
  return sum;
}

/** When a decision of one of these codes was made about a payment. */
export const decidedAs = (eyes: Eyes, payment: number, codes: readonly string[]): readonly number[] => (eyes.decisionsOf.get(payment) ?? []).flatMap(({ at, code }) => (codes.includes(code) ? [at] : []));

export function see<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

export function seeLetter(eyes: Eyes, letterId: number, mail: Mail, receivedAt: number, keptAt: number, imap: boolean): Seen {
  const known = eyes.letters.get(letterId);
  if (known !== undefined) return known;
  const seen: Seen = { letterId, mail, words: readWords(mail.text), receivedAt, keptAt, imap, strength: null, ended: [] };
  eyes.letters.set(letterId, seen);
  see(eyes.byWriter, mail.from, seen);
  return seen;
}
