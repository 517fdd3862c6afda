/** The end of a log that gets no further signature: its newest database, or its key, is lost. */
import type { GivenUpLog } from '../../../bulletin-board/ports.ts';
import { assignOwnLeaf } from './board-entries.ts';
import { beginNext, findLog, saveLines, type Log } from './board-logs.ts';
import type { Database } from './database.ts';
import { bytes, integer, only } from '../common/rows.ts';

export function giveUpLog(database: Database, given: GivenUpLog): { readonly unknown: number; readonly takenBack: number } {
  const { connection } = database;
  const { origin, head, next, at, from } = given;
  const log = findLog(database, origin);
  if (log.state === 'ended') return { unknown: 0, takenBack: 0 };
  if (log.state !== 'ending') throw new Error(`log ${origin} is ${log.state}: only one that is ending can be given up`);
  requireExpected(database, log, given);
  const unknown = placeLeaves(database, log, given);
  // Where size and root stay, what is stored is what is published: its time and the newest cosignatures are known best here.
  if (log.headSize !== head.size) connection.run('DELETE FROM log_cosignatures WHERE log_number = ?', log.number);
  connection.run(
    `UPDATE logs SET state = 'ended', ended_at = ?, adopted_from = ?, assigned = ?, published_size = ?, head_size = ?, head_root = ?, head_signed_at = ?, head_note = ? WHERE log_number = ?`,
    at, from, head.size, head.size, head.size, head.root, head.signedAt, head.note, log.number,
  );
  saveLines(database, log.number, head.cosignatures);
  connection.run(
    'UPDATE entries SET published_at = ? WHERE published_at IS NULL AND entry_number IN (SELECT entry_number FROM log_entries WHERE log_number = ? AND idx < ? AND entry_number IS NOT NULL)',
    at, log.number, head.size,
  );
  connection.run('DELETE FROM erasures WHERE log_number = ? AND idx >= ?', log.number, head.size);
  const takenBack = connection.run('DELETE FROM log_entries WHERE log_number = ? AND idx >= ?', log.number, head.size);
  assignOwnLeaf(database, next.origin, 0, next.leaf);
  beginNext(database, origin);
  return { unknown, takenBack };
}

function requireExpected({ connection }: Database, log: Log, { origin, expected, from, leaves, head }: GivenUpLog): void {
  const row = only(connection.get('SELECT head_size IS ? AND head_root IS ? AS same FROM logs WHERE log_number = ?', expected?.size ?? null, expected?.root ?? null, log.number), `log ${origin}`);
  if (integer(row, 'same') !== 1 || from !== Math.min(log.assigned, head.size)) throw new Error(`log ${origin} can't be given up: it has gone on meanwhile`);
  if (from + leaves.length !== head.size) throw new Error(`log ${origin} can't be given up: found ${leaves.length} leaves from ${from} on; expected all up to ${head.size}`);
}

/** Gives places to published leaves; returns how many belong to no entry. Entries wait in the order in which they were published, and none is passed over. */
function placeLeaves({ connection }: Database, log: Log, { origin, from, leaves, at }: GivenUpLog): number {
  if (leaves.length === 0) return 0;
  const waiting = connection.all(
    `SELECT entry_number, CAST(leaf AS BLOB) AS leaf FROM entries INDEXED BY entries_unpublished
     WHERE for_board = 1 AND published_at IS NULL AND entry_number > coalesce((SELECT max(entry_number) FROM log_entries), 0) ORDER BY entry_number`,
  );
  const positions = new Map(waiting.map((row, position) => [Buffer.from(bytes(row, 'leaf')).toString('hex'), position]));
  let known = 0;
  for (const [offset, leaf] of leaves.entries()) {
    const position = positions.get(Buffer.from(leaf).toString('hex'));
    if (position !== undefined && position !== known) throw new Error(`log ${origin} can't be given up: entry ${from + offset} is published before one that was made earlier`);
    const row = position === undefined ? undefined : waiting[position];
    connection.run('INSERT INTO log_entries (log_number, idx, leaf, entry_number) VALUES (?, ?, ?, ?)', log.number, from + offset, leaf, row === undefined ? null : integer(row, 'entry_number'));
    if (row !== undefined) known += 1;
  }
  connection.run(
    `INSERT INTO erasures (log_number, idx, asked_at) SELECT log_number, idx, ? FROM log_entries JOIN entries ON entries.entry_number = log_entries.entry_number
     WHERE log_number = ? AND idx >= ? AND erased_at IS NOT NULL`,
    at, log.number, from,
  );
  return leaves.length - known;
}
