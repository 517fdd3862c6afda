/** Checkpoints (c2sp.org/tlog-checkpoint v1.0.0), signatures of logs, cosignatures of witnesses (c2sp.org/tlog-cosignature v1.0.1, ML-DSA-44 of v1.1.0-rc.1). */
import { base64, concat, decimal, fromBase64, fromUint64, linesOf, sameBytes, uint64, utf8 } from './encoding.ts';
import { emptyRoot, HASH_BYTES } from './hash.ts';
import { isKeyName, sameKey, verifyEd25519, verifyMlDsa, type VerifierKey } from './key.ts';
import { Malformed, shown } from './malformed.ts';
import { parseNote, type Note, type NoteSignature } from './note.ts';

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array; readonly extensions: readonly string[] };

export const checkpointText = (origin: string, size: number, root: Uint8Array): string => `${origin}\n${size}\n${base64(root)}\n`;

/** Throws `Malformed`; the code `consistency`: a log without entries whose root is not the hash of no bytes. */
export function parseCheckpoint(text: string): Checkpoint {
  const checkpoint = readCheckpoint(text);
  requireEmptyRoot(checkpoint);
  return checkpoint;
}

function requireEmptyRoot({ size, root }: Checkpoint): void {
  if (size === 0 && !sameBytes(root, emptyRoot())) throw new Malformed('consistency', 'found another root for a log without entries; expected the hash of no bytes');
}

function readCheckpoint(text: string): Checkpoint {
  const [origin, size, root, ...extensions] = linesOf(text);
  if (origin === undefined || size === undefined || root === undefined) throw new Malformed('checkpoint', 'found fewer than three lines; expected origin, size and root');
  if (!isKeyName(origin)) throw new Malformed('checkpoint', `found the origin ${shown(origin)}; expected one without blanks`);
  if (extensions.includes('')) throw new Malformed('checkpoint', 'found an empty line in the text; expected none');
  const hash = fromBase64(root);
  if (hash.length !== HASH_BYTES) throw new Malformed('checkpoint', `found a root of ${hash.length} bytes; expected ${HASH_BYTES}`);
  return { origin, size: decimal(size), root: hash, extensions };
}

