/**
 * A log that can't go on, because its newest database or its key is lost: how this database learns what is published, and how the log is given
 * up as it is published. No further head of it is signed.
 */
import type { OpenedCheckpoint } from '../format/checkpoint.ts';
import { sameBytes } from '../format/encoding.ts';
import { parseLeaf, type EndsLeaf } from '../format/entry.ts';
import { parseKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { formatNote, parseNote } from '../format/note.ts';
import { facePath } from '../format/tile.ts';
import { noPeaks, rootOf } from '../format/tree.ts';
import { makeTileReader } from '../verify/tiles.ts';
import { below } from '../directory.ts';
import type { BoardStore, GivenUpLog, LogRow, SignedHead } from '../ports.ts';
import { mergedLines } from './cosigning.ts';
import { checkpointBytes, logFolder } from './log.ts';
import { openFiles, readPublished, type OpeningParts } from './opening.ts';
import { BoardRefused } from './refused.ts';
import { peaksOf } from './tiles-of.ts';
import { continuesLeaf } from './turn.ts';
import { secondRoute } from './written.ts';

/** What was found of a log, checked, and not yet noted. */
export type PublishedLog = Pick<GivenUpLog, 'origin' | 'expected' | 'from' | 'leaves' | 'head'> & {
  readonly keys: readonly string[];
  readonly assigned: number;
  /** Not null: the log was turned after this database was copied, and its last published entry names the log that goes on. */
  readonly ends: EndsLeaf | null;
};

/**
 * Looks at what is published of the log. Where the database has a signed head that is not, that one is published: it needs no signature. Refuses
 * (`BoardRefused`) where files and database contradict each other; null: the log has published nothing.
 */
export async function lookAtPublished(parts: OpeningParts, row: LogRow, at: number): Promise<PublishedLog | null> {
  const { origin, head, assigned, keys } = row;
  const files = below(parts.root, logFolder(origin));
  const bytes = await files.read('checkpoint');
  const published = bytes === null ? null : readPublished(bytes, origin, keys.map(parseKey));
  if (bytes !== null && published !== null && published.size > (head?.size ?? -1)) return lookBeyond(parts, row, published, bytes, at);
  if (head === null) return null;
  const log = await openFiles(parts, row);
  if (published?.size !== head.size) await log.files.write('checkpoint', checkpointBytes(head));
  await parts.store.notePublished(origin, head.size, at);
  return { origin, keys, assigned, expected: head, from: head.size, leaves: [], head, ends: null };
}

/** More is published than this database has signed: its entries must be the beginning of that, and what is published one whole. */
async function lookBeyond({ store, root }: OpeningParts, row: LogRow, published: OpenedCheckpoint, checkpoint: Uint8Array, at: number): Promise<PublishedLog> {
  const { origin, head, assigned, keys } = row;
  const { read } = below(root, logFolder(origin));
  const { size } = published;
  const begun = head?.size ?? 0;
  try {
    const before = begun === 0 ? noPeaks : await peaksOf(makeTileReader(read, begun));
    if (head !== null && begun > 0 && !sameBytes(rootOf(before), head.root)) throw contradiction(origin, `other tiles than those of the ${begun} entries in the database`);
    const route = await secondRoute(read, before, size);
    if (route.fault !== null || !sameBytes(route.root, published.root)) throw contradiction(origin, `${route.fault ?? 'tiles'} that do not lead to the published root`);
    const reader = makeTileReader(read, size);
    const known = await store.readEntries(origin, begun, Math.max(0, Math.min(assigned, size) - begun));
    for (const { index, leaf } of known) if (!sameBytes(leaf, await reader.entry(index))) throw contradiction(origin, `another entry published at index ${index}`);
    const from = Math.min(assigned, size);
    const leaves: Uint8Array[] = [];
    for (let index = from; index < size; index += 1) leaves.push(await reader.entry(index));
    return { origin, keys, assigned, expected: head, from, leaves, head: headOf(published, checkpoint, head, at), ends: endOf(leaves) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw contradiction(origin, `a published log with a file that can't be used (${error.message})`);
  }
}

/** When it was signed, only a signature with a time tells; else this is not known, and it is as if it were now. */
function headOf({ origin, size, root, logKeys, signedAt }: OpenedCheckpoint, checkpoint: Uint8Array, before: SignedHead | null, at: number): SignedHead {
  const { text, signatures } = parseNote(checkpoint);
  const own = signatures.filter(({ name, id }) => name === origin && logKeys.some((key) => key.id === id));
  const others = signatures.filter(({ name }) => name !== origin).map(({ line }) => line);
  const time = signedAt === null ? at : signedAt * 1_000;
  return { size, root, signedAt: Math.max(time, before?.signedAt ?? 0), note: formatNote(text, own.map(({ line }) => line)), cosignatures: mergedLines([], others) };
}

function endOf(leaves: readonly Uint8Array[]): EndsLeaf | null {
  const last = leaves.at(-1);
  const leaf = last === undefined ? null : parseLeaf(last);
  return leaf?.kind === 'ends' ? leaf : null;
}

const contradiction = (origin: string, found: string): BoardRefused =>
  new BoardRefused('unknown-entries', origin, `found ${found}; expected the published log to begin with the entries of this database. It is of another log, or was used after it was put back: take an older copy of it`);

/** What the next log begins with. */
export const firstLeaf = ({ keys, head }: PublishedLog): Uint8Array => continuesLeaf(keys, head);

/** The log's end, once another one is `next`. Faces that no published checkpoint covers go first: their entries get other places. */
export async function giveUp({ store, root }: Pick<OpeningParts, 'store' | 'root'>, log: PublishedLog, next: GivenUpLog['next'], at: number): ReturnType<BoardStore['giveUpLog']> {
  const { origin, expected, from, leaves, head, assigned } = log;
  const files = below(root, logFolder(origin));
  for (let index = head.size; index < assigned || (await files.read(facePath(index))) !== null; index += 1) await files.remove(facePath(index));
  return store.giveUpLog({ origin, expected, from, leaves, head, next, at });
}
