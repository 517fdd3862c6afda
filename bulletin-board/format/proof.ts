/** The proof file of one entry (c2sp.org/tlog-proof, `@v1`): index, hashes of the path, and the checkpoint, cosignatures included. */
import { base64, concat, decimal, fromBase64, fromUtf8, linesOf, utf8 } from './encoding.ts';
import { openCheckpoint, type KnownKeys, type OpenedCheckpoint } from './checkpoint.ts';
import { HASH_BYTES, leafHash } from './hash.ts';
import { Malformed, shown } from './malformed.ts';
import { MAX_NOTE_BYTES } from './note.ts';
import { verifyInclusion } from './tree.ts';

export type Proof = {
  readonly index: number;
  /** The leaf's sibling first. */
  readonly hashes: readonly Uint8Array[];
  /** Unauthenticated, or null. */
  readonly extra: Uint8Array | null;
  readonly checkpoint: Uint8Array;
};

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const MAX_HASHES = 63;
export const MAX_PROOF_BYTES = MAX_NOTE_BYTES + 100_000;

export function formatProof({ index, hashes, extra, checkpoint }: Proof): Uint8Array {
  const lines = [FIRST_LINE, ...(extra === null ? [] : [`extra ${base64(extra)}`]), `index ${index}`, ...hashes.map(base64), ''];
  return concat(utf8(`${lines.join('\n')}\n`), checkpoint);
}

export function parseProof(bytes: Uint8Array): Proof {
  if (bytes.length > MAX_PROOF_BYTES) throw new Malformed('proof', `found a proof of ${bytes.length} bytes; expected at most ${MAX_PROOF_BYTES}`);
  const text = fromUtf8(bytes);
  linesOf(text);
  const split = text.indexOf('\n\n');
  if (split === -1) throw new Malformed('proof', 'found no empty line before the checkpoint; expected a tlog-proof');
  const [first, ...rest] = text.slice(0, split).split('\n');
  if (first !== FIRST_LINE) throw new Malformed('proof', `found ${shown(first ?? '')}; expected ${FIRST_LINE}`);
  const extra = rest[0]?.startsWith('extra ') === true ? fromBase64(rest[0].slice('extra '.length)) : null;
  const [index, ...lines] = extra === null ? rest : rest.slice(1);
  if (index?.startsWith('index ') !== true) throw new Malformed('proof', `found ${shown(index ?? '')}; expected the line "index <number>"`);
  if (lines.length > MAX_HASHES) throw new Malformed('proof', `found ${lines.length} hashes; expected at most ${MAX_HASHES}`);
  return { index: decimal(index.slice('index '.length)), hashes: lines.map(hashLine), extra, checkpoint: utf8(text.slice(split + 2)) };
}

/** One hash in base64, as lines of proofs have it. */
export function hashLine(line: string): Uint8Array {
  const hash = canonicalOr(line);
  if (hash?.length !== HASH_BYTES) throw new Malformed('proof', `found ${shown(line)}; expected a hash of ${HASH_BYTES} bytes in canonical base64`);
  return hash;
}

function canonicalOr(line: string): Uint8Array | null {
  try {
    return fromBase64(line);
  } catch {
    return null;
  }
}

export type ProvedEntry = { readonly index: number; readonly checkpoint: OpenedCheckpoint };

/** That `entry` stands in the log at the proof's index under a checkpoint that the log signed. Throws `Malformed`; the code `inclusion`: the hashes do not lead to the root. */
export function verifyProof(entry: Uint8Array, bytes: Uint8Array, known: KnownKeys): ProvedEntry {
  return verifyProofBy(entry, bytes, (checkpoint) => openCheckpoint(checkpoint, known));
}

/** The same, where the caller opens the checkpoint: for many proofs under one, its signatures are then verified once. */
export function verifyProofBy(entry: Uint8Array, bytes: Uint8Array, open: (checkpoint: Uint8Array) => OpenedCheckpoint): ProvedEntry {
  const proof = parseProof(bytes);
  const checkpoint = open(proof.checkpoint);
  if (!verifyInclusion(leafHash(entry), proof.index, checkpoint.size, proof.hashes, checkpoint.root)) {
    throw new Malformed('inclusion', `found a path that does not lead from this entry at index ${proof.index} to the root of ${checkpoint.size} entries`);
  }
  return { index: proof.index, checkpoint };
}
