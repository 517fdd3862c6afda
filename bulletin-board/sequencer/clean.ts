/** Partial tiles and bundles whose full one has come: clients fall back to it (c2sp.org/tlog-tiles), so the partial ones may go. */
import { decodeBundle } from '../format/bundle.ts';
import { openCheckpoint } from '../format/checkpoint.ts';
import { parseKey } from '../format/key.ts';
import { indexOfPath, indexPath, levelSize, TILE_WIDTH, tileHashes } from '../format/tile.ts';
import type { BoardDirectory } from '../directory.ts';
import type { LogRow } from '../ports.ts';

/**
 * Removes the partial tiles and bundles of one log for which the full one stands there whole, was written before `before` (milliseconds since
 * 1970), and is covered by the published checkpoint and by the stored head. Never another file. Returns how many went. Rejects with `Malformed` where
 * the checkpoint or a full file is not what it should be; then no more are removed.
 */
export async function cleanPartials(files: BoardDirectory, { keys, head }: Pick<LogRow, 'keys' | 'head'>, before: number): Promise<number> {
  const bytes = await files.read('checkpoint');
  if (bytes === null || head === null) return 0;
  const size = Math.min(head.size, openCheckpoint(bytes, { log: keys.map(parseKey), witnesses: [] }).size);
  let removed = await cleanFolder(files, 'tile/entries', '', levelSize(size, 1), before);
  for (let level = 0; levelSize(size, level + 1) > 0; level += 1) removed += await cleanFolder(files, `tile/${level}`, '', levelSize(size, level + 1), before);
  return removed;
}

/** `full`: how many full tiles the folder's tree has; `inside` is the part of the index that the folders say. */
async function cleanFolder(files: BoardDirectory, top: string, inside: string, full: number, before: number): Promise<number> {
  let removed = 0;
  for (const name of await files.list(`${top}/${inside}`)) {
    if (/^x\d{3}$/.test(name)) removed += await cleanFolder(files, top, `${inside}${name}/`, full, before);
    const last = /^(\d{3})\.p$/.exec(name)?.[1];
    if (last !== undefined) removed += await cleanTile(files, top, indexOfPath(`${inside}${last}`), full, before);
  }
  return removed;
}

async function cleanTile(files: BoardDirectory, top: string, index: number, full: number, before: number): Promise<number> {
  const path = `${top}/${indexPath(index)}`;
  const writtenAt = index < full ? await files.modifiedAt(path) : null;
  if (writtenAt === null || writtenAt >= before) return 0;
  const bytes = (await files.read(path)) ?? new Uint8Array();
  if (top === 'tile/entries') decodeBundle(bytes, TILE_WIDTH);
  else tileHashes(bytes, TILE_WIDTH);
  const widths = (await files.list(`${path}.p`)).filter((name) => /^[1-9]\d{0,2}$/.test(name) && Number(name) < TILE_WIDTH);
  return files.removeAll(widths.map((width) => `${path}.p/${width}`));
}
