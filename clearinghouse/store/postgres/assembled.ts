/** The store's verbs, each in the transaction that it needs. */
import type { BoardStore, LedgerView } from '../../../bulletin-board/ports.ts';
import { StoreFault } from '../common/fault.ts';
import type { Store } from '../store.ts';
import { customerSums, heldSums, listAccounts, listPostings, listTransfers } from './accounts.ts';
import { audit } from './audit.ts';
import { assignEntries, assignOwnLeaf, lateEntries, listErasures, noteErased, notePublished, readEntries, waitingEntries } from './board-entries.ts';
import { ledgerChanges } from './board-ledger.ts';
import { giveUpLog } from './board-lost.ts';
import { beginLog, endLog, lead, listLogs, saveCosignatures, swapHead, unlead } from './board-logs.ts';
import { keepCard } from './cards.ts';
import type { Database } from './database.ts';
import { listEntries } from './entries.ts';
import { addInstruction, nextDueAt, readyInputs, unclearedBefore } from './inputs.ts';
import { makeKeeper } from './keeping.ts';
import { findUnopened } from './unopened.ts';
import { claimAlone, claimLettersToRead, giveUpLetter, loadCursor, putLetterBack, releaseClaims, saveCursor, saveReading } from './letters.ts';
import { findLetter, listDecisions, listLetters, listStaffTasks, reconcile } from './listings.ts';
import { bookRows, listRules, madeDecisions } from './made.ts';
import { claimNotices, countNotices, listNotices, noteNoticeFailed, noteNoticesSent, putNoticeBack, saveMadeNotices } from './notices.ts';
import { findParties, listParties } from './parties.ts';
import { findPayment, listPayments } from './payments.ts';
import { partiesToState, statement } from './statements.ts';
import type { Transactions } from './transaction.ts';
import { withWorkingSet } from './working-set.ts';

type Work<P extends readonly unknown[], R> = (database: Database, ...parameters: P) => Promise<R>;
/** Gives a verb its transaction. */
type Within = <P extends readonly unknown[], R>(work: Work<P, R>) => (...parameters: P) => Promise<R>;
/** `look` and `put`: verbs of one statement. */
type Kinds = { readonly look: Within; readonly read: Within; readonly put: Within; readonly write: Within; readonly turn: Within };

const fault = (code: 'closed' | 'other', message: string): StoreFault => new StoreFault({ code, message, stack: null });

export function assembleStore(transactions: Transactions, readOnly: boolean, close: () => Promise<void>): Store {
  const running = new Set<Promise<unknown>>();
  let closed = false;
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw fault('closed', 'the store is closed');
    const promise = work();
    running.add(promise);
    return promise.finally(() => running.delete(promise));
  };
  const changing = <T>(work: () => Promise<T>): Promise<T> =>
    run(() => {
      if (readOnly) throw fault('other', 'the store was opened for reading only');
      return work();
    });
  const kinds: Kinds = {
    look: (work) => (...parameters) => run(() => transactions.alone((database) => work(database, ...parameters))),
    put: (work) => (...parameters) => changing(() => transactions.alone((database) => work(database, ...parameters))),
    read: (work) => (...parameters) => run(() => transactions.reading((database) => work(database, ...parameters))),
    write: (work) => (...parameters) => changing(() => transactions.writing((database) => work(database, ...parameters))),
    turn: (work) => (...parameters) => changing(() => transactions.inTurn((database) => work(database, ...parameters))),
  };
  const keep = makeKeeper(transactions);
  return {
    keepLetter: (letter, hints, keptAt) => changing(async () => {
      const { letterId, duplicate } = await keep(letter, hints, keptAt, null);
      return { letterId, duplicate };
    }),
    keepAndClaim: (letter, hints, keptAt, claimedUntil) => changing(() => keep(letter, hints, keptAt, claimedUntil)),
    ...workingVerbs(kinds),
    ...boardVerbs(kinds),
    ...listingVerbs(kinds),
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.allSettled(running);
      await close();
    },
  };
}

