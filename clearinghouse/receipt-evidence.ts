/**
 * The evidence of a receipt: the published entry, its proof, its face, and the opening of its details for this receiver alone. All of it is
 * verified here as a stranger would verify it, before it leaves: a receipt that does not prove itself must never be sent.
 */
import { fieldDigest } from '../bulletin-board/format/commitment.ts';
import { makeOpener, type OpenCheckpoint, type OpenedCheckpoint } from '../bulletin-board/format/checkpoint.ts';
import { base64, fromBase64, utf8 } from '../bulletin-board/format/encoding.ts';
import { faceOpens, openingOpens, openingText, parseFace, parseLeaf, parseOpening, placeText, type ChangeLeaf, type OpenedField, type SaltedField } from '../bulletin-board/format/entry.ts';
import { evidenceBytes, parseEvidence, receiptFiles } from '../bulletin-board/format/evidence.ts';
import { parseKey } from '../bulletin-board/format/key.ts';
import { verifyProofBy } from '../bulletin-board/format/proof.ts';
import { Disagreement, requireOneStory, requireSameEvidence, type Told } from '../bulletin-board/verify/agreement.ts';
import type { DetailField } from './core/decision.ts';
import type { OwedNotice } from './core/notice.ts';
import type { OutgoingAttachment } from './protocol/letter.ts';
import { formatAmount } from './protocol/money.ts';
import type { Prove } from './stages/ports.ts';
import type { PublishedEntry } from './store/store.ts';

export type ProveParts = {
  /** The tlog-proof of a published entry. */
  readonly proofOf: (origin: string, index: number) => Promise<Uint8Array>;
  /** Absent: one of its own. The receipts of one round stand under one checkpoint, whose signatures need to be verified but once. */
  readonly openCheckpoint?: OpenCheckpoint;
  /** The vkeys of a log. */
  readonly keysOf: (origin: string) => Promise<readonly string[]>;
  /** The address of the public pages without a slash at its end; null: the bank names none. */
  readonly publicUrl: string | null;
};

/** The public page of an entry. */
export const entryUrl = (publicUrl: string, origin: string, index: number): string => `${publicUrl}/entry/${origin.slice(origin.lastIndexOf('/') + 1)}/${index}`;

type Receipt = Extract<OwedNotice['facts'], { readonly kind: 'receipt-buyer' | 'receipt-merchant' | 'refund-receipt' }>;

/**
 * Rejects for a notice that is no receipt of this entry, and wherever proof, face or opening do not prove what the receipt says. The face is
 * left out where it was withdrawn, and so are then the details.
 */
export function makeProve({ proofOf, keysOf, publicUrl, openCheckpoint = makeOpener() }: ProveParts): Prove {
  const place = placeOnce();
  return async (notice, entry) => {
    const facts = receiptOf(notice, entry);
    const { origin, index } = entry;
    const keys = await keysOf(origin);
    const proof = await proofOf(origin, index);
    const { leaf, bytes, face } = place(entry, proof, keys, (checkpoint) => openCheckpoint(checkpoint, { log: keys.map(parseKey), witnesses: [] }));
    const url = publicUrl === null ? null : entryUrl(publicUrl, origin, index);
    const evidence = evidenceBytes({ kind: leaf.kind, eventTime: new Date(entry.at).toISOString(), origin, index, entry: bytes, reference: facts.reference, url, answers: notice.inReplyTo });
    const attachments = [
      file(receiptFiles.entry, bytes),
      file(receiptFiles.proof, proof),
      ...openedFiles(entry, leaf, face, facts, evidence),
      file(receiptFiles.evidence, evidence, 'application/json'),
      file(receiptFiles.keys, utf8(keys.map((key) => `${key}\n`).join(''))),
    ];
    return { origin, index, keys, url, attachments };
  };
}

const file = (filename: string, content: Uint8Array, contentType = 'application/octet-stream'): OutgoingAttachment => ({ filename, contentType, content });

const unproved = (entry: PublishedEntry, what: string): Error => new Error(`the receipt of entry ${entry.id} (${placeText(entry.origin, entry.index)}) does not prove itself: ${what}`);

function receiptOf({ id, facts, waitsForEntry }: OwedNotice, entry: PublishedEntry): Receipt {
  if (facts.kind !== 'receipt-buyer' && facts.kind !== 'receipt-merchant' && facts.kind !== 'refund-receipt') throw new Error(`notice ${id} is a ${facts.kind}; expected a receipt for entry ${entry.id}`);
  if (waitsForEntry !== entry.id) throw unproved(entry, `notice ${id} waits for ${waitsForEntry ?? 'none'}`);
  return facts;
}

