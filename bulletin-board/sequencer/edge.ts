/**
 * The right edge of a log's tiles: all that a growing tree needs to remember, whatever its size. Pure. Hashes are noble's; `written.ts` checks
 * what they came to with Node's.
 */
import { encodeBundle } from '../format/bundle.ts';
import { concat } from '../format/encoding.ts';
import { sha256 } from '../format/hashes/noble.ts';
import { bundlePath, levelSize, placeOf, TILE_WIDTH, tilePath } from '../format/tile.ts';
import { nodesOf } from '../format/tree.ts';
import type { NewFile } from '../directory.ts';

export type Edge = {
  readonly size: number;
  /** Of each level the hashes of its last tile, where that is partial; empty where it is not. */
  readonly tiles: readonly (readonly Uint8Array[])[];
  /** The entries of the last bundle, where that is partial. */
  readonly entries: readonly Uint8Array[];
};

export const emptyEdge: Edge = { size: 0, tiles: [], entries: [] };

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** RFC 6962 §2.1 of a number of hashes that is a power of two. */
function foldFull(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) row = Array.from({ length: row.length / 2 }, (_, at) => sha256(NODE, row[2 * at] ?? new Uint8Array(), row[2 * at + 1] ?? new Uint8Array()));
  return row[0] ?? sha256();
}

export type Grown = {
  readonly edge: Edge;
  /** Full tiles and bundles that were begun before or in these entries: the same for every way to this size. */
  readonly full: readonly NewFile[];
};

/** The tree with these entries appended. Costs their number and the edge, not the tree. */
export function grow({ size, tiles, entries }: Edge, leaves: readonly Uint8Array[]): Grown {
  const full: NewFile[] = [];
  const bundled = cut([...entries, ...leaves]);
  bundled.full.forEach((bundle, at) => full.push({ path: bundlePath(levelSize(size, 1) + at), bytes: encodeBundle(bundle) }));
  const edge: (readonly Uint8Array[])[] = [];
  let rising = leaves.map((leaf) => sha256(LEAF, leaf));
  for (let level = 0; rising.length > 0 || level < tiles.length; level += 1) {
    const cutTiles = cut([...(tiles[level] ?? []), ...rising]);
    cutTiles.full.forEach((hashes, at) => full.push({ path: tilePath(level, levelSize(size, level + 1) + at), bytes: concat(...hashes) }));
    edge.push(cutTiles.rest);
    rising = cutTiles.full.map(foldFull);
  }
  return { edge: { size: size + leaves.length, tiles: edge, entries: bundled.rest }, full };
}

function cut<T>(items: readonly T[]): { readonly full: readonly (readonly T[])[]; readonly rest: readonly T[] } {
  const whole = Math.floor(items.length / TILE_WIDTH);
  return { full: Array.from({ length: whole }, (_, at) => items.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH)), rest: items.slice(whole * TILE_WIDTH) };
}

/** The partial tiles and the partial bundle of this size. `since`: only those that are not of that smaller size too. */
export function partialFiles({ size, tiles, entries }: Edge, since: number = 0): readonly NewFile[] {
  const files = tiles.flatMap((hashes, level) =>
    hashes.length === 0 || levelSize(since, level) === levelSize(size, level) ? [] : [{ path: tilePath(level, levelSize(size, level + 1), hashes.length), bytes: concat(...hashes) }],
  );
  return entries.length === 0 ? files : [...files, { path: bundlePath(levelSize(size, 1), entries.length), bytes: encodeBundle(entries) }];
}

/** The root, from the edge alone. */
export function rootOfEdge({ size, tiles }: Edge): Uint8Array {
  const subtrees = nodesOf({ start: 0, end: size }).map((node) => {
    const { level, first, count } = placeOf(node);
    return foldFull((tiles[level] ?? []).slice(first, first + count));
  });
  return subtrees.length === 0 ? sha256() : subtrees.reduceRight((right, left) => sha256(NODE, left, right));
}
