/** Entries for the board as clearing writes them, and their erasure. Their places are board-entries.ts's. */
import type { EntryFact } from '../../core/decision.ts';
import { placedEntries, placeOf, toEntryRow } from '../common/entry-rows.ts';
import type { EntryRow } from '../store.ts';
import type { Database } from './database.ts';
import { integer, integerOrNull, only, text, where, word, type Row } from '../common/rows.ts';

/**
 * Everything goes that opens the leaf's commitments: face and details with their salts, and the signed receipts that hold them. Throws where it was erased before, and while a receipt has not left: its sender may have the salts in hand.
 */
export async function eraseEntry({ connection }: Database, entryId: string, at: number): Promise<void> {
  const row = only(await connection.get('SELECT entry_number, erased_at FROM entries WHERE entry_id = ?', entryId), `entry ${entryId}`);
  if (row['erased_at'] !== null) throw new Error(`entry ${entryId} was erased before`);
  if (receiptWaits(await connection.get(waitingReceipt, entryId))) throw new Error(`entry ${entryId} can't be erased: a receipt that proves it has not left yet`);
  await connection.run('UPDATE entries SET face = NULL, sealed = NULL, erased_at = ? WHERE entry_id = ?', at, entryId);
  await connection.run('DELETE FROM notice_bytes WHERE notice_number IN (SELECT notice_number FROM notices WHERE waits_for_entry = ?)', entryId);
  await connection.run('INSERT INTO erasures (log_number, idx, asked_at) SELECT log_number, idx, ?::bigint FROM log_entries WHERE entry_number = ?', at, integer(row, 'entry_number'));
}

const waitingReceipt = `SELECT EXISTS (SELECT 1 FROM notices WHERE waits_for_entry = ? AND status IN ('owed', 'made')) AS waits`;
const receiptWaits = (row: Row | undefined): boolean => integer(row ?? {}, 'waits') === 1;

/** Of all that are there, in the order of the ids. */
export async function loadEntryFacts({ connection }: Database, entryIds: readonly string[]): Promise<readonly EntryFact[]> {
  const rows = await connection.all(
    `SELECT placed.*, EXISTS (SELECT 1 FROM notices WHERE notices.waits_for_entry = placed.entry_id AND notices.status IN ('owed', 'made')) AS waits FROM (${placedEntries} WHERE entries.entry_id = ANY (?::text[])) AS placed`,
    entryIds,
  );
  const found = new Map(rows.map((row) => [text(row, 'entry_id'), row]));
  return entryIds.flatMap((id) => {
    const row = found.get(id);
    if (row === undefined) return [];
    const place = row['published_at'] === null ? null : placeOf(row);
    return [{ id, kind: word<EntryFact['kind']>(row, 'kind'), paymentId: integer(row, 'payment_id'), at: integer(row, 'at'), place, erasedAt: integerOrNull(row, 'erased_at'), receiptWaits: receiptWaits(row) }];
  });
}

/** For a receipt that waited for it. */
export const findPublishedEntry = ({ connection }: Database, entryId: string): Promise<Row | undefined> =>
  connection.get(`${placedEntries} WHERE entries.entry_id = ? AND entries.published_at IS NOT NULL`, entryId);

/** The newest first. */
export async function listEntries(database: Database, filter: { readonly payment: number | null; readonly limit: number }): Promise<readonly EntryRow[]> {
  const { sql, bound } = where([['entries.payment_id = ?', filter.payment]]);
  const rows = await database.connection.all(`${placedEntries} ${sql} ORDER BY entries.entry_number DESC LIMIT ?`, ...bound, filter.limit);
  return rows.map((row) => toEntryRow(database, row));
}
