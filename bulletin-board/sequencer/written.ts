/**
 * The second route to a root: everything that a round wrote is read again, leaf hashes are computed from the bundles by the other
 * implementation of SHA-256 (Node's; what was written came from noble), each tile is held against its entries or the tile below it, and the root comes from the peaks of the head before.
 * A hash that was flipped in memory or on the disk between one route and the other does not get a signature.
 */
import { sameBytes } from '../format/encoding.ts';
import { leafHash } from '../format/hash.ts';
import { levelSize, TILE_WIDTH } from '../format/tile.ts';
import { appendLeaf, foldComplete, rootOf, type Peaks } from '../format/tree.ts';
import { makeTileReader } from '../verify/tiles.ts';
import type { ReadFile } from '../ports.ts';
import { hashesOfTile } from './tiles-of.ts';

export type SecondRoute = { readonly peaks: Peaks; readonly root: Uint8Array; /** What disagrees; null: nothing. */ readonly fault: string | null };

/** From the peaks of a trusted head to the tree of `size`, by what is on the disk. */
export async function secondRoute(read: ReadFile, before: Peaks, size: number): Promise<SecondRoute> {
  const reader = makeTileReader(read, size);
  let peaks = before;
  let fault: string | null = null;
  for (let bundle = Math.floor(before.size / TILE_WIDTH); bundle * TILE_WIDTH < size; bundle += 1) {
    const entries = await reader.entriesOf(bundle);
    const hashes = await hashesOfTile(read, size, 0, bundle);
    for (const [at, entry] of entries.entries()) {
      const index = bundle * TILE_WIDTH + at;
      const hash = leafHash(entry);
      if (!sameBytes(hash, hashes[at] ?? new Uint8Array())) fault ??= `the hash of entry ${index} in its tile`;
      if (index >= before.size) peaks = appendLeaf(peaks, hash);
    }
  }
  fault ??= await faultAbove(read, before.size, size);
  const root = rootOf(peaks);
  if (!sameBytes(root, await reader.root())) fault ??= 'the root of the right edge of the tiles';
  return { peaks, root, fault };
}

/** Each tile that became full against its hash in the tile above. */
async function faultAbove(read: ReadFile, from: number, to: number): Promise<string | null> {
  for (let level = 1; levelSize(to, level) > 0; level += 1) {
    for (let index = levelSize(from, level); index < levelSize(to, level); index += 1) {
      const above = await hashesOfTile(read, to, level, Math.floor(index / TILE_WIDTH));
      const below = await hashesOfTile(read, to, level - 1, index);
      if (!sameBytes(foldComplete(below), above[index % TILE_WIDTH] ?? new Uint8Array())) return `the hash of tile ${index} of level ${level - 1} in the level above`;
    }
  }
  return null;
}
