/**
 * Transactions. What writes the journal or the board has its turn: it locks a table that holds no row, and only then sees the database, so that a
 * group is decided upon all that was recorded before it. Other verbs lock the rows that they change.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Sealer } from '../common/sealing.ts';
import type { Connection, Pool } from './connection.ts';
import type { Database } from './database.ts';
import { StoreFault } from '../common/fault.ts';
import { refuseMoved } from '../common/key-check.ts';
import { bytes, integer } from '../common/rows.ts';
import { faultOf, isLost, isRepeatable } from './faults.ts';
import { NEWEST } from './migrations.ts';

/** A transaction that meets another one is begun anew so many times, each time after a longer pause of chance, so that two don't meet again and again. */
const TRIES = 5;
const FIRST_PAUSE = 5;

export type Transactions = {
  /** One snapshot, in which nothing is written. */
  readonly reading: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
  /** For work of one statement, which is a transaction by itself. */
  readonly alone: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
  /** Each statement sees what is committed; the work locks what it changes. */
  readonly writing: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
  /** The same, of whatever version the schema is; all others that write are refused once it is of a newer program. */
  readonly migrating: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
  /** One after the other, over all processes, in one snapshot. */
  readonly inTurn: <T>(work: (database: Database) => Promise<T>) => Promise<T>;
};

export function makeTransactions(pool: Pool, sealer: Sealer): Transactions {
  let last: Promise<unknown> = Promise.resolve();
  // In this process they wait for each other here, so that those who wait take no connection.
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const within = <T>(begin: (connection: Connection) => Promise<void>, work: (database: Database) => Promise<T>): Promise<T> =>
    repeated(() => pool.use((connection) => committed(connection, begin, () => work({ connection, sealer }))));
  return {
    reading: (work) => within(beginReading, work),
    alone: (work) => repeated(() => pool.use((connection) => work({ connection, sealer }))),
    writing: (work) => within((connection) => beginKnown(connection, sealer, WRITING), work),
    migrating: (work) => within((connection) => connection.exec(WRITING), work),
    inTurn: (work) => queued(() => within((connection) => beginKnown(connection, sealer, IN_TURN), work)),
  };
}

const beginReading = (connection: Connection): Promise<void> => connection.exec('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');

const WRITING = 'BEGIN ISOLATION LEVEL READ COMMITTED';
/** LOCK takes no snapshot, so the first statement after it sees all that was committed by those whose turn it was before. */
const IN_TURN = 'BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE journal_turn IN EXCLUSIVE MODE';

/** What a newer program has made of the tables this one does not know, and must not take for a fault of the letter in hand. Asked on the way, with the statement that begins. */
async function beginKnown(connection: Connection, sealer: Sealer, begin: string): Promise<void> {
  const meta = (await connection.execGet(`${begin}; SELECT schema_version, key_check FROM meta`)) ?? {};
  const version = integer(meta, 'schema_version');
  if (version > NEWEST) throw new StoreFault({ code: 'closed', message: `the schema has version ${version}, and this process knows ${NEWEST}: it is of a newer program. Start this process again with that one`, stack: null });
  refuseMoved(sealer, bytes(meta, 'key_check'));
}

/** A rejected COMMIT may have been done all the same. */
async function committed<T>(connection: Connection, begin: (connection: Connection) => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    await begin(connection);
    const result = await work();
    await connection.exec('COMMIT');
    return result;
  } catch (error) {
    // On a connection that is lost there is nothing to roll back, and nobody would answer: the server does it.
    if (!isLost(faultOf(error))) await connection.exec('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function repeated<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || !isRepeatable(error)) throw error;
      await pause(Math.random() * FIRST_PAUSE * 2 ** (TRIES - 1 - left));
    }
  }
}
