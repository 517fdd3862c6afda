import { readFileSync } from 'node:fs';
import { atomically } from './connection.ts';
import type { Connection } from './connection.ts';
import { bytes, integer } from './rows.ts';

/** Numbered forward migrations, applied at open in one transaction. Never changed once released, only added to. */
const MIGRATIONS: readonly string[] = ['0001.sql', '0002.sql', '0003.sql', '0004.sql', '0005.sql', '0006.sql', '0007.sql'];
const NEWEST = MIGRATIONS.length;

/** "kama" in the file header's application_id, so that a foreign file is recognised. */
const APPLICATION = 0x6b616d61;
const KEY_CHECK = 'key-check';

export type Beginning = { readonly at: number; readonly invoiceStart: number };

/** Brings the database to the newest version. Throws with one clear sentence, and changes nothing, for a foreign or newer file and for another key. `begin` null: a file without tables is refused. */
export function migrate(connection: Connection, path: string, begin: Beginning | null): { readonly beganAt: number; readonly invoiceStart: number } {
  return atomically(connection, () => {
    const version = versionOf(connection, path);
    if (version === 0 && begin === null) throw new Error(`${path}: an empty file; expected the database that \`kakitome-merchant init\` made`);
    for (const name of MIGRATIONS.slice(version)) connection.exec(readFileSync(new URL(`./schema/${name}`, import.meta.url), 'utf8'));
    if (version === 0 && begin !== null) {
      connection.exec(`PRAGMA application_id = ${APPLICATION}`);
      const check = connection.sealer.seal(KEY_CHECK, Buffer.from(KEY_CHECK));
      connection.run('INSERT INTO meta (only_row, schema_version, key_check, began_at, invoice_start) VALUES (1, ?, ?, ?, ?)', NEWEST, check, begin.at, begin.invoiceStart);
    } else if (version < NEWEST) {
      connection.run('UPDATE meta SET schema_version = ? WHERE only_row = 1', NEWEST);
    }
    return readMeta(connection, path);
  });
}

function versionOf(connection: Connection, path: string): number {
  const tables = integer(connection.get('SELECT count(*) AS tables FROM sqlite_schema') ?? {}, 'tables');
  if (tables === 0) return 0;
  const application = integer(connection.get('PRAGMA application_id') ?? {}, 'application_id');
  if (application !== APPLICATION) throw new Error(`${path}: a database of another program; expected the one that \`kakitome-merchant init\` made`);
  const version = integer(connection.get('SELECT schema_version FROM meta') ?? {}, 'schema_version');
  if (version > NEWEST) throw new Error(`${path}: the database has schema version ${version}, this program knows ${NEWEST}; use the newer program`);
  return version;
}

function readMeta(connection: Connection, path: string): { readonly beganAt: number; readonly invoiceStart: number } {
  const row = connection.get('SELECT key_check, began_at, invoice_start FROM meta') ?? {};
  try {
    connection.sealer.open(KEY_CHECK, bytes(row, 'key_check'));
  } catch {
    throw new Error(`${path}: the letter key is not the one that this database was begun with; expected the file keys/letter.key of the same \`kakitome-merchant init\``);
  }
  return { beganAt: integer(row, 'began_at'), invoiceStart: integer(row, 'invoice_start') };
}
