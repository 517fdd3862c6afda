/**
 * The tree of RFC 6962 §2.1: which hashes a proof consists of, and the checks of RFC 9162 §2.1.3.2 and §2.1.4.2. Sizes and indices are whole
 * numbers up to 2^53 − 1; no 32-bit operator touches them.
 */
import { sameBytes } from './encoding.ts';
import { emptyRoot, nodeHash } from './hash.ts';

/** Entries `start` to `end − 1`. */
export type Range = { readonly start: number; readonly end: number };

/** A complete subtree of 2^height entries, the `index`-th of its height. */
export type Node = { readonly height: number; readonly index: number };

const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;

/** The largest power of two strictly below n (n > 1). */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

const isPowerOfTwo = (value: number): boolean => {
  let k = 1;
  while (k < value) k *= 2;
  return k === value;
};

/** The complete subtrees of a range whose start fits (a range of a proof always does), from left to right, the largest first. */
export function nodesOf({ start, end }: Range): readonly Node[] {
  const nodes: Node[] = [];
  let at = start;
  while (at < end) {
    let height = 0;
    let span = 1;
    while (at % (span * 2) === 0 && at + span * 2 <= end) {
      span *= 2;
      height += 1;
    }
    nodes.push({ height, index: at / span });
    at += span;
  }
  return nodes;
}

/** The hash of a range from the hashes of its complete subtrees, each smaller than the one before it. */
export function foldNodes(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot();
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The hash of a complete subtree from those of its 2^k equal parts (a stretch of one tile). */
export function foldComplete(parts: readonly Uint8Array[]): Uint8Array {
  let row = parts;
  while (row.length > 1) row = pairsOf(row);
  return row[0] ?? emptyRoot();
}

/** The hashes one height up; a last one without its other half has none. */
export function pairsOf(row: readonly Uint8Array[]): readonly Uint8Array[] {
  const pairs: Uint8Array[] = [];
  for (let at = 0; at + 1 < row.length; at += 2) pairs.push(nodeHash(row[at] ?? NONE, row[at + 1] ?? NONE));
  return pairs;
}

const NONE = new Uint8Array();

/** PATH of RFC 6962 §2.1.1: the ranges whose hashes prove entry `index` in a tree of `size`, the leaf's sibling first. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (index >= size) throw new RangeError(`index ${index} in a tree of ${size}`);
  const ranges: Range[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/** PROOF of RFC 6962 §2.1.2: the ranges whose hashes prove that a tree of `from` entries is the beginning of one of `to`. */
export function consistencyRanges(from: number, to: number): readonly Range[] {
  if (from > to) throw new RangeError(`a tree of ${from} in a tree of ${to}`);
  if (from === 0 || from === to) return [];
  const ranges: Range[] = [];
  let start = 0;
  let end = to;
  let whole = true;
  while (from !== end) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
      whole = false;
    }
  }
  if (!whole) ranges.push({ start, end });
  return ranges.reverse();
}

/** RFC 9162 §2.1.3.2. */
export function verifyInclusion(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[], root: Uint8Array): boolean {
  if (index >= size) return false;
  let first = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(first) && first !== 0) {
        first = half(first);
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    first = half(first);
    last = half(last);
  }
  return last === 0 && sameBytes(hash, root);
}

/** RFC 9162 §2.1.4.2. A tree of no entries is the beginning of every tree. */
export function verifyConsistency(from: number, to: number, fromRoot: Uint8Array, toRoot: Uint8Array, proof: readonly Uint8Array[]): boolean {
  if (from === to) return proof.length === 0 && sameBytes(fromRoot, toRoot);
  if (from === 0) return proof.length === 0 && sameBytes(fromRoot, emptyRoot());
  if (from > to || proof.length === 0) return false;
  const [start, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
  if (start === undefined) return false;
  let first = from - 1;
  let last = to - 1;
  while (isOdd(first)) {
    first = half(first);
    last = half(last);
  }
  let before = start;
  let after = start;
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      before = nodeHash(hash, before);
      after = nodeHash(hash, after);
      while (!isOdd(first) && first !== 0) {
        first = half(first);
        last = half(last);
      }
    } else {
      after = nodeHash(after, hash);
    }
    first = half(first);
    last = half(last);
  }
  return last === 0 && sameBytes(before, fromRoot) && sameBytes(after, toRoot);
}

/** The right edge of a growing tree: one hash for each set bit of the size, the largest subtree first. */
export type Peaks = { readonly size: number; readonly hashes: readonly Uint8Array[] };

export const noPeaks: Peaks = { size: 0, hashes: [] };

export function appendLeaf({ size, hashes }: Peaks, leaf: Uint8Array): Peaks {
  const next = [...hashes];
  let hash = leaf;
  for (let bits = size; isOdd(bits); bits = half(bits)) hash = nodeHash(next.pop() ?? hash, hash);
  next.push(hash);
  return { size: size + 1, hashes: next };
}

export const rootOf = ({ hashes }: Peaks): Uint8Array => foldNodes(hashes);
