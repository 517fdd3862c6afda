/** The store's verbs over a writer and a reader. A store that was opened for reading only has no writer. */
import type { BoardStore, LedgerView } from '../../../bulletin-board/ports.ts';
import type { ReceivedLetter } from '../../protocol/letter.ts';
import { ownBytes } from '../../protocol/own-bytes.ts';
import type { Store } from '../store.ts';
import { StoreFault, type Endpoint } from './messages.ts';
import type { ReadingVerb, Result, Verb, WritingVerb } from './verbs.ts';
import { withWorkingSet } from './working-set.ts';

export type Endpoints = { readonly writer: Endpoint | null; readonly reader: Endpoint; /** A reader of its own, so that an audit holds up no one. */ readonly startAuditor: () => Promise<Endpoint> };

const closedFault = (): StoreFault => new StoreFault({ code: 'closed', message: 'the store is closed', stack: null });
const readOnlyFault = (): StoreFault => new StoreFault({ code: 'other', message: 'the store was opened for reading only', stack: null });

type Write = <V extends WritingVerb>(verb: V) => (...parameters: Parameters<Store[V]>) => Promise<Result<V>>;
type Read = <V extends ReadingVerb>(verb: V) => (...parameters: Parameters<Store[V]>) => Promise<Result<V>>;

export function assembleStore({ writer, reader, startAuditor }: Endpoints): Store {
  const running = new Set<Promise<unknown>>();
  const auditor = makeAuditor(startAuditor);
  let closed = false;
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw closedFault();
    const promise = work();
    running.add(promise);
    return promise.finally(() => running.delete(promise));
  };
  const writing = (): Endpoint => {
    if (writer === null) throw readOnlyFault();
    return writer;
  };
  const ask = async <V extends Verb>(endpoint: Endpoint, verb: V, parameters: readonly unknown[]): Promise<Result<V>> => (await endpoint.ask({ kind: 'verb', verb, parameters })) as Result<V>;
  const write: Write = (verb) => (...parameters) => run(() => ask(writing(), verb, parameters));
  const read: Read = (verb) => (...parameters) => run(() => ask(reader, verb, parameters));
  return {
    keepLetter: (letter, hints, keptAt) => write('keepLetter')(withOwnBytes(letter), hints, keptAt),
    keepAndClaim: (letter, hints, keptAt, claimedUntil) => write('keepAndClaim')(withOwnBytes(letter), hints, keptAt, claimedUntil),
    loadCursor: read('loadCursor'),
    saveCursor: write('saveCursor'),
    claimLettersToRead: write('claimLettersToRead'),
    claimAlone: write('claimAlone'),
    findUnopened: read('findUnopened'),
    saveReading: write('saveReading'),
    releaseClaims: write('releaseClaims'),
    putLetterBack: write('putLetterBack'),
    giveUpLetter: write('giveUpLetter'),
    keepCard: write('keepCard'),
    addInstruction: write('addInstruction'),
    readyInputs: read('readyInputs'),
    withWorkingSet: (keys, decide) => run(async () => withWorkingSet(writing(), keys, decide)),
    claimNotices: write('claimNotices'),
    saveMadeNotices: (made) => write('saveMadeNotices')(made.map(({ noticeId, bytes }) => ({ noticeId, bytes: ownBytes(bytes) }))),
    noteNoticesSent: write('noteNoticesSent'),
    putNoticeBack: write('putNoticeBack'),
    noteNoticeFailed: write('noteNoticeFailed'),
    ...boardVerbs(write, read),
    nextDueAt: read('nextDueAt'),
    unclearedBefore: read('unclearedBefore'),
    ...listingVerbs(read),
    audit: () => run(() => auditor.ask('audit')),
    customerSums: () => run(() => auditor.ask('customerSums')),
    reconcile: () => run(() => auditor.ask('reconcile')),
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.allSettled(running);
      await Promise.all([reader.close(), auditor.close()]);
      // The last: who only reads can't take the write-ahead log away when all is in the database.
      await writer?.close();
    },
  };
}

type ListingVerb =
  | 'listParties' | 'findParties' | 'listAccounts' | 'listRules' | 'heldSums' | 'listTransfers' | 'listPostings' | 'statement' | 'partiesToState' | 'listPayments' | 'findPayment'
  | 'listDecisions' | 'listNotices' | 'countNotices' | 'listLetters' | 'findLetter' | 'listEntries' | 'listStaffTasks' | 'madeDecisions' | 'bookRows';

const listingVerbs = (read: Read): Pick<Store, ListingVerb> => ({
  listParties: read('listParties'),
  findParties: read('findParties'),
  listAccounts: read('listAccounts'),
  listRules: read('listRules'),
  heldSums: read('heldSums'),
  listTransfers: read('listTransfers'),
  listPostings: read('listPostings'),
  statement: read('statement'),
  partiesToState: read('partiesToState'),
  listPayments: read('listPayments'),
  findPayment: read('findPayment'),
  listDecisions: read('listDecisions'),
  listNotices: read('listNotices'),
  countNotices: read('countNotices'),
  listLetters: read('listLetters'),
  findLetter: read('findLetter'),
  listEntries: read('listEntries'),
  listStaffTasks: read('listStaffTasks'),
  madeDecisions: read('madeDecisions'),
  bookRows: read('bookRows'),
});

const boardVerbs = (write: Write, read: Read): BoardStore & LedgerView & Pick<Store, 'lateEntries'> => ({
  lead: write('lead'),
  unlead: write('unlead'),
  listLogs: read('listLogs'),
  beginLog: write('beginLog'),
  assignEntries: write('assignEntries'),
  assignOwnLeaf: (origin, index, leaf) => write('assignOwnLeaf')(origin, index, ownBytes(leaf)),
  readEntries: read('readEntries'),
  swapHead: write('swapHead'),
  saveCosignatures: write('saveCosignatures'),
  notePublished: write('notePublished'),
  endLog: write('endLog'),
  giveUpLog: (log) => write('giveUpLog')({ ...log, leaves: log.leaves.map(ownBytes), next: { ...log.next, leaf: ownBytes(log.next.leaf) } }),
  listErasures: read('listErasures'),
  noteErased: write('noteErased'),
  waitingEntries: read('waitingEntries'),
  lateEntries: read('lateEntries'),
  ledgerChanges: read('ledgerChanges'),
});

/** What looks through whole tables. */
type LongVerb = 'audit' | 'customerSums' | 'reconcile';
type Auditor = { readonly ask: <V extends LongVerb>(verb: V) => Promise<Result<V>>; readonly close: () => Promise<void> };

/** One reader for all audits, begun with the first: to begin it takes longer than a small audit. After a fault it is given up, and the next audit begins another. */
function makeAuditor(start: () => Promise<Endpoint>): Auditor {
  let begun: Promise<Endpoint> | null = null;
  const close = async (): Promise<void> => {
    const ending = begun;
    begun = null;
    await (await ending)?.close();
  };
  return {
    ask: async <V extends LongVerb>(verb: V) => {
      const mine = (begun ??= start());
      try {
        return (await (await mine).ask({ kind: 'verb', verb, parameters: [] })) as Result<V>;
      } catch (error) {
        // What it dies of besides is of no use to the caller, who gets the first fault.
        if (begun === mine) await close().catch(() => undefined);
        throw error;
      }
    },
    close,
  };
}

const withOwnBytes = (letter: ReceivedLetter): ReceivedLetter => ({ ...letter, bytes: ownBytes(letter.bytes) });
