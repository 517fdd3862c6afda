/** A store on a PostgreSQL server as one side of a copy, in one transaction. While it lasts nobody else keeps letters or writes the journal. */
import type { CopySide, CopyTarget, Identity, Value, Values } from '../common/copying.ts';
import { shortHash } from '../common/labels.ts';
import { movedTo, sealKeyCheck } from '../common/key-check.ts';
import { makeSealer } from '../common/sealing.ts';
import { bytes, integer, only, text } from '../common/rows.ts';
import { counted, type ColumnKind, type CopiedTable } from '../common/tables.ts';
import { audit } from './audit.ts';
import { openPool, type Bound } from './connection.ts';
import type { Database } from './database.ts';
import { openPostgresStore, type PostgresStoreOptions } from './open.ts';

/** `name`: as it is shown. */
export type CopyOptions = PostgresStoreOptions & { readonly name: string };

/** Changes nothing in the store but where the bank is; there must be one. */
export const fromPostgres = <T>(options: CopyOptions, work: (side: CopySide) => Promise<T>): Promise<T> => within({ ...options, begin: false }, (database) => work(sideOf(database, options.name)));

/** Begins the schema where there is none; what was written stays once `work` resolves, all of it or nothing. */
export const intoPostgres = <T>(options: CopyOptions, work: (side: CopyTarget) => Promise<T>): Promise<T> => within(options, (database) => work(targetOf(database, options.name)));

/** The bank is here again; null: it never was said to have gone. Otherwise where it had gone. */
export async function takeBackPostgres({ url, letterKey, schema = 'kakitome', lockTimeoutMs = 30_000, statementTimeoutMs = 60_000 }: PostgresStoreOptions): Promise<string | null> {
  const sealer = makeSealer(letterKey);
  const pool = openPool({ url, schema, poolSize: 1, lockTimeoutMs, statementTimeoutMs, readOnly: false });
  try {
    return await pool.use(async (connection) => {
      const place = movedTo(sealer, bytes((await connection.get('SELECT key_check FROM meta')) ?? {}, 'key_check'));
      if (place !== null) await connection.run('UPDATE meta SET key_check = ? WHERE only_row = 1', sealKeyCheck(sealer, null));
      return place;
    });
  } finally {
    await pool.close();
  }
}

async function within<T>(options: CopyOptions, work: (database: Database) => Promise<T>): Promise<T> {
  const { url, letterKey, schema = 'kakitome', lockTimeoutMs = 30_000, statementTimeoutMs = 60_000 } = options;
  await (await openPostgresStore(options)).close();
  const pool = openPool({ url, schema, poolSize: 1, lockTimeoutMs, statementTimeoutMs, readOnly: false });
  try {
    return await pool.use(async (connection) => {
      await connection.exec('BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE journal_turn, counters IN EXCLUSIVE MODE');
      try {
        await connection.unbound();
        // Between two statements the other side is read or written, for as long as that takes.
        await connection.exec('SET LOCAL idle_in_transaction_session_timeout = 0');
        const result = await work({ connection, sealer: makeSealer(letterKey) });
        await connection.exec('COMMIT');
        return result;
      } catch (error) {
        await connection.exec('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  } finally {
    await pool.close();
  }
}

const sideOf = (database: Database, name: string): CopySide => ({
  name,
  identity: () => identityOf(database),
  read: (table) => read(database, table),
  audit: () => audit(database),
  leaveTo: async (place) => void (await database.connection.run('UPDATE meta SET key_check = ? WHERE only_row = 1', sealKeyCheck(database.sealer, place))),
});

const targetOf = (database: Database, name: string): CopyTarget => ({
  ...sideOf(database, name),
  put: (table, rows) => put(database, table, rows),
  become: (identity) => become(database, identity),
});

async function identityOf({ connection }: Database): Promise<Identity> {
  const meta = only(await connection.get('SELECT store_id FROM meta'), 'meta');
  const rows = await connection.all('SELECT name, last FROM counters');
  const last = new Map(rows.map((row) => [text(row, 'name'), BigInt(integer(row, 'last'))]));
  return { storeId: text(meta, 'store_id'), handedOut: Object.fromEntries(counted.map((name) => [name, last.get(name) ?? 0n])) };
}

async function become({ connection }: Database, { storeId, handedOut }: Identity): Promise<void> {
  await connection.run('UPDATE meta SET store_id = ?', storeId);
  const names = Object.keys(handedOut);
  await connection.run('UPDATE counters SET last = given.last FROM unnest(?::text[], ?::bigint[]) AS given (name, last) WHERE counters.name = given.name', names, names.map((name) => handedOut[name] ?? 0n));
  // Numbers that the server itself gives out go on behind those that were copied.
  const own = await connection.all("SELECT table_name AS name, column_name AS field FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'");
  for (const row of own) {
    const [name, field] = [text(row, 'name'), text(row, 'field')];
    await connection.all(`SELECT setval(pg_get_serial_sequence('${name}', '${field}'), greatest(max(${field}), 1), max(${field}) IS NOT NULL) AS next FROM ${name}`);
  }
}

async function* read({ connection }: Database, { name, key, atOnce, columns }: CopiedTable): AsyncIterable<readonly Values[]> {
  const names = Object.keys(columns);
  const order = key.map((column) => (columns[column] === 'text' ? `${column} COLLATE "C"` : column)).join(', ');
  const cursor = `copied_${name}_${atOnce}`;
  await connection.exec(`DECLARE ${cursor} CURSOR FOR SELECT ${names.join(', ')} FROM ${name} ORDER BY ${order}`);
  try {
    for (let rows = await connection.all(`FETCH ${atOnce} FROM ${cursor}`); rows.length > 0; rows = await connection.all(`FETCH ${atOnce} FROM ${cursor}`)) {
      yield rows.map((row) => names.map((column) => row[column] as Value));
    }
  } finally {
    await connection.exec(`CLOSE ${cursor}`);
  }
}

const TYPES: Readonly<Record<ColumnKind, string>> = { integer: 'bigint', text: 'text', bytes: 'bytea', 'yes-no': 'boolean', json: 'json' };

/** What PostgreSQL indexes instead of text of any length. */
const HASHED: Readonly<Record<string, { readonly column: string; readonly of: string }>> = { tallies: { column: 'scope_hash', of: 'scope' } };

async function put({ connection }: Database, { name, columns }: CopiedTable, rows: readonly Values[]): Promise<void> {
  const lists = Object.entries(columns).map(([column, kind], at) => ({ column, type: TYPES[kind], values: rows.map((row) => boundOf(row[at] ?? null, kind)) }));
  const hashed = HASHED[name];
  const source = lists.find(({ column }) => column === hashed?.of);
  if (hashed !== undefined && source !== undefined) lists.push({ column: hashed.column, type: 'bytea', values: source.values.map((value) => shortHash(String(value))) });
  await connection.run(
    `INSERT INTO ${name} (${lists.map(({ column }) => column).join(', ')}) OVERRIDING SYSTEM VALUE SELECT * FROM unnest(${lists.map(({ type }) => `?::${type}[]`).join(', ')})`,
    ...lists.map(({ values }): Bound => values),
  );
}

type Single = Exclude<Bound, readonly unknown[]>;

const boundOf = (value: Value, kind: ColumnKind): Single => (kind === 'yes-no' && value !== null ? value !== 0n : value);
