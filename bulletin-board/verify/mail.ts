/** The files of a receipt, taken from a saved mail or from saved attachments. Runs in a browser too. */
import PostalMime from 'postal-mime';
import { receiptFiles } from '../format/evidence.ts';
import { shown } from '../format/malformed.ts';
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

export const MAX_MAIL_BYTES = 10_000_000;
/** A receipt that was forwarded as an attachment, and that again, and once more. */
const MAX_DEPTH = 3;
const MAX_MAILS = 20;
const MAX_MIME_DEPTH = 20;
const MAX_HEADER_BYTES = 1_000_000;

const wanted: readonly string[] = Object.values(receiptFiles);
const needed: readonly string[] = [receiptFiles.entry, receiptFiles.proof];

/**
 * A mail as programs save it (`.eml`; LF or CRLF; a "From " line of an mbox before it). Attachments count by their exact file names. A receipt
 * in an attached mail counts too, where it is the only one. Rejects with `NoReceipt`.
 */
export async function receiptOfMail(bytes: Uint8Array): Promise<ReceiptFiles> {
  if (bytes.length > MAX_MAIL_BYTES) throw new NoReceipt('too-large', `found a mail of ${bytes.length} bytes; expected at most ${MAX_MAIL_BYTES}`);
  const mails: (readonly NamedBytes[])[] = [];
  await collect(bytes, 0, mails);
  const receipts = mails.filter((files) => files.some(({ name }) => needed.includes(name)));
  const [first, ...others] = receipts;
  if (first === undefined) throw new NoReceipt('missing', `found ${listed(mails.flat().map(({ name }) => name))} in the mail; expected the attachments ${needed.join(' and ')}`);
  if (others.length > 0) throw new NoReceipt('several', `found ${receipts.length} receipts in mails within this one; expected one: save each by itself`);
  return pick(first);
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

async function collect(bytes: Uint8Array, depth: number, mails: (readonly NamedBytes[])[]): Promise<void> {
  if (depth > MAX_DEPTH) throw new NoReceipt('nesting', `found mails within mails, more than ${MAX_DEPTH} deep; expected the receipt itself`);
  if (mails.length >= MAX_MAILS) throw new NoReceipt('several', `found more than ${MAX_MAILS} mails within this one; expected one receipt`);
  const files: NamedBytes[] = [];
  mails.push(files);
  for (const { filename, mimeType, content } of await attachmentsOf(bytes)) {
    const inner = new Uint8Array(content);
    if (mimeType === 'message/rfc822' || filename.toLowerCase().endsWith('.eml')) await collect(inner, depth + 1, mails);
    else files.push({ name: filename, bytes: inner });
  }
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
