/**
 * The one writer. Verbs that arrive together are committed together: each runs in a savepoint of one transaction, and is answered only
 * after its COMMIT. A working set keeps the transaction open while the main thread decides; everything else waits in the queue, so that
 * no other statement ever slips in between, and is committed together with what was decided. A COMMIT waits for the disk, and costs far more than
 * most verbs: while many arrive, the next group is waited for a little. A group of which nothing would be missed does not wait: it is on the disk with the next
 * that does.
 */
import type { FactKeys, Facts } from '../../core/facts.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import type { ToRecord } from '../common/decided.ts';
import { refuseMoved } from '../common/key-check.ts';
import { bytes } from '../common/rows.ts';
import { recordDecisions } from './decisions.ts';
import { loadFacts, loadMore } from './facts.ts';
import { carryOver, emptyLog, isOfDisk } from './log.ts';
import { faultData, StoreFault, type Answer, type Ask, type Request } from './messages.ts';
import { beginImmediate, primaryCode, rollBack } from './transaction.ts';
import { writingVerbs, type Verb, type WritingVerb } from './verbs.ts';

export type Writer = { readonly receive: (request: Request) => void };

/** More wait for the next commit, so that no transaction grows without bound. */
const LARGEST_GROUP = 256;
/** A group of so many shows that more are on their way. Whoever is alone never waits. */
const CROWD = 2;
const GATHER_MS = 4;
/** After so many commits the log is carried over into the database file. */
const COMMITS_PER_CHECKPOINT = 32;
/** Out of memory, I/O error, corruption, disk full: SQLite asks to roll back the whole transaction, not the statement. */
const FATAL_TO_GROUP: ReadonlySet<number | null> = new Set([7, 10, 11, 13]);

/**
 * What a power cut may take back: who works on what, what a letter says, that a notice was sent. It is then done once more, with the same outcome and the same
 * bytes. The log is written from its beginning to its end, so that whatever stands on one of these (a decision on a reading) is never there without it.
 */
const DONE_ONCE_MORE: ReadonlySet<Verb> = new Set<WritingVerb>(['claimLettersToRead', 'claimAlone', 'saveReading', 'claimNotices', 'noteNoticesSent']);

type Asked<K extends Ask['kind']> = { readonly id: number; readonly ask: Extract<Ask, { kind: K }> };
type VerbRequest = Asked<'verb'>;

/** Runs the pump after so many milliseconds; after none: when the messages that are here already have been received. */
export type Later = (pump: () => void, milliseconds: number) => void;

export const later: Later = (pump, milliseconds) => void (milliseconds === 0 ? setImmediate(pump) : setTimeout(pump, milliseconds));

type State = {
  readonly database: Database;
  readonly post: (answer: Answer) => void;
  readonly later: Later;
  readonly queue: Request[];
  setIsOpen: boolean;
  /** Of the open set, as loaded so far. */
  facts: Facts | null;
  /** Which pump is due, and whether it gathers; an earlier one that comes late does nothing. */
  due: { readonly gathers: boolean } | null;
  crowded: boolean;
  commits: number;
  /** Whether a COMMIT waits for the disk, as it was last set; null: to set it failed, and nobody knows. */
  waits: boolean | null;
  /** What a COMMIT did not wait for is perhaps not on the disk. */
  unsynced: boolean;
  /**
   * The disk has failed while something was unsynced. Linux tells such a failure once and takes the pages for written: no later sync brings them to the disk, and what stands
   * behind them in the log would be lost with them.
   */
  doubtful: boolean;
  /** Something was erased: older copies of its pages are still in the write-ahead log. So it may be in one that a process left behind. */
  erasing: boolean;
};

export function makeWriter(database: Database, post: (answer: Answer) => void, later: Later): Writer {
  const state: State = { database, post, later, queue: [], setIsOpen: false, facts: null, due: null, crowded: false, commits: 0, waits: true, unsynced: false, doubtful: false, erasing: true };
  return { receive: (request) => receive(state, request) };
}

function receive(state: State, request: Request): void {
  const { id, ask } = request;
  switch (ask.kind) {
    case 'load-more':
      return state.post(answerOf(id, () => loadMore(state.database, openFacts(state), ask.keys)));
    case 'record':
      return endSet(state, { id, ask });
    case 'abandon-set':
      return abandonSet(state, id);
    case 'verb':
    case 'open-set':
    case 'close':
      state.queue.push(request);
      return schedule(state, ask.kind === 'verb' && state.crowded);
    default:
      return ask satisfies never;
  }
}

/** One that does not gather takes the place of one that does. */
function schedule(state: State, gathers: boolean): void {
  if (state.setIsOpen || (state.due !== null && (gathers || !state.due.gathers))) return;
  const due = { gathers };
  state.due = due;
  state.later(() => {
    if (state.due === due) pump(state);
  }, gathers ? GATHER_MS : 0);
}

