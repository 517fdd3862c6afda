/**
 * What all decisions together have booked and set, held against the rows of it. Rows that were changed so that they still fit together (a deposit with its
 * other side and both balances) are told by this alone: the record of a decision is sealed.
 */
import type { Account, Transfer } from '../../core/account.ts';
import type { Effect } from '../../core/decision.ts';
import type { Fee } from '../../core/party.ts';
import { fromJson } from '../../protocol/json.ts';
import { formatMoney } from '../../protocol/money.ts';
import { integer, integerOrNull, json, minor, minorOrNull, text, textOrNull, type Row } from './rows.ts';

export const BOOKED = 'Each decision opens, and what it booked stands in the books as it was decided; nothing else is booked.';
export const LAST_DECIDED = 'Whose an address is, and the fee of a party, are what was last decided.';

/** Gathered while the decisions are read in their order. */
export type Told = {
  /** A decision does not open: what follows from all of them together can't be said. */
  isWhole: boolean;
  transfers: number;
  readonly opened: Set<string>;
  readonly addresses: Map<string, string>;
  readonly fees: Map<number, string>;
};

export const nothingTold = (): Told => ({ isWhole: true, transfers: 0, opened: new Set(), addresses: new Map(), fees: new Map() });

export type Booked = { readonly transfers: readonly Transfer[]; readonly accounts: readonly Account[] };

/** Most decisions book and set nothing: these are not parsed. */
const COMPARED = /"kind":"(?:transferred|account-opened|address-saved|party-saved)"/;

/** What one decision has booked, by its opened record; what it has set is put into `told`. */
export function bookedBy(record: string, told: Told): Booked {
  const { effects } = COMPARED.test(record) ? fromJson<{ readonly effects: readonly Effect[] }>(record) : { effects: [] };
  for (const effect of effects) {
    if (effect.kind === 'address-saved') told.addresses.set(effect.address.address, belonging(effect.address.party, effect.address.usableFrom, effect.address.removedAt));
    if (effect.kind === 'party-saved') told.fees.set(effect.party.id, shownFee(effect.party.fee));
  }
  const transfers = effects.flatMap((effect) => (effect.kind === 'transferred' ? [effect.transfer] : []));
  told.transfers += transfers.length;
  // One that is open already stays as it is.
  const accounts = effects.flatMap((effect) => (effect.kind === 'account-opened' && !told.opened.has(effect.account.id) ? [effect.account] : []));
  for (const { id } of accounts) told.opened.add(id);
  return { transfers, accounts };
}

const belonging = (party: number, usableFrom: number, removedAt: number | null): string => `of party ${party}, usable from ${showTime(usableFrom)}${removedAt === null ? '' : `, removed at ${showTime(removedAt)}`}`;

/** One value: the transfer's id. `before`: when the transfer before it was booked. */
export const transferQuery = `SELECT transfer_number, transfer_id, sequence, kind, currency, payment_id, at, reference, booked_by,
  (SELECT earlier.at FROM transfers AS earlier WHERE earlier.transfer_number < transfers.transfer_number ORDER BY earlier.transfer_number DESC LIMIT 1) AS before
  FROM transfers WHERE transfer_id = ?`;
/** One value: the transfer's number. */
export const postingsQuery = 'SELECT account_id, amount FROM postings WHERE transfer_number = ? ORDER BY posting_number';

/** A sentence for each difference. Undefined: there is no such transfer. */
export function differingTransfer(sequence: number, decided: Transfer, row: Row | undefined, postings: readonly Row[]): readonly string[] {
  const { id, kind, currency, paymentId, reference, by } = decided;
  if (row === undefined) return [`it booked the ${kind} ${id}, which is absent`];
  const before = integerOrNull(row, 'before');
  return differences(`its transfer ${id}`, [
    ['decision', sequence, integer(row, 'sequence')],
    ['kind', kind, text(row, 'kind')],
    ['currency', currency, text(row, 'currency')],
    ['payment', paymentId, integerOrNull(row, 'payment_id')],
    // A booking is never earlier than the one before it, whatever the clock said.
    ['time', showTime(before === null ? decided.at : Math.max(before, decided.at)), showTime(integer(row, 'at'))],
    ['voucher', asKept(reference), asKept(text(row, 'reference'))],
    ['bookers', asKept(by.join(', ')), asKept(json<readonly string[]>(row, 'booked_by').join(', '))],
    ['postings', decided.postings.map((one) => `${one.account} ${one.amount}`).join(', '), postings.map((one) => `${text(one, 'account_id')} ${minor(one, 'amount')}`).join(', ')],
  ]);
}

