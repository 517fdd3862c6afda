/**
 * The one writer. Verbs that arrive together are committed together: each runs in a savepoint of one transaction, and is answered only
 * after its COMMIT. A working set keeps the transaction open while the main thread decides; everything else waits in the queue, so that
 * no other statement ever slips in between.
 */
import type { FactKeys } from '../../core/facts.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import type { ToRecord } from '../common/decided.ts';
import { recordDecisions } from './decisions.ts';
import { loadFacts } from './facts.ts';
import { faultData, type Answer, type Ask, type Request } from './messages.ts';
import { beginImmediate, primaryCode, rollBack } from './transaction.ts';
import { writingVerbs, type Verb } from './verbs.ts';

export type Writer = { readonly receive: (request: Request) => void };

/** More wait for the next commit, so that no transaction grows without bound. */
const LARGEST_GROUP = 256;
/** After so many commits the log is carried over into the database file. */
const COMMITS_PER_CHECKPOINT = 32;
/** Out of memory, I/O error, corruption, disk full: SQLite asks to roll back the whole transaction, not the statement. */
const FATAL_TO_GROUP: ReadonlySet<number | null> = new Set([7, 10, 11, 13]);

type VerbRequest = { readonly id: number; readonly ask: Extract<Ask, { kind: 'verb' }> };

type State = {
  readonly database: Database;
  readonly post: (answer: Answer) => void;
  readonly later: (pump: () => void) => void;
  readonly queue: Request[];
  setIsOpen: boolean;
  pumpIsDue: boolean;
  commits: number;
  /** Something was erased: older copies of its pages are still in the write-ahead log. */
  erasing: boolean;
};

/** `later` runs its argument when the messages that are here already have been received: setImmediate. */
export function makeWriter(database: Database, post: (answer: Answer) => void, later: (pump: () => void) => void): Writer {
  const state: State = { database, post, later, queue: [], setIsOpen: false, pumpIsDue: false, commits: 0, erasing: false };
  return { receive: (request) => receive(state, request) };
}

function receive(state: State, request: Request): void {
  const { id, ask } = request;
  switch (ask.kind) {
    case 'load-more':
      return state.post(answerOf(id, () => loadFacts(state.database, ask.keys)));
    case 'record':
      state.erasing ||= ask.group.some(erases);
      return endSet(state, id, () => record(state.database, ask.group));
    case 'abandon-set':
      return endSet(state, id, () => rollBack(state.database.connection));
    case 'verb':
    case 'open-set':
    case 'close':
      state.queue.push(request);
      if (!state.pumpIsDue && !state.setIsOpen) {
        state.pumpIsDue = true;
        state.later(() => pump(state));
      }
      return undefined;
    default:
      return ask satisfies never;
  }
}

/** Works off the queue until it is empty or a working set is open. */
function pump(state: State): void {
  state.pumpIsDue = false;
  while (!state.setIsOpen) {
    const group = takeVerbs(state.queue);
    if (group.length > 0) {
      for (const answer of commitGroup(state.database, group)) state.post(answer);
      state.erasing ||= group.some(({ ask }) => ask.verb === 'noteErased');
      afterCommit(state);
      continue;
    }
    const request = state.queue.shift();
    if (request === undefined) return;
    start(state, request);
  }
}

function start(state: State, { id, ask }: Request): void {
  const { connection } = state.database;
  if (ask.kind === 'open-set') {
    const opened = answerOf(id, () => orRollBack(connection, () => openSet(state.database, ask.keys)));
    state.setIsOpen = opened.ok;
    state.post(opened);
  } else if (ask.kind === 'close') {
    // Another process may have the database open, and then the log outlives this connection.
    if (state.erasing) emptyLog(connection);
    state.post(answerOf(id, () => connection.close()));
  }
}

function endSet(state: State, id: number, work: () => unknown): void {
  if (!state.setIsOpen) throw new Error('no working set is open');
  const answer = answerOf(id, () => orRollBack(state.database.connection, work));
  state.setIsOpen = false;
  state.post(answer);
  afterCommit(state);
  pump(state);
}

function afterCommit(state: State): void {
  state.commits += 1;
  const due = state.commits % COMMITS_PER_CHECKPOINT === 0;
  if (state.erasing && (due || state.queue.length === 0)) state.erasing = !emptyLog(state.database.connection);
  else if (due) carryOver(state.database.connection);
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

/**
 * A verb that fails takes back its own changes alone. Where SQLite gave up the transaction, or the savepoint itself can't be set or left,
 * nobody knows what stands in the transaction: it throws, and the whole group fails.
 */
function runVerb(database: Database, { id, ask }: VerbRequest): Answer {
  const { connection } = database;
  connection.run('SAVEPOINT one_verb');
  let answer: Answer;
  try {
    answer = { id, ok: true, result: verbNamed(ask.verb)(database, ...ask.parameters) };
  } catch (error) {
    if (!connection.inTransaction() || FATAL_TO_GROUP.has(primaryCode(error))) throw error;
    connection.run('ROLLBACK TO one_verb');
    answer = { id, ok: false, fault: faultData(error) };
  }
  connection.run('RELEASE one_verb');
  return answer;
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

/** The digests of settlement numbers go with the decision that spends them. */
const erases = ({ decision }: ToRecord): boolean => decision.effects.some(({ kind }) => kind === 'number-spent' || kind === 'card-voided');

/** Carries the whole log over and cuts it to nothing; false where a reader stands in the way: the next commit tries again. Nobody waits for it. */
function emptyLog(connection: Connection): boolean {
  try {
    const { timeout } = connection.get('PRAGMA busy_timeout') ?? {};
    try {
      connection.exec('PRAGMA busy_timeout = 0');
      return connection.get('PRAGMA wal_checkpoint(TRUNCATE)')?.['busy'] === 0n;
    } finally {
      connection.exec(`PRAGMA busy_timeout = ${String(timeout)}`);
    }
  } catch {
    return false;
  }
}

/** Copies the write-ahead log into the database file, as far as no reader stands in the way. Nothing is lost where it fails: the log keeps all, and the next commit meets the same disk. */
function carryOver(connection: Connection): void {
  try {
    connection.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } catch {
    return;
  }
}
