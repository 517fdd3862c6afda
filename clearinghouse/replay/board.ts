/** Compares the public board: each leaf in its place is that of the entry that was made again, and the signed root is that of the leaves. */
import { leafHash } from '../../bulletin-board/format/hash.ts';
import { appendLeaf, noPeaks, rootOf } from '../../bulletin-board/format/tree.ts';
import type { LogRow } from '../../bulletin-board/ports.ts';
import type { Store } from '../store/store.ts';
import { rowsOf } from './books.ts';
import type { Difference } from './difference.ts';

const PIECE = 1_000;

export async function compareBoard(kept: Store, rebuilt: Store, tell: (difference: Difference) => void): Promise<{ readonly logs: number; readonly leaves: number }> {
  await comparePlaces(kept, rebuilt, tell);
  const logs = await kept.listLogs();
  let leaves = 0;
  for (const log of logs) leaves += await compareRoot(kept, log, tell);
  return { logs: logs.length, leaves };
}

/** Places are given in the order in which entries were written, without leaving one out. */
async function comparePlaces(kept: Store, rebuilt: Store, tell: (difference: Difference) => void): Promise<void> {
  const places = rowsOf(kept, 'places');
  let place = (await places.next()).value ?? null;
  const before = new Map<string, number>();
  for await (const { key, columns } of rowsOf(rebuilt, 'entries')) {
    if (place === null) return;
    if (columns['for_board'] !== '1') continue;
    const name = `entry ${columns['entry_id'] ?? key}`;
    if (place.key !== key) {
      tell({ place: name, kept: 'no place on the board, though later entries have theirs', replayed: `the place before entry number ${place.key}` });
      continue;
    }
    const { origin, idx, leaf } = place.columns;
    if (leaf !== columns['leaf']) tell({ place: `board ${origin}#${idx}, ${name}`, kept: `leaf ${leaf ?? ''}`, replayed: `leaf ${columns['leaf'] ?? ''}` });
    const index = Number(idx);
    const last = before.get(origin ?? '') ?? -1;
    if (index <= last) tell({ place: `board ${origin}#${idx}, ${name}`, kept: `stands before #${last}`, replayed: 'stands behind it' });
    before.set(origin ?? '', index);
    place = (await places.next()).value ?? null;
  }
  if (place !== null) tell({ place: `board ${place.columns['origin']}#${place.columns['idx']}`, kept: 'there', replayed: 'no such entry' });
}

async function compareRoot(kept: Store, { origin, head }: LogRow, tell: (difference: Difference) => void): Promise<number> {
  if (head === null) return 0;
  let peaks = noPeaks;
  while (peaks.size < head.size) {
    const entries = await kept.readEntries(origin, peaks.size, Math.min(PIECE, head.size - peaks.size));
    if (entries.length === 0) break;
    for (const { leaf } of entries) peaks = appendLeaf(peaks, leafHash(leaf));
  }
  const root = Buffer.from(rootOf(peaks)).toString('hex');
  const signed = Buffer.from(head.root).toString('hex');
  if (peaks.size !== head.size) tell({ place: `board ${origin}`, kept: `a signed head of ${head.size} leaves`, replayed: `${peaks.size} leaves` });
  else if (root !== signed) tell({ place: `board ${origin}, the first ${head.size} leaves`, kept: `signed root ${signed}`, replayed: `root ${root}` });
  return peaks.size;
}
