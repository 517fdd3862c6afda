/** Where the way ends without its end being known: the mail server has not answered, or the form may have been sent before. */
import { html } from '../html.ts';
import { hiddenFields, layout, toPath } from '../layout.ts';
import type { PageContext } from '../layout.ts';

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
