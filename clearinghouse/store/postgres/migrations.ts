/**
 * Numbered forward migrations, applied at open in one transaction. A schema of a newer program is refused, and so is one that was sealed with another
 * letter key. The first migration here is what SQLite's fourth has come to.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bytes, integer, text } from '../common/rows.ts';
import { requireKeyCheck, sealKeyCheck } from '../common/key-check.ts';
import type { Sealer } from '../common/sealing.ts';
import type { Connection } from './connection.ts';

/** In order; version n is the n-th. Never changed once released, only added to. */
const MIGRATIONS: readonly string[] = ['0001.sql', '0002.sql', '0003.sql', '0004.sql', '0005.sql', '0006.sql', '0007.sql', '0008.sql', '0009.sql'];
export const NEWEST = MIGRATIONS.length;
/** "kaki": whoever begins or migrates a schema of this server's database does it alone. */
const MIGRATING = 0x6b616b69;

const schemaText = (name: string): string => readFileSync(new URL(`./schema/${name}`, import.meta.url), 'utf8');

/** Brings the schema to the newest version, inside the caller's transaction, or throws with one clear sentence. Without `begin` there must be a store. */
export async function migrate(connection: Connection, sealer: Sealer, schema: string, begin: boolean): Promise<void> {
  await connection.all(`SELECT pg_advisory_xact_lock(${MIGRATING})`);
  await requireServer(connection);
  const version = await versionOf(connection, schema);
  if (version === 0 && !begin) throw new Error(`schema ${schema}: there is no store`);
  if (version === 0) await connection.exec(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
  // A large bank's rows are written anew for longer than any other statement may take.
  if (version < NEWEST) await connection.unbound();
  // No turn of an older program that still runs has begun before and goes on behind it.
  if (version > 0 && version < NEWEST) await connection.exec(`LOCK TABLE "${schema}".journal_turn IN EXCLUSIVE MODE`);
  for (const name of MIGRATIONS.slice(version)) await connection.exec(schemaText(name));
  if (version === 0) {
    const check = sealKeyCheck(sealer, null);
    await connection.run('INSERT INTO meta (only_row, schema_version, store_id, key_check) VALUES (1, ?, ?, ?)', NEWEST, randomBytes(16).toString('hex'), check);
  } else if (version < NEWEST) {
    await connection.run('UPDATE meta SET schema_version = ? WHERE only_row = 1', NEWEST);
  }
  await checkKey(connection, sealer, schema);
}

/** Nothing is migrated, so the version must be right already. */
export async function checkVersion(connection: Connection, sealer: Sealer, schema: string): Promise<void> {
  await requireServer(connection);
  const version = await versionOf(connection, schema);
  if (version === 0) throw new Error(`schema ${schema}: there is no store`);
  if (version < NEWEST) throw new Error(`schema ${schema} has version ${version}, expected ${NEWEST}: stop the bank's processes, then start this program once (kakitome start), which brings it up to date`);
  await checkKey(connection, sealer, schema);
}

async function requireServer(connection: Connection): Promise<void> {
  const row = (await connection.get("SELECT current_setting('server_version_num')::bigint AS version, current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync")) ?? {};
  if (integer(row, 'version') < 150_000) throw new Error('the server is older than PostgreSQL 15');
  if (text(row, 'encoding') !== 'UTF8') throw new Error(`the database is encoded in ${text(row, 'encoding')}, expected UTF8`);
  if (text(row, 'fsync') !== 'on') throw new Error('the server runs with fsync off: what it has committed is not on the disk');
}

/** 0: the schema is absent or empty. */
async function versionOf(connection: Connection, schema: string): Promise<number> {
  const found = (await connection.get("SELECT count(*) AS tables, count(*) FILTER (WHERE relname = 'meta') AS ours FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = ? AND relkind IN ('r', 'p', 'v')", schema)) ?? {};
  if (integer(found, 'tables') === 0) return 0;
  const row = integer(found, 'ours') === 1 ? await connection.get(`SELECT count(*) AS known FROM pg_attribute WHERE attrelid = ?::text::regclass AND attname IN ('schema_version', 'key_check')`, `"${schema}".meta`) : undefined;
  if (row === undefined || integer(row, 'known') !== 2) throw new Error(`schema ${schema}: tables of another program`);
  const version = integer((await connection.get('SELECT schema_version FROM meta')) ?? {}, 'schema_version');
  if (version > NEWEST) throw new Error(`schema ${schema} has version ${version}, this program knows ${NEWEST}; use the newer program`);
  return version;
}

async function checkKey(connection: Connection, sealer: Sealer, schema: string): Promise<void> {
  const row = (await connection.get('SELECT key_check FROM meta')) ?? {};
  requireKeyCheck(sealer, bytes(row, 'key_check'), `schema ${schema}`, 'store');
}
