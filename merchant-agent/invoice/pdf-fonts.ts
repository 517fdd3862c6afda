/** The fonts of the PDF invoice: BIZ UDPGothic, embedded as the subset that the invoice uses. */
import { readFile } from 'node:fs/promises';

export type PdfFont = 'regular' | 'bold';

const files: Readonly<Record<PdfFont, string>> = {
  regular: '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
  bold: '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf',
};

/** Read once: a font is 4.5 MB. */
const read = new Map<PdfFont, Promise<Buffer>>();

export function fontBytes(font: PdfFont): Promise<Buffer> {
  const known = read.get(font);
  if (known !== undefined) return known;
  const reading = readFile(new URL(import.meta.resolve(files[font])));
  read.set(font, reading);
  return reading;
}

/** What stands for a character that the font does not have (U+3013, the geta mark). */
const MISSING = '〓';

/** `has` tells whether the font has a code point. Joiners and variation selectors of a missing character are not shown by themselves. */
export function shownIn(text: string, has: (codePoint: number) => boolean): string {
  return [...text.replace(/[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu, '')].map((character) => (has(character.codePointAt(0) ?? 0) ? character : MISSING)).join('');
}
