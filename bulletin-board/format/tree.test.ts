import test from 'ava';
import fc from 'fast-check';
import { fromHexText, hexText, vectorJson } from './fixtures/vectors.ts';
import { base64 } from './encoding.ts';
import { emptyRoot, leafHash, nodeHash, sha256 } from './hash.ts';
import { appendLeaf, consistencyRanges, foldComplete, foldNodes, inclusionRanges, nodesOf, noPeaks, rootOf, verifyConsistency, verifyInclusion, type Range } from './tree.ts';

/** RFC 6962 §2.1 word for word, over leaf hashes. */
function mth(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length <= 1) return leaves[0] ?? emptyRoot();
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

const leaf = (index: number): Uint8Array => leafHash(Uint8Array.from([index & 255, index >> 8]));
const LEAVES = Array.from({ length: 601 }, (_, index) => leaf(index));
const known = new Map<string, Uint8Array>();
const hashOf = ({ start, end }: Range): Uint8Array => {
  const name = `${start}-${end}`;
  const hash = known.get(name) ?? mth(LEAVES.slice(start, end));
  known.set(name, hash);
  return hash;
};
const root = (size: number): Uint8Array => hashOf({ start: 0, end: size });
const inclusion = (index: number, size: number): readonly Uint8Array[] => inclusionRanges(index, size).map(hashOf);
const consistency = (from: number, to: number): readonly Uint8Array[] => consistencyRanges(from, to).map(hashOf);

