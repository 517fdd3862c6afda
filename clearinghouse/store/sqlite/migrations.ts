/**
 * Numbered forward migrations, applied at open in one transaction. A database of a newer program is refused, and so is a file that is no
 * database of ours, or one that was sealed with another letter key.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Connection } from './connection.ts';
import { bytes, integer } from '../common/rows.ts';
import { notOurs } from '../common/fault.ts';
import { requireKeyCheck, sealKeyCheck } from '../common/key-check.ts';
import type { Sealer } from '../common/sealing.ts';
import { beginImmediate, rollBack } from './transaction.ts';

/** In order; version n is the n-th. Never changed once released, only added to. */
const MIGRATIONS: readonly string[] = ['0001.sql', '0002.sql', '0003.sql', '0004.sql', '0005.sql', '0006.sql', '0007.sql', '0008.sql', '0009.sql', '0010.sql', '0011.sql'];
const NEWEST = MIGRATIONS.length;

/** "kaki", so that a foreign SQLite file is recognised (the application_id of the file header). */
const APPLICATION = 0x6b616b69;

const schemaText = (name: string): string => readFileSync(new URL(`./schema/${name}`, import.meta.url), 'utf8');

/**
 * Brings the database to the newest version, or throws with one clear sentence and changes nothing. One that has it is opened beside whoever writes. `begins` false: what is
 * empty stays so, and is refused. A copy that was cut off is, and begun as a bank without customers it would take their mails for strangers'.
 */
export function migrate(connection: Connection, sealer: Sealer, path: string, begins: boolean): void {
  const found = versionOf(connection, path);
  if (found === 0 && !begins) throw notOurs(nothingIn(path));
  // It is written into the file's header: not before the file is known to be ours.
  connection.exec('PRAGMA journal_mode = WAL');
  if (found === NEWEST) return checkKey(connection, sealer, path);
  beginImmediate(connection);
  try {
    const version = versionOf(connection, path);
    for (const name of MIGRATIONS.slice(version)) connection.exec(schemaText(name));
    if (version === 0) begin(connection, sealer);
    else if (version < NEWEST) connection.run('UPDATE meta SET schema_version = ? WHERE only_row = 1', NEWEST);
    checkKey(connection, sealer, path);
    connection.exec('COMMIT');
  } catch (error) {
    rollBack(connection);
    throw error;
  }
}

/** Nothing is migrated, so the version must be right already. */
export function checkVersion(connection: Connection, sealer: Sealer, path: string): void {
  const version = versionOf(connection, path);
  if (version === 0) throw notOurs(nothingIn(path));
  if (version < NEWEST) throw notOurs(`${path}: the database has schema version ${version}, expected ${NEWEST}: stop the bank, then start this program once (kakitome start), which brings it up to date`);
  checkKey(connection, sealer, path);
}

const nothingIn = (path: string): string => `${path}: the file is empty, without any table of a bank (a copy that was cut off?)`;

/** 0: an empty file. */
function versionOf(connection: Connection, path: string): number {
  const application = integer(connection.get('PRAGMA application_id') ?? {}, 'application_id');
  const tables = integer(connection.get('SELECT count(*) AS tables FROM sqlite_schema') ?? {}, 'tables');
  if (tables === 0) return 0;
  if (application !== APPLICATION) throw notOurs(`${path}: a database of another program`);
  const version = integer(connection.get('SELECT schema_version FROM meta') ?? {}, 'schema_version');
  if (version > NEWEST) throw notOurs(`${path}: the database has schema version ${version}, this program knows ${NEWEST}; use the newer program`);
  return version;
}

function begin(connection: Connection, sealer: Sealer): void {
  connection.exec(`PRAGMA application_id = ${APPLICATION}`);
  const check = sealKeyCheck(sealer, null);
  connection.run('INSERT INTO meta (only_row, schema_version, store_id, key_check) VALUES (1, ?, ?, ?)', NEWEST, randomBytes(16).toString('hex'), check);
}

function checkKey(connection: Connection, sealer: Sealer, path: string): void {
  const row = connection.get('SELECT key_check FROM meta') ?? {};
  requireKeyCheck(sealer, bytes(row, 'key_check'), path, 'database');
}
