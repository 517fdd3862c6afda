import { chownSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * One process to a place: SQLite's lock on an empty database of its own, which the operating system drops with the process, however that ends, and which holds across containers
 * that share a folder, where process numbers mean nothing. Whoever has it has it alone (EXCLUSIVE); whoever only looks shares theirs with all others who look, so that none of them
 * is taken for its owner. The file stays when the lock is given back: to take it away could take it from somebody who has just opened it. Nothing else in this process may open it,
 * since closing any handle of a file drops a process's locks on it (POSIX).
 */

/** A short look by another command must not turn a start away. */
const PATIENCE_MS = 1_000;

/** Returns what gives it back; null: another process has it. Throws SQLite's own fault where the file is no database of it. */
export function takeProcessLock(path: string): (() => void) | null {
  createForOwner(path, '');
  const database = new DatabaseSync(path, { timeout: PATIENCE_MS });
  try {
    // A lock on a file without a page would begin one, with a journal beside it.
    if (!did(() => database.exec('PRAGMA user_version = 1')) || !did(() => database.exec('BEGIN EXCLUSIVE'))) {
      database.close();
      return null;
    }
    return () => void (database.isOpen && database.close());
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

/** `writing`: also where it is only kept from being written, as programs did whose lock others could read. */
export function isProcessLocked(path: string, writing = false): boolean {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    return !did(() => database.exec(writing ? 'BEGIN IMMEDIATE' : 'SELECT count(*) FROM sqlite_schema'));
  } finally {
    database.close();
  }
}

/** False: another process is in the way. */
function did(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** SQLITE_BUSY, with whatever it says besides. */
const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;

/** For its owner alone. False: it is there, and is not opened. */
export function createForOwner(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  const { uid, gid } = statSync(dirname(path));
  // A command that root ran once must not keep the service's own user out for good.
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
  return true;
}
