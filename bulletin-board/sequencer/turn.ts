/**
 * The turn of the year: the log gets its last entry, its final checkpoint is published, and the next log begins with that checkpoint. Each
 * step is found again after a crash: a leaf that a log has is not given twice, a log that ended stays so.
 */
import { base64 } from '../format/encoding.ts';
import { MAX_ENTRY_BYTES } from '../format/bundle.ts';
import { leafBytes, parseLeaf } from '../format/entry.ts';
import { Malformed } from '../format/malformed.ts';
import type { BoardStore, LogRow, SignedHead } from '../ports.ts';
import { entriesBetween } from './batch.ts';
import { checkpointBytes } from './log.ts';
import { BoardRefused } from './refused.ts';

/** Whether the log's last entry says that it ends. */
export async function hasEnd(store: BoardStore, { origin, assigned }: LogRow): Promise<boolean> {
  if (assigned === 0) return false;
  const [last] = await entriesBetween(store, origin, assigned - 1, assigned);
  try {
    return last !== undefined && parseLeaf(last.leaf).kind === 'ends';
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

export async function giveEnd(store: BoardStore, log: LogRow, next: LogRow | undefined): Promise<void> {
  if (next === undefined) throw new BoardRefused('entries', log.origin, 'found a log that is ending and none that is next; expected both. The database is damaged: restore it');
  await store.assignOwnLeaf(log.origin, log.assigned, leafBytes({ kind: 'ends', next: next.keys }));
}

/** The first entry of the next log, then the end of this one, whose head is its final one and published. */
export async function beginNext(store: BoardStore, log: LogRow, head: SignedHead, next: LogRow | undefined, at: number): Promise<void> {
  if (next !== undefined) await store.assignOwnLeaf(next.origin, 0, continuesLeaf(log.keys, head));
  await store.endLog(log.origin, at);
}

/** With as many cosignatures as one entry holds (dozens). */
export function continuesLeaf(keys: readonly string[], head: Pick<SignedHead, 'note' | 'cosignatures'>): Uint8Array {
  for (let count = head.cosignatures.length; ; count -= 1) {
    const checkpoint = base64(checkpointBytes({ note: head.note, cosignatures: head.cosignatures.slice(0, count) }));
    const leaf = leafBytes({ kind: 'continues', checkpoint, keys });
    if (leaf.length <= MAX_ENTRY_BYTES || count === 0) return leaf;
  }
}
