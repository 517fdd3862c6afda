import { createHash } from 'node:crypto';
import type { Envelope } from '../protocol/letter.ts';
import type { BounceReading, Finding, LetterHeaders, ReadRefusal } from '../protocol/reading.ts';
import { automaticReason, silenceAsked } from './automatic.ts';
import type { OwnAddresses } from './automatic.ts';
import { bodyHashOf } from './body-hash.ts';
import { decodeTransfer } from './charset.ts';
import { gate0 } from './gate.ts';
import type { GateLimits } from './gate.ts';
import type { HeaderField } from './header-fields.ts';
import { letterHeaders } from './letter-headers.ts';
import { isMailFile, isMailType } from './mime-tree.ts';
import type { MimePart } from './mime-tree.ts';
import { readReport } from './report.ts';
import { chooseText } from './text-choice.ts';

/**
 * A letter's bytes as content: gate 0, headers, text, reports, attached mails. It never says who sent the letter.
 * Letters are parsed in worker threads only.
 */

/** A mail that came attached, byte for byte, and what was read of it; `fields` and `parts` are for its signature. */
export type AttachedMail = {
  readonly bytes: Buffer;
  readonly fields: readonly HeaderField[];
  readonly parts: readonly MimePart[];
  readonly messageId: string | null;
  readonly date: number | null;
  readonly text: string | null;
};

export type LetterContent = {
  /** False where gate 0 refused the bytes: nobody looks further at such a letter. A refusal behind the gate still has a sender to be told. */
  readonly passedGate: boolean;
  readonly refusal: ReadRefusal | null;
  readonly findings: readonly Finding[];
  readonly fields: readonly HeaderField[];
  readonly parts: readonly MimePart[];
  readonly automatic: string | null;
  readonly resent: boolean;
  readonly bounce: BounceReading | null;
  readonly headers: LetterHeaders;
  readonly bodyHash: string;
  readonly text: string | null;
  readonly alternative: string | null;
  readonly originals: readonly AttachedMail[];
};

const MOST_ORIGINALS = 4;
const NOBODY: Envelope = { from: null, to: [], clientAddress: null, helo: null };

/** message/rfc822 and message/global whatever its disposition, and files *.eml, whatever type their client gave them. */
const isAttachedMail = (part: MimePart): boolean => !part.embedded && part.parent !== null && (isMailType(part.type) || isMailFile(part));

const readAttached = async (bytes: Buffer, limits: GateLimits): Promise<AttachedMail | null> => {
  const gate = gate0(bytes, limits);
  if (!gate.ok) return null;
  const headers = letterHeaders(gate.fields, NOBODY);
  const choice = await chooseText(bytes, gate.parts);
  return { bytes, fields: gate.fields, parts: gate.parts, messageId: headers.messageId, date: headers.date, text: choice.kind === 'text' ? choice.text : null };
};

/** The attached mails, at most four; one that does not pass gate 0 is left out, with a finding. */
const readOriginals = async (bytes: Buffer, parts: readonly MimePart[], limits: GateLimits): Promise<{ readonly originals: AttachedMail[]; readonly findings: Finding[] }> => {
  const attached = parts.filter(isAttachedMail);
  const originals: AttachedMail[] = [];
  for (const part of attached.slice(0, MOST_ORIGINALS)) {
    const original = await readAttached(decodeTransfer(bytes.subarray(part.bodyStart, part.end), part.encoding), limits);
    if (original !== null) originals.push(original);
  }
  const unread = attached.length - originals.length;
  return { originals, findings: [{ code: 'attached-mail-unread', hit: unread > 0, detail: `${unread} of ${attached.length}` }] };
};

type Texts = Pick<LetterContent, 'text' | 'alternative' | 'originals' | 'findings'> & { readonly refusal: ReadRefusal | null };

const readTexts = async (bytes: Buffer, parts: readonly MimePart[], limits: GateLimits): Promise<Texts> => {
  const { originals, findings } = await readOriginals(bytes, parts, limits);
  const choice = await chooseText(bytes, parts);
  if (choice.kind === 'refused') return { refusal: { code: choice.code, detail: choice.detail }, text: null, alternative: null, originals, findings };
  return { refusal: null, text: choice.text, alternative: choice.alternative, originals, findings };
};

const NO_TEXTS: Texts = { refusal: null, text: null, alternative: null, originals: [], findings: [] };

/** Reads a letter's content. Always gives something: a letter that is no mail at all is one with a refusal. */
export const readContent = async (letter: Uint8Array, envelope: Envelope, own: OwnAddresses, limits: GateLimits): Promise<LetterContent> => {
  const bytes = Buffer.from(letter.buffer, letter.byteOffset, letter.byteLength);
  const gate = gate0(bytes, limits);
  const { fields, parts } = gate;
  const bounce = parts.length === 0 ? null : readReport(bytes, parts, limits);
  const texts = gate.ok && bounce === null ? await readTexts(bytes, parts, limits) : NO_TEXTS;
  return {
    ...texts,
    passedGate: gate.ok,
    refusal: gate.ok ? texts.refusal : { code: gate.code, detail: gate.detail },
    findings: [...gate.findings, silenceAsked(fields), ...texts.findings],
    fields,
    parts,
    automatic: automaticReason(fields, parts, envelope.from, own),
    resent: fields.some((field) => field.key.startsWith('resent-')),
    bounce,
    headers: letterHeaders(fields, envelope),
    // Of a refused letter nothing is compared any more; it may also be far too large to copy.
    bodyHash: gate.ok ? bodyHashOf(bytes.subarray(gate.bodyStart)) : createHash('sha256').update(bytes).digest('hex'),
  };
};
