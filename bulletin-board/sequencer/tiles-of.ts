/** The edge of a log, read from its files and held against each other: what a sequencer does before it trusts them. */
import { HASH_BYTES, leafHash } from '../format/hash.ts';
import { sameBytes } from '../format/encoding.ts';
import { bundlePath, levelSize, TILE_WIDTH, tileHashes, tilePath, tileWidth } from '../format/tile.ts';
import { decodeBundle } from '../format/bundle.ts';
import { foldComplete, nodesOf, type Peaks } from '../format/tree.ts';
import { Malformed } from '../format/malformed.ts';
import { makeTileReader, type TileReader } from '../verify/tiles.ts';
import type { ReadFile } from '../ports.ts';
import type { Edge } from './edge.ts';

/** All hashes that a tile has in a tree of `size`; of a full one that came in its place the first. Rejects with `Malformed` where both are missing, or cut. */
export async function hashesOfTile(read: ReadFile, size: number, level: number, index: number): Promise<readonly Uint8Array[]> {
  const width = tileWidth(size, level, index);
  const partial = await read(tilePath(level, index, width));
  if (partial !== null) return tileHashes(partial, width);
  const full = await read(tilePath(level, index));
  if (full === null) throw new Malformed('tile', `found no ${tilePath(level, index, width)}; expected the file of a log`);
  return tileHashes(full, TILE_WIDTH).slice(0, width);
}

/** Rejects with `Malformed` where a tile is missing or cut. Nothing is checked yet. */
export async function readEdge(read: ReadFile, size: number): Promise<Edge> {
  const tiles: (readonly Uint8Array[])[] = [];
  for (let level = 0; levelSize(size, level) > 0; level += 1) {
    const partial = levelSize(size, level) % TILE_WIDTH !== 0;
    tiles.push(partial ? await hashesOfTile(read, size, level, levelSize(size, level + 1)) : []);
  }
  return { size, tiles, entries: size % TILE_WIDTH === 0 ? [] : await makeTileReader(read, size).entriesOf(Math.floor(size / TILE_WIDTH)) };
}

export async function peaksOf(reader: TileReader): Promise<Peaks> {
  return { size: reader.size, hashes: await Promise.all(nodesOf({ start: 0, end: reader.size }).map(reader.hashOfNode)) };
}

/**
 * What is wrong with the files at the right edge of a tree, each of its levels and the last bundle; null: they agree with each other.
 * `missing`: a file is not there. Whether they lead to the right root is another question.
 */
export async function disagreementAt(read: ReadFile, edge: Edge): Promise<{ readonly path: string; readonly missing: boolean } | null> {
  const wrong = edge.entries.findIndex((entry, at) => !sameBytes(leafHash(entry), edge.tiles[0]?.[at] ?? new Uint8Array()));
  if (wrong !== -1) return { path: bundlePath(levelSize(edge.size, 1), edge.entries.length), missing: false };
  for (let level = 0; levelSize(edge.size, level + 1) > 0; level += 1) {
    const last = levelSize(edge.size, level + 1) - 1;
    const bytes = await read(tilePath(level, last));
    if (bytes === null) return { path: tilePath(level, last), missing: true };
    const above = await hashAbove(read, edge, level + 1, last);
    if (bytes.length !== TILE_WIDTH * HASH_BYTES || above === null || !sameBytes(foldComplete(tileHashes(bytes, TILE_WIDTH)), above)) return { path: tilePath(level, last), missing: false };
    if (level === 0) {
      const found = await lastBundle(read, last, bytes);
      if (found !== null) return found;
    }
  }
  return null;
}

async function hashAbove(read: ReadFile, edge: Edge, level: number, index: number): Promise<Uint8Array | null> {
  const inEdge = edge.tiles[level]?.[index % TILE_WIDTH];
  if (index >= levelSize(edge.size, level + 1) * TILE_WIDTH) return inEdge ?? null;
  const bytes = await read(tilePath(level, Math.floor(index / TILE_WIDTH)));
  return bytes?.length === TILE_WIDTH * HASH_BYTES ? (tileHashes(bytes, TILE_WIDTH)[index % TILE_WIDTH] ?? null) : null;
}

async function lastBundle(read: ReadFile, index: number, tile: Uint8Array): Promise<{ readonly path: string; readonly missing: boolean } | null> {
  const path = bundlePath(index);
  const bytes = await read(path);
  if (bytes === null) return { path, missing: true };
  const hashes = tileHashes(tile, TILE_WIDTH);
  try {
    return decodeBundle(bytes, TILE_WIDTH).every((entry, at) => sameBytes(leafHash(entry), hashes[at] ?? new Uint8Array())) ? null : { path, missing: false };
  } catch {
    return { path, missing: false };
  }
}
