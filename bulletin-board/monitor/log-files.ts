/** The public files of one log as the monitor reads them: entries, their hashes in the lowest tiles, faces. The tree itself is in tiles.ts. */
import { decodeBundle } from '../format/bundle.ts';
import { HASH_BYTES } from '../format/hash.ts';
import { Malformed } from '../format/malformed.ts';
import { bundlePath, facePath, TILE_WIDTH, tileHashes, tilePath, tileWidth } from '../format/tile.ts';
import type { ReadFile } from '../ports.ts';

/** Of each entry of one bundle: its bytes as the bundle has them, and its leaf hash as the tile has it. */
export type Page = { readonly leaves: readonly Uint8Array[]; readonly hashes: readonly Uint8Array[] };

export type LogFiles = {
  readonly read: ReadFile;
  /** Rejects with `Malformed` where a file is missing or damaged. */
  readonly page: (bundle: number) => Promise<Page>;
  readonly face: (index: number) => Promise<Uint8Array | null>;
};

/** Pages in memory at once; a page is 50 kB or so. */
const KEPT = 64;

export function openFiles(read: ReadFile, size: number): LogFiles {
  const kept = new Map<number, Page>();
  const page = async (bundle: number): Promise<Page> => {
    const known = kept.get(bundle);
    if (known !== undefined) return known;
    const width = tileWidth(size, 0, bundle);
    const [entries, tile] = await Promise.all([readEither(read, bundlePath(bundle, width), bundlePath(bundle)), readEither(read, tilePath(0, bundle, width), tilePath(0, bundle))]);
    const loaded = { leaves: leavesOf(entries, width), hashes: hashesOf(tile, width) };
    const [oldest] = kept.keys();
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(bundle, loaded);
    return loaded;
  };
  return { read, page, face: (index) => read(facePath(index)) };
}

/** `whole`: it was read in place of a partial one and has more than this tree. */
type Found = { readonly bytes: Uint8Array; readonly whole: boolean };

/** A partial file may be gone once the full one exists. */
async function readEither(read: ReadFile, partial: string, full: string): Promise<Found> {
  const exact = await read(partial);
  if (exact !== null) return { bytes: exact, whole: partial === full };
  const whole = partial === full ? null : await read(full);
  if (whole === null) throw new Malformed('tile', `found no ${partial}${partial === full ? '' : ` and no ${full}`}; expected the file of a log`);
  return { bytes: whole, whole: true };
}

const leavesOf = ({ bytes, whole }: Found, width: number): readonly Uint8Array[] => decodeBundle(bytes, whole ? TILE_WIDTH : width).slice(0, width);

function hashesOf({ bytes, whole }: Found, width: number): readonly Uint8Array[] {
  if (whole && bytes.length !== TILE_WIDTH * HASH_BYTES) throw new Malformed('tile', `found a tile of ${bytes.length} bytes; expected ${TILE_WIDTH} hashes`);
  return tileHashes(bytes.subarray(0, whole ? width * HASH_BYTES : bytes.length), width);
}
