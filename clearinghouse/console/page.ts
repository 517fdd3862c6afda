/** The one page of the console: what was received and what became of it, what waits, what needs a person. Works without JavaScript. */
import { findingKinds, type Finding } from '../../bulletin-board/monitor/findings.ts';
import { html, raw, type Html } from '../../bulletin-board/site/html.ts';
import type { MailboxHealth } from '../stages/canary.ts';
import type { Alarm } from './alarm-ring.ts';
import { runningLog, type BoardState, type ConsoleState, type Counted, type ShownTask } from './state.ts';

export type PageOptions = { readonly name: string; /** Seconds; null: it stands still. */ readonly refresh: number | null };

export function consolePage(state: ConsoleState, { name, refresh }: PageOptions): string {
  const body = html`
<header><h1>${cut(name)}: staff console</h1>
<p class="soft">As of ${time(state.at)}. ${refresh === null ? html`It stands still. <a href="/">Refresh by itself</a>` : html`Refreshes every ${refresh} seconds. <a href="/still">Stand still</a>`}</p></header>
<main>
${letters(state)}
${waiting(state)}
${mailboxes(state)}
${state.board === null ? html`<section><h2>Public board</h2><p>This bank keeps no board.</p></section>` : board(state.board, state.at)}
${tasks(state.tasks)}
${alarms(state.alarms)}
</main>`;
  return pageOf(name, body);
}

/** For a state that can't be told: the page says so instead of showing old numbers. */
export const troublePage = (name: string, refresh: number | null): string =>
  pageOf(name, html`<header><h1>${cut(name)}: staff console</h1></header><main><p class="bad" role="alert">The bank's books can't be read at the moment. Look at the daemon's log.</p>${refresh === null ? '' : html`<p class="soft">It is tried again every ${refresh} seconds.</p>`}</main>`);

const pageOf = (name: string, body: Html): string =>
  html`${raw('<!doctype html>')}
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${cut(name)}: staff console</title><link rel="stylesheet" href="/style.css"></head>
<body>${body}
</body>
</html>
`.markup;

const time = (at: number): Html => {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
};

