/** How a buyer posts an order: what to mail to which address, and how the line will look. */
import { html, type Html } from '../html.ts';
import { layout, type PageContext, type Posting } from '../layout.ts';
import { kindName, saidText } from './rows.ts';

export function postPage(context: PageContext, posting: Posting): string {
  const { post: w } = context.words;
  const body = html`<h1>${w.heading}</h1>
<p>${w.about}</p>
<h2>${w.write}</h2>
<p>${w.easy}</p>
${exampleMail(context, posting)}
<p>${w.shopHint}</p>
<p>${w.apart(posting.address)}</p>
<h2>${w.look}</h2>
<p>${w.lookAbout}</p>
${exampleRow(context)}
<h2>${w.rules}</h2>
<ul>${w.rulesList.map((rule) => html`<li>${rule}</li>`)}</ul>
<p>${w.gone}</p>`;
  return layout(context, { title: w.heading, path: '/post', body });
}

function exampleMail({ words }: PageContext, { address, bank }: Posting): Html {
  const { example: w, write } = words.post;
  const lines = [`${w.to}: ${w.shop}`, `${w.cc}: ${bank}, ${address}`, `${w.subject}: ${w.subjectText}`, '', ...w.lines];
  return html`<pre role="region" tabindex="0" aria-label="${write}">${lines.map((line) => `${line}\n`).join('')}</pre>`;
}

/** As a row of the board, without ways to an entry that there is not. */
function exampleRow(context: PageContext): Html {
  const { words: w } = context;
  const { alias, shop, text } = w.post.sample;
  return html`<table class="entries" role="table">
<caption><span class="unseen">${w.post.caption}</span></caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="time">${w.board.time}</th><th scope="col" role="columnheader" class="kind">${w.board.kind}</th><th scope="col" role="columnheader">${w.board.of}</th><th scope="col" role="columnheader" class="number">${w.board.number}</th></tr></thead>
<tbody role="rowgroup"><tr class="k-posted" role="row">
<td class="time" role="cell">10:33</td>
<td class="kind" role="cell">${kindName(context, { kind: 'posted', state: 'shown' })}</td>
<td class="of" role="cell"><span class="payment"><span class="reference">K7F3-K29Q</span> <span class="who">${alias} · ${w.face.ordered} 10:32 · ${shop}</span></span>${saidText(text)}</td>
<td class="number" role="cell">2026/17</td>
</tr></tbody>
</table>`;
}