/** Works off the queue until it is empty or a working set is open. A set goes first: what else waits is committed with it. */
function pump(state: State): void {
  state.due = null;
  while (!state.setIsOpen) {
    const set = state.queue.findIndex(({ ask }) => ask.kind === 'open-set');
    const [opening] = set === -1 ? [] : state.queue.splice(set, 1);
    if (opening !== undefined) {
      openSet(state, opening as Asked<'open-set'>);
      continue;
    }
    const group = takeVerbs(state.queue);
    if (group.length > 0) {
      for (const answer of commitGroup(state, group)) state.post(answer);
      afterCommit(state);
      continue;
    }
    const last = state.queue.shift();
    if (last === undefined) return;
    close(state, last.id);
  }
}

function openSet(state: State, { id, ask }: Asked<'open-set'>): void {
  const { connection } = state.database;
  const opened = answerOf(id, () => orRollBack(connection, () => (state.facts = begin(state, ask.keys))));
  state.setIsOpen = opened.ok;
  state.post(opened);
}

function begin(state: State, keys: FactKeys): Facts {
  beginGroup(state, true);
  return loadFacts(state.database, keys);
}

function openFacts({ facts, setIsOpen }: State): Facts {
  if (!setIsOpen || facts === null) throw new Error('no working set is open');
  return facts;
}

function close(state: State, id: number): void {
  const { connection } = state.database;
  // Another process may have the database open, and then the log outlives this connection.
  if (state.erasing) carriesAll(connection);
  state.post(answerOf(id, () => connection.close()));
}

/** Records what was decided, and with it what waits in the queue. A record that is refused takes back nothing but itself. */
function endSet(state: State, { id, ask }: Asked<'record'>): void {
  const { database } = state;
  const loaded = openFacts(state).payments.values();
  state.setIsOpen = false;
  state.facts = null;
  const recorded = answerOf(id, () => orRollBack(database.connection, () => recordDecisions(database, ask.group, loaded)));
  const group = recorded.ok ? takeVerbs(state.queue) : [];
  const answers = recorded.ok ? commit(state, [recorded], group) : [recorded];
  state.erasing ||= recorded.ok && ask.group.some(erases);
  for (const answer of answers) state.post(answer);
  afterCommit(state);
  pump(state);
}

function abandonSet(state: State, id: number): void {
  if (!state.setIsOpen) throw new Error('no working set is open');
  state.setIsOpen = false;
  state.facts = null;
  state.post(answerOf(id, () => rollBack(state.database.connection)));
  pump(state);
}

function afterCommit(state: State): void {
  state.commits += 1;
  const due = state.commits % COMMITS_PER_CHECKPOINT === 0;
  try {
    if (state.erasing && (due || state.queue.length === 0)) state.erasing = !emptyLog(state.database.connection);
    else if (due) carryOver(state.database.connection);
  } catch (error) {
    // The answers have gone, and what they promised is in the log; the next commit meets the same disk.
    doubt(state, error);
  }
}

function doubt(state: State, error: unknown): void {
  if (state.unsynced && isOfDisk(error)) state.doubtful = true;
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

function commitGroup(state: State, group: readonly VerbRequest[]): readonly Answer[] {
  try {
    beginGroup(state, !group.every(({ ask }) => DONE_ONCE_MORE.has(ask.verb)));
  } catch (error) {
    return group.map(({ id }) => ({ id, ok: false, fault: faultData(error) }));
  }
  return commit(state, [], group);
}

function beginGroup(state: State, waits: boolean): void {
  const { connection } = state.database;
  if (state.doubtful && !carriesAll(connection)) throw new StoreFault({ code: 'io', message: 'the disk has failed, and the write-ahead log could not be carried over since', stack: null });
  state.unsynced &&= !state.doubtful;
  state.doubtful = false;
  waitForDisk(state, waits);
  orRollBack(connection, () => {
    beginImmediate(connection);
    refuseMoved(state.database.sealer, bytes(connection.get('SELECT key_check FROM meta WHERE only_row = 1') ?? {}, 'key_check'));
  });
}

/** By way of the file, whose pages are written and synced anew, nothing depends on the log any more. */
function carriesAll(connection: Connection): boolean {
  try {
    return emptyLog(connection);
  } catch {
    return false;
  }
}

/** Can be set between transactions alone (sqlite.org/pragma.html#pragma_synchronous). */
function waitForDisk(state: State, waits: boolean): void {
  if (state.waits === waits) return;
  state.waits = null;
  state.database.connection.exec(`PRAGMA synchronous = ${waits ? 'FULL' : 'NORMAL'}`);
  state.waits = waits;
}

/** Ends the open transaction: with what was done in it before, and with the verbs of a group. Where it can't be committed all of them have failed. */
function commit(state: State, before: readonly Answer[], group: readonly VerbRequest[]): readonly Answer[] {
  const { database } = state;
  state.crowded = group.length >= CROWD;
  state.erasing ||= group.some(({ ask }) => ask.verb === 'noteErased');
  try {
    return orRollBack(database.connection, () => {
      const answers = group.map((request) => runVerb(database, request));
      database.connection.exec('COMMIT');
      state.unsynced = state.waits === false;
      return [...before, ...answers];
    });
  } catch (error) {
    doubt(state, error);
    return [...before, ...group].map(({ id }) => ({ id, ok: false, fault: faultData(error) }));
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

/** The digests of settlement numbers go with the decision that spends them. */
const erases = ({ decision }: ToRecord): boolean => decision.effects.some(({ kind }) => kind === 'number-spent' || kind === 'card-voided');