type WorkingVerb =
  | 'loadCursor' | 'saveCursor' | 'claimLettersToRead' | 'claimAlone' | 'findUnopened' | 'saveReading' | 'putLetterBack' | 'giveUpLetter' | 'releaseClaims' | 'keepCard' | 'addInstruction' | 'readyInputs'
  | 'withWorkingSet' | 'claimNotices' | 'saveMadeNotices' | 'noteNoticesSent' | 'putNoticeBack' | 'noteNoticeFailed' | 'nextDueAt' | 'unclearedBefore';

const workingVerbs = ({ look, read, put, write, turn }: Kinds): Pick<Store, WorkingVerb> => ({
  loadCursor: look(loadCursor),
  saveCursor: put(saveCursor),
  claimLettersToRead: write(claimLettersToRead),
  claimAlone: write(claimAlone),
  findUnopened: read(findUnopened),
  saveReading: write(saveReading),
  putLetterBack: write(putLetterBack),
  giveUpLetter: write(giveUpLetter),
  releaseClaims: write(releaseClaims),
  keepCard: turn(keepCard),
  addInstruction: write(addInstruction),
  readyInputs: read(readyInputs),
  withWorkingSet: turn(withWorkingSet),
  claimNotices: write(claimNotices),
  saveMadeNotices: write(saveMadeNotices),
  noteNoticesSent: write(noteNoticesSent),
  putNoticeBack: write(putNoticeBack),
  noteNoticeFailed: write(noteNoticeFailed),
  nextDueAt: look(nextDueAt),
  unclearedBefore: look(unclearedBefore),
});

const boardVerbs = ({ look, read, put, write, turn }: Kinds): BoardStore & LedgerView & Pick<Store, 'lateEntries'> => ({
  lead: write(lead),
  unlead: put(unlead),
  listLogs: read(listLogs),
  beginLog: turn(beginLog),
  assignEntries: turn(assignEntries),
  assignOwnLeaf: turn(assignOwnLeaf),
  readEntries: read(readEntries),
  swapHead: turn(swapHead),
  saveCosignatures: turn(saveCosignatures),
  notePublished: turn(notePublished),
  endLog: turn(endLog),
  giveUpLog: turn(giveUpLog),
  listErasures: look(listErasures),
  noteErased: turn(noteErased),
  waitingEntries: look(waitingEntries),
  lateEntries: look(lateEntries),
  ledgerChanges: read(ledgerChanges),
});

type ListingVerb =
  | 'listParties' | 'findParties' | 'listAccounts' | 'customerSums' | 'listRules' | 'heldSums' | 'listTransfers' | 'listPostings' | 'statement' | 'partiesToState' | 'listPayments' | 'findPayment' | 'listDecisions' | 'listNotices' | 'countNotices' | 'listLetters' | 'findLetter'
  | 'listEntries' | 'listStaffTasks' | 'madeDecisions' | 'bookRows' | 'reconcile' | 'audit';

const listingVerbs = ({ look, read }: Kinds): Pick<Store, ListingVerb> => ({
  listParties: read(listParties),
  findParties: read(findParties),
  listAccounts: look(listAccounts),
  customerSums: look(customerSums),
  listRules: look(listRules),
  heldSums: look(heldSums),
  listTransfers: read(listTransfers),
  listPostings: read(listPostings),
  statement: read(statement),
  partiesToState: read(partiesToState),
  listPayments: look(listPayments),
  findPayment: read(findPayment),
  listDecisions: read(listDecisions),
  listNotices: look(listNotices),
  countNotices: look(countNotices),
  listLetters: look(listLetters),
  findLetter: read(findLetter),
  listEntries: look(listEntries),
  listStaffTasks: look(listStaffTasks),
  madeDecisions: read(madeDecisions),
  bookRows: look(bookRows),
  reconcile: read(reconcile),
  audit: read(audit),
});
