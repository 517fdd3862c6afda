/** A SQLite store as one side of a copy. While it lasts nobody else writes into the file. */
import { movedTo, sealKeyCheck } from '../common/key-check.ts';
import { bytes, integer, text } from '../common/rows.ts';
import { makeSealer } from '../common/sealing.ts';
import type { CopySide, CopyTarget, Identity, Value, Values } from '../common/copying.ts';
import { counted, type CopiedTable } from '../common/tables.ts';
import { audit } from './audit.ts';
import { openConnection } from './connection.ts';
import type { Database } from './database.ts';
import { openDatabase, type DatabaseOptions } from './opened.ts';
import { beginImmediate, rollBack } from './transaction.ts';

/** Changes nothing in the file but where the bank is. */
export const fromSqlite = <T>(options: DatabaseOptions, work: (side: CopySide) => Promise<T>): Promise<T> => within(options, (database) => work(sideOf(database, options.path)));

/** Begins the file where there is none; what was written stays once `work` resolves, all of it or nothing. */
export const intoSqlite = <T>(options: DatabaseOptions, work: (side: CopyTarget) => Promise<T>): Promise<T> => within(options, (database) => work(targetOf(database, options.path)));

/** The bank is here again; null: it never was said to have gone. Otherwise where it had gone. */
export function takeBackSqlite({ path, letterKey, busyTimeoutMs }: DatabaseOptions): string | null {
  const sealer = makeSealer(letterKey);
  const connection = openConnection({ path, busyTimeoutMs, mode: 'write' });
  try {
    const place = movedTo(sealer, bytes(connection.get('SELECT key_check FROM meta') ?? {}, 'key_check'));
    if (place !== null) connection.run('UPDATE meta SET key_check = ? WHERE only_row = 1', sealKeyCheck(sealer, null));
    return place;
  } finally {
    connection.close();
  }
}

async function within<T>(options: DatabaseOptions, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(options, 'writer');
  const { connection } = database;
  try {
    beginImmediate(connection);
    const result = await work(database);
    connection.exec('COMMIT');
    return result;
  } finally {
    rollBack(connection);
    connection.close();
  }
}

const sideOf = (database: Database, name: string): CopySide => ({
  name,
  identity: async () => identityOf(database),
  read: (table) => read(database, table),
  audit: async () => audit(database),
  leaveTo: async (place) => void database.connection.run('UPDATE meta SET key_check = ? WHERE only_row = 1', sealKeyCheck(database.sealer, place)),
});

const targetOf = (database: Database, name: string): CopyTarget => ({
  ...sideOf(database, name),
  put: async (table, rows) => put(database, table, rows),
  become: async (identity) => become(database, identity),
});

function identityOf({ connection }: Database): Identity {
  const last = new Map(connection.all('SELECT name, seq FROM sqlite_sequence').map((row) => [text(row, 'name'), BigInt(integer(row, 'seq'))]));
  return { storeId: text(connection.get('SELECT store_id FROM meta') ?? {}, 'store_id'), handedOut: Object.fromEntries(counted.map((name) => [name, last.get(name) ?? 0n])) };
}

function become({ connection }: Database, { storeId, handedOut }: Identity): void {
  connection.run('UPDATE meta SET store_id = ? WHERE only_row = 1', storeId);
  for (const [name, last] of Object.entries(handedOut)) {
    if (connection.run('UPDATE sqlite_sequence SET seq = ? WHERE name = ?', last, name) === 0 && last > 0n) connection.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', name, last);
  }
}

async function* read({ connection }: Database, { name, key, atOnce, columns }: CopiedTable): AsyncIterable<readonly Values[]> {
  const names = Object.keys(columns);
  const keys = key.join(', ');
  const select = (where: string): string => `SELECT ${names.join(', ')} FROM ${name} ${where} ORDER BY ${keys} LIMIT ${atOnce}`;
  let rows = connection.all(select(''));
  while (rows.length > 0) {
    yield rows.map((row) => names.map((column) => row[column] as Value));
    const last = rows.at(-1) ?? {};
    rows = rows.length < atOnce ? [] : connection.all(select(`WHERE (${keys}) > (${key.map(() => '?').join(', ')})`), ...key.map((column) => last[column] as Value));
  }
}

function put({ connection }: Database, { name, columns }: CopiedTable, rows: readonly Values[]): void {
  const names = Object.keys(columns);
  const sql = `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  for (const row of rows) connection.run(sql, ...row);
}
