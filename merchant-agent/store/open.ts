import { DatabaseSync } from 'node:sqlite';
import { atomically, connect } from './connection.ts';
import { damageVerbs } from './damage.ts';
import { historyVerbs } from './history.ts';
import { invoiceVerbs } from './invoices.ts';
import { letterVerbs } from './letters.ts';
import { migrate } from './migrations.ts';
import type { Beginning } from './migrations.ts';
import { orderVerbs } from './orders.ts';
import { outboxVerbs } from './outbox.ts';
import { makeSealer } from './sealing.ts';
import type { MerchantStore } from './store.ts';
import { retentionVerbs } from './retention.ts';
import { tellingVerbs } from './tellings.ts';

export type StoreSettings = {
  readonly path: string;
  /** 32 bytes that seal letters, mails and details. */
  readonly key: Uint8Array;
  readonly random: (bytes: number) => Uint8Array;
  /** For a new database; null: one that is not there yet is refused. */
  readonly begin: Beginning | null;
};

/** Opens the database and brings it up to date. Throws with one clear sentence for a foreign file, a newer one, or another key. */
export function openMerchantStore({ path, key, random, begin }: StoreSettings): MerchantStore {
  const connection = connect(path, makeSealer(key, random));
  try {
    const { beganAt, invoiceStart } = migrate(connection, path, begin);
    return {
      atomically: (work) => atomically(connection, work),
      beganAt,
      invoiceStart,
      ...letterVerbs(connection),
      ...orderVerbs(connection),
      ...invoiceVerbs(connection, invoiceStart),
      ...outboxVerbs(connection),
      ...tellingVerbs(connection),
      ...historyVerbs(connection),
      ...damageVerbs(connection),
      ...retentionVerbs(connection),
      close: connection.close,
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Keeps a second daemon away from a database: an exclusive lock on a file beside it, which the operating system gives back when the process ends, however
 * it ends. Null: another process holds it. Commands that only read need no lock.
 */
export function takeDaemonLock(databasePath: string): (() => void) | null {
  const lock = new DatabaseSync(`${databasePath}.daemon`, { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return null;
    throw error;
  }
  return () => lock.close();
}
