/** An entry out of the files, held against what was verified: files can be altered after they were read, and a page shows what stands there when it is asked for. */
import { leafHash } from '../format/hash.ts';
import { Malformed } from '../format/malformed.ts';
import { verifyInclusion } from '../format/tree.ts';
import type { TileReader } from '../verify/tiles.ts';

export type ProvedEntry = { readonly entry: Uint8Array; /** The path from it to the root. */ readonly hashes: readonly Uint8Array[] };

/** `root`: that of the tree which the reader reads. Rejects with `Malformed` where the files do not lead from the entry to it. */
export async function provedEntry(tiles: TileReader, index: number, root: Uint8Array): Promise<ProvedEntry> {
  const [entry, hashes] = await Promise.all([tiles.entry(index), tiles.inclusionProof(index)]);
  if (!verifyInclusion(leafHash(entry), index, tiles.size, hashes, root)) throw new Malformed('inclusion', `found another entry ${index} than was verified, or other tiles; expected the files of the ${tiles.size} entries that were signed`);
  return { entry, hashes };
}
