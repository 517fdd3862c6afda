/** Where the way ends without its end being known: the mail server has not answered, the form may have been sent before, or the bank has an order still to read. */
import { html } from '../html.ts';
import { hiddenFields, layout, toPath } from '../layout.ts';
import type { PageContext } from '../layout.ts';
import { READ_WITHIN } from '../on-its-way.ts';

/** The form comes along unseen, so that it can be asked again what became of it. */
export function latePage(context: PageContext, { address, state, number }: { readonly address: string; readonly state: string; readonly number: string }): string {
  const { words: w } = context;
  const body = html`<h1>${w.late.title}</h1>
<div class="notice" role="alert"><p>${w.late.lead}</p></div>
<p class="strong">${w.late.wait(address)}</p>
<form method="post" action="${toPath(context, 'order')}">${hiddenFields({ state, number })}<p><button class="primary">${w.late.look}</button></p></form>`;
  return layout(context, { title: w.late.title, step: 3, other: null, body });
}

export function unsurePage(context: PageContext, address: string): string {
  const { words: w } = context;
  const body = html`<h1>${w.unsure.title}</h1>
<div class="notice" role="alert"><p>${w.unsure.lead}</p></div>
<p class="strong">${w.unsure.wait(address)}</p>
<p><a class="button" href="${toPath(context, './')}">${w.toCatalogue}</a></p>`;
  return layout(context, { title: w.unsure.title, step: 3, other: null, body });
}

const MINUTE = 60_000;

/** It tells nothing of the card: to whoever is unknown it is the same. */
export function onItsWayPage(context: PageContext, { address, at, now }: { readonly address: string; readonly at: number; readonly now: number }): string {
  const { words: w } = context;
  const body = html`<h1>${w.onItsWay.title}</h1>
<p>${w.onItsWay.lead(Math.floor((now - at) / MINUTE))}</p>
<p class="strong">${w.onItsWay.wait(address)}</p>
<p>${w.onItsWay.else(Math.ceil((at + READ_WITHIN - now) / MINUTE))}</p>
<p><a class="button" href="${toPath(context, './')}">${w.toCatalogue}</a></p>`;
  return layout(context, { title: w.onItsWay.title, step: 3, other: null, body });
}
