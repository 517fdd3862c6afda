/** A whole audit of a board, from its files alone and against its database, by the naive tree of RFC 6962. */
import type { ExecutionContext } from 'ava';
import { openCheckpoint, parseCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { encodeBundle } from '../../bulletin-board/format/bundle.ts';
import { concat, hex } from '../../bulletin-board/format/encoding.ts';
import { faceOpens, parseFace, parseLeaf } from '../../bulletin-board/format/entry.ts';
import { emptyRoot, leafHash, nodeHash } from '../../bulletin-board/format/hash.ts';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { facePath, levelSize, parsePath, resourcesOf, TILE_WIDTH } from '../../bulletin-board/format/tile.ts';
import { below } from '../../bulletin-board/directory.ts';
import { logFolder } from '../../bulletin-board/sequencer/log.ts';
import type { LogRow, ReadFile } from '../../bulletin-board/ports.ts';
import { makeTileReader } from '../../bulletin-board/verify/tiles.ts';
import type { World } from './world.ts';

export function naiveRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length <= 1) return hashes[0] ?? emptyRoot();
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(naiveRoot(hashes.slice(0, split)), naiveRoot(hashes.slice(split)));
}

/** Every file that a tree of these leaves has, by path, built from nothing. */
export function naiveFiles(leaves: readonly Uint8Array[]): ReadonlyMap<string, Uint8Array> {
  const levels: Uint8Array[][] = [leaves.map(leafHash)];
  for (let level = 1; levelSize(leaves.length, level) > 0; level += 1) {
    levels.push(Array.from({ length: levelSize(leaves.length, level) }, (_, at) => naiveRoot((levels[level - 1] ?? []).slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH))));
  }
  const bytesOf = (path: string): Uint8Array => {
    const place = parsePath(path);
    if (place?.kind !== 'tile' && place?.kind !== 'bundle') throw new Error(path);
    const range = [place.index * TILE_WIDTH, place.index * TILE_WIDTH + place.width] as const;
    return place.kind === 'tile' ? concat(...(levels[place.level] ?? []).slice(...range)) : encodeBundle(leaves.slice(...range));
  };
  return new Map(resourcesOf(leaves.length).map((path) => [path, bytesOf(path)]));
}

/** `facesFrom`: entries before it may have no face file. Returns the leaves of all logs, in order. */
export async function auditBoard(t: ExecutionContext, world: World, where: string, facesFrom = 0): Promise<readonly string[]> {
  const all: string[] = [];
  for (const row of await world.store.listLogs()) {
    const { read } = below(world.root, logFolder(row.origin));
    const bytes = await read('checkpoint');
    if (bytes === null) {
      t.is(row.publishedSize, 0, `${where}: ${row.origin} has no checkpoint`);
      continue;
    }
    const leaves = await auditLog(t, world, row, bytes, read, where);
    all.push(...leaves.map((leaf) => Buffer.from(leaf).toString()));
    await auditFaces(t, world, row, leaves, read, where, facesFrom);
  }
  t.is(new Set(all).size, all.length, `${where}: an entry stands twice`);
  return all;
}

async function auditLog(t: ExecutionContext, world: World, row: LogRow, bytes: Uint8Array, read: ReadFile, where: string): Promise<readonly Uint8Array[]> {
  const { size, root, origin } = openCheckpoint(bytes, { log: row.keys.map(parseKey), witnesses: [] });
  t.is(origin, row.origin);
  t.deepEqual([size, size], [row.publishedSize, row.head?.size], `${where}: what the database believes`);
  const reader = makeTileReader(read, size);
  const leaves: Uint8Array[] = [];
  for (let bundle = 0; bundle * TILE_WIDTH < size; bundle += 1) leaves.push(...(await reader.entriesOf(bundle)));
  t.is(hex(naiveRoot(leaves.map(leafHash))), hex(root), `${where}: the root of ${origin}`);
  t.deepEqual((await world.store.readEntries(origin, 0, size + 9)).map(({ leaf }) => Buffer.from(leaf).toString()), leaves.map((leaf) => Buffer.from(leaf).toString()), `${where}: entries of ${origin}`);
  for (const [path, expected] of naiveFiles(leaves)) {
    const there = await read(path);
    t.true(there !== null && Buffer.compare(there, expected) === 0, `${where}: ${origin}/${path}`);
  }
  for (const { text } of world.signed.filter((one) => one.origin === row.origin)) {
    const head = parseCheckpoint(text);
    t.true(head.size <= size && hex(naiveRoot(leaves.slice(0, head.size).map(leafHash))) === hex(head.root), `${where}: a head of ${head.size} entries was signed that is no beginning of the log`);
  }
  return leaves;
}

async function auditFaces(t: ExecutionContext, world: World, row: LogRow, leaves: readonly Uint8Array[], read: ReadFile, where: string, facesFrom: number): Promise<void> {
  const entries = await world.store.readEntries(row.origin, 0, leaves.length);
  const due = await world.store.listErasures(9);
  for (const [index, bytes] of leaves.entries()) {
    const face = await read(facePath(index));
    const kept = entries[index]?.face ?? null;
    if (face === null) t.true(kept === null || index < facesFrom || row.adoptedFrom !== null, `${where}: ${row.origin}#${index} has no face`);
    else {
      const leaf = parseLeaf(bytes);
      t.true('face' in leaf && faceOpens(parseFace(face), leaf), `${where}: ${row.origin}#${index} is opened by its face`);
      t.true(kept !== null || index >= (row.adoptedFrom ?? leaves.length), `${where}: ${row.origin}#${index} was withdrawn and its face stands there (${due.length} erasures to do)`);
    }
  }
}
