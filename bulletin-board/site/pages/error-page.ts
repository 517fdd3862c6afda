/** Pages for what is not there, and for what failed. */
import { html } from '../html.ts';
import { layout, pathIn, type PageContext } from '../layout.ts';

export type ErrorKind = 'not-found' | 'no-entry' | 'altered' | 'fault';

export function errorPage(context: PageContext, kind: ErrorKind): string {
  const { words: w, language } = context;
  const heading = kind === 'fault' || kind === 'altered' ? w.error.fault : w.error.notFound;
  const why = { 'not-found': w.error.notFoundWhy, 'no-entry': w.error.noEntry, altered: w.error.altered, fault: w.error.faultWhy }[kind];
  const body = html`<h1>${heading}</h1><p>${why}</p><p><a class="button" href="${pathIn(language, '/')}">${w.error.back}</a></p>`;
  return layout(context, { title: heading, path: '/', body, unlisted: true });
}
