/** The store on a PostgreSQL server, for any number of processes. See README.md for what is promised and why it is built so. */
import { makeSealer } from '../common/sealing.ts';
import type { Store } from '../store.ts';
import { assembleStore } from './assembled.ts';
import { openPool } from './connection.ts';
import { checkVersion, migrate } from './migrations.ts';
import { spreadOf, type Spread } from './running.ts';
import { makeTransactions } from './transaction.ts';

export type PostgresStoreOptions = {
  /** `postgres://user:password@host:port/database`, with what the `pg` driver knows besides (`?sslmode=verify-full`, a socket's folder as `host`). */
  readonly url: string;
  /** 32 bytes; seals letters, readings, payments and mails. It is kept outside the database, and the store is bound to it. */
  readonly letterKey: Uint8Array;
  /** Small letters, digits, `_`; begun where it is absent. Default: `kakitome`. */
  readonly schema?: string;
  /** The most connections that this process has open. Default: 8. */
  readonly poolSize?: number;
  /** How long a transaction waits for others that are writing, and how long for a connection. Default: 30 s. */
  readonly lockTimeoutMs?: number;
  /** How long one statement may take (those of an audit: for ever), and how long a transaction may stand idle while its process decides. Default: 60 s. */
  readonly statementTimeoutMs?: number;
  /** True: changes nothing, begins nothing, migrates nothing. */
  readonly readOnly?: boolean;
  /** False: a schema without a store is refused instead of begun. Default: true. */
  readonly begin?: boolean;
  /** False: a schema of an older program is refused instead of migrated: its processes may still run on it. Default: true. */
  readonly migrates?: boolean;
};

/** `spread`: beside the port, what several processes of one bank must know of each other. */
export type PostgresStore = Store & { readonly spread: Spread };

/** Begins the schema where there is none. Rejects with one clear sentence: no such server, an older server, newer schema, another program's tables, wrong letter key. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<PostgresStore> {
  const { url, letterKey, schema = 'kakitome', poolSize = 8, lockTimeoutMs = 30_000, statementTimeoutMs = 60_000, readOnly = false, begin = true, migrates = true } = options;
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new RangeError(`${JSON.stringify(schema)} is no name of a schema; expected small letters, digits and _`);
  const sealer = makeSealer(letterKey);
  const pool = openPool({ url, schema, poolSize, lockTimeoutMs, statementTimeoutMs, readOnly });
  const transactions = makeTransactions(pool, sealer);
  try {
    if (readOnly || !migrates) await transactions.reading(({ connection }) => checkVersion(connection, sealer, schema));
    else await transactions.migrating(({ connection }) => migrate(connection, sealer, schema, begin));
  } catch (error) {
    await pool.close();
    throw error;
  }
  return { ...assembleStore(transactions, readOnly, pool.close), spread: spreadOf(transactions) };
}
