/** The places of entries in the logs: given, read, published, erased. */
import type { SequencedEntry } from '../../../bulletin-board/ports.ts';
import { findLog } from './board-logs.ts';
import type { Database } from './database.ts';
import { bytes, integer, integerOrNull, text, textOrNull } from '../common/rows.ts';

/** Places are given in the order in which entries were written, so that all up to the greatest number among them have theirs. */
export function assignEntries(database: Database, origin: string, limit: number): number {
  const { connection } = database;
  const log = findLog(database, origin);
  if (log.state !== 'active') return log.assigned;
  const given = connection.run(
    `INSERT INTO log_entries (log_number, idx, leaf, entry_number)
     SELECT ?, ? + row_number() OVER (ORDER BY entry_number) - 1, CAST(leaf AS BLOB), entry_number
     FROM (SELECT entry_number, leaf FROM entries INDEXED BY entries_unpublished
           WHERE for_board = 1 AND published_at IS NULL AND entry_number > coalesce((SELECT max(entry_number) FROM log_entries), 0) ORDER BY entry_number LIMIT ?)`,
    log.number, log.assigned, limit,
  );
  if (given > 0) connection.run('UPDATE logs SET assigned = assigned + ? WHERE log_number = ?', given, log.number);
  return log.assigned + given;
}

export function assignOwnLeaf(database: Database, origin: string, index: number, leaf: Uint8Array): void {
  const { connection } = database;
  const log = findLog(database, origin);
  if (index < log.assigned) return;
  if (log.state === 'next' ? index !== 0 : log.state !== 'ending') throw new Error(`log ${origin} is ${log.state}: no leaf of its own can have index ${index}`);
  if (log.state === 'ending' && isClosed(database, log.number)) throw new Error(`log ${origin} has its last entry already`);
  connection.run('INSERT INTO log_entries (log_number, idx, leaf) VALUES (?, ?, ?)', log.number, index, leaf);
  connection.run('UPDATE logs SET assigned = assigned + 1 WHERE log_number = ?', log.number);
}

/** The first log has one leaf of its own, its last; each later one also began with one. */
function isClosed({ connection }: Database, logNumber: number): boolean {
  const row = connection.get(
    `SELECT (SELECT count(*) FROM log_entries WHERE log_number = ? AND entry_number IS NULL) > EXISTS (SELECT 1 FROM logs WHERE log_number < ?) AS closed`,
    logNumber, logNumber,
  );
  return integer(row ?? {}, 'closed') === 1;
}

export function readEntries(database: Database, origin: string, from: number, limit: number): readonly SequencedEntry[] {
  const rows = database.connection.all(
    `SELECT log_entries.idx AS idx, log_entries.leaf AS leaf, log_entries.entry_number AS entry_number, entries.face AS face
     FROM log_entries LEFT JOIN entries ON entries.entry_number = log_entries.entry_number
     WHERE log_entries.log_number = ? AND log_entries.idx >= ? ORDER BY log_entries.idx LIMIT ?`,
    findLog(database, origin).number, from, limit,
  );
  return rows.map((row) => ({ index: integer(row, 'idx'), leaf: bytes(row, 'leaf'), face: textOrNull(row, 'face'), known: integerOrNull(row, 'entry_number') !== null }));
}

/** More than the head covers can't be published: the table's check refuses it. */
export function notePublished(database: Database, origin: string, size: number, at: number): void {
  const { connection } = database;
  const log = findLog(database, origin);
  if (size <= log.publishedSize) return;
  connection.run(
    `UPDATE entries SET published_at = ?
     WHERE entry_number IN (SELECT entry_number FROM log_entries WHERE log_number = ? AND idx >= ? AND idx < ? AND entry_number IS NOT NULL)`,
    at, log.number, log.publishedSize, size,
  );
  connection.run('UPDATE logs SET published_size = ? WHERE log_number = ?', size, log.number);
}

/** Not before the entry that says so is published: a reader who misses the face must find the reason. */
/** There are few erasures and many entries: SQLite begins with the table that is named first (CROSS JOIN), whatever statistics it has. */
export function listErasures({ connection }: Database, limit: number): readonly { readonly origin: string; readonly index: number }[] {
  const rows = connection.all(
    `SELECT logs.origin AS origin, erasures.idx AS idx
     FROM erasures CROSS JOIN logs ON logs.log_number = erasures.log_number
     CROSS JOIN log_entries ON log_entries.log_number = erasures.log_number AND log_entries.idx = erasures.idx
     CROSS JOIN entries ON entries.entry_number = log_entries.entry_number
     WHERE erasures.erased_at IS NULL AND NOT EXISTS (
       SELECT 1 FROM entries AS withdrawal WHERE withdrawal.entry_id = entries.entry_id || '.withdrawn' AND withdrawal.for_board = 1 AND withdrawal.published_at IS NULL)
     ORDER BY erasures.log_number, erasures.idx LIMIT ?`,
    limit,
  );
  return rows.map((row) => ({ origin: text(row, 'origin'), index: integer(row, 'idx') }));
}

/** Nothing where it is noted already, or was never asked for. */
export function noteErased(database: Database, origin: string, index: number, at: number): void {
  database.connection.run('UPDATE erasures SET erased_at = ? WHERE log_number = ? AND idx = ? AND erased_at IS NULL', at, findLog(database, origin).number, index);
}

export function waitingEntries({ connection }: Database): { readonly oldestAt: number; readonly count: number } | null {
  const row = connection.get('SELECT min(at) AS oldest, count(*) AS waiting FROM entries WHERE for_board = 1 AND published_at IS NULL') ?? {};
  const oldestAt = integerOrNull(row, 'oldest');
  return oldestAt === null ? null : { oldestAt, count: integer(row, 'waiting') };
}

export const oldestUnpublishedAt = ({ connection }: Database): number | null =>
  integerOrNull(connection.get('SELECT min(at) AS oldest FROM entries WHERE for_board = 1 AND published_at IS NULL') ?? {}, 'oldest');

/**
 * The instruction itself is the note that it was given. (The plus: an id with a column's affinity would not be looked up in the index of an expression.) Asked for
 * once a second: each half begins with the few rows that still wait for something, which SQLite by itself would look for in all rows there are.
 */
export function lateEntries({ connection }: Database, madeBefore: number, limit: number): readonly string[] {
  const rows = connection.all(
    `SELECT entry_id FROM (
         SELECT entry_number, entry_id, at FROM entries INDEXED BY entries_unpublished WHERE for_board = 1 AND published_at IS NULL AND at < ?
         UNION SELECT entry_number, entry_id, at FROM notices INDEXED BY notices_to_send CROSS JOIN entries ON entries.entry_id = notices.waits_for_entry
           WHERE notices.status IN ('owed', 'made') AND notices.status = 'owed' AND notices.waits_for_entry IS NOT NULL AND at < ?
       ) AS entries WHERE NOT EXISTS (SELECT 1 FROM instructions WHERE instructions.kind = 'proof-late' AND json_extract(instructions.body, '$.entryId') = +entries.entry_id)
     ORDER BY at, entry_number LIMIT ?`,
    madeBefore, madeBefore, limit,
  );
  return rows.map((row) => text(row, 'entry_id'));
}
