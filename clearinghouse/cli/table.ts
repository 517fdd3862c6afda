/** Tables for a terminal. Full-width characters count as two columns. */
import { columns, padEnd, padStart } from '../notices/columns.ts';

export type Column = { readonly title: string; readonly align?: 'left' | 'right' };

const GAP = '  ';

/** One line for the titles, one for each row, no line wider than its cells; '' where there is no row. A cell is one line. */
export function table(heads: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => heads.map((_, at) => (row[at] ?? '').replaceAll(/\s+/g, ' ')));
  const widths = heads.map(({ title }, at) => Math.max(columns(title), ...cells.map((row) => columns(row[at] ?? ''))));
  const line = (row: readonly string[]): string =>
    heads.map(({ align }, at) => (align === 'right' ? padStart : padEnd)(row[at] ?? '', widths[at] ?? 0)).join(GAP).trimEnd();
  return [line(heads.map(({ title }) => title)), ...cells.map(line)].join('\n');
}

/** `Label  value` lines, the values under each other; a null value leaves its line out. */
export function labelled(rows: readonly (readonly [label: string, value: string | null])[]): string {
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== null);
  const width = Math.max(0, ...shown.map(([label]) => columns(label)));
  return shown.map(([label, value]) => `${padEnd(label, width)}${GAP}${value}`).join('\n');
}
