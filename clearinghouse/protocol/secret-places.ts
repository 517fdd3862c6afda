/**
 * Where a secret stands on a line, whatever blanks, hyphens, punctuation or marks stand around and between its letters. It must begin and end
 * where a word or a number does (`green7` is not in `green70`), but for scripts that write no spaces.
 */
import { plainFigures } from './normalise.ts';

/** Letters and digits alone, upper-cased, figures as plain ones: what `foldSecret` takes for one password is one here, too. */
export const looseSecret = (text: string): string => lettersOf(text).letters;

export type Place = { readonly from: number; readonly to: number };

/** A secret in loose form and what is written in its place. */
export type MaskedSecret = { readonly loose: string; readonly mark: string };

/** Longer secrets are refused; of them only the beginning is looked for, and the rest of the line taken with it. */
const MAX_SEARCHED = 64;

type Letters = { readonly letters: string; readonly starts: readonly number[]; readonly ends: readonly number[] };

/** For every letter its place in the text. */
function lettersOf(text: string): Letters {
  let letters = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const isPlain = !/\p{No}/u.test(text);
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]/gu)) {
    for (const unit of (isPlain ? match[0] : plainLetters(match[0])).toUpperCase().split('')) {
      letters += unit;
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
  }
  return { letters, starts, ends };
}

/** `½` as `12`: of what figures are made of, letters and digits alone. */
const plainLetters = (character: string): string => plainFigures(character).replace(/[^\p{L}\p{N}\p{M}]/gu, '');

/** The places of a secret on a line, given as `looseSecret` made it, from left to right. */
export function placesOf(line: string, loose: string): Place[] {
  if (loose === '') return [];
  return placesIn(line, lettersOf(line), loose);
}

/** Whether a secret stands on one of the lines, asked of many secrets: the letters of each line are told apart once. */
export function searchIn(lines: readonly string[]): (loose: string) => boolean {
  const searched = lines.map((line) => ({ line, found: lettersOf(line) }));
  return (loose) => loose !== '' && searched.some(({ line, found }) => placesIn(line, found, loose).length > 0);
}

function placesIn(line: string, found: Letters, loose: string): Place[] {
  const searched = loose.slice(0, MAX_SEARCHED);
  const places: Place[] = [];
  for (let at = found.letters.indexOf(searched); at !== -1; at = found.letters.indexOf(searched, at + 1)) {
    const last = at + searched.length - 1;
    const place = { from: found.starts[at] ?? 0, to: searched === loose ? (found.ends[last] ?? 0) : line.length };
    if (place.from >= (places.at(-1)?.to ?? 0) && isBorder(found, at) && (searched !== loose || isBorder(found, last + 1))) places.push(place);
  }
  return places;
}

/** Between this letter and the one before: something else stands there, or a letter meets a digit, or one of them is of another script. */
function isBorder({ letters, starts, ends }: Letters, at: number): boolean {
  if (at === 0 || at === letters.length || starts[at] !== ends[at - 1]) return true;
  return kindOf(letters.charAt(at - 1)) !== kindOf(letters.charAt(at)) || kindOf(letters.charAt(at)) === 'other';
}

function kindOf(letter: string): 'digit' | 'latin' | 'other' {
  if (letter >= '0' && letter <= '9') return 'digit';
  return letter < '\u1100' ? 'latin' : 'other';
}

/** The line with every place of every secret replaced by its mark; the line itself where there is none. */
export function maskSecrets(line: string, secrets: readonly MaskedSecret[]): string {
  if (secrets.length === 0 || line === '') return line;
  const found = lettersOf(line);
  const places = secrets.flatMap(({ loose, mark }) => (loose === '' ? [] : placesIn(line, found, loose).map((place) => ({ ...place, mark }))));
  let masked = '';
  let done = 0;
  for (const { from, to, mark } of places.sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (to <= done) continue;
    masked += line.slice(done, Math.max(done, from)) + mark;
    done = to;
  }
  return masked + line.slice(done);
}
