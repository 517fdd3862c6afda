/** Databases as programs with older schemas left them: the older schema, and the rows of a newer database as far as it knew them. */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Payment } from '../../../core/payment.ts';
import { fromJson, toJson } from '../../../protocol/json.ts';
import { entryLabel, paymentLabel } from '../../common/labels.ts';
import { makeSealer } from '../../common/sealing.ts';
import { KEY } from './fresh.ts';

const APPLICATION = 0x6b616b69;

/** `newer` is closed, and all of its entries are whole. Version 1 kept faces and details as plain records, and one seed for all salts. */
export function makeVersion1(path: string, newer: string): void {
  const database = copyOld(path, newer, 1);
  database.exec('DROP TRIGGER entries_unchanged');
  const sealer = makeSealer(KEY);
  for (const id of namesOf(database, 'SELECT entry_id AS name FROM main.entries')) {
    const sealed = sealer.sealText(entryLabel(id), toJson({ details: { letter: '7', total: 'EUR 40.00' }, saltSeed: 'aa'.repeat(32) }));
    database.prepare('UPDATE main.entries SET face = ?, sealed = ? WHERE entry_id = ?').run(`{"kind":"${id.replace(/^.*\./, '')}"}`, sealed, id);
  }
  database.exec(`CREATE TRIGGER entries_unchanged BEFORE UPDATE OF entry_number, entry_id, kind, payment_id, at, face, sealed ON entries BEGIN SELECT raise(ABORT, 'entries are never changed'); END`);
  database.close();
}

/** `newer` is closed, and nothing in it is of a kind that version 3 did not know. */
export const makeVersion3 = (path: string, newer: string): void => copyOld(path, newer, 3).close();

/** `newer` is closed. */
export const makeVersion6 = (path: string, newer: string): void => copyOld(path, newer, 6).close();

function copyOld(path: string, newer: string, version: number): DatabaseSync {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  for (let number = 1; number <= version; number += 1) database.exec(readFileSync(new URL(`../schema/000${number}.sql`, import.meta.url), 'utf8'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA application_id = ${APPLICATION}`);
  database.prepare('ATTACH ? AS newer').run(newer);
  const tables = namesOf(database, `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`);
  for (const table of tables) {
    if (table === 'payment_keys') continue;
    const columns = namesOf(database, `SELECT name FROM main.pragma_table_info('${table}')`).join(', ');
    database.exec(`INSERT INTO main.${table} (${columns}) SELECT ${table === 'meta' ? columns.replace('schema_version', String(version)) : columns} FROM newer.${table}`);
  }
  copyKeys(database);
  return database;
}

/** Before version 7 keys stood as they are. */
function copyKeys(database: DatabaseSync): void {
  const sealer = makeSealer(KEY);
  for (const row of database.prepare('SELECT payment_id, sealed FROM newer.payments').all()) {
    const id = Number(row['payment_id']);
    const { keys } = fromJson<Payment>(sealer.openText(paymentLabel(id), row['sealed'] as Uint8Array));
    for (const key of keys) database.prepare('INSERT INTO main.payment_keys (key, payment_id) VALUES (?, ?)').run(key, id);
  }
}

const namesOf = (database: DatabaseSync, sql: string): readonly string[] => database.prepare(sql).all().map(({ name }) => String(name));
