/** Labels and values for a terminal, where strangers wrote the values: a long one goes on below itself, never where a label could stand. */
import { bounded } from '../../../bulletin-board/verify/bounded.ts';
import { columns } from '../../notices/columns.ts';
import { labelled } from '../table.ts';

/** Of a terminal of 80, less the indentation. */
const LINE = 76;
const LEAST = 30;
const GAP = 2;
const MOST = 2_000;

/** Lines of `Label  value`; a null value leaves its row out. No value is longer than 2,000 characters. */
export function rowLines(rows: readonly (readonly [label: string, value: string | null])[]): readonly string[] {
  const room = Math.max(LEAST, LINE - GAP - Math.max(0, ...rows.map(([label]) => columns(label))));
  const split = rows.flatMap(([label, value]): readonly (readonly [string, string])[] => (value === null ? [] : pieces(bounded(value, MOST), room).map((piece, at) => [at === 0 ? label : '', piece])));
  return labelled(split).split('\n');
}

/** At blanks where there are some, else in the middle of a word. */
function pieces(value: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of value.split(' ').flatMap((one) => cut(one, room))) {
    if (line === '') line = word;
    else if (columns(line) + 1 + columns(word) <= room) line = `${line} ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function cut(word: string, room: number): readonly string[] {
  const parts: string[] = [''];
  let width = 0;
  for (const letter of word) {
    const more = columns(letter);
    if (width + more > room) {
      parts.push('');
      width = 0;
    }
    parts[parts.length - 1] += letter;
    width += more;
  }
  return parts;
}
