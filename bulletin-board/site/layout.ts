/** What every page has around its content: head, ways to the other pages, foot; and what all pages are made with. */
import { html, raw, type Html } from './html.ts';
import { brandMark, iconUrl, markSymbols } from './marks.ts';
import type { Times } from './times.ts';
import { languages, words, type Language, type Words } from './words.ts';

/** Of this board, the same for all pages. `url`: without a slash at its end. */
export type BoardIdentity = { readonly name: string; readonly url: string; readonly contact: string | null; readonly posting: Posting | null };

/** Where buyers post to, and what the bank's own address is. */
export type Posting = { readonly address: string; readonly bank: string };

export type PageContext = {
  readonly language: Language;
  readonly words: Words;
  readonly board: BoardIdentity;
  readonly times: Times;
  readonly now: number;
  /** Addresses of the style sheet and of the script of live pages. */
  readonly assets: { readonly style: string; readonly script: string };
};

export type PageParts = {
  readonly title: string;
  /** Behind the language's prefix, with a slash before it: `/log`. The same page in the other language stands there as well. */
  readonly path: string;
  readonly body: Html;
  /** The wall's page uses the whole width. */
  readonly wide?: boolean;
  readonly scripted?: boolean;
  /** A page that nobody should look for. */
  readonly unlisted?: boolean;
};

export const pathIn = (language: Language, path: string): string => `/${language}${path}`;

export function layout(context: PageContext, parts: PageParts): string {
  const { language, words: w, board, assets } = context;
  const { title, path, body } = parts;
  const whole = title === '' ? w.site.title(board.name) : `${title} – ${w.site.title(board.name)}`;
  const page = html`${raw('<!DOCTYPE html>')}
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${whole}</title>
<link rel="icon" href="${iconUrl}">
<link rel="stylesheet" href="${assets.style}">
<link rel="alternate" type="application/atom+xml" title="${w.feed.title(board.name)}" href="/feed.atom">
${parts.unlisted === true ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${board.url}${pathIn(language, path)}">${languages.map((other) => html`<link rel="alternate" hreflang="${other}" href="${board.url}${pathIn(other, path)}">`)}`}
${parts.scripted === true && html`<script src="${assets.script}" defer></script>`}
</head>
<body>
<a class="skip" href="#content">${w.site.skip}</a>
${markSymbols}
${header(context, path)}
<main id="content" tabindex="-1" class="${parts.wide === true ? 'whole' : 'reading'}">
${body}
</main>
${footer(context)}
</body>
</html>
`;
  return page.markup;
}

function header({ language, words: w, board }: PageContext, path: string): Html {
  const pages: readonly (readonly [path: string, name: string])[] = [['/', w.site.board], ['/entries', w.site.entries], ['/log', w.site.log], ['/check', w.site.check], ...(board.posting === null ? [] : [['/post', w.site.post] as const])];
  const isHere = (page: string): boolean => (page === '/' ? path === '/' : path === page || path.startsWith(`${page}/`));
  return html`<header class="top">
<a class="brand" href="${pathIn(language, '/')}">${brandMark}<bdi>${board.name}</bdi></a>
<nav aria-label="${w.site.nav}"><ul class="links">${pages.map(([page, name]) => html`<li><a href="${pathIn(language, page)}"${isHere(page) && raw(' aria-current="page"')}>${name}</a></li>`)}</ul></nav>
<nav aria-label="${w.site.languages}"><ul class="links">${languages.map((other) => html`<li><a href="${pathIn(other, path)}" hreflang="${other}" lang="${other}"${other === language && raw(' aria-current="true"')}>${words[other].language.own}</a></li>`)}</ul></nav>
</header>`;
}

const contactLink = (contact: string): Html => (/^[^\s@]+@[^\s@]+$/.test(contact) ? html`<a href="mailto:${contact}">${contact}</a>` : html`${contact}`);

const footer = ({ words: w, board, times }: PageContext): Html => html`<footer class="foot">
<p>${w.site.footer(board.name)} ${w.site.unqualified}</p>
<p>${w.site.zone(times.zone)}</p>
<p><a href="/feed.atom">${w.site.feed}</a></p>
${board.contact !== null && html`<p>${w.site.contact}: ${contactLink(board.contact)}</p>`}
</footer>`;
