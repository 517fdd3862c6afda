/** The tree of a log, computed anew from its entries while every tile is compared with it. Memory: a few bundles at a time. */
import { decodeBundle } from '../format/bundle.ts';
import { concat, sameBytes } from '../format/encoding.ts';
import { HASH_BYTES, leafHash } from '../format/hash.ts';
import { Malformed } from '../format/malformed.ts';
import { bundlePath, TILE_WIDTH, tilePath, tileWidth } from '../format/tile.ts';
import { appendLeaf, noPeaks, rootOf, type Peaks } from '../format/tree.ts';
import type { ReadFile } from '../ports.ts';
import type { Findings } from './finding.ts';

export type TreeWalk = {
  readonly read: ReadFile;
  readonly size: number;
  readonly findings: Findings;
  /** Sizes whose roots are wanted. */
  readonly sizes: readonly number[];
  /** Called with every entry, in order, before the next bundle is waited for. */
  readonly visit: (index: number, entry: Uint8Array) => void;
  /** After each bundle: how many entries are done. Waited for. */
  readonly passed: (done: number) => Promise<void>;
  readonly signal: AbortSignal | null;
  /** Bundles that are fetched ahead. */
  readonly ahead: number;
};

/** The root of the whole and of the wanted sizes; null where an entry could not be had. */
export type WalkedTree = { readonly root: Uint8Array; readonly roots: ReadonlyMap<number, Uint8Array> } | null;

/** Rejects with what `read` rejects with, and with the signal's reason. A missing or wrong file is a finding. */
export async function walkTree(walk: TreeWalk): Promise<WalkedTree> {
  const { size, sizes, visit, findings } = walk;
  const roots = new Map<number, Uint8Array>();
  const bundles = fetchAhead(Math.ceil(size / TILE_WIDTH), walk.ahead, (bundle) => readPair(walk, bundle));
  const upper: Level[] = [];
  let peaks = noPeaks;
  const note = (): void => {
    if (sizes.includes(peaks.size)) roots.set(peaks.size, rootOf(peaks));
  };
  note();
  for await (const pair of bundles) {
    walk.signal?.throwIfAborted();
    const entries = entriesOf(pair, findings);
    if (entries === null) return null;
    const hashes = entries.map(leafHash);
    compareTile(findings, pair.tile, hashes);
    for (const [at, entry] of entries.entries()) {
      const hash = hashes[at];
      if (hash === undefined) throw new RangeError(`entry ${at} of ${hashes.length} hashes`);
      visit(peaks.size, entry);
      peaks = appendLeaf(peaks, hash);
      note();
    }
    if (hashes.length === TILE_WIDTH) await addHash(walk, upper, 1, subtreeRoot(hashes));
    await walk.passed(peaks.size);
  }
  for (const [at, { index, hashes }] of upper.entries()) if (hashes.length > 0) compareTile(findings, await readTile(walk, at + 1, index), hashes);
  return { root: rootOf(peaks), roots };
}

type Level = { index: number; hashes: Uint8Array[] };

async function addHash(walk: TreeWalk, upper: Level[], level: number, hash: Uint8Array): Promise<void> {
  const here = (upper[level - 1] ??= { index: 0, hashes: [] });
  here.hashes.push(hash);
  if (here.hashes.length < TILE_WIDTH) return;
  const { index, hashes } = here;
  here.index += 1;
  here.hashes = [];
  compareTile(walk.findings, await readTile(walk, level, index), hashes);
  await addHash(walk, upper, level + 1, subtreeRoot(hashes));
}

const subtreeRoot = (hashes: readonly Uint8Array[]): Uint8Array => rootOf(hashes.reduce<Peaks>(appendLeaf, noPeaks));

type FileRead = {
  readonly path: string;
  readonly width: number;
  readonly bytes: Uint8Array | null;
  /** The full file, in place of a partial one that is gone. */
  readonly whole: boolean;
};

type Pair = { readonly bundle: FileRead; readonly tile: FileRead };

async function readPair(walk: TreeWalk, index: number): Promise<Pair> {
  const width = tileWidth(walk.size, 0, index);
  const [bundle, tile] = await Promise.all([readEither(walk.read, bundlePath(index, width), bundlePath(index), width), readTile(walk, 0, index)]);
  return { bundle, tile };
}

function readTile({ read, size }: TreeWalk, level: number, index: number): Promise<FileRead> {
  const width = tileWidth(size, level, index);
  return readEither(read, tilePath(level, index, width), tilePath(level, index), width);
}

/** A partial file may be gone once the full one exists. */
async function readEither(read: ReadFile, partial: string, full: string, width: number): Promise<FileRead> {
  const bytes = await read(partial);
  if (bytes !== null || partial === full) return { path: partial, width, bytes, whole: partial === full };
  const instead = await read(full);
  return instead === null ? { path: partial, width, bytes: null, whole: false } : { path: full, width, bytes: instead, whole: true };
}

function missing(findings: Findings, path: string): null {
  findings.add('refused', 'missing', path, 'found no such file; expected it, the signed checkpoint covers it');
  return null;
}

function entriesOf({ bundle: { path, width, bytes, whole } }: Pair, findings: Findings): readonly Uint8Array[] | null {
  if (bytes === null) return missing(findings, path);
  try {
    return decodeBundle(bytes, whole ? TILE_WIDTH : width).slice(0, width);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    findings.add('refused', error.code, path, error.message);
    return null;
  }
}

/** Length and every hash. Of a full tile in place of a partial one only the first hashes belong to this tree. */
function compareTile(findings: Findings, { path, width, bytes, whole }: FileRead, hashes: readonly Uint8Array[]): void {
  if (bytes === null) return void missing(findings, path);
  const length = (whole ? TILE_WIDTH : width) * HASH_BYTES;
  if (bytes.length !== length) return findings.add('refused', 'tile', path, `found ${bytes.length} bytes; expected ${length}`);
  if (sameBytes(bytes.subarray(0, width * HASH_BYTES), concat(...hashes))) return;
  const at = hashes.findIndex((hash, place) => !sameBytes(hash, bytes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)));
  findings.add('refused', 'tile', path, `found another hash at place ${at}; expected the one that the entries make`);
}

/** Results in order; at most `ahead` are under way. What is under way when the loop is left is waited for by nobody. */
async function* fetchAhead<T>(count: number, ahead: number, get: (index: number) => Promise<T>): AsyncGenerator<T> {
  const under: Promise<T>[] = [];
  let next = 0;
  while (next < count || under.length > 0) {
    while (next < count && under.length < ahead) {
      const going = get(next);
      // Its failure is thrown when its turn comes.
      going.catch(() => undefined);
      under.push(going);
      next += 1;
    }
    const first = under.shift();
    if (first !== undefined) yield await first;
  }
}
