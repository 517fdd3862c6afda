/**
 * A print file being written. All lengths are millimetres from the upper left corner of the trimmed page, all colours are CMYK, so that black is
 * one ink. The same calls give the same bytes: the file's time and its identifier come from what is given.
 */
import PDFDocument from 'pdfkit';
import type { Language } from '../core/party.ts';
import { registerFonts } from './fonts.ts';

/** Points in a millimetre. */
const MM = 72 / 25.4;

/** A size of letters given in points, in millimetres. */
export const pt = (points: number): number => points / MM;

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Ink = readonly [cyan: number, magenta: number, yellow: number, black: number];

export const BLACK: Ink = [0, 0, 0, 100];
export const GREY: Ink = [0, 0, 0, 55];
export const LIGHT: Ink = [0, 0, 0, 12];
export const WHITE: Ink = [0, 0, 0, 0];

export type Sheet = { readonly document: PDFKit.PDFDocument };

/** `madeAt`: milliseconds since 1970, what the file calls its time of creation. */
export type SheetFacts = { readonly title: string; readonly author: string; readonly language: Language; readonly madeAt: number };

/** `bytes` resolves after `sheet.document.end()`. Rejects where the fonts can't be read. */
export async function openSheet({ title, author, language, madeAt }: SheetFacts): Promise<{ readonly sheet: Sheet; readonly bytes: Promise<Uint8Array> }> {
  const made = new Date(madeAt);
  const document = new PDFDocument({
    autoFirstPage: false, margin: 0, pdfVersion: '1.6', lang: language, displayTitle: true,
    info: { Title: title, Author: author, Creator: 'Kakitome', CreationDate: made, ModDate: made },
  });
  const bytes = collect(document);
  await registerFonts(document);
  return { sheet: { document }, bytes };
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  document.on('end', () => resolve(Uint8Array.from(Buffer.concat(parts))));
  document.on('error', reject);
  return promise;
}

/** `bleed`: how far colour goes beyond the trim; `margin`: how far the paper does (for marks), at least the bleed. */
export type PageSize = { readonly width: number; readonly height: number; readonly bleed: number; readonly margin: number };

/** Pdfkit's own page: its types do not tell what is in the dictionary. */
type OpenPage = { readonly dictionary: { readonly data: Record<string, unknown> } };

/** A new page with its boxes (ISO 32000-1 §14.11.2); from now on 0, 0 is the trim's corner. */
export function newPage({ document }: Sheet, { width, height, bleed, margin }: PageSize): void {
  const whole = [(width + 2 * margin) * MM, (height + 2 * margin) * MM] as const;
  document.addPage({ size: [...whole], margin: 0 });
  const { data } = (document.page as unknown as OpenPage).dictionary;
  const inset = (by: number): number[] => [by * MM, by * MM, whole[0] - by * MM, whole[1] - by * MM];
  data['BleedBox'] = inset(margin - bleed);
  data['TrimBox'] = inset(margin);
  document.scale(MM).translate(margin, margin);
}

/** The box less a border all round. */
export const inside = ({ x, y, width, height }: Box, by: number): Box => ({ x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by });

export function fillBox({ document }: Sheet, { x, y, width, height }: Box, ink: Ink): void {
  document.rect(x, y, width, height).fill([...ink]);
}

/** The stroke stands inside of the box. */
export function frame({ document }: Sheet, { x, y, width, height }: Box, stroke: number, ink: Ink = BLACK): void {
  document.lineWidth(stroke).rect(x + stroke / 2, y + stroke / 2, width - stroke, height - stroke).stroke([...ink]);
}

export type Stroke = { readonly from: readonly [number, number]; readonly to: readonly [number, number]; readonly width?: number; readonly ink?: Ink; readonly dash?: number };

export function stroke({ document }: Sheet, { from, to, width = 0.2, ink = BLACK, dash }: Stroke): void {
  document.save().lineWidth(width);
  if (dash !== undefined) document.dash(dash, { space: dash });
  document.moveTo(...from).lineTo(...to).stroke([...ink]).restore();
}
