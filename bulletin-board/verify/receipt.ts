/**
 * What a receipt proves, by itself: no network, no clock, and it runs in a browser too. Everything that comes with a receipt may have been
 * written by anybody; only a log's key from somewhere else makes a proof of it.
 */
import { openCheckpoint, parseCheckpoint, type Checkpoint, type Cosignature } from '../format/checkpoint.ts';
import { fromUtf8, hex, linesOf } from '../format/encoding.ts';
import { faceOpens, openingOpens, parseFace, parseLeaf, parseOpening, placeText, type ChangeLeaf, type Leaf, type LeafKind, type OpenedField, type SaltedField, type WithdrawnLeaf } from '../format/entry.ts';
import { parseEvidence, receiptFiles, type Evidence } from '../format/evidence.ts';
import { leafHash, sha256 } from '../format/hash.ts';
import { parseKey, sameKey, type VerifierKey } from '../format/key.ts';
import { Malformed, shown, type MalformedCode } from '../format/malformed.ts';
import { parseNote } from '../format/note.ts';
import { quorumMet, type TrustPolicy } from '../format/policy.ts';
import { parseProof, type Proof } from '../format/proof.ts';
import { verifyInclusion } from '../format/tree.ts';
import { disagree, Disagreement, requireOneStory, requireSameEvidence, valueIn } from './agreement.ts';

/** By the names of `receiptFiles`; null: it did not come. */
export type ReceiptFiles = {
  readonly entry: Uint8Array;
  readonly proof: Uint8Array;
  readonly face: Uint8Array | null;
  readonly opening: Uint8Array | null;
  readonly evidence: Uint8Array | null;
  readonly keys: Uint8Array | null;
};

/** Why it is refused (`disagreement`: its files contradict each other), or what it could not be judged for (`key`, `quorum`). */
export type ReceiptCode = MalformedCode | 'disagreement' | 'quorum';

export type ShownField = { readonly name: string; readonly value: string };

/** Times are ISO 8601 in UTC. All of it is signed for by the log but `claimed`. */
export type ReceiptFacts = {
  readonly kind: LeafKind;
  readonly origin: string;
  readonly index: number;
  /** `<origin>#<index>`. */
  readonly place: string;
  readonly treeSize: number;
  /** Hexadecimal SHA-256 of the entry's bytes. */
  readonly entrySha256: string;
  /** From the face, or else from the opening. */
  readonly reference: string | null;
  /** To the minute, from the face; to the second where the details show it. */
  readonly time: string | null;
  /** What everybody can read; null: no face came. */
  readonly face: readonly ShownField[] | null;
  /** What this receiver may read; null: no opening came. */
  readonly details: readonly ShownField[] | null;
  /** Fields of the details that stay hidden. */
  readonly hidden: number;
  /** Vkeys of the log whose signatures are good; none where no key is known. */
  readonly signedBy: readonly { readonly name: string; readonly id: string; readonly key: string }[];
  /** The log's own time, where its signature states one. */
  readonly signedAt: string | null;
  readonly cosignedBy: readonly { readonly name: string; readonly id: string; readonly at: string | null }[];
  readonly quorum: 'met' | 'missing' | 'none-asked';
  /** What only evidence.json says: no signature covers it. */
  readonly claimed: { readonly url: string | null; readonly answers: string | null } | null;
};

/** What nobody may read into it. The first five hold for every receipt. */
export type Unproved = 'words' | 'delivery' | 'goods' | 'identity' | 'time' | 'own-key' | 'no-key' | 'no-witness' | 'quorum' | 'no-face' | 'no-opening' | 'hidden' | 'claimed';

export type ReceiptVerdict =
  | { readonly outcome: 'proved'; readonly code: null; readonly facts: ReceiptFacts; readonly unproved: readonly Unproved[] }
  /** Everything fits, but who signed is not known, or too few witnesses. `compare`: vkeys to compare with those that the bank gives elsewhere. */
  | { readonly outcome: 'unjudged'; readonly code: 'key' | 'quorum'; readonly facts: ReceiptFacts; readonly unproved: readonly Unproved[]; readonly compare: readonly string[] }
  /** `found`: what was found and what was expected. */
  | { readonly outcome: 'refused'; readonly code: ReceiptCode; readonly found: string; readonly unproved: readonly Unproved[] };

