/** What crosses the border between the main thread and the database's threads. All of it can be cloned. */
import type { FactKeys } from '../../core/facts.ts';
import type { ToRecord } from '../common/decided.ts';
import { StoreFault, type FaultCode, type FaultData } from '../common/fault.ts';
import { primaryCode } from './transaction.ts';
import type { Verb } from './verbs.ts';

export { StoreFault } from '../common/fault.ts';

export type Ask =
  | { readonly kind: 'verb'; readonly verb: Verb; readonly parameters: readonly unknown[] }
  /** Opens the working set and its transaction; answered with the facts. */
  | { readonly kind: 'open-set'; readonly keys: FactKeys }
  /** Inside the open set: what more keys name, besides what was answered so far. */
  | { readonly kind: 'load-more'; readonly keys: FactKeys }
  /** Ends the open set: answered with the indexes of the recorded decisions, after COMMIT. */
  | { readonly kind: 'record'; readonly group: readonly ToRecord[] }
  | { readonly kind: 'abandon-set' }
  /** Answered when all that came before is done and the connection is closed. */
  | { readonly kind: 'close' };

export type Request = { readonly id: number; readonly ask: Ask };
export type Answer = { readonly id: number; readonly ok: true; readonly result: unknown } | { readonly id: number; readonly ok: false; readonly fault: FaultData };

/** SQLite's primary result codes that are the disk's, another process's, or a hand's on the files: BUSY, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB. */
const OUTAGES: Readonly<Record<number, FaultCode>> = { 5: 'locked', 8: 'io', 10: 'io', 11: 'damaged', 13: 'disk-full', 14: 'io', 26: 'damaged' };

/** Of SQLite's own error, or of the fault that became of it. */
export const faultCode = (error: unknown): FaultCode => (error instanceof StoreFault ? error.code : (OUTAGES[primaryCode(error) ?? 0] ?? 'other'));

export function faultData(error: unknown): FaultData {
  if (error instanceof StoreFault) return { code: error.code, message: error.message, stack: error.stack ?? null };
  const code = faultCode(error);
  return error instanceof Error ? { code, message: error.message, stack: error.stack ?? null } : { code, message: String(error), stack: null };
}

/** Where asks go: a thread, or a writer or reader in the same one. */
export type Endpoint = { readonly ask: (ask: Ask) => Promise<unknown>; readonly close: () => Promise<void> };

/** The id of the answer that tells of opening. */
export const OPENING = 0;
