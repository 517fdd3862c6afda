import test from 'ava';
import fc from 'fast-check';
import { naiveFiles, naiveRoot } from '../../scripts/board/audit.ts';
import { hex, utf8 } from '../format/encoding.ts';
import { leafHash } from '../format/hash.ts';
import { noPeaks } from '../format/tree.ts';
import { emptyEdge, grow, partialFiles, rootOfEdge, type Edge } from './edge.ts';
import { disagreementAt, readEdge } from './tiles-of.ts';
import { secondRoute } from './written.ts';

const leafAt = (index: number): Uint8Array => utf8(`entry ${index}`);
const leaves = (from: number, count: number): readonly Uint8Array[] => Array.from({ length: count }, (_, at) => leafAt(from + at));

test('any sequence of batches gives the same files and root as the naive tree, and both routes agree on the way', async (t) => {
  const batches = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 250, max: 260 }), fc.integer({ min: 500, max: 1_100 })), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(batches, async (counts) => {
      const disk = new Map<string, Uint8Array>();
      const read = async (path: string): Promise<Uint8Array | null> => disk.get(path) ?? null;
      let edge: Edge = emptyEdge;
      let peaks = noPeaks;
      for (const count of counts) {
        const grown = grow(edge, leaves(edge.size, count));
        for (const { path, bytes } of [...grown.full, ...partialFiles(grown.edge, edge.size)]) {
          t.false(disk.has(path), `${path} is written twice`);
          disk.set(path, bytes);
        }
        const route = await secondRoute(read, peaks, grown.edge.size);
        t.is(route.fault, null);
        t.is(hex(route.root), hex(rootOfEdge(grown.edge)));
        t.deepEqual(await readEdge(read, grown.edge.size), grown.edge);
        t.is(await disagreementAt(read, grown.edge), null);
        ({ edge } = grown);
        ({ peaks } = route);
      }
      const all = leaves(0, edge.size);
      t.is(hex(rootOfEdge(edge)), hex(naiveRoot(all.map(leafHash))));
      for (const [path, bytes] of naiveFiles(all)) t.deepEqual(Buffer.from(disk.get(path) ?? []), Buffer.from(bytes), path);
    }),
    { numRuns: 12 },
  );
});

test('a third level: 65,536 entries and one more', (t) => {
  const first = grow(emptyEdge, leaves(0, 65_536));
  t.deepEqual(first.edge.tiles.map((hashes) => hashes.length), [0, 0, 1]);
  t.is(first.full.length, 256 + 256 + 1);
  const second = grow(first.edge, [leafAt(65_536)]);
  t.deepEqual(second.edge.tiles.map((hashes) => hashes.length), [1, 0, 1]);
  t.deepEqual(partialFiles(second.edge, 65_536).map(({ path }) => path), ['tile/0/256.p/1', 'tile/entries/256.p/1']);
  t.deepEqual(partialFiles(second.edge).map(({ path }) => path), ['tile/0/256.p/1', 'tile/2/000.p/1', 'tile/entries/256.p/1']);
});

test('one bit of any file that a batch wrote: the second route finds it', async (t) => {
  const before = grow(emptyEdge, leaves(0, 250));
  const grown = grow(before.edge, leaves(250, 300));
  const disk = new Map([...grown.full, ...partialFiles(grown.edge)].map(({ path, bytes }) => [path, bytes]));
  const route = await secondRoute(async (path) => new Map(partialFiles(before.edge).map(({ path: at, bytes }) => [at, bytes])).get(path) ?? null, noPeaks, 250);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...disk.keys()), fc.nat(), fc.integer({ min: 0, max: 7 }), async (path, at, bit) => {
      const flipped = Uint8Array.from(disk.get(path) ?? []);
      const place = at % flipped.length;
      flipped[place] = (flipped[place] ?? 0) ^ (1 << bit);
      const found = await secondRoute(async (wanted) => (wanted === path ? flipped : (disk.get(wanted) ?? null)), route.peaks, 550).catch((error: Error) => ({ fault: error.name }));
      t.not(found.fault, null, `${path} ${place}`);
    }),
    { numRuns: 60 },
  );
});
