/** What Japan's post asks for on the address side of a private postcard: frames for the postcode, the words 郵便はがき, a field that says how postage is paid. */
import { DIGIT } from './fonts.ts';
import { BLACK, frame, pt, stroke, type Box, type Ink, type Sheet } from './sheet.ts';
import { line } from './text.ts';

/** Vermilion; machines look for the frames by this colour. */
const RED: Ink = [0, 100, 100, 0];

/** Frames of 5.7 × 8.0 mm, the last one 8 mm from the right edge, 12 mm below the upper one, 47.7 mm over all; the first three have thicker lines. */
const FRAMES = { lefts: [0, 7, 14, 21.6, 28.4, 35.2, 42], width: 5.7, height: 8, top: 12, right: 8, over: 47.7, thick: 0.5, thin: 0.3 } as const;
const DIGIT_SIZE = 15;

/** The seven digits of a Japanese postcode (`100-0001`, `〒１００−０００１`), or null where it is another country's. */
export function japanesePostcode(postcode: string | null): string | null {
  const digits = (postcode ?? '').normalize('NFKC').replace(/[〒\s\-\u2010-\u2015\u2212\u30FC]/g, '');
  return /^[0-9]{7}$/.test(digits) ? digits : null;
}

/** `right`: the right edge of the address side. Throws RangeError unless there are seven digits. */
export function postcodeFrames(sheet: Sheet, digits: string, { right, top }: { readonly right: number; readonly top: number }): void {
  if (!/^[0-9]{7}$/.test(digits)) throw new RangeError('a postcode has seven digits');
  const start = right - FRAMES.right - FRAMES.over;
  const y = top + FRAMES.top;
  FRAMES.lefts.forEach((left, at) => {
    const box = { x: start + left, y, width: FRAMES.width, height: FRAMES.height };
    frame(sheet, box, at < 3 ? FRAMES.thick : FRAMES.thin, RED);
    digit(sheet, digits.charAt(at), box);
  });
  const [from, to] = [start + FRAMES.lefts[2] + FRAMES.width, start + FRAMES.lefts[3]];
  stroke(sheet, { from: [from + 0.5, y + FRAMES.height / 2], to: [to - 0.5, y + FRAMES.height / 2], width: 0.3, ink: RED });
}

/** One digit in the middle of its box: by its own height, since the line's has room for letters below. */
function digit(sheet: Sheet, text: string, { x, y, width, height }: Box): void {
  const size = pt(DIGIT_SIZE);
  const ascent = 0.88 * size;
  const top = y + (height + DIGIT.height * size) / 2 - ascent;
  sheet.document.font('regular').fontSize(size);
  const free = width - sheet.document.widthOfString(text);
  sheet.document.fillColor([...BLACK]).text(text, x + free / 2, top, { lineBreak: false });
}

export type Postage = { readonly office: string; readonly paid: string };

/** A square of 22 mm (20 to 30 are asked for), its upper part for the post office at which the mail is handed in. */
export function postageField(sheet: Sheet, at: { readonly x: number; readonly y: number }, { office, paid }: Postage): void {
  const box = { ...at, width: 22, height: 22 };
  frame(sheet, box, 0.3);
  stroke(sheet, { from: [at.x, at.y + 13], to: [at.x + 22, at.y + 13], width: 0.2 });
  line(sheet, office, { x: at.x + 1, y: at.y + 0.8, width: 20, height: 3 }, { size: 5, least: 4 });
  line(sheet, paid, { x: at.x + 1, y: at.y + 13, width: 20, height: 9 }, { font: 'bold', size: 8.5, least: 5, align: 'center' });
}
