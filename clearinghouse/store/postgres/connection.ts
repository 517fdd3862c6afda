/**
 * The thin edge to `pg`, and the only file that imports it. Whole numbers are read as bigint, JSON and text as text, a yes or no as 1 or 0, bytes as
 * Uint8Array; only those are bound, whole numbers within ±(2^53−1). Each `?` of a statement is its next parameter. Statements are prepared once for
 * each connection.
 */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { faultOf, faultOfConnecting, isLost } from './faults.ts';
import type { Row } from '../common/rows.ts';

type Single = string | number | bigint | boolean | Uint8Array | null;
export type Bound = Single | readonly Single[];

/** One connection inside a transaction. A rejection means that the transaction can only be rolled back. */
export type Connection = {
  /** Any SQL without parameters and rows: BEGIN, COMMIT, a schema. */
  readonly exec: (sql: string) => Promise<void>;
  /** Several statements without parameters at once; the first row of the last one. */
  readonly execGet: (sql: string) => Promise<Row | undefined>;
  /** How many rows were changed. */
  readonly run: (sql: string, ...bound: readonly Bound[]) => Promise<number>;
  readonly all: (sql: string, ...bound: readonly Bound[]) => Promise<readonly Row[]>;
  readonly get: (sql: string, ...bound: readonly Bound[]) => Promise<Row | undefined>;
  /** From here on the statements of this transaction may take as long as they take. */
  readonly unbound: () => Promise<void>;
};

export type ConnectionOptions = {
  readonly url: string;
  readonly schema: string;
  readonly poolSize: number;
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly readOnly: boolean;
};

/** Connections that are opened when they are needed, `poolSize` at the most. */
export type Pool = {
  /** Gives the work a connection of its own. One whose work rejects is closed where it can't be trusted any more. */
  readonly use: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

const [BOOL, BYTES, INT8, INT2, INT4, JSON_TEXT, NUMERIC] = [16, 17, 20, 21, 23, 114, 1700];
const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

const parsers: ReadonlyMap<number | undefined, (text: string) => unknown> = new Map<number | undefined, (text: string) => unknown>([
  [BOOL, (text) => (text === 't' ? 1n : 0n)],
  ...[INT8, INT2, INT4, NUMERIC].map((type) => [type, BigInt] as const),
  [JSON_TEXT, (text) => text],
  // As the server writes them: \x and two digits for each byte.
  [BYTES, (text) => Uint8Array.from(Buffer.from(text.slice(2), 'hex'))],
]);
const types = { getTypeParser: (type: number, format?: 'text' | 'binary') => parsers.get(type) ?? pg.types.getTypeParser(type, format as 'text') };

export function openPool({ url, schema, poolSize, lockTimeoutMs, statementTimeoutMs, readOnly }: ConnectionOptions): Pool {
  const settings = {
    search_path: `"${schema}"`,
    synchronous_commit: 'on',
    lock_timeout: lockTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // A process that hangs while it decides must not keep all others from deciding.
    idle_in_transaction_session_timeout: statementTimeoutMs,
    default_transaction_read_only: readOnly ? 'on' : 'off',
    client_min_messages: 'warning',
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${String(value)}`).join(' ');
  const pool = new pg.Pool({ connectionString: url, options, max: poolSize, types, application_name: 'kakitome', keepAlive: true, keepAliveInitialDelayMillis: 10_000, connectionTimeoutMillis: lockTimeoutMs });
  // A connection that ends while nobody uses it is no fault: the next use opens another.
  pool.on('error', () => undefined);
  const open = new Set<pg.PoolClient>();
  pool.on('connect', (client) => void open.add(client));
  pool.on('remove', (client) => void open.delete(client));
  return {
    use: async (work) => {
      const client = await pool.connect().catch((error: unknown) => { throw faultOfConnecting(error); });
      let broken: Error | undefined;
      const onError = (error: Error): void => void (broken = error);
      client.on('error', onError);
      try {
        return await work(connectionOf(client, statementTimeoutMs + ANSWER_SPAN));
      } catch (error) {
        const fault = faultOf(error);
        if (isLost(fault)) broken ??= error instanceof Error ? error : new Error(String(error));
        throw fault;
      } finally {
        client.off('error', onError);
        client.release(broken);
      }
    },
    close: async () => {
      await pool.end();
      // Each has taken leave. Where the network is cut the server never answers that, and the process would not end for as long as it waits.
      for (const client of open) (client as pg.PoolClient & { readonly unref: () => void }).unref();
    },
  };
}

/** The server ends a statement that takes too long. One whose answer has not come so much later never will: the network was cut, or the machine is gone. */
const ANSWER_SPAN = 2_000;

function connectionOf(client: pg.PoolClient, patience: number): Connection {
  let query_timeout = patience;
  const query = async (sql: string, bound: readonly Bound[]): Promise<pg.QueryResult<Record<string, unknown>>> => {
    const { name, text } = prepared(sql);
    return client.query<Record<string, unknown>>({ name, text, values: bound.map(bind), query_timeout } as pg.QueryConfig);
  };
  // The driver answers several statements with a list, whatever its types say.
  const execAll = async (text: string): Promise<readonly pg.QueryResult<Record<string, unknown>>[]> => [await client.query<Record<string, unknown>>({ text, query_timeout } as pg.QueryConfig)].flat();
  const exec = async (text: string): Promise<void> => void (await execAll(text));
  return {
    exec,
    execGet: async (sql) => (await execAll(sql)).at(-1)?.rows[0],
    unbound: async () => {
      await exec('SET LOCAL statement_timeout = 0');
      // The driver takes 0 for its default, which is none.
      query_timeout = 0;
    },
    run: async (sql, ...bound) => (await query(sql, bound)).rowCount ?? 0,
    all: async (sql, ...bound) => (await query(sql, bound)).rows,
    get: async (sql, ...bound) => (await query(sql, bound)).rows[0],
  };
}

const known = new Map<string, { readonly name: string; readonly text: string }>();

/** The program has so many statements as are written in it, so they are all remembered. No statement has a question mark that is no parameter. */
function prepared(sql: string): { readonly name: string; readonly text: string } {
  const found = known.get(sql);
  if (found !== undefined) return found;
  let last = 0;
  const text = sql.replaceAll(/\?(\d*)/g, (_all, given: string) => `$${given === '' ? (last += 1) : given}`);
  const made = { name: createHash('sha256').update(text).digest('base64url').slice(0, 24), text };
  known.set(sql, made);
  return made;
}

const bind = (value: Bound): unknown => (isList(value) ? value.map(bindOne) : bindOne(value));

const isList = (value: Bound): value is readonly Single[] => Array.isArray(value);

function bindOne(value: Single): unknown {
  switch (typeof value) {
    case 'number':
      if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number within ±(2^53−1)`);
      return String(value);
    case 'bigint':
      if (value > LARGEST || value < -LARGEST) throw new RangeError(`${value} is beyond ±(2^53−1)`);
      return String(value);
    case 'string':
      return storable(value);
    case 'boolean':
      return value;
    default:
      return value === null ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
}

/** PostgreSQL has no text with the character U+0000, which a stranger may well write into a header: it is kept as the sign that shows it. Sealed values have it as it was. */
const storable = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\u2400') : text);
