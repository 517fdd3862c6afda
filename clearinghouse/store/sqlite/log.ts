/** The write-ahead log of SQLite, and how what stands in it comes into the database file. */
import type { Connection } from './connection.ts';
import { primaryCode } from './transaction.ts';

/** SQLite's primary result code for what the disk would not do. */
const SQLITE_IOERR = 10;

export const isOfDisk = (error: unknown): boolean => primaryCode(error) === SQLITE_IOERR;

/** Copies as much into the file as no reader stands in the way of. What fails throws, and has lost nothing of what the log holds. */
export function carryOver(connection: Connection): void {
  connection.exec('PRAGMA wal_checkpoint(PASSIVE)');
}

/** Carries the whole log over, so that it is on the disk without it, and cuts it to nothing; false where a reader stands in the way. Waits for none. */
export function emptyLog(connection: Connection): boolean {
  const { timeout } = connection.get('PRAGMA busy_timeout') ?? {};
  try {
    connection.exec('PRAGMA busy_timeout = 0');
    return connection.get('PRAGMA wal_checkpoint(TRUNCATE)')?.['busy'] === 0n;
  } finally {
    connection.exec(`PRAGMA busy_timeout = ${String(timeout)}`);
  }
}
