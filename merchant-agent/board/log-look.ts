/**
 * One log of the bank's board, read from its public files as they grow. Nothing in it is believed before it is proved: the head by the keys that the shop
 * has from elsewhere and by the head that was seen before, a post by its proof under that head.
 */
import { openCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import type { OpenedCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { sameBytes } from '../../bulletin-board/format/encoding.ts';
import { parseLeaf } from '../../bulletin-board/format/entry.ts';
import type { Leaf } from '../../bulletin-board/format/entry.ts';
import { leafHash } from '../../bulletin-board/format/hash.ts';
import { Malformed } from '../../bulletin-board/format/malformed.ts';
import { quorumMet } from '../../bulletin-board/format/policy.ts';
import type { TrustPolicy } from '../../bulletin-board/format/policy.ts';
import { facePath, TILE_WIDTH } from '../../bulletin-board/format/tile.ts';
import { verifyConsistency, verifyInclusion } from '../../bulletin-board/format/tree.ts';
import type { KnownHead } from '../../bulletin-board/verify/audit-log.ts';
import { Unreachable } from '../../bulletin-board/verify/finding.ts';
import type { httpReader } from '../../bulletin-board/verify/http.ts';
import { makeTileReader } from '../../bulletin-board/verify/tiles.ts';
import type { TileReader } from '../../bulletin-board/verify/tiles.ts';
import { postOfFace } from './posts.ts';
import type { BoardPost } from './posts.ts';

export type ReadFile = ReturnType<typeof httpReader>;

/** The log says something that it must not: nothing of it counts. */
export class Untrusted extends Error {
  override readonly name = 'Untrusted';
}

/** What was read so far, in memory: posts by their commitment. */
export type Followed = { next: number | null; /** The index of the log's last entry, `ends`, once it was read. */ ended: number | null; readonly posts: Map<string, readonly BoardPost[]>; /** Entries of posts whose faces were not there, or not theirs, by index. */ readonly faceless: Map<number, Faceless> };

type Posted = { readonly index: number; readonly leaf: Uint8Array };
type Faceless = Posted & { readonly looks: number };

export const nothingFollowed = (): Followed => ({ next: null, ended: null, posts: new Map(), faceless: new Map() });

/** Older posts are of orders that were long forwarded, and a reader that begins must not read a whole year. */
const MOST_BACK = 8 * TILE_WIDTH;
const MOST_COMMITMENTS = 4_096;
const FACES_AT_ONCE = 8;
/** On a mirror files may come later than the head that needs them; what was erased never comes. */
const MOST_FACELESS = 64;
/** Longer than any order waits for its post. */
const LOOKS_FOR_FACE = 300;

/**
 * The signed head of one log, if it goes on from the one that is known. Rejects with `Untrusted` for a head that is not signed, is another log's, lacks
 * witnesses, has shrunk or forked; with `Unreachable` where its files can't be had.
 */
export async function readHead(read: ReadFile, origin: string, policy: TrustPolicy, known: KnownHead | null): Promise<{ readonly head: OpenedCheckpoint; readonly bytes: Uint8Array }> {
  const bytes = await read('checkpoint');
  if (bytes === null) throw new Unreachable(`${origin}: found no checkpoint; expected the signed head of the log`);
  const head = opened(bytes, origin, policy);
  if (!quorumMet(policy, head.cosignatures.map(({ key }) => key))) throw new Untrusted(`${origin}: found ${head.cosignatures.length} cosignatures of known witnesses; expected the quorum of the policy file`);
  if (known !== null) await compare(head, known, () => makeTileReader(read, head.size).consistencyProof(known.size));
  return { head, bytes };
}

function opened(bytes: Uint8Array, origin: string, policy: TrustPolicy): OpenedCheckpoint {
  try {
    const logs = policy.logs.map(({ key }) => key).filter((key) => key.name === origin);
    return openCheckpoint(bytes, { log: logs, witnesses: policy.witnesses.map(({ key }) => key) });
  } catch (error) {
    throw error instanceof Malformed ? new Untrusted(`${origin}: ${error.message}`) : error;
  }
}

async function compare({ origin, size, root }: OpenedCheckpoint, known: KnownHead, proof: () => Promise<readonly Uint8Array[]>): Promise<void> {
  if (size < known.size) throw new Untrusted(`${origin}: found ${size} entries; expected at least the ${known.size} that were seen before`);
  const goesOn = size === known.size ? sameBytes(root, known.root) : known.size === 0 || verifyConsistency(known.size, size, known.root, root, await orUntrusted(origin, proof));
  if (!goesOn) throw new Untrusted(`${origin}: found another log than the one whose first ${known.size} entries were seen before; expected one that only grows`);
}

/** Files that are not of a log's form, or not there although a signed head needs them. */
async function orUntrusted<T>(origin: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Malformed ? new Untrusted(`${origin}: ${error.message}`) : error;
  }
}

/** Of a log that has ended nothing more can come: whoever got hold of an old key later could go on with it for ever, and nobody would look there any more. */
function requireEnd(origin: string, size: number, { ended }: Followed): void {
  if (ended !== null && ended !== size - 1) throw new Untrusted(`${origin}: found ${size} entries in a log that ended with the entry ${ended}; expected none behind it`);
}

/** Reads the entries up to this head that were not read before; of posts the faces too. What was read stays, also where a later file can't be had. */
export async function readNew(read: ReadFile, head: OpenedCheckpoint, followed: Followed): Promise<void> {
  const { origin, size } = head;
  const tiles = makeTileReader(read, size);
  await readFaces(read, origin, [...followed.faceless.values()], followed);
  let from = Math.max(followed.next ?? 0, size - MOST_BACK, 0);
  while (from < size) {
    const bundle = Math.floor(from / TILE_WIDTH);
    const first = bundle * TILE_WIDTH;
    const entries = await orUntrusted(origin, () => tiles.entriesOf(bundle));
    const ends = entries.flatMap((leaf, at) => (changeOf(leaf)?.kind === 'ends' ? [{ index: first + at, leaf }] : []));
    // It is remembered: what a mirror made up must not be.
    await proveEntries(tiles, head, ends);
    followed.ended ??= ends[0]?.index ?? null;
    requireEnd(origin, size, followed);
    const posted = entries.flatMap((leaf, at) => (first + at < from ? [] : [{ index: first + at, leaf }])).filter(({ leaf }) => changeOf(leaf)?.kind === 'posted');
    await readFaces(read, origin, posted, followed);
    from = first + entries.length;
    followed.next = from;
  }
}

async function readFaces(read: ReadFile, origin: string, posted: readonly Posted[], followed: Followed): Promise<void> {
  for (let at = 0; at < posted.length; at += FACES_AT_ONCE) {
    const some = posted.slice(at, at + FACES_AT_ONCE);
    const found = await Promise.all(some.map(({ index, leaf }) => readPost(read, origin, index, leaf)));
    for (const [place, one] of some.entries()) take(followed, one, found[place] ?? null);
  }
}

function take({ posts, faceless }: Followed, { index, leaf }: Posted, post: BoardPost | null): void {
  if (post !== null) remember(posts, post);
  const looks = (faceless.get(index)?.looks ?? 0) + 1;
  if (post?.opens === true || looks > LOOKS_FOR_FACE) return void faceless.delete(index);
  faceless.set(index, { index, leaf, looks });
  const [oldest] = faceless.keys();
  if (faceless.size > MOST_FACELESS && oldest !== undefined) faceless.delete(oldest);
}

function changeOf(entry: Uint8Array): Leaf | null {
  try {
    return parseLeaf(entry);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** Null for a face that was erased, or that is none: one bad file must not hide the others. */
async function readPost(read: ReadFile, origin: string, index: number, entry: Uint8Array): Promise<BoardPost | null> {
  const leaf = changeOf(entry);
  if (leaf?.kind !== 'posted') return null;
  try {
    const face = await read(facePath(index));
    return face === null ? null : postOfFace(origin, index, entry, leaf, face);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function remember(posts: Followed['posts'], post: BoardPost): void {
  const before = (posts.get(post.order) ?? []).filter(({ index }) => index !== post.index);
  posts.set(post.order, [...before, post]);
  const [oldest] = posts.keys();
  if (posts.size > MOST_COMMITMENTS && oldest !== undefined) posts.delete(oldest);
}

/** Rejects with `Untrusted` where the head does not cover one of the entries. */
export async function proveEntries(tiles: TileReader, { origin, size, root }: OpenedCheckpoint, entries: readonly Pick<BoardPost, 'index' | 'leaf'>[]): Promise<void> {
  for (const { index, leaf } of entries) {
    const proof = await orUntrusted(origin, () => tiles.inclusionProof(index));
    if (!verifyInclusion(leafHash(leaf), index, size, proof, root)) throw new Untrusted(`${origin}: found entry ${index} outside of what the log has signed; expected it under its head`);
  }
}
