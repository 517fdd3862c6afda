/** Proofs of entries under the newest published checkpoint: from the files that everybody reads, verified before they are given away. */
import type { OpenCheckpoint, OpenedCheckpoint } from '../format/checkpoint.ts';
import { sameBytes } from '../format/encoding.ts';
import { leafHash } from '../format/hash.ts';
import { parseKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { formatProof } from '../format/proof.ts';
import { verifyInclusion } from '../format/tree.ts';
import { makeTileReader, type KnownNodes, type TileReader } from '../verify/tiles.ts';
import { below, type BoardDirectory } from '../directory.ts';
import type { BoardStore } from '../ports.ts';
import { logFolder } from './log.ts';

/**
 * The tlog-proof of an entry of any log of this board. Rejects where the entry is not published, or where the files do not prove it
 * (`Malformed`): then nobody is sent a receipt that proves nothing.
 */
export type ProofOf = (origin: string, index: number) => Promise<Uint8Array>;

/** `proofs`: those that were made under it, by index; buyer and shop are sent the same one. */
type Opened = { readonly bytes: Uint8Array; readonly checkpoint: OpenedCheckpoint; readonly reader: TileReader; readonly proofs: Map<number, Promise<Uint8Array>> };

/** What is known of a log: its last checkpoint, verified, with the tiles that were read under it, and the reading that is under way. */
type Known = { opened: Opened | null; reading: Promise<Opened> | null; nodes: KnownNodes };

/** Of a log to which nothing is added old receipts may be asked for without end. */
const MOST_PROOFS = 4_096;

export function makeProofs(store: BoardStore, root: BoardDirectory, open: OpenCheckpoint): ProofOf {
  const logs = new Map<string, Known>();
  const readNewest = async (origin: string, known: Known): Promise<Opened> => {
    const files = below(root, logFolder(origin));
    const bytes = await files.read('checkpoint');
    if (bytes === null) throw new Error(`${origin}: found no published checkpoint; expected one before an entry is proved`);
    if (known.opened !== null && sameBytes(known.opened.bytes, bytes)) return known.opened;
    const log = (await store.listLogs()).find((one) => one.origin === origin);
    if (log === undefined) throw new Error(`${origin}: found no such log in the database; expected one of this board`);
    const checkpoint = open(bytes, { log: log.keys.map(parseKey), witnesses: [] });
    return (known.opened = { bytes, checkpoint, reader: makeTileReader(files.read, checkpoint.size, known.nodes), proofs: new Map() });
  };
  /** Receipts are made by the dozen, and all at once ask for the same checkpoint. */
  const newest = (origin: string, known: Known): Promise<Opened> => (known.reading ??= readNewest(origin, known).finally(() => (known.reading = null)));
  /** A reading that had begun when it was asked for may have met an older checkpoint: what it does not cover is looked for once more. */
  const covering = async (origin: string, known: Known, index: number): Promise<Opened> => {
    const joined = known.reading !== null;
    const opened = await newest(origin, known);
    return joined && index >= opened.checkpoint.size ? newest(origin, known) : opened;
  };
  const prove = async (origin: string, index: number, { bytes, checkpoint, reader }: Opened): Promise<Uint8Array> => {
    const hashes = await reader.inclusionProof(index);
    if (!verifyInclusion(leafHash(await reader.entry(index)), index, checkpoint.size, hashes, checkpoint.root)) {
      // Whatever was read wrong is read anew the next time.
      logs.delete(origin);
      throw new Malformed('inclusion', `found tiles that do not lead from entry ${index} to the published root of ${checkpoint.size} entries`);
    }
    return formatProof({ index, hashes, extra: null, checkpoint: bytes });
  };
  return async (origin, index) => {
    const known = logs.get(origin) ?? { opened: null, reading: null, nodes: new Map() };
    logs.set(origin, known);
    const opened = await covering(origin, known, index);
    if (index >= opened.checkpoint.size) throw new Error(`${origin}: found ${opened.checkpoint.size} published entries; expected more than ${index} before entry ${index} is proved`);
    const made = opened.proofs.get(index) ?? prove(origin, index, opened);
    if (opened.proofs.size >= MOST_PROOFS) opened.proofs.clear();
    opened.proofs.set(index, made);
    made.catch(() => opened.proofs.delete(index));
    return made;
  };
}
