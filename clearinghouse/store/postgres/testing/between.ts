/** A store on whose way to the server a test may step in: before any statement, or after it. */
import { makeSealer } from '../../common/sealing.ts';
import type { Store } from '../../store.ts';
import { assembleStore } from '../assembled.ts';
import { openPool, type Connection, type Pool } from '../connection.ts';
import { makeTransactions } from '../transaction.ts';
import { KEY } from './server.ts';

/** `before` and `after` are given the statement and the process id of the server's end of the connection. */
export type Between = { before: ((sql: string, backend: number) => Promise<void>) | null; after: ((sql: string, backend: number) => Promise<void>) | null };

/** The schema is there already. */
export function openBetween(url: string, schema: string, between: Between, more: { readonly lockTimeoutMs?: number } = {}): Store {
  const pool = openPool({ url, schema, poolSize: 3, lockTimeoutMs: 20_000, statementTimeoutMs: 20_000, readOnly: false, ...more });
  const watched: Pool = { use: (work) => pool.use(async (connection) => work(watch(connection, Number((await connection.get('SELECT pg_backend_pid() AS pid'))?.['pid']), between))), close: pool.close };
  return assembleStore(makeTransactions(watched, makeSealer(KEY)), false, pool.close);
}

function watch(connection: Connection, backend: number, between: Between): Connection {
  const through = async <T>(sql: string, work: () => Promise<T>): Promise<T> => {
    await between.before?.(sql, backend);
    const result = await work();
    await between.after?.(sql, backend);
    return result;
  };
  return {
    exec: (sql) => through(sql, () => connection.exec(sql)),
    execGet: (sql) => through(sql, () => connection.execGet(sql)),
    run: (sql, ...bound) => through(sql, () => connection.run(sql, ...bound)),
    all: (sql, ...bound) => through(sql, () => connection.all(sql, ...bound)),
    get: (sql, ...bound) => through(sql, () => connection.get(sql, ...bound)),
    unbound: connection.unbound,
  };
}
