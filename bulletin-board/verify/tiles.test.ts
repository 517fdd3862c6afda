import test from 'ava';
import fc from 'fast-check';
import { encodeBundle } from '../format/bundle.ts';
import { openCheckpoint } from '../format/checkpoint.ts';
import { base64, concat, sameBytes } from '../format/encoding.ts';
import { emptyRoot, leafHash, nodeHash } from '../format/hash.ts';
import { fromBase64Text, knownKeys, readVector, vector, vectorText } from '../format/fixtures/vectors.ts';
import { bundlePath, levelSize, resourcesOf, tilePath, tileWidth } from '../format/tile.ts';
import { appendLeaf, noPeaks, rootOf, verifyConsistency, verifyInclusion } from '../format/tree.ts';
import type { ReadFile } from '../ports.ts';
import { makeTileReader } from './tiles.ts';

for (const [folder, size] of [['log5', 5], ['log300', 300], ['log-odd', 5], ['log256-nopartials', 256]] as const) {
  test(`${folder}: root and entries, computed anew`, async (t) => {
    const checkpoint = openCheckpoint(vector(`${folder}/checkpoint`), knownKeys);
    t.is(checkpoint.size, size);
    const reader = makeTileReader(readVector(folder), size);
    t.is(base64(await reader.root()), base64(checkpoint.root));
    let peaks = noPeaks;
    for (let index = 0; index < size; index += 1) peaks = appendLeaf(peaks, leafHash(await reader.entry(index)));
    t.is(base64(rootOf(peaks)), base64(checkpoint.root));
    for (const path of resourcesOf(size)) t.not(await readVector(folder)(path), null, path);
  });
}

test('log-odd holds entries of 0, 1, 768 and 65,535 bytes', async (t) => {
  const entries = await makeTileReader(readVector('log-odd'), 5).entriesOf(0);
  for (const length of [0, 1, 768, 65_535]) t.true(entries.some((entry) => entry.length === length), String(length));
});

for (const [log, sizes] of [['log5', [0, 1, 3, 5]], ['log300', [0, 1, 5, 255, 256, 257, 300]]] as const) {
  test(`${log}: entries as listed, every older checkpoint, every consistency proof made and verified`, async (t) => {
    const listed = vectorText(`${log}.entries.jsonl`).trim().split('\n').map((line) => JSON.parse(line) as { index: number; entry_b64: string; leaf_hash_b64: string });
    const whole = makeTileReader(readVector(log), sizes.at(-1) ?? 0);
    for (const { index, entry_b64: entry, leaf_hash_b64: hash } of listed) {
      t.is(base64(await whole.entry(index)), entry);
      t.is(base64(await whole.hashOfNode({ height: 0, index })), hash);
    }
    const rootAt = (size: number): Uint8Array => openCheckpoint(vector(`${log}-history/checkpoint.${size}`), knownKeys).root;
    for (const to of sizes) {
      const reader = makeTileReader(readVector(log), to);
      t.is(base64(await reader.root()), base64(rootAt(to)), `root of ${to}`);
      for (const from of sizes.filter((size) => size <= to)) {
        const made = await reader.consistencyProof(from);
        const expected = `${log}-consistency/${from}-${to}.txt`;
        if (!(from === 0 && to === 0)) t.is(made.map((hash) => `${base64(hash)}\n`).join(''), vectorText(expected), expected);
        t.true(verifyConsistency(from, to, rootAt(from), rootAt(to), made), expected);
      }
    }
  });
}

test('an older tree is read from the full tiles where its partial ones are gone', async (t) => {
  const reader = makeTileReader(readVector('log256-nopartials'), 5);
  t.is(base64(await reader.root()), base64(openCheckpoint(vector('log300-history/checkpoint.5'), knownKeys).root));
  t.is((await reader.entriesOf(0)).length, 5);
  t.is(base64(leafHash(await reader.entry(4))), base64(await reader.hashOfNode({ height: 0, index: 4 })));
});

/** The files of a log of `size` made entries, by the definition of tlog-tiles: hash i of level l is that of 256^l entries. */
function makeFiles(size: number): ReadonlyMap<string, Uint8Array> {
  const entries = Array.from({ length: size }, (_, index) => Uint8Array.from([index & 255, index >> 8]));
  const files = new Map<string, Uint8Array>();
  let hashes: readonly Uint8Array[] = entries.map(leafHash);
  for (let level = 0; levelSize(size, level) > 0; level += 1) {
    for (let index = 0; tileWidth(size, level, index) > 0; index += 1) files.set(tilePath(level, index, tileWidth(size, level, index)), concat(...hashes.slice(256 * index, 256 * (index + 1))));
    hashes = Array.from({ length: levelSize(size, level + 1) }, (_, index) => pairwise(hashes.slice(256 * index, 256 * (index + 1))));
  }
  for (let index = 0; tileWidth(size, 0, index) > 0; index += 1) files.set(bundlePath(index, tileWidth(size, 0, index)), encodeBundle(entries.slice(256 * index, 256 * (index + 1))));
  return files;
}

