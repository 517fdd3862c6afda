/** The fields of a paper form: rows with a label left and a place to write right. A row is described, then drawn from the top down. */
import type { Font } from './fonts.ts';
import { BLACK, fillBox, frame, GREY, LIGHT, stroke, type Box, type Sheet } from './sheet.ts';
import { block, line } from './text.ts';

/** Where the form stands on the page, and how wide its labels are. */
export const FORM = { left: 15, width: 180, label: 34 } as const;

/** Boxes for single letters; `after`: wider gaps behind these positions (with a hyphen where `hyphens`). */
export type Letters = { readonly kind: 'letters'; readonly count: number; readonly size: number; readonly after?: readonly number[]; readonly hyphens?: true };
/** An empty place to write into, with a small word in its corner or at its end. */
export type Blank = { readonly kind: 'blank'; readonly width: number; readonly before?: string; readonly behind?: string };
/** Boxes to tick with their words; as wide as the words ask for. */
export type Ticks = { readonly kind: 'ticks'; readonly words: readonly string[]; readonly width: number };
export type Words = { readonly kind: 'words'; readonly text: string; readonly width: number };
export type Field = Letters | Blank | Ticks | Words;
export type Row = { readonly label: string; readonly fields: readonly Field[]; readonly height: number };

const EDGE = 0.15;
const GROUP_GAP = 3;
const FIELD_GAP = 3;

/** Draws the row with its upper edge at y; returns the y below. Throws UnprintableError where a label does not fit. */
export function row(sheet: Sheet, { label, fields, height }: Row, y: number): number {
  fillBox(sheet, { x: FORM.left, y, width: FORM.label, height }, LIGHT);
  // One line between two rows, not two.
  frame(sheet, { x: FORM.left, y, width: FORM.width, height: height + EDGE }, EDGE, GREY);
  block(sheet, [{ text: label }], { x: FORM.left + 2, y: y + 1.6, width: FORM.label - 4, height: height - 1.6 }, { size: 8.5, least: 5 });
  let x: number = FORM.left + FORM.label + 2;
  for (const field of fields) x += drawField(sheet, field, { x, y, width: FORM.left + FORM.width - x, height }) + FIELD_GAP;
  return y + height;
}

/** Returns the width that was used. */
function drawField(sheet: Sheet, field: Field, place: Box): number {
  switch (field.kind) {
    case 'letters':
      return letters(sheet, field, place);
    case 'blank':
      return blank(sheet, field, place);
    case 'ticks':
      return ticks(sheet, field, place);
    case 'words':
      line(sheet, field.text, { ...place, width: field.width }, { size: 8, least: 5 });
      return field.width;
    default:
      return field satisfies never;
  }
}

function letters(sheet: Sheet, { count, size, after = [], hyphens }: Letters, { x, y, height }: Box): number {
  let left = x;
  for (let at = 1; at <= count; at += 1) {
    frame(sheet, { x: left, y: y + (height - size * 1.15) / 2, width: size, height: size * 1.15 }, 0.2);
    left += size;
    if (!after.includes(at)) continue;
    if (hyphens === true) stroke(sheet, { from: [left + 0.8, y + height / 2], to: [left + GROUP_GAP - 0.8, y + height / 2], width: 0.3 });
    left += GROUP_GAP;
  }
  return left - x;
}

function blank(sheet: Sheet, { width, before = '', behind = '' }: Blank, { x, y, height }: Box): number {
  const bottom = y + height - 1.8;
  if (before !== '') line(sheet, before, { x, y: y + 0.6, width, height: 3.4 }, { size: 6.5, least: 4.5, ink: GREY });
  if (behind !== '') line(sheet, behind, { x: x + width - 10, y: bottom - 4, width: 9.5, height: 4 }, { size: 8, least: 5, align: 'right' });
  stroke(sheet, { from: [x, bottom], to: [x + width, bottom], width: 0.15, ink: GREY });
  return width;
}

function ticks(sheet: Sheet, { words, width }: Ticks, { x, y, height }: Box): number {
  // Each box with its word gets room by the length of the word.
  const { document } = sheet;
  const lengths = words.map((word) => document.font('regular').fontSize(3).widthOfString(word) + 9);
  const share = Math.min(1.25, width / lengths.reduce((sum, length) => sum + length, 0));
  let left = x;
  words.forEach((word, at) => {
    const each = (lengths[at] ?? 0) * share;
    frame(sheet, { x: left, y: y + height / 2 - 1.7, width: 3.4, height: 3.4 }, 0.25);
    line(sheet, word, { x: left + 4.8, y, width: each - 6, height }, { size: 8.5, least: 5 });
    left += each;
  });
  return width;
}

/** A heading over the whole width; returns the y below. */
export function heading(sheet: Sheet, text: string, y: number, { size = 10.5, font = 'bold' }: { readonly size?: number; readonly font?: Font } = {}): number {
  line(sheet, text, { x: FORM.left, y, width: FORM.width, height: 6 }, { font, size, least: 7, ink: BLACK });
  return y + 6.4;
}
