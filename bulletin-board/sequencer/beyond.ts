/**
 * Files beyond the stored head. A killed process may have left some; their entries have their index in the database then, so they are the
 * same. Others mean that an older database was put back after a newer one had gone on: its next head would contradict one that a witness may
 * have seen.
 */
import { decodeBundle } from '../format/bundle.ts';
import { sameBytes } from '../format/encoding.ts';
import { Malformed } from '../format/malformed.ts';
import { bundlePath, TILE_WIDTH } from '../format/tile.ts';
import type { BoardDirectory } from '../directory.ts';
import type { BoardStore, LogRow } from '../ports.ts';
import type { Edge } from './edge.ts';
import { BoardRefused, DAMAGED_FILES, OLDER_DATABASE } from './refused.ts';

/** Looks at the widest bundle of each index from the head's last one on, until there is none. */
export async function refuseUnknownEntries(store: BoardStore, files: BoardDirectory, { origin, assigned }: LogRow, { size, entries: known }: Edge): Promise<void> {
  for (let bundle = Math.floor(size / TILE_WIDTH); ; bundle += 1) {
    const width = await widestOf(files, bundle);
    if (width === 0) return;
    const first = bundle * TILE_WIDTH;
    const found = await entriesOf(origin, files, bundlePath(bundle, width), width);
    const from = Math.max(size, first);
    const stored = from < first + width ? await store.readEntries(origin, from, first + width - from) : [];
    for (const [at, entry] of found.entries()) {
      const expected = first + at < size ? known[at] : stored.find(({ index }) => index === first + at)?.leaf;
      if (expected === undefined || !sameBytes(expected, entry)) throw unknown(origin, bundlePath(bundle, width), first + at, assigned);
    }
  }
}

async function widestOf(files: BoardDirectory, bundle: number): Promise<number> {
  if ((await files.read(bundlePath(bundle))) !== null) return TILE_WIDTH;
  const widths = (await files.list(`${bundlePath(bundle)}.p`)).map(Number).filter((width) => Number.isInteger(width) && width > 0 && width < TILE_WIDTH);
  return Math.max(0, ...widths);
}

async function entriesOf(origin: string, files: BoardDirectory, path: string, width: number): Promise<readonly Uint8Array[]> {
  try {
    return decodeBundle((await files.read(path)) ?? new Uint8Array(), width);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new BoardRefused('tiles', origin, `found the file ${path} damaged (${error.message}); expected a bundle of entries: ${DAMAGED_FILES}`);
  }
}

const unknown = (origin: string, path: string, index: number, assigned: number): BoardRefused =>
  new BoardRefused('unknown-entries', origin, `found in ${path} an entry with the index ${index} that the database, which has given ${assigned} indices, does not have there; expected the database's own. If the file was damaged, move it away and start again; else ${OLDER_DATABASE}`);
