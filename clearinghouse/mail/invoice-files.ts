import { createHash } from 'node:crypto';
import { decodeTransfer } from './charset.ts';
import type { MimePart } from './mime-tree.ts';

/** Files attached to a letter itself that may be e-invoices. Those of an attached mail are its writer's, not the sender's. */

const MOST_FILES = 5;

const isXml = (part: MimePart): boolean => /^(?:application|text)\/(?:[a-z0-9.-]+\+)?xml$/.test(part.type) || /\.xml$/i.test(part.filename ?? '');
const isPdf = (part: MimePart): boolean => part.type === 'application/pdf' || part.type === 'application/x-pdf' || /\.pdf$/i.test(part.filename ?? '');
/** Clients that know no type, or write the name in a way that is not read here. */
const isAnything = (part: MimePart): boolean => part.type === 'application/octet-stream';

const isMail = (part: MimePart): boolean => /\.eml$/i.test(part.filename ?? '') || part.type.startsWith('message/');

/** Whether a part is looked at: an own file of the letter that may be XML or a PDF. */
export const mayBeInvoice = (part: MimePart): boolean => !part.embedded && part.boundary === null && !isMail(part) && (isXml(part) || isPdf(part) || isAnything(part));

type Attached = { readonly bytes: Buffer; readonly parts: readonly MimePart[] };

const contentOf = (bytes: Buffer, part: MimePart): Buffer => decodeTransfer(bytes.subarray(part.bodyStart, part.end), part.encoding);

/** Clients change line ends and what stands after the last line. */
const fingerprint = (file: Buffer): string => createHash('sha256').update(file.toString('latin1').replaceAll('\r', '').trimEnd(), 'latin1').digest('hex');

/** Fingerprints of all files within the attached mails. */
const filesWithin = (bytes: Buffer, parts: readonly MimePart[], attached: readonly Attached[]): ReadonlySet<string> => {
  const places = [{ bytes, parts: parts.filter((part) => part.embedded) }, ...attached];
  return new Set(places.flatMap((place) => place.parts.filter((part) => part.boundary === null && !isMail(part)).map((part) => fingerprint(contentOf(place.bytes, part)))));
};

/**
 * What they hold, the XML files first; at most five, `unread` tells how many more there are. A file that also lies in an attached mail is left out
 * (`repeated`): clients hang the files of a mail that is sent on once more on the new one.
 */
export const invoiceFiles = (bytes: Buffer, parts: readonly MimePart[], attached: readonly Attached[]): { readonly files: readonly Buffer[]; readonly unread: number; readonly repeated: number } => {
  const own = parts.filter(mayBeInvoice);
  if (own.length === 0) return { files: [], unread: 0, repeated: 0 };
  const within = filesWithin(bytes, parts, attached);
  const all = [...own.filter(isXml), ...own.filter((part) => !isXml(part))].map((part) => contentOf(bytes, part));
  const left = within.size === 0 ? all : all.filter((file) => !within.has(fingerprint(file)));
  return { files: left.slice(0, MOST_FILES), unread: Math.max(0, left.length - MOST_FILES), repeated: all.length - left.length };
};
