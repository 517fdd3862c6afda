/**
 * The e-invoices within a PDF (ISO 32000-2 §7.11.4; Factur-X and ZUGFeRD embed one file in a PDF/A-3). Every stream of the file is looked at by its
 * first bytes, whatever the file says of it: no object graph is walked, so none can be endless, and a file embedded twice or left behind by an
 * earlier version is seen as well. Nothing is inflated further than an e-invoice may be long.
 */
import { constants, inflateSync } from 'node:zlib';
import { MAX_XML_BYTES } from './xml.ts';

export const MAX_PDF_BYTES = 8_388_608;
/** An invoice of a hundred pages has some thousand streams. */
const MAX_STREAMS = 10_000;
/** Of all embedded XML together, what breaks off included; a PDF has some for its own metadata (XMP), too. */
const MAX_INFLATED = 16_777_216;
const HEAD_BYTES = 256;

/** The header may stand behind other bytes (ISO 32000-1 annex H.3); what begins like XML is none. */
export const isPdf = (bytes: Uint8Array): boolean => !beginsLikeXml(bytes) && Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');

/** Embedded files that begin like XML, in their order. Those that are longer than XML may be are given as their first bytes beyond that length. */
export function xmlFilesIn(pdf: Uint8Array): readonly Uint8Array[] {
  if (pdf.length > MAX_PDF_BYTES) return [];
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const files: Uint8Array[] = [];
  let inflated = 0;
  let streams = 0;
  for (const start of streamStarts(bytes)) {
    streams += 1;
    if (streams > MAX_STREAMS || inflated > MAX_INFLATED) break;
    const file = xmlAt(bytes, start);
    if (file === null) continue;
    // What came of a stream before it broke is not known; it may be nearly all that one may hold.
    inflated += file === 'broken' ? MAX_XML_BYTES : file.length;
    if (file !== 'broken') files.push(file);
  }
  return files;
}

/** Where the data of each stream begins: behind the keyword and its line end (ISO 32000-2 §7.3.8.1). */
function* streamStarts(bytes: Buffer): Generator<number> {
  for (let at = bytes.indexOf('stream', 0, 'latin1'); at !== -1; at = bytes.indexOf('stream', at + 6, 'latin1')) {
    if (bytes.toString('latin1', Math.max(0, at - 3), at) === 'end') continue;
    const feed = bytes[at + 6] === 0x0d ? at + 7 : at + 6;
    if (bytes[feed] === 0x0a) yield feed + 1;
    else if (feed === at + 7) yield feed;
  }
}

/** The stream's data, deflated (RFC 1950) or as they are; null where they do not begin like XML. `broken`: they begin so and can't be inflated. */
function xmlAt(bytes: Buffer, start: number): Uint8Array | 'broken' | null {
  const head = bytes.subarray(start, start + HEAD_BYTES);
  if (beginsLikeXml(head)) {
    const end = bytes.indexOf('endstream', start, 'latin1');
    return bytes.subarray(start, withoutLineEnd(bytes, start, end === -1 ? bytes.length : end)).subarray(0, MAX_XML_BYTES + 1);
  }
  const isDeflated = ((head[0] ?? 0) & 0x0f) === 8 && (((head[0] ?? 0) << 8) | (head[1] ?? 0)) % 31 === 0;
  // A few bytes can't inflate to more than a thousand times as many.
  const beginning = isDeflated ? inflate(head, MAX_XML_BYTES) : new Uint8Array(0);
  if (beginning === null || !beginsLikeXml(beginning)) return null;
  const whole = inflate(bytes.subarray(start), MAX_XML_BYTES);
  if (whole === null) return 'broken';
  // Of a file that is too long its beginning says what it would be.
  if (whole.length > MAX_XML_BYTES) whole.set(beginning);
  return whole;
}

function withoutLineEnd(bytes: Buffer, start: number, end: number): number {
  const feed = end > start && bytes[end - 1] === 0x0a ? end - 1 : end;
  return feed > start && bytes[feed - 1] === 0x0d ? feed - 1 : feed;
}

/** As much as is whole; beyond `most` one byte too many, so that the reader of XML says so. Null: it breaks. */
function inflate(bytes: Uint8Array, most: number): Uint8Array | null {
  try {
    return inflateSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    return error instanceof RangeError ? new Uint8Array(most + 1) : null;
  }
}

/** `<` behind a byte order mark and blanks, also with the zeros of UTF-16. */
function beginsLikeXml(bytes: Uint8Array): boolean {
  for (const byte of bytes.subarray(0, 64)) {
    if (byte === 0x3c) return true;
    if (![0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x00, 0x20, 0x09, 0x0a, 0x0d].includes(byte)) return false;
  }
  return false;
}
