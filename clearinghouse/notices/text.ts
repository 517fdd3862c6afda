/** Blocks as plain text: at most 72 columns, ASCII and UTF-8, nothing but spaces for alignment. */
import { guarded } from './answer-words.ts';
import type { Block, Column, QuotedLine, Row } from './block.ts';
import { unglued } from './clean.ts';
import { columns, fit, LINE_COLUMNS, padEnd, padStart, QUOTED_COLUMNS, wrap } from './columns.ts';

const LABEL_COLUMNS = 24;
const GAP = '  ';
/** A last column narrower than this is no column. */
const LEAST_COLUMNS = 16;

/** Ends with one line feed; blocks are parted by an empty line. */
export function renderText(blocks: readonly Block[]): string {
  return `${blocks.map((block) => blockLines(block).join('\n')).join('\n\n')}\n`;
}

function blockLines(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return block.text.split('\n').flatMap((text) => wrap(text, LINE_COLUMNS));
    case 'rows':
      return labelled(block.rows);
    case 'sums':
      return labelled(aligned(block.rows));
    case 'quoted':
      return [...wrap(block.title, LINE_COLUMNS), ...quotedLines(block.lines, block.amounts)];
    case 'steps':
      return block.items.flatMap((item) => wrap(item, LINE_COLUMNS - GAP.length).map((line, at) => (at === 0 ? line : GAP + line)));
    case 'example':
      return block.lines.map((line) => (line === '' ? '' : `    ${line}`));
    case 'table':
      return table(block.columns, block.rows);
    default:
      return block satisfies never;
  }
}

function labelled(rows: readonly Row[]): readonly string[] {
  const labels = rows.map(([label]) => labelOf(label));
  const width = Math.max(0, ...labels.map(columns));
  return rows.flatMap(([, value], at) => hanging(padEnd(labels[at] ?? '', width) + GAP, value));
}

const labelOf = (label: string): string => fit(guarded(unglued(label)), LABEL_COLUMNS);

/** The value beside its label; its further lines stand below its first one. */
function hanging(head: string, value: string): readonly string[] {
  const width = columns(head);
  const lines = alignedValue(value) ? [value] : wrap(value, LINE_COLUMNS - width);
  return lines.map((line, at) => (at === 0 ? head : ' '.repeat(width)) + line);
}

/** Sums come padded; wrapping would take the padding away. */
const alignedValue = (value: string): boolean => value.startsWith(' ');

function aligned(rows: readonly Row[]): readonly Row[] {
  const width = Math.max(0, ...rows.map(([, value]) => columns(unglued(value))));
  return rows.map(([label, value]) => [label, padStart(unglued(value), width)] as const);
}

export function quotedLines(lines: readonly QuotedLine[], amounts: boolean): readonly string[] {
  const rights = lines.map((line) => unglued(line.right));
  const right = Math.max(0, ...rights.map(columns));
  const mark = Math.max(0, ...lines.map((line) => columns(line.mark)));
  const beside = (right === 0 ? 0 : right + GAP.length) + (mark === 0 ? 0 : mark + GAP.length);
  const room = Math.min(QUOTED_COLUMNS, LINE_COLUMNS - 2 - beside);
  const texts = lines.map((line) => wrap(line.text, right === 0 ? room : amounts ? Math.min(room, QUOTED_COLUMNS - 4 - right) : room));
  const width = Math.max(0, ...texts.flat().map(columns));
  return lines.flatMap((line, at) => {
    const own = texts[at] ?? [''];
    const value = rights[at] ?? '';
    const last = padEnd(own.at(-1) ?? '', width) + GAP + (amounts ? padStart(value, right) : padEnd(value, right)) + GAP + line.mark;
    return [...own.slice(0, -1), last.trimEnd()].map((text) => `| ${text}`.trimEnd());
  });
}

function table(heads: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map((text, at) => (at === 0 ? guarded(unglued(text)) : unglued(text))));
  const widths = heads.map(({ title }, at) => Math.max(columns(title), ...cells.map((row) => columns(row[at] ?? ''))));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const room = LINE_COLUMNS - before;
  const last = widths.at(-1) ?? 0;
  if (last > room && (room < LEAST_COLUMNS || heads.at(-1)?.numeric === true)) return records(heads, rows);
  const line = (row: readonly string[]): readonly string[] => {
    const place = (text: string, at: number): string => (heads[at]?.numeric === true ? padStart(text, widths[at] ?? 0) : padEnd(text, widths[at] ?? 0));
    const tail = heads.at(-1)?.numeric === true ? [place(unglued(row.at(-1) ?? ''), heads.length - 1)] : wrap(row.at(-1) ?? '', room);
    const head = row.slice(0, -1).map((cell, at) => place(unglued(cell), at)).join(GAP);
    return tail.map((text, at) => `${at === 0 ? head : ' '.repeat(before - GAP.length)}${GAP}${text}`.trimEnd());
  };
  return [line(heads.map(({ title }) => title)), ...cells.map((row, at) => line([...row.slice(0, -1), rows[at]?.at(-1) ?? '']))].flat();
}

/** A table too wide for a mail: each row by itself, one cell a line. */
function records(heads: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.flatMap((row, at) => [...(at === 0 ? [] : ['']), ...labelled(heads.map(({ title }, cell) => [title, row[cell] ?? ''] as const))]);
}
