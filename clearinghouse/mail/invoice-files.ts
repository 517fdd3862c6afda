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

/** What they hold, the XML files first; at most five, `unread` tells how many more there are. */
export const invoiceFiles = (bytes: Buffer, parts: readonly MimePart[]): { readonly files: readonly Buffer[]; readonly unread: number } => {
  const own = parts.filter(mayBeInvoice);
  const all = [...own.filter(isXml), ...own.filter((part) => !isXml(part))];
  return { files: all.slice(0, MOST_FILES).map((part) => decodeTransfer(bytes.subarray(part.bodyStart, part.end), part.encoding)), unread: Math.max(0, all.length - MOST_FILES) };
};
