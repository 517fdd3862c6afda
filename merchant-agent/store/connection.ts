import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { Sealer } from './sealing.ts';

/**
 * The one connection to the shop's database. It is synchronous: nothing of another task can slip into a transaction. Rows come as they are; whole
 * numbers within ±2^53 as numbers, amounts are read as text (CAST).
 */

export type Row = Readonly<Record<string, unknown>>;

export type Connection = {
  readonly sealer: Sealer;
  readonly exec: (sql: string) => void;
  /** How many rows it changed. */
  readonly run: (sql: string, ...values: readonly SQLInputValue[]) => number;
  /** Runs an INSERT; the new row's id. */
  readonly insert: (sql: string, ...values: readonly SQLInputValue[]) => number;
  readonly get: (sql: string, ...values: readonly SQLInputValue[]) => Row | null;
  readonly all: (sql: string, ...values: readonly SQLInputValue[]) => readonly Row[];
  /** Carries the write-ahead log into the file and cuts it to nothing, as far as no reader stands in the way; waits for none. Not within a transaction. */
  readonly emptyLog: () => void;
  readonly close: () => void;
};

const BUSY_MS = 5_000;

/** Durable when it returns: write-ahead log, every commit synchronised (synchronous=FULL). What is erased is overwritten in the file (secure_delete), and stands in the log until `emptyLog`. */
export function connect(path: string, sealer: Sealer): Connection {
  const database = new DatabaseSync(path, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON;');
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = database.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  return {
    sealer,
    exec: (sql) => database.exec(sql),
    run: (sql, ...values) => Number(statement(sql).run(...values).changes),
    insert: (sql, ...values) => Number(statement(sql).run(...values).lastInsertRowid),
    get: (sql, ...values) => statement(sql).get(...values) ?? null,
    all: (sql, ...values) => statement(sql).all(...values),
    emptyLog: () => {
      try {
        database.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE);');
      } finally {
        database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
      }
    },
    close: () => database.close(),
  };
}

/** All or nothing. What it gives back holds once it returns; where it throws nothing was changed. No transaction within another. */
export function atomically<T>({ exec }: Connection, work: () => T): T {
  exec('BEGIN IMMEDIATE');
  let result: T;
  try {
    result = work();
    exec('COMMIT');
  } catch (error) {
    try {
      exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself (full disk): the first error is the one that tells.
    }
    throw error;
  }
  return result;
}
