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

export async function listLetters({ connection }: Database, filter: { readonly disposition: string | null; readonly stage: string | null; readonly limit: number }): Promise<readonly LetterRow[]> {
  const { sql, bound } = where([['disposition_kind = ?', filter.disposition], ['stage = ?', filter.stage]]);
  return (await connection.all(`SELECT ${letterColumns} FROM letters ${sql} ORDER BY letter_id DESC LIMIT ?`, ...bound, filter.limit)).map(toLetterRow);
}

/** The reading is that of the letter's newest turn that has one. */
export async function findLetter(database: Database, letterId: number): Promise<{ readonly row: LetterRow; readonly bytes: Uint8Array; readonly reading: Reading | null; readonly place: MailboxPlace | null } | null> {
  const { connection } = database;
  const row = await connection.get(`SELECT ${letterColumns} FROM letters WHERE letter_id = ?`, letterId);
  if (row === undefined) return null;
  const reading = await connection.get('SELECT letter_id, turn, sealed FROM readings WHERE letter_id = ? ORDER BY turn DESC LIMIT 1', letterId);
  return {
    row: toLetterRow(row),
    bytes: await openLetter(database, letterId, bytes(row, 'raw_sha256')),
    reading: reading === undefined ? null : openReading(database, reading),
    place: await placeOf(database, letterId),
  };
}

export async function listDecisions(database: Database, filter: { readonly payment: number | null; readonly letter: number | null; readonly limit: number }): Promise<readonly DecisionRow[]> {
  const { sql, bound } = where([['sequence IN (SELECT sequence FROM decision_about WHERE decision_about.payment_id = ?)', filter.payment], ['letter_id = ?', filter.letter]]);
  const rows = await database.connection.all(
    `SELECT sequence, at, seed, input_kind, letter_id, instruction_id, payment_id, deadline, disposition_kind, disposition_code, sealed
     FROM decisions ${sql} ORDER BY sequence DESC LIMIT ?`,
    ...bound, filter.limit,
  );
  const found: DecisionRow[] = [];
  for (const row of rows) found.push(toDecisionRow(database.sealer, row, await database.connection.all('SELECT payment_id FROM decision_about WHERE sequence = ? ORDER BY payment_id', integer(row, 'sequence'))));
  return found;
}

export async function listStaffTasks({ connection }: Database, filter: TaskFilter): Promise<readonly ListedTask[]> {
  const { sql, bound } = staffTasks(filter);
  return (await connection.all(sql, ...bound)).map(toListedTask);
}

export async function reconcile({ connection }: Database): Promise<Reconciliation> {
  const rows = await connection.all('SELECT disposition_kind, count(*) AS letters FROM letters GROUP BY disposition_kind');
  return toReconciliation(rows, (await connection.get('SELECT count(*) AS letters FROM letters')));
}
