/**
 * Accounts, holds and transfers of the group that is being recorded, in memory: loaded once, moved decision by decision, written once. The checks here
 * are the first of the pair, those of the schema the second; only who has the turn changes an account, so nothing moves meanwhile.
 */
import type { Account, Transfer } from '../../core/account.ts';
import { toAccount, accountColumns, withinBounds } from '../common/shapes.ts';
import { integer, integerOrNull, minor, text } from '../common/rows.ts';
import type { Database } from './database.ts';
import type { Counters } from './counters.ts';

type Kept = { readonly account: Account; balance: bigint; held: bigint; isNew: boolean; moved: boolean };
type Held = { readonly number: number; readonly paymentId: number; readonly account: string; readonly amount: bigint; readonly at: number; isNew: boolean; releasedAt: number | null };
type Booked = { readonly number: number; readonly sequence: number; readonly at: number; readonly transfer: Transfer };
type Posted = { readonly number: number; readonly transfer: number; readonly account: string; readonly amount: bigint; readonly after: bigint };

export type Hold = { readonly paymentId: number; readonly account: string; readonly amount: bigint; readonly at: number };

export type Books = {
  readonly accounts: Map<string, Kept>;
  /** Open holds by payment. */
  readonly open: Map<number, Held>;
  readonly holds: Held[];
  readonly transfers: Booked[];
  readonly postings: Posted[];
  lastAt: number | null;
};

export async function loadBooks({ connection }: Database, accounts: ReadonlySet<string>, payments: ReadonlySet<number>): Promise<Books> {
  const books: Books = { accounts: new Map(), open: new Map(), holds: [], transfers: [], postings: [], lastAt: null };
  if (accounts.size > 0) {
    const rows = await connection.all(`SELECT ${accountColumns} FROM accounts WHERE account_id = ANY (?::text[])`, [...accounts]);
    for (const account of rows.map(toAccount)) books.accounts.set(account.id, { account, balance: account.balance, held: account.held, isNew: false, moved: false });
    books.lastAt = integerOrNull((await connection.get('SELECT (SELECT at FROM transfers ORDER BY transfer_number DESC LIMIT 1) AS at')) ?? {}, 'at');
  }
  if (payments.size > 0) {
    const rows = await connection.all('SELECT hold_number, payment_id, account_id, amount, at FROM holds WHERE released_at IS NULL AND payment_id = ANY (?::bigint[])', [...payments]);
    for (const row of rows) {
      const paymentId = integer(row, 'payment_id');
      books.open.set(paymentId, { number: integer(row, 'hold_number'), paymentId, account: text(row, 'account_id'), amount: minor(row, 'amount'), at: integer(row, 'at'), isNew: false, releasedAt: null });
    }
  }
  return books;
}

/** An account that is open already stays as it is. */
export function openAccount(books: Books, account: Account): void {
  if (account.balance !== 0n || account.held !== 0n) throw new Error(`account ${account.id} is opened with money in it: only transfers move money`);
  if (account.floor !== null) withinBounds(account.floor, `account ${account.id}, floor`);
  if (!books.accounts.has(account.id)) books.accounts.set(account.id, { account, balance: 0n, held: 0n, isNew: true, moved: false });
}

/**
 * A booking is never earlier than the one before it, whatever a clock that was put back or another machine's says: statements find the borders of a
 * month by it, and the same month asked for twice is the same.
 */
export function transfer(books: Books, counters: Counters, moved: Transfer, sequence: number): void {
  const sum = moved.postings.reduce((total, posting) => total + withinBounds(posting.amount, `transfer ${moved.id}`), 0n);
  if (sum !== 0n) throw new Error(`transfer ${moved.id}: postings sum to ${sum}, expected 0`);
  const at = books.lastAt === null ? moved.at : Math.max(moved.at, books.lastAt);
  books.lastAt = at;
  const number = counters.next('transfers');
  books.transfers.push({ number, sequence, at, transfer: moved });
  for (const posting of moved.postings) {
    const kept = books.accounts.get(posting.account);
    if (kept === undefined || kept.account.currency !== moved.currency) throw new Error(`transfer ${moved.id}: there is no account ${posting.account} in ${moved.currency}`);
    kept.balance += posting.amount;
    checkAccount(kept);
    books.postings.push({ number: counters.next('postings'), transfer: number, account: posting.account, amount: posting.amount, after: kept.balance });
  }
}

export function hold(books: Books, counters: Counters, { paymentId, account, amount, at }: Hold): void {
  withinBounds(amount, `hold for payment ${paymentId}`);
  const kept = books.accounts.get(account);
  if (kept === undefined) throw new Error(`hold for payment ${paymentId}: there is no account ${account}`);
  if (amount < 0n) throw new Error(`the check of payment ${paymentId}: ${amount} is no amount to be held`);
  if (books.open.has(paymentId)) throw new Error(`the check of payment ${paymentId}: it holds money already`);
  const held: Held = { number: counters.next('holds'), paymentId, account, amount, at, isNew: true, releasedAt: null };
  books.open.set(paymentId, held);
  books.holds.push(held);
  kept.held += amount;
  checkAccount(kept);
}

