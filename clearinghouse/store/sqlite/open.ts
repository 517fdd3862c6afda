/** The embedded store: one SQLite file. See README.md for what is promised and why it is built so. */
import type { Store } from '../store.ts';
import { assembleStore } from './assembled.ts';
import { startThread } from './endpoint.ts';
import type { Endpoint } from './messages.ts';
import type { OpenAs } from './opened.ts';
import { openHere } from './same-thread.ts';

export type SqliteStoreOptions = {
  readonly path: string;
  /** 32 bytes; seals letters, readings, payments and mails. It is kept outside the database, and the database is bound to it. */
  readonly letterKey: Uint8Array;
  /** How long a transaction waits for another process that is writing; three times this, then it is refused. */
  readonly busyTimeoutMs: number;
  /** True: changes nothing, begins nothing, migrates nothing. */
  readonly readOnly?: boolean;
  /** False: in the caller's own thread, which is held up by each question; all but audits. For a command that asks a few times. */
  readonly threads?: boolean;
  /** False: nothing is begun, and a database of an older program is refused instead of migrated: that one may still run on it. Default: true. */
  readonly migrates?: boolean;
  /** False: an empty file is refused. Default: true, where it migrates. */
  readonly begins?: boolean;
};

/** Begins the database where there is none. Rejects with one clear sentence: newer schema, another program's file, wrong letter key. */
export async function openSqliteStore({ readOnly = false, threads = true, ...options }: SqliteStoreOptions): Promise<Store> {
  const readAs: OpenAs = readOnly ? 'reader-of-file' : 'reader';
  const start = async (as: OpenAs): Promise<Endpoint> => (threads ? startThread({ ...options, as }, true) : openHere(options, as));
  const writer = readOnly ? null : await start('writer');
  try {
    return assembleStore({ writer, reader: await start(readAs), startAuditor: () => startThread({ ...options, as: readAs }, false) });
  } catch (error) {
    await writer?.close();
    throw error;
  }
}
