/**
 * One look for every way of writing the same text (5-real-and-hostile-mail §3.6): width, invisible characters, dashes, white space.
 * Nothing is transliterated: Cyrillic letters stay Cyrillic. Figures above or below the line, in circles or in fractions stay what they are: `12⁹⁹` is how
 * many write 12.99, and `1299` would be another sum. Linear in the text's length whatever it holds.
 */

/** Why a text can't be read for sure, though its lines are given. */
export type TextTrouble = 'replacement-character' | 'direction-override';

/** `apart`: lines in which two figures stand further apart than one blank. */
export type NormalText = { readonly lines: string[]; readonly trouble: TextTrouble | null; readonly apart: readonly number[] };

const TROUBLE_LINES = 10;
const TROUBLE_CHARACTERS = 4000;

const DIRECTION_OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/;
/** Invisible, or without a meaning of their own; beside them private use (U+E000–F8FF), so that no text can hold the mark of a password. */
const INVISIBLE =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}\uE000-\uF8FF\u{F0000}-\u{10FFFF}]/gu;
const DASHES = /[\u2010-\u2015\u2212\u2500\uFE58\uFE63]/g;
const LONG_VOWEL_AS_DASH = /(?<=[0-9A-Za-z])\u30FC(?=[0-9A-Za-z])/g;
/** Control characters separate words instead of vanishing between them. */
const BLANKS = /[\s\p{Cc}]+/gu;
/** A tab, or more blanks than one: between thousands stands one. */
const FIGURES_APART = /\p{N}(?:\t|[^\S\n]{2})[^\S\n]*\p{N}/u;
/** Combining marks, and the half-width voiced marks, which NFKC makes to some. */
const MARK_RUN = /([\p{M}\uFF9E\uFF9F]{30})[\p{M}\uFF9E\uFF9F]+/gu;
const OTHER_FIGURES = /\p{No}+/gu;
const BESIDE_OTHER_FIGURES = /[^\p{No}]+/gu;
const PAIRS: readonly (readonly [open: string, close: string])[] = [['*', '*'], ['_', '_'], ['"', '"'], ['「', '」']];

/** Without what a run of marks holds beyond 30: longer ones are no writing of any language, and to sort them costs NFKC the square of their number (UAX #15 §13). */
export const cutMarkRuns = (text: string): string => text.replace(MARK_RUN, '$1');

/** The lines of a text, empty ones kept as ''. `trouble` looks at the first ten lines that hold anything and at the first 4,000 characters. */
export function normalise(text: string): NormalText {
  const raw = text.toWellFormed().replace(/\r\n?/g, '\n').split('\n');
  const lines = raw.map(normaliseLine);
  return { lines, trouble: troubleOf(raw, lines), apart: raw.flatMap((line, at) => (FIGURES_APART.test(line) ? at : [])) };
}

function troubleOf(raw: readonly string[], lines: readonly string[]): TextTrouble | null {
  let rest = TROUBLE_CHARACTERS;
  for (const line of raw) {
    if (DIRECTION_OVERRIDES.test(line.slice(0, rest))) return 'direction-override';
    rest -= line.length + 1;
    if (rest <= 0) break;
  }
  let held = 0;
  for (const line of lines) {
    if (line === '') continue;
    if (line.includes('\uFFFD')) return 'replacement-character';
    held += 1;
    if (held === TROUBLE_LINES) break;
  }
  return null;
}

/** One line by the same rules. A second time changes nothing but a further surrounding pair. */
export function normaliseLine(line: string): string {
  const folded = ofOneWidth(cutMarkRuns(line)).replace(INVISIBLE, '').replace(DASHES, '-').replace(LONG_VOWEL_AS_DASH, '-');
  return stripPair(folded.replace(BLANKS, ' ').trim());
}

const ofOneWidth = (line: string): string => (/\p{No}/u.test(line) ? line.replace(BESIDE_OTHER_FIGURES, (text) => text.normalize('NFKC')) : line.normalize('NFKC'));

/** `②` as `2`, `m²` as `m2`: for words that are compared or counted, never for sums. */
export const plainFigures = (text: string): string => (/\p{No}/u.test(text) ? text.replace(OTHER_FIGURES, (figures) => figures.normalize('NFKC')) : text);

export const arePair = (first: string, last: string): boolean => PAIRS.some(([open, close]) => first === open && last === close);

/** Takes one surrounding pair of * _ " or 「」 off: what bold, italics and quotation leave of HTML. */
export function stripPair(text: string): string {
  for (const [open, close] of PAIRS) {
    if (text.length > 2 && text.startsWith(open) && text.endsWith(close)) return text.slice(1, -1).trim();
  }
  return text;
}
