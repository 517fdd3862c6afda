/**
 * One daemon to one database: a file beside it names the process that runs. A file whose process has ended is stale and taken over.
 * It keeps a second daemon out; it is no lock of the data, which several processes may use at a time.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mistake } from './mistake.ts';

export const lockPath = (database: string): string => `${database}.daemon`;

/** The process that runs on the database, null where none does. */
export function runningDaemon(database: string): number | null {
  const holder = readHolder(lockPath(database));
  return holder !== null && isAlive(holder) ? holder.pid : null;
}

/** Throws where another daemon runs. Returns what gives the lock back. */
export function takeDaemonLock(database: string): () => void {
  const path = lockPath(database);
  const own = `${JSON.stringify({ pid: process.pid, begun: begunAt(process.pid) })}\n`;
  for (let tries = 0; tries < 3; tries += 1) {
    if (create(path, own)) return () => release(path, own);
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) throw mistake(database, `process ${holder.pid} running on it`, `no other \`kakitome start\` (stop that one, or use another store.path)`);
    clearStale(path);
  }
  throw mistake(path, 'another process taking it at the same time', 'one `kakitome start` at a time');
}

type Holder = { readonly pid: number; readonly begun: string | null };

function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): Holder | null {
  try {
    const { pid, begun } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return Number.isSafeInteger(pid) && pid !== undefined && pid > 0 ? { pid, begun: typeof begun === 'string' ? begun : null } : null;
  } catch {
    return null;
  }
}

/** Process numbers are used again, above all after a restart of the machine or in a container: where the system tells it, the start must agree too. */
function isAlive({ pid, begun }: Holder): boolean {
  if (pid === process.pid) return begun === null ? false : begun === begunAt(pid);
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

/** Moves the stale file away. Had somebody taken the lock in between, theirs is put back. */
function clearStale(path: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved !== null && isAlive(moved)) putBack(aside, path);
  rmSync(aside, { force: true });
}

function putBack(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function release(path: string, own: string): void {
  try {
    if (readFileSync(path, 'utf8') === own) rmSync(path, { force: true });
  } catch {
    // Gone already: nothing is left to give back.
  }
}
