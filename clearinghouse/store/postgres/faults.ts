/** Errors of the driver and the server as faults of the store. */
import { StoreFault, type FaultCode } from '../common/fault.ts';

/**
 * SQLSTATE (PostgreSQL manual, appendix A): what the disk, the server's end, or another process has done; 25006: this is a standby, or was made read-only;
 * 28, 3D, 42501: it does not let us in any more; XX: its own fault. 42, 0A000: there is no such table or column, or it is another one than when the statement was
 * prepared: statements are fixed, so the schema is another one, as it is once a newer program has migrated it. None of them says anything of what was asked for.
 */
const OUTAGES: readonly (readonly [start: string, code: FaultCode])[] = [
  ['53100', 'disk-full'],
  ['58', 'io'],
  ['08', 'io'],
  ['57P', 'io'],
  ['53', 'io'],
  ['25P03', 'io'],
  ['25006', 'io'],
  ['28', 'io'],
  ['3D', 'io'],
  ['42', 'io'],
  ['0A000', 'io'],
  ['XX', 'io'],
  ['55P03', 'locked'],
  ['57014', 'locked'],
  ['40', 'locked'],
];

/** Serialization failure, deadlock: nothing was done, and the same again may go well. */
const REPEATABLE: ReadonlySet<unknown> = new Set(['40001', '40P01']);

const sqlState = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;

/** Of a connection that was there: TLS that met bytes which are none of its own or an alert, a stream that has ended. Node gives them no `syscall`. */
const OF_STREAM = /^(?:ERR_(?:SSL|OSSL|TLS|STREAM|SOCKET)_\w+|EPROTO)$/;

/** The socket's errors, also those of a name with several addresses, none of which answered; and the driver's own when it goes away. `EPIPE` looks like an SQLSTATE. */
const isOfSocket = (error: unknown): error is Error =>
  error instanceof Error && (isOfSystem(error) || (error instanceof AggregateError && error.errors.length > 0 && error.errors.every(isOfSocket)));

const isOfSystem = (error: Error): boolean =>
  ('syscall' in error && typeof error.syscall === 'string') || ('code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET' || OF_STREAM.test(String(error.code)))) || /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/.test(error.message);

/** What the caller is told. An error of the program stays what it is. */
export function faultOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreFault) return error;
  if (isOfSocket(error)) return made('io', error);
  const state = sqlState(error);
  return state === null ? error : made(OUTAGES.find(([start]) => state.startsWith(start))?.[1] ?? 'other', error);
}

/** Of an attempt to connect: nothing was asked for yet, so whatever is wrong (a certificate, TLS that the server does not have) says nothing of what would have been. */
export function faultOfConnecting(error: unknown): StoreFault {
  const fault = faultOf(error);
  if (fault instanceof StoreFault && fault.code !== 'other') return fault;
  return made('io', error instanceof Error ? error : new Error(String(error)));
}

/** Of several attempts to connect the first says what is wrong; what they have in common has no words of its own. */
const wordsOf = (error: Error): string => (error instanceof AggregateError && error.message === '' ? String((error.errors[0] as Error).message) : error.message);

const made = (code: FaultCode, error: Error): StoreFault => Object.assign(new StoreFault({ code, message: wordsOf(error), stack: error.stack ?? null }), { cause: error });

export const isRepeatable = (error: unknown): boolean => error instanceof Error && (REPEATABLE.has(sqlState(error)) || (error.cause !== undefined && isRepeatable(error.cause)));

/** Of a fault: the connection can't be used any more. */
export const isLost = (fault: unknown): boolean => fault instanceof StoreFault && fault.code === 'io';
