/** Which verbs write and which only read: two lists, each verb as a synchronous function on a database inside a transaction. */
import type { Store } from '../store.ts';
import { listAccounts, listPostings } from './accounts.ts';
import { audit } from './audit.ts';
import type { Database } from './database.ts';
import { addInstruction, nextDueAt, readyInputs, unclearedBefore } from './inputs.ts';
import { releaseClaims } from './claims.ts';
import { claimLettersToRead, keepLetter, loadCursor, putLetterBack, saveCursor, saveReading } from './letters.ts';
import { findLetter, listDecisions, listEntries, listLetters, listStaffTasks, reconcile } from './listings.ts';
import { claimNotices, listNotices, noteNoticeFailed, noteNoticeSent, putNoticeBack, saveMadeNotice } from './notices.ts';
import { isRegistered, listParties } from './parties.ts';
import { findPayment, listPayments } from './payments.ts';

export type Verb = Exclude<keyof Store, 'withWorkingSet' | 'close'>;
export type Result<V extends Verb> = Awaited<ReturnType<Store[V]>>;
type Worked<V extends Verb> = (database: Database, ...parameters: Parameters<Store[V]>) => Result<V>;

export type WritingVerb = 'releaseClaims' | 'keepLetter' | 'saveCursor' | 'claimLettersToRead' | 'saveReading' | 'putLetterBack' | 'addInstruction' | 'claimNotices' | 'saveMadeNotice' | 'noteNoticeSent' | 'putNoticeBack' | 'noteNoticeFailed';
export type ReadingVerb = Exclude<Verb, WritingVerb>;

export const writingVerbs: { readonly [V in WritingVerb]: Worked<V> } = {
  releaseClaims,
  keepLetter,
  saveCursor,
  claimLettersToRead,
  saveReading,
  putLetterBack,
  addInstruction,
  claimNotices,
  saveMadeNotice,
  noteNoticeSent,
  putNoticeBack,
  noteNoticeFailed,
};

export const readingVerbs: { readonly [V in ReadingVerb]: Worked<V> } = {
  loadCursor,
  isRegistered,
  readyInputs,
  nextDueAt,
  unclearedBefore,
  listParties,
  listAccounts,
  listPostings,
  listPayments,
  findPayment,
  listDecisions,
  listNotices,
  listLetters,
  findLetter,
  listEntries,
  listStaffTasks,
  reconcile,
  audit,
};