function pairwise(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) row = row.flatMap((left, at) => (at % 2 === 0 ? [nodeHash(left, row[at + 1] ?? left)] : []));
  return row[0] ?? emptyRoot();
}

const readFiles = (files: ReadonlyMap<string, Uint8Array>): ReadFile => async (path) => files.get(path) ?? null;

test('any size: what the tiles give verifies against the root of the entries', async (t) => {
  for (const size of [1, 2, 255, 256, 257, 512, 700, 66_000]) {
    const files = makeFiles(size);
    t.deepEqual([...files.keys()].toSorted(), resourcesOf(size).toSorted(), String(size));
    const reader = makeTileReader(readFiles(files), size);
    let peaks = noPeaks;
    const roots = [emptyRoot()];
    for (let index = 0; index < size; index += 1) {
      peaks = appendLeaf(peaks, leafHash(Uint8Array.from([index & 255, index >> 8])));
      roots.push(size < 1_000 || index % 501 === 0 || index === size - 1 ? rootOf(peaks) : emptyRoot());
    }
    const root = roots[size] ?? emptyRoot();
    t.true(sameBytes(await reader.root(), root), String(size));
    await fc.assert(fc.asyncProperty(fc.nat({ max: size - 1 }), fc.nat({ max: Math.floor((size - 1) / 501) }), async (index, step) => {
      t.true(verifyInclusion(leafHash(await reader.entry(index)), index, size, await reader.inclusionProof(index), root), `${index} of ${size}`);
      const from = step * 501 + 1;
      t.true(verifyConsistency(from, size, roots[from] ?? emptyRoot(), root, await reader.consistencyProof(from)), `${from} to ${size}`);
    }), { numRuns: 12 });
  }
});

test('an empty log has the root of nothing and no entry', async (t) => {
  const reader = makeTileReader(readFiles(new Map()), 0);
  t.is(base64(await reader.root()), base64(emptyRoot()));
  await t.throwsAsync(reader.entry(0), { instanceOf: RangeError });
});

test('a missing, short, long or empty file is named; a full bundle in place of a partial one is taken', async (t) => {
  const files = new Map(makeFiles(300));
  const reading = (change: (files: Map<string, Uint8Array>) => void, size = 300) => {
    const changed = new Map(files);
    change(changed);
    return makeTileReader(readFiles(changed), size);
  };
  const partial = tilePath(0, 1, 44);
  await t.throwsAsync(reading((all) => all.delete(partial)).root(), { name: 'Malformed', message: `found no ${partial} and no tile/0/001; expected the file of a log` });
  await t.throwsAsync(reading((all) => all.delete('tile/entries/000')).entry(3), { name: 'Malformed', message: 'found no tile/entries/000; expected the file of a log' });
  for (const length of [0, 44 * 32 - 1, 44 * 32 + 32]) await t.throwsAsync(reading((all) => all.set(partial, new Uint8Array(length))).root(), { name: 'Malformed', message: /44 hashes/ });
  await t.throwsAsync(reading((all) => all.set('tile/0/000', new Uint8Array(8_160))).inclusionProof(3), { name: 'Malformed', message: /256 hashes/ });
  const bundle = files.get('tile/entries/000') ?? new Uint8Array();
  const five = reading((all) => all.set('tile/entries/000.p/5', bundle.subarray(0, bundle.length - 1)), 5);
  await t.throwsAsync(five.entriesOf(0), { name: 'Malformed' });
  t.is(base64((await reading((all) => all.set('tile/entries/000.p/5', bundle), 5).entriesOf(0))[4] ?? new Uint8Array()), base64(fromBase64Text('BAA=')));
});

test('a fault of the reading is handed on, and is not remembered', async (t) => {
  const files = makeFiles(3);
  const faults = { left: 1 };
  const reader = makeTileReader(async (path) => {
    if (faults.left-- > 0) throw new Error('the network is gone');
    return files.get(path) ?? null;
  }, 3);
  await t.throwsAsync(reader.root(), { message: 'the network is gone' });
  t.is((await reader.root()).length, 32);
});
