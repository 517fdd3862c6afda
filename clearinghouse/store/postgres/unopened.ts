/** Letters that can't be gone on with because what is sealed of them does not open: told by name, so that they hold up no other. */
import type { UnopenedLetter } from '../store.ts';
import { StoreFault } from '../common/fault.ts';
import { bytes, integer } from '../common/rows.ts';
import type { Database } from './database.ts';
import { faultOf } from './faults.ts';
import { openReading } from './inputs.ts';
import { openLetter } from './letters.ts';

export async function findUnopened(database: Database, stage: 'unread' | 'read', now: number, limit: number): Promise<readonly UnopenedLetter[]> {
  const rows = await database.connection.all(
    `SELECT letters.letter_id AS letter_id, letters.turn AS turn, raw_sha256, readings.sealed AS sealed
     FROM letters LEFT JOIN readings ON readings.letter_id = letters.letter_id AND readings.turn = letters.turn
     WHERE letters.stage <> 'cleared' AND letters.stage = ? AND letters.due_at <= ? ORDER BY letters.received_at, letters.letter_id LIMIT ?`,
    stage, now, limit,
  );
  const found: UnopenedLetter[] = [];
  for (const row of rows) {
    const letterId = integer(row, 'letter_id');
    try {
      if (stage === 'unread') await openLetter(database, letterId, bytes(row, 'raw_sha256'));
      else openReading(database, row);
    } catch (error) {
      // What the server or the way to it has done says nothing of the letter.
      if (faultOf(error) instanceof StoreFault) throw error;
      found.push({ letterId, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return found;
}
