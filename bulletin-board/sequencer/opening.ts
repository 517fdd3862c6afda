/**
 * Start-up checks (4-board §1.9): database, files and published checkpoint are held against each other, and against what witnesses hold, before anything is signed. What a
 * killed process left half done is done; what contradicts is refused.
 */
import { openCheckpoint, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { sameBytes } from '../format/encoding.ts';
import { parseKey, type VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { noPeaks, rootOf } from '../format/tree.ts';
import { below } from '../directory.ts';
import { makeTileReader } from '../verify/tiles.ts';
import type { BoardStore, LogRow, LogSigner, ReadFile, SignedHead } from '../ports.ts';
import { refuseUnknownEntries } from './beyond.ts';
import { emptyEdge, type Edge } from './edge.ts';
import { logFolder, type OpenLog, type SequencerParts } from './log.ts';
import { rebuild, trustedEdge } from './rebuild.ts';
import { BoardRefused, DAMAGED_FILES, GIVE_UP, OLDER_DATABASE } from './refused.ts';
import { peaksOf } from './tiles-of.ts';
import { refuseForks } from './witnessed.ts';

export type OpeningParts = Pick<SequencerParts, 'store' | 'root' | 'report'>;

/** A log that can be read and published, not signed. */
export type OpenFiles = Omit<OpenLog, 'signer'>;

/** Rejects with `BoardRefused` wherever going on could fork the log. Missing files of a head that is stored are written again. */
export async function openLog(parts: OpeningParts & Pick<SequencerParts, 'signerOf' | 'cosigners'>, row: LogRow): Promise<OpenLog> {
  const signer = await parts.signerOf(row.origin);
  requireKeys(row, signer);
  const log = await openFiles(parts, row);
  await refuseUnknownEntries(parts.store, log.files, row, log.edge);
  await refuseForks(parts, log);
  return { ...log, signer };
}

export function requireKeys({ origin, keys }: Pick<LogRow, 'origin' | 'keys'>, signer: LogSigner): void {
  if (signer.keys.join() === keys.join()) return;
  throw new BoardRefused('keys', origin, `found the keys ${signer.keys.join(' ') || '(none)'}; expected those with which this log was begun: ${keys.join(' ')}. Put their files back; a log never changes its keys. If they are lost for good, ${GIVE_UP}`);
}

/** Database, published checkpoint and the files that it covers, held against each other. What lies beyond the stored head is not looked at. */
export async function openFiles(parts: OpeningParts, listed: LogRow): Promise<OpenFiles> {
  const { origin } = listed;
  const files = below(parts.root, logFolder(origin));
  const keys = listed.keys.map(parseKey);
  const bytes = await files.read('checkpoint');
  const published = bytes === null ? null : readPublished(bytes, origin, keys);
  const row = await notBehind(parts.store, listed, published);
  const { head } = row;
  compareHeads(row, published);
  const open = { origin, keys, files, head, published: bytes, publishedSize: row.publishedSize };
  if (head === null) return { ...open, edge: emptyEdge, peaks: noPeaks };
  checkHead(row, head, keys);
  const edge = await edgeOf(parts, row, head, published, files.read);
  const peaks = await peaksOf(makeTileReader(files.read, head.size));
  if (!sameBytes(rootOf(peaks), head.root)) throw new BoardRefused('tiles', origin, `found tiles that, read once more, do not lead to the root of ${head.size} entries; expected it: ${DAMAGED_FILES}`);
  return { ...open, edge, peaks };
}

export function readPublished(bytes: Uint8Array, origin: string, keys: readonly VerifierKey[]): OpenedCheckpoint {
  try {
    return openCheckpoint(bytes, { log: keys, witnesses: [] });
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new BoardRefused('bad-checkpoint', origin, `found a published checkpoint that is not one of this log (${error.message}); expected one that its keys signed. Find out what wrote it; put the last good one back, and start again`);
  }
}

/** A head is stored before it is published: where another process did both since the log was listed, what is stored now is not behind. */
async function notBehind(store: BoardStore, listed: LogRow, published: OpenedCheckpoint | null): Promise<LogRow> {
  if (published === null || published.size <= (listed.head?.size ?? 0)) return listed;
  return (await store.listLogs()).find(({ origin }) => origin === listed.origin) ?? listed;
}

function compareHeads({ origin, head, publishedSize }: LogRow, published: OpenedCheckpoint | null): void {
  const stored = head?.size ?? 0;
  if (published !== null && (head === null || published.size > stored)) {
    throw new BoardRefused('database-behind', origin, `found a published checkpoint of ${published.size} entries; expected at most the ${stored} that the database knows of: ${OLDER_DATABASE}`);
  }
  if (publishedSize > stored) {
    throw new BoardRefused('database-behind', origin, `found ${publishedSize} entries noted as published; expected at most the ${stored} of the stored head: the database is damaged. Restore it (\`kakitome audit\` shows what it holds)`);
  }
  if (published !== null && head !== null && published.size === stored && !sameBytes(published.root, head.root)) {
    throw new BoardRefused('other-root', origin, `found two heads of ${stored} entries with different roots, one published and one in the database; expected one: ${OLDER_DATABASE}`);
  }
}

function checkHead({ origin }: LogRow, head: SignedHead, keys: readonly VerifierKey[]): void {
  const opened = openCheckpoint(head.note, { log: keys, witnesses: [] });
  if (opened.size !== head.size || !sameBytes(opened.root, head.root)) {
    throw new BoardRefused('other-root', origin, `found a stored head of ${head.size} entries whose signature is about another one of ${opened.size}; expected one and the same. The database is damaged: restore it`);
  }
}

/**
 * Where the checkpoint lags behind the head, all from it on is made again. Where it is missing alone, the files at the right edge say so: they
 * were durable before the head was stored, and lead to its root.
 */
async function edgeOf(parts: OpeningParts, row: LogRow, head: SignedHead, published: OpenedCheckpoint | null, read: ReadFile): Promise<Edge> {
  const { origin } = row;
  const missing = (): void => parts.report('alarm', 'board.files-missing', { origin, published: published?.size ?? 0, expected: row.publishedSize });
  if (published === null || published.size === head.size) {
    if (published === null && row.publishedSize > 0) missing();
    const edge = await trustedEdge(origin, read, head);
    if (edge !== null) return edge;
    if (published !== null) missing();
    return rebuild(parts, origin, emptyEdge, head);
  }
  const base = await trustedEdge(origin, read, published);
  if (base === null || published.size < row.publishedSize) missing();
  const edge = await rebuild(parts, origin, base ?? emptyEdge, head);
  if (!sameBytes(await makeTileReader(read, head.size).hashOfRange({ start: 0, end: published.size }), published.root)) {
    throw new BoardRefused('other-root', origin, `found a published checkpoint of ${published.size} entries that is not the beginning of the stored head of ${head.size}; expected one history: ${OLDER_DATABASE}`);
  }
  return edge;
}
