/** Proofs of entries under the newest published checkpoint: from the files that everybody reads, verified before they are given away. */
import { openCheckpoint, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { sameBytes } from '../format/encoding.ts';
import { leafHash } from '../format/hash.ts';
import { parseKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { formatProof } from '../format/proof.ts';
import { verifyInclusion } from '../format/tree.ts';
import { makeTileReader, type TileReader } from '../verify/tiles.ts';
import { below, type BoardDirectory } from '../directory.ts';
import type { BoardStore } from '../ports.ts';
import { logFolder } from './log.ts';

/**
 * The tlog-proof of an entry of any log of this board. Rejects where the entry is not published, or where the files do not prove it
 * (`Malformed`): then nobody is sent a receipt that proves nothing.
 */
export type ProofOf = (origin: string, index: number) => Promise<Uint8Array>;

type Opened = { readonly bytes: Uint8Array; readonly checkpoint: OpenedCheckpoint; readonly reader: TileReader };

/** Keeps the last checkpoint of each log, verified, and the tiles that were read under it. */
export function makeProofs(store: BoardStore, root: BoardDirectory): ProofOf {
  const opened = new Map<string, Opened>();
  const openNewest = async (origin: string): Promise<Opened> => {
    const files = below(root, logFolder(origin));
    const bytes = await files.read('checkpoint');
    if (bytes === null) throw new Error(`${origin}: found no published checkpoint; expected one before an entry is proved`);
    const known = opened.get(origin);
    if (known !== undefined && sameBytes(known.bytes, bytes)) return known;
    const log = (await store.listLogs()).find((one) => one.origin === origin);
    if (log === undefined) throw new Error(`${origin}: found no such log in the database; expected one of this board`);
    const checkpoint = openCheckpoint(bytes, { log: log.keys.map(parseKey), witnesses: [] });
    const fresh = { bytes, checkpoint, reader: makeTileReader(files.read, checkpoint.size) };
    opened.set(origin, fresh);
    return fresh;
  };
  return async (origin, index) => {
    const { bytes, checkpoint, reader } = await openNewest(origin);
    if (index >= checkpoint.size) throw new Error(`${origin}: found ${checkpoint.size} published entries; expected more than ${index} before entry ${index} is proved`);
    const hashes = await reader.inclusionProof(index);
    if (!verifyInclusion(leafHash(await reader.entry(index)), index, checkpoint.size, hashes, checkpoint.root)) {
      throw new Malformed('inclusion', `found tiles that do not lead from entry ${index} to the published root of ${checkpoint.size} entries`);
    }
    return formatProof({ index, hashes, extra: null, checkpoint: bytes });
  };
}
