/** What is said to a witness and what it answers (c2sp.org/tlog-witness v1.0.0). */
import { base64, concat, decimal, fromUtf8, linesOf, utf8 } from './encoding.ts';
import { Malformed, shown } from './malformed.ts';
import { MAX_NOTE_BYTES, parseSignatureLine, type NoteSignature } from './note.ts';
import { hashLine } from './proof.ts';

/** A consistency proof from size `old`, and the checkpoint that it leads to. */
export type WitnessRequest = {
  readonly old: number;
  readonly hashes: readonly Uint8Array[];
  /** The whole note. */
  readonly checkpoint: Uint8Array;
};

/** The text allows no more lines of a proof. */
export const MAX_PROOF_HASHES = 63;
/** 63 lines of 45 bytes, the first line and the empty one, and a checkpoint. */
export const MAX_REQUEST_BYTES = MAX_NOTE_BYTES + 4_096;
/** Some signature lines; of one key of ours there is one. */
export const MAX_ANSWER_BYTES = 65_536;

/** The content type of a 409. */
export const SIZE_TYPE = 'text/x.tlog.size';

export function formatRequest({ old, hashes, checkpoint }: WitnessRequest): Uint8Array {
  if (hashes.length > MAX_PROOF_HASHES) throw new RangeError(`a proof of ${hashes.length} hashes; at most ${MAX_PROOF_HASHES}`);
  return concat(utf8([`old ${old}`, ...hashes.map(base64), '', ''].join('\n')), checkpoint);
}

/** Throws `Malformed`. The checkpoint is handed on unread. */
export function parseRequest(bytes: Uint8Array): WitnessRequest {
  if (bytes.length > MAX_REQUEST_BYTES) throw new Malformed('proof', `found a request of ${bytes.length} bytes; expected at most ${MAX_REQUEST_BYTES}`);
  const text = fromUtf8(bytes);
  linesOf(text);
  const split = text.indexOf('\n\n');
  if (split === -1) throw new Malformed('proof', 'found no empty line before the checkpoint; expected a request of tlog-witness');
  const [first = '', ...lines] = text.slice(0, split).split('\n');
  if (!first.startsWith('old ')) throw new Malformed('proof', `found ${shown(first)}; expected the line "old <size>"`);
  if (lines.length > MAX_PROOF_HASHES) throw new Malformed('proof', `found ${lines.length} hashes; expected at most ${MAX_PROOF_HASHES}`);
  return { old: decimal(first.slice('old '.length)), hashes: lines.map(hashLine), checkpoint: utf8(text.slice(split + 2)) };
}

/** The signature lines of a 200. */
export function parseSignatures(bytes: Uint8Array): readonly NoteSignature[] {
  if (bytes.length > MAX_ANSWER_BYTES) throw new Malformed('note', `found an answer of ${bytes.length} bytes; expected at most ${MAX_ANSWER_BYTES}`);
  return linesOf(fromUtf8(bytes)).map((line) => parseSignatureLine(`${line}\n`));
}

/** The size in the body of a 409. */
export function parseSizeAnswer(bytes: Uint8Array): number {
  const [size = '', ...others] = linesOf(fromUtf8(bytes));
  if (others.length > 0) throw new Malformed('encoding', `found ${others.length + 1} lines; expected one with a size`);
  return decimal(size);
}