/** What a cosignature/v1 (type 04) signs: `time` in seconds since 1970. */
export const cosignedText = (time: number, text: string): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${text}`);

/** What an ML-DSA-44 cosignature (type 06) signs; extension lines are not covered. Names of more than 255 bytes can't be signed so: `Malformed`. */
export function cosignedSubtree(name: string, time: number, { origin, size, root }: Checkpoint): Uint8Array {
  const withLength = (text: string): Uint8Array => {
    const bytes = utf8(text);
    if (bytes.length > 255) throw new Malformed('checkpoint', `found a name of ${bytes.length} bytes; expected at most 255 under an ML-DSA-44 signature`);
    return concat(Uint8Array.of(bytes.length), bytes);
  };
  return concat(utf8('subtree/v1\n\0'), withLength(name), uint64(time), withLength(origin), uint64(0), uint64(size), root);
}

/** The signature blob of types 04 and 06. */
export const timedBlob = (time: number, signature: Uint8Array): Uint8Array => concat(uint64(time), signature);

export type Cosignature = { readonly key: VerifierKey; /** Seconds since 1970, as the cosigner said, up to the year 9999. 0: an ML-DSA-44 cosigner that states no time. */ readonly time: number; readonly line: string };

export type OpenedCheckpoint = Checkpoint & {
  readonly text: string;
  /** The log's own keys whose signatures are good. */
  readonly logKeys: readonly VerifierKey[];
  /** The log's own time, where a signature of its tells one (ML-DSA-44). */
  readonly signedAt: number | null;
  /** One for each key of a witness: of several the newest. */
  readonly cosignatures: readonly Cosignature[];
};

/** Whose signatures are looked at: a log's keys (all of one name, the origin) and the witnesses'. */
export type KnownKeys = { readonly log: readonly VerifierKey[]; readonly witnesses: readonly VerifierKey[] };

/**
 * Verifies a checkpoint. Lines of unknown keys are passed over; a known key whose signature fails refuses the whole note, and so does a
 * checkpoint without a good signature of each given key of its log (a log keeps its keys for life: where one is missing, somebody took it
 * away, and with it what it protects from), without one by Ed25519, or of another origin. Throws `Malformed`; what the log signed and should not have
 * (an empty log with another root) is looked at after the signatures.
 */
export function openCheckpoint(bytes: Uint8Array, known: KnownKeys): OpenedCheckpoint {
  const note = parseNote(bytes);
  const checkpoint = readCheckpoint(note.text);
  const own = known.log.filter((key) => key.name === checkpoint.origin);
  if (own.length === 0) throw new Malformed('origin', `found a checkpoint of ${shown(checkpoint.origin)}; expected ${[...new Set(known.log.map((key) => key.name))].join(' or ') || 'a known log'}`);
  const byLog = verified(note, checkpoint, own);
  const silent = own.find((key) => !byLog.some((one) => sameKey(one.key, key)));
  if (silent !== undefined) throw new Malformed('no-log-signature', `found no signature of the log ${shown(checkpoint.origin)} by its key ${silent.id}; expected one by each of its keys that are known here`);
  if (!byLog.some(({ key }) => key.type === 1)) throw new Malformed('no-log-signature', `found no Ed25519 signature of the log ${shown(checkpoint.origin)}; expected one`);
  const cosignatures = newestOfEach(verified(note, checkpoint, known.witnesses));
  requireEmptyRoot(checkpoint);
  const times = byLog.flatMap(({ time }) => (time === null || time === 0 ? [] : time));
  return { ...checkpoint, text: note.text, logKeys: [...new Set(byLog.map(({ key }) => key))], signedAt: times.length === 0 ? null : Math.max(...times), cosignatures };
}

export type OpenCheckpoint = typeof openCheckpoint;

/**
 * Opens as `openCheckpoint` does, and knows the last one that it opened: where not a byte and not a key is another, its signatures are not verified anew. A
 * head of the log is opened when it was signed, when entries are proved under it, and for each receipt.
 */
export function makeOpener(): OpenCheckpoint {
  let last: { readonly bytes: Uint8Array; readonly keys: string; readonly opened: OpenedCheckpoint } | null = null;
  return (bytes, known) => {
    const keys = JSON.stringify([known.log.map(({ text }) => text), known.witnesses.map(({ text }) => text)]);
    if (last === null || last.keys !== keys || !sameBytes(last.bytes, bytes)) last = { bytes: bytes.slice(), keys, opened: openCheckpoint(bytes, known) };
    return last.opened;
  };
}

/** A key that signed twice is one witness. */
function newestOfEach(signatures: readonly Verified[]): readonly Cosignature[] {
  const newest = new Map<VerifierKey, Cosignature>();
  for (const { key, time, line } of signatures) {
    if (time !== null && time >= (newest.get(key)?.time ?? 0)) newest.set(key, { key, time, line });
  }
  return [...newest.values()];
}

type Verified = { readonly key: VerifierKey; readonly time: number | null; readonly line: string };

function verified(note: Note, checkpoint: Checkpoint, keys: readonly VerifierKey[]): readonly Verified[] {
  return note.signatures.flatMap((signature) => {
    const key = keys.find((one) => one.name === signature.name && one.id === signature.id);
    return key === undefined ? [] : [{ key, time: checkSignature(note.text, checkpoint, key, signature), line: signature.line }];
  });
}

/** The last second of the year 9999: beyond it no time can be shown. */
const LAST_TIME = 253_402_300_799;

/** Throws where the signature is not the key's; returns the time that it states, if its type has one. */
export function checkSignature(text: string, checkpoint: Checkpoint, key: VerifierKey, { blob }: Pick<NoteSignature, 'blob'>): number | null {
  const bad = (): never => {
    throw new Malformed('signature', `found a signature of ${key.name} (key ${key.id}) that does not fit; expected one over this checkpoint`);
  };
  if (key.type === 1) return verifyEd25519(blob, utf8(text), key.publicKey) ? null : bad();
  const time = blob.length > 8 ? fromUint64(blob.subarray(0, 8)) : bad();
  if (time > LAST_TIME) return bad();
  const signature = blob.subarray(8);
  if (key.type === 4) return verifyEd25519(signature, cosignedText(time, text), key.publicKey) ? time : bad();
  return verifyMlDsa(signature, cosignedSubtree(key.name, time, checkpoint), key.publicKey) ? time : bad();
}
