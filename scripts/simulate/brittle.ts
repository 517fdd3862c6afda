/** A connection whose process dies at one statement: it was never done, or it was done and nobody heard of it. From then on nothing works but to give it up. */
import type { Connection } from '../../clearinghouse/store/sqlite/connection.ts';

export type Death = { readonly step: number; readonly how: 'not done' | 'done, unheard' };
export type Brittle = { readonly wrap: (connection: Connection) => Connection; readonly arm: (death: Death | null) => void; readonly diedAt: () => string | null };

/**
 * The disk of a simulation outlives its processes, which die between two statements and are rolled back: nothing waits for it, no log stands beside the
 * file, and nobody else opens it.
 */
export function hurry(connection: Connection): Connection {
  for (const setting of ['synchronous = OFF', 'journal_mode = MEMORY', 'locking_mode = EXCLUSIVE', 'cache_size = -65536']) connection.exec(`PRAGMA ${setting}`);
  // The writer says of each group whether it waits.
  return { ...connection, exec: (sql) => (sql.startsWith('PRAGMA synchronous') ? undefined : connection.exec(sql)) };
}

export function makeBrittle(): Brittle {
  let armed: Death | null = null;
  let steps = 0;
  let diedAt: string | null = null;
  const through = <T>(sql: string, work: () => T): T => {
    // What a dead process had begun is lost: to roll it back stands for that.
    if (diedAt !== null) {
      if (sql === 'ROLLBACK') return work();
      throw new Error('the process is dead');
    }
    if (armed === null || (steps += 1) !== armed.step) return work();
    diedAt = sql;
    if (armed.how === 'done, unheard') work();
    throw new Error(`the process dies at: ${sql}`);
  };
  return {
    arm: (death) => {
      armed = death;
      steps = 0;
    },
    diedAt: () => diedAt,
    wrap: (given) => {
      const connection = hurry(given);
      return {
        exec: (sql) => through(sql, () => connection.exec(sql)),
        run: (sql, ...bound) => through(sql, () => connection.run(sql, ...bound)),
        insert: (sql, ...bound) => through(sql, () => connection.insert(sql, ...bound)),
        all: (sql, ...bound) => through(sql, () => connection.all(sql, ...bound)),
        get: (sql, ...bound) => through(sql, () => connection.get(sql, ...bound)),
        inTransaction: connection.inTransaction,
        close: connection.close,
      };
    },
  };
}