test('hashes: empty tree, leaf and node prefixes', (t) => {
  t.is(hexText(emptyRoot()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  const step = vectorJson<{ readonly leaf_input_0_hex: string; readonly leaf_hash_hex: readonly string[]; readonly node_0_1_hex: string; readonly node_2_3_hex: string; readonly node_0_3_hex: string; readonly root_5_hex: string }>('intermediate.json');
  t.is(hexText(sha256(fromHexText(step.leaf_input_0_hex))), step.leaf_hash_hex[0] ?? '');
  t.is(hexText(leafHash(fromHexText(step.leaf_input_0_hex.slice(2)))), step.leaf_hash_hex[0] ?? '');
  const [a, b, c, d, e] = step.leaf_hash_hex.map(fromHexText) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  t.is(hexText(nodeHash(a, b)), step.node_0_1_hex);
  t.is(hexText(nodeHash(c, d)), step.node_2_3_hex);
  t.is(hexText(nodeHash(nodeHash(a, b), nodeHash(c, d))), step.node_0_3_hex);
  t.is(hexText(rootOf([a, b, c, d, e].reduce(appendLeaf, noPeaks))), step.root_5_hex);
  t.is(hexText(foldNodes([nodeHash(nodeHash(a, b), nodeHash(c, d)), e])), step.root_5_hex);
});

type TreeVector = {
  readonly leaves_hex: readonly string[];
  readonly roots_hex: readonly string[];
  readonly inclusion: readonly { readonly index: number; readonly size: number; readonly proof_hex: readonly string[] }[];
  readonly consistency: readonly { readonly old: number; readonly new: number; readonly proof_hex: readonly string[] }[];
};

for (const [name, { leaves_hex: leaves, roots_hex: roots, inclusion: inclusions, consistency: consistencies }] of Object.entries(vectorJson<Readonly<Record<string, TreeVector>>>('merkle.json'))) {
  const hashes = leaves.map((text) => leafHash(fromHexText(text)));
  const rootAt = (size: number): Uint8Array => fromHexText(roots[size] ?? '');
  const range = ({ start, end }: Range): string => hexText(mth(hashes.slice(start, end)));

  test(`${name}: all ${roots.length} roots`, (t) => {
    let peaks = noPeaks;
    t.is(hexText(rootOf(peaks)), roots[0] ?? '');
    for (const [at, hash] of hashes.entries()) {
      peaks = appendLeaf(peaks, hash);
      t.is(hexText(rootOf(peaks)), roots[at + 1] ?? '');
    }
    t.is(roots.length, hashes.length + 1);
  });

  test(`${name}: ${inclusions.length} inclusion proofs, made and verified`, (t) => {
    t.is(inclusions.length, (leaves.length * (leaves.length + 1)) / 2);
    for (const { index, size, proof_hex: proof } of inclusions) {
      t.deepEqual(inclusionRanges(index, size).map(range), proof, `${index} in ${size}`);
      t.true(verifyInclusion(hashes[index] ?? new Uint8Array(), index, size, proof.map(fromHexText), rootAt(size)), `${index} in ${size}`);
    }
  });

  test(`${name}: ${consistencies.length} consistency proofs, made and verified`, (t) => {
    for (const { old, new: to, proof_hex: proof } of consistencies) {
      t.deepEqual(consistencyRanges(old, to).map(range), proof, `${old} to ${to}`);
      t.true(verifyConsistency(old, to, rootAt(old), rootAt(to), proof.map(fromHexText)), `${old} to ${to}`);
    }
  });
}

test('trees that grow leaf by leaf have the roots of RFC 6962', (t) => {
  let peaks = noPeaks;
  for (let size = 1; size <= 600; size += 1) {
    peaks = appendLeaf(peaks, LEAVES[size - 1] ?? new Uint8Array());
    t.is(peaks.size, size);
    if (size % 7 === 0 || [1, 2, 255, 256, 257, 511, 512, 513].includes(size)) t.deepEqual(rootOf(peaks), root(size));
  }
});

/** Every way in which one hash, or the list, may be wrong. */
function* altered(proof: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  for (const [at, hash] of proof.entries()) {
    for (const bit of [0, 131, 255]) yield proof.with(at, Uint8Array.from(hash, (byte, place) => (place === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));
    yield proof.toSpliced(at, 1);
    yield proof.toSpliced(at, 0, hash);
    yield proof.with(at, hash.subarray(0, 31));
    if (at > 0) yield proof.with(at, proof[at - 1] ?? hash).with(at - 1, hash);
  }
  yield [...proof, leaf(600)];
  yield [leaf(600), ...proof];
  if (proof.length > 0) yield [];
}

const sizes = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constantFrom(1, 2, 3, 255, 256, 257, 511, 512, 513));

test('any size and index: the proof holds, and nothing that is like it', (t) => {
  fc.assert(fc.property(sizes, fc.nat(), (size, any) => {
    const index = any % size;
    const proof = inclusion(index, size);
    const holds = (i: number, n: number, hashes: readonly Uint8Array[], hash = LEAVES[index] ?? leaf(index)): boolean => verifyInclusion(hash, i, n, hashes, root(size));
    t.true(holds(index, size, proof));
    for (const wrong of altered(proof)) t.false(holds(index, size, wrong), `${index} of ${size}`);
    for (const other of [index - 1, index + 1, size, index + size, index ^ 1].filter((i) => i >= 0 && i !== index)) t.false(holds(other, size, proof), `${other} for ${index} of ${size}`);
    t.false(holds(index, size, proof, leaf(600)));
    t.false(verifyInclusion(LEAVES[index] ?? leaf(index), index, size, proof, leaf(600)));
  }), { numRuns: 150 });
});

test('another size than the checkpoint\'s is refused wherever the path has another form', (t) => {
  fc.assert(fc.property(sizes, sizes, fc.nat(), (size, other, any) => {
    const index = any % size;
    const proof = inclusion(index, size);
    // RFC 9162 §2.1.3.2 takes the size only for the form of the path; the root, which the log signs together with the size, binds the rest.
    const sameForm = index < other && JSON.stringify(turns(index, size)) === JSON.stringify(turns(index, other));
    t.is(verifyInclusion(LEAVES[index] ?? leaf(index), index, other, proof, root(size)), sameForm);
    if (other !== size) t.false(verifyInclusion(LEAVES[index] ?? leaf(index), index, other, proof, root(other)));
  }), { numRuns: 200 });
});

/** On which side each hash of the path stands. */
const turns = (index: number, size: number): readonly boolean[] => inclusionRanges(index, size).map(({ start }) => start > index);

test('any pair of sizes: the proof holds, and nothing that is like it', (t) => {
  fc.assert(fc.property(fc.nat({ max: 600 }), fc.nat({ max: 600 }), (a, b) => {
    const [from, to] = a <= b ? [a, b] : [b, a];
    const proof = consistency(from, to);
    t.true(verifyConsistency(from, to, root(from), root(to), proof));
    for (const wrong of altered(proof)) t.false(verifyConsistency(from, to, root(from), root(to), wrong), `${from} to ${to}`);
    t.false(verifyConsistency(from, to, leaf(600), root(to), proof));
    if (from > 0) t.false(verifyConsistency(from, to, root(from), leaf(600), proof));
    if (from < to) {
      t.false(verifyConsistency(to, from, root(to), root(from), proof));
      t.false(verifyConsistency(from, to, root(to), root(from), proof));
    }
  }), { numRuns: 150 });
});

const near = (power: number): fc.Arbitrary<number> => fc.integer({ min: Math.max(1, 2 ** power - 3), max: Math.min(Number.MAX_SAFE_INTEGER, 2 ** power + 3) });
const large = fc.oneof(near(8), near(16), near(32), near(53), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));

test('ranges of trees up to 2^53 − 1 entries fit together, and each is made of complete subtrees', (t) => {
  fc.assert(fc.property(large, large, (one, other) => {
    const [from, to] = one <= other ? [one, other] : [other, one];
    const index = from === to ? to - 1 : from;
    const path = [...inclusionRanges(index, to), { start: index, end: index + 1 }].sort((a, b) => a.start - b.start);
    t.true(path.length <= 54);
    t.true(covers(path, to), `${index} in ${to}`);
    for (const range of [...path, ...consistencyRanges(from, to), { start: 0, end: to }]) {
      const nodes = nodesOf(range).map(({ height, index: at }) => ({ start: at * 2 ** height, end: (at + 1) * 2 ** height }));
      t.true(covers(nodes.map(({ start, end }) => ({ start: start - range.start, end: end - range.start })), range.end - range.start));
      t.true(nodes.every(({ start, end }, at) => at === 0 || end - start < (nodes[at - 1]?.end ?? 0) - (nodes[at - 1]?.start ?? 0)), 'the largest first');
    }
  }), { numRuns: 400 });
});

const covers = (ranges: readonly Range[], size: number): boolean => ranges.reduce((end, range) => (range.start === end && range.end > range.start ? range.end : -1), 0) === size;

test('proofs of huge trees verify: all leaves alike, so that every complete subtree of a height has one hash', (t) => {
  const byHeight = [leafHash(new Uint8Array())];
  for (let height = 1; height <= 53; height += 1) byHeight.push(nodeHash(byHeight[height - 1] ?? leaf(0), byHeight[height - 1] ?? leaf(0)));
  const hash = (range: Range): Uint8Array => foldNodes(nodesOf(range).map(({ height }) => byHeight[height] ?? leaf(0)));
  fc.assert(fc.property(large, large, (one, other) => {
    const [from, to] = one <= other ? [one, other] : [other, one];
    const [before, after] = [hash({ start: 0, end: from }), hash({ start: 0, end: to })];
    t.true(verifyConsistency(from, to, before, after, consistencyRanges(from, to).map(hash)), `${from} to ${to}`);
    t.true(verifyInclusion(byHeight[0] ?? leaf(0), from - 1, to, inclusionRanges(from - 1, to).map(hash), after), `${from - 1} in ${to}`);
    t.false(verifyInclusion(byHeight[0] ?? leaf(0), to, to, inclusionRanges(to - 1, to).map(hash), after));
  }), { numRuns: 100 });
});

test('no proof is made of what is not there', (t) => {
  t.throws(() => inclusionRanges(5, 5), { instanceOf: RangeError });
  t.throws(() => inclusionRanges(0, 0), { instanceOf: RangeError });
  t.throws(() => consistencyRanges(6, 5), { instanceOf: RangeError });
  t.is(base64(foldNodes([])), base64(emptyRoot()));
  t.false(verifyInclusion(emptyRoot(), 0, 0, [], emptyRoot()));
});

test('the parts of a complete subtree are hashed in pairs', (t) => {
  for (const size of [1, 2, 4, 8, 128, 256]) t.deepEqual(foldComplete(LEAVES.slice(0, size)), root(size), String(size));
});

test('a path longer than the size allows is refused even where it leads to the root given', (t) => {
  const [a, b, c] = [leaf(0), leaf(1), leaf(2)];
  t.false(verifyInclusion(b, 0, 1, [a], nodeHash(a, b)));
  t.false(verifyInclusion(c, 1, 2, [b, a], nodeHash(a, nodeHash(b, c))));
  t.false(verifyConsistency(1, 2, b, nodeHash(a, nodeHash(b, c)), [c, a]));
});
