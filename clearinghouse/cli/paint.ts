/**
 * Text with colour. What is painted is escaped first, piece by piece, and only then gets its colour: no letter can bring a control sequence of its
 * own to the terminal. Without colour the same text stands there, so every colour repeats what a word says.
 */
import { plain } from './print.ts';
import type { Painted, Span, Style } from './span.ts';

/** SGR (ECMA-48 §8.3.117). */
const CODES: Readonly<Record<Style, string>> = { good: '1;32', bad: '1;31', warn: '33', strong: '1', dim: '2', mark: '1;36' };

const paintSpan = (span: Span, colour: boolean): string => {
  // A piece is part of one line: a line end in it would be a line that the letter wrote.
  const text = plain(typeof span === 'string' ? span : span.text).replaceAll(/[\n\t]/g, ' ');
  return typeof span === 'string' || !colour || text === '' ? text : `\u001b[${CODES[span.style]}m${text}\u001b[0m`;
};

/** The lines as one text, each ended. */
export const painted = (lines: readonly Painted[], colour: boolean): string => lines.map((line) => `${line.map((span) => paintSpan(span, colour)).join('').replace(/ +$/, '')}\n`).join('');
