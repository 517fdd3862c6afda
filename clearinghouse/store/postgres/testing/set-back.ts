/** A schema as an older version of the program left it: each migration has here what takes it back, so that a new one is answered for in this one place. */
import type pg from 'pg';
import { NEWEST } from '../migrations.ts';

/** Of version 2 first. Keys of payments stay as hashes of 8 bytes: a test that needs the longer ones of version 4 writes that table itself. */
const UNDONE: readonly string[] = [
  'DROP TABLE processes, intakes, leases',
  'ALTER TABLE decisions DROP COLUMN rulebook_id; DROP TABLE rulebooks',
  'DROP INDEX payments_by_state, notices_gone_wrong, letters_by_disposition, accounts_holding, parties_with_roads; CREATE INDEX payments_open ON payments (state)',
  '',
  'ALTER TABLE letters DROP COLUMN failed_since',
  'ALTER TABLE letters DROP COLUMN crashes',
  'DROP INDEX letters_read_from',
  'DROP INDEX staff_tasks_open; ALTER TABLE staff_tasks DROP COLUMN done_at, DROP COLUMN done_by, DROP COLUMN done_note',
];

/** `version`: 1 to the newest. Nothing may have the schema open for writing. */
export async function setBack(admin: pg.Client, schema: string, version: number): Promise<void> {
  if (UNDONE.length + 1 !== NEWEST) throw new Error(`set-back.ts takes back migrations up to ${UNDONE.length + 1}, the newest is ${NEWEST}: add what takes it back`);
  const steps = UNDONE.slice(version - 1).toReversed();
  await admin.query(['BEGIN', `SET LOCAL search_path TO "${schema}"`, ...steps.filter((step) => step !== ''), `UPDATE meta SET schema_version = ${version}`, 'COMMIT'].join('; '));
}
