/** One batch: entries with an index become files, files become a root by two routes, the root becomes a signed head in the database. */
import { checkpointText, type OpenCheckpoint } from '../format/checkpoint.ts';
import { sameBytes, utf8 } from '../format/encoding.ts';
import { Malformed } from '../format/malformed.ts';
import { formatNote } from '../format/note.ts';
import { facePath } from '../format/tile.ts';
import type { BoardDirectory, NewFile } from '../directory.ts';
import type { BoardStore, SequencedEntry, SignedHead } from '../ports.ts';
import { grow, partialFiles, rootOfEdge } from './edge.ts';
import { writeForEver, type LogWithHead, type OpenLog } from './log.ts';
import { BoardRefused } from './refused.ts';
import type { Swap } from './swap.ts';
import { secondRoute } from './written.ts';

/** Entries `from` to `to − 1`, all of them; anything else refuses. */
export async function entriesBetween(store: BoardStore, origin: string, from: number, to: number): Promise<readonly SequencedEntry[]> {
  const entries = await store.readEntries(origin, from, to - from);
  if (entries.length !== to - from || entries.some(({ index }, at) => index !== from + at)) {
    throw new BoardRefused('entries', origin, `found ${entries.length} entries from index ${from} on; expected all of ${from} to ${to - 1} without a gap. The database has lost entries of this log: restore it (\`kakitome audit\` shows what it holds)`);
  }
  return entries;
}

export const facesOf = (entries: readonly SequencedEntry[]): readonly NewFile[] =>
  entries.flatMap(({ index, face }) => (face === null ? [] : [{ path: facePath(index), bytes: utf8(face) }]));

/**
 * Takes faces away again that were erased between their reading and their writing: whoever was held up for so long leads no more, and the one that does has them noted
 * as gone. Asked after the writing, so that either this finds them erased or the other one their files.
 */
export async function dropErased(store: BoardStore, origin: string, files: BoardDirectory, written: readonly SequencedEntry[]): Promise<void> {
  const faced = new Set(written.flatMap(({ index, face }) => (face === null ? [] : [index])));
  const [first] = faced;
  if (first === undefined) return;
  const now = await store.readEntries(origin, first, Math.max(...faced) - first + 1);
  await files.removeAll(now.flatMap(({ index, face }) => (face === null && faced.has(index) ? [facePath(index)] : [])));
}

/** Signs a root; refuses where what came out does not verify under all keys of the log. */
export async function signHead({ origin, keys, signer }: Pick<OpenLog, 'origin' | 'keys' | 'signer'>, size: number, root: Uint8Array, at: number, open: OpenCheckpoint): Promise<SignedHead> {
  const text = checkpointText(origin, size, root);
  const note = formatNote(text, await signer.sign(text, at));
  try {
    const { logKeys } = open(note, { log: keys, witnesses: [] });
    if (logKeys.length !== keys.length) throw new Malformed('signature', `found signatures of ${logKeys.length} keys; expected ${keys.length}`);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new BoardRefused('keys', origin, `found a signature of our own that does not verify (${error.message}); expected a good one. Nothing was published. Look after the keys' files and the memory of this machine`);
  }
  return { size, root, signedAt: at, note, cosignatures: [] };
}

/** The log with entries up to `to`, its new head stored and not yet published. */
export async function takeBatch(store: BoardStore, swap: Swap, log: OpenLog, to: number, at: number, open: OpenCheckpoint): Promise<LogWithHead> {
  const entries = await entriesBetween(store, log.origin, log.edge.size, to);
  try {
    return await storeHead(swap, log, entries, at, open);
  } catch (error) {
    await dropErased(store, log.origin, log.files, entries).catch(() => undefined);
    throw error;
  }
}

async function storeHead(swap: Swap, log: OpenLog, entries: readonly SequencedEntry[], at: number, open: OpenCheckpoint): Promise<LogWithHead> {
  const { origin, files, edge, peaks } = log;
  const to = edge.size + entries.length;
  const grown = grow(edge, entries.map(({ leaf }) => leaf));
  await writeForEver(origin, files, [...grown.full, ...partialFiles(grown.edge, edge.size)], facesOf(entries));
  const route = await secondRoute(files.read, peaks, to);
  const root = rootOfEdge(grown.edge);
  const fault = route.fault ?? (sameBytes(root, route.root) ? null : 'the root');
  if (fault !== null) throw new BoardRefused('reread', origin, `computed again from what was written, found ${fault} to be another one; expected the same by both ways. Nothing was signed. Look after disk and memory of this machine before you start again`);
  const head = await signHead(log, to, root, at, open);
  await swap(log, head);
  return { ...log, head, edge: grown.edge, peaks: route.peaks };
}
