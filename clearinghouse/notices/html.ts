/**
 * Blocks as the HTML part: the same words, no image, no colour of its own, no address to load anything from; the only link is the
 * bank's telephone. Every text passes `escape`; there is no way to put markup into a block.
 */
import type { Language } from '../core/party.ts';
import { guarded } from './answer-words.ts';
import type { Block, Column, QuotedLine, Row } from './block.ts';
import { glue, NO_BREAK, NO_BREAK_SPACE } from './clean.ts';

const FONT = 'font-family:sans-serif;font-size:16px;line-height:1.5';
const CELL = 'padding:2px 16px 2px 0;vertical-align:top;text-align:left';
const NUMBER = 'padding:2px 16px 2px 0;vertical-align:top;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums';
const SIDE = 'margin:16px 0;padding:0 0 0 12px;border-left:3px solid';

export type Page = { readonly language: Language; readonly title: string; readonly blocks: readonly Block[]; readonly footer: { readonly lines: readonly string[]; readonly telephone: string } };

/** A whole document (HTML Living Standard), one block a line. */
export function renderHtml(page: Page): string {
  const head = `<meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escape(page.title)}</title>`;
  const body = [...page.blocks.map(blockHtml), footerHtml(page.footer.lines, page.footer.telephone)].join('\n');
  return `<!DOCTYPE html>\n<html lang="${page.language}">\n<head>${head}</head>\n<body style="${FONT};max-width:640px">\n${body}\n</body>\n</html>\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', [NO_BREAK_SPACE]: '&nbsp;', [NO_BREAK]: '' };

export const escape = (text: string): string => text.replace(/[&<>"'\u00A0\u2060]/g, (character) => ESCAPES[character] ?? '');

/** Each element begins a line when a client makes text of it: none may begin like a consent. */
const own = (text: string): string => escape(guarded(text));

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph': {
      const text = block.text.split('\n').map(own).join('<br>');
      return `<p style="margin:16px 0">${block.strong ? `<strong>${text}</strong>` : text}</p>`;
    }
    case 'rows':
      return rowsHtml(block.rows, CELL);
    case 'sums':
      return rowsHtml(block.rows, NUMBER);
    case 'quoted':
      return `<p style="margin:16px 0 0 0">${own(block.title)}</p>${tableOf(block.lines.map((line) => quotedHtml(line, block.amounts)))}`;
    case 'steps':
      return `<div style="${SIDE}">${block.items.map((item) => `<p style="margin:0 0 8px 0">${own(item)}</p>`).join('')}</div>`;
    case 'example':
      return `<pre style="${SIDE};font-family:monospace;white-space:pre-wrap">${block.lines.map(own).join('\n')}</pre>`;
    case 'table':
      return tableHtml(block.columns, block.rows);
    default:
      return block satisfies never;
  }
}

const tableOf = (rows: readonly string[]): string => `<table style="border-collapse:collapse;margin:16px 0">\n${rows.join('\n')}\n</table>`;

const cell = (text: string, style: string): string => `<td style="${style}">${own(text)}</td>`;

const rowsHtml = (rows: readonly Row[], style: string): string => tableOf(rows.map(([label, value]) => `<tr>${cell(label, CELL)}${cell(value, style)}</tr>`));

function quotedHtml(line: QuotedLine, amounts: boolean): string {
  const right = line.right === '' ? '' : cell(line.right, amounts ? NUMBER : CELL);
  const mark = line.mark === '' ? '' : cell(line.mark, CELL);
  return `<tr><td style="${CELL}">| ${own(line.text)}</td>${right}${mark}</tr>`;
}

function tableHtml(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const style = (at: number): string => (columns[at]?.numeric === true ? NUMBER : CELL);
  const head = columns.map(({ title }, at) => `<th style="${style(at)}">${own(title)}</th>`).join('');
  return tableOf([`<tr>${head}</tr>`, ...rows.map((row) => `<tr>${row.map((text, at) => cell(text, style(at))).join('')}</tr>`)]);
}

function footerHtml(lines: readonly string[], telephone: string): string {
  const number = telephone.replace(/[^0-9+]/g, '');
  const shown = escape(glue(telephone));
  const linked = (html: string): string => (number === '' ? html : html.replace(shown, () => `<a href="tel:${number}">${shown}</a>`));
  return `<p style="margin:24px 0 0 0;padding:8px 0 0 0;border-top:1px solid">${lines.map((line) => linked(own(line))).join('<br>')}</p>`;
}
