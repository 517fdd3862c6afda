/**
 * Who works on the store now, and how far each way in has got: what the processes of one bank must know of each other. A process says so again and
 * again; what it said last lapses a while after it has gone. None of it is part of the books.
 */
import { integer, integerOrNull, only, text } from '../common/rows.ts';
import type { Database } from './database.ts';
import type { Transactions } from './transaction.ts';

export type RunningProcess = { readonly holder: string; readonly host: string; readonly pid: number; readonly roles: string; readonly beganAt: number; readonly aliveUntil: number };

/** `schemaVersion`: of this store's schema. `standbys`: how many stream from it; `synchronous`: how many of them a commit waits for until they have it too. */
export type ServerFacts = { readonly version: string; readonly schemaVersion: number; readonly time: number; readonly standbys: number; readonly synchronous: number };

/** `completeUntil`: all letters that came this way before then are kept; null: not known yet. */
export type IntakeRow = { readonly name: string; readonly holder: string; readonly completeUntil: number | null; readonly aliveUntil: number };

export type Spread = {
  /**
   * Says that the process is there, and how far its intakes have got. A watermark never goes back, but for one that lies beyond `now`: it was told by a clock that ran
   * ahead, and its process says anew how far it has got. Of others it is forgotten where it lies beyond the server's clock too. Resolves with the time by that clock,
   * the one that all processes have in common.
   */
  readonly beat: (process: RunningProcess, intakes: readonly Pick<IntakeRow, 'name' | 'completeUntil'>[], now: number) => Promise<number>;
  /** True: the holder has what is named alone until then. Refused while another's lease lasts. */
  readonly lease: (name: string, holder: string, now: number, until: number) => Promise<boolean>;
  /** The process ends in order, and what it leased is free. What is known of its intakes stays, as theirs who are gone. */
  readonly leave: (holder: string, at: number) => Promise<void>;
  readonly processes: (now: number) => Promise<readonly RunningProcess[]>;
  /** What the server tells of itself; `time`: by its clock. */
  readonly server: () => Promise<ServerFacts>;
  /** Of all that ever were: those that lapsed too. */
  readonly intakes: () => Promise<readonly IntakeRow[]>;
};

/** Rows of the gone are kept as long as they may say more of an intake than those of the living. */
const FORGOTTEN_AFTER = 7 * 86_400_000;

/** Clocks of several machines may differ by as much. */
const SKEW = 60_000;

const SERVER_TIME = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

export const spreadOf = ({ alone, writing }: Transactions): Spread => ({
  beat: (process, intakes, now) => writing((database) => beat(database, process, intakes, now)),
  lease: (name, holder, now, until) => alone((database) => lease(database, name, holder, now, until)),
  leave: (holder, at) => writing((database) => leave(database, holder, at)),
  processes: (now) => alone((database) => listProcesses(database, now)),
  server: () => alone(lookAtServer),
  intakes: () => alone(listIntakes),
});

async function beat({ connection }: Database, { holder, host, pid, roles, beganAt, aliveUntil }: RunningProcess, intakes: readonly Pick<IntakeRow, 'name' | 'completeUntil'>[], now: number): Promise<number> {
  const time = integer(only(await connection.get(`SELECT ${SERVER_TIME} AS time`), 'the time by the server'), 'time');
  await connection.run(
    `INSERT INTO processes (holder, host, pid, roles, began_at, alive_until) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (holder) DO UPDATE SET alive_until = excluded.alive_until, roles = excluded.roles`,
    holder, host, pid, roles, beganAt, aliveUntil,
  );
  await connection.run('DELETE FROM processes WHERE alive_until < ?', aliveUntil - FORGOTTEN_AFTER);
  await connection.run(
    'UPDATE intakes SET complete_until = NULL WHERE holder <> ? AND complete_until > greatest(?::bigint, ?::bigint) + ?::bigint',
    holder, now, time, SKEW,
  );
  if (intakes.length === 0) return time;
  await connection.run(
    `INSERT INTO intakes (name, holder, complete_until, alive_until) SELECT name, ?, complete_until, ? FROM unnest(?::text[], ?::bigint[]) AS given (name, complete_until)
     ON CONFLICT (name, holder) DO UPDATE SET alive_until = excluded.alive_until,
       complete_until = CASE WHEN intakes.complete_until > ?::bigint THEN excluded.complete_until ELSE greatest(intakes.complete_until, excluded.complete_until) END`,
    holder, aliveUntil, intakes.map((one) => one.name), intakes.map((one) => one.completeUntil), now,
  );
  await connection.run(
    `DELETE FROM intakes AS gone WHERE gone.alive_until < ? AND EXISTS
       (SELECT 1 FROM intakes AS other WHERE other.name = gone.name AND other.holder <> gone.holder AND other.complete_until >= coalesce(gone.complete_until, other.complete_until) AND other.alive_until > gone.alive_until)`,
    aliveUntil - FORGOTTEN_AFTER,
  );
  return time;
}

/** A lease that ends later than one that is taken now could, and a span more, is of a clock that ran ahead. */
async function lease({ connection }: Database, name: string, holder: string, now: number, until: number): Promise<boolean> {
  const taken = await connection.run(
    `INSERT INTO leases (name, holder, until) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE leases.holder = excluded.holder OR leases.until <= ? OR leases.until > ?`,
    name, holder, until, now, until + (until - now),
  );
  return taken === 1;
}

async function leave({ connection }: Database, holder: string, at: number): Promise<void> {
  await connection.run('DELETE FROM processes WHERE holder = ?', holder);
  await connection.run('DELETE FROM leases WHERE holder = ?', holder);
  await connection.run('UPDATE intakes SET alive_until = ? WHERE holder = ? AND alive_until > ?', at, holder, at);
}

async function listProcesses({ connection }: Database, now: number): Promise<readonly RunningProcess[]> {
  const rows = await connection.all('SELECT holder, host, pid, roles, began_at, alive_until FROM processes WHERE alive_until > ? ORDER BY began_at, holder', now);
  return rows.map((row) => ({ holder: text(row, 'holder'), host: text(row, 'host'), pid: integer(row, 'pid'), roles: text(row, 'roles'), beganAt: integer(row, 'began_at'), aliveUntil: integer(row, 'alive_until') }));
}

async function listIntakes({ connection }: Database): Promise<readonly IntakeRow[]> {
  const rows = await connection.all('SELECT name, holder, complete_until, alive_until FROM intakes ORDER BY name, holder');
  return rows.map((row) => ({ name: text(row, 'name'), holder: text(row, 'holder'), completeUntil: integerOrNull(row, 'complete_until'), aliveUntil: integer(row, 'alive_until') }));
}

/** A role that may not see who streams is told of none. */
async function lookAtServer({ connection }: Database): Promise<ServerFacts> {
  const row = only(
    await connection.get(
      `SELECT current_setting('server_version') AS version, (SELECT schema_version FROM meta) AS schema_version, ${SERVER_TIME} AS time,
         (SELECT count(*) FROM pg_stat_replication) AS standbys, (SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')) AS synchronous`,
    ),
    'what the server tells of itself',
  );
  return { version: text(row, 'version'), schemaVersion: integer(row, 'schema_version'), time: integer(row, 'time'), standbys: integer(row, 'standbys'), synchronous: integer(row, 'synchronous') };
}
