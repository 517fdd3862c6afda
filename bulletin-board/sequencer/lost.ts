/** A log whose newest database is lost: how an older one learns what is published, so that the log can be given up without a contradiction. */
import { openCheckpoint } from '../format/checkpoint.ts';
import { sameBytes } from '../format/encoding.ts';
import { parseKey } from '../format/key.ts';
import { verifyConsistency } from '../format/tree.ts';
import { makeTileReader } from '../verify/tiles.ts';
import { below, type BoardDirectory } from '../directory.ts';
import type { BoardStore, LogRow, LogSigner } from '../ports.ts';
import { entriesBetween, signHead } from './batch.ts';
import { logFolder } from './log.ts';
import { BoardRefused } from './refused.ts';

/** The published checkpoint's bytes, with which the next log begins, and its size. */
export type PublishedHead = { readonly checkpoint: Uint8Array; readonly size: number };

/**
 * Notes as published every entry to which the older database had given an index: those stand in the published log, at these indices. What it
 * signs for that is the head of their number, which is the beginning of what is published, and is shown to nobody. Afterwards the log can be
 * ended. Refuses where the published files and this database contradict each other; null: nothing is published.
 */
export async function adoptPublished(store: BoardStore, root: BoardDirectory, row: LogRow, signer: LogSigner, at: number): Promise<PublishedHead | null> {
  const { origin, assigned, head } = row;
  const { read } = below(root, logFolder(origin));
  const keys = row.keys.map(parseKey);
  const checkpoint = await read('checkpoint');
  if (checkpoint === null) return null;
  const published = openCheckpoint(checkpoint, { log: keys, witnesses: [] });
  if (assigned > row.publishedSize) {
    const reader = makeTileReader(read, published.size);
    if (assigned > published.size) throw contradiction(origin, `${assigned} indices given and ${published.size} entries published`);
    for (const { index, leaf } of await entriesBetween(store, origin, row.publishedSize, assigned)) {
      if (!sameBytes(leaf, await reader.entry(index))) throw contradiction(origin, `another entry published at index ${index}`);
    }
    const beginning = await reader.hashOfRange({ start: 0, end: assigned });
    const proof = await reader.consistencyProof(assigned);
    if (!verifyConsistency(assigned, published.size, beginning, published.root, proof)) throw contradiction(origin, 'tiles that do not lead to the published root');
    if (head?.size !== assigned) {
      const adopted = await signHead({ origin, keys, signer }, assigned, beginning, Math.max(at, head?.signedAt ?? 0));
      if (!(await store.swapHead(origin, head, adopted))) throw contradiction(origin, 'another head in the database than a moment before');
    }
    await store.notePublished(origin, assigned, at);
  }
  return { checkpoint, size: published.size };
}

const contradiction = (origin: string, found: string): BoardRefused =>
  new BoardRefused('unknown-entries', origin, `found ${found}; expected the published log to begin with the entries of this database. It is of another log, or was used after it was put back: take an older copy of it`);
