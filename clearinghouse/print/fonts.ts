/** The fonts of everything that is printed here: BIZ UDPGothic, embedded as the subset that is used. */
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

/** Rejects where the file can't be read. */
export function fontBytes(font: Font): Promise<Buffer> {
  const reading = read.get(font) ?? readFile(new URL(import.meta.resolve(FILES[font])));
  read.set(font, reading);
  return reading;
}
