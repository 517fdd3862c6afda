/** Parties and their addresses. */
import { foldName } from '../../core/facts.ts';
import type { Address, Party, PartyId } from '../../core/party.ts';
import { toJson } from '../../protocol/json.ts';
import { integer } from '../common/rows.ts';
import { accountColumns, addressColumns, hasWallet, partyColumns, roadsText, toPartyRows } from '../common/shapes.ts';
import type { PartiesWanted, PartyRow } from '../store.ts';
import type { Row } from './connection.ts';
import type { Database } from './database.ts';

export function saveParty({ connection }: Database, party: Party): void {
  connection.run(
    `INSERT INTO parties (party_id, name, folded_name, language, opened_at, suspended_at, balance_in_receipts, face_alias, face_order_time, face_shop_name,
       face_disputes, fee, statements, stated_until, limits, roads)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (party_id) DO UPDATE SET name = excluded.name, folded_name = excluded.folded_name, language = excluded.language, opened_at = excluded.opened_at,
       suspended_at = excluded.suspended_at, balance_in_receipts = excluded.balance_in_receipts,
       face_alias = excluded.face_alias, face_order_time = excluded.face_order_time, face_shop_name = excluded.face_shop_name,
       face_disputes = excluded.face_disputes, fee = excluded.fee, statements = excluded.statements, stated_until = excluded.stated_until, limits = excluded.limits,
       roads = excluded.roads`,
    party.id, party.name, foldName(party.name), party.language, party.openedAt, party.suspendedAt, party.balanceInReceipts ? 1 : 0,
    party.boardFace.alias, party.boardFace.orderTime ? 1 : 0, party.boardFace.shopName ? 1 : 0,
    party.boardFace.disputes ? 1 : 0, party.fee === null ? null : toJson(party.fee), party.statements, party.statedUntil, party.limits === null ? null : toJson(party.limits), roadsText(party.roads),
  );
}

export function saveAddress({ connection }: Database, row: Address): void {
  connection.run(
    `INSERT INTO addresses (address, party_id, added_at, usable_from, proven_at, removed_at, undeliverable) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (address) DO UPDATE SET party_id = excluded.party_id, added_at = excluded.added_at, usable_from = excluded.usable_from,
       proven_at = excluded.proven_at, removed_at = excluded.removed_at, undeliverable = excluded.undeliverable`,
    row.address, row.party, row.addedAt, row.usableFrom, row.provenAt, row.removedAt, row.undeliverable,
  );
}

export function listParties(database: Database, page?: { readonly after: PartyId | null; readonly limit: number }): readonly PartyRow[] {
  const { connection } = database;
  // The whole book is read table by table: each row of it once.
  if (page === undefined) return toPartyRows(connection.all(`SELECT ${partyColumns} FROM parties ORDER BY party_id`), connection.all(`SELECT ${addressColumns} FROM addresses ORDER BY added_at, address`), connection.all(`SELECT ${accountColumns} FROM accounts ORDER BY account_id`));
  return withTheirOwn(database, connection.all(`SELECT ${partyColumns} FROM parties WHERE party_id > ? ORDER BY party_id LIMIT ?`, page.after ?? 0, page.limit));
}

export function findParties(database: Database, wanted: PartiesWanted): readonly PartyRow[] {
  const { connection } = database;
  const found = (condition: string, ...bound: readonly string[]): readonly PartyRow[] => withTheirOwn(database, connection.all(`SELECT ${partyColumns} FROM parties WHERE ${condition} ORDER BY party_id`, ...bound));
  if ('ids' in wanted) return found('party_id IN (SELECT value FROM json_each(?))', JSON.stringify(wanted.ids));
  if ('address' in wanted) return found('party_id IN (SELECT party_id FROM addresses WHERE address = ? AND removed_at IS NULL)', wanted.address);
  if ('name' in wanted) return found('folded_name = ?', foldName(wanted.name));
  return found('roads IS NOT NULL').filter(hasWallet);
}

function withTheirOwn({ connection }: Database, parties: readonly Row[]): readonly PartyRow[] {
  const ids = JSON.stringify(parties.map((row) => integer(row, 'party_id')));
  return toPartyRows(
    parties,
    connection.all(`SELECT ${addressColumns} FROM addresses WHERE party_id IN (SELECT value FROM json_each(?)) ORDER BY added_at, address`, ids),
    connection.all(`SELECT ${accountColumns} FROM accounts WHERE party_id IN (SELECT value FROM json_each(?)) ORDER BY account_id`, ids),
  );
}
