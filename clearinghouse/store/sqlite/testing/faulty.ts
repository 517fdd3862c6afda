/** A connection of which one statement breaks: either it was never done, or it was done and reported as failed. */
import type { Connection } from '../connection.ts';

export type Breakage = { readonly step: number; readonly how: 'not done' | 'done, reported as failed' };
export type Faulty = { readonly wrap: (connection: Connection) => Connection; readonly arm: (breakage: Breakage) => void; readonly broken: () => string | null };

/** Breaks the `step`-th statement after `arm`, once. `broken` tells which one it was. */
export function makeFaulty(): Faulty {
  let armed: Breakage | null = null;
  let steps = 0;
  let broken: string | null = null;
  const through = <T>(sql: string, work: () => T): T => {
    steps += 1;
    if (armed === null || steps !== armed.step) return work();
    broken = sql;
    if (armed.how === 'done, reported as failed') work();
    throw new Error(`broken on purpose: ${sql}`);
  };
  return {
    arm: (breakage) => {
      armed = breakage;
      steps = 0;
      broken = null;
    },
    broken: () => broken,
    wrap: (connection) => ({
      exec: (sql) => through(sql, () => connection.exec(sql)),
      run: (sql, ...bound) => through(sql, () => connection.run(sql, ...bound)),
      insert: (sql, ...bound) => through(sql, () => connection.insert(sql, ...bound)),
      all: (sql, ...bound) => through(sql, () => connection.all(sql, ...bound)),
      get: (sql, ...bound) => through(sql, () => connection.get(sql, ...bound)),
      inTransaction: connection.inTransaction,
      close: connection.close,
    }),
  };
}
