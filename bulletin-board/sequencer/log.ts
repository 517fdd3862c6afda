/** A log as the sequencer has it open, and what it works with. */
import { concat, sameBytes, utf8 } from '../format/encoding.ts';
import type { VerifierKey } from '../format/key.ts';
import type { Peaks } from '../format/tree.ts';
import type { BoardDirectory, NewFile } from '../directory.ts';
import { inParallel } from '../parallel.ts';
import type { BoardReport, BoardStore, Cosigner, LogSigner, SignedHead } from '../ports.ts';
import type { Edge } from './edge.ts';
import { BoardRefused, DAMAGED_FILES } from './refused.ts';

export type SequencerParts = {
  readonly store: BoardStore;
  /** The web root: `board/logs.json` and each log's folder stand below it. */
  readonly root: BoardDirectory;
  /** Asked once for each log, before its first use. */
  readonly signerOf: (origin: string) => LogSigner | Promise<LogSigner>;
  readonly cosigners: readonly Cosigner[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly report: BoardReport;
  /** Who leads: another text for each process. */
  readonly holder: string;
  /** How many entries a round takes at most. */
  readonly batch: number;
  /** How long a checkpoint waits for cosignatures, in milliseconds. */
  readonly cosignWait: number;
};

export type OpenLog = {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  readonly files: BoardDirectory;
  readonly signer: LogSigner;
  readonly head: SignedHead | null;
  /** Of the head's size; so are the peaks. They come from different files and are never made from each other. */
  readonly edge: Edge;
  readonly peaks: Peaks;
  /** What stands in the public `checkpoint`, as far as this process knows. */
  readonly published: Uint8Array | null;
  /** What the database believes is published. */
  readonly publishedSize: number;
};

export type LogWithHead = OpenLog & { readonly head: SignedHead };

export const hasHead = (log: OpenLog): log is LogWithHead => log.head !== null;

/** Where a log stands below the web root: `board/2026` of `bank.example/board/2026`. */
export const logFolder = (origin: string): string => origin.slice(origin.indexOf('/') + 1);

/** The checkpoint as it is published: the log's note and the cosignatures that came. */
export const checkpointBytes = ({ note, cosignatures }: Pick<SignedHead, 'note' | 'cosignatures'>): Uint8Array => concat(note, utf8(cosignatures.join('')));

/**
 * Writes files that are never changed again, and reads them back. A path that holds other bytes already is never written; one that holds the
 * same is written once more, since whoever wrote it may have been killed before its name was durable. `faces` may be replaced.
 */
export async function writeForEver(origin: string, files: BoardDirectory, tiles: readonly NewFile[], faces: readonly NewFile[]): Promise<void> {
  await inParallel(tiles, async ({ path, bytes }) => {
    const there = await files.read(path);
    if (there !== null && !sameBytes(there, bytes)) {
      throw new BoardRefused('other-bytes', origin, `found the file ${path} with other bytes than its entries give; expected none, or the same. Either an older database was put back, or the file was damaged: ${DAMAGED_FILES}`);
    }
  });
  const all = [...tiles, ...faces];
  await files.writeAll(all);
  await inParallel(all, async ({ path, bytes }) => {
    const there = await files.read(path);
    if (there === null || !sameBytes(there, bytes)) {
      throw new BoardRefused('reread', origin, `found other bytes in ${path} than were just written; expected the same. Nothing was signed. Look after disk and memory of this machine, move the file away and start again`);
    }
  });
}
