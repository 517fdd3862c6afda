/** Attached files as e-invoices: UBL 2.1, UN/CEFACT CII, and CII or UBL embedded in a PDF. */
import { createHash } from 'node:crypto';
import { agree } from '../protocol/e-invoice.ts';
import type { EInvoiceFile, EInvoiceReading } from '../protocol/reading.ts';
import { CII_INVOICE, readCii } from './cii.ts';
import type { InvoiceDocument } from './document.ts';
import { Refused } from './element.ts';
import { judge } from './judge.ts';
import { isPdf, xmlFilesIn } from './pdf.ts';
import { readUbl, UBL_CREDIT_NOTE, UBL_INVOICE } from './ubl.ts';
import { MAX_XML_BYTES, readXml, type XmlElement, type XmlName } from './xml.ts';

/** ZUGFeRD 1: another structure under another name. Known, so that it is not passed over. */
const ZUGFERD_1 = 'urn:ferd:CrossIndustryDocument:invoice:1p0';

/**
 * Reads one file; null: it is no e-invoice (a picture, a plain PDF, other XML). Bounded in time and memory whatever the file holds; it never throws
 * for it. A file that is one, and can't be taken, says why.
 */
export function readInvoiceFile(bytes: Uint8Array): EInvoiceReading | null {
  if (!isPdf(bytes)) return readInvoiceXml(bytes, false);
  const found = xmlFilesIn(bytes).flatMap((file) => readInvoiceXml(file, true) ?? []);
  const [first, ...more] = found;
  if (first === undefined) return null;
  const other = more.find((one) => !agree(first, one));
  if (other === undefined) return first;
  const { format, inPdf, digest } = first;
  return { format, inPdf, digest, ok: false, code: 'several', detail: `${found.length} e-invoices in one PDF`, sums: first.ok && other.ok ? { lines: first.total, total: other.total } : null };
}

type Format = EInvoiceFile['format'];

function readInvoiceXml(bytes: Uint8Array, inPdf: boolean): EInvoiceReading | null {
  const xml = readXml(bytes);
  const format = formatOf(xml.root) ?? (xml.ok || xml.root !== null ? null : formatBySight(bytes));
  if (format === null) return null;
  const file: EInvoiceFile = { format, inPdf, digest: digestOf(bytes) };
  if (!xml.ok) return { ...file, ok: false, code: 'broken', detail: xml.detail, sums: null };
  return readDocument(xml.root, file);
}

/** Without what mail programs change on the way: line ends, and what stands after the last line. */
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(Buffer.from(bytes).toString('latin1').replaceAll('\r', '').trimEnd(), 'latin1').digest('hex');

function readDocument(root: XmlElement, file: EInvoiceFile): EInvoiceReading {
  try {
    const document = documentOf(root);
    const judged = judge(document);
    if (!judged.ok) return { ...file, ...judged };
    return { ...file, ...judged, sellerName: document.sellerName, notes: document.notes, holdsSecret: false };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...file, ok: false, code: error.code, detail: error.message, sums: null };
  }
}

function documentOf(root: XmlElement): InvoiceDocument {
  switch (root.namespace) {
    case UBL_INVOICE:
      return readUbl(root);
    case CII_INVOICE:
      return readCii(root);
    case UBL_CREDIT_NOTE:
      throw new Refused('not-an-invoice', 'a credit note');
    default:
      throw new Refused('broken', 'ZUGFeRD 1, which is not read any more');
  }
}

/** The standard that a root element belongs to. */
function formatOf(root: XmlName | null): Format | null {
  if (root === null) return null;
  const { namespace, name } = root;
  if ((namespace === UBL_INVOICE && name === 'Invoice') || (namespace === UBL_CREDIT_NOTE && name === 'CreditNote')) return 'ubl';
  return (namespace === CII_INVOICE && name === 'CrossIndustryInvoice') || (namespace === ZUGFERD_1 && name === 'CrossIndustryDocument') ? 'cii' : null;
}

/** Of a file that breaks off before its first element, or is too long: the name of a standard in it, in any width of letters. */
function formatBySight(bytes: Uint8Array): Format | null {
  const text = Buffer.from(bytes.subarray(0, MAX_XML_BYTES)).toString('latin1').replaceAll('\0', '');
  if ([UBL_INVOICE, UBL_CREDIT_NOTE].some((namespace) => text.includes(namespace))) return 'ubl';
  return [CII_INVOICE, ZUGFERD_1].some((namespace) => text.includes(namespace)) ? 'cii' : null;
}
