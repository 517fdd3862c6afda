/** Reads what people type to name things: a party, a letter, a payment, a limit, a currency, an amount. What can't be is a mistake, told in one line. */
import { referenceKey } from '../core/keys.ts';
import type { PartyId } from '../core/party.ts';
import type { Payment } from '../core/payment.ts';
import { canonicalAddress } from '../protocol/address.ts';
import { instantOf } from '../protocol/calendar.ts';
import { currencyOf, readAmount, type AmountRefusal, type Currency, type Money } from '../protocol/money.ts';
import { readReference } from '../protocol/reference.ts';
import type { PartyRow, Store } from '../store/store.ts';
import { mistake } from './mistake.ts';
import type { Terminal } from './verb.ts';

/** A party by its id, by one of its addresses, or by its registered name; where that means two parties, neither. */
export async function findParty(store: Store, which: string): Promise<PartyRow> {
  const byId = /^[1-9][0-9]{0,8}$/.test(which) ? (await store.findParties({ ids: [Number(which)] }))[0] : undefined;
  const byName = (await partyOf(store, which)) ?? (await store.findParties({ name: which }))[0];
  if (byId !== undefined && byName !== undefined && byId.party.id !== byName.party.id) {
    throw mistake('party', `${quoted(which)}, which is the id of ${byId.party.name} and the name of party ${byName.party.id}`, 'a registered address of the one that is meant (`kakitome party list` shows them)');
  }
  const found = byId ?? byName;
  if (found === undefined) throw mistake('party', quoted(which), 'an id, a registered address or a registered name (`kakitome party list` shows them)');
  return found;
}

/** The same party as it is now, after an instruction about it. */
export async function partyAgain(store: Store, id: PartyId): Promise<PartyRow> {
  const [row] = await store.findParties({ ids: [id] });
  if (row === undefined) throw new Error(`party ${id} was there a moment ago`);
  return row;
}

/** By whom an address is used; null: by nobody, or it is none. */
export async function partyOf(store: Store, address: string): Promise<PartyRow | null> {
  const canonical = canonicalAddress(address);
  return canonical === null ? null : ((await store.findParties({ address: canonical }))[0] ?? null);
}

/** An address that is registered or not, or that of the party with this id. */
export async function readHolder(store: Store, text: string): Promise<string> {
  return /^[1-9][0-9]{0,8}$/.test(text) ? mainAddressOf(await findParty(store, text)) : readAddress(text);
}

/** The address of a party that was registered first and is still in use. */
export function mainAddressOf({ party, addresses }: PartyRow): string {
  const [main] = addresses.filter(({ removedAt }) => removedAt === null).toSorted((a, b) => a.addedAt - b.addedAt || a.address.localeCompare(b.address));
  if (main === undefined) throw mistake('party', `${party.name}, which has no address any more`, 'a party with an address (`kakitome address add`)');
  return main.address;
}

export async function findPayment(store: Store, which: string): Promise<Payment> {
  const reference = readReference(which);
  if (reference === null) throw mistake('payment reference', quoted(which), 'eight letters and digits such as K7F3-K29Q');
  const payment = await store.findPayment(referenceKey(reference));
  if (payment === null) throw mistake('payment reference', quoted(which), 'that of a payment of this bank (`kakitome payment list` shows them)');
  return payment;
}

export function readLetterId(text: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw mistake('letter', quoted(text), 'the number of a letter, such as 12 (`kakitome letter list` shows them)');
  return Number(text);
}

export async function findLetter(store: Store, text: string): Promise<NonNullable<Awaited<ReturnType<Store['findLetter']>>>> {
  const letter = await store.findLetter(readLetterId(text));
  if (letter === null) throw mistake('letter', text, 'the number of a letter that was received (`kakitome letter list` shows them)');
  return letter;
}

export function readLimit(text: string): number {
  if (!/^[1-9][0-9]{0,6}$/.test(text)) throw mistake('--limit', quoted(text), 'a whole number from 1 to 9999999');
  return Number(text);
}

export function readOneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw mistake(option, quoted(text), `one of ${allowed.join(', ')}`);
  return found;
}

export function readAddress(text: string): string {
  const address = canonicalAddress(text);
  if (address === null) throw mistake('address', quoted(text), 'one mail address such as takao@buyer.example');
  return address;
}

/** An address is the very text that stands in From: staff who copy one from paper write `Hana@…`, and mail of `hana@…` is a stranger's then. */
export function noteCapitals({ note }: Pick<Terminal, 'note'>, addresses: readonly string[]): void {
  for (const address of addresses) {
    const [local = ''] = address.split('@');
    if (local !== local.toLowerCase()) note(`${address}: found capital letters before the @; mail from ${address.toLowerCase()} is a stranger's to the bank. If the customer's mails do not show them, take it away (\`kakitome address remove\`) and add it in small letters`);
  }
}

export function readCurrency(text: string): Currency {
  const currency = currencyOf(text);
  if (currency === null) throw mistake('currency', quoted(text), 'an ISO 4217 code such as JPY or EUR');
  return currency;
}

/** An amount as people write it, in that currency, above zero. */
export function readPositive(text: string, currency: Currency): Money {
  const reading = readAmount(text, currency);
  if (!reading.ok) throw mistake('amount', quoted(text), EXPECTED[reading.code](currency, reading.readings));
  if (reading.money.currency !== currency) throw mistake('amount', quoted(text), `an amount in ${currency}, the currency given after it`);
  if (reading.money.minor === 0n) throw mistake('amount', quoted(text), 'an amount above zero');
  return reading.money;
}

const such = (currency: Currency): string => `an amount in ${currency} such as 5,000`;

const EXPECTED: Readonly<Record<AmountRefusal, (currency: Currency, readings: readonly string[]) => string>> = {
  ambiguous: (_, [one = '', other = '']) => `an amount that can be read in one way (this one is ${one} or ${other})`,
  negative: () => 'an amount above zero (deposit and withdraw have their own verbs)',
  decimals: (currency) => `as many decimals as ${currency} has`,
  grouping: such,
  'no-number': such,
  'other-numerals': (currency) => `${such(currency)}, in the digits 0 to 9`,
  'too-long': () => 'at most 12 digits, within ±(2^53−1) minor units',
  'too-large': () => 'at most 2^53−1 minor units',
  'unknown-currency': such,
  'two-currencies': such,
  'no-currency': such,
};

/** A time with its zone, ISO 8601 (`2026-11-21T10:32:05+09:00`), not after `now`. */
export function readPastTime(option: string, text: string, now: number): number {
  const at = instantOf(text);
  if (at === null) throw mistake(option, quoted(text), 'a time with its zone such as 2026-11-21T10:32:05+09:00');
  if (at > now) throw mistake(option, quoted(text), 'a time that has passed');
  return at;
}

export const quoted = (text: string): string => JSON.stringify(text.slice(0, 200));
