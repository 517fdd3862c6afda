/** Step 3: the number that was used last, and the field for the one number that is asked. The same page for whoever is unknown. */
import { shownMark } from '../cart.ts';
import type { Cart } from '../cart.ts';
import { html } from '../html.ts';
import type { Markup } from '../html.ts';
import { hiddenFields, layout, toPath, troubleNotice } from '../layout.ts';
import type { PageContext } from '../layout.ts';
import { money } from '../../protocol/money.ts';
import type { Currency } from '../../protocol/money.ts';
import { showSettlementNumber } from '../../protocol/settlement-number.ts';
import type { ShopOnPage } from '../ports.ts';
import type { ShownMember } from '../steady.ts';
import { shownMoney } from '../words.ts';
import { linesOf } from './review-page.ts';

export type NumberView = {
  readonly shop: ShopOnPage;
  readonly currency: Currency;
  readonly cart: Cart;
  readonly address: string;
  readonly card: string;
  readonly most: bigint;
  readonly member: ShownMember;
  /** The sealed state. */
  readonly state: string;
  /** What was typed before, where the form comes back. */
  readonly typed: string;
  readonly troubles: readonly string[];
  /** The mail server did not take the order: the page says so and keeps everything. */
  readonly failed: boolean;
};

const two = (index: number): string => String(index).padStart(2, '0');

export function numberPage(context: PageContext, view: NumberView): string {
  const { words: w } = context;
  const { cart, address, card, most, currency, member, state, typed, troubles, failed } = view;
  const { lastUsed, asks } = member;
  const title = failed ? w.failed.title : w.number.title;
  const again = { chosen: linesOf(cart), goods: shownMark(cart), address, card, most: mostText(currency, most) };
  const body = html`<h1>${title}</h1>
${failed && html`<div class="notice" role="alert"><p>${w.failed.lead}</p></div>`}
${troubleNotice(w, troubles)}
<dl class="last"><dt>${w.number.last}</dt><dd class="digits">${lastUsed === null ? w.number.lastNone : w.number.lastOf(two(lastUsed.index), showSettlementNumber(lastUsed.number))}</dd></dl>
<p class="hint">${w.number.lastMeans}</p>
<form method="post" action="${toPath(context, 'order')}" autocomplete="off">
${hiddenFields({ state })}
<div class="field asked"><p class="now"><span>${w.number.asked}</span> <strong class="digits">${asks === null ? w.number.choice : w.number.index(two(asks))}</strong></p>
<label for="number">${asks === null ? w.number.labelChoice : w.number.label(two(asks))}</label>
<input id="number" name="number" class="digits" value="${typed}" required inputmode="numeric" autocomplete="off" spellcheck="false" maxlength="30" aria-describedby="number-hint"${troubles.length > 0 && html` aria-invalid="true"`}>
<p class="hint" id="number-hint">${w.number.hint}</p></div>
<p><button class="primary">${failed ? w.failed.retry : w.number.send}</button></p>
</form>
${summary(context, view)}
<form method="post" action="${toPath(context, 'review')}">${hiddenFields(again)}<button>${w.number.back}</button></form>`;
  return layout(context, { title, step: 3, other: { kind: 'form', action: 'number', fields: again }, body });
}

/** As `Up to:` and the field of step 2 have it. */
export const mostText = (currency: Currency, minor: bigint): string => shownMoney(money(currency, minor), 'en').replace(/^[A-Z]{3} /, '').replaceAll(',', '');

function summary({ words: w, language }: PageContext, { shop, cart, address, most, currency }: NumberView): Markup {
  return html`<h2>${w.number.order}</h2>
<dl class="facts"><dt>${w.choose.item}</dt><dd>${cart.lines.map(({ item, quantity }) => html`<bdi class="piece">${w.number.pieces(quantity, item.names[0] ?? item.sku)}</bdi>`)}</dd>
<dt>${w.number.from}</dt><dd>${address}</dd><dt>${w.number.payTo}</dt><dd><bdi>${shop.name}</bdi>, ${shop.address}</dd><dt>${w.number.most}</dt><dd>${shownMoney(money(currency, most), language)}</dd></dl>`;
}
