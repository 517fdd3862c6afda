/** Rows of both stores as what the core knows: the columns have the same names in both. */
import type { Account } from '../../core/account.ts';
import type { Disposition } from '../../core/decision.ts';
import type { UnclearedLetter } from '../../core/facts.ts';
import type { Address, Fee, Party, PartyLimits, PartyRoads, StatementWish } from '../../core/party.ts';
import { fromJson, toJson } from '../../protocol/json.ts';
import { MAX_MINOR, type Currency } from '../../protocol/money.ts';
import type { CustomerSums, HeldSums, LetterRow, NoticeStatus, PartyRow } from '../store.ts';
import { bytes, integer, integerOrNull, json, minor, minorOrNull, text, textOrNull, word, wordOrNull, type Row } from './rows.ts';

/** Refuses what the database could not hold exactly, before it is bound. */
export function withinBounds(amount: bigint, what: string): bigint {
  if (amount > MAX_MINOR || amount < -MAX_MINOR) throw new RangeError(`${what}: ${amount} is beyond ±(2^53−1) minor units`);
  return amount;
}

export const accountColumns = 'account_id, party_id, currency, balance, held, floor';
export const partyColumns = 'party_id, name, language, opened_at, suspended_at, balance_in_receipts, face_alias, face_order_time, face_shop_name, face_disputes, fee, statements, stated_until, limits, roads';
export const addressColumns = 'address, party_id, added_at, usable_from, proven_at, removed_at, undeliverable';
export const letterColumns =
  'letter_id, raw_sha256, size, received_at, kept_at, intake, from_hint, message_id, recipients, stage, attempts, due_at, disposition_kind, disposition_code';

export const toAccount = (row: Row): Account => ({
  id: text(row, 'account_id'),
  party: integerOrNull(row, 'party_id'),
  currency: word<Currency>(row, 'currency'),
  balance: minor(row, 'balance'),
  held: minor(row, 'held'),
  floor: minorOrNull(row, 'floor'),
});

const jsonOrNull = <T>(row: Row, column: string): T | null => {
  const value = textOrNull(row, column);
  return value === null ? null : fromJson<T>(value);
};

export const toParty = (row: Row): Party => ({
  id: integer(row, 'party_id'),
  name: text(row, 'name'),
  language: word(row, 'language'),
  openedAt: integer(row, 'opened_at'),
  suspendedAt: integerOrNull(row, 'suspended_at'),
  balanceInReceipts: integer(row, 'balance_in_receipts') === 1,
  boardFace: { alias: textOrNull(row, 'face_alias'), orderTime: integer(row, 'face_order_time') === 1, shopName: integer(row, 'face_shop_name') === 1, disputes: integer(row, 'face_disputes') === 1 },
  fee: jsonOrNull<Fee>(row, 'fee'),
  statements: word<StatementWish>(row, 'statements'),
  statedUntil: textOrNull(row, 'stated_until'),
  limits: jsonOrNull<PartyLimits>(row, 'limits'),
  roads: jsonOrNull<PartyRoads>(row, 'roads') ?? NO_ROADS,
});

/** Puts to each party what is its own; the rows come in their order. */
export function toPartyRows(parties: readonly Row[], addresses: readonly Row[], accounts: readonly Row[]): readonly PartyRow[] {
  const addressesOf = Map.groupBy(addresses.map(toAddress), (row) => row.party);
  const accountsOf = Map.groupBy(accounts.map(toAccount), (account) => account.party);
  return parties.map(toParty).map((party) => ({ party, addresses: addressesOf.get(party.id) ?? [], accounts: accountsOf.get(party.id) ?? [] }));
}

export const hasWallet = ({ party: { roads } }: PartyRow): boolean => roads.wallet !== null || roads.offer !== null;

export const customerSumsQuery = `SELECT currency, CAST(sum(balance) AS bigint) AS balance, CAST(sum(held) AS bigint) AS held
  FROM accounts WHERE party_id IS NOT NULL GROUP BY currency ORDER BY currency`;
export const heldSumsQuery = 'SELECT currency, CAST(sum(held) AS bigint) AS held, count(*) AS accounts FROM accounts WHERE held > 0 AND party_id IS NOT NULL GROUP BY currency ORDER BY currency';
export const toHeldSums = (row: Row): HeldSums => ({ currency: word<Currency>(row, 'currency'), held: minor(row, 'held'), accounts: integer(row, 'accounts') });

/** With the words of the index that answers it: those that are under way, and those that went wrong, are few among all. */
export function statusCondition(status: NoticeStatus | null): string {
  if (status === null || status === 'sent') return 'status = ?';
  return status === 'owed' || status === 'made' ? "status = ? AND status IN ('owed', 'made')" : "status = ? AND status IN ('failed', 'bounced')";
}

export const toCustomerSums = (row: Row): CustomerSums => ({ currency: word<Currency>(row, 'currency'), balance: minor(row, 'balance'), held: minor(row, 'held') });

export const toAddress = (row: Row): Address => ({
  address: text(row, 'address'),
  party: integer(row, 'party_id'),
  addedAt: integer(row, 'added_at'),
  usableFrom: integer(row, 'usable_from'),
  provenAt: integerOrNull(row, 'proven_at'),
  removedAt: integerOrNull(row, 'removed_at'),
  undeliverable: textOrNull(row, 'undeliverable'),
});

/** What NULL stands for in the column: most parties have no more. It is part of the schema, so it stays what it was when rows were written. */
const NO_ROADS: PartyRoads = { scheme: null, missing: 'ask', wallet: null, offer: null, card: null };
export const roadsText = (roads: PartyRoads): string | null => (toJson(roads) === toJson(NO_ROADS) ? null : toJson(roads));

export const unclearedColumns = 'letter_id, received_at, kept_at, failed_since, from_hint, stage';
export const toUncleared = (row: Row): UnclearedLetter => ({
  letterId: integer(row, 'letter_id'),
  receivedAt: integer(row, 'received_at'),
  keptAt: integer(row, 'kept_at'),
  failedSince: integerOrNull(row, 'failed_since'),
  from: textOrNull(row, 'from_hint'),
  isRead: text(row, 'stage') === 'read',
});

export function toLetterRow(row: Row): LetterRow {
  const kind = wordOrNull<Disposition['kind']>(row, 'disposition_kind');
  const dueAt = integer(row, 'due_at');
  return {
    letterId: integer(row, 'letter_id'),
    receivedAt: integer(row, 'received_at'),
    keptAt: integer(row, 'kept_at'),
    intake: text(row, 'intake'),
    size: integer(row, 'size'),
    sha256: Buffer.from(bytes(row, 'raw_sha256')).toString('hex'),
    from: textOrNull(row, 'from_hint'),
    recipients: json(row, 'recipients'),
    messageId: textOrNull(row, 'message_id'),
    stage: word(row, 'stage'),
    attempts: integer(row, 'attempts'),
    nextTryAt: dueAt === 0 ? null : dueAt,
    disposition: kind === null ? null : { kind, code: text(row, 'disposition_code') },
  };
}
