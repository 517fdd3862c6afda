/** The store's verbs over a writer and a reader. A store that was opened for reading only has no writer. */
import type { ReceivedLetter } from '../../protocol/letter.ts';
import type { Store } from '../store.ts';
import { StoreFault, type Endpoint } from './messages.ts';
import type { ReadingVerb, Result, Verb, WritingVerb } from './verbs.ts';
import { withWorkingSet } from './working-set.ts';

export type Endpoints = { readonly writer: Endpoint | null; readonly reader: Endpoint; /** A reader of its own, so that an audit holds up no one. */ readonly startAuditor: () => Promise<Endpoint> };

const closedFault = (): StoreFault => new StoreFault({ code: 'closed', message: 'the store is closed', stack: null });
const readOnlyFault = (): StoreFault => new StoreFault({ code: 'other', message: 'the store was opened for reading only', stack: null });

export function assembleStore({ writer, reader, startAuditor }: Endpoints): Store {
  const running = new Set<Promise<unknown>>();
  let closed = false;
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw closedFault();
    const promise = work();
    running.add(promise);
    try {
      return await promise;
    } finally {
      running.delete(promise);
    }
  };
  const writing = (): Endpoint => {
    if (writer === null) throw readOnlyFault();
    return writer;
  };
  const ask = async <V extends Verb>(endpoint: Endpoint, verb: V, parameters: readonly unknown[]): Promise<Result<V>> => (await endpoint.ask({ kind: 'verb', verb, parameters })) as Result<V>;
  const write = <V extends WritingVerb>(verb: V) => (...parameters: Parameters<Store[V]>): Promise<Result<V>> => run<Result<V>>(() => ask(writing(), verb, parameters));
  const read = <V extends ReadingVerb>(verb: V) => (...parameters: Parameters<Store[V]>): Promise<Result<V>> => run<Result<V>>(() => ask(reader, verb, parameters));
  return {
    keepLetter: (letter, hints, keptAt) => write('keepLetter')(withOwnBytes(letter), hints, keptAt),
    loadCursor: read('loadCursor'),
    saveCursor: write('saveCursor'),
    claimLettersToRead: write('claimLettersToRead'),
    isRegistered: read('isRegistered'),
    saveReading: write('saveReading'),
    releaseClaims: write('releaseClaims'),
    putLetterBack: write('putLetterBack'),
    addInstruction: write('addInstruction'),
    readyInputs: read('readyInputs'),
    withWorkingSet: (keys, decide) => run(async () => withWorkingSet(writing(), keys, decide)),
    claimNotices: write('claimNotices'),
    saveMadeNotice: (noticeId, bytes) => write('saveMadeNotice')(noticeId, ownBytes(bytes)),
    noteNoticeSent: write('noteNoticeSent'),
    putNoticeBack: write('putNoticeBack'),
    noteNoticeFailed: write('noteNoticeFailed'),
    nextDueAt: read('nextDueAt'),
    unclearedBefore: read('unclearedBefore'),
    listParties: read('listParties'),
    listAccounts: read('listAccounts'),
    listPostings: read('listPostings'),
    listPayments: read('listPayments'),
    findPayment: read('findPayment'),
    listDecisions: read('listDecisions'),
    listNotices: read('listNotices'),
    listLetters: read('listLetters'),
    findLetter: read('findLetter'),
    listEntries: read('listEntries'),
    listStaffTasks: read('listStaffTasks'),
    reconcile: read('reconcile'),
    audit: () => run(() => auditApart(startAuditor, (auditor) => ask(auditor, 'audit', []))),
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.allSettled(running);
      await Promise.all([writer?.close(), reader.close()]);
    },
  };
}

async function auditApart<T>(start: () => Promise<Endpoint>, work: (auditor: Endpoint) => Promise<T>): Promise<T> {
  const auditor = await start();
  try {
    return await work(auditor);
  } finally {
    await auditor.close();
  }
}

const withOwnBytes = (letter: ReceivedLetter): ReceivedLetter => ({ ...letter, bytes: ownBytes(letter.bytes) });

/** Cloning a view clones the whole buffer that it looks into, which may be a shared pool. */
const ownBytes = (bytes: Uint8Array): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes));
