/** The checker, as a page of the site and as one file to take away. Both hold the same form; the file has its script and style in it. */
import type { Asset } from '../bundle.ts';
import { checkWords } from '../browser/check-words.ts';
import { html, raw, type Html } from '../html.ts';
import { layout, type PageContext } from '../layout.ts';
import { iconUrl, mark, markSymbols } from '../marks.ts';

/** `keys`: vkeys of logs; `policy`: witnesses and quorum, a tlog-policy without logs. */
export type KnownToChecker = { readonly keys: readonly string[]; readonly policy: string };

export const checkerFile = (language: string): string => `/check/kakitome-check-${language}.html`;

export function checkPage(context: PageContext, known: KnownToChecker, script: string): string {
  const { words: w, language } = context;
  const body = html`${content(context, known)}
<h2>${w.check.offline}</h2>
<p><a class="button" href="${checkerFile(language)}" download>${w.check.download}</a></p>
<script src="${script}" defer></script>`;
  return layout(context, { title: w.check.heading, path: '/check', body });
}

/** One HTML file that works without any network. Nothing but its own script and style may run or load in it. */
export function standaloneChecker(context: PageContext, known: KnownToChecker, script: Asset, style: Asset): string {
  const { words: w, language, board } = context;
  const policy = `default-src 'none'; script-src '${script.hash}'; style-src '${style.hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`${raw('<!DOCTYPE html>')}
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${w.check.heading} – ${board.name}</title>
<link rel="icon" href="${iconUrl}">
<style>${raw(style.text)}</style>
</head>
<body>
${markSymbols}
<main class="reading">
${content(context, known)}
</main>
<script>${raw(script.text)}</script>
</body>
</html>
`.markup;
}

const looks = ['settled', 'returned', 'false'] as const;

function content({ words: w, language }: PageContext, { keys, policy }: KnownToChecker): Html {
  const c = checkWords[language];
  return html`<h1>${w.check.heading}</h1>
<p>${w.check.about}</p>
<div id="without"><div class="notice quiet"><p>${w.check.without}</p></div><pre>kakitome board verify receipt.eml</pre></div>
<div id="checker" hidden data-keys="${keys.join('\n')}" data-policy="${policy}">
<div class="drop" id="drop">
<p><label for="files">${c.give}</label></p>
<p><input id="files" type="file" multiple aria-describedby="files-hint"></p>
<p class="hint" id="files-hint">${c.hint}</p>
</div>
<div id="verdict" class="verdict" hidden tabindex="-1" role="region" aria-label="${w.check.heading}"></div>
<h2>${c.keyHeading}</h2>
<p>${c.keyAbout}</p>
<p><label for="key">${c.keyLabel}</label></p>
<p><textarea id="key" class="wide" rows="2" spellcheck="false" autocomplete="off" autocapitalize="off"></textarea></p>
<details><summary>${c.known}</summary>${keys.map((key) => html`<pre>${key}</pre>`)}</details>
${looks.map((look) => html`<span id="look-${look}" hidden>${mark(look)}</span>`)}
</div>`;
}
