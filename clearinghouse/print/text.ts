/** Setting text into boxes. What does not fit is made smaller down to a limit; what can't be shown whole is an error, never cut off and never a box. */
import { hasCharacter } from './fonts.ts';
import type { Font } from './fonts.ts';
import { BLACK, pt, type Box, type Ink, type Sheet } from './sheet.ts';
import { UnprintableError } from './unprintable.ts';

/** Sizes in points. `least`: the smallest that may be taken; without it the size is fixed. */
export type Style = { readonly font?: Font; readonly size: number; readonly least?: number; readonly align?: 'left' | 'center' | 'right'; readonly ink?: Ink };

const STEP = 0.25;
/** Between the lines of a text, in ems. */
const LEADING = 0.3;

/**
 * Sets the font; gives the text as it is set: composed (NFC), one blank for each run (a no-break space stays), nothing invisible, and the narrow apostrophe in Latin words, since
 * the other one is as wide as a kanji here. Throws UnprintableError at a character that the font lacks.
 */
function prepared({ document }: Sheet, text: string, font: Font): string {
  document.font(font);
  const shown = text.toWellFormed().normalize('NFC').replace(/(?<=\p{Script=Latin})\u2019(?=\p{Script=Latin})/gu, "'").replace(/(?:(?!\u00A0)[\s\p{Cc}])+/gu, ' ').replace(/[\p{Cf}\p{Variation_Selector}]/gu, '').trim();
  for (const character of shown) if (!hasCharacter(document, character)) throw new UnprintableError({ reason: 'character', character, text: shown });
  return shown;
}

/** The largest size of the style at which `fits`; undefined: not even the least one. */
function sizeFor({ size, least = size }: Style, fits: (size: number) => boolean): number | undefined {
  for (let tried = size; tried >= least; tried -= STEP) if (fits(tried)) return tried;
  return undefined;
}

/** One line, in the middle of the box's height. */
export function line(sheet: Sheet, text: string, box: Box, style: Style): void {
  const { document } = sheet;
  const { font = 'regular', align = 'left', ink = BLACK } = style;
  const shown = prepared(sheet, text, font);
  const widthAt = (size: number): number => document.fontSize(pt(size)).widthOfString(shown);
  const size = sizeFor(style, (tried) => widthAt(tried) <= box.width);
  if (size === undefined) throw new UnprintableError({ reason: 'room', text: shown });
  const free = box.width - widthAt(size);
  const start = { left: 0, center: free / 2, right: free }[align];
  document.fillColor([...ink]).text(shown, box.x + start, box.y + (box.height - document.currentLineHeight()) / 2, { lineBreak: false });
}

/** A paragraph of a block; `mark` stands in front of it, before all its lines. */
export type Paragraph = { readonly text: string; readonly mark?: string; readonly font?: Font };

/** Paragraphs from the top of the box, all of one size; returns the y below the last. `gap`: between paragraphs, in ems; `indent`: width for the marks, in ems. */
export function block(sheet: Sheet, paragraphs: readonly Paragraph[], box: Box, { gap = 0.5, indent = 0, ...style }: Style & { readonly gap?: number; readonly indent?: number }): number {
  const { document } = sheet;
  const { font: usual = 'regular', ink = BLACK } = style;
  const set = paragraphs.map(({ text, mark, font = usual }) => ({ text: prepared(sheet, text, font), mark: mark ?? '', font }));
  const options = (size: number): { width: number; lineGap: number } => ({ width: box.width - indent * pt(size), lineGap: LEADING * pt(size) });
  const heightOf = (text: string, font: Font, size: number): number => document.font(font).fontSize(pt(size)).heightOfString(text, options(size));
  const heightAt = (size: number): number => set.reduce((sum, { text, font }) => sum + heightOf(text, font, size), 0) + Math.max(0, set.length - 1) * gap * pt(size) - LEADING * pt(size);
  const size = sizeFor(style, (tried) => heightAt(tried) <= box.height);
  if (size === undefined) throw new UnprintableError({ reason: 'room', text: set.map(({ text }) => text).join(' / ') });
  let { y } = box;
  document.fillColor([...ink]);
  for (const { text, mark, font } of set) {
    if (mark !== '') document.font('bold').fontSize(pt(size)).text(mark, box.x, y, { lineBreak: false });
    const height = heightOf(text, font, size);
    document.text(text, box.x + indent * pt(size), y, options(size));
    y += height + gap * pt(size);
  }
  return y - (gap + LEADING) * pt(size);
}
