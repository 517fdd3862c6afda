/** The logs of the board: how large, how old their heads are, who has cosigned, which keys, what is kept, and what is not promised. */
import { base64 } from '../../format/encoding.ts';
import type { FollowedLog } from '../follower.ts';
import { html, type Html } from '../html.ts';
import { layout, type PageContext } from '../layout.ts';
import type { SeenCosignature } from '../logs.ts';
import { yearOf } from '../web-root.ts';
import { headTime } from './board-page.ts';
import { age, count, troubleNotice, whenText } from './rows.ts';

export function logPage(context: PageContext, logs: readonly FollowedLog[], faulty: boolean): string {
  const { words: w } = context;
  const newest = logs.at(-1);
  const body = html`<h1>${w.log.heading}</h1>
${troubleNotice(context, logs, faulty)}
<p>${w.log.about}</p>
${logs.length === 0 && html`<p>${w.log.none}</p>`}
${logs.toReversed().map((log) => oneLog(context, log))}
<h2>${w.log.audit}</h2>
<p>${w.log.auditAbout}</p>
<pre>kakitome board verify ${context.board.url}/board/${newest?.year ?? '<year>'} --key '${newest?.about?.keys[0]?.text ?? '<vkey>'}' --faces</pre>
<h2>${w.log.notPromised}</h2>
<ul>${w.log.notPromisedList.map((line) => html`<li>${line}</li>`)}</ul>`;
  return layout(context, { title: w.log.heading, path: '/log', body, scripted: true });
}

function oneLog(context: PageContext, log: FollowedLog): Html {
  const { words: w, now } = context;
  const { origin, year, about, head, verified } = log;
  const at = headTime(log);
  return html`<section aria-labelledby="log-${year}">
<h2 id="log-${year}" class="mono">${origin}</h2>
<dl class="facts">
<dt>${w.log.size}</dt><dd>${count(verified)}</dd>
<dt>${w.log.head}</dt><dd class="mono">${head === null ? '–' : base64(head.opened.root)}</dd>
<dt>${w.log.published}</dt><dd>${at === null ? w.log.unknownTime : html`${whenText(context, at)} (${w.board.ago(age(w, now - at))})`}</dd>
<dt>${w.log.state}</dt><dd>${stateText(context, about?.state ?? '')}</dd>
<dt>${w.log.began}</dt><dd>${about?.began == null ? '–' : whenText(context, about.began)}</dd>
<dt>${w.log.retention}</dt><dd>${about?.retention ?? w.log.noRetention}</dd>
<dt>${w.log.previous}</dt><dd>${neighbour(about?.previous ?? null) ?? w.log.first}</dd>
${about?.next != null && html`<dt>${w.log.next}</dt><dd>${neighbour(about.next)}</dd>`}
<dt>${w.log.files}</dt><dd>${['checkpoint', 'log.json'].map((file) => html`<a class="mono" href="/board/${year}/${file}">${file}</a> `)}</dd>
</dl>
${keys(context, log)}
${witnesses(context, head?.cosignatures ?? [])}
</section>`;
}

/** Whatever word stands in log.json: of an object's own names only. */
const stateText = ({ words: w }: PageContext, state: string): string => (Object.hasOwn(w.log.states, state) ? w.log.states[state] : undefined) ?? '–';

function neighbour(origin: string | null): Html | null {
  if (origin === null) return null;
  const year = yearOf(origin);
  return year === null ? html`<bdi>${origin}</bdi>` : html`<a class="mono" href="#log-${year}">${origin}</a>`;
}

const keys = ({ words: w }: PageContext, { about, year }: FollowedLog): Html => html`<h3>${w.log.keys}</h3>
<p>${w.log.keysAbout}</p>
${(about?.keys ?? []).map(({ text }, at) => html`<div class="key"><code id="key-${year}-${at}" tabindex="0" role="region" aria-label="${w.log.keys} ${year}, ${at + 1}">${text}</code><button type="button" hidden data-copies="key-${year}-${at}" data-copied="${w.log.copied}">${w.log.copy}</button></div>`)}`;

function witnesses(context: PageContext, cosignatures: readonly SeenCosignature[]): Html {
  const { words: w } = context;
  if (cosignatures.length === 0) return html`<h3>${w.log.witnesses}</h3><p>${w.log.noWitnesses}</p>`;
  return html`<h3>${w.log.witnesses}</h3>
<p>${w.log.witnessesAbout}</p>
<table class="plain"><thead><tr><th scope="col">${w.log.witness}</th><th scope="col">${w.log.cosigned}</th><th scope="col">${w.log.checked}</th></tr></thead>
<tbody>${cosignatures.map(({ name, at, seen }) => html`<tr><td class="mono"><bdi>${name}</bdi></td><td>${at === 0 ? '–' : whenText(context, at)}</td><td>${seen === 'verified' ? w.log.yes : w.log.no}</td></tr>`)}</tbody></table>`;
}
