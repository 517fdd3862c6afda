import { hostname } from 'node:os';
import { chownSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * One process to a place: SQLite's lock on a small database of its own, which the operating system drops with the process, however that ends, and which holds across containers
 * that share a folder, where process numbers mean nothing. Who holds it stands in the file for people alone: no decision is made by it. The file stays when the lock is
 * given back: to take it away could take it from somebody who has just opened it. Nothing else in this process may open it, since closing any handle of a file drops a process's
 * locks on it (POSIX).
 */

export type Holder = { readonly pid: number; readonly host: string };

/** A short look by another command must not turn a start away. */
const PATIENCE_MS = 1_000;

/** `taken` null: another process has it. */
export type Taking = { readonly release: () => void } | { readonly release: null; readonly holder: Holder | null };

/** Throws SQLite's own fault where the file is no database of it. */
export function takeProcessLock(path: string, pid: number): Taking {
  create(path);
  const database = new DatabaseSync(path, { timeout: PATIENCE_MS });
  try {
    // A row is readable for others while the lock is held, so it is written before: two that write at once meet at the lock itself.
    if (!began(database)) return { release: null, holder: closing(database, readHolder) };
    database.exec('CREATE TABLE IF NOT EXISTS holder (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), pid INTEGER NOT NULL, host TEXT NOT NULL) STRICT');
    database.prepare('INSERT OR REPLACE INTO holder (only_row, pid, host) VALUES (1, ?, ?)').run(pid, hostname());
    database.exec('COMMIT');
    if (!began(database)) return { release: null, holder: closing(database, readHolder) };
    return { release: () => void (database.isOpen && database.close()) };
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

/** `held` false: nobody has it. `holder` null: somebody who has not said who they are. */
export function lookAtProcessLock(path: string): { readonly held: boolean; readonly holder: Holder | null } {
  const database = new DatabaseSync(path, { timeout: 0 });
  return closing(database, () => (began(database) ? { held: false, holder: null } : { held: true, holder: readHolder(database) }));
}

function began(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** SQLITE_BUSY, with whatever it says besides. */
const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;

function readHolder(database: DatabaseSync): Holder | null {
  try {
    const row = database.prepare('SELECT pid, host FROM holder').get();
    return typeof row?.['pid'] === 'number' && typeof row['host'] === 'string' ? { pid: row['pid'], host: row['host'] } : null;
  } catch {
    // It is being written, or was never: who it is helps people, and is no part of the lock.
    return null;
  }
}

function closing<T>(database: DatabaseSync, work: (database: DatabaseSync) => T): T {
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** For its owner alone; one that is there is not opened. */
function create(path: string): void {
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    const { uid, gid } = statSync(dirname(path));
    // A command that root ran once must not keep the service's own user out for good.
    if (process.getuid?.() === 0) chownSync(path, uid, gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
