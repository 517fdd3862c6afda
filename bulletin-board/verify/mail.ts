/** The files of a receipt, taken from a saved mail or from saved attachments. Runs in a browser too. */
import PostalMime from 'postal-mime';
import { receiptFiles } from '../format/evidence.ts';
import { shown } from '../format/malformed.ts';
import { mailsInMbox, otherKind } from './other-kind.ts';
import type { ReceiptFiles } from './receipt.ts';

export type NamedBytes = { readonly name: string; readonly bytes: Uint8Array };

export type NoReceiptCode = 'too-large' | 'unreadable' | 'missing' | 'twice' | 'several' | 'nesting';

/** What was given holds no receipt, or it is not clear which: what was found, what was expected. */
export class NoReceipt extends Error {
  override readonly name = 'NoReceipt';
  readonly code: NoReceiptCode;
  constructor(code: NoReceiptCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A receipt has some 40 kB; what is forwarded with it (a photo, a logo) may be larger. */
export const MAX_MAIL_BYTES = 2_000_000;
/**
 * Reading costs by the line and by the part, and both can be two bytes long: a megabyte of them takes a browser half a minute and gigabytes. In all mails
 * that are read, those within others counted again. Two megabytes of base64 have 26,000 lines, a receipt some 20 that begin with `--`.
 */
const MAX_LINES = 50_000;
const MAX_MARKED_LINES = 1_000;
/** A receipt that was forwarded as an attachment, and that again, and once more. */
const MAX_DEPTH = 3;
const MAX_MAILS = 20;
const MAX_MIME_DEPTH = 20;
const MAX_HEADER_BYTES = 200_000;

const wanted: readonly string[] = Object.values(receiptFiles);
const needed: readonly string[] = [receiptFiles.entry, receiptFiles.proof];

/**
 * A mail as programs save it (`.eml`; LF or CRLF; a "From " line of an mbox before it). Attachments count by their exact file names. A receipt
 * in an attached mail counts too, where it is the only one. Rejects with `NoReceipt`.
 */
export async function receiptOfMail(bytes: Uint8Array): Promise<ReceiptFiles> {
  if (bytes.length > MAX_MAIL_BYTES) throw new NoReceipt('too-large', `found a mail of ${bytes.length} bytes; expected at most ${MAX_MAIL_BYTES}`);
  const together = mailsInMbox(bytes);
  // Only the first would be read, and the others taken for proved with it.
  if (together > 1) throw new NoReceipt('several', `found ${together} mails in one file; expected one: save the receipt by itself`);
  const mails: (readonly NamedBytes[])[] = [];
  await collect(bytes, 0, { mails, lines: 0, marked: 0 });
  const receipts = mails.filter((files) => files.some(({ name }) => needed.includes(name)));
  const [first, ...others] = receipts;
  if (first === undefined) throw new NoReceipt('missing', `found ${foundIn(mails.flat(), bytes)}`);
  if (others.length > 0) throw new NoReceipt('several', `found ${receipts.length} receipts in mails within this one; expected one: save each by itself`);
  return pick(first);
}

function foundIn(files: readonly NamedBytes[], bytes: Uint8Array): string {
  const expected = `expected the attachments ${needed.join(' and ')}`;
  if (files.length > 0) return `${listed(files.map(({ name }) => name))} in the mail; ${expected}`;
  const { found, instead } = otherKind(bytes);
  return `${found}; ${expected}: ${instead}`;
}

/** Saved attachments, by the names that they had. Files of other names are passed over. */
export function receiptOfFiles(files: readonly NamedBytes[]): ReceiptFiles {
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > MAX_MAIL_BYTES) throw new NoReceipt('too-large', `found ${size} bytes; expected at most ${MAX_MAIL_BYTES}`);
  return pick(files);
}

/** What somebody dropped or named: one saved mail, or the attachments of one. */
export async function receiptOf(files: readonly NamedBytes[]): Promise<ReceiptFiles> {
  const [only] = files;
  return files.length === 1 && only !== undefined && !wanted.includes(only.name) ? receiptOfMail(only.bytes) : receiptOfFiles(files);
}

function pick(files: readonly NamedBytes[]): ReceiptFiles {
  const of = (name: string): Uint8Array | null => {
    const found = files.filter((file) => file.name === name);
    if (found.length > 1) throw new NoReceipt('twice', `found ${name} ${found.length} times; expected it once`);
    return found[0]?.bytes ?? null;
  };
  const must = (name: string): Uint8Array => {
    const bytes = of(name);
    if (bytes === null) throw new NoReceipt('missing', `found ${listed(files.map((file) => file.name))}; expected ${name} too`);
    return bytes;
  };
  return { entry: must(receiptFiles.entry), proof: must(receiptFiles.proof), face: of(receiptFiles.face), opening: of(receiptFiles.opening), evidence: of(receiptFiles.evidence), keys: of(receiptFiles.keys) };
}

const LISTED = 8;

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'no file';
  return `${names.slice(0, LISTED).map(shown).join(', ')}${names.length > LISTED ? ` and ${names.length - LISTED} more` : ''}`;
}

