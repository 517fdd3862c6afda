/**
 * Finds processes that a test run has left behind. Every process of the run carries the name of the run's
 * temporary folder in its environment, its arguments or its working folder, also after its parent has gone.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process that is still alive: its id and its command line. */
export interface LeftProcess {
  readonly pid: number;
  readonly command: string;
}

const graceMilliseconds = 3000;
const pollMilliseconds = 100;

/** True where the system shows processes under /proc. Elsewhere nothing can be found, and the caller says so. */
export function canLookForProcesses(): boolean {
  return process.platform === 'linux';
}

/** The processes of the run that are alive now, ourselves excepted. */
export function processesOf(folder: string): LeftProcess[] {
  const found: LeftProcess[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const command = look(() => readFileSync(`/proc/${name}/cmdline`, 'utf8'));
    // A process that has ended and only waits to be collected has no command line.
    if (command === '') continue;
    const environment = look(() => readFileSync(`/proc/${name}/environ`, 'utf8'));
    const place = look(() => readlinkSync(`/proc/${name}/cwd`));
    if (`${command}\n${environment}\n${place}`.includes(folder)) found.push({ pid, command: command.replaceAll('\0', ' ').trim() });
  }
  return found;
}

/** Gives what is about to end a moment, then ends the rest by their ids and tells which they were. */
export async function endProcessesOf(folder: string): Promise<LeftProcess[]> {
  let left = processesOf(folder);
  for (let waited = 0; left.length > 0 && waited < graceMilliseconds; waited += pollMilliseconds) {
    await wait(pollMilliseconds);
    left = processesOf(folder);
  }
  for (const { pid } of left) look(() => String(process.kill(pid, 'SIGKILL')));
  return left;
}

/** Another user's process, or one that ends while we look, has nothing to show. */
function look(read: () => string): string {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(code)) return '';
    throw error;
  }
}
