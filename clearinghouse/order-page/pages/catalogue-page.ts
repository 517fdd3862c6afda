/** Step 1: the catalogue with its search. One form holds search, quantities and the ways to other pages of the list, so that nothing chosen is ever lost. */
import type { Item } from '../../protocol/catalogue/item.ts';
import { packLines } from '../cart.ts';
import type { Line } from '../cart.ts';
import { html, Markup } from '../html.ts';
import { hiddenFields, layout, toPath, troubleNotice } from '../layout.ts';
import type { PageContext } from '../layout.ts';
import { MOST_QUERY } from '../find-items.ts';
import type { ShopOnPage } from '../ports.ts';
import { shownMoney, shownRate } from '../words.ts';

export const ITEMS_ON_PAGE = 20;

export type CatalogueView = {
  readonly shop: ShopOnPage;
  readonly query: string;
  /** Of the whole catalogue. */
  readonly found: readonly Item[];
  /** From 1, within what was found. */
  readonly page: number;
  readonly lines: readonly Line[];
  /** Chosen items that are not on this page of the list. */
  readonly elsewhere: readonly Item[];
  readonly troubles: readonly string[];
};

export const pagesOf = (found: readonly Item[]): number => Math.max(1, Math.ceil(found.length / ITEMS_ON_PAGE));
export const itemsOn = (found: readonly Item[], page: number): readonly Item[] => found.slice((page - 1) * ITEMS_ON_PAGE, page * ITEMS_ON_PAGE);

export function cataloguePage(context: PageContext, view: CatalogueView): string {
  const { words: w, language, isChosen } = context;
  const { query, found, page, lines, elsewhere, troubles } = view;
  const shown = itemsOn(found, page);
  const body = html`<h1>${w.choose.title}</h1>
${troubleNotice(w, troubles)}
<form method="get" action="./" autocomplete="off">
${isChosen && hiddenFields({ lang: language })}
<div class="find" role="search">
<label for="q">${w.choose.search}</label>
<div class="row"><input id="q" name="q" type="search" value="${query}" maxlength="${MOST_QUERY}" aria-describedby="q-hint"><button>${w.choose.find}</button></div>
<p class="hint" id="q-hint">${w.choose.searchHint}</p>
</div>
<p>${shown.length === 0 ? w.choose.none(query) : query === '' ? w.choose.all(found.length) : w.choose.found(found.length, query)}</p>
${shown.length > 0 && itemTable(context, view, w.choose.caption, shown, true)}
${paging(context, view)}
${elsewhere.length > 0 && itemTable(context, view, w.choose.chosen, elsewhere, false)}
<p><button class="primary" formmethod="post" formaction="${toPath(context, 'review')}">${w.choose.review}</button></p>
</form>`;
  return layout(context, { title: w.choose.title, step: 1, other: { kind: 'link', fields: cleared({ q: query, page: page === 1 ? '' : String(page), chosen: packLines(lines) }) }, body });
}

/** Without the fields that say nothing. */
export const cleared = (fields: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

function itemTable(context: PageContext, { shop, lines }: CatalogueView, caption: string, items: readonly Item[], isQuiet: boolean): Markup {
  const { words: w } = context;
  return html`<table class="items"><caption${isQuiet && new Markup(' class="unseen"')}>${caption}</caption>
<thead><tr><th scope="col">${w.choose.item}</th><th scope="col" class="sum">${w.choose.price}</th><th scope="col" class="count">${w.choose.quantity}</th></tr></thead>
<tbody>${items.map((item) => itemRow(context, shop, item, lines.find(({ sku }) => sku === item.sku)?.quantity ?? 0))}</tbody></table>`;
}

function itemRow({ words: w, language }: PageContext, { taxIncluded }: ShopOnPage, item: Item, quantity: number): Markup {
  const [name = item.sku, ...others] = item.names;
  const rate = shownRate(item.taxRate);
  const field = item.stock === 0 ? html`<span class="soft">${w.choose.soldOut}</span>` : html`<input name="n.${item.sku}" value="${quantity === 0 ? '' : quantity}" inputmode="numeric" maxlength="5" aria-label="${w.choose.quantityOf(name)}">`;
  return html`<tr><th scope="row"><bdi class="name">${name}</bdi><span class="others">${others.length > 0 && html`<bdi>${others.join(' · ')}</bdi> `}<code>${item.sku}</code></span></th>
<td class="sum">${shownMoney(item.unit, language)}<span class="others">${taxIncluded ? w.choose.taxIn(rate) : w.choose.taxOut(rate)}</span></td>
<td class="count">${field}</td></tr>`;
}

/** Buttons of the same form: what is typed into this page goes with them. */
function paging({ words: w }: PageContext, { found, page }: CatalogueView): Markup {
  const pages = pagesOf(found);
  if (pages === 1) return html``;
  const button = (to: number, name: string): Markup => html`<button name="page" value="${to}">${name}</button>`;
  return html`<div class="paging" role="group" aria-label="${w.choose.pages}">${page > 1 && button(page - 1, w.choose.earlier)}<span>${w.choose.place(page, pages)}</span>${page < pages && button(page + 1, w.choose.later)}</div>`;
}

/** The shop's catalogue can't be used at the moment. */
export function closedPage(context: PageContext): string {
  const { words: w } = context;
  return layout(context, { title: w.choose.closed, step: null, other: { kind: 'link', fields: {} }, body: html`<h1>${w.choose.closed}</h1><p>${w.choose.closedWhy}</p>` });
}
