/** Accounts and their movements, as they are shown. What moves money is books.ts. */
import type { Account, Posting, Transfer } from '../../core/account.ts';
import type { Currency } from '../../protocol/money.ts';
import type { PartyId } from '../../core/party.ts';
import { accountColumns, customerSumsQuery, heldSumsQuery, toAccount, toCustomerSums, toHeldSums } from '../common/shapes.ts';
import type { CustomerSums, HeldSums } from '../store.ts';
import type { Database } from './database.ts';
import { integer, integerOrNull, json, minor, text, word, type Row } from '../common/rows.ts';

export async function listAccounts({ connection }: Database, filter?: { readonly party: PartyId | null }): Promise<readonly Account[]> {
  const found = async (condition: string, ...bound: readonly number[]): Promise<readonly Account[]> => (await connection.all(`SELECT ${accountColumns} FROM accounts ${condition} ORDER BY account_id`, ...bound)).map(toAccount);
  if (filter === undefined) return found('');
  return filter.party === null ? found('WHERE party_id IS NULL') : found('WHERE party_id = ?', filter.party);
}

export const customerSums = async ({ connection }: Database): Promise<readonly CustomerSums[]> => (await connection.all(customerSumsQuery)).map(toCustomerSums);

export const heldSums = async ({ connection }: Database): Promise<readonly HeldSums[]> => (await connection.all(heldSumsQuery)).map(toHeldSums);

export async function listTransfers(database: Database, payment: number): Promise<readonly Transfer[]> {
  const transfers: Transfer[] = [];
  for (const row of await database.connection.all('SELECT transfer_number FROM transfers WHERE payment_id = ? ORDER BY transfer_number', payment)) transfers.push(await loadTransfer(database, integer(row, 'transfer_number')));
  return transfers;
}

/** The newest first. */
export async function listPostings(database: Database, account: string, limit: number): Promise<readonly (Posting & { readonly transfer: Transfer; readonly balanceAfter: bigint })[]> {
  const rows = await database.connection.all(
    'SELECT transfer_number, account_id, amount, balance_after FROM postings WHERE account_id = ? ORDER BY posting_number DESC LIMIT ?',
    account, limit,
  );
  const postings: (Posting & { readonly transfer: Transfer; readonly balanceAfter: bigint })[] = [];
  for (const row of rows) postings.push({ ...toPosting(row), balanceAfter: minor(row, 'balance_after'), transfer: await loadTransfer(database, integer(row, 'transfer_number')) });
  return postings;
}

const toPosting = (row: Row): Posting => ({ account: text(row, 'account_id'), amount: minor(row, 'amount') });

async function loadTransfer({ connection }: Database, number: number): Promise<Transfer> {
  const row = await connection.get('SELECT transfer_id, kind, currency, payment_id, at, reference, booked_by FROM transfers WHERE transfer_number = ?', number) ?? {};
  const postings = await connection.all('SELECT account_id, amount FROM postings WHERE transfer_number = ? ORDER BY posting_number', number);
  return {
    id: text(row, 'transfer_id'),
    kind: word(row, 'kind'),
    currency: word<Currency>(row, 'currency'),
    paymentId: integerOrNull(row, 'payment_id'),
    at: integer(row, 'at'),
    reference: text(row, 'reference'),
    by: json(row, 'booked_by'),
    postings: postings.map(toPosting),
  };
}
