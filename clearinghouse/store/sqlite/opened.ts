/** Opens the database as a writer or as a reader. */
import { closeSync, existsSync, openSync } from 'node:fs';
import { openConnection } from './connection.ts';
import type { Database } from './database.ts';
import { checkVersion, migrate } from './migrations.ts';
import { makeSealer } from '../common/sealing.ts';

export type OpenAs = 'writer' | 'reader' | 'reader-of-file';
export type DatabaseOptions = {
  readonly path: string;
  readonly letterKey: Uint8Array;
  readonly busyTimeoutMs: number;
  /** False: nothing is begun, and a database of an older program is refused instead of migrated: that one may still run on it. Default: true. */
  readonly migrates?: boolean;
  /** False: an empty file is refused. Default: true, where it migrates. */
  readonly begins?: boolean;
};

/** A writer begins a new database where there is none (mode 0600) and migrates an older one, unless it is told not to; a reader does neither. */
export function openDatabase({ path, letterKey, busyTimeoutMs, migrates = true, begins = true }: DatabaseOptions, as: OpenAs): Database {
  const sealer = makeSealer(letterKey);
  if (as === 'writer' && migrates && begins) closeSync(openSync(path, 'a', 0o600));
  else if (!existsSync(path)) throw new Error(`${path}: there is no database`);
  const connection = openConnection({ path, busyTimeoutMs, mode: as === 'writer' ? 'write' : as === 'reader' ? 'read' : 'read-only-file' });
  try {
    if (as === 'writer' && migrates) migrate(connection, sealer, path, begins);
    else checkVersion(connection, sealer, path);
    // A copy that was put back may be in another mode.
    if (as === 'writer') connection.exec('PRAGMA journal_mode = WAL');
  } catch (error) {
    connection.close();
    throw error;
  }
  return { connection, sealer };
}
