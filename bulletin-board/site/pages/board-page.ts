/** The wall: the newest entries, how many there were, how old the head is. What changes by itself has an id, and `stateOf` says it again for the live feed. */
import type { CatalogueEntry, EntryKind, KindCounts } from '../catalogue.ts';
import type { FollowedLog } from '../follower.ts';
import { html, raw, type Html } from '../html.ts';
import { layout, pathIn, type PageContext } from '../layout.ts';
import { age, count, entryTable, findForm, kindName, troubleNotice } from './rows.ts';

export const BOARD_ROWS = 40;

export type BoardState = {
  readonly logs: readonly FollowedLog[];
  readonly faulty: boolean;
  readonly counts: { readonly minutes: KindCounts; readonly hour: KindCounts; readonly today: KindCounts };
  readonly lastAt: number | null;
};

/** Shown always; the others only where they occurred today. */
const always: readonly EntryKind[] = ['accepted', 'settled', 'returned'];
const sometimes: readonly EntryKind[] = ['refunded', 'posted', 'disputed', 'dispute-closed', 'withdrawn'];

const spans = ['minutes', 'hour', 'today'] as const;

/** Text by the id of the element that shows it. */
export function textsOf({ words: w, now }: PageContext, { logs, counts, lastAt }: BoardState): Readonly<Record<string, string>> {
  const log = newestLog(logs);
  const kinds = [...always, ...sometimes];
  const headAt = log === undefined ? null : headTime(log);
  return {
    ...Object.fromEntries(kinds.flatMap((kind) => spans.map((span) => [`count-${kind}-${span}`, count(counts[span][kind] ?? 0)]))),
    'last-entry': lastAt === null ? w.board.noneYet : w.board.ago(age(w, now - lastAt)),
    'head-age': headAt === null ? w.board.noneYet : w.board.headAge(age(w, now - headAt)),
    'log-entries': count(logs.reduce((sum, { verified }) => sum + verified, 0)),
    'log-witnesses': count(new Set(log?.head?.cosignatures.flatMap(({ name, seen }) => (seen === 'verified' ? [name] : []))).size),
  };
}

export const newestLog = (logs: readonly FollowedLog[]): FollowedLog | undefined => logs.findLast(({ head }) => head !== null);

/** When a log last said something: the newest time that a signature states, or else that of the file. */
export function headTime({ head, headAt }: FollowedLog): number | null {
  if (head === null) return null;
  const signed = [head.opened.signedAt ?? 0, ...head.cosignatures.filter(({ seen }) => seen === 'verified').map(({ at }) => at / 1_000)].reduce((a, b) => Math.max(a, b), 0) * 1_000;
  // A file that was copied, or a folder that was put back, is younger than what it says.
  return signed > 0 ? signed : headAt;
}

export function boardPage(context: PageContext, state: BoardState, entries: readonly CatalogueEntry[]): string {
  const { words: w, language } = context;
  const { logs, faulty } = state;
  const newest = entries[0];
  const after = newest === undefined ? 'start' : `${logs[newest.log]?.year ?? ''}/${newest.index}`;
  const last = entries.at(-1);
  const body = html`<h1 class="unseen">${w.site.title(context.board.name)}</h1>
<div id="trouble">${troubleNotice(context, logs, faulty)}</div>
${readingNotice(context, logs)}
<div class="board">
${counters(context, state)}
<section aria-labelledby="latest">
<div class="latest-head"><h2 id="latest">${w.board.heading}</h2>${findForm(context, 'line')}${liveControl(context, after)}</div>
<p id="none"${entries.length > 0 && raw(' hidden')}>${w.board.none}</p>
${entryTable(context, logs, { caption: w.list.caption(''), captionUnseen: true, entries, id: 'rows' })}
<p id="said" class="unseen" role="status"></p>
<p id="still" class="hint">${w.board.still}</p>
${context.board.posting !== null && html`<p class="hint"><a href="${pathIn(language, '/post')}">${w.board.own}</a></p>`}
${last !== undefined && entries.length === BOARD_ROWS && html`<p class="paging"><a class="button" href="${pathIn(language, `/entries/before/${logs[last.log]?.year ?? ''}/${last.index}`)}">${w.board.older}</a></p>`}
</section>
</div>`;
  return layout(context, { title: '', path: '/', body, wide: true, scripted: true });
}

/** Words for the script stand here, so that it has none of its own. */
const liveControl = ({ words: w, language }: PageContext, after: string): Html => html`<p class="live" id="live" hidden data-from="${pathIn(language, `/live/${after}`)}" data-most="${BOARD_ROWS}" data-live="${w.board.live}" data-paused="${w.board.paused}" data-waiting="${w.board.waiting}" data-lost="${w.board.lost}" data-arrived="${w.board.arrived}" data-pause="${w.board.pause}" data-resume="${w.board.resume}"><span class="live-dot"></span><span id="live-state">${w.board.live}</span> <button type="button" id="pause">${w.board.pause}</button></p>`;

/** One card for each of the three kinds that matter from afar; what else happened today stands in a line below. */
function counters(context: PageContext, state: BoardState): Html {
  const { words: w } = context;
  const texts = textsOf(context, state);
  const names = { minutes: w.board.minutes, hour: w.board.hour, today: w.board.today };
  const others = sometimes.filter((kind) => (state.counts.today[kind] ?? 0) > 0);
  return html`<section class="counters" aria-labelledby="counts">
<h2 id="counts" class="unseen">${w.board.counts}</h2>
<ul class="cards">${always.map((kind) => html`<li class="card k-${kind}"><h3>${kindName(context, { kind, state: 'shown' })}</h3>
<dl>${spans.map((span) => html`<div class="${span}"><dt>${names[span]}</dt><dd id="count-${kind}-${span}">${texts[`count-${kind}-${span}`]}</dd></div>`)}</dl></li>`)}
<li class="card">${stateList(context, texts)}</li></ul>
<p class="hint">${w.board.counted}</p>
${others.length > 0 && html`<p class="also"><span class="soft">${w.board.also}</span>${others.map((kind) => html` <span class="k-${kind}">${kindName(context, { kind, state: 'shown' })} <b id="count-${kind}-today">${texts[`count-${kind}-today`]}</b></span>`)}</p>`}
</section>`;
}

function stateList({ words: w }: PageContext, texts: Readonly<Record<string, string>>): Html {
  const lines: readonly (readonly [name: string, id: string])[] = [[w.board.last, 'last-entry'], [w.board.head, 'head-age'], [w.board.entries, 'log-entries'], [w.board.witnesses, 'log-witnesses']];
  return html`<dl class="state">${lines.map(([name, id]) => html`<div><dt>${name}</dt><dd id="${id}">${texts[id]}</dd></div>`)}</dl>`;
}

function readingNotice({ words: w }: PageContext, logs: readonly FollowedLog[]): Html {
  const behind = logs.filter(({ told, verified, trouble }) => trouble === null && told - verified > 1_000);
  return html`${behind.map(({ read, told }) => html`<div class="notice quiet"><p>${w.board.reading(count(read), count(told))}</p></div>`)}`;
}
