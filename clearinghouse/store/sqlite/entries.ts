/** Entries for the board as clearing writes them, and their erasure. Their places are board-entries.ts's. */
import type { EntryFact, PendingEntry } from '../../core/decision.ts';
import { toJson } from '../../protocol/json.ts';
import { placedEntries, placeOf, toEntryRow } from '../common/entry-rows.ts';
import { entryLabel } from '../common/labels.ts';
import type { EntryRow } from '../store.ts';
import type { Row } from './connection.ts';
import type { Database } from './database.ts';
import { integer, integerOrNull, only, where, word } from '../common/rows.ts';

export function writeEntry({ connection, sealer }: Database, entry: PendingEntry): void {
  connection.run(
    'INSERT INTO entries (entry_id, kind, payment_id, at, for_board, leaf, face, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    entry.id, entry.kind, entry.paymentId, entry.at, entry.forBoard ? 1 : 0, entry.leaf, entry.face, sealer.sealText(entryLabel(entry.id), toJson({ details: entry.details })),
  );
}

/**
 * Everything goes that opens the leaf's commitments: face and details with their salts, and the signed receipts that hold them. Throws where it was erased before, and while a receipt has not left: its sender may have the salts in hand.
 */
export function eraseEntry({ connection }: Database, entryId: string, at: number): void {
  const row = only(connection.get('SELECT entry_number, erased_at FROM entries WHERE entry_id = ?', entryId), `entry ${entryId}`);
  if (row['erased_at'] !== null) throw new Error(`entry ${entryId} was erased before`);
  if (receiptWaits(connection.get(waitingReceipt, entryId))) throw new Error(`entry ${entryId} can't be erased: a receipt that proves it has not left yet`);
  connection.run('UPDATE entries SET face = NULL, sealed = NULL, erased_at = ? WHERE entry_id = ?', at, entryId);
  connection.run('DELETE FROM notice_bytes WHERE notice_number IN (SELECT notice_number FROM notices WHERE waits_for_entry = ?)', entryId);
  connection.run('INSERT INTO erasures (log_number, idx, asked_at) SELECT log_number, idx, ? FROM log_entries WHERE entry_number = ?', at, integer(row, 'entry_number'));
}

const waitingReceipt = `SELECT EXISTS (SELECT 1 FROM notices WHERE waits_for_entry = ? AND status IN ('owed', 'made')) AS waits`;
const receiptWaits = (row: Row | undefined): boolean => integer(row ?? {}, 'waits') === 1;

export function loadEntryFact({ connection }: Database, entryId: string): EntryFact | null {
  const row = connection.get(`${placedEntries} WHERE entries.entry_id = ?`, entryId);
  if (row === undefined) return null;
  return {
    id: entryId,
    kind: word(row, 'kind'),
    paymentId: integer(row, 'payment_id'),
    at: integer(row, 'at'),
    place: row['published_at'] === null ? null : placeOf(row),
    erasedAt: integerOrNull(row, 'erased_at'),
    receiptWaits: receiptWaits(connection.get(waitingReceipt, entryId)),
  };
}

/** For a receipt that waited for it. */
export const findPublishedEntry = ({ connection }: Database, entryId: string): Row | undefined => connection.get(`${placedEntries} WHERE entries.entry_id = ? AND entries.published_at IS NOT NULL`, entryId);

/** The newest first. */
export function listEntries(database: Database, filter: { readonly payment: number | null; readonly limit: number }): readonly EntryRow[] {
  const { sql, bound } = where([['entries.payment_id = ?', filter.payment]]);
  const rows = database.connection.all(`${placedEntries} ${sql} ORDER BY entries.entry_number DESC LIMIT ?`, ...bound, filter.limit);
  return rows.map((row) => toEntryRow(database, row));
}
