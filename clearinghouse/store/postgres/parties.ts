/** Parties and their addresses. */
import type { Address, Party } from '../../core/party.ts';
import type { Account } from '../../core/account.ts';
import { accountColumns, addressColumns, partyColumns, toAccount, toAddress, toParty } from '../common/shapes.ts';
import type { Database } from './database.ts';

export const isRegistered = async ({ connection }: Database, address: string): Promise<boolean> =>
  (await connection.get('SELECT 1 AS known FROM addresses WHERE address = ? AND removed_at IS NULL', address)) !== undefined;

export async function listParties({ connection }: Database): Promise<readonly { readonly party: Party; readonly addresses: readonly Address[]; readonly accounts: readonly Account[] }[]> {
  const addresses = Map.groupBy((await connection.all(`SELECT ${addressColumns} FROM addresses ORDER BY added_at, address`)).map(toAddress), (row) => row.party);
  const accounts = Map.groupBy((await connection.all(`SELECT ${accountColumns} FROM accounts ORDER BY account_id`)).map(toAccount), (account) => account.party);
  const parties = (await connection.all(`SELECT ${partyColumns} FROM parties ORDER BY party_id`)).map(toParty);
  return parties.map((party) => ({ party, addresses: addresses.get(party.id) ?? [], accounts: accounts.get(party.id) ?? [] }));
}