/** What everybody can read of an entry, proved: its leaf, and its face with the fields in it; null: it was withdrawn. */
type Proved = { readonly leaf: ChangeLeaf; readonly bytes: Uint8Array; readonly face: { readonly bytes: Uint8Array; readonly fields: readonly SaltedField[] } | null };

/** Buyer and shop have one entry with one proof: it is gone through once, and again as soon as a letter of it, or a key, is another. */
function placeOnce(): (entry: PublishedEntry, proof: Uint8Array, keys: readonly string[], open: (checkpoint: Uint8Array) => OpenedCheckpoint) => Proved {
  const known = new WeakMap<Uint8Array, { readonly of: string; readonly proved: Proved }>();
  return (entry, proof, keys, open) => {
    const of = JSON.stringify([entry.origin, entry.index, entry.kind, entry.leaf, entry.face, ...keys]);
    const met = known.get(proof);
    if (met?.of === of) return met.proved;
    const proved = provedPlace(entry, proof, open);
    known.set(proof, { of, proved });
    return proved;
  };
}

/** After the proof has shown that these very bytes stand at that place under the log's own signature. */
function provedPlace(entry: PublishedEntry, proof: Uint8Array, open: (checkpoint: Uint8Array) => OpenedCheckpoint): Proved {
  const bytes = utf8(entry.leaf);
  const leaf = parseLeaf(bytes);
  if (leaf.kind === 'withdrawn' || leaf.kind === 'ends' || leaf.kind === 'continues' || leaf.kind !== entry.kind) throw unproved(entry, `its leaf is of the kind "${leaf.kind}"`);
  const proved = verifyProofBy(bytes, proof, open);
  if (proved.index !== entry.index || proved.checkpoint.origin !== entry.origin) throw unproved(entry, `its proof is of ${placeText(proved.checkpoint.origin, proved.index)}`);
  if (entry.face === null) return { leaf, bytes, face: null };
  const face = { bytes: utf8(entry.face), fields: parseFace(utf8(entry.face)) };
  if (!faceOpens(face.fields, leaf)) throw unproved(entry, 'its face does not open its leaf');
  return { leaf, bytes, face };
}

function openedFiles(entry: PublishedEntry, leaf: ChangeLeaf, face: Proved['face'], facts: Receipt, evidence: Uint8Array): readonly OutgoingAttachment[] {
  if (face === null) return [];
  const opening = utf8(openingText(openedFor(facts, entry.details)));
  const opened = parseOpening(opening);
  if (!openingOpens(opened, leaf)) throw unproved(entry, 'its details do not open its leaf');
  agree(entry, face.fields, { kind: leaf.kind, reference: facts.reference });
  agree(entry, opened.flatMap((field) => ('digest' in field ? [] : [field])), { reference: facts.reference, total: `${facts.total.currency} ${formatAmount(facts.total).replaceAll(',', '')}` });
  oneStory(entry, { kind: leaf.kind, face: face.fields, opening: opened }, evidence);
  return [file(receiptFiles.face, face.bytes), file(receiptFiles.opening, opening)];
}

/** Files that contradict each other are refused by everybody who checks them. */
function oneStory(entry: PublishedEntry, told: Told, evidence: Uint8Array): void {
  try {
    requireOneStory(told);
    requireSameEvidence(parseEvidence(evidence), told, utf8(entry.leaf), placeText(entry.origin, entry.index));
  } catch (error) {
    throw error instanceof Disagreement ? unproved(entry, error.message) : error;
  }
}

/** Fields of the receiver's side in clear, of the others only what the commitment is made of. */
function openedFor(facts: Receipt, details: readonly DetailField[]): readonly OpenedField[] {
  const side = facts.kind === 'refund-receipt' ? facts.side : facts.kind === 'receipt-buyer' ? 'buyer' : 'merchant';
  return details.map(({ name, value, salt, readers }) => (readers.includes(side) ? { name, value, salt } : { digest: base64(fieldDigest({ name, value, salt: fromBase64(salt) })) }));
}

/** What is proved is what the receipt says. */
function agree(entry: PublishedEntry, fields: readonly SaltedField[], said: Readonly<Record<string, string>>): void {
  for (const [name, expected] of Object.entries(said)) {
    const found = fields.find((field) => field.name === name)?.value;
    if (found !== expected) throw unproved(entry, `it says ${name} ${JSON.stringify(found ?? null)}, the receipt says ${JSON.stringify(expected)}`);
  }
}