const always: readonly Unproved[] = ['words', 'delivery', 'goods', 'identity', 'time'];

/** `trust`: the log's key from elsewhere, with witnesses and quorum where there are any; null: only what came with the receipt. Never throws for bad input. */
export function checkReceipt(files: ReceiptFiles, trust: TrustPolicy | null): ReceiptVerdict {
  try {
    return judge(files, trust);
  } catch (error) {
    if (error instanceof Malformed) return { outcome: 'refused', code: error.code, found: error.message, unproved: always };
    if (error instanceof Disagreement) return { outcome: 'refused', code: 'disagreement', found: error.message, unproved: always };
    throw error;
  }
}

type Read = {
  readonly leaf: Leaf;
  readonly proof: Proof;
  readonly face: readonly SaltedField[] | null;
  readonly opening: readonly OpenedField[] | null;
  readonly evidence: Evidence | null;
  readonly keys: readonly VerifierKey[] | null;
};

function judge(files: ReceiptFiles, trust: TrustPolicy | null): ReceiptVerdict {
  const read: Read = {
    leaf: parseLeaf(files.entry),
    proof: parseProof(files.proof),
    face: files.face === null ? null : parseFace(files.face),
    opening: files.opening === null ? null : parseOpening(files.opening),
    evidence: files.evidence === null ? null : parseEvidence(files.evidence),
    keys: files.keys === null ? null : parseKeys(files.keys),
  };
  const signed = signedHead(read, trust);
  requireInclusion(files.entry, read.proof, signed.checkpoint);
  requireAgreement(read, files.entry, signed.checkpoint.origin);
  return verdictOf(factsOf(files.entry, read, signed), read, trust);
}

/** Some dozens of keys. */
const MAX_KEYS_BYTES = 65_536;

function parseKeys(bytes: Uint8Array): readonly VerifierKey[] {
  if (bytes.length > MAX_KEYS_BYTES) throw new Malformed('key', `found ${receiptFiles.keys} of ${bytes.length} bytes; expected at most ${MAX_KEYS_BYTES}`);
  return linesOf(fromUtf8(bytes)).map(parseKey);
}

type Signed = {
  readonly checkpoint: Checkpoint;
  readonly logKeys: readonly VerifierKey[];
  readonly signedAt: number | null;
  readonly cosignatures: readonly Cosignature[];
  readonly quorum: ReceiptFacts['quorum'];
};

function signedHead({ proof, keys }: Read, trust: TrustPolicy | null): Signed {
  const witnesses = trust?.witnesses.map(({ key }) => key) ?? [];
  const own = keys === null ? null : openCheckpoint(proof.checkpoint, { log: keys, witnesses });
  if (trust === null && own === null) return { checkpoint: parseCheckpoint(parseNote(proof.checkpoint).text), logKeys: [], signedAt: null, cosignatures: [], quorum: 'none-asked' };
  const opened = trust === null ? own : openCheckpoint(proof.checkpoint, { log: trust.logs.map(({ key }) => key), witnesses });
  if (opened === null) throw new RangeError('neither a policy nor keys');
  const stranger = trust === null ? undefined : keys?.find((key) => opened.logKeys.some((known) => known.name === key.name && known.type === key.type && !sameKey(known, key)));
  if (stranger !== undefined) disagree(receiptFiles.keys, `the key ${stranger.id} for ${shown(stranger.name)}`, opened.logKeys.map(({ id }) => id).join(' and '));
  const asked = trust !== null && trust.quorum !== null;
  const met = trust !== null && quorumMet(trust, opened.cosignatures.map(({ key }) => key));
  return { checkpoint: opened, logKeys: opened.logKeys, signedAt: opened.signedAt, cosignatures: opened.cosignatures, quorum: !asked ? 'none-asked' : met ? 'met' : 'missing' };
}

