/**
 * Runs of figures in what a letter's sender wrote that may be printed settlement numbers, wherever they stand: on a line of their own, in brackets, in the
 * subject, among other figures. Which of them is one only the core knows, and of its owner's alone: a telephone number or a date is nobody's.
 */
import { isQuoted, ownEnd } from './layout.ts';
import { normaliseLine } from './normalise.ts';
import type { Digest, WrittenNumber } from './reading.ts';
import { maskSecrets } from './secret-places.ts';
import { FEWEST_DIGITS, MOST_DIGITS } from './settlement-number.ts';

/** Four readings of each number of a whole card that somebody copies. */
const MOST = 250;

/** Groups of figures, as people part them; a program may break the line between two of them. */
const SEQUENCE = /[0-9]+(?:[ \n./-]{1,3}[0-9]+)*/g;
/** Seven figures within reach of each other. */
const ANY = /[0-9](?:[ \n./-]{0,3}[0-9]){6}/;
const PARTING = /[ \n./-]+/;
/** A whole card in one row is shorter. */
const LONGEST = 2_000;

/** Of the subject and of the sender's own lines, each once, from the top on, until there are too many. `lines`: normalised. */
export function writtenNumbers(subject: string, lines: readonly string[], separators: readonly number[], digest: Digest): readonly WrittenNumber[] {
  const title = normaliseLine(subject);
  // Most mails hold none: whose words which lines are is not looked for then.
  if (!ANY.test(title) && !ANY.test(lines.join('\n'))) return [];
  const end = ownEnd(lines, separators);
  const own = lines.filter((line, at) => at < end && line !== '' && !isQuoted(line));
  const found = new Set<string>();
  for (const text of [title, own.join('\n')]) {
    for (const [sequence] of text.matchAll(SEQUENCE)) {
      if (found.size >= MOST) break;
      addWithin(found, sequence.slice(0, LONGEST).split(PARTING));
    }
  }
  return [...found].slice(0, MOST).map((digits) => ({ digits, number: digest(digits) }));
}

/** All neighbouring groups that are together as long as a number: `01 4821 0937` is one of ten figures, and one of eight behind its place on the card. */
function addWithin(found: Set<string>, groups: readonly string[]): void {
  for (let from = 0; from < groups.length && found.size < MOST; from += 1) {
    let digits = '';
    for (let at = from; at < groups.length && digits.length < MOST_DIGITS; at += 1) {
      digits += groups[at] ?? '';
      if (digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS) found.add(digits);
    }
  }
}

/** Hardly a letter beside the figures: `No. 01: 4821 0937`. What stands in a sentence, or behind a label, is something else as a rule. */
export const isNumberAlone = (line: string): boolean => line.length <= 60 && (line.match(/\p{L}/gu) ?? []).length <= 6;

/** The line with zeros for the figures of these numbers: whatever else is read from it, `No. 4821 0937` as no refusal, stays so. */
export const zeroed = (line: string, numbers: readonly Pick<WrittenNumber, 'digits'>[]): string =>
  numbers.length === 0 || !/[0-9]/.test(line) ? line : maskSecrets(line, numbers.map(({ digits }) => ({ loose: digits, mark: '0'.repeat(digits.length) })));
