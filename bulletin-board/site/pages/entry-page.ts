/** One entry: what it means, what can be read of it, where it stands, its proof, and how to check all that elsewhere. */
import { base64, fromUtf8, hex } from '../../format/encoding.ts';
import type { Leaf } from '../../format/entry.ts';
import { leafHash } from '../../format/hash.ts';
import { Malformed } from '../../format/malformed.ts';
import { bundlePath, facePath, TILE_WIDTH, tileWidth } from '../../format/tile.ts';
import type { CatalogueEntry, EntryKind } from '../catalogue.ts';
import { MAX_SHOWN, MAX_TEXT, valueOf, type Face, type FaceState } from '../face.ts';
import type { FollowedLog } from '../follower.ts';
import { html, type Html } from '../html.ts';
import { layout, pathIn, type PageContext } from '../layout.ts';
import { bars, mark, postmark } from '../marks.ts';
import { shownText } from '../shown-text.ts';
import { minuteOf } from '../times.ts';
import { count, entryPath, entryTable, referencePath, whenText } from './rows.ts';

/** All read from the files when the page is asked for. */
export type EntryDetail = {
  readonly log: FollowedLog;
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly leaf: Leaf | null;
  /** Never read where the face was withdrawn. */
  readonly face: Face;
  readonly withdrawn: Withdrawal | null;
  /** Of an entry of kind withdrawn: the page of the one that it is about, where that log is here. */
  readonly of: string | null;
  /** Of the same payment, the oldest first. */
  readonly siblings: readonly CatalogueEntry[];
};

/** The entry that says that this one's face was erased, and what its own face says. */
export type Withdrawal = { readonly path: string; readonly at: number | null; readonly reason: string | null };

const SHOWN_BYTES = 4_000;
const SHOWN_VALUE = 200;

export function entryPage(context: PageContext, detail: EntryDetail, logs: readonly FollowedLog[]): string {
  const { words: w } = context;
  const { log, index } = detail;
  const path = entryPath(log.year, index);
  const title = w.entry.title(count(index), log.year);
  const kind = kindOf(detail);
  const body = html`<h1>${title}</h1>
${warning(context, detail)}
${label(context, detail)}
<h2>${w.entry.means}</h2>
<p>${w.kinds[kind].means}</p>
${withdrawal(context, detail)}
${detail.siblings.length > 1 && html`<section><h2>${w.entry.whole}</h2>${entryTable(context, logs, { caption: w.entry.whole, captionUnseen: true, entries: detail.siblings })}</section>`}
${placeInLog(context, detail)}
${files(context, detail)}
${howToCheck(context, detail)}
${neighbours(context, detail)}
<p class="printed">${w.entry.print} ${context.board.url}${path}</p>`;
  return layout(context, { title, path, body });
}

const kindOf = ({ leaf }: EntryDetail): EntryKind => leaf?.kind ?? 'unknown';

export const stateOf = ({ face, withdrawn }: Pick<EntryDetail, 'face' | 'withdrawn'>): FaceState => (withdrawn === null ? face.state : 'withdrawn');

function label(context: PageContext, detail: EntryDetail): Html {
  const { words: w, times, language } = context;
  const { log, index, bytes, face } = detail;
  const kind = kindOf(detail);
  const state = stateOf(detail);
  const value = (name: string, most: number = MAX_SHOWN): string | null => {
    const found = valueOf(face.fields, name);
    return found === null ? null : shownText(found, most);
  };
  const at = minuteOf(value('time') ?? '');
  const reference = value('reference');
  const ordered = minuteOf(value('ordered') ?? '');
  const shape = state === 'false' ? 'false' : kind;
  const lines: readonly (readonly [name: string, value: Html | string | null])[] = [
    [w.board.time, at === null ? null : whenText(context, at)],
    [w.face.alias, value('alias')],
    [w.face.ordered, ordered === null ? null : whenText(context, ordered)],
    [w.face.shop, value('shop')],
    [w.face.text, value('text', MAX_TEXT)],
    [w.face.reason, value('reason')],
  ];
  const gone = state === 'shown' || state === 'none' ? null : state === 'withdrawn' ? w.face.withdrawn : state === 'false' ? w.face.false : w.face.missing;
  return html`<div class="label k-${shape}">
<div class="stub">${postmark(shape, log.year, at === null ? '–' : times.day(at).slice(2).replaceAll('-', '.'), at === null ? '–' : times.clock(at))}</div>
<div>
<p class="what"><span class="kind-name">${mark(shape)} ${w.kinds[kind].name}</span> <span class="mono"><span class="soft">${w.entry.number}</span> ${log.year}/${index}</span></p>
<p class="reference">${reference !== null ? html`<a href="${pathIn(language, referencePath(reference))}"><bdi>${reference}</bdi></a>` : html`<span class="gone">${gone ?? `${w.site.log} ${log.year}`}</span>`}</p>
<dl class="facts">${lines.map(([name, line]) => line !== null && line !== '' && html`<dt>${name}</dt><dd><bdi>${line}</bdi></dd>`)}</dl>
${bars(leafHash(bytes))}
</div>
</div>`;
}

