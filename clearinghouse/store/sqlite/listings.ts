/** What staff look at. The newest first. */
import type { MailboxPlace } from '../../protocol/letter.ts';
import type { Reading } from '../../protocol/reading.ts';
import { toDecisionRow, toReconciliation, toListedTask, staffTasks } from '../common/listing-rows.ts';
import { letterColumns, toLetterRow } from '../common/shapes.ts';
import type { DecisionRow, LetterRow, ListedTask, Reconciliation, TaskFilter } from '../store.ts';
import type { Database } from './database.ts';
import { openReading } from './inputs.ts';
import { openLetter, placeOf } from './letters.ts';
import { bytes, integer, where } from '../common/rows.ts';

export function listLetters({ connection }: Database, filter: { readonly disposition: string | null; readonly stage: string | null; readonly limit: number }): readonly LetterRow[] {
  const { sql, bound } = where([['disposition_kind = ?', filter.disposition], ['stage = ?', filter.stage]]);
  return connection.all(`SELECT ${letterColumns} FROM letters ${sql} ORDER BY letter_id DESC LIMIT ?`, ...bound, filter.limit).map(toLetterRow);
}

/** The reading is that of the letter's newest turn that has one. */
export function findLetter(database: Database, letterId: number): { readonly row: LetterRow; readonly bytes: Uint8Array; readonly reading: Reading | null; readonly place: MailboxPlace | null } | null {
  const { connection } = database;
  const row = connection.get(`SELECT ${letterColumns} FROM letters WHERE letter_id = ?`, letterId);
  if (row === undefined) return null;
  const reading = connection.get('SELECT letter_id, turn, sealed FROM readings WHERE letter_id = ? ORDER BY turn DESC LIMIT 1', letterId);
  return {
    row: toLetterRow(row),
    bytes: openLetter(database, letterId, bytes(row, 'raw_sha256')),
    reading: reading === undefined ? null : openReading(database, reading),
    place: placeOf(database, letterId),
  };
}

export function listDecisions(database: Database, filter: { readonly payment: number | null; readonly letter: number | null; readonly limit: number }): readonly DecisionRow[] {
  const { sql, bound } = where([['sequence IN (SELECT sequence FROM decision_about WHERE decision_about.payment_id = ?)', filter.payment], ['letter_id = ?', filter.letter]]);
  const rows = database.connection.all(
    `SELECT sequence, at, seed, input_kind, letter_id, instruction_id, payment_id, deadline, disposition_kind, disposition_code, sealed
     FROM decisions ${sql} ORDER BY sequence DESC LIMIT ?`,
    ...bound, filter.limit,
  );
  return rows.map((row) => toDecisionRow(database.sealer, row, database.connection.all('SELECT payment_id FROM decision_about WHERE sequence = ? ORDER BY payment_id', integer(row, 'sequence'))));
}

export function listStaffTasks({ connection }: Database, filter: TaskFilter): readonly ListedTask[] {
  const { sql, bound } = staffTasks(filter);
  return connection.all(sql, ...bound).map(toListedTask);
}

export function reconcile({ connection }: Database): Reconciliation {
  const rows = connection.all('SELECT disposition_kind, count(*) AS letters FROM letters GROUP BY disposition_kind');
  return toReconciliation(rows, connection.get('SELECT count(*) AS letters FROM letters'));
}
