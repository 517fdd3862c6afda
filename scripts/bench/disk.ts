/** What the disk takes for one synced append, again and again while the load runs: no answer that waits for its commit can be quicker, nor steadier. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';

export type DiskWatch = { /** Milliseconds, as they came. */ readonly took: readonly number[]; readonly stop: () => Promise<void> };

const EVERY_MS = 50;
const PAGE = Buffer.alloc(4_096, 'a');

/** On the disk of that folder. */
export async function watchDisk(folder: string): Promise<DiskWatch> {
  const file = await open(join(folder, 'disk-watch'), 'a');
  const took: number[] = [];
  let stopping = false;
  const watching = (async () => {
    while (!stopping) {
      const begun = performance.now();
      await file.write(PAGE);
      await file.datasync();
      took.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await watching;
    await file.close();
  };
  return { took, stop };
}
