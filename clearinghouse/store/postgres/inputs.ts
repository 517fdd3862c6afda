/** What waits to be decided, in the order in which it happened. */
import type { DeadlineKind, Input, Instruction } from '../../core/decision.ts';
import { fromJson, toJson } from '../../protocol/json.ts';
import type { Reading } from '../../protocol/reading.ts';
import { LONGEST_WAIT } from '../../core/waiting.ts';
import type { Database } from './database.ts';
import { BEYOND_ALL_WAITS_SQL } from './waits.ts';
import { refuseMoved } from '../common/key-check.ts';
import { readingLabel } from '../common/labels.ts';
import { inOrder } from '../common/ready.ts';
import type { Without } from '../store.ts';
import { bytes, integer, integerOrNull, only, text, word, type Row } from '../common/rows.ts';

/** Instructions are numbered without a gap: one that is absent shows in the audit. */
export async function addInstruction({ connection, sealer }: Database, instruction: Instruction, at: number, notBefore: number): Promise<number> {
  const row = await connection.get(
    `WITH next AS (UPDATE counters SET last = last + 1 WHERE name = 'instructions' RETURNING last)
     INSERT INTO instructions (instruction_id, at, kind, body, not_before) SELECT last, ?::bigint, ?::text, ?::json, ?::bigint FROM next RETURNING instruction_id, (SELECT key_check FROM meta) AS key_check`,
    at, instruction.kind, toJson(instruction), notBefore,
  );
  refuseMoved(sealer, bytes(row ?? {}, 'key_check'));
  return integer(only(row, 'the instruction just added'), 'instruction_id');
}

export async function readyInputs(database: Database, now: number, deadlinesUntil: number, limit: number, without: Without = { letters: [], deadlines: [] }): Promise<readonly Input[]> {
  return inOrder(await readLetters(database, now, limit, without.letters), await openInstructions(database, now, limit), await dueDeadlines(database, deadlinesUntil, limit, without.deadlines), limit);
}

/**
 * Letters of one sender are decided in their order, so what stands behind an unread one of the same From is not looked at: else one sender's
 * backlog could fill every group. Four hours after it was first tried in vain it holds nothing back (core/waiting.ts).
 */
async function readLetters(database: Database, now: number, limit: number, without: readonly number[]): Promise<readonly Extract<Input, { kind: 'letter' }>[]> {
  const rows = await database.connection.all(
    `SELECT letters.letter_id AS letter_id, letters.turn AS turn, letters.received_at AS received_at, readings.sealed AS sealed
     FROM letters JOIN readings ON readings.letter_id = letters.letter_id AND readings.turn = letters.turn
     WHERE letters.stage <> 'cleared' AND letters.stage = 'read' AND letters.letter_id <> ALL (?::bigint[]) AND NOT EXISTS (
       SELECT 1 FROM letters AS earlier WHERE earlier.stage = 'unread' AND earlier.from_hint = letters.from_hint AND (earlier.failed_since IS NULL OR earlier.failed_since > ?)
         AND (earlier.received_at, earlier.letter_id) < (letters.received_at, letters.letter_id))
     ORDER BY letters.received_at, letters.letter_id LIMIT ?`,
    without, now - LONGEST_WAIT, limit,
  );
  return rows.map((row) => ({ kind: 'letter', letterId: integer(row, 'letter_id'), receivedAt: integer(row, 'received_at'), turn: integer(row, 'turn'), reading: openReading(database, row) }));
}

export function openReading({ sealer }: Database, row: Row): Reading {
  return fromJson<Reading>(sealer.openText(readingLabel(integer(row, 'letter_id'), integer(row, 'turn')), bytes(row, 'sealed')));
}

async function openInstructions({ connection }: Database, now: number, limit: number): Promise<readonly Extract<Input, { kind: 'instruction' }>[]> {
  const rows = await connection.all(`SELECT instruction_id, at, body FROM instructions WHERE NOT done AND (not_before <= ? OR not_before > ${BEYOND_ALL_WAITS_SQL}) ORDER BY at, instruction_id LIMIT ?`, now, now, limit);
  return rows.map((row) => ({ kind: 'instruction', instructionId: integer(row, 'instruction_id'), at: integer(row, 'at'), instruction: fromJson<Instruction>(text(row, 'body')) }));
}

async function dueDeadlines({ connection }: Database, until: number, limit: number, without: Without['deadlines']): Promise<readonly Extract<Input, { kind: 'deadline' }>[]> {
  if (until === Number.NEGATIVE_INFINITY) return [];
  const rows = await connection.all(
    `SELECT payment_id, kind, at FROM deadlines WHERE at <= ? AND (payment_id, kind, at) NOT IN (SELECT known.payment_id, known.kind, known.at FROM unnest(?::bigint[], ?::text[], ?::bigint[]) AS known (payment_id, kind, at))
     ORDER BY at, payment_id, kind LIMIT ?`,
    Math.floor(Math.min(until, Number.MAX_SAFE_INTEGER)), without.map(({ paymentId }) => paymentId), without.map(({ deadline }) => deadline), without.map(({ at }) => at), limit,
  );
  return rows.map((row) => ({ kind: 'deadline', paymentId: integer(row, 'payment_id'), deadline: word<DeadlineKind>(row, 'kind'), at: integer(row, 'at') }));
}

/** What can be done already is due since it is there. */
export async function nextDueAt({ connection }: Database): Promise<number | null> {
  const row = await connection.get(
    `SELECT min(at) AS at FROM (
       SELECT min(greatest(due_at, kept_at)) AS at FROM letters WHERE stage <> 'cleared' AND stage = 'unread'
       UNION ALL SELECT min(not_before) FROM instructions WHERE NOT done
       UNION ALL SELECT min(at) FROM deadlines
       UNION ALL SELECT min(greatest(due_at, owed_at)) FROM notices WHERE status IN ('owed', 'made')
         AND (waits_for_entry IS NULL OR EXISTS (SELECT 1 FROM entries WHERE entries.entry_id = notices.waits_for_entry AND entries.published_at IS NOT NULL))) AS due`,
  );
  return integerOrNull(row ?? {}, 'at');
}

export async function unclearedBefore({ connection }: Database, before: number): Promise<readonly { readonly letterId: number; readonly receivedAt: number }[]> {
  const rows = await connection.all(`SELECT letter_id, received_at FROM letters WHERE stage <> 'cleared' AND received_at < ? ORDER BY received_at, letter_id`, before);
  return rows.map((row) => ({ letterId: integer(row, 'letter_id'), receivedAt: integer(row, 'received_at') }));
}
