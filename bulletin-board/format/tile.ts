/** Where hashes, entries and faces stand (c2sp.org/tlog-tiles). Paths are relative to the log's folder. */
import { Malformed, shown } from './malformed.ts';
import { HASH_BYTES } from './hash.ts';
import type { Node } from './tree.ts';

export const TILE_WIDTH = 256;
/** The heights of the tree that a tile covers. */
export const TILE_HEIGHT = 8;

/** 1234067 → `x001/x234/067`. */
export function indexPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
}

const suffix = (width: number): string => (width === TILE_WIDTH ? '' : `.p/${width}`);

export const tilePath = (level: number, index: number, width: number = TILE_WIDTH): string => `tile/${level}/${indexPath(index)}${suffix(width)}`;
export const bundlePath = (index: number, width: number = TILE_WIDTH): string => `tile/entries/${indexPath(index)}${suffix(width)}`;
export const facePath = (index: number): string => `face/${indexPath(index)}.json`;

/** How many hashes level `level` has in a tree of `size`. */
export const levelSize = (size: number, level: number): number => Math.floor(size / TILE_WIDTH ** level);

/** How wide tile `index` of a level is in a tree of `size`; 0: it does not exist. */
export const tileWidth = (size: number, level: number, index: number): number => Math.max(0, Math.min(TILE_WIDTH, levelSize(size, level) - index * TILE_WIDTH));

/** The paths that a tree of `size` consists of: hash tiles of each level, then bundles. */
export function resourcesOf(size: number): readonly string[] {
  const paths: string[] = [];
  for (let level = 0; levelSize(size, level) > 0; level += 1) {
    for (let index = 0; tileWidth(size, level, index) > 0; index += 1) paths.push(tilePath(level, index, tileWidth(size, level, index)));
  }
  for (let index = 0; tileWidth(size, 0, index) > 0; index += 1) paths.push(bundlePath(index, tileWidth(size, 0, index)));
  return paths;
}

/** Where a complete subtree's hash comes from: `count` hashes of one tile, from the `first` on (`foldComplete`). */
export type NodePlace = { readonly level: number; readonly tile: number; readonly first: number; readonly count: number };

export function placeOf({ height, index }: Node): NodePlace {
  const level = Math.floor(height / TILE_HEIGHT);
  const count = 2 ** (height % TILE_HEIGHT);
  const start = index * count;
  return { level, tile: Math.floor(start / TILE_WIDTH), first: start % TILE_WIDTH, count };
}

/** The hashes of a tile; a tile of another length than its width says is refused. */
export function tileHashes(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  if (bytes.length !== width * HASH_BYTES) throw new Malformed('tile', `found a tile of ${bytes.length} bytes; expected ${width} hashes of ${HASH_BYTES} bytes`);
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** What a path of the log's folder is, for whoever serves it. */
export type Resource =
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'tile'; readonly level: number; readonly index: number; readonly width: number }
  | { readonly kind: 'bundle'; readonly index: number; readonly width: number }
  | { readonly kind: 'face'; readonly index: number };

/** Null: no path of a log. Only the canonical form of a path is one. */
export function parsePath(path: string): Resource | null {
  if (path === 'checkpoint') return { kind: 'checkpoint' };
  const face = /^face\/((?:x\d{3}\/)*\d{3})\.json$/.exec(path);
  if (face !== null) return canonical(path, { kind: 'face', index: indexOf(face[1]) }, facePath(indexOf(face[1])));
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return null;
  const index = indexOf(match[2]);
  const width = match[3] === undefined ? TILE_WIDTH : Number(match[3]);
  if (width < 1 || width > TILE_WIDTH || (match[3] !== undefined && width === TILE_WIDTH)) return null;
  if (match[1] === 'entries') return canonical(path, { kind: 'bundle', index, width }, bundlePath(index, width));
  const level = Number(match[1]);
  return level > 63 ? null : canonical(path, { kind: 'tile', level, index, width }, tilePath(level, index, width));
}

const canonical = (path: string, resource: Extract<Resource, { readonly index: number }>, form: string): Resource | null => (path === form && Number.isSafeInteger(resource.index) ? resource : null);

const indexOf = (groups: string | undefined): number => Number((groups ?? '').replaceAll(/[x/]/g, ''));

/** The path of an index, read back; a path of another form is refused. */
export function indexOfPath(path: string): number {
  const index = /^[x\d/]{1,40}$/.test(path) ? indexOf(path) : Number.NaN;
  if (!Number.isSafeInteger(index) || indexPath(index) !== path) throw new Malformed('tile', `found the path ${shown(path)}; expected groups of three digits, such as x001/234`);
  return index;
}
