/** Step 2: what it costs, who orders, and the most to be paid. */
import type { Cart } from '../cart.ts';
import { packLines, shownMark } from '../cart.ts';
import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import { hiddenFields, layout, toPath, troubleNotice } from '../layout.ts';
import type { PageContext } from '../layout.ts';
import { money } from '../../protocol/money.ts';
import type { Currency } from '../../protocol/money.ts';
import type { ShopOnPage } from '../ports.ts';
import { shownMoney, shownRate } from '../words.ts';

/** As it stands in the fields. */
export type Typed = { readonly address: string; readonly card: string; readonly most: string };

export type ReviewField = 'address' | 'card' | 'most';

export type ReviewView = {
  readonly shop: ShopOnPage;
  readonly currency: Currency;
  readonly cart: Cart;
  readonly typed: Typed;
  readonly troubles: readonly string[];
  /** Fields that the troubles are about. */
  readonly wrong: readonly ReviewField[];
};

export const linesOf = ({ lines }: Cart): string => packLines(lines.map(({ item, quantity }) => ({ sku: item.sku, quantity })));

export function reviewPage(context: PageContext, view: ReviewView): string {
  const { words: w } = context;
  const { cart, currency, typed, troubles } = view;
  const chosen = linesOf(cart);
  const body = html`<h1>${w.review.title}</h1>
${troubleNotice(w, troubles)}
${orderTable(context, view)}
<p><a class="button" href="${toPath(context, './', { chosen })}">${w.review.change}</a></p>
<form method="post" action="${toPath(context, 'number')}">
${hiddenFields({ chosen, goods: shownMark(cart) })}
<h2>${w.review.who}</h2>
${field(view, 'address', { label: w.review.address, hint: w.review.addressHint, value: typed.address, rest: { inputmode: 'email', autocomplete: 'email', autocapitalize: 'none', maxlength: '254' } })}
${field(view, 'card', { label: w.review.card, hint: w.review.cardHint, value: typed.card, rest: { autocomplete: 'off', autocapitalize: 'characters', maxlength: '20' } })}
${field(view, 'most', { label: w.review.most, hint: w.review.mostHint(currency), value: typed.most, rest: { inputmode: 'decimal', autocomplete: 'off', maxlength: '24' } })}
<p><button class="primary">${w.review.next}</button></p>
</form>`;
  return layout(context, { title: w.review.title, step: 2, other: { kind: 'form', action: 'review', fields: { chosen, ...typed } }, body });
}

type FieldParts = { readonly label: string; readonly hint: string; readonly value: string; readonly rest: Readonly<Record<string, string>> };

function field({ wrong }: ReviewView, name: ReviewField, { label, hint, value, rest }: FieldParts): Markup {
  const isWrong = wrong.includes(name);
  return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${value}" required spellcheck="false" aria-describedby="${name}-hint"${Object.entries(rest).map(([key, text]) => html` ${key}="${text}"`)}${isWrong && html` aria-invalid="true"`}>
<p class="hint" id="${name}-hint">${hint}</p></div>`;
}

function orderTable({ words: w, language }: PageContext, { shop, cart, currency }: ReviewView): Markup {
  const shown = (minor: bigint): string => shownMoney(money(currency, minor), language);
  const total = (name: string, minor: bigint): Markup => html`<tr><th scope="row" colspan="3">${name}</th><td class="sum">${shown(minor)}</td></tr>`;
  return html`<table class="items order"><caption class="unseen">${w.review.caption}</caption>
<thead><tr><th scope="col">${w.choose.item}</th><th scope="col" class="count">${w.choose.quantity}</th><th scope="col" class="sum">${w.review.each}</th><th scope="col" class="sum">${w.review.amount}</th></tr></thead>
<tbody>${cart.lines.map(({ item, quantity, amount }) => html`<tr><th scope="row"><bdi class="name">${item.names[0] ?? item.sku}</bdi><span class="others"><code>${item.sku}</code></span></th><td class="count">${quantity}</td><td class="sum">${shownMoney(item.unit, language)}<span class="others">${(shop.taxIncluded ? w.choose.taxIn : w.choose.taxOut)(shownRate(item.taxRate))}</span></td><td class="sum">${shown(amount)}</td></tr>`)}</tbody>
<tfoot>${total(w.review.goods, cart.goods)}${!shop.taxIncluded && html`${total(w.review.taxes, cart.taxes)}${total(w.review.sum, cart.sum)}`}</tfoot></table>
<p>${shop.shipping === null ? w.review.shippingAdded : w.review.shippingMost(shownMoney(shop.shipping, language))}</p>`;
}
