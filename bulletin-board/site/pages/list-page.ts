/** All entries, filtered and paged. The filter stands in the path, always in one order, so that each list has one address. */
import { changeKinds } from '../../format/entry.ts';
import type { CatalogueEntry, EntryKind, Filter } from '../catalogue.ts';
import type { FollowedLog } from '../follower.ts';
import { html, raw, type Html } from '../html.ts';
import { layout, pathIn, type PageContext } from '../layout.ts';
import { shownText } from '../shown-text.ts';
import { MAX_SHOWN } from '../face.ts';
import { entryTable, findForm } from './rows.ts';

export const LIST_ROWS = 50;

export const listedKinds: readonly EntryKind[] = [...changeKinds, 'withdrawn', 'ends', 'continues'];

/** `before`: the place after which (downwards) the list goes on. */
export type ListAddress = { readonly filter: Filter; readonly before: { readonly year: string; readonly index: number } | null };

export function listPath({ filter, before }: ListAddress): string {
  const parts = [filter.day === undefined ? [] : ['day', filter.day], filter.kind === undefined ? [] : ['kind', filter.kind], filter.shop === undefined ? [] : ['shop', encodeURIComponent(filter.shop)], before === null ? [] : ['before', before.year, String(before.index)]];
  return ['/entries', ...parts.flat()].join('/');
}

/** Reads what stands behind `/entries`, decoded; null: no such list. Only the form that `listPath` writes is one. */
export function readListPath(segments: readonly string[]): ListAddress | null {
  const rest = [...segments];
  const take = (name: string): string | undefined => (rest[0] === name ? rest.splice(0, 2)[1] : undefined);
  const asked = { day: take('day'), kind: take('kind'), shop: take('shop') };
  const year = take('before');
  const index = year === undefined ? undefined : rest.shift();
  const filter = filterFrom(asked);
  const isWhole = rest.length === 0 && Object.keys(filter).length === Object.values(asked).filter((value) => value !== undefined).length;
  if (!isWhole || (year !== undefined && (index === undefined || !/^(0|[1-9]\d{0,14})$/.test(index)))) return null;
  return { filter, before: year === undefined ? null : { year, index: Number(index) } };
}

/** What can't be a filter is left out. */
export function filterFrom({ day, kind, shop }: { readonly day?: string | undefined; readonly kind?: string | undefined; readonly shop?: string | undefined }): Filter {
  const known = listedKinds.find((one) => one === kind);
  return {
    ...(day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? { day } : {}),
    ...(known === undefined ? {} : { kind: known }),
    ...(shop !== undefined && shop !== '' && shownText(shop, MAX_SHOWN) === shop ? { shop } : {}),
  };
}

export type ListParts = {
  readonly address: ListAddress;
  readonly logs: readonly FollowedLog[];
  readonly entries: readonly CatalogueEntry[];
  /** Whether there are older ones. */
  readonly more: boolean;
  readonly shops: readonly string[];
};

export function listPage(context: PageContext, { address, logs, entries, more, shops }: ListParts): string {
  const { words: w, language } = context;
  const { filter, before } = address;
  const what = [filter.day, filter.kind === undefined ? undefined : w.kinds[filter.kind].name, filter.shop].filter((part) => part !== undefined).join(', ');
  const last = entries.at(-1);
  const older = last === undefined || !more ? null : { filter, before: { year: logs[last.log]?.year ?? '', index: last.index } };
  const body = html`<h1>${w.list.heading}</h1>
${findForm(context, 'label')}
${filterForm(context, filter, shops)}
${entries.length === 0 ? html`<p>${w.list.none}</p>` : entryTable(context, logs, { caption: w.list.caption(what), entries })}
${(before !== null || older !== null) && html`<nav class="paging" aria-label="${w.list.paging}">
${before !== null && html`<a class="button" href="${pathIn(language, listPath({ filter, before: null }))}">${w.list.newest}</a>`}
${older !== null && html`<a class="button" rel="next" href="${pathIn(language, listPath(older))}">${w.list.older}</a>`}
</nav>`}`;
  return layout(context, { title: what === '' ? w.list.heading : `${w.list.heading}: ${what}`, path: listPath(address), body, unlisted: before !== null });
}

function filterForm({ words: w, language }: PageContext, filter: Filter, shops: readonly string[]): Html {
  const option = (value: string, name: string, chosen: string | undefined): Html => html`<option value="${value}"${value === (chosen ?? '') && raw(' selected')}>${name}</option>`;
  return html`<form action="${pathIn(language, '/find')}" method="get"><fieldset class="filter"><legend class="unseen">${w.list.filter}</legend>
<div><label for="day">${w.list.day}</label><input id="day" name="day" type="date" value="${filter.day ?? ''}"></div>
<div><label for="kind">${w.list.kind}</label><select id="kind" name="kind">${option('', w.list.any, filter.kind)}${listedKinds.map((kind) => option(kind, w.kinds[kind].name, filter.kind))}</select></div>
${shops.length > 0 && html`<div><label for="shop">${w.list.shop}</label><select id="shop" name="shop" title="${w.list.shopHint}">${option('', w.list.anyShop, filter.shop)}${shops.map((shop) => option(shop, shop, filter.shop))}</select></div>`}
<button>${w.list.apply}</button>
${Object.keys(filter).length > 0 && html`<a class="button" href="${pathIn(language, '/entries')}">${w.list.clear}</a>`}
</fieldset></form>`;
}
