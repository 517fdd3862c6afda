/** The embedded store: one SQLite file. See README.md for what is promised and why it is built so. */
import type { Store } from '../store.ts';
import { assembleStore } from './assembled.ts';
import { startThread } from './endpoint.ts';
import type { Endpoint } from './messages.ts';
import type { OpenAs } from './opened.ts';

export type SqliteStoreOptions = {
  readonly path: string;
  /** 32 bytes; seals letters, readings, payments and mails. It is kept outside the database, and the database is bound to it. */
  readonly letterKey: Uint8Array;
  /** How long a transaction waits for another process that is writing; three times this, then it is refused. */
  readonly busyTimeoutMs: number;
  /** True: changes nothing, begins nothing, migrates nothing. */
  readonly readOnly?: boolean;
};

/** Begins the database where there is none. Rejects with one clear sentence: newer schema, another program's file, wrong letter key. */
export async function openSqliteStore({ readOnly = false, ...options }: SqliteStoreOptions): Promise<Store> {
  const readAs: OpenAs = readOnly ? 'reader-of-file' : 'reader';
  const writer = readOnly ? null : await startThread({ ...options, as: 'writer' });
  const startReader = (): Promise<Endpoint> => startThread({ ...options, as: readAs });
  try {
    return assembleStore({ writer, reader: await startReader(), startAuditor: startReader });
  } catch (error) {
    await writer?.close();
    throw error;
  }
}