/** A hold is released as a whole. */
export function release(books: Books, { paymentId, account, amount, at }: Hold): void {
  withinBounds(amount, `release for payment ${paymentId}`);
  const held = books.open.get(paymentId);
  const kept = books.accounts.get(account);
  if (held === undefined || kept === undefined || held.account !== account || held.amount !== amount) throw new Error(`payment ${paymentId} holds no ${amount} in account ${account} that could be released`);
  books.open.delete(paymentId);
  held.releasedAt = at;
  if (!held.isNew) books.holds.push(held);
  kept.held -= amount;
  checkAccount(kept);
}

/** After each step, not only at the group's end: what a later one of the group would put right was wrong all the same. */
function checkAccount(kept: Kept): void {
  const { id, floor } = kept.account;
  kept.moved = true;
  withinBounds(kept.balance, `the check of account ${id}, balance`);
  if (withinBounds(kept.held, `the check of account ${id}, held`) < 0n) throw new Error(`the check of account ${id}: ${kept.held} would be held`);
  if (floor !== null && kept.balance - kept.held < floor) throw new Error(`the check of account ${id}: ${kept.balance - kept.held} would be available, its floor is ${floor}`);
}

/** In few statements, whatever the size of the group. Empties the lists; what is known of accounts and open holds stays. */
export async function writeBooks({ connection }: Database, books: Books): Promise<void> {
  const kept = [...books.accounts.values()];
  const opened = kept.filter((one) => one.isNew);
  if (opened.length > 0) {
    await connection.run(
      `INSERT INTO accounts (account_id, party_id, currency, balance, held, floor)
       SELECT id, party, currency, 0, 0, floor FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[]) AS opened (id, party, currency, floor)`,
      opened.map(({ account }) => account.id), opened.map(({ account }) => account.party), opened.map(({ account }) => account.currency), opened.map(({ account }) => account.floor),
    );
  }
  await writeTransfers(connection, books);
  const moved = kept.filter((one) => one.moved);
  if (moved.length > 0) {
    const changed = await connection.run(
      'UPDATE accounts SET balance = moved.balance, held = moved.held FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS moved (id, balance, held) WHERE account_id = moved.id',
      moved.map(({ account }) => account.id), moved.map((one) => one.balance), moved.map((one) => one.held),
    );
    if (changed !== moved.length) throw new Error(`${moved.length} accounts have moved, ${changed} are there`);
  }
  await writeHolds(connection, books.holds);
  for (const one of kept) {
    one.isNew = false;
    one.moved = false;
  }
  for (const held of books.holds) held.isNew = false;
  for (const list of [books.holds, books.transfers, books.postings]) list.length = 0;
}

async function writeTransfers(connection: Database['connection'], { transfers, postings }: Books): Promise<void> {
  if (transfers.length === 0) return;
  await connection.run(
    `INSERT INTO transfers (transfer_number, transfer_id, sequence, kind, currency, payment_id, at, reference, booked_by)
     SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::json[])`,
    transfers.map((one) => one.number), transfers.map((one) => one.transfer.id), transfers.map((one) => one.sequence), transfers.map((one) => one.transfer.kind),
    transfers.map((one) => one.transfer.currency), transfers.map((one) => one.transfer.paymentId), transfers.map((one) => one.at), transfers.map((one) => one.transfer.reference),
    transfers.map((one) => JSON.stringify(one.transfer.by)),
  );
  await connection.run(
    'INSERT INTO postings (posting_number, transfer_number, account_id, amount, balance_after) SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[])',
    postings.map((one) => one.number), postings.map((one) => one.transfer), postings.map((one) => one.account), postings.map((one) => one.amount), postings.map((one) => one.after),
  );
}

/** Those of this group first: a payment may free what it held and hold anew, and one hold at the most is open at any time. */
async function writeHolds(connection: Database['connection'], holds: readonly Held[]): Promise<void> {
  const released = holds.filter((one) => !one.isNew && one.releasedAt !== null);
  if (released.length > 0) {
    const changed = await connection.run(
      'UPDATE holds SET released_at = freed.at FROM unnest(?::bigint[], ?::bigint[]) AS freed (number, at) WHERE hold_number = freed.number AND released_at IS NULL',
      released.map((one) => one.number), released.map((one) => one.releasedAt),
    );
    if (changed !== released.length) throw new Error(`${released.length} holds are released, ${changed} were open`);
  }
  const made = holds.filter((one) => one.isNew);
  if (made.length === 0) return;
  await connection.run(
    'INSERT INTO holds (hold_number, payment_id, account_id, amount, at, released_at) SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])',
    made.map((one) => one.number), made.map((one) => one.paymentId), made.map((one) => one.account), made.map((one) => one.amount), made.map((one) => one.at), made.map((one) => one.releasedAt),
  );
}
