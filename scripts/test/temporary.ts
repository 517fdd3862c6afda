/** Where a run of the tests keeps its files. */
import { readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const IN_MEMORY = '/dev/shm';
/** Many times what the whole suite has at one moment. */
const ENOUGH_BYTES = 4 * 2 ** 30;
/** With what the programs under test need beside it. */
const ENOUGH_MEMORY = 8 * 2 ** 30;

/** What the system says of the file system in memory. */
export type MemoryPlace = { readonly mounts: string; readonly freeBytes: number; readonly availableMemory: number };

/**
 * The folder below which temporary files go: the one that TMPDIR names; else memory, where there is plenty, since thousands of transactions would wait
 * for the disk, and what is proved (a process is killed, never the machine) is the same; else the system's own.
 */
export function temporaryRoot(environment: Readonly<Record<string, string | undefined>>, look: () => MemoryPlace = lookAtMemory): string {
  if ((environment['TMPDIR'] ?? '') !== '') return tmpdir();
  try {
    return isPlenty(look()) ? IN_MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Tests also run programs that they have written. */
function isPlenty({ mounts, freeBytes, availableMemory }: MemoryPlace): boolean {
  const [, , kind = '', options = ''] = mounts.split('\n').map((line) => line.split(' ')).findLast(([, place]) => place === IN_MEMORY) ?? [];
  return kind === 'tmpfs' && options.split(',').includes('rw') && !options.split(',').includes('noexec') && freeBytes >= ENOUGH_BYTES && availableMemory >= ENOUGH_MEMORY;
}

function lookAtMemory(): MemoryPlace {
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return { mounts: readFileSync('/proc/mounts', 'utf8'), freeBytes: bavail * bsize, availableMemory: process.availableMemory() };
}
