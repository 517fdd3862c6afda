/** Which verbs write and which only read: two lists, each verb as a synchronous function on a database inside a transaction. */
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
import { releaseClaims } from './claims.ts';
import { findUnopened } from './unopened.ts';
import { claimAlone, claimLettersToRead, giveUpLetter, keepAndClaim, keepLetter, loadCursor, putLetterBack, saveCursor, saveReading } from './letters.ts';
import { findLetter, listDecisions, listLetters, listStaffTasks, reconcile } from './listings.ts';
import { bookRows, listRules, madeDecisions } from './made.ts';
import { claimNotices, countNotices, listNotices, noteNoticeFailed, noteNoticesSent, putNoticeBack, saveMadeNotices } from './notices.ts';
import { findParties, listParties } from './parties.ts';
import { findPayment, listPayments } from './payments.ts';
import { partiesToState, statement } from './statements.ts';

export type Verb = Exclude<keyof Store, 'withWorkingSet' | 'close'>;
export type Result<V extends Verb> = Awaited<ReturnType<Store[V]>>;
type Worked<V extends Verb> = (database: Database, ...parameters: Parameters<Store[V]>) => Result<V>;

type BoardWritingVerb = 'lead' | 'unlead' | 'beginLog' | 'assignEntries' | 'assignOwnLeaf' | 'swapHead' | 'saveCosignatures' | 'notePublished' | 'endLog' | 'giveUpLog' | 'noteErased';
export type WritingVerb = BoardWritingVerb | 'releaseClaims' | 'keepLetter' | 'keepAndClaim' | 'saveCursor' | 'claimLettersToRead' | 'claimAlone' | 'saveReading' | 'putLetterBack' | 'giveUpLetter' | 'keepCard' | 'addInstruction' | 'claimNotices' | 'saveMadeNotices' | 'noteNoticesSent' | 'putNoticeBack' | 'noteNoticeFailed';
export type ReadingVerb = Exclude<Verb, WritingVerb>;

export const writingVerbs: { readonly [V in WritingVerb]: Worked<V> } = {
  releaseClaims,
  keepLetter,
  keepAndClaim,
  saveCursor,
  claimLettersToRead,
  claimAlone,
  saveReading,
  putLetterBack,
  giveUpLetter,
  keepCard,
  addInstruction,
  claimNotices,
  saveMadeNotices,
  noteNoticesSent,
  putNoticeBack,
  noteNoticeFailed,
  lead,
  unlead,
  beginLog,
  assignEntries,
  assignOwnLeaf,
  swapHead,
  saveCosignatures,
  notePublished,
  endLog,
  giveUpLog,
  noteErased,
};

export const readingVerbs: { readonly [V in ReadingVerb]: Worked<V> } = {
  loadCursor,
  findUnopened,
  readyInputs,
  nextDueAt,
  unclearedBefore,
  listParties,
  findParties,
  listAccounts,
  customerSums,
  listRules,
  heldSums,
  listTransfers,
  listPostings,
  statement,
  partiesToState,
  listPayments,
  findPayment,
  listDecisions,
  listNotices,
  countNotices,
  listLetters,
  findLetter,
  listEntries,
  listStaffTasks,
  listLogs,
  readEntries,
  listErasures,
  waitingEntries,
  lateEntries,
  ledgerChanges,
  madeDecisions,
  bookRows,
  reconcile,
  audit,
};
