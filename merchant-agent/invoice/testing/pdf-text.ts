/** What stands in a PDF, and with which fonts, by a reader that is not the writer. */
import { inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';

export type PdfContents = {
  readonly pages: readonly string[];
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  readonly title: string;
  readonly created: number;
};

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function inflated(object: unknown): string {
  if (!(object instanceof PDFRawStream)) throw new Error('no stream');
  return latin1(object.dict.has(PDFName.of('Filter')) ? inflateSync(object.contents) : object.contents);
}

export async function readPdf(bytes: Uint8Array): Promise<PdfContents> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const objects = document.context.enumerateIndirectObjects().map(([, object]) => object);
  const descriptors = objects.filter((object) => object instanceof PDFDict).filter((dict) => dict.get(PDFName.of('Type')) === PDFName.of('FontDescriptor'));
  return {
    pages: document.getPages().map(({ node }) => textOf(node)),
    fonts: descriptors.map((dict) => ({ name: String(dict.get(PDFName.of('FontName'))), embedded: dict.lookup(PDFName.of('FontFile2')) instanceof PDFRawStream })),
    title: document.getTitle() ?? '',
    created: document.getCreationDate()?.getTime() ?? 0,
  };
}

/** The shown texts of one page, one for each text operator. */
function textOf(page: PDFDict): string {
  const fonts = page.lookup(PDFName.of('Resources'), PDFDict).lookup(PDFName.of('Font'), PDFDict);
  const letters = new Map(fonts.keys().map((key) => [key.decodeText(), toUnicode(fonts.lookup(key, PDFDict))]));
  const contents = page.get(PDFName.of('Contents'));
  const streams = contents instanceof PDFArray ? contents.asArray() : [contents];
  const program = streams.map((ref) => (ref instanceof PDFRef ? inflated(page.context.lookup(ref)) : '')).join('\n');
  let font = new Map<number, string>();
  const shown: string[] = [];
  for (const [, name, array = ''] of program.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = letters.get(name) ?? new Map();
    else shown.push([...array.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex = '']) => (hex.match(/.{4}/g) ?? []).map((glyph) => font.get(Number.parseInt(glyph, 16)) ?? '\u0000').join('')).join(''));
  }
  return shown.join('\n');
}

/** Glyph to text: `<first> <last> [<text> …]` of the font's ToUnicode map (ISO 32000-1 §9.10.3). */
function toUnicode(font: PDFDict): Map<number, string> {
  const map = inflated(font.lookup(PDFName.of('ToUnicode')));
  const found = new Map<number, string>();
  for (const [, first = '0', , texts = ''] of map.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\[([^\]]*)\]/gi)) {
    [...texts.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ''], at) => found.set(Number.parseInt(first, 16) + at, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')));
  }
  return found;
}
