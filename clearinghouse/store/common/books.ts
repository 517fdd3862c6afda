/**
 * @table Rows of the books for comparison: what follows from decisions alone, in one order, the same in both stores. Left out is what follows from
 * reading, sending and publishing, and what the audit compares with a payment already (its keys, its spent secrets).
 */
import type { BookName, BookRow } from '../store.ts';
import { entryLabel, noticeLabel, paymentLabel } from './labels.ts';
import { bytes, text, type Row } from './rows.ts';
import type { Sealer } from './sealing.ts';

type Book = {
  /** The expression by which rows are ordered and named: whole numbers, or text. */
  readonly key: string;
  readonly by: 'number' | 'text';
  readonly from: string;
  readonly columns: readonly string[];
  /** Under which label the column `sealed` opens. */
  readonly label?: (row: Row) => string;
};

const books: Readonly<Record<BookName, Book>> = {
  parties: {
    key: 'party_id', by: 'number', from: 'parties',
    columns: ['name', 'folded_name', 'language', 'opened_at', 'suspended_at', 'balance_in_receipts', 'face_alias', 'face_order_time', 'face_shop_name', 'face_disputes', 'fee', 'statements', 'stated_until', 'limits', 'roads'],
  },
  addresses: { key: 'address', by: 'text', from: 'addresses', columns: ['party_id', 'added_at', 'usable_from', 'proven_at', 'removed_at', 'undeliverable'] },
  accounts: { key: 'account_id', by: 'text', from: 'accounts', columns: ['party_id', 'currency', 'balance', 'held', 'floor'] },
  transfers: { key: 'transfer_number', by: 'number', from: 'transfers', columns: ['transfer_id', 'sequence', 'kind', 'currency', 'payment_id', 'at', 'reference', 'booked_by'] },
  postings: { key: 'posting_number', by: 'number', from: 'postings', columns: ['transfer_number', 'account_id', 'amount', 'balance_after'] },
  holds: { key: 'hold_number', by: 'number', from: 'holds', columns: ['payment_id', 'account_id', 'amount', 'at', 'released_at'] },
  payments: {
    key: 'payment_id', by: 'number', from: 'payments', label: (row) => paymentLabel(whole(row, 'key')),
    columns: ['reference', 'scheme', 'scheme_version', 'state', 'opened_at', 'buyer_party', 'merchant_party', 'currency', 'total', 'posted', 'sealed'],
  },
  deadlines: { key: "payment_id || ' ' || kind", by: 'text', from: 'deadlines', columns: ['at'] },
  blocks: { key: "buyer_party || ' ' || merchant_party", by: 'text', from: 'blocks', columns: ['at'] },
  tallies: { key: "scope || ' ' || day || ' ' || name", by: 'text', from: 'tallies', columns: ['amount'] },
  entries: {
    key: 'entry_number', by: 'number', from: 'entries', label: (row) => entryLabel(text(row, 'entry_id')),
    columns: ['entry_id', 'kind', 'payment_id', 'at', 'for_board', 'leaf', 'face', 'erased_at', 'sealed'],
  },
  notices: {
    key: 'notice_number', by: 'number', from: 'notices', label: (row) => noticeLabel(text(row, 'notice_id')),
    columns: ['notice_id', 'sequence', 'kind', 'payment_id', 'letter_id', 'waits_for_entry', 'owed_at', 'sealed'],
  },
  tasks: { key: 'task_number', by: 'number', from: 'staff_tasks', columns: ['task_id', 'code', 'detail', 'letter_id', 'payment_id', 'at', 'done_at', 'done_by', 'done_note'] },
  letters: { key: 'letter_id', by: 'number', from: "letters WHERE stage = 'cleared'", columns: ['turn', 'disposition_kind', 'disposition_code'] },
  cards: { key: 'card_id', by: 'text', from: 'settlement_cards WHERE issued_at IS NOT NULL', columns: ['party_id', 'made_at', 'issued_at', 'voided_at'] },
  // Numbers of a card that was never issued follow from no decision.
  numbers: { key: "card_id || ' ' || idx", by: 'text', from: 'settlement_numbers WHERE card_id IN (SELECT settlement_cards.card_id FROM settlement_cards WHERE issued_at IS NOT NULL)', columns: ['card_id', 'idx', 'party_id', 'issued', 'digest'] },
  places: {
    key: 'log_entries.entry_number', by: 'number', columns: ['origin', 'idx', 'leaf'],
    from: 'log_entries JOIN logs ON logs.log_number = log_entries.log_number WHERE log_entries.entry_number IS NOT NULL',
  },
};

/** `byBytes`: how the database is told to order text by its bytes. Two values are to be bound: greater than this key, so many rows. */
export function bookSql(book: BookName, byBytes: string): string {
  const { key, by, from, columns } = books[book];
  const ordered = by === 'text' ? `(${key}) ${byBytes}` : key;
  return `SELECT ${key} AS key, ${columns.join(', ')} FROM ${from} ${from.includes(' WHERE ') ? 'AND' : 'WHERE'} ${ordered} > ? ORDER BY ${ordered} LIMIT ?`;
}

/** What is bound for "greater than this key". */
export const keyBound = (book: BookName, after: string | null): string | bigint => (books[book].by === 'text' ? (after ?? '') : BigInt(after ?? -1));

export function toBookRow(sealer: Sealer, book: BookName, row: Row): BookRow {
  const { columns, label } = books[book];
  return { key: shown(row['key']) ?? '', columns: Object.fromEntries(columns.map((column) => [column, column === 'sealed' && label !== undefined && row[column] !== null ? sealer.openText(label(row), bytes(row, column)) : asKept(shown(row[column]))])) };
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString() : String(value);
}

/** PostgreSQL keeps U+0000 in its columns as the sign that shows it. Not in keys, by which the next rows are asked for. */
const asKept = (value: string | null): string | null => value?.replaceAll('\0', '\u2400') ?? null;

const whole = (row: Row, column: string): number => Number(row[column]);