function requireInclusion(entry: Uint8Array, { index, hashes }: Proof, { size, root }: Checkpoint): void {
  if (!verifyInclusion(leafHash(entry), index, size, hashes, root)) throw new Malformed('inclusion', `found a path that does not lead from this entry at index ${index} to the root of ${size} entries; expected one that does`);
}

function requireAgreement({ leaf, proof, face, opening, evidence }: Read, entry: Uint8Array, origin: string): void {
  if (face !== null && !faceOpens(face, withCommitments(leaf, receiptFiles.face))) throw new Malformed('face', 'found a face that does not open this entry; expected the one that it was made of');
  if (opening !== null && !openingOpens(opening, withCommitments(leaf, receiptFiles.opening))) throw new Malformed('opening', 'found an opening that does not open this entry; expected the one that it was made of');
  const told = { kind: leaf.kind, face, opening };
  requireOneStory(told);
  if (evidence !== null) requireSameEvidence(evidence, told, entry, placeText(origin, proof.index));
}

function withCommitments(leaf: Leaf, file: string): ChangeLeaf | WithdrawnLeaf {
  if ('face' in leaf) return leaf;
  return disagree(file, `a file that opens an entry of the kind "${leaf.kind}"`, 'none');
}

const isoTime = (seconds: number): string => new Date(seconds * 1_000).toISOString();
const shownFields = (fields: readonly OpenedField[]): readonly ShownField[] => fields.flatMap((field) => ('name' in field ? [{ name: field.name, value: field.value }] : []));

function factsOf(entry: Uint8Array, { leaf, proof, face, opening, evidence }: Read, { checkpoint, logKeys, signedAt, cosignatures, quorum }: Signed): ReceiptFacts {
  const details = opening === null ? null : shownFields(opening);
  return {
    kind: leaf.kind,
    origin: checkpoint.origin,
    index: proof.index,
    place: placeText(checkpoint.origin, proof.index),
    treeSize: checkpoint.size,
    entrySha256: hex(sha256(entry)),
    reference: valueIn(face, 'reference') ?? valueIn(opening, 'reference'),
    time: valueIn(opening, 'at') ?? valueIn(face, 'time'),
    face: face === null ? null : shownFields(face),
    details,
    hidden: (opening?.length ?? 0) - (details?.length ?? 0),
    signedBy: logKeys.map(({ name, id, text }) => ({ name, id, key: text })),
    signedAt: signedAt === null ? null : isoTime(signedAt),
    cosignedBy: cosignatures.map(({ key, time }) => ({ name: key.name, id: key.id, at: time === 0 ? null : isoTime(time) })),
    quorum,
    claimed: evidence === null ? null : { url: evidence.url, answers: evidence.answers },
  };
}

/** A log has one or two keys; nobody compares more than a few. */
const MOST_COMPARED = 8;

function verdictOf(facts: ReceiptFacts, { keys }: Read, trust: TrustPolicy | null): ReceiptVerdict {
  const unproved: readonly Unproved[] = [
    ...always,
    ...when(trust === null, keys === null ? 'no-key' : 'own-key'),
    ...when(facts.cosignedBy.length === 0, 'no-witness'),
    ...when(facts.quorum === 'missing', 'quorum'),
    ...when(facts.face === null && facts.kind !== 'ends' && facts.kind !== 'continues', 'no-face'),
    ...when(facts.details === null && facts.kind !== 'ends' && facts.kind !== 'continues', 'no-opening'),
    ...when(facts.hidden > 0, 'hidden'),
    ...when(facts.claimed !== null && (facts.claimed.url !== null || facts.claimed.answers !== null), 'claimed'),
  ];
  if (trust === null) return { outcome: 'unjudged', code: 'key', facts, unproved, compare: keys?.filter(({ name }) => name === facts.origin).slice(0, MOST_COMPARED).map(({ text }) => text) ?? [] };
  if (facts.quorum === 'missing') return { outcome: 'unjudged', code: 'quorum', facts, unproved, compare: [] };
  return { outcome: 'proved', code: null, facts, unproved };
}

const when = (holds: boolean, what: Unproved): readonly Unproved[] => (holds ? [what] : []);
