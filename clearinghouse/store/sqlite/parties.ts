/** Parties and their addresses. */
import { foldName } from '../../core/facts.ts';
import type { Address, Party } from '../../core/party.ts';
import { toJson } from '../../protocol/json.ts';
import type { Account } from '../../core/account.ts';
import { accountColumns, addressColumns, partyColumns, roadsText, toAccount, toAddress, toParty } from '../common/shapes.ts';
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

export const isRegistered = ({ connection }: Database, address: string): boolean =>
  connection.get('SELECT 1 AS known FROM addresses WHERE address = ? AND removed_at IS NULL', address) !== undefined;

export function listParties({ connection }: Database): readonly { readonly party: Party; readonly addresses: readonly Address[]; readonly accounts: readonly Account[] }[] {
  const addresses = Map.groupBy(connection.all(`SELECT ${addressColumns} FROM addresses ORDER BY added_at, address`).map(toAddress), (row) => row.party);
  const accounts = Map.groupBy(connection.all(`SELECT ${accountColumns} FROM accounts ORDER BY account_id`).map(toAccount), (account) => account.party);
  const parties = connection.all(`SELECT ${partyColumns} FROM parties ORDER BY party_id`).map(toParty);
  return parties.map((party) => ({ party, addresses: addresses.get(party.id) ?? [], accounts: accounts.get(party.id) ?? [] }));
}
