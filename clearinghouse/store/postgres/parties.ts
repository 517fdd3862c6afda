/** Parties and their addresses. */
import { foldName } from '../../core/facts.ts';
import type { PartyId } from '../../core/party.ts';
import { integer, type Row } from '../common/rows.ts';
import { accountColumns, addressColumns, hasWallet, partyColumns, toPartyRows } from '../common/shapes.ts';
import type { PartiesWanted, PartyRow } from '../store.ts';
import type { Database } from './database.ts';

export async function listParties(database: Database, page?: { readonly after: PartyId | null; readonly limit: number }): Promise<readonly PartyRow[]> {
  const { connection } = database;
  if (page !== undefined) return withTheirOwn(database, await connection.all(`SELECT ${partyColumns} FROM parties WHERE party_id > ? ORDER BY party_id LIMIT ?`, page.after ?? 0, page.limit));
  // The whole book is read table by table: each row of it once.
  const parties = await connection.all(`SELECT ${partyColumns} FROM parties ORDER BY party_id`);
  const addresses = await connection.all(`SELECT ${addressColumns} FROM addresses ORDER BY added_at, address`);
  return toPartyRows(parties, addresses, await connection.all(`SELECT ${accountColumns} FROM accounts ORDER BY account_id`));
}

export async function findParties(database: Database, wanted: PartiesWanted): Promise<readonly PartyRow[]> {
  const found = async (condition: string, ...bound: readonly (string | readonly number[])[]): Promise<readonly PartyRow[]> =>
    withTheirOwn(database, await database.connection.all(`SELECT ${partyColumns} FROM parties WHERE ${condition} ORDER BY party_id`, ...bound));
  if ('ids' in wanted) return found('party_id = ANY (?::bigint[])', wanted.ids);
  if ('address' in wanted) return found('party_id IN (SELECT party_id FROM addresses WHERE address = ? AND removed_at IS NULL)', wanted.address);
  if ('name' in wanted) return found('folded_name = ?', foldName(wanted.name));
  return (await found('roads IS NOT NULL')).filter(hasWallet);
}

async function withTheirOwn({ connection }: Database, parties: readonly Row[]): Promise<readonly PartyRow[]> {
  const ids = parties.map((row) => integer(row, 'party_id'));
  const addresses = await connection.all(`SELECT ${addressColumns} FROM addresses WHERE party_id = ANY (?::bigint[]) ORDER BY added_at, address`, ids);
  return toPartyRows(parties, addresses, await connection.all(`SELECT ${accountColumns} FROM accounts WHERE party_id = ANY (?::bigint[]) ORDER BY account_id`, ids));
}
