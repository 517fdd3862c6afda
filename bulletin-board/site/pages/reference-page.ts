/** One payment: its entries in the order in which they happened. */
import type { CatalogueEntry } from '../catalogue.ts';
import type { FollowedLog } from '../follower.ts';
import { html } from '../html.ts';
import { layout, type PageContext } from '../layout.ts';
import { entryTable, findForm, referencePath } from './rows.ts';

export function referencePage(context: PageContext, reference: string, logs: readonly FollowedLog[], entries: readonly CatalogueEntry[]): string {
  const { words: w } = context;
  const heading = w.reference.heading(reference);
  const body = html`<h1>${heading}</h1>
${entries.length === 0
    ? html`<p>${w.reference.none}</p><p class="soft">${w.reference.noneWhy}</p>${findForm(context, 'heading', reference)}`
    : html`<p>${w.reference.about}</p>${entryTable(context, logs, { caption: heading, captionUnseen: true, entries })}${findForm(context, 'heading')}`}`;
  return layout(context, { title: heading, path: referencePath(reference), body, unlisted: true });
}

export function wrongReferencePage(context: PageContext, typed: string): string {
  const { words: w } = context;
  const body = html`<h1>${w.find.heading}</h1><div class="notice" role="alert"><p>${w.find.wrong(typed)}</p></div>${findForm(context, 'label', typed)}`;
  return layout(context, { title: w.find.heading, path: '/find', body, unlisted: true });
}
