/**
 * Heads that receipts have shown and that the board's own files have not been seen to go on from yet, kept in a file: a bank that tells this shop another history
 * than everybody else is found as soon as the two can be compared. And whether two heads are of one log.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { base64, fromBase64, sameBytes } from '../../bulletin-board/format/encoding.ts';
import { HASH_BYTES } from '../../bulletin-board/format/hash.ts';
import { Malformed } from '../../bulletin-board/format/malformed.ts';
import { verifyConsistency } from '../../bulletin-board/format/tree.ts';
import type { KnownHead } from '../../bulletin-board/verify/audit-log.ts';
import { BadState, replaceFile } from '../../bulletin-board/verify/state.ts';
import type { SeenLog } from '../../bulletin-board/verify/state.ts';
import type { TileReader } from '../../bulletin-board/verify/tiles.ts';

export type ShownHead = SeenLog & { readonly origin: string };

/** A shop that never reaches the board has one for each receipt. */
const MOST_KEPT = 500;

export const shownFileBeside = (stateFile: string): string => join(dirname(stateFile), 'receipt-heads.json');

/** In the order in which they came; none where there is no such file. Rejects with `BadState`. */
export async function loadShown(file: string): Promise<readonly ShownHead[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  const heads = parseShown(text);
  if (heads === null) throw new BadState(`${file}: found another form; expected the heads that receipts have shown. Put a copy of it back; or remove it, and what they showed can no longer be compared with the board`);
  return heads;
}

function parseShown(text: string): readonly ShownHead[] | null {
  try {
    const content = JSON.parse(text) as { readonly v: unknown; readonly heads: readonly Readonly<Record<keyof ShownHead, unknown>>[] };
    if (content.v !== 1) return null;
    return content.heads.map(({ origin, size, root, checkpoint, at }) => {
      if (typeof origin !== 'string' || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0 || typeof root !== 'string' || typeof checkpoint !== 'string' || typeof at !== 'string') throw new TypeError('no head');
      const hash = fromBase64(root);
      if (hash.length !== HASH_BYTES) throw new TypeError('no hash');
      return { origin, size, root: hash, checkpoint, at };
    });
  } catch {
    return null;
  }
}

/** Of this log these and no others; of all other logs what was kept. On return it is on the disk. */
export async function saveShown(file: string, origin: string, heads: readonly ShownHead[]): Promise<void> {
  const before = await loadShown(file);
  const own = before.filter((head) => head.origin === origin);
  const kept = heads.slice(-MOST_KEPT);
  if (own.length === kept.length && own.every(({ size }, at) => size === kept[at]?.size)) return;
  const all = [...before.filter((head) => head.origin !== origin), ...kept].map(({ origin: name, size, root, checkpoint, at }) => ({ origin: name, size, root: base64(root), checkpoint, at }));
  await replaceFile(file, `${JSON.stringify({ v: 1, heads: all }, null, 2)}\n`);
}

/** `forked`: both are signed and one of them is no beginning of the other. `unproved`: the files do not fit the newer head, or are not there. */
export type Link = 'one-log' | 'forked' | 'unproved';

/** `older` is not larger than `newer`; `tiles` are those of a tree of the newer's size. Rejects where they can't be had. */
export async function linkOf(older: KnownHead, newer: KnownHead, tiles: TileReader): Promise<Link> {
  if (older.size === newer.size) return sameBytes(older.root, newer.root) ? 'one-log' : 'forked';
  if (older.size === 0) return 'one-log';
  try {
    const root = await tiles.hashOfRange({ start: 0, end: older.size });
    // Only files that lead to the newer head say anything about the older one: others are a fault of whoever serves them.
    if (!verifyConsistency(older.size, newer.size, root, newer.root, await tiles.consistencyProof(older.size))) return 'unproved';
    return sameBytes(root, older.root) ? 'one-log' : 'forked';
  } catch (error) {
    if (error instanceof Malformed) return 'unproved';
    throw error;
  }
}
