/**
 * One daemon to one database: a lock beside it that ends with its process (store/sqlite/process-lock.ts), on whatever machine or in whatever container that shares the folder.
 * It keeps a second daemon out; it is no lock of the data, which several processes may use at a time. Who has it stands in a file of its own, for people, and for older programs,
 * to whom that file was the lock: they find a process there that lives, and do not start beside it.
 */
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { createForOwner, isProcessLocked, takeProcessLock } from '../store/sqlite/process-lock.ts';
import { mistake } from './mistake.ts';

export const lockPath = (database: string): string => `${database}.lock`;
export const holderPath = (database: string): string => `${database}.daemon`;

/** Whether a daemon runs on the database, and which. */
export function runningDaemon(database: string): string | null {
  const path = lockPath(database);
  if (existsSync(path) && asLock(path, () => isProcessLocked(path))) return shown(readHolder(holderPath(database)));
  return olderDaemon(database);
}

/** Throws where another daemon runs. Returns what gives the lock back. */
export function takeDaemonLock(database: string): () => void {
  const release = asLock(lockPath(database), () => takeProcessLock(lockPath(database)));
  if (release === null) throw refusal(database, shown(readHolder(holderPath(database))));
  try {
    const text = writeHolder(database);
    return () => {
      removeHolder(holderPath(database), text);
      release();
    };
  } catch (error) {
    release();
    throw error;
  }
}

const refusal = (database: string, who: string): Error => mistake(database, `${who} running on it`, 'no other `kakitome start` (stop that one, or use another store.path)');

/** In a container the number says little, and the host's name is the container's. */
const shown = (holder: Holder | null): string => (holder === null ? 'another process' : `process ${holder.pid}${holder.host === null ? '' : ` on ${holder.host}`}`);

/** Whoever has the lock knows that what an equal program wrote is over. An older one may take the file in the very moment, so it is looked at again. */
function writeHolder(database: string): string {
  const path = holderPath(database);
  const text = `${JSON.stringify({ pid: process.pid, begun: begunAt(process.pid), host: hostname() })}\n`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const older = olderDaemon(database);
    if (older !== null) throw refusal(database, `${older}, of an older program,`);
    rmSync(path, { force: true });
    if (createForOwner(path, text)) return text;
  }
  throw mistake(path, 'another process writing it at the same time', 'one `kakitome start` at a time');
}

const TRIES = 3;

function removeHolder(path: string, own: string): void {
  try {
    if (readFileSync(path, 'utf8') === own) rmSync(path, { force: true });
  } catch {
    // Gone already: nothing is left to take away.
  }
}

/** What is wrong with the lock file is not the database's: it holds no data, and may go. */
function asLock<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !('errcode' in error)) throw error;
    const { uid } = statSync(path);
    throw mistake(path, `a lock file of user ${uid} that can't be used (${error.message})`, 'one that this user may write; it holds no data: while no daemon runs on the database, remove it');
  }
}

/** `host` null: an older program wrote it, whose lock it is. */
type Holder = { readonly pid: number; readonly begun: string | null; readonly host: string | null };

/** A daemon of a program that had its lock in the file that now only names the holder: by process number, or SQLite's lock on that file itself. */
function olderDaemon(database: string): string | null {
  const path = holderPath(database);
  if (!existsSync(path)) return null;
  if (statSync(path).size >= SMALLEST_PAGE) return asLock(path, () => isProcessLocked(path, true)) ? 'another process' : null;
  const holder = readHolder(path);
  return holder?.host === null && isAlive(holder) ? shown(holder) : null;
}

/** A database has pages, and what names a holder is shorter. */
const SMALLEST_PAGE = 512;

function readHolder(path: string): Holder | null {
  try {
    const { pid, begun, host } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    if (!Number.isSafeInteger(pid) || pid === undefined || pid <= 0) return null;
    return { pid, begun: typeof begun === 'string' ? begun : null, host: typeof host === 'string' ? host : null };
  } catch {
    // It is being written, or was cut off by a crash.
    return null;
  }
}

/** Process numbers are used again: where the system tells it, the start must agree too. */
function isAlive({ pid, begun }: Holder): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: somebody else's process, which is alive.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = begunAt(pid);
  return begun === null || now === null || begun === now;
}

/** Boot and start time of a process, where /proc tells them (Linux); null elsewhere. */
function begunAt(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // Field 22 of proc(5) stat; the name in brackets before it may hold blanks and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return null;
  }
}
