/** What leaves the command on stdout. Strangers' mail speaks through it, so no control character gets to a terminal. */
import type { Terminal } from './verb.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** C0 and C1 controls, and what turns the direction of writing. */
const UNSAFE = /(?![\n\t])[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

export const plain = (text: string): string => text.replace(UNSAFE, '\uFFFD');

/** One of the two: `text` for people, `shape` where --json was given. */
export function show(terminal: Terminal, text: string, shape: Json): void {
  terminal.print(terminal.json ? JSON.stringify(shape, null, 2).replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`) : text);
}

const WIDE = /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/gu;
const columns = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0);
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)));

/** Columns under each other, two blanks between them; '' where there is no row. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const lines = [heads, ...rows].map((row) => heads.map((_, at) => (row[at] ?? '').replaceAll(/\s+/g, ' ')));
  const widths = heads.map((_, at) => Math.max(...lines.map((row) => columns(row[at] ?? ''))));
  return lines.map((row) => row.map((cell, at) => pad(cell, widths[at] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** `Label  value` lines, the values under each other; a null value leaves its line out. */
export function labelled(rows: readonly (readonly [label: string, value: string | null])[]): string {
  const shown = rows.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const]));
  const width = Math.max(0, ...shown.map(([label]) => columns(label)));
  return shown.map(([label, value]) => `${pad(label, width)}  ${value}`).join('\n');
}

/** `2026-11-21 01:32Z`: one zone for everybody. */
export const shownTime = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')}Z`;

export const counted = (items: number): string => (items === 1 ? '1 item' : `${items} items`);