const showTime = (at: number): string => (Math.abs(at) > LAST_DAY ? String(at) : new Date(at).toISOString());
/** ECMA-262 §21.4.1.1: no later date can be written. */
const LAST_DAY = 8_640_000_000_000_000;

/** PostgreSQL keeps U+0000 as the sign that shows it. */
const asKept = (value: string): string => value.replaceAll('\0', '\u2400');

/** One value: the account's id. */
export const openedQuery = 'SELECT party_id, currency, floor FROM accounts WHERE account_id = ?';

export function differingAccount(decided: Account, row: Row | undefined): readonly string[] {
  if (row === undefined) return [`it opened the account ${decided.id}, which is absent`];
  return differences(`its account ${decided.id}`, [
    ['party', decided.party, integerOrNull(row, 'party_id')],
    ['currency', decided.currency, text(row, 'currency')],
    ['floor', decided.floor, minorOrNull(row, 'floor')],
  ]);
}

const differences = (what: string, columns: readonly (readonly [name: string, decided: unknown, kept: unknown])[]): readonly string[] =>
  columns.flatMap(([name, decided, kept]) => (decided === kept ? [] : [`${what}: ${name} as decided ${String(decided)}, in the books ${String(kept)}`]));

export const transferCount = 'SELECT count(*) AS transfers FROM transfers';

/** Where there are more transfers than were decided. Two values: greater than this number, so many rows. */
export const transfersWithDecisions = `SELECT transfers.transfer_number AS id, transfers.transfer_id, transfers.sequence, decisions.sealed
  FROM transfers LEFT JOIN decisions ON decisions.sequence = transfers.sequence WHERE transfers.transfer_number > ? ORDER BY transfers.transfer_number LIMIT ?`;

/** `record`: of the decision that a transfer names, opened; null: there is none. */
export const unbooked = (transfer: string, record: string | null): readonly string[] =>
  record !== null && bookedBy(record, nothingTold()).transfers.some(({ id }) => id === transfer) ? [] : ['no decision has booked it'];

export const addressesQuery = 'SELECT address, party_id, usable_from, removed_at FROM addresses ORDER BY address';
export const feesQuery = 'SELECT party_id, fee FROM parties ORDER BY party_id';

/** The sentences of addresses and fees that are not what was last decided. */
export function notLastDecided({ addresses, fees }: Told, addressRows: readonly Row[], partyRows: readonly Row[]): readonly string[] {
  const kept = new Map(addressRows.map((row) => [text(row, 'address'), belonging(integer(row, 'party_id'), integer(row, 'usable_from'), integerOrNull(row, 'removed_at'))]));
  const keptFees = new Map(partyRows.map((row) => [integer(row, 'party_id'), feeIn(row)]));
  return [
    ...unlike(addresses, kept).map(([address, decided, now]) => `The address ${address}: as last decided ${decided ?? 'none'}, in the books ${now ?? 'none'}.`),
    ...unlike(fees, keptFees).map(([party, decided, now]) => `The fee of party ${party}: as last decided ${decided ?? 'none'}, in the books ${now ?? 'none'}.`),
  ];
}

/** Absent in what a program decided that knew no fees. */
const shownFee = (fee: Fee | null | undefined): string => (fee == null ? 'none' : `${formatMoney(fee.fixed)} and ${fee.perMille100} in 100,000`);

function feeIn(row: Row): string {
  const fee = textOrNull(row, 'fee');
  return shownFee(fee === null ? null : fromJson<Fee>(fee));
}

const unlike = <K>(decided: ReadonlyMap<K, string>, kept: ReadonlyMap<K, string>): readonly (readonly [K, string | undefined, string | undefined])[] =>
  [...new Set([...decided.keys(), ...kept.keys()])].flatMap((key) => (decided.get(key) === kept.get(key) ? [] : [[key, decided.get(key), kept.get(key)] as const]));
