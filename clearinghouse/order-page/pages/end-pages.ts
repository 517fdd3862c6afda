/** Where the way ends: sent, a closed card, or an error. */
import { html } from '../html.ts';
import { layout, toPath } from '../layout.ts';
import type { PageContext } from '../layout.ts';
import type { ShopOnPage } from '../ports.ts';
import { english } from '../words-en.ts';

export type ErrorKind = keyof typeof english.errors;

export function sentPage(context: PageContext, shop: ShopOnPage, address: string, wasBefore: boolean): string {
  const { words: w, bank } = context;
  const body = html`<h1>${w.sent.title}</h1>
${wasBefore && html`<div class="notice quiet"><p>${w.sent.before}</p></div>`}
<p>${w.sent.lead(shop.name, bank.name)}</p>
<p class="strong">${w.sent.writes(address)}</p>
<p>${w.sent.nothing}</p>
<p><a class="button" href="${toPath(context, './')}">${w.sent.again}</a></p>`;
  return layout(context, { title: w.sent.title, step: 4, other: null, body });
}

/** Of a card whose numbers can't be used any more. */
export function closedCardPage(context: PageContext, kind: 'locked' | 'usedUp'): string {
  const { words, bank } = context;
  const { title, lead, next } = words[kind];
  return layout(context, { title, step: 3, other: null, body: html`<h1>${title}</h1><div class="notice" role="alert"><p>${lead}</p><p>${next(bank.name, bank.telephone)}</p></div>` });
}

export function errorPage(context: PageContext, kind: ErrorKind): string {
  const { words: w, shop } = context;
  const { title, lead } = w.errors[kind];
  const body = html`<h1>${title}</h1><p>${lead}</p>${shop !== null && html`<p><a class="button" href="${toPath(context, './')}">${w.toCatalogue}</a></p>`}`;
  return layout(context, { title, step: null, other: null, body });
}

export function shopsPage(context: PageContext, shops: readonly ShopOnPage[]): string {
  const { words: w } = context;
  const body = html`<h1>${w.shops.title}</h1><p>${w.shops.lead}</p><ul class="shops">${shops.map(({ slug, name }) => html`<li><a href="${toPath(context, `${slug}/`)}"><bdi>${name}</bdi></a></li>`)}</ul>`;
  return layout(context, { title: w.shops.title, step: null, other: { kind: 'link', fields: {} }, body });
}
