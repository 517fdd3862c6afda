/** What stands around every page: the shop's name, where one is on the way, the other language, and what the bank never asks for. */
import { html, Markup } from './html.ts';
import type { Piece } from './html.ts';
import type { BankOnPage, Language, ShopOnPage } from './ports.ts';
import { languages } from './ports.ts';
import { words } from './words.ts';
import type { Words } from './words.ts';

export type PageContext = {
  readonly language: Language;
  /** The language stands in the page's address, and is to stand in the next one's. */
  readonly isChosen: boolean;
  readonly words: Words;
  readonly bank: BankOnPage;
  readonly shop: ShopOnPage | null;
  /** Relative to the page, so that a proxy may put the pages below any path. */
  readonly style: string;
};

/** How the same page is had in another language: by an address, or by sending the same fields again. */
export type OtherLanguage = { readonly kind: 'link'; readonly fields: Readonly<Record<string, string>> } | { readonly kind: 'form'; readonly action: string; readonly fields: Readonly<Record<string, string>> };

export type PageParts = {
  readonly title: string;
  /** From 1; null: not on the way to an order. */
  readonly step: number | null;
  readonly other: OtherLanguage | null;
  readonly body: Markup;
};

/** An address within the shop's pages, with the language where it was chosen. */
export function toPath({ language, isChosen }: Pick<PageContext, 'language' | 'isChosen'>, path: string, fields: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...(isChosen ? { lang: language } : {}), ...fields }).toString();
  return query === '' ? path : `${path}?${query}`;
}

export const hiddenFields = (fields: Readonly<Record<string, string>>): Markup => html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;

export function layout(context: PageContext, { title, step, other, body }: PageParts): string {
  const { language, words: w, shop, bank, style } = context;
  const page = html`${new Markup('<!DOCTYPE html>')}
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${w.site.title(title, shop?.name ?? bank.name)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}">
</head>
<body>
<a class="skip" href="#content">${w.site.skip}</a>
<header class="top">
<p class="brand">${brandMark}<span><bdi>${shop?.name ?? bank.name}</bdi> <small>${w.site.orderAt}</small></span></p>
${other !== null && languageSwitch(context, other)}
</header>
${step !== null && steps(w, step)}
<main id="content" tabindex="-1">
${body}
</main>
<footer class="foot">
<p>${w.site.never(bank.name)}</p>
<p>${w.site.telephone(bank.name, bank.telephone)}</p>
<p>${w.site.footer(bank.name)}</p>
</footer>
</body>
</html>
`;
  return page.text;
}

/** The label of registered mail: 書留 in its frame. */
const brandMark = new Markup('<svg class="brand-mark" viewBox="0 0 56 32" aria-hidden="true" focusable="false"><rect x="1.5" y="1.5" width="53" height="29" rx="2" fill="none" stroke="currentColor" stroke-width="2.5"/><text x="28" y="22.5" text-anchor="middle" lang="ja" fill="currentColor">書留</text></svg>');

function steps(w: Words, step: number): Markup {
  const state = (at: number): Piece => at === step && new Markup(' aria-current="step"');
  return html`<nav class="steps" aria-label="${w.site.steps}"><ol>${w.site.step.map((name, at) => html`<li${state(at + 1)}>${name}</li>`)}</ol></nav>`;
}

function languageSwitch({ language, words: w }: PageContext, other: OtherLanguage): Markup {
  const one = (to: Language): Markup => {
    const own = words[to].own;
    if (to === language) return html`<span lang="${to}" aria-current="true">${own}</span>`;
    if (other.kind === 'link') return html`<a href="./?${new URLSearchParams({ ...other.fields, lang: to }).toString()}" lang="${to}" hreflang="${to}">${own}</a>`;
    return html`<form method="post" action="${other.action}?lang=${to}">${hiddenFields(other.fields)}<button class="plain" lang="${to}">${own}</button></form>`;
  };
  return html`<nav aria-label="${w.site.language}"><ul class="links">${languages.map((to) => html`<li>${one(to)}</li>`)}</ul></nav>`;
}

/** What has to be put right, above everything else. */
export function troubleNotice(w: Words, troubles: readonly string[]): Markup {
  if (troubles.length === 0) return html``;
  return html`<div class="notice" role="alert"><h2>${w.trouble.title}</h2><ul>${troubles.map((trouble) => html`<li>${trouble}</li>`)}</ul></div>`;
}
