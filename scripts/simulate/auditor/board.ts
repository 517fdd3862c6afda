/** The public board as a stranger sees it: each checkpoint is signed, covers all that the ones before it covered, and no leaf ever changes. */
import { decodeBundle } from '../../../bulletin-board/format/bundle.ts';
import { openCheckpoint } from '../../../bulletin-board/format/checkpoint.ts';
import { parseFace, parseLeaf } from '../../../bulletin-board/format/entry.ts';
import { leafHash } from '../../../bulletin-board/format/hash.ts';
import { parseKey } from '../../../bulletin-board/format/key.ts';
import { bundlePath, facePath, TILE_WIDTH, tileWidth } from '../../../bulletin-board/format/tile.ts';
import { appendLeaf, noPeaks, rootOf, type Peaks } from '../../../bulletin-board/format/tree.ts';
import { Violation } from '../violation.ts';
import { makeProofKeeper, type MailedProof } from './proofs.ts';

type Read = (path: string) => Promise<Uint8Array | null>;

/** An entry that anybody can read: its kind, and what its face says; null: its face is gone. */
export type Published = { readonly index: number; readonly kind: string; readonly reference: string | null };

export type BoardAuditor = {
  /** A receipt has left. */
  readonly mailed: (mail: MailedProof) => void;
  /** After each look of the bank. */
  readonly step: () => Promise<void>;
  /** All that was ever published stands unchanged, and all proofs that were mailed are valid; returns what is published. */
  readonly end: () => Promise<readonly Published[]>;
};

export function makeBoardAuditor(read: Read, keys: readonly string[]): BoardAuditor {
  const known = { log: keys.map(parseKey), witnesses: [] };
  const leaves: string[] = [];
  const proofs = makeProofKeeper(read, keys);
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
        leaves.push(Buffer.from(leafHash(leaf)).toString('hex'));
        peaks = appendLeaf(peaks, leafHash(leaf));
      }
      // Were an old leaf another one, or left out, this root could not be signed: all earlier proofs stay valid.
      if (!Buffer.from(rootOf(peaks)).equals(Buffer.from(root))) throw new Violation(`the board's checkpoint of ${size} leaves has not the root of the leaves that were published`);
      await proofs.checkSome(text, 1);
    },
    mailed: proofs.keep,
    end: async () => {
      const leafAt = leavesOf(read);
      const published: Published[] = [];
      for (const [index, hash] of leaves.entries()) {
        const leaf = await leafAt(index, peaks.size);
        if (Buffer.from(leafHash(leaf)).toString('hex') !== hash) throw new Violation(`leaf ${index} of the board is another one than when it was published`);
        published.push(await publishedAt(read, index, parseLeaf(leaf).kind));
      }
      if (last !== '') await proofs.checkAll(last);
      return published;
    },
  };
}

async function publishedAt(read: Read, index: number, kind: string): Promise<Published> {
  const bytes = await read(facePath(index));
  const face = new Map(bytes === null ? [] : parseFace(bytes).map(({ name, value }) => [name, value] as const));
  if (bytes !== null && face.get('kind') !== kind) throw new Violation(`entry ${index} of the board is of the kind "${kind}", and its face says "${face.get('kind')}"`);
  return { index, kind, reference: face.get('reference') ?? null };
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
