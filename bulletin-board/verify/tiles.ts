/** A log's tiles, read: hashes, proofs and entries of a tree of one size, from files that may be anywhere. */
import { decodeBundle } from '../format/bundle.ts';
import { Malformed } from '../format/malformed.ts';
import { bundlePath, placeOf, TILE_HEIGHT, TILE_WIDTH, tileHashes, tilePath, tileWidth } from '../format/tile.ts';
import { consistencyRanges, foldNodes, inclusionRanges, nodesOf, pairsOf, type Node, type Range } from '../format/tree.ts';
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

/**
 * Hashes of complete subtrees as the tiles gave them. They are the same in every later tree of the log, so that readers of one log, one after the other,
 * may share them; whoever finds that something does not verify begins with none.
 */
export type KnownNodes = Map<string, Uint8Array>;
const MOST_NODES = 4_096;

/** Rejects with `Malformed` where a file is missing or of the wrong length; with the fault of `read` where that fails. */
export function makeTileReader(read: ReadFile, size: number, known: KnownNodes = new Map()): TileReader {
  const tiles = new Map<string, Promise<Heights>>();
  const bundles = new Map<string, Promise<readonly Uint8Array[]>>();

  const tile = (level: number, index: number): Promise<Heights> => {
    const width = tileWidth(size, level, index);
    const partial = tilePath(level, index, width);
    // A full tile that came in place of the partial one has more hashes than this tree.
    return remember(tiles, partial, async () => [tileHashes(wholeTile(await readEither(read, tilePath(level, index), partial), width), width)]);
  };
  const hashOfNode = async (node: Node): Promise<Uint8Array> => {
    const place = placeOf(node);
    const name = `${node.height}/${node.index}`;
    const met = known.get(name);
    if (met !== undefined) return met;
    const hash = rowAt(await tile(place.level, place.tile), node.height % TILE_HEIGHT)[place.first / place.count];
    if (hash === undefined) throw new RangeError(`node ${node.index} of height ${node.height} in a tree of ${size}`);
    if (known.size >= MOST_NODES) known.clear();
    if (place.count > 1) known.set(name, hash);
    return hash;
  };
  const hashOfRange = async (range: Range): Promise<Uint8Array> => foldNodes(await Promise.all(nodesOf(range).map(hashOfNode)));
  const entriesOf = (bundle: number): Promise<readonly Uint8Array[]> => {
    const width = tileWidth(size, 0, bundle);
    const partial = bundlePath(bundle, width);
    return remember(bundles, partial, async () => entriesIn(await readEither(read, bundlePath(bundle), partial), width));
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

/** The hashes of a tile, and those of its complete subtrees, a row for each height: many nodes of one tile are asked for, and each row is made of the one below it. */
type Heights = (readonly Uint8Array[])[];

function rowAt(heights: Heights, height: number): readonly Uint8Array[] {
  for (let top = heights.length; top <= height; top += 1) heights.push(pairsOf(heights[top - 1] ?? []));
  return heights[height] ?? [];
}

/** The hashes that the tree of this size has of a tile. */
function wholeTile(bytes: Uint8Array, width: number): Uint8Array {
  const fitting = bytes.length === TILE_WIDTH * HASH_BYTES ? bytes.subarray(0, width * HASH_BYTES) : bytes;
  if (fitting.length !== width * HASH_BYTES) throw new Malformed('tile', `found a tile of ${bytes.length} bytes; expected ${width} hashes of ${HASH_BYTES} bytes`);
  return fitting;
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

function remember<T>(cache: Map<string, Promise<T>>, path: string, load: () => Promise<T>): Promise<T> {
  const known = cache.get(path);
  if (known !== undefined) return known;
  if (cache.size >= CACHED) for (const first of [...cache.keys()].slice(0, CACHED / 2)) cache.delete(first);
  const loading = load();
  cache.set(path, loading);
  loading.catch(() => cache.delete(path));
  return loading;
}
