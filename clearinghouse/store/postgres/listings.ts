/** What staff look at. The newest first. */
import type { Disposition, Effect, Finding, StaffTask } from '../../core/decision.ts';
import { fromJson } from '../../protocol/json.ts';
import type { MailboxPlace } from '../../protocol/letter.ts';
import type { Reading } from '../../protocol/reading.ts';
import { toInputName } from '../common/decided.ts';
import { describeEffect } from '../common/effect-summary.ts';
import { decisionLabel } from '../common/labels.ts';
import { letterColumns, toLetterRow } from '../common/shapes.ts';
import type { DecisionRow, LetterRow, Reconciliation } from '../store.ts';
import type { Database } from './database.ts';
import { openReading } from './inputs.ts';
import { openLetter, placeOf } from './letters.ts';
import { bytes, integer, integerOrNull, text, where, word, type Row } from '../common/rows.ts';

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
  for (const row of rows) found.push(await toDecisionRow(database, row));
  return found;
}

async function toDecisionRow({ connection, sealer }: Database, row: Row): Promise<DecisionRow> {
  const sequence = integer(row, 'sequence');
  const { findings, effects } = fromJson<{ readonly findings: readonly Finding[]; readonly effects: readonly Effect[] }>(sealer.openText(decisionLabel(sequence), bytes(row, 'sealed')));
  const about = await connection.all('SELECT payment_id FROM decision_about WHERE sequence = ? ORDER BY payment_id', sequence);
  return {
    sequence,
    at: integer(row, 'at'),
    seed: text(row, 'seed'),
    input: toInputName(row),
    disposition: { kind: word(row, 'disposition_kind'), code: text(row, 'disposition_code') },
    findings,
    effects: effects.map(describeEffect),
    about: about.map((one) => integer(one, 'payment_id')),
  };
}

export async function listStaffTasks({ connection }: Database, limit: number): Promise<readonly StaffTask[]> {
  const rows = await connection.all('SELECT task_id, code, detail, letter_id, payment_id, at FROM staff_tasks ORDER BY task_number DESC LIMIT ?', limit);
  return rows.map((row) => ({
    id: text(row, 'task_id'),
    code: text(row, 'code'),
    detail: text(row, 'detail'),
    letterId: integerOrNull(row, 'letter_id'),
    paymentId: integerOrNull(row, 'payment_id'),
    at: integer(row, 'at'),
  }));
}

export async function reconcile({ connection }: Database): Promise<Reconciliation> {
  const rows = await connection.all('SELECT disposition_kind, count(*) AS letters FROM letters GROUP BY disposition_kind');
  const count = (kind: Disposition['kind'] | null): number => {
    const row = rows.find((one) => one['disposition_kind'] === kind);
    return row === undefined ? 0 : integer(row, 'letters');
  };
  const byDisposition = {
    advanced: count('advanced'),
    answered: count('answered'),
    recorded: count('recorded'),
    'nothing-new': count('nothing-new'),
    refused: count('refused'),
    'set-aside': count('set-aside'),
  };
  const received = integer((await connection.get('SELECT count(*) AS letters FROM letters')) ?? {}, 'letters');
  return { received, waiting: count(null), byDisposition };
}
