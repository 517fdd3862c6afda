import { charsetOf } from './charset.ts';
import { isAmbiguousFrom } from './from-field.ts';
import { readHeaderBlock, valueOf } from './header-fields.ts';
import type { HeaderField, Problem } from './header-fields.ts';
import { isMailType, readMimeTree } from './mime-tree.ts';
import type { MimeLimits, MimePart } from './mime-tree.ts';
import type { Finding } from '../protocol/reading.ts';

/**
 * Gate 0: what a letter's raw bytes must be before any library parses them. Linear in the bytes and bounded by the limits,
 * so that a bomb costs milliseconds. A refusal here is set aside and answered by nothing.
 */

/** Limits of gate 0; sizes in bytes. */
export type GateLimits = MimeLimits & {
  readonly sizeBytes: number;
  /** Size allowed to a letter that holds an attached mail (message/rfc822, or a file *.eml): a forward. */
  readonly sizeWithOriginalBytes: number;
  readonly signatures: number;
  readonly received: number;
  readonly arcSets: number;
};

export const GATE_LIMITS: GateLimits = Object.freeze({
  sizeBytes: 1_048_576,
  sizeWithOriginalBytes: 5_242_880,
  headerBytes: 65_536,
  headerLineBytes: 8_192,
  fields: 200,
  signatures: 10,
  received: 50,
  arcSets: 5,
  mimeDepth: 8,
  mimeNodes: 100,
});

/** `fields` are those that could be read safely; `parts[0]` is the letter itself. */
export type GateResult =
  | { readonly ok: true; readonly fields: readonly HeaderField[]; readonly findings: readonly Finding[]; readonly parts: readonly MimePart[]; readonly bodyStart: number }
  | { readonly ok: false; readonly code: string; readonly detail: string; readonly fields: readonly HeaderField[]; readonly findings: readonly Finding[]; readonly parts: readonly MimePart[] };

/** RFC 5322 §3.6 allows one of each; two make two readers see two mails. */
const ONCE: readonly string[] = [
  'sender', 'subject', 'to', 'cc', 'date', 'message-id', 'in-reply-to', 'references', 'content-type', 'content-transfer-encoding', 'mime-version', 'reply-to',
];

const counted = (fields: readonly HeaderField[], key: string): number => fields.filter((field) => field.key === key).length;

const countProblem = (fields: readonly HeaderField[], limits: GateLimits): Problem | null => {
  if (counted(fields, 'dkim-signature') > limits.signatures) return { code: 'too-many-signatures', detail: `more than ${limits.signatures} DKIM-Signature fields` };
  if (counted(fields, 'received') > limits.received) return { code: 'too-many-received', detail: `more than ${limits.received} Received fields` };
  for (const key of ['arc-seal', 'arc-message-signature', 'arc-authentication-results']) {
    if (counted(fields, key) > limits.arcSets) return { code: 'too-many-arc-sets', detail: `more than ${limits.arcSets} ${key} fields` };
  }
  const from = counted(fields, 'from');
  if (from === 0) return { code: 'from-missing', detail: 'no From field' };
  if (from > 1) return { code: 'from-doubled', detail: `${from} From fields` };
  if (isAmbiguousFrom(valueOf(fields, 'from') ?? '')) return { code: 'from-ambiguous', detail: 'From can be read as two addresses' };
  const doubled = ONCE.find((key) => counted(fields, key) > 1);
  return doubled === undefined ? null : { code: 'field-doubled', detail: `${doubled} twice` };
};

const isOriginal = (part: MimePart): boolean => !part.embedded && (isMailType(part.type) || /\.eml$/i.test(part.filename ?? ''));

/** A CR that no LF follows, anywhere: servers and parsers disagree on whether it ends a line (RFC 5321 §2.3.8). */
const hasBareCr = (bytes: Buffer): boolean => {
  for (let at = bytes.indexOf(0x0d); at >= 0; at = bytes.indexOf(0x0d, at + 1)) {
    if (bytes[at + 1] !== 0x0a) return true;
  }
  return false;
};

const headerFindings = (longestLine: number, blankFold: boolean): Finding[] => [
  { code: 'long-header-line', hit: longestLine > 998, detail: `longest line ${longestLine} bytes` },
  { code: 'blank-fold', hit: blankFold, detail: blankFold ? 'a header line of white space alone' : '' },
];

/** A text that two readers would decode in two ways. */
const charsetProblem = (parts: readonly MimePart[]): Problem | null => {
  for (const part of parts) {
    if (part.embedded || (part.type !== 'text/plain' && part.type !== 'text/html')) continue;
    const label = part.contentType.parameters.get('charset');
    const charset = charsetOf(label);
    if (charset.kind === 'refused') return { code: charset.code, detail: (label ?? '').slice(0, 40) };
  }
  return null;
};

/** A delivery report is read by its own fields, never by its text: a broken charset in its human part does not matter. */
const isReport = (fields: readonly HeaderField[]): boolean => /^\s*multipart\/report\b/i.test(valueOf(fields, 'content-type') ?? '');

/**
 * Judges a letter's bytes. Up to `sizeWithOriginalBytes` are looked at; above `sizeBytes` only a letter that really holds an attached mail passes,
 * which its MIME structure shows.
 */
export const gate0 = (bytes: Uint8Array, limits: GateLimits): GateResult => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const block = readHeaderBlock(buffer, 0, buffer.length, limits);
  const { fields } = block;
  const findings = headerFindings(block.longestLine, block.blankFold);
  let parts: readonly MimePart[] = [];
  const refuse = (problem: Problem): GateResult => ({ ok: false, ...problem, fields, findings, parts });
  if (buffer.length > limits.sizeWithOriginalBytes) return refuse({ code: 'too-large', detail: `${buffer.length} bytes` });
  if (block.problem !== null) return refuse(block.problem);
  const counts = countProblem(fields, limits);
  if (counts !== null) return refuse(counts);
  if (hasBareCr(buffer)) return refuse({ code: 'bare-cr', detail: 'a CR without LF' });
  const tree = readMimeTree(buffer, fields, block.bodyStart, limits);
  parts = tree.parts;
  if (tree.problem !== null) return refuse(tree.problem);
  const charset = isReport(fields) ? null : charsetProblem(parts);
  if (charset !== null) return refuse(charset);
  if (buffer.length > limits.sizeBytes && !parts.some(isOriginal)) return refuse({ code: 'too-large', detail: `${buffer.length} bytes and no attached mail` });
  return { ok: true, fields, findings, parts, bodyStart: block.bodyStart };
};
