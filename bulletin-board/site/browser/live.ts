/**
 * New entries as they come, where there is JavaScript. The server sends rows as it would render them and texts by id, so that there is one
 * place where an entry becomes markup. What arrives can be paused; it is said aloud (politely, together) at most every twenty seconds.
 */
import { browser, byId, type Listener, type PageElement, type PageEvent } from './dom.ts';

type PlacedRow = { readonly place: string; readonly row: string };
/** `again`: an older row, whose words are withdrawn by this one. */
type Row = PlacedRow & { readonly say: string; readonly again: PlacedRow | null };
/** `today`: the day on which rows need no date, in the page's time zone and by the server's clock. */
type State = { readonly texts: Readonly<Record<string, string>>; readonly trouble: string; readonly today: string };

const SAY_EVERY = 20_000;
const TRY_AGAIN = 15_000;
const CLOSED = 2;
/** A feed ends now and then and is taken up again after three seconds: that is no loss. */
const LOST_AFTER = 10_000;

const live = byId('live');
const rows = byId('rows');
if (live !== null && rows !== null) follow(live, rows);
copyButtons();

function follow(control: PageElement, list: PageElement): void {
  const words = control.dataset;
  const waiting: Row[] = [];
  const unsaid: string[] = [];
  let state: State | null = null;
  let shownTrouble: string | null = null;
  let [paused, lost] = [false, false];

  const tellState = (): void => {
    const text = lost ? words['lost'] : !paused ? words['live'] : waiting.length === 0 ? words['paused'] : words['waiting']?.replace('{n}', String(waiting.length));
    put('live-state', text ?? '');
    control.classList.toggle('stopped', paused || lost);
    if (state !== null || lost) showDays(lost ? null : (state?.today ?? null));
  };
  const showState = (): void => {
    if (state === null) return;
    for (const [id, text] of Object.entries(state.texts)) put(id, text);
    const trouble = byId('trouble');
    // Only a change: an alert that is written again would be read out again.
    if (trouble !== null && shownTrouble !== null && shownTrouble !== state.trouble) trouble.innerHTML = state.trouble;
    shownTrouble = state.trouble;
  };
  const show = (): void => {
    for (const { row, say } of waiting.splice(0)) {
      addRow(list, row, Number(words['most']));
      unsaid.push(say);
    }
    showState();
  };
  const onRow = (event: PageEvent): void => {
    take(list, waiting, JSON.parse(event.data ?? '') as Row, Number(words['most']));
    if (!paused) show();
    tellState();
  };
  const onState = (event: PageEvent): void => {
    state = JSON.parse(event.data ?? '') as State;
    if (!paused) showState();
    tellState();
  };

  const pause = byId('pause');
  pause?.addEventListener('click', () => {
    paused = !paused;
    pause.textContent = (paused ? words['resume'] : words['pause']) ?? '';
    if (!paused) show();
    tellState();
  });
  setInterval(() => {
    const said = unsaid.splice(0);
    if (said.length > 0) put('said', said.length === 1 ? (said[0] ?? '') : (words['arrived'] ?? '').replace('{n}', String(said.length)));
  }, SAY_EVERY);

  connect(words['from'] ?? '', { entry: onRow, again: (event) => replaceRow(list, waiting, JSON.parse(event.data ?? '') as PlacedRow), state: onState, stale: () => browser.location.reload() }, (isLost) => {
    lost = isLost;
    tellState();
  });
  control.hidden = false;
  const still = byId('still');
  if (still !== null) still.hidden = true;
}

/** A browser tries again by itself, but not where the server has refused. */
/** `again`: a row whose words were withdrawn while nobody told this page. `stale`: there are more of them than the feed tells; the page is loaded anew. */
function connect(address: string, on: Readonly<Record<'entry' | 'again' | 'state' | 'stale', Listener>>, onLost: (lost: boolean) => void): void {
  let last = address;
  let losing: ReturnType<typeof setTimeout> | null = null;
  const tell = (lost: boolean): void => {
    if (losing !== null) clearTimeout(losing);
    losing = null;
    onLost(lost);
  };
  const source = new browser.EventSource(address);
  source.addEventListener('entry', (event) => {
    last = (JSON.parse(event.data ?? '') as { readonly from: string }).from;
    on.entry(event);
  });
  for (const name of ['again', 'state', 'stale'] as const) source.addEventListener(name, on[name]);
  source.addEventListener('open', () => tell(false));
  source.addEventListener('error', () => {
    if (source.readyState === CLOSED) {
      tell(true);
      setTimeout(() => connect(last, on, onLost), TRY_AGAIN);
    } else if (losing === null) {
      losing = setTimeout(() => tell(true), LOST_AFTER);
    }
  });
}

function take(list: PageElement, waiting: Row[], row: Row, most: number): void {
  waiting.push(row);
  if (waiting.length > most) waiting.shift();
  // What is withdrawn is gone at once, also while nothing else moves.
  if (row.again !== null) replaceRow(list, waiting, row.again);
}

function rowOf(markup: string): PageElement | null {
  const template = browser.document.createElement('template');
  template.innerHTML = markup;
  return template.content.firstElementChild;
}

function replaceRow(list: PageElement, waiting: Row[], { place, row: markup }: PlacedRow): void {
  for (const [at, one] of waiting.entries()) if (one.place === place) waiting[at] = { ...one, row: markup };
  const row = rowOf(markup);
  const shown = Array.from(list.children).find((one) => one.dataset['place'] === place);
  if (row !== null) shown?.replaceWith(row);
}

function addRow(list: PageElement, markup: string, most: number): void {
  const row = rowOf(markup);
  if (row === null) return;
  row.classList.add('fresh');
  list.prepend(row);
  const none = byId('none');
  if (none !== null) none.hidden = true;
  while (list.children.length > most) list.lastElementChild?.remove();
}

/** Also of rows that stand while all is paused: a time alone is of today. Null: without a connection nobody says which day that is, so each row says its own. */
function showDays(today: string | null): void {
  for (const date of browser.document.querySelectorAll('#rows .date')) date.hidden = date.textContent === today;
}

/** A text that has not changed is not touched. */
function put(id: string, text: string): void {
  const place = byId(id);
  if (place !== null && place.textContent !== text) place.textContent = text;
}

function copyButtons(): void {
  for (const button of browser.document.querySelectorAll('[data-copies]')) {
    const { clipboard } = browser.navigator;
    if (clipboard === undefined) return;
    button.hidden = false;
    button.addEventListener('click', () => {
      void clipboard.writeText(byId(button.dataset['copies'] ?? '')?.textContent ?? '').then(() => {
        button.textContent = button.dataset['copied'] ?? '';
      });
    });
  }
}
