/**
 * The working set: every fact that a group of inputs may need, loaded before the first of them is decided.
 * A later input of the group sees what an earlier one changed (`applyEffects`).
 */
import type { Account, AccountId } from './account.ts';
import type { EntryFact } from './decision.ts';
import type { OwedNotice } from './notice.ts';
import type { Address, Party, PartyId } from './party.ts';
import type { Payment, PaymentId } from './payment.ts';

/** A letter that was received but not yet cleared, and whom it may concern by its unproved From. `keptAt` is when the bank had it; `failedSince` when reading it failed for the first time since it came, or was reopened; null: nobody has tried in vain, or it is read. */
export type UnclearedLetter = { readonly letterId: number; readonly receivedAt: number; readonly keptAt: number; readonly failedSince: number | null; readonly from: string | null; /** Its reading is there: it could be decided. */ readonly isRead: boolean };

/** So many letters at most are decided in one group. */
export const LARGEST_GROUP = 4_096;

/** One key never brings more payments than this: the newest. A secret or a Message-ID that names more is an attack, not an order. */
export const PAYMENTS_PER_KEY = 5_000;

export type Tally = { readonly scope: string; readonly name: string; readonly day: number; readonly amount: bigint };

/** Mail that already had its effect, by another way or before: its key (core/keys.ts `sameMailKeys`) and the first letter. */
export type SeenMail = { readonly key: string; readonly letterId: number };

/**
 * The numbers of a party's card that are not used yet, by index (from 1), as keyed digests, and the digests of all numbers that this party was ever
 * given (core/numbers.ts).
 */
export type CardNumbers = { readonly live: ReadonlyMap<number, string>; readonly issued: ReadonlySet<string> };

export type Facts = {
  readonly parties: Map<PartyId, Party>;
  readonly addresses: Map<string, Address>;
  readonly accounts: Map<AccountId, Account>;
  readonly payments: Map<PaymentId, Payment>;
  readonly notices: Map<string, OwedNotice>;
  readonly entries: Map<string, EntryFact>;
  readonly seen: Map<string, number>;
  /** By the card's id; of every party in the set that has a card. */
  readonly cards: Map<string, CardNumbers>;
  readonly blocks: Set<string>;
  readonly tallies: Tally[];
  /** Of the addresses that were asked for and of those of the parties in the set; each once. */
  readonly uncleared: UnclearedLetter[];
  /** What has been looked up, found or not: `k:<payment key>`, `a:<address>`, `p:<payment id>`. */
  readonly loaded: Set<string>;
  /** When the oldest entry for the board that is not published yet was made; null: none waits. Always there. */
  readonly oldestUnpublishedAt: number | null;
  nextPartyId: number;
  nextPaymentId: number;
};

/**
 * What to load for an input. The store adds by itself: for every address its party; for every party all its addresses, accounts, card, blocks
 * and the tallies of the last eight days (scopes `party:<id>` and each address); for every payment the parties of both sides and those its
 * order names; for each of these addresses, and each that is asked for, the letters that bear it in From and are not cleared: of those that were not
 * tried in vain the oldest that are read and the oldest that are unread, one more than a group clears, and all that were. The bank's own accounts are always there.
 */
export type FactKeys = {
  readonly addresses: readonly string[];
  readonly parties: readonly PartyId[];
  readonly payments: readonly PaymentId[];
  /** Payments found by any of their keys. */
  readonly paymentKeys: readonly string[];
  readonly notices: readonly string[];
  readonly seen: readonly string[];
  /** Parties by registered name, folded by `foldName`. */
  readonly names: readonly string[];
  /** Addresses whose party's open payments are wanted (key `open:<party>`), the newest 200. */
  readonly openPaymentsOf: readonly string[];
  /** Entries by id, with their payments. */
  readonly entries: readonly string[];
  /** Further scopes whose tallies are wanted, with all their days. */
  readonly scopes: readonly string[];
};

/** What a decider asks for when the first facts show that more are needed; the store loads them too and calls it again. */
export type Needs = { readonly needs: FactKeys };

export const noKeys: FactKeys = { addresses: [], parties: [], payments: [], paymentKeys: [], notices: [], seen: [], names: [], openPaymentsOf: [], entries: [], scopes: [] };

