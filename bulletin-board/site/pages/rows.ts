/** Entries as lines of a list, and small pieces that several pages share. */
import type { CatalogueEntry } from '../catalogue.ts';
import type { FollowedLog } from '../follower.ts';
import { html, raw, type Html } from '../html.ts';
import { pathIn, type PageContext } from '../layout.ts';
import { mark } from '../marks.ts';
import { iso } from '../times.ts';
import { yearOf } from '../web-root.ts';
import type { Words } from '../words.ts';

export const count = (value: number): string => value.toLocaleString('en');

/** How long ago, in one unit. */
export function age({ age: words }: Words, span: number): string {
  const seconds = Math.max(0, Math.floor(span / 1_000));
  if (seconds < 60) return words.seconds(seconds);
  if (seconds < 3_600) return words.minutes(Math.floor(seconds / 60));
  return seconds < 172_800 ? words.hours(Math.floor(seconds / 3_600)) : words.days(Math.floor(seconds / 86_400));
}

export const entryPath = (year: string, index: number): string => `/entry/${year}/${index}`;
export const referencePath = (reference: string): string => `/reference/${encodeURIComponent(reference)}`;

const yearAt = (logs: readonly FollowedLog[], log: number): string => logs[log]?.year ?? '';

export const kindName = ({ words }: PageContext, { kind, state }: Pick<CatalogueEntry, 'kind' | 'state'>): Html =>
  html`<span class="kind-name">${mark(state === 'false' ? 'false' : kind)} ${words.kinds[kind].name}</span>`;

/** One row, of five cells, with its place, by which an open wall finds it again; the roles stand there because a narrow screen lays it out as a grid. */
export function entryRow(context: PageContext, logs: readonly FollowedLog[], entry: CatalogueEntry, today: string): Html {
  const year = yearAt(logs, entry.log);
  return html`<tr class="k-${entry.state === 'false' ? 'false' : entry.kind}" role="row" data-place="${year}/${entry.index}">
<td class="time" role="cell">${timeCell(context, entry, today)}</td>
<td class="kind" role="cell">${kindName(context, entry)}</td>
<td class="of" role="cell">${paymentCell(context, entry, year)}</td>
<td class="number" role="cell"><a href="${pathIn(context.language, entryPath(year, entry.index))}">${year}/${entry.index}</a></td>
</tr>
`;
}

function paymentCell({ language, words: w, times }: PageContext, { state, kind, reference, alias, ordered, shop, text, of }: CatalogueEntry, year: string): Html {
  if (kind === 'ends' || kind === 'continues') return html`<span class="gone">${w.site.log} ${year}</span>`;
  if (of !== null) return html`<span class="gone">${w.face.of(`${yearOf(of.origin) ?? '?'}/${of.index}`)}</span>`;
  if (state !== 'shown') return html`<span class="gone">${state === 'withdrawn' ? w.face.withdrawn : state === 'false' ? w.face.false : w.face.missing}</span>`;
  const chosen = [alias, kind !== 'posted' || ordered === null ? null : `${w.face.ordered} ${times.clock(ordered)}`, shop].filter((one) => one !== null && one !== '');
  return html`<span class="payment">${reference !== null && html`<a class="reference" href="${pathIn(language, referencePath(reference))}"><bdi>${reference}</bdi></a>`}
${chosen.length > 0 && html`<span class="who">${chosen.map((one, at) => html`${at > 0 && ' · '}<bdi>${one}</bdi>`)}</span>`}</span>${text !== null && text !== '' && saidText(text)}`;
}

/** A buyer's own words: theirs, whatever they say, so quoted and in a line of their own. */
export const saidText = (text: string): Html => html`<q class="said"><bdi>${text}</bdi></q>`;

function timeCell({ times }: PageContext, { at }: CatalogueEntry, today: string): Html {
  if (at === null) return html``;
  const day = times.day(at);
  // Also today's, hidden: a wall that stands open shows it when the day is over.
  return html`<time datetime="${iso(at)}"><span class="date"${day === today && raw(' hidden')}>${day}</span> ${times.clock(at)}</time>`;
}

export type TableParts = { readonly caption: string; readonly entries: readonly CatalogueEntry[]; readonly id?: string; readonly captionUnseen?: boolean };

export function entryTable(context: PageContext, logs: readonly FollowedLog[], { caption, entries, id, captionUnseen }: TableParts): Html {
  const { words: w, times, now } = context;
  const today = times.day(now);
  return html`<table class="entries" role="table">
<caption><span class="${captionUnseen === true ? 'unseen' : ''}">${caption}</span></caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="time">${w.board.time}</th><th scope="col" role="columnheader" class="kind">${w.board.kind}</th><th scope="col" role="columnheader">${w.board.of}</th><th scope="col" role="columnheader" class="number">${w.board.number}</th></tr></thead>
<tbody role="rowgroup"${id !== undefined && html` id="${id}"`}>
${entries.map((entry) => entryRow(context, logs, entry, today))}
</tbody>
</table>`;
}

/** What is wrong with the logs, in one notice; nothing where all is well. A log that has no head yet is in no trouble. */
export function troubleNotice({ words: w }: PageContext, logs: readonly FollowedLog[], faulty: boolean): Html {
  const lines = logs.flatMap(({ trouble, year }) => (trouble === null || trouble === 'absent' ? [] : [w.trouble[trouble](year)]));
  if (faulty) lines.push(w.trouble.follow);
  return lines.length === 0 ? html`` : html`<div class="notice" role="alert"><h2>${w.trouble.heading}</h2>${lines.map((line) => html`<p>${line}</p>`)}</div>`;
}

export const whenText = ({ times }: PageContext, at: number): Html => html`<time datetime="${iso(at)}">${times.day(at)} ${times.clock(at)}</time>`;

/** Where a reference is asked for: under a heading, with its label alone, or in one line. */
export const findForm = ({ language, words: w }: PageContext, form: 'heading' | 'label' | 'line', typed = ''): Html => html`<form class="find${form === 'line' && ' in-line'}" action="${pathIn(language, '/find')}" method="get" role="search">
${form === 'heading' && html`<h2>${w.find.heading}</h2>`}
<label for="reference">${w.find.label}</label>
<div class="row"><input id="reference" name="reference" value="${typed}" maxlength="40" size="11" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="reference-hint"><button class="primary">${w.find.button}</button></div>
<p class="hint${form === 'line' && ' unseen'}" id="reference-hint">${w.find.hint}</p>
</form>`;
