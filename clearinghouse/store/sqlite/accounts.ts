/** Accounts and the ledger: the checks here are the first of the pair, those of the schema the second. */
import type { Account, Posting, Transfer } from '../../core/account.ts';
import type { Currency } from '../../protocol/money.ts';
import type { PartyId } from '../../core/party.ts';
import { accountColumns, customerSumsQuery, heldSumsQuery, toAccount, toCustomerSums, toHeldSums, withinBounds } from '../common/shapes.ts';
import type { CustomerSums, HeldSums } from '../store.ts';
import type { Row } from './connection.ts';
import type { Database } from './database.ts';
import { integer, integerOrNull, json, minor, text, word } from '../common/rows.ts';

/** An account that is open already stays as it is. */
export function openAccount({ connection }: Database, account: Account): void {
  if (account.balance !== 0n || account.held !== 0n) throw new Error(`account ${account.id} is opened with money in it: only transfers move money`);
  const floor = account.floor === null ? null : withinBounds(account.floor, `account ${account.id}, floor`);
  connection.run(
    'INSERT INTO accounts (account_id, party_id, currency, balance, held, floor) VALUES (?, ?, ?, 0, 0, ?) ON CONFLICT (account_id) DO NOTHING',
    account.id, account.party, account.currency, floor,
  );
}

export function transfer({ connection }: Database, moved: Transfer, sequence: number): void {
  const sum = moved.postings.reduce((total, posting) => total + withinBounds(posting.amount, `transfer ${moved.id}`), 0n);
  if (sum !== 0n) throw new Error(`transfer ${moved.id}: postings sum to ${sum}, expected 0`);
  const number = connection.insert(ADD_TRANSFER, moved.id, sequence, moved.kind, moved.currency, moved.paymentId, moved.at, moved.reference, JSON.stringify(moved.by));
  for (const { account, amount } of moved.postings) {
    if (connection.run('UPDATE accounts SET balance = balance + ? WHERE account_id = ? AND currency = ?', amount, account, moved.currency) !== 1) {
      throw new Error(`transfer ${moved.id}: there is no account ${account} in ${moved.currency}`);
    }
    connection.run('INSERT INTO postings (transfer_number, account_id, amount, balance_after) SELECT ?, account_id, ?, balance FROM accounts WHERE account_id = ?', number, amount, account);
  }
}

/**
 * A booking is never earlier than the one before it, whatever a clock that was put back or another machine's says: statements find the borders of a
 * month by it, and the same month asked for twice is the same.
 */
const ADD_TRANSFER = `INSERT INTO transfers (transfer_id, sequence, kind, currency, payment_id, at, reference, booked_by)
  VALUES (?, ?, ?, ?, ?, max(?, coalesce((SELECT at FROM transfers ORDER BY transfer_number DESC LIMIT 1), 0)), ?, ?)`;

export type Hold = { readonly paymentId: number; readonly account: string; readonly amount: bigint; readonly at: number };

export function hold({ connection }: Database, { paymentId, account, amount, at }: Hold): void {
  withinBounds(amount, `hold for payment ${paymentId}`);
  connection.run('INSERT INTO holds (payment_id, account_id, amount, at) VALUES (?, ?, ?, ?)', paymentId, account, amount, at);
  const changed = connection.run('UPDATE accounts SET held = held + ? WHERE account_id = ?', amount, account);
  if (changed !== 1) throw new Error(`hold for payment ${paymentId}: there is no account ${account}`);
}

/** A hold is released as a whole. */
export function release({ connection }: Database, { paymentId, account, amount, at }: Hold): void {
  withinBounds(amount, `release for payment ${paymentId}`);
  const released = connection.run('UPDATE holds SET released_at = ? WHERE payment_id = ? AND account_id = ? AND amount = ? AND released_at IS NULL', at, paymentId, account, amount);
  if (released !== 1) throw new Error(`payment ${paymentId} holds no ${amount} in account ${account} that could be released`);
  connection.run('UPDATE accounts SET held = held - ? WHERE account_id = ?', amount, account);
}

export function listAccounts({ connection }: Database, filter?: { readonly party: PartyId | null }): readonly Account[] {
  const rows = filter === undefined ? connection.all(`SELECT ${accountColumns} FROM accounts ORDER BY account_id`) : connection.all(`SELECT ${accountColumns} FROM accounts WHERE party_id IS ? ORDER BY account_id`, filter.party);
  return rows.map(toAccount);
}

export const customerSums = ({ connection }: Database): readonly CustomerSums[] => connection.all(customerSumsQuery).map(toCustomerSums);

export const heldSums = ({ connection }: Database): readonly HeldSums[] => connection.all(heldSumsQuery).map(toHeldSums);

export const listTransfers = (database: Database, payment: number): readonly Transfer[] =>
  database.connection.all('SELECT transfer_number FROM transfers WHERE payment_id = ? ORDER BY transfer_number', payment).map((row) => loadTransfer(database, integer(row, 'transfer_number')));

/** The newest first. */
export function listPostings(database: Database, account: string, limit: number): readonly (Posting & { readonly transfer: Transfer; readonly balanceAfter: bigint })[] {
  const rows = database.connection.all(
    'SELECT transfer_number, account_id, amount, balance_after FROM postings WHERE account_id = ? ORDER BY posting_number DESC LIMIT ?',
    account, limit,
  );
  return rows.map((row) => ({ ...toPosting(row), balanceAfter: minor(row, 'balance_after'), transfer: loadTransfer(database, integer(row, 'transfer_number')) }));
}

const toPosting = (row: Row): Posting => ({ account: text(row, 'account_id'), amount: minor(row, 'amount') });

function loadTransfer({ connection }: Database, number: number): Transfer {
  const row = connection.get('SELECT transfer_id, kind, currency, payment_id, at, reference, booked_by FROM transfers WHERE transfer_number = ?', number) ?? {};
  const postings = connection.all('SELECT account_id, amount FROM postings WHERE transfer_number = ? ORDER BY posting_number', number);
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
