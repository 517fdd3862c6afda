/** A walk over the public entries of one log: that bundles, lowest tiles and the signed root say the same. */
import { sameBytes } from '../format/encoding.ts';
import { placeText } from '../format/entry.ts';
import { leafHash } from '../format/hash.ts';
import { Malformed } from '../format/malformed.ts';
import { TILE_WIDTH } from '../format/tile.ts';
import { appendLeaf, rootOf, type Peaks } from '../format/tree.ts';
import { finding, type Finding } from './findings.ts';
import type { Head } from './heads.ts';
import type { LogFiles, Page } from './log-files.ts';

/** Which of the two leads to the signed root; `neither`: the entries of the log can't be judged. */
export type Trust = 'tiles' | 'bundles' | 'neither';

export type Walked = { readonly findings: readonly Finding[]; /** Of the whole tree, where tiles or bundles led to its root. */ readonly peaks: Peaks; readonly trust: Trust };

/** So many altered entries are named; more of one log say nothing new. */
const NAMED = 100;

/** Goes on from `base`, the peaks of a tree that was checked before. Rejects only with the fault of reading. */
export async function walkLog(files: LogFiles, base: Peaks, origin: string, head: Head): Promise<Walked> {
  try {
    const byTiles = await fold(files, base, head.size, ({ hashes }) => hashes);
    const whole = sameBytes(rootOf(byTiles.peaks), head.root);
    if (whole) return { findings: byTiles.altered.map((index) => bundleAltered(origin, index)), peaks: byTiles.peaks, trust: 'tiles' };
    const byBundles = await fold(files, base, head.size, ({ leaves }) => leaves.map(leafHash));
    if (sameBytes(rootOf(byBundles.peaks), head.root)) return { findings: byTiles.altered.map((index) => tileAltered(origin, index)), peaks: byBundles.peaks, trust: 'bundles' };
    const sentence = `the public entries of ${origin} do not lead to the root that was signed for ${head.size} entries, neither by their bundles nor by their tiles`;
    return { findings: [finding('root-differs', origin, sentence)], peaks: base, trust: 'neither' };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { findings: [finding('file-bad', origin, `a public file of ${origin} can't be used: ${error.message}`)], peaks: base, trust: 'neither' };
  }
}

type Folded = { readonly peaks: Peaks; /** Entries whose bytes do not give the hash that the tile has. */ readonly altered: readonly number[] };

async function fold(files: LogFiles, base: Peaks, size: number, pick: (page: Page) => readonly Uint8Array[]): Promise<Folded> {
  const altered: number[] = [];
  let peaks = base;
  for (let bundle = Math.floor(base.size / TILE_WIDTH); bundle * TILE_WIDTH < size; bundle += 1) {
    const page = await files.page(bundle);
    const hashes = pick(page);
    for (let index = peaks.size; index < Math.min(size, (bundle + 1) * TILE_WIDTH); index += 1) {
      const at = index % TILE_WIDTH;
      const [leaf, tile, hash] = [page.leaves[at], page.hashes[at], hashes[at]];
      if (leaf === undefined || tile === undefined || hash === undefined) throw new RangeError(`entry ${index} of a page`);
      if (altered.length < NAMED && !sameBytes(leafHash(leaf), tile)) altered.push(index);
      peaks = appendLeaf(peaks, hash);
    }
  }
  return { peaks, altered };
}

const bundleAltered = (origin: string, index: number): Finding =>
  finding('bundle-differs', placeText(origin, index), `the bundle of entry ${index} of ${origin} holds other bytes than those that were signed; the tile is unchanged`);

const tileAltered = (origin: string, index: number): Finding =>
  finding('tile-differs', placeText(origin, index), `the tile of entry ${index} of ${origin} holds another hash than the one that was signed; the entry is unchanged`);
