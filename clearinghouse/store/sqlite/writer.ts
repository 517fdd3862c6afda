/**
 * The one writer. Verbs that arrive together are committed together: each runs in a savepoint of one transaction, and is answered only
 * after its COMMIT. A working set keeps the transaction open while the main thread decides; everything else waits in the queue, so that
 * no other statement ever slips in between.
 */
import type { FactKeys } from '../../core/facts.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { recordDecisions, type ToRecord } from './decisions.ts';
import { loadFacts } from './facts.ts';
import { faultData, type Answer, type Ask, type Request } from './messages.ts';
import { beginImmediate, inSavepoint, primaryCode, rollBack } from './transaction.ts';
import { writingVerbs, type Verb } from './verbs.ts';

export type Writer = { readonly receive: (request: Request) => void };

/** More wait for the next commit, so that no transaction grows without bound. */
const LARGEST_GROUP = 256;
/** After so many commits the log is carried over into the database file. */
const COMMITS_PER_CHECKPOINT = 32;
/** Out of memory, I/O error, corruption, disk full: SQLite asks to roll back the whole transaction, not the statement. */
const FATAL_TO_GROUP: ReadonlySet<number | null> = new Set([7, 10, 11, 13]);

type VerbRequest = { readonly id: number; readonly ask: Extract<Ask, { kind: 'verb' }> };

/** `later` runs its argument when the messages that are here already have been received: setImmediate. */
export function makeWriter(database: Database, post: (answer: Answer) => void, later: (pump: () => void) => void): Writer {
  const queue: Request[] = [];
  let setIsOpen = false;
  let pumpIsDue = false;
  let commits = 0;

  const answer = (id: number, work: () => unknown): void => post(answerOf(id, work));

  const endSet = (id: number, work: () => unknown): void => {
    if (!setIsOpen) throw new Error('no working set is open');
    answer(id, () => orRollBack(database.connection, work));
    setIsOpen = false;
    afterCommit();
    pump();
  };

  const afterCommit = (): void => {
    commits += 1;
    if (commits % COMMITS_PER_CHECKPOINT === 0) carryOver(database.connection);
  };

  const pump = (): void => {
    pumpIsDue = false;
    while (!setIsOpen) {
      const group = takeVerbs(queue);
      if (group.length > 0) {
        for (const one of commitGroup(database, group)) post(one);
        afterCommit();
        continue;
      }
      const request = queue.shift();
      if (request === undefined) return;
      start(request);
    }
  };

  const start = ({ id, ask }: Request): void => {
    if (ask.kind === 'open-set') {
      const opened = answerOf(id, () => orRollBack(database.connection, () => openSet(database, ask.keys)));
      setIsOpen = opened.ok;
      post(opened);
    } else if (ask.kind === 'close') {
      answer(id, () => database.connection.close());
    }
  };

  const receive = (request: Request): void => {
    const { id, ask } = request;
    switch (ask.kind) {
      case 'load-more':
        return answer(id, () => loadFacts(database, ask.keys));
      case 'record':
        return endSet(id, () => record(database, ask.group));
      case 'abandon-set':
        return endSet(id, () => rollBack(database.connection));
      case 'verb':
      case 'open-set':
      case 'close':
        queue.push(request);
        if (!pumpIsDue && !setIsOpen) later(pump);
        pumpIsDue = true;
        return undefined;
      default:
        return ask satisfies never;
    }
  };
  return { receive };
}

function answerOf(id: number, work: () => unknown): Answer {
  try {
    return { id, ok: true, result: work() };
  } catch (error) {
    return { id, ok: false, fault: faultData(error) };
  }
}

function orRollBack<T>(connection: Connection, work: () => T): T {
  try {
    return work();
  } catch (error) {
    rollBack(connection);
    throw error;
  }
}

function takeVerbs(queue: Request[]): readonly VerbRequest[] {
  const group: VerbRequest[] = [];
  for (let head = queue[0]; head !== undefined && isVerb(head) && group.length < LARGEST_GROUP; head = queue[0]) {
    group.push(head);
    queue.shift();
  }
  return group;
}

const isVerb = (request: Request): request is VerbRequest => request.ask.kind === 'verb';

function commitGroup(database: Database, group: readonly VerbRequest[]): readonly Answer[] {
  try {
    return orRollBack(database.connection, () => {
      beginImmediate(database.connection);
      const answers = group.map((request) => runVerb(database, request));
      database.connection.exec('COMMIT');
      return answers;
    });
  } catch (error) {
    return group.map(({ id }) => ({ id, ok: false, fault: faultData(error) }));
  }
}

/** A verb that fails takes back its own changes alone; where SQLite gave up the transaction, the whole group fails. */
function runVerb(database: Database, { id, ask }: VerbRequest): Answer {
  try {
    return { id, ok: true, result: inSavepoint(database.connection, () => verbNamed(ask.verb)(database, ...ask.parameters)) };
  } catch (error) {
    if (!database.connection.inTransaction() || FATAL_TO_GROUP.has(primaryCode(error))) throw error;
    return { id, ok: false, fault: faultData(error) };
  }
}

function verbNamed(verb: Verb): (database: Database, ...parameters: readonly unknown[]) => unknown {
  if (!Object.hasOwn(writingVerbs, verb)) throw new Error(`${verb} is no verb of the writer`);
  return writingVerbs[verb as keyof typeof writingVerbs] as (database: Database, ...parameters: readonly unknown[]) => unknown;
}

function openSet(database: Database, keys: FactKeys): unknown {
  beginImmediate(database.connection);
  return loadFacts(database, keys);
}

function record(database: Database, group: readonly ToRecord[]): readonly number[] {
  const recorded = recordDecisions(database, group);
  database.connection.exec('COMMIT');
  return recorded;
}

/** Copies the write-ahead log into the database file, as far as no reader stands in the way. Nothing is lost where it fails: the log keeps all, and the next commit meets the same disk. */
function carryOver(connection: Connection): void {
  try {
    connection.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } catch {
    return;
  }
}
