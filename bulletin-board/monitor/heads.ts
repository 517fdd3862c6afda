/** Two heads of one log held against each other, by a proof made from the log's own tiles. */
import { sameBytes } from '../format/encoding.ts';
import { Malformed } from '../format/malformed.ts';
import { verifyConsistency } from '../format/tree.ts';
import type { ReadFile } from '../ports.ts';
import { makeTileReader } from '../verify/tiles.ts';

export type Head = { readonly size: number; readonly root: Uint8Array };

/** `fork`: one is no beginning of the other. `unprovable`: the tiles do not lead to the newer head, so nothing is said of the older one. */
export type Comparison = 'consistent' | 'fork' | 'unprovable';

/** `older` has at most as many entries as `newer`. Rejects only with the fault of `read`. */
export async function compareHeads(read: ReadFile, older: Head, newer: Head): Promise<Comparison> {
  if (older.size === newer.size) return sameBytes(older.root, newer.root) ? 'consistent' : 'fork';
  if (older.size === 0) return 'consistent';
  const tiles = makeTileReader(read, newer.size);
  return unlessMalformed(async () => {
    const [own, proof] = [await tiles.hashOfRange({ start: 0, end: older.size }), await tiles.consistencyProof(older.size)];
    if (!verifyConsistency(older.size, newer.size, own, newer.root, proof)) return 'unprovable';
    return sameBytes(own, older.root) ? 'consistent' : 'fork';
  });
}

/** Whether the tiles of the right edge lead to the head's root. */
export const tilesLeadTo = async (read: ReadFile, { size, root }: Head): Promise<boolean> =>
  (await unlessMalformed(async () => (sameBytes(await makeTileReader(read, size).root(), root) ? 'consistent' : 'unprovable'))) === 'consistent';

async function unlessMalformed(work: () => Promise<Comparison>): Promise<Comparison> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Malformed) return 'unprovable';
    throw error;
  }
}
