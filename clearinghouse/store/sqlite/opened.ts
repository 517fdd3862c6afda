/** Opens the database as a writer or as a reader. */
import { closeSync, existsSync, openSync } from 'node:fs';
import { openConnection } from './connection.ts';
import type { Database } from './database.ts';
import { checkVersion, migrate } from './migrations.ts';
import { makeSealer } from '../common/sealing.ts';

export type OpenAs = 'writer' | 'reader' | 'reader-of-file';
export type DatabaseOptions = { readonly path: string; readonly letterKey: Uint8Array; readonly busyTimeoutMs: number };

/** A writer begins a new database where there is none (mode 0600) and migrates an older one; a reader does neither. */
export function openDatabase({ path, letterKey, busyTimeoutMs }: DatabaseOptions, as: OpenAs): Database {
  const sealer = makeSealer(letterKey);
  if (as === 'writer') closeSync(openSync(path, 'a', 0o600));
  else if (!existsSync(path)) throw new Error(`${path}: there is no database`);
  const connection = openConnection({ path, busyTimeoutMs, mode: as === 'writer' ? 'write' : as === 'reader' ? 'read' : 'read-only-file' });
  try {
    if (as === 'writer') migrate(connection, sealer, path);
    else checkVersion(connection, sealer, path);
  } catch (error) {
    connection.close();
    throw error;
  }
  return { connection, sealer };
}
