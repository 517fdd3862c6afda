/** The fonts of every PDF that is made here, cards, forms, statements and the merchant agent's invoices: BIZ UDPGothic, embedded as the subset that is used. */
import { readFile } from 'node:fs/promises';

export type Font = 'regular' | 'bold';

const FILES: Readonly<Record<Font, string>> = {
  regular: '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
  bold: '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf',
};

/** Height of a digit, and the narrowest place in which each digit stands free of the next, in ems. The font's own 1 is narrower than its other digits. */
export const DIGIT = { height: 0.765, pitch: 0.71, gap: 0.42 } as const;

/** Read once: a font is 4.5 MB. */
const read = new Map<Font, Promise<Buffer>>();

function fontBytes(font: Font): Promise<Buffer> {
  const reading = read.get(font) ?? readFile(new URL(import.meta.resolve(FILES[font])));
  read.set(font, reading);
  return reading;
}

/** Under the names `regular` and `bold`. Rejects where a file can't be read. */
export async function registerFonts(document: PDFKit.PDFDocument): Promise<void> {
  const [regular, bold] = [await fontBytes('regular'), await fontBytes('bold')];
  document.registerFont('regular', regular).registerFont('bold', bold);
}

/** Pdfkit's font of the moment: its types don't tell of the file's own characters. */
type OpenFont = { readonly _font: { readonly font: { readonly hasGlyphForCodePoint: (codePoint: number) => boolean } } };

/** Whether the document's font of the moment has it. */
export const hasCharacter = (document: PDFKit.PDFDocument, character: string): boolean => (document as unknown as OpenFont)._font.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);

/** What stands for a character that the font does not have (U+3013, the geta mark). */
const MISSING = '〓';

/** The characters of a text as the document's font of the moment can show them. Joiners and variation selectors of a missing one are not shown by themselves. */
export const shownCharacters = (document: PDFKit.PDFDocument, text: string): readonly string[] =>
  [...text.replace(/[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu, '')].map((character) => (hasCharacter(document, character) ? character : MISSING));
