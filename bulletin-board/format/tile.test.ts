import test from 'ava';
import fc from 'fast-check';
import { refused, vectorJson } from './fixtures/vectors.ts';
import { bundlePath, facePath, indexOfPath, indexPath, levelSize, parsePath, placeOf, resourcesOf, tileHashes, tilePath, tileWidth, type Resource } from './tile.ts';

const vectors = vectorJson<{
  readonly index_to_path: Readonly<Record<string, string>>;
  readonly size_to_resources: Readonly<Record<string, readonly string[]>>;
  readonly size_to_hash_tile_summary: Readonly<Record<string, readonly (readonly [level: number, full: number, partial: number])[]>>;
}>('tilepaths.json');

test('indices as paths, both ways', (t) => {
  for (const [index, path] of Object.entries(vectors.index_to_path)) {
    t.is(indexPath(Number(index)), path);
    t.is(indexOfPath(path), Number(index));
    t.deepEqual(parsePath(`tile/0/${path}`), { kind: 'tile', level: 0, index: Number(index), width: 256 });
    t.deepEqual(parsePath(`tile/entries/${path}.p/17`), { kind: 'bundle', index: Number(index), width: 17 });
    t.deepEqual(parsePath(`face/${path}.json`), { kind: 'face', index: Number(index) });
  }
});

test('what a tree of a size consists of', (t) => {
  for (const [size, paths] of Object.entries(vectors.size_to_resources)) {
    t.deepEqual(resourcesOf(Number(size)).toSorted(), paths.toSorted(), size);
    for (const path of paths) t.truthy(parsePath(path), path);
  }
});

test('full tiles and the partial one of each level, 2^32 and beyond included', (t) => {
  for (const [size, levels] of Object.entries(vectors.size_to_hash_tile_summary)) {
    for (const [level, full, partial] of levels) {
      t.is(levelSize(Number(size), level), full * 256 + partial, `${size} level ${level}`);
      if (full > 0) t.is(tileWidth(Number(size), level, full - 1), 256);
      t.is(tileWidth(Number(size), level, full), partial);
      t.is(tileWidth(Number(size), level, full + 1), 0);
    }
    t.is(levelSize(Number(size), levels.length), 0);
  }
  t.is(levelSize(2 ** 40 + 5, 0), 2 ** 40 + 5);
  t.is(tileWidth(2 ** 40 + 5, 0, 2 ** 32), 5);
  t.is(levelSize(2 ** 40, 5), 1);
});

test('paths that are none of a log', (t) => {
  const paths = [
    '', '/', 'checkpoint/', '/checkpoint', 'Checkpoint', 'checkpoint.', 'tile', 'tile/', 'tile/0', 'tile/0/', 'tile/0/0', 'tile/0/00', 'tile/0/0000', 'tile/0/1000', 'tile/00/000', 'tile/01/000', 'tile/64/000', 'tile/99/000',
    'tile/-1/000', 'tile/0/x000/000', 'tile/0/x000/001', 'tile/0/x001', 'tile/0/001/000', 'tile/0/x01/000', 'tile/0/X001/000', 'tile/0/000.p', 'tile/0/000.p/', 'tile/0/000.p/0', 'tile/0/000.p/01', 'tile/0/000.p/256', 'tile/0/000.p/999',
    'tile/0/000.p/5/', 'tile/0/000.p/5.p/5', 'tile/0//000', 'tile//0/000', 'tile/0/../0/000', 'tile/0/./000', 'tile/0/000\n', 'tile/0/000\0', 'tile/0/000?x', 'tile/0/000#', 'tile/0/%30%30%30', 'tile\\0\\000', 'tile/0/٠٠٠', 'tile/０/000',
    'tile/entries', 'tile/entries/', 'tile/entries/0', 'tile/Entries/000', 'entries/000', 'face/000', 'face/000.JSON', 'face/000.json/', 'face/0.json', 'face/x000/000.json', 'face/000.p/5.json', 'face/../log.json', 'log.json',
    'tile/0/x009/x007/x199/x254/x740/992', 'tile/0/x999/x999/x999/x999/x999/x999/x999/999', 'face/x009/x007/x199/x254/x740/x992.json', `tile/0/${'x000/'.repeat(10_000)}000`,
  ];
  for (const path of paths) t.is(parsePath(path), null, path.slice(0, 60));
  t.deepEqual(parsePath(tilePath(63, Number.MAX_SAFE_INTEGER, 255)), { kind: 'tile', level: 63, index: Number.MAX_SAFE_INTEGER, width: 255 });
  t.is(parsePath(`tile/0/${indexPath(2 ** 53)}`), null, 'beyond what a number holds exactly');
  t.is(parsePath(`face/${indexPath(2 ** 53)}.json`), null);
  for (const path of ['', '0', '0000', 'x000/001', 'x001', 'x001/0', '../000']) refused(t, 'tile', () => indexOfPath(path), path);
});

const indices = fc.oneof(fc.nat({ max: 2_000 }), fc.maxSafeNat());

test('every path that is made is read, and no other path means the same', (t) => {
  fc.assert(fc.property(indices, fc.nat({ max: 63 }), fc.integer({ min: 1, max: 256 }), (index, level, width) => {
    const made: readonly (readonly [string, Resource])[] = [
      [tilePath(level, index, width), { kind: 'tile', level, index, width }],
      [bundlePath(index, width), { kind: 'bundle', index, width }],
      [facePath(index), { kind: 'face', index }],
    ];
    for (const [path, resource] of made) t.deepEqual(parsePath(path), resource);
    t.is(indexOfPath(indexPath(index)), index);
  }));
  fc.assert(fc.property(fc.stringMatching(/^(tile|face)\/([0-9]{1,2}|entries)(\/x?[0-9]{1,3}){1,3}(\.p\/[0-9]{1,3}|\.json)?$/), (path) => {
    const resource = parsePath(path);
    if (resource?.kind === 'tile') t.is(tilePath(resource.level, resource.index, resource.width), path);
    if (resource?.kind === 'bundle') t.is(bundlePath(resource.index, resource.width), path);
    if (resource?.kind === 'face') t.is(facePath(resource.index), path);
  }), { numRuns: 500 });
});

test('a complete subtree stands in one tile', (t) => {
  t.deepEqual(placeOf({ height: 0, index: 0 }), { level: 0, tile: 0, first: 0, count: 1 });
  t.deepEqual(placeOf({ height: 8, index: 257 }), { level: 1, tile: 1, first: 1, count: 1 });
  t.deepEqual(placeOf({ height: 15, index: 3 }), { level: 1, tile: 1, first: 128, count: 128 });
  fc.assert(fc.property(fc.nat({ max: 52 }), fc.double({ min: 0, max: 1, noNaN: true }), (height, part) => {
    const index = Math.floor(part * (2 ** (53 - height) - 1));
    const { level, tile, first, count } = placeOf({ height, index });
    t.true(first >= 0 && first + count <= 256);
    t.is(BigInt(tile) * 256n + BigInt(first), (BigInt(index) << BigInt(height)) >> BigInt(8 * level));
    t.is(BigInt(count) << BigInt(8 * level), 1n << BigInt(height));
  }));
});

test('a tile has the length that its width says', (t) => {
  t.is(tileHashes(new Uint8Array(64), 2).length, 2);
  for (const length of [0, 31, 32, 63, 65, 96, 8_192]) refused(t, 'tile', () => tileHashes(new Uint8Array(length), 2), String(length));
});
