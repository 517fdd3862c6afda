/** The numbers of a card as a table: columns one after the other, an index and a box for crossing out at each number, every digit in a place of the same width. */
import { settlementGroups } from '../protocol/settlement-number.ts';
import { DIGIT, type Font } from './fonts.ts';
import { BLACK, frame, GREY, LIGHT, pt, stroke, type Box, type Ink, type Sheet } from './sheet.ts';

/** Widths of a row beside the number itself, in ems of the number: index, its gap, gap before the box, box. */
const ROW = { index: 1.1, afterIndex: 0.75, beforeBox: 0.7, box: 0.85, between: 1 } as const;
const INDEX_SIZE = 0.72;
const MOST_ROW = 7.4;
const LARGEST = 14;

/** 1 → `01`. */
export const indexOf = (at: number): string => String(at + 1).padStart(2, '0');

/** The first number at the top left, the second below it. */
export function numbersTable(sheet: Sheet, numbers: readonly string[], box: Box, columns: number): void {
  const rows = Math.ceil(numbers.length / columns);
  const pitch = Math.min(MOST_ROW, box.height / rows);
  const longest = Math.max(...numbers.map((number) => numberWidth(settlementGroups(number))));
  const ems = ROW.index + ROW.afterIndex + longest + ROW.beforeBox + ROW.box;
  const width = box.width / columns;
  const size = Math.min(pt(LARGEST), pitch * 0.8, width / (ems + ROW.between));
  const left = box.x + (width - ems * size) / 2;
  numbers.forEach((number, at) => {
    const [column, row] = [Math.floor(at / rows), at % rows];
    writeRow(sheet, number, { index: indexOf(at), x: left + column * width, y: box.y + row * pitch, pitch, size, width: ems * size });
  });
}

type Row = { readonly index: string; readonly x: number; readonly y: number; readonly pitch: number; readonly size: number; readonly width: number };

function writeRow(sheet: Sheet, number: string, { index, x, y, pitch, size, width }: Row): void {
  const base = y + (pitch + DIGIT.height * size) / 2;
  digits(sheet, [index], { x, base, size: size * INDEX_SIZE, font: 'regular', ink: GREY });
  digits(sheet, settlementGroups(number), { x: x + (ROW.index + ROW.afterIndex) * size, base, size, font: 'bold', ink: BLACK });
  const side = ROW.box * size;
  frame(sheet, { x: x + width - side, y: y + (pitch - side) / 2, width: side, height: side }, 0.15, GREY);
  stroke(sheet, { from: [x, y + pitch], to: [x + width, y + pitch], width: 0.12, ink: LIGHT });
}

const numberWidth = (groups: readonly string[]): number => groups.join('').length * DIGIT.pitch + (groups.length - 1) * DIGIT.gap;

type Digits = { readonly x: number; readonly base: number; readonly size: number; readonly font: Font; readonly ink: Ink };

/** Each digit in the middle of its place; `base` is the line on which they stand. */
function digits({ document }: Sheet, groups: readonly string[], { x, base, size, font, ink }: Digits): void {
  document.font(font).fontSize(size).fillColor([...ink]);
  let left = x;
  for (const group of groups) {
    for (const digit of group) {
      document.text(digit, left + (DIGIT.pitch * size - document.widthOfString(digit)) / 2, base - 0.88 * size, { lineBreak: false });
      left += DIGIT.pitch * size;
    }
    left += DIGIT.gap * size;
  }
}
