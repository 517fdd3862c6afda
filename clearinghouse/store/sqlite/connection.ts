/**
 * The thin edge to node:sqlite, beside process-lock.ts the only file that imports it. Integers are read as bigint, so that none is ever rounded; only text,
 * whole numbers within ±(2^53−1), bytes and null are bound. Prepared statements are kept for the life of the connection.
 */
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { keyHash } from '../common/labels.ts';

export type Bound = string | number | bigint | Uint8Array | null;
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Everything the store asks of SQLite. Synchronous; a thrown error means that the statement changed nothing. */
export type Connection = {
  /** Any SQL without parameters and rows: BEGIN, COMMIT, a schema. */
  readonly exec: (sql: string) => void;
  /** How many rows were changed. */
  readonly run: (sql: string, ...bound: readonly Bound[]) => number;
  /** The number of the row that was written last; of an INSERT of one row. */
  readonly insert: (sql: string, ...bound: readonly Bound[]) => number;
  readonly all: (sql: string, ...bound: readonly Bound[]) => readonly Row[];
  readonly get: (sql: string, ...bound: readonly Bound[]) => Row | undefined;
  readonly inTransaction: () => boolean;
  readonly close: () => void;
};

export type ConnectionOptions = { readonly path: string; readonly busyTimeoutMs: number; readonly mode: 'write' | 'read' | 'read-only-file' };

const TURNS: ReadonlySet<string> = new Set(['BEGIN', 'BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK']);

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** Opens with all safety on: each commit synced to the disk, foreign keys enforced, no double-quoted strings. Changes nothing in the file; that it has a write-ahead log is seen to by `migrate`. */
export function openConnection({ path, busyTimeoutMs, mode }: ConnectionOptions): Connection {
  const database = new DatabaseSync(path, {
    readOnly: mode === 'read-only-file',
    timeout: busyTimeoutMs,
    enableForeignKeyConstraints: true,
    enableDoubleQuotedStringLiterals: false,
    readBigInts: true,
  });
  // For the migration that puts hashes in the place of keys.
  if (mode === 'write') database.function('hash_of_key', { deterministic: true }, (key) => keyHash(String(key)));
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(planned(sql));
    statements.set(sql, statement);
    return statement;
  };
  const connection: Connection = {
    // Each verb begins and ends a transaction: these few are prepared like all statements.
    exec: (sql) => void (TURNS.has(sql) ? prepared(sql).run() : database.exec(sql)),
    run: (sql, ...bound) => Number(prepared(sql).run(...bound.map(bind)).changes),
    insert: (sql, ...bound) => Number(prepared(sql).run(...bound.map(bind)).lastInsertRowid),
    all: (sql, ...bound) => prepared(sql).all(...bound.map(bind)),
    get: (sql, ...bound) => prepared(sql).get(...bound.map(bind)),
    inTransaction: () => database.isTransaction,
    close: () => database.close(),
  };
  try {
    setUp(connection, mode);
  } catch (error) {
    database.close();
    throw error;
  }
  return connection;
}

function setUp(connection: Connection, mode: ConnectionOptions['mode']): void {
  if (mode !== 'write') {
    connection.exec('PRAGMA query_only = ON');
    return;
  }
  connection.exec('PRAGMA synchronous = FULL');
  // What is erased (faces, salts, receipts) is overwritten with zeros: SQLite would else leave it in free pages until they are used again.
  connection.exec('PRAGMA secure_delete = ON');
  // What a verb would take back if it failed: as a file it costs a name in the folder each time, and holds what is to be erased.
  connection.exec('PRAGMA temp_store = MEMORY');
  // The writer itself carries the log over between groups, off the answers' path (writer.ts); this is the brake if it never gets to.
  connection.exec('PRAGMA wal_autocheckpoint = 20000');
}

/**
 * SQLite looks at the number bound to a bare `LIMIT ?` when it plans, and so plans the statement anew each time that it is bound: that takes ten times what a
 * look for what is due does. Into a sum it does not look.
 */
const planned = (sql: string): string => sql.replaceAll(/\bLIMIT \?/g, 'LIMIT (? + 0)');

/** A JavaScript number would be bound as a float; as bigint it stays an integer. */
function bind(value: Bound): SQLInputValue {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number within ±(2^53−1)`);
    return BigInt(value);
  }
  if (typeof value === 'bigint' && (value > LARGEST || value < -LARGEST)) throw new RangeError(`${value} is beyond ±(2^53−1)`);
  return value;
}
