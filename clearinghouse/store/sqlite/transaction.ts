/** Transactions on one connection. Several processes may write: the lock is taken at BEGIN, so that no statement meets it half-way. */
import type { Connection } from './connection.ts';

/** Each try waits for the connection's busy timeout. */
const TRIES = 3;

/** Throws SQLite's "database is locked" when another process keeps the write lock over all tries. */
export function beginImmediate(connection: Connection): void {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      connection.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (left === 0 || !isBusy(error)) throw error;
    }
  }
}

/** SQLite's primary result codes: 5 is SQLITE_BUSY, 10 SQLITE_IOERR, 13 SQLITE_FULL (the extended codes keep them in the low byte). */
export const primaryCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;

export const isBusy = (error: unknown): boolean => primaryCode(error) === 5;

/** After a fault SQLite may have rolled back by itself (disk full, I/O error). */
export function rollBack(connection: Connection): void {
  if (connection.inTransaction()) connection.exec('ROLLBACK');
}

/** All that `work` reads is of one moment. */
export function inReadTransaction<T>(connection: Connection, work: () => T): T {
  connection.exec('BEGIN');
  try {
    return work();
  } finally {
    rollBack(connection);
  }
}