/** `3 days`, `5 hours`, `12 minutes`, `40 seconds`: whole units, rounded down. */
export function span(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1_000);
  const [count, unit] = seconds >= 172_800 ? [Math.floor(seconds / 86_400), 'day'] : seconds >= 7_200 ? [Math.floor(seconds / 3_600), 'hour'] : seconds >= 120 ? [Math.floor(seconds / 60), 'minute'] : [seconds, 'second'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

type Fact = { readonly label: string; readonly value: string | number; readonly bad?: boolean };

const numbers = (each: readonly Fact[]): Html => html`<dl class="numbers">${each.map(({ label, value, bad = false }) => html`<div><dt>${label}</dt><dd${raw(bad ? ' class="bad"' : '')}>${value}</dd></div>`)}</dl>`;

const shown = ({ count, more }: Counted): string => `${count}${more ? '+' : ''}`;

function letters({ letters: { received, waiting: open, byDisposition } }: ConsoleState): Html {
  const sum = Object.values(byDisposition).reduce((total, count) => total + count, open);
  const verdict = sum === received ? html`<p class="good">Every letter is accounted for.</p>` : html`<p class="bad" role="alert">${received} letters were received and ${sum} are accounted for. Run kakitome audit.</p>`;
  const parts = Object.entries(byDisposition).map(([label, value]) => ({ label, value, bad: label === 'set-aside' && value > 0 }));
  const equation = html`<p>received ${received} = ${[...Object.entries(byDisposition).map(([kind, count]) => `${kind} ${count}`), `waiting ${open}`].join(' + ')}</p>`;
  return html`<section><h2>Letters</h2>${numbers([{ label: 'received', value: received }, ...parts, { label: 'waiting', value: open }])}${equation}${verdict}</section>`;
}

function waiting({ payments, notices, deadlinesLate, disputes, refunds, held }: ConsoleState): Html {
  const rows: readonly Fact[] = [
    ...Object.entries(payments).map(([label, value]) => ({ label: `payments ${label}`, value: shown(value) })),
    { label: 'payments past their time', value: shown(deadlinesLate), bad: deadlinesLate.count > 0 },
    { label: 'disputes open', value: shown(disputes) },
    { label: 'disputes overdue', value: shown(disputes.overdue), bad: disputes.overdue.count > 0 },
    { label: 'refunds for staff', value: shown(refunds), bad: refunds.count > 0 },
    ...held.map(({ currency, accounts }) => ({ label: `accounts with ${currency} set aside`, value: accounts })),
    ...Object.entries(notices).map(([status, value]) => ({ label: `notices ${status}`, value: shown(value), bad: status === 'failed' && value.count > 0 })),
  ];
  return html`<section><h2>What waits</h2>${numbers(rows)}</section>`;
}

/** A canary is sent once a day: one that is whole and much older tells nothing of today. */
const OLD_CANARY = 26 * 3_600_000;

function mailboxes({ mailboxes: watched, at }: ConsoleState): Html {
  if (watched === null) return html`<section><h2>Mailboxes</h2><p>No mailbox is checked by mails of our own ([intake] canary).</p></section>`;
  if (watched.length === 0) return html`<section><h2>Mailboxes</h2><p>Watched by another process of this bank, or not yet by this one. What is wrong with them stands in the log of the process that reads them, and in its own console and metrics where it has the role console.</p></section>`;
  const halted = watched.filter(({ haltedSince }) => haltedSince !== null);
  const trouble = halted.length === 0 ? '' : html`<p class="bad" role="alert">Halted: ${cut(halted.map(({ mailbox }) => mailbox).join(', '))}. Mails are changed on their way into it. Its letters are left in it, and no deadline passes. Have the mailbox keep mails as they are; it is checked every 15 minutes, and goes on by itself.</p>`;
  return html`<section><h2>Mailboxes</h2>${trouble}${table('Mailboxes', ['No.', 'Mailbox', 'Letters', 'Last whole check', 'Check on its way'], watched.map((one, index) => mailboxRow(one, index + 1, at)))}</section>`;
}

function mailboxRow({ mailbox, haltedSince, wholeAt, waiting: open }: MailboxHealth, number: number, at: number): Html {
  const taken = haltedSince === null ? html`<td>taken</td>` : html`<td class="bad">halted since ${time(haltedSince)}</td>`;
  const whole = wholeAt === null ? html`<td>none since the start</td>` : html`<td${raw(at - wholeAt > OLD_CANARY ? ' class="bad"' : '')}>${span(at - wholeAt)} ago</td>`;
  const way = open === null ? html`<td>-</td>` : html`<td${raw(open.late ? ' class="bad"' : '')}>${open.late ? 'late: ' : ''}for ${span(at - open.sentAt)}</td>`;
  return html`<tr><td>${number}</td><td>${cut(mailbox)}</td>${taken}${whole}${way}</tr>`;
}

const STALLED = 3_600_000;

function board(state: BoardState, at: number): Html {
  const log = runningLog(state);
  const { waiting: open } = state;
  const age = open === null ? 0 : at - open.oldestAt;
  const facts: readonly Fact[] = log === undefined ? [] : [
    { label: 'entries published', value: log.publishedSize },
    { label: 'entries signed', value: log.size },
    { label: 'entries numbered', value: log.assigned },
    { label: 'age of the head', value: log.signedAt === null ? 'none yet' : span(at - log.signedAt) },
    { label: 'entries waiting', value: open?.count ?? 0, bad: age > STALLED },
    { label: 'the oldest waits', value: open === null ? '-' : span(age), bad: age > STALLED },
  ];
  return html`<section><h2>Public board${log === undefined ? '' : html` <span class="soft">${log.origin} (${log.state})</span>`}</h2>
${log === undefined ? html`<p>No log has begun (kakitome board begin).</p>` : numbers(facts)}
${monitor(state, at)}</section>`;
}

function monitor({ monitor: { last, dueAt, failed } }: BoardState, at: number): Html {
  const trouble = failed === null ? '' : html`<p class="bad" role="alert">The monitor failed: ${cut(failed)}. Ledger and board are not compared until this is repaired.</p>`;
  if (last === null) return html`${trouble}<p>The monitor has not run yet.</p>`;
  const { changes, entries, faces, witnessCopies } = last.checked;
  const isOld = failed !== null || (dueAt !== null && at > dueAt);
  const looked = html`<p class="${isOld ? 'bad' : 'soft'}">Monitor, ${span(at - last.endedAt)} ago: ${last.full ? 'everything' : 'what is new'}; ${changes} changes, ${entries} public entries, ${faces} faces, ${witnessCopies} copies at witnesses.</p>`;
  const agreed = isOld ? html`<p class="bad" role="alert">Ledger and board agreed ${span(at - last.endedAt)} ago, and have not been compared since.</p>` : html`<p class="good">Ledger and board agree.</p>`;
  const verdict = last.findings.length === 0 ? agreed : last.findings.map(findingBlock);
  return html`${trouble}${verdict}${looked}`;
}

const findingBlock = ({ code, severity, sentence }: Finding): Html =>
  html`<div class="finding ${severity}"><p><strong class="${severity === 'alarm' ? 'bad' : 'soft'}">${severity === 'alarm' ? 'Alarm' : 'Warning'} ${code}:</strong> ${cut(sentence)}</p><p>What to do: ${findingKinds[code].advice}.</p></div>`;

const LONGEST = 600;
const cut = (text: string): string => {
  const clean = text.replaceAll(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu, '\uFFFD');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
};

function tasks({ newest, ...count }: ConsoleState['tasks']): Html {
  const row = ({ number, at, code, detail, letterId, payment }: ShownTask): Html =>
    html`<tr><td>${number}</td><td>${time(at)}</td><td>${code}</td><td>${cut(detail)}</td><td>${letterId ?? '-'}</td><td>${payment ?? '-'}</td></tr>`;
  if (newest.length === 0) return html`<section><h2>Tasks for staff</h2><p>None.</p></section>`;
  return html`<section><h2>Tasks for staff: ${shown(count)}, the newest first</h2>${table('Newest tasks for staff', ['Task', 'At', 'Code', 'What', 'Letter', 'Payment'], newest.map(row))}<p>One that is looked after leaves this list by <code>kakitome task done</code> and its number.</p></section>`;
}

const others = 'Other processes of the bank tell theirs in their own logs.';

function alarms({ total, newest }: ConsoleState['alarms']): Html {
  if (newest.length === 0) return html`<section><h2>Alarms of this process</h2><p>None since its start. ${others}</p></section>`;
  const row = ({ at, event, detail }: Alarm): Html => html`<tr><td>${time(at)}</td><td>${cut(event)}</td><td>${cut(detail)}</td></tr>`;
  return html`<section><h2>Alarms of this process since its start: ${total}, the newest first</h2><p class="soft">${others}</p>${table('Newest alarms', ['At', 'Event', 'Fields'], newest.map(row))}</section>`;
}

/** What is wider than the screen is scrolled by keyboard too. */
const table = (label: string, heads: readonly string[], rows: readonly Html[]): Html =>
  html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
