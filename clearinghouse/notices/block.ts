/** The layout of a notice: the same blocks become the plain text and the HTML part, so that both say the same. */
import { fit, QUOTED_COLUMNS, wrap } from './columns.ts';

/** An amount, or as what a line was read. */
const RIGHT_COLUMNS = 38;

/** A line that somebody else wrote, behind `| `, cut already. `mark` is the bank's own remark on it. */
export type QuotedLine = { readonly text: string; readonly right: string; readonly mark: string };

export type Row = readonly [label: string, value: string];

/** Cells are read from left to right; the last column may take several lines. */
export type Column = { readonly title: string; readonly numeric: boolean };

export type Block =
  /** `\n` is a line's end that stays one. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly strong: boolean }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  /** Amounts under one another, aligned to the right. */
  | { readonly kind: 'sums'; readonly rows: readonly Row[] }
  /** Somebody's lines right below a title of ours. `amounts`: what stands on the right are sums, aligned to the right. */
  | { readonly kind: 'quoted'; readonly title: string; readonly lines: readonly QuotedLine[]; readonly amounts: boolean }
  /** What to do: one instruction a line. */
  | { readonly kind: 'steps'; readonly items: readonly string[] }
  /** To be copied as it is. */
  | { readonly kind: 'example'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] };

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text, strong: false });
export const strong = (text: string): Block => ({ kind: 'paragraph', text, strong: true });
/** Rows without a value are left out. */
export const rows = (...all: readonly (readonly [string, string | null])[]): Block => ({ kind: 'rows', rows: kept(all) });
export const sums = (...all: readonly (readonly [string, string | null])[]): Block => ({ kind: 'sums', rows: kept(all) });
export const steps = (...items: readonly string[]): Block => ({ kind: 'steps', items });
export const example = (...lines: readonly string[]): Block => ({ kind: 'example', lines });
/** Cut here, before there are a text and an HTML part of it: what only one of them shows is seen by some readers alone. */
export const cutLine = (text: string, right = '', mark = ''): QuotedLine => ({ text: fit(text, QUOTED_COLUMNS), right: fit(right, RIGHT_COLUMNS), mark });
/** Whole: broken into as many lines as it needs. */
export const wholeLines = (text: string): readonly QuotedLine[] => wrap(text, QUOTED_COLUMNS).map((line) => ({ text: line, right: '', mark: '' }));
export const quotedText = (title: string, text: string): Block => ({ kind: 'quoted', title, amounts: false, lines: wholeLines(text) });

const kept = (all: readonly (readonly [string, string | null])[]): readonly Row[] => all.flatMap(([label, value]) => (value === null || value === '' ? [] : [[label, value] as const]));

/** Whether there is anything to show: rows may all have been left out. */
export const isFilled = (block: Block): boolean => (block.kind !== 'rows' && block.kind !== 'sums') || block.rows.length > 0;

/** For notices that leave a part out: nothing, or its blocks. */
export const when = <T>(fact: T | null, blocks: (fact: T) => readonly Block[]): readonly Block[] => (fact === null ? [] : blocks(fact));