function warning({ words: w }: PageContext, detail: EntryDetail): Html {
  const state = stateOf(detail);
  if (state === 'false') return html`<div class="notice" role="alert"><h2>${w.entry.falseHeading}</h2><p>${w.entry.false}</p></div>`;
  return state === 'missing' ? html`<div class="notice quiet"><p>${w.entry.missing}</p></div>` : html``;
}

function withdrawal(context: PageContext, { withdrawn, of }: EntryDetail): Html {
  const { words: w, language, times } = context;
  if (of !== null) return html`<p><a href="${pathIn(language, of)}">${w.entry.withdrawnOf}</a></p>`;
  if (withdrawn === null) return html``;
  const { at, reason, path } = withdrawn;
  return html`<div class="notice quiet"><p>${at === null ? w.entry.withdrawnBare : w.entry.withdrawnOn(`${times.day(at)} ${times.clock(at)}`, reason ?? '–')} ${w.entry.withdrawnStays}</p>
<p><a href="${pathIn(language, path)}">${w.entry.withdrawnBy}</a></p></div>`;
}

/** JSON as it is; bytes that are no text, in base64. */
function bytesText(bytes: Uint8Array): string {
  try {
    const text = shownText(fromUtf8(bytes), SHOWN_BYTES);
    return text;
  } catch (error) {
    if (error instanceof Malformed) return base64(bytes.subarray(0, SHOWN_BYTES));
    throw error;
  }
}

function placeInLog(context: PageContext, { log, index, bytes, face }: EntryDetail): Html {
  const { words: w, language } = context;
  return html`<h2>${w.entry.inLog}</h2>
<dl class="facts">
<dt>${w.entry.log}</dt><dd class="mono"><a href="${pathIn(language, '/log')}">${log.origin}</a></dd>
<dt>${w.entry.index}</dt><dd>${count(index)} ${w.entry.of(count(log.verified))}</dd>
<dt>${w.entry.leafHash}</dt><dd class="mono">${hex(leafHash(bytes))}</dd>
</dl>
<h3 id="bytes">${w.entry.bytes}</h3>
<pre role="region" tabindex="0" aria-labelledby="bytes">${bytesText(bytes)}</pre>
${face.fields.length > 0 && html`<h3 id="fields">${w.entry.fields}</h3>
<pre role="region" tabindex="0" aria-labelledby="fields">${face.fields.map(({ name, value }) => `${shownText(name, 40)}: ${shownText(value, SHOWN_VALUE)}\n`).join('')}</pre>`}`;
}

function files({ words: w }: PageContext, detail: EntryDetail): Html {
  const { log, index } = detail;
  const here = entryPath(log.year, index);
  const folder = `/board/${log.year}`;
  const bundle = Math.floor(index / TILE_WIDTH);
  const bundleFile = `${folder}/${bundlePath(bundle, tileWidth(log.verified, 0, bundle))}`;
  const lines: readonly (readonly [href: string, name: string, about: string])[] = [
    [`${here}/entry.bin`, 'entry.bin', w.entry.entryBin],
    [`${here}/receipt.tlog-proof`, 'receipt.tlog-proof', w.entry.proof],
    ...(stateOf(detail) === 'shown' ? [[`${folder}/${facePath(index)}`, 'face.json', w.entry.faceFile] as const] : []),
    [bundleFile, bundleFile.slice(folder.length + 1), w.entry.bundle],
    [`${folder}/checkpoint`, 'checkpoint', w.entry.checkpoint],
  ];
  return html`<h2>${w.entry.files}</h2>
<ul class="files">${lines.map(([href, name, about]) => html`<li><a href="${href}">${name}</a> <span>${about}</span></li>`)}</ul>`;
}

function howToCheck({ words: w, language, board }: PageContext, { log, index }: EntryDetail): Html {
  const page = `${board.url}${entryPath(log.year, index)}`;
  return html`<h2>${w.entry.checkHeading}</h2>
<ol>
<li>${w.entry.checkBrowser} <a href="${pathIn(language, '/check')}">${w.site.check}</a></li>
<li>${w.entry.checkCommand}
<pre>curl -O ${page}/entry.bin
curl -O ${page}/receipt.tlog-proof
kakitome board verify entry.bin receipt.tlog-proof --key '${log.about?.keys[0]?.text ?? '<vkey>'}'</pre></li>
<li>${w.entry.checkTool} <a href="${pathIn(language, '/log')}">${w.entry.logPage}</a></li>
</ol>`;
}

function neighbours({ words: w, language }: PageContext, { log, index }: EntryDetail): Html {
  return html`<nav class="paging" aria-label="${w.list.paging}">
${index > 0 && html`<a class="button" rel="prev" href="${pathIn(language, entryPath(log.year, index - 1))}">${w.entry.earlier}</a>`}
${index + 1 < log.verified && html`<a class="button" rel="next" href="${pathIn(language, entryPath(log.year, index + 1))}">${w.entry.later}</a>`}
</nav>`;
}