type Collected = { readonly mails: (readonly NamedBytes[])[]; lines: number; marked: number };

async function collect(bytes: Uint8Array, depth: number, collected: Collected): Promise<void> {
  const { mails } = collected;
  if (depth > MAX_DEPTH) throw new NoReceipt('nesting', `found mails within mails, more than ${MAX_DEPTH} deep; expected the receipt itself`);
  if (mails.length >= MAX_MAILS) throw new NoReceipt('several', `found more than ${MAX_MAILS} mails within this one; expected one receipt`);
  countLines(bytes, collected);
  const files: NamedBytes[] = [];
  mails.push(files);
  for (const { filename, mimeType, content } of await attachmentsOf(bytes)) {
    const inner = new Uint8Array(content);
    if (mimeType === 'message/rfc822' || filename.toLowerCase().endsWith('.eml')) await collect(inner, depth + 1, collected);
    else files.push({ name: filename, bytes: inner });
  }
}

const LF = 0x0a;
const DASH = 0x2d;

/** Before anything is parsed. A line that begins with `--` may begin a part, whatever it is in. */
function countLines(bytes: Uint8Array, collected: Collected): void {
  for (let start = 0; start < bytes.length; ) {
    collected.lines += 1;
    if (bytes[start] === DASH && bytes[start + 1] === DASH) collected.marked += 1;
    const end = bytes.indexOf(LF, start);
    start = end === -1 ? bytes.length : end + 1;
  }
  if (collected.lines > MAX_LINES) throw new NoReceipt('too-large', `found a mail of ${collected.lines} lines, those of mails within it counted too; expected at most ${MAX_LINES}: save the receipt by itself`);
  if (collected.marked > MAX_MARKED_LINES) throw new NoReceipt('too-large', `found ${collected.marked} lines that begin with "--", as parts of a mail do; expected at most ${MAX_MARKED_LINES}: save the receipt by itself`);
}

type Attached = { readonly filename: string; readonly mimeType: string; readonly content: ArrayBuffer };

async function attachmentsOf(bytes: Uint8Array): Promise<readonly Attached[]> {
  const parser = new PostalMime({ attachmentEncoding: 'arraybuffer', forceRfc822Attachments: true, maxNestingDepth: MAX_MIME_DEPTH, maxHeadersSize: MAX_HEADER_BYTES });
  try {
    const { attachments } = await parser.parse(bytes);
    return attachments.flatMap(({ filename, mimeType, content }) => (content instanceof ArrayBuffer ? [{ filename: filename ?? '', mimeType, content }] : []));
  } catch (error) {
    throw new NoReceipt('unreadable', `found no mail that can be read (${error instanceof Error ? error.message : String(error)}); expected a saved mail`);
  }
}
