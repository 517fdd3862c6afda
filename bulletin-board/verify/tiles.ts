/** A log's tiles, read: hashes, proofs and entries of a tree of one size, from files that may be anywhere. */
import { decodeBundle } from '../format/bundle.ts';
import { Malformed } from '../format/malformed.ts';
import { bundlePath, placeOf, TILE_WIDTH, tileHashes, tilePath, tileWidth } from '../format/tile.ts';
import { consistencyRanges, foldComplete, foldNodes, inclusionRanges, nodesOf, type Node, type Range } from '../format/tree.ts';
import { HASH_BYTES } from '../format/hash.ts';
import type { ReadFile } from '../ports.ts';

export type TileReader = {
  readonly size: number;
  readonly hashOfNode: (node: Node) => Promise<Uint8Array>;
  readonly hashOfRange: (range: Range) => Promise<Uint8Array>;
  /** As the tiles say; whoever shows it to somebody verifies it first. */
  readonly root: () => Promise<Uint8Array>;
  readonly inclusionProof: (index: number) => Promise<readonly Uint8Array[]>;
  readonly consistencyProof: (from: number) => Promise<readonly Uint8Array[]>;
  readonly entry: (index: number) => Promise<Uint8Array>;
  /** All entries of one bundle that the tree of this size has. */
  readonly entriesOf: (bundle: number) => Promise<readonly Uint8Array[]>;
};

const CACHED = 64;

/** Rejects with `Malformed` where a file is missing or of the wrong length; with the fault of `read` where that fails. */
export function makeTileReader(read: ReadFile, size: number): TileReader {
  const cache = new Map<string, Promise<Uint8Array>>();
  const load = (full: string, partial: string): Promise<Uint8Array> => remember(cache, partial, () => readEither(read, full, partial));

  const tile = async (level: number, index: number): Promise<readonly Uint8Array[]> => {
    const width = tileWidth(size, level, index);
    const bytes = await load(tilePath(level, index), tilePath(level, index, width));
    // A full tile that came in place of the partial one has more hashes than this tree.
    const fitting = bytes.length === TILE_WIDTH * HASH_BYTES ? bytes.subarray(0, width * HASH_BYTES) : bytes;
    return tileHashes(fitting, width);
  };
  const hashOfNode = async (node: Node): Promise<Uint8Array> => {
    const place = placeOf(node);
    const hashes = (await tile(place.level, place.tile)).slice(place.first, place.first + place.count);
    if (hashes.length !== place.count) throw new RangeError(`node ${node.index} of height ${node.height} in a tree of ${size}`);
    return foldComplete(hashes);
  };
  const hashOfRange = async (range: Range): Promise<Uint8Array> => foldNodes(await Promise.all(nodesOf(range).map(hashOfNode)));
  const entriesOf = async (bundle: number): Promise<readonly Uint8Array[]> => {
    const width = tileWidth(size, 0, bundle);
    const bytes = await load(bundlePath(bundle), bundlePath(bundle, width));
    return entriesIn(bytes, width);
  };
  return {
    size,
    hashOfNode,
    hashOfRange,
    root: () => hashOfRange({ start: 0, end: size }),
    inclusionProof: (index) => Promise.all(inclusionRanges(index, size).map(hashOfRange)),
    consistencyProof: (from) => Promise.all(consistencyRanges(from, size).map(hashOfRange)),
    entriesOf,
    entry: async (index) => {
      const entry = index < size ? (await entriesOf(Math.floor(index / TILE_WIDTH)))[index % TILE_WIDTH] : undefined;
      if (entry === undefined) throw new RangeError(`entry ${index} in a tree of ${size}`);
      return entry;
    },
  };
}

/** A bundle read in place of a partial one may be full; of a partial one exactly `width` entries are expected. */
function entriesIn(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  try {
    return decodeBundle(bytes, width);
  } catch (error) {
    if (!(error instanceof Malformed) || width === TILE_WIDTH) throw error;
    try {
      return decodeBundle(bytes, TILE_WIDTH).slice(0, width);
    } catch {
      throw error;
    }
  }
}

/** The partial tile first; where it is gone, the full one that took its place. */
async function readEither(read: ReadFile, full: string, partial: string): Promise<Uint8Array> {
  const bytes = (await read(partial)) ?? (full === partial ? null : await read(full));
  if (bytes === null) throw new Malformed('tile', `found no ${partial}${full === partial ? '' : ` and no ${full}`}; expected the file of a log`);
  return bytes;
}

function remember(cache: Map<string, Promise<Uint8Array>>, path: string, load: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const known = cache.get(path);
  if (known !== undefined) return known;
  if (cache.size >= CACHED) for (const first of [...cache.keys()].slice(0, CACHED / 2)) cache.delete(first);
  const loading = load();
  cache.set(path, loading);
  loading.catch(() => cache.delete(path));
  return loading;
}
