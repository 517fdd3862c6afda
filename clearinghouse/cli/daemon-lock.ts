/**
 * One daemon to one database: a lock beside it that ends with its process (store/sqlite/process-lock.ts), on whatever machine or in whatever container that shares the folder.
 * It keeps a second daemon out; it is no lock of the data, which several processes may use at a time.
 */
import { existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { lookAtProcessLock, takeProcessLock, type Holder, type Taking } from '../store/sqlite/process-lock.ts';
import { mistake } from './mistake.ts';

export const lockPath = (database: string): string => `${database}.daemon`;

/** Whether a daemon runs on the database, and which. */
export function runningDaemon(database: string): string | null {
  const path = lockPath(database);
  if (!existsSync(path)) return null;
  const earlier = readEarlier(path);
  if (earlier !== null) return isAlive(earlier) ? `process ${earlier.pid}` : null;
  const { held, holder } = asLock(path, () => lookAtProcessLock(path));
  return held ? shown(holder) : null;
}

/** Throws where another daemon runs. Returns what gives the lock back. */
export function takeDaemonLock(database: string): () => void {
  const taking = take(database, lockPath(database));
  if (taking.release === null) throw refusal(database, shown(taking.holder));
  return taking.release;
}

const refusal = (database: string, who: string): Error => mistake(database, `${who} running on it`, 'no other `kakitome start` (stop that one, or use another store.path)');

/** In a container the number says little, and the host's name is the container's. */
const shown = (holder: Holder | null): string => (holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}`);

function take(database: string, path: string): Taking {
  const earlier = existsSync(path) ? readEarlier(path) : null;
  if (earlier !== null) {
    if (isAlive(earlier)) throw refusal(database, `process ${earlier.pid}, of an older program,`);
    truncateSync(path);
  }
  return asLock(path, () => takeProcessLock(path, process.pid));
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

/** What older programs left: a line of JSON with the process's number and its start. */
type Earlier = { readonly pid: number; readonly begun: string | null };

const NO_PROCESS = 0;

/** Told by its size alone: a database has pages, and to open the file would drop this process's own lock on it. */
const SMALLEST_PAGE = 512;

function readEarlier(path: string): Earlier | null {
  const { size } = statSync(path);
  if (size === 0 || size >= SMALLEST_PAGE) return null;
  try {
    const { pid, begun } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Earlier>;
    return { pid: Number.isSafeInteger(pid) && pid !== undefined && pid > 0 ? pid : NO_PROCESS, begun: typeof begun === 'string' ? begun : null };
  } catch {
    // Cut off by a crash.
    return { pid: NO_PROCESS, begun: null };
  }
}

/** Process numbers are used again: where the system tells it, the start must agree too. */
function isAlive({ pid, begun }: Earlier): boolean {
  if (pid === NO_PROCESS || pid === process.pid) return false;
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
