/** The public board as a stranger sees it: each checkpoint is signed, covers all that the ones before it covered, and no leaf ever changes. */
import { decodeBundle } from '../../../bulletin-board/format/bundle.ts';
import { openCheckpoint } from '../../../bulletin-board/format/checkpoint.ts';
import { parseLeaf } from '../../../bulletin-board/format/entry.ts';
import { leafHash } from '../../../bulletin-board/format/hash.ts';
import { parseKey } from '../../../bulletin-board/format/key.ts';
import { bundlePath, TILE_WIDTH, tileWidth } from '../../../bulletin-board/format/tile.ts';
import { appendLeaf, noPeaks, rootOf, type Peaks } from '../../../bulletin-board/format/tree.ts';
import { Violation } from '../violation.ts';

type Read = (path: string) => Promise<Uint8Array | null>;

export type BoardAuditor = {
  /** After each look of the bank. */
  readonly step: () => Promise<void>;
  /** All that was ever published stands unchanged; returns how many leaves there are of each kind. */
  readonly end: () => Promise<ReadonlyMap<string, number>>;
};

export function makeBoardAuditor(read: Read, keys: readonly string[]): BoardAuditor {
  const known = { log: keys.map(parseKey), witnesses: [] };
  const leaves: string[] = [];
  const kinds = new Map<string, number>();
  let peaks: Peaks = noPeaks;
  let last = '';
  return {
    step: async () => {
      const bytes = await read('checkpoint');
      const text = bytes === null ? '' : Buffer.from(bytes).toString();
      if (bytes === null || text === last) return;
      last = text;
      const { size, root } = openCheckpoint(bytes, known);
      if (size < peaks.size) throw new Violation(`the board had ${peaks.size} leaves and now has ${size}`);
      const leafAt = leavesOf(read);
      while (peaks.size < size) {
        const leaf = await leafAt(peaks.size, size);
        const { kind } = parseLeaf(leaf);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        leaves.push(Buffer.from(leafHash(leaf)).toString('hex'));
        peaks = appendLeaf(peaks, leafHash(leaf));
      }
      // Were an old leaf another one, or left out, this root could not be signed: all earlier proofs stay valid.
      if (!Buffer.from(rootOf(peaks)).equals(Buffer.from(root))) throw new Violation(`the board's checkpoint of ${size} leaves has not the root of the leaves that were published`);
    },
    end: async () => {
      const leafAt = leavesOf(read);
      for (const [index, hash] of leaves.entries()) {
        if (Buffer.from(leafHash(await leafAt(index, peaks.size))).toString('hex') !== hash) throw new Violation(`leaf ${index} of the board is another one than when it was published`);
      }
      return kinds;
    },
  };
}

/** Of one look: each bundle is read once. */
function leavesOf(read: Read): (index: number, size: number) => Promise<Uint8Array> {
  const bundles = new Map<string, readonly Uint8Array[]>();
  return async (index, size) => {
    const bundle = Math.floor(index / TILE_WIDTH);
    const width = tileWidth(size, 0, bundle);
    const path = bundlePath(bundle, width);
    const bytes = bundles.has(path) ? null : await read(path);
    if (bytes !== null) bundles.set(path, decodeBundle(bytes, width));
    const leaf = bundles.get(path)?.[index % TILE_WIDTH];
    if (leaf === undefined) throw new Violation(`leaf ${index} of the board is covered by a checkpoint of ${size}, and can't be read`);
    return leaf;
  };
}
