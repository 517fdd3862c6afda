/**
 * What a statement is made of, by two indices: which postings lie in the span follows from the bookings next to its borders, since a booking is
 * never earlier than the one before it (books.ts); balances stand beside the postings. No verb here looks through the tables.
 */
import type { TransferKind } from '../../core/account.ts';
import type { PartyId } from '../../core/party.ts';
import type { Payment } from '../../core/payment.ts';
import type { PartyToState, StatementPage, StatementRow } from '../store.ts';
import type { Database } from './database.ts';
import { loadPayment } from './payments.ts';
import { integer, integerOrNull, minor, text, textOrNull, word, type Row } from '../common/rows.ts';

/** By name, so that a test can ask how each is answered. */
export const statementQueries = {
  lastBefore: 'SELECT transfer_number FROM transfers WHERE at < ? ORDER BY at DESC, transfer_number DESC LIMIT 1',
  lastPosting: 'SELECT max(posting_number) AS posting_number FROM postings WHERE transfer_number = ?',
  balance: 'SELECT balance_after FROM postings WHERE account_id = ? AND posting_number <= ? ORDER BY posting_number DESC LIMIT 1',
  rows: `SELECT p.posting_number, p.amount, p.balance_after, t.transfer_id, t.kind, t.at, t.reference, t.payment_id
    FROM postings AS p JOIN transfers AS t ON t.transfer_number = p.transfer_number
    WHERE p.account_id = ? AND p.posting_number > ? AND p.posting_number <= ? ORDER BY p.posting_number LIMIT ?`,
  owner: 'SELECT party_id FROM accounts WHERE account_id = ?',
  name: 'SELECT name FROM parties WHERE party_id = ?',
  neverStated: "SELECT party_id, stated_until FROM parties WHERE statements = 'monthly' AND suspended_at IS NULL AND stated_until IS NULL ORDER BY party_id LIMIT ?",
  stated: "SELECT party_id, stated_until FROM parties WHERE statements = 'monthly' AND suspended_at IS NULL AND stated_until < ? ORDER BY stated_until, party_id LIMIT ?",
} as const;

/** No page is longer: each row may need its payment opened, and nothing else is read meanwhile. */
const LONGEST_PAGE = 10_000;

export async function statement(database: Database, account: string, from: number, until: number, page: { readonly after: number | null; readonly limit: number }): Promise<StatementPage | null> {
  const { connection } = database;
  const owner = await connection.get(statementQueries.owner, account);
  if (owner === undefined) return null;
  if (!Number.isSafeInteger(page.limit) || page.limit < 1 || page.limit > LONGEST_PAGE) throw new RangeError(`a page of ${page.limit} rows; expected 1 to ${LONGEST_PAGE}`);
  const first = await lastPostingBefore(database, from);
  const last = Math.max(first, await lastPostingBefore(database, until));
  const found = await connection.all(statementQueries.rows, account, Math.max(first, page.after ?? first), last, page.limit + 1);
  const sides = otherSides(database, integerOrNull(owner, 'party_id'));
  const rows: StatementRow[] = [];
  for (const row of found.slice(0, page.limit)) rows.push(await toRow(row, sides));
  return { opening: await balanceAt(database, account, first), closing: await balanceAt(database, account, last), rows, more: found.length > page.limit };
}

/** The number of the last posting that was booked before that time; 0: there is none. */
async function lastPostingBefore({ connection }: Database, at: number): Promise<number> {
  const transfer = await connection.get(statementQueries.lastBefore, at);
  if (transfer === undefined) return 0;
  return integer((await connection.get(statementQueries.lastPosting, integer(transfer, 'transfer_number'))) ?? {}, 'posting_number');
}

async function balanceAt({ connection }: Database, account: string, posting: number): Promise<bigint> {
  const row = await connection.get(statementQueries.balance, account, posting);
  return row === undefined ? 0n : minor(row, 'balance_after');
}

type Side = Pick<StatementRow, 'other' | 'invoice'>;
type OtherSide = (paymentId: number) => Promise<Side>;

/** A payment, its fee and its refunds often stand in one statement: each payment is opened once. */
function otherSides(database: Database, owner: PartyId | null): OtherSide {
  const known = new Map<number, Side>();
  const names = new Map<PartyId, string>();
  const nameOf = async (party: PartyId): Promise<string> => {
    const name = names.get(party) ?? text((await database.connection.get(statementQueries.name, party)) ?? {}, 'name');
    names.set(party, name);
    return name;
  };
  return async (paymentId) => {
    const found = known.get(paymentId) ?? (await told(await loadPayment(database, paymentId), owner, nameOf));
    known.set(paymentId, found);
    return found;
  };
}

async function told(payment: Payment | null, owner: PartyId | null, nameOf: (party: PartyId) => Promise<string>): Promise<Side> {
  if (payment === null) return { other: null, invoice: null };
  const side = payment.buyer?.party === owner ? payment.merchant : payment.buyer;
  return { other: side === null ? null : { name: await nameOf(side.party), address: side.address }, invoice: payment.claim?.invoice ?? null };
}

async function toRow(row: Row, sides: OtherSide): Promise<StatementRow> {
  const kind = word<TransferKind>(row, 'kind');
  const paymentId = integerOrNull(row, 'payment_id');
  return {
    number: integer(row, 'posting_number'),
    transferId: text(row, 'transfer_id'),
    kind,
    at: integer(row, 'at'),
    reference: text(row, 'reference'),
    amount: minor(row, 'amount'),
    balanceAfter: minor(row, 'balance_after'),
    ...(paymentId === null ? { other: null, invoice: null } : await sides(paymentId)),
  };
}

export async function partiesToState({ connection }: Database, month: string, limit: number): Promise<readonly PartyToState[]> {
  const never = await connection.all(statementQueries.neverStated, limit);
  const rows = [...never, ...(await connection.all(statementQueries.stated, month, limit - never.length))];
  return rows.map((row) => ({ party: integer(row, 'party_id'), statedUntil: textOrNull(row, 'stated_until') }));
}
