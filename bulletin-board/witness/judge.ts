/** What a witness answers to a request, and what it then remembers (c2sp.org/tlog-witness v1.0.0; 422 for all that is inconsistent, as its main says). */
import { openCheckpoint, timedBlob, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { sameBytes } from '../format/encoding.ts';
import type { VerifierKey } from '../format/key.ts';
import { emptyRoot } from '../format/hash.ts';
import { Malformed } from '../format/malformed.ts';
import { formatNote, MAX_NOTE_BYTES, parseNote, signatureLine } from '../format/note.ts';
import { verifyConsistency } from '../format/tree.ts';
import { parseRequest, type WitnessRequest } from '../format/witness.ts';
import type { WitnessKey } from './key.ts';
import type { Kept } from './memory.ts';

export type Refusal = {
  readonly status: 400 | 403 | 404 | 422 | 503;
  /** What was found and what was expected, in one line. */
  readonly reason: string;
  /** The log signed two trees that contradict each other: this one, and what is kept. */
  readonly fork: boolean;
};

export type Verdict =
  | { readonly kind: 'cosigned'; readonly line: string; readonly size: number }
  | { readonly kind: 'conflict'; readonly size: number }
  | ({ readonly kind: 'refused' } & Refusal);

const refused = (status: Refusal['status'], reason: string, fork = false): Extract<Verdict, { readonly kind: 'refused' }> => ({ kind: 'refused', status, reason, fork });

/** A request whose checkpoint the log has signed. `lines`: the log's own signature lines, one for each key. */
export type SignedRequest = WitnessRequest & { readonly signed: OpenedCheckpoint; readonly lines: readonly string[] };

/** What can be judged without knowing what is kept: by the keys of the logs, and the witness's own, whose line has to fit into what is kept. */
export function readSigned(bytes: Uint8Array, logs: readonly VerifierKey[], witness: VerifierKey): SignedRequest | Extract<Verdict, { readonly kind: 'refused' }> {
  try {
    const request = parseRequest(bytes);
    const signed = openCheckpoint(request.checkpoint, { log: logs, witnesses: [] });
    if (request.old > signed.size) return refused(400, `found old size ${request.old} and a checkpoint of ${signed.size}; expected an old size that is not larger`);
    const lines = ownLines(request.checkpoint, signed);
    if (!hasRoom(signed.text, lines, witness)) return refused(400, `found a checkpoint without room for a cosignature; expected one that is readable with it, of at most ${MAX_NOTE_BYTES} bytes`);
    return { ...request, signed, lines };
  } catch (error) {
    if (error instanceof Malformed) return refused(statusOf(error), error.message);
    throw error;
  }
}

/** One for each of the log's keys: a log can sign a text in many ways. */
function ownLines(checkpoint: Uint8Array, { origin, logKeys }: OpenedCheckpoint): readonly string[] {
  const { signatures } = parseNote(checkpoint);
  return logKeys.flatMap(({ id }) => signatures.find((signature) => signature.name === origin && signature.id === id)?.line ?? []);
}

const COSIGNATURE_BYTES = 64;

/** With a line as long as the witness's, the note is one that can be read again. */
function hasRoom(text: string, lines: readonly string[], { name, id }: VerifierKey): boolean {
  const line = signatureLine(name, id, timedBlob(0, new Uint8Array(COSIGNATURE_BYTES)));
  try {
    parseNote(formatNote(text, [...lines, line]));
    return true;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

function statusOf({ code }: Malformed): Refusal['status'] {
  if (code === 'origin') return 404;
  if (code === 'signature' || code === 'no-log-signature') return 403;
  return code === 'consistency' ? 422 : 400;
}

/** Judges a signed request against what is kept; `note` replaces it, or nothing does. `now` in milliseconds. */
export function judge({ signed, old, hashes, lines }: SignedRequest, kept: Kept | null, { key, cosign }: WitnessKey, now: number): { readonly note: Uint8Array | null; readonly answer: Verdict } {
  const last = kept?.checkpoint ?? { size: 0, root: emptyRoot() };
  const time = Math.floor(now / 1_000);
  if (old !== last.size) return { note: null, answer: { kind: 'conflict', size: last.size } };
  if (!verifyConsistency(old, signed.size, last.root, signed.root, hashes)) return { note: null, answer: inconsistent(signed, old, last.root) };
  // A cosignature says that this is the largest tree seen until then: an earlier time than the last one's would contradict it.
  if (kept !== null && time < kept.time) return { note: null, answer: refused(503, `found the clock of ${key.name} at ${time}, before its last cosignature at ${kept.time}; expected a clock that does not go back`) };
  const line = cosign(signed.text, time);
  return { note: formatNote(signed.text, [...lines, line]), answer: { kind: 'cosigned', line, size: signed.size } };
}

function inconsistent(signed: OpenedCheckpoint, old: number, root: Uint8Array): Verdict {
  const fork = old === signed.size && !sameBytes(signed.root, root);
  return refused(422, fork ? `found another root for ${old} entries than the log signed before; expected the same` : `found no proof that ${signed.size} entries of ${signed.origin} begin with the ${old} cosigned last; expected a consistency proof (none from 0, none from the same size)`, fork);
}
