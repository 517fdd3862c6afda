/** The files of a receipt, and the evidence for programs: what happened, named as registered mail names it, and where it stands. */
import { base64, fromBase64, fromUtf8, hex, utf8 } from './encoding.ts';
import { changeKinds, type ChangeKind } from './entry.ts';
import { sha256 } from './hash.ts';
import { Malformed, shown } from './malformed.ts';

/** Attachments of a receipt, by file name. All travel as base64; none is ever inline. */
export const receiptFiles = {
  entry: 'entry.bin',
  proof: 'receipt.tlog-proof',
  face: 'face.json',
  opening: 'opening.json',
  evidence: 'evidence.json',
  keys: 'log.vkey',
} as const;

export type RegisteredMailNames = {
  /** ETSI EN 319 522-1 §6 event, or null. */
  readonly etsi: string | null;
  /** The receipt of Italian certified mail (PEC) that it is like, or null. */
  readonly pec: string | null;
};

/** What registered mail calls each kind. None of it claims to be qualified or certified in anybody's sense. */
export const registeredMailNames: Readonly<Record<ChangeKind, RegisteredMailNames>> = {
  posted: { etsi: 'A.1 SubmissionAcceptance', pec: 'ricevuta di accettazione' },
  accepted: { etsi: 'A.1 SubmissionAcceptance', pec: 'ricevuta di accettazione' },
  settled: { etsi: null, pec: null },
  returned: { etsi: 'A.2 SubmissionRejection', pec: 'avviso di non accettazione' },
  refunded: { etsi: null, pec: null },
  disputed: { etsi: null, pec: null },
  'dispute-closed': { etsi: null, pec: null },
};

export type Evidence = {
  readonly kind: ChangeKind;
  /** ISO 8601 in UTC. */
  readonly eventTime: string;
  readonly origin: string;
  readonly index: number;
  /** The leaf's bytes. */
  readonly entry: Uint8Array;
  readonly reference: string;
  /** The entry's public page; null: the bank named none. */
  readonly url: string | null;
  /** Message-ID of the mail that this is about (the buyer's order), without angle brackets. */
  readonly answers: string | null;
};

/** JSON, indented for people, LF at its end. */
export function evidenceText({ kind, eventTime, origin, index, entry, reference, url, answers }: Evidence): string {
  const { etsi, pec } = registeredMailNames[kind];
  const content = {
    v: 1,
    kind,
    registered_mail: { name: kind, etsi, pec, qualified: false },
    event_time: eventTime,
    origin,
    index,
    entry: base64(entry),
    entry_sha256: hex(sha256(entry)),
    reference,
    url,
    answers: answers === null ? null : { message_id: answers },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** An entry of 65,535 bytes in base64 fits. */
const MAX_EVIDENCE_BYTES = 131_072;

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/;

/** Reads what `evidenceText` writes. Fields that it does not know are passed over; a missing or wrong one is refused. `url` is http or https. */
export function parseEvidence(bytes: Uint8Array): Evidence {
  if (bytes.length > MAX_EVIDENCE_BYTES) throw new Malformed('evidence', `found ${bytes.length} bytes; expected at most ${MAX_EVIDENCE_BYTES}`);
  const content = objectOf(fromUtf8(bytes));
  const { v, kind, event_time: eventTime, origin, index, entry, entry_sha256: digest, reference, url, answers } = content;
  const known = changeKinds.find((one) => one === kind);
  if (v !== 1 || known === undefined || !isText(eventTime) || !TIME.test(eventTime) || !isText(origin) || typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0) throw bad('kind, event_time, origin and index');
  if (!isText(entry) || !isText(digest) || !isText(reference) || !(url === null || (isText(url) && /^https?:\/\//.test(url)))) throw bad('entry, entry_sha256, reference and url');
  const leaf = fromBase64(entry);
  if (hex(sha256(leaf)) !== digest) throw new Malformed('evidence', 'found an entry_sha256 that is not that of its entry');
  return { kind: known, eventTime, origin, index, entry: leaf, reference, url, answers: messageId(answers) };
}

const bad = (what: string): Malformed => new Malformed('evidence', `found evidence without a proper ${what}; expected evidence of version 1`);

function messageId(answers: unknown): string | null {
  if (answers === null) return null;
  if (typeof answers === 'object' && 'message_id' in answers && isText(answers.message_id)) return answers.message_id;
  throw bad('answers');
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw new Malformed('evidence', `found ${shown(text)}; expected a JSON object`);
}

export const evidenceBytes = (evidence: Evidence): Uint8Array => utf8(evidenceText(evidence));