/** Registered names are compared without regard to width, case and blanks. */
export const foldName = (name: string): string => name.normalize('NFKC').toUpperCase().replaceAll(/\s+/g, ' ').trim();

/** Of `keys`, what the facts do not hold yet; null: nothing is missing. */
export function missingKeys(facts: Facts, keys: FactKeys): FactKeys | null {
  const paymentKeys = [...new Set(keys.paymentKeys)].filter((key) => !facts.loaded.has(`k:${key}`));
  const addresses = [...new Set(keys.addresses)].filter((address) => !facts.loaded.has(`a:${address}`));
  const payments = [...new Set(keys.payments)].filter((id) => !facts.loaded.has(`p:${id}`));
  const scopes = [...new Set(keys.scopes)].filter((scope) => !facts.loaded.has(`s:${scope}`));
  if (paymentKeys.length + addresses.length + payments.length + scopes.length === 0) return null;
  return { ...noKeys, paymentKeys, addresses, payments, scopes };
}

export function joinKeys(all: readonly FactKeys[]): FactKeys {
  const join = <T>(pick: (keys: FactKeys) => readonly T[]): readonly T[] => [...new Set(all.flatMap(pick))];
  return {
    addresses: join((keys) => keys.addresses),
    parties: join((keys) => keys.parties),
    payments: join((keys) => keys.payments),
    paymentKeys: join((keys) => keys.paymentKeys),
    notices: join((keys) => keys.notices),
    seen: join((keys) => keys.seen),
    names: join((keys) => keys.names),
    openPaymentsOf: join((keys) => keys.openPaymentsOf),
    entries: join((keys) => keys.entries),
    scopes: join((keys) => keys.scopes),
  };
}

export const blockKey = (buyer: PartyId, merchant: PartyId): string => `${buyer}>${merchant}`;

export const emptyFacts = (): Facts => ({
  parties: new Map(),
  addresses: new Map(),
  accounts: new Map(),
  payments: new Map(),
  notices: new Map(),
  entries: new Map(),
  seen: new Map(),
  cards: new Map(),
  blocks: new Set(),
  tallies: [],
  uncleared: [],
  loaded: new Set(),
  oldestUnpublishedAt: null,
  nextPartyId: 1,
  nextPaymentId: 1,
});

const MAPS = ['parties', 'addresses', 'accounts', 'payments', 'notices', 'entries', 'seen', 'cards'] as const;
const SETS = ['blocks', 'loaded'] as const;

/** With containers of its own: a decider may change what it was given. */
export const copyFacts = (facts: Facts): Facts => ({
  ...facts,
  parties: new Map(facts.parties),
  addresses: new Map(facts.addresses),
  accounts: new Map(facts.accounts),
  payments: new Map(facts.payments),
  notices: new Map(facts.notices),
  entries: new Map(facts.entries),
  seen: new Map(facts.seen),
  cards: new Map(facts.cards),
  blocks: new Set(facts.blocks),
  tallies: [...facts.tallies],
  uncleared: [...facts.uncleared],
  loaded: new Set(facts.loaded),
});

/** Puts what was loaded later to what was there, in place. */
export function addFacts(facts: Facts, more: Facts): void {
  for (const name of MAPS) for (const [key, value] of more[name]) (facts[name] as Map<unknown, unknown>).set(key, value);
  for (const name of SETS) for (const value of more[name]) facts[name].add(value);
  facts.tallies.push(...more.tallies);
  for (const letter of more.uncleared) facts.uncleared.push(letter);
}

/** What `facts` has beyond `before`, an earlier copy of it. */
export function factsSince(facts: Facts, before: Facts): Facts {
  const since: Facts = { ...emptyFacts(), oldestUnpublishedAt: facts.oldestUnpublishedAt, nextPartyId: facts.nextPartyId, nextPaymentId: facts.nextPaymentId };
  for (const name of MAPS) for (const [key, value] of facts[name]) if (!(before[name] as ReadonlyMap<unknown, unknown>).has(key)) (since[name] as Map<unknown, unknown>).set(key, value);
  for (const name of SETS) for (const value of facts[name]) if (!before[name].has(value)) since[name].add(value);
  since.tallies.push(...facts.tallies.slice(before.tallies.length));
  for (const letter of facts.uncleared.slice(before.uncleared.length)) since.uncleared.push(letter);
  return since;
}
