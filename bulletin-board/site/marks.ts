/**
 * A mark for each kind: a shape of its own, so that nobody needs colour to tell them apart. Drawn on 24 by 24 in the text's colour; they stand
 * once in a page as symbols. They never speak: the kind's name stands beside each.
 */
import type { EntryKind } from './catalogue.ts';
import { html, raw, type Html } from './html.ts';

const LINE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
const CUT = 'fill="none" stroke="var(--paper)" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"';

const drawings: Readonly<Record<EntryKind, string>> = {
  // An envelope.
  posted: `<path ${LINE} d="M3 6h18v12H3zM3.5 6.5 12 13l8.5-6.5"/>`,
  // A date stamp: the ring with its two bars.
  accepted: `<circle ${LINE} cx="12" cy="12" r="9.5"/><path ${LINE} d="M3.2 9.5h17.6M3.2 14.5h17.6"/>`,
  // A seal, ticked.
  settled: `<circle fill="currentColor" cx="12" cy="12" r="10.5"/><path ${CUT} stroke-width="2.6" d="m7.2 12.4 3.3 3.3 6.3-7"/>`,
  // Back to the sender.
  returned: `<path ${LINE} d="M2.5 2.5h19v19h-19z"/><path ${LINE} d="M17 16.5v-3a3 3 0 0 0-3-3H7m3.5-3.5L7 10.5l3.5 3.5"/>`,
  refunded: `<path ${LINE} d="M12 1.5 22.5 12 12 22.5 1.5 12z"/><path ${LINE} d="M16 12H8m3-3-3 3 3 3"/>`,
  disputed: `<path ${LINE} d="M12 3 22 21H2z"/><path ${LINE} d="M12 10v5m0 3v.01"/>`,
  'dispute-closed': `<path ${LINE} d="M12 3 22 21H2z"/><path ${LINE} d="m8.5 16 2.5 2.5 4.5-5"/>`,
  // Lines blacked out.
  withdrawn: `<path fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.5" d="M3 3h18v18H3z"/><path fill="currentColor" d="M7 9h10v2.5H7zM7 13.5h7V16H7z"/>`,
  ends: `<path ${LINE} d="M4 12h12m-4-4 4 4-4 4M20 4v16"/>`,
  continues: `<path ${LINE} d="M8 12h12m-4-4 4 4-4 4M4 4v16"/>`,
  unknown: `<path ${LINE} d="M12 2l8.7 5v10L12 22l-8.7-5V7z"/><path ${LINE} d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7m0 3v.01"/>`,
};

const FALSE = `<path fill="currentColor" d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z"/><path ${CUT} stroke-width="2.6" d="m8 8 8 8m0-8-8 8"/>`;

export type MarkName = EntryKind | 'false';

const symbol = (name: string, drawing: string): string => `<symbol id="m-${name}" viewBox="0 0 24 24">${drawing}</symbol>`;

/** All symbols; once in each page that has marks. */
export const markSymbols: Html = raw(`<svg class="symbols" aria-hidden="true" focusable="false" width="0" height="0">${[...Object.entries(drawings), ['false', FALSE] as const].map(([name, drawing]) => symbol(name, drawing)).join('')}</svg>`);

export const mark = (name: MarkName): Html => html`<svg class="mark" aria-hidden="true" focusable="false"><use href="#m-${name}"/></svg>`;

/** The label of registered mail: 書留 in its frame. */
export const brandMark: Html = raw('<svg class="brand-mark" viewBox="0 0 56 32" aria-hidden="true" focusable="false"><rect x="1.5" y="1.5" width="53" height="29" rx="2" fill="none" stroke="currentColor" stroke-width="2.5"/><text x="28" y="22.5" text-anchor="middle" lang="ja" fill="currentColor">書留</text></svg>');

const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#b3202c"/><path d="M6 9h20v14H6zM6.5 9.5 16 17l9.5-7.5" fill="none" stroke="#fff" stroke-width="2.6" stroke-linejoin="round"/></svg>';
export const iconUrl = `data:image/svg+xml,${encodeURIComponent(ICON)}`;

/** A date stamp as post offices use: log above, day between the bars, time below. */
export function postmark(kind: MarkName, above: string, day: string, clock: string): Html {
  return html`<svg class="postmark k-${kind}" viewBox="0 0 160 160" aria-hidden="true" focusable="false">
<g fill="none" stroke="currentColor" stroke-width="3.5"><circle cx="80" cy="80" r="74"/><circle cx="80" cy="80" r="66" stroke-width="1.5"/><path d="M8 60h144M8 102h144"/></g>
<g fill="currentColor" text-anchor="middle"><text x="80" y="45" font-size="17" letter-spacing="2">${above}</text><text x="80" y="89" font-size="24">${day}</text><text x="80" y="128" font-size="20">${clock}</text></g></svg>`;
}

/** The bars of a label: the entry's own leaf hash, four bits a bar. Decoration; the hash stands in words below. */
export function bars(hash: Uint8Array): Html {
  let at = 0;
  const paths: string[] = [];
  for (const byte of hash) {
    for (const width of [1 + (byte >> 6), 1 + ((byte >> 2) & 3)]) {
      paths.push(`M${at} 0h${width}v40h-${width}z`);
      at += width + 1 + (byte & 1);
    }
  }
  return html`<svg class="bars" viewBox="0 0 ${at} 40" preserveAspectRatio="none" aria-hidden="true" focusable="false"><path fill="currentColor" d="${paths.join('')}"/></svg>`;
}
