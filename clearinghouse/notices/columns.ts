/** Columns of a terminal or a mail in a fixed-width font: full-width characters take two; lines are broken so that none is wider than asked. */
import { NO_BREAK, NO_BREAK_SPACE } from './clean.ts';
import { startsAsConsent, GUARD } from './answer-words.ts';
import { makeMemory } from './remembered.ts';

/** RFC 5322 §2.1.1 asks for 78; quoted twice, 72 still fit. */
export const LINE_COLUMNS = 72;
/** What stands behind `| `: narrower, so that it still fits when it is quoted. */
export const QUOTED_COLUMNS = 60;

const WIDE =
  /[\u1100-\u115F\u2329\u232A\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18AFF}\u{1B000}-\u{1B2FF}\u{1F200}-\u{1F2FF}\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\u2060]/u;
/** Japanese line breaking (JIS X 4051): these neither begin nor end a line. */
const NOT_FIRST = /[、。，．・：；？！゛゜´｀¨＾ヽヾゝゞ々ー―…‥’”）〕］｝〉》」』】ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)\]}]/u;
const NOT_LAST = /[‘“（〔［｛〈《「『【([{]/u;

const LEAST_LAST_COLUMNS = 8;

/** Below it nothing is wide and nothing without width. */
const FIRST_ODD = 0x300;
/** Of the characters of one code unit, as they were met: 0 not yet, else its columns and one. Two expressions for each character of each line would cost more than all else here. */
const met = new Uint8Array(0x10000);

function widthOf(character: string): number {
  const code = character.charCodeAt(0);
  if (code < FIRST_ODD) return 1;
  const known = character.length === 1 ? (met[code] ?? 0) : 0;
  if (known !== 0) return known - 1;
  const width = NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  if (character.length === 1) met[code] = width + 1;
  return width;
}

export function columns(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) >= FIRST_ODD) return at + oddColumns(text.slice(at));
  }
  return text.length;
}

function oddColumns(text: string): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return sum;
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)));
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - columns(text))) + text;

/** At most so many columns, `…` (counted as two) at the end where something was left out. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let shown = '';
  let sum = 0;
  for (const character of text) {
    sum += widthOf(character);
    if (sum > width - 2) break;
    shown += character;
  }
  return `${shown.trimEnd()}…`;
}

/** What is never broken: a word, or one full-width character with what must stay beside it. */
type Unit = { readonly text: string; readonly columns: number; readonly space: boolean };

function unitsOf(text: string, widest: number): readonly Unit[] {
  const units: Unit[] = [];
  let current = '';
  let sum = 0;
  let space = false;
  const close = (): void => {
    if (current !== '') units.push({ text: current, columns: sum, space });
    current = '';
    sum = 0;
    space = false;
  };
  let before = '';
  for (const character of text) {
    if (character === ' ') {
      close();
      space = units.length > 0;
    } else {
      const width = widthOf(character);
      if (current !== '' && (mayBreak(before, character) || sum + width > widest)) close();
      current += character;
      sum += width;
    }
    before = character;
  }
  close();
  return units;
}

function mayBreak(before: string, after: string): boolean {
  const width = widthOf(after);
  if (width === 0 || (width === 1 && widthOf(before) !== 2)) return false;
  if (before === NO_BREAK || after === NO_BREAK || before === NO_BREAK_SPACE || after === NO_BREAK_SPACE) return false;
  return !NOT_FIRST.test(after) && !NOT_LAST.test(before);
}

const join = (units: readonly Unit[]): string => units.map((unit, at) => (unit.space && at > 0 ? ' ' : '') + unit.text).join('');

const shown = (line: string): string => line.replaceAll(NO_BREAK, '').replaceAll(NO_BREAK_SPACE, ' ');

/** Whether a line that began with this unit would begin like a consent; a few units are enough to see it. */
const consentAt = (units: readonly Unit[], at: number): boolean => startsAsConsent(shown(join(units.slice(at, at + 12))));

/**
 * The lines of one paragraph, each at most `width` columns; '' gives one empty line. No line begins like a consent: the break is moved
 * forward to a word before it, and where there is none the line begins with `… `.
 */
export function wrap(text: string, width: number): readonly string[] {
  return wrapped(`${width} ${text}`, () => wrapAnew(text, width));
}

const wrapped = makeMemory<readonly string[]>();

function wrapAnew(text: string, width: number): readonly string[] {
  const units = unitsOf(text, Math.max(2, width - GUARD.length));
  const lines: string[] = [];
  for (let from = 0; from < units.length; ) {
    const guard = consentAt(units, from) ? GUARD : '';
    let to = fitting(units, from, width - guard.length);
    while (to > from + 1 && to < units.length && (consentAt(units, to) || isLeftover(units, to))) to -= 1;
    lines.push(guard + shown(join(units.slice(from, to))));
    from = to;
  }
  return lines.length === 0 ? [''] : lines;
}

/** A last line of a few letters looks like a mistake. */
function isLeftover(units: readonly Unit[], at: number): boolean {
  return units.length - at < LEAST_LAST_COLUMNS && columns(join(units.slice(at))) < LEAST_LAST_COLUMNS;
}

/** The end of the line that begins at `from`: at least one unit. */
function fitting(units: readonly Unit[], from: number, width: number): number {
  let sum = 0;
  let to = from;
  for (; to < units.length; to += 1) {
    const unit = units[to];
    if (unit === undefined) break;
    sum += unit.columns + (unit.space && to > from ? 1 : 0);
    if (sum > width && to > from) break;
  }
  return to;
}
