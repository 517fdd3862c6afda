import { get, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { openCatalogue, type CatalogueEntry } from './catalogue.ts';
import { makeFollower, type FollowedLog } from './follower.ts';
import type { PageContext } from './layout.ts';
import { makeLiveFeed } from './live-feed.ts';
import { makeLive } from './live.ts';
import { referenceOf } from './testing/made-board.ts';
import { ask, runSite, until, type RunningSite } from './testing/running-site.ts';
import { makeTimes } from './times.ts';
import { makeView, type View } from './view.ts';
import { words } from './words.ts';

type Listening = { readonly answer: IncomingMessage; readonly heard: () => string; readonly asking: ClientRequest };

function listen(t: ExecutionContext, { port }: RunningSite, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const asking = get({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      let heard = '';
      answer.setEncoding('utf8').on('data', (part: string) => (heard += part));
      answer.on('error', () => undefined);
      resolve({ answer, heard: () => heard, asking });
    });
    asking.on('error', reject);
    t.teardown(() => asking.destroy());
  });
}

const ids = (heard: string): readonly string[] => [...heard.matchAll(/^id: (.+)$/gm)].map((match) => match[1] ?? '');

test('a new entry comes by itself, once, as the page would show it, and the counts with it', async (t) => {
  const site = await runSite(t);
  const [english, japanese] = [await listen(t, site, '/en/live/2026/132'), await listen(t, site, '/ja/live/2026/132')];
  t.is(english.answer.headers['content-type'], 'text/event-stream; charset=utf-8');
  t.is(english.answer.headers['cache-control'], 'no-store');
  await until(() => english.heard().includes('event: state') && japanese.heard().includes('event: state'));
  t.deepEqual(ids(english.heard()), []);
  site.board.grow(2);
  await until(() => ids(english.heard()).length === 2 && ids(japanese.heard()).length === 2);
  t.deepEqual(ids(english.heard()), ['2026/133', '2026/134']);
  const event = JSON.parse(/^event: entry\ndata: (.+)$/m.exec(english.heard())?.[1] ?? '') as { row: string; say: string; from: string };
  t.deepEqual([event.say, event.from], [`Accepted, ${referenceOf(300)}`, '/en/live/2026/133']);
  const page = (await ask(site, '/en/')).body.toString('utf8');
  t.true(page.includes(event.row), 'the same row as in the page');
  await until(() => (japanese.heard().match(/event: state/g) ?? []).length === 2);
  t.true(japanese.heard().includes('引受'));
  const states = [...english.heard().matchAll(/^event: state\ndata: (.+)$/gm)].map((match) => JSON.parse(match[1] ?? '') as { texts: Record<string, string>; today: string });
  t.deepEqual(states.map(({ texts, today }) => [texts['log-entries'], today]), [['140', '2026-11-21'], ['142', '2026-11-21']]);
});

test('what is withdrawn comes once more without its words, for whoever has it on an open page', async (t) => {
  const site = await runSite(t);
  site.board.grow(1);
  const wall = await listen(t, site, '/en/live/2026/132');
  await until(() => ids(wall.heard()).includes('2026/133'));
  site.board.withdraw(133);
  await until(() => ids(wall.heard()).includes('2026/134'));
  const events = [...wall.heard().matchAll(/^event: entry\ndata: (.+)$/gm)].map((match) => JSON.parse(match[1] ?? '') as { row: string; place: string; again: { place: string; row: string } | null });
  t.deepEqual(events.map(({ place, again }) => [place, again?.place ?? null]), [['2026/133', null], ['2026/134', '2026/133']]);
  t.regex(events[0]?.row ?? '', /data-place="2026\/133"[^]*Newcomer 0/);
  t.regex(events[1]?.again?.row ?? '', /data-place="2026\/133"[^]*withdrawn/i);
  t.notRegex(events[1]?.again?.row ?? '', /Newcomer/);
  t.notRegex(events[1]?.again?.row ?? '', new RegExp(referenceOf(300)));
});

test('who comes back gets what was missed, and no more than a page', async (t) => {
  const site = await runSite(t);
  const back = await listen(t, site, '/en/live/start', { 'Last-Event-ID': '2026/130' });
  await until(() => back.heard().includes('event: state'));
  t.deepEqual(ids(back.heard()), ['2026/131', '2026/132']);
  const fresh = await listen(t, site, '/en/live/start');
  await until(() => fresh.heard().includes('event: state'));
  t.is(ids(fresh.heard()).length, 40);
  for (const nonsense of ['9999/1', '2026/99999', 'x', '../../etc', '2026/1/1', '2026/-1']) {
    const strange = await listen(t, site, '/en/live/x', { 'Last-Event-ID': nonsense });
    t.is(strange.answer.statusCode, 200, nonsense);
    await until(() => strange.heard().includes('event: state'));
    strange.asking.destroy();
  }
});

type Again = { readonly place: string; readonly row: string };
const agains = (heard: string): readonly Again[] => [...heard.matchAll(/^event: again\ndata: (.+)$/gm)].map((match) => JSON.parse(match[1] ?? '') as Again);

test('what was withdrawn among more entries than a page has is told all the same, to who comes back and to who is there', async (t) => {
  const site = await runSite(t);
  const there = await listen(t, site, '/en/live/2026/132');
  site.board.grow(2);
  await until(() => ids(there.heard()).length === 2);
  site.board.withdraw(133);
  site.board.grow(60);
  const isLast = (heard: string): boolean => ids(heard).at(-1) === '2026/195';
  await until(() => isLast(there.heard()));
  const back = await listen(t, site, '/en/live/start', { 'Last-Event-ID': '2026/134' });
  await until(() => isLast(back.heard()));
  t.is(ids(back.heard()).length, 40);
  for (const { heard } of [there, back]) {
    const told = [...agains(heard()), ...[...heard().matchAll(/^event: entry\ndata: (.+)$/gm)].flatMap((match) => (JSON.parse(match[1] ?? '') as { again: Again | null }).again ?? [])];
    t.deepEqual(told.map(({ place }) => place), ['2026/133']);
    t.notRegex(told[0]?.row ?? '', /Newcomer/);
  }
  t.deepEqual(agains(back.heard()).length, 1);
  const fresh = await listen(t, site, '/en/live/2026/195');
  await until(() => fresh.heard().includes('event: state'));
  t.deepEqual(agains(fresh.heard()), [], 'who has seen all is told nothing twice');
});

test('where more was withdrawn than can be told row by row, an open page is to be loaded anew', (t) => {
  const catalogue = openCatalogue(':memory:', 'UTC');
  t.teardown(catalogue.close);
  const origin = 'board.bank.example/board/2026';
  catalogue.adopt([origin]);
  const none = { reference: null, at: null, alias: null, ordered: null, shop: null, text: null, day: null } as const;
  const grow = (from: number, size: number, withdraws: boolean): void => {
    const entries = Array.from({ length: size }, (_, at): CatalogueEntry => ({ ...none, log: 0, index: from + at, kind: withdraws ? 'withdrawn' : 'accepted', state: 'missing', of: withdraws ? { origin, index: at } : null }));
    catalogue.append(0, entries, { size: from + size, hashes: [] });
    catalogue.verify(0);
  };
  grow(0, 300, false);
  const context: PageContext = { language: 'en', words: words.en, board: { name: '', contact: null, posting: null, url: '' }, times: makeTimes('UTC'), now: 0, assets: { style: '', script: '' } };
  const logs = [{ number: 0, origin, year: '2026', head: null, trouble: null, verified: 0, told: 0 }] as unknown as readonly FollowedLog[];
  const view = { logs: () => logs, place: (_year: string, index: number) => ({ log: 0, index }), state: () => ({ logs, faulty: false, counts: { minutes: {}, hour: {}, today: {} }, lastAt: null }) } as unknown as View;
  const live = makeLive({ limits: LIMITS, catalogue, view, contextFor: () => context });
  const joined = (after: number): ReturnType<typeof made> => {
    const one = made();
    live.join(Object.assign(one.response, { req: { socket: { remoteAddress: '192.0.2.7' } } }), context, `2026/${after}`);
    return one;
  };
  const there = joined(299);
  grow(300, 240, true);
  live.tellNew(logs[0] as FollowedLog, 300);
  grow(540, 1, true);
  for (const { state } of [there, joined(299)]) t.is(agains(state.written).length + (state.written.match(/^event: stale$/gm) ?? []).length * 1_000, state === there.state ? 200 : 1_000);
  t.is(agains(joined(300).state.written).length, 200);
});

test('there are only so many listeners, and places are free again when they leave', async (t) => {
  const site = await runSite(t, { mostListeners: 2 });
  const [first] = [await listen(t, site, '/en/live/start'), await listen(t, site, '/en/live/start')];
  const refused = await ask(site, '/en/live/start');
  t.deepEqual([refused.status, refused.headers['retry-after']], [503, '60']);
  t.is((await ask(site, '/en/live/start', { method: 'HEAD' })).status, 405);
  t.is((await ask(site, '/en/')).status, 200, 'pages are served all the same');
  first.asking.destroy();
  await until(async () => {
    const again = await listen(t, site, '/en/live/start');
    return again.answer.statusCode === 200;
  });
  t.is((await ask(site, '/en/live/start')).status, 503);
});

/** Where an answer would go; `leave` as its peer would. Written to after its end it fails, as a real one does. */
function made(unread = 0) {
  const state = { destroyed: false, ended: false, written: '' };
  const closing: (() => void)[] = [];
  const response = {
    writeHead: () => response,
    on: (event: string, listener: () => void) => (event === 'close' && closing.push(listener), response),
    write: (text: string) => {
      if (state.ended || state.destroyed) throw new Error('written after the end');
      state.written += text;
    },
    get writableLength() { return unread; },
    destroy: () => (state.destroyed = true),
    end: () => (state.ended = true),
  };
  return { state, response: response as unknown as ServerResponse, leave: () => closing.forEach((listener) => listener()) };
}

const LIMITS = { most: 10, mostOfOne: 10, lastsFor: 600_000 };
const joining = { language: 'en', peer: null, headers: {}, greeting: '' } as const;

test('who does not read is cut off; the others go on', (t) => {
  const feed = makeLiveFeed(LIMITS);
  const [quick, slow] = [made(), made(300_000)];
  t.true(feed.join(quick.response, { ...joining, greeting: 'hello\n\n' }));
  t.true(feed.join(slow.response, { ...joining, language: 'ja' }));
  // What is cut off hears nothing more, though its connection is not closed yet.
  for (let times = 0; times < 2; times += 1) feed.send((language) => `${language}\n`);
  t.deepEqual([quick.state.destroyed, slow.state.destroyed], [false, true]);
  t.is(quick.state.written, 'retry: 3000\n\nhello\n\nen\nen\n');
  t.is(feed.listeners(), 1);
  for (const one of [quick, slow]) one.leave();
  t.is(feed.listeners(), 0);
});

test('one address has only so many places; this machine, which a web server stands on, has all', (t) => {
  const feed = makeLiveFeed({ ...LIMITS, most: 9, mostOfOne: 3 });
  const join = (peer: string | null): ReturnType<typeof made> | null => {
    const one = made();
    return feed.join(one.response, { ...joining, peer }) ? one : null;
  };
  const greedy = Array.from({ length: 20 }, () => join('192.0.2.7')).filter((one) => one !== null);
  t.is(greedy.length, 3);
  t.truthy(join('192.0.2.8'), 'somebody else');
  t.is(Array.from({ length: 20 }, () => join(null)).filter((one) => one !== null).length, 5, 'up to as many as there are');
  t.is(join('192.0.2.9'), null);
  greedy[0]?.leave();
  greedy[0]?.leave();
  t.truthy(join('192.0.2.7'), 'a place that is left is free, once');
  t.is(join('192.0.2.7'), null);
  t.is(feed.listeners(), 9);
});

test('the share is that of the address at the other end of the connection', (t) => {
  const catalogue = openCatalogue(':memory:', 'UTC');
  t.teardown(catalogue.close);
  const times = makeTimes('UTC');
  const follower = makeFollower({ folder: '/nowhere', catalogue, times, logs: [], witnesses: [], report: () => undefined, onNew: () => undefined });
  const context: PageContext = { language: 'en', words: words.en, board: { name: '', contact: null, posting: null, url: '' }, times, now: 0, assets: { style: '', script: '' } };
  const live = makeLive({ limits: { ...LIMITS, mostOfOne: 1 }, catalogue, view: makeView({ folder: '/nowhere', catalogue, follower, times, isFaulty: () => false }), contextFor: () => context });
  const joins = (remoteAddress: string): boolean => live.join(Object.assign(made().response, { req: { socket: { remoteAddress } } }), context, 'start');
  t.deepEqual(['192.0.2.7', '192.0.2.7', '192.0.2.8', '::ffff:192.0.2.8', '127.0.0.1', '127.0.0.1', '::1'].map(joins), [true, false, true, false, true, true, true]);
});

test('a feed ends after its time, nothing is written to it any more, and whoever listens comes back where it was', async (t) => {
  const site = await runSite(t, { feedLasts: 300, mostListeners: 1 });
  const first = await listen(t, site, '/en/live/2026/132');
  await new Promise((resolve) => first.answer.once('end', resolve));
  t.true(first.answer.complete);
  site.board.grow(1);
  // The second feed ends as early as the first: what is new has to be there when it begins.
  await until(async () => (await ask(site, '/entry/2026/133/entry.bin')).status === 200);
  const again = await listen(t, site, '/en/live/2026/132', { 'Last-Event-ID': '2026/132' });
  t.is(again.answer.statusCode, 200, 'its place was free');
  await until(() => ids(again.heard()).length === 1);
  t.deepEqual(ids(again.heard()), ['2026/133']);

  const feed = makeLiveFeed({ ...LIMITS, lastsFor: 1 });
  const one = made();
  t.true(feed.join(one.response, joining));
  await until(() => one.state.ended);
  feed.send(() => 'late');
  t.is(one.state.written, 'retry: 3000\n\n');
  t.is(feed.listeners(), 0);
});

test('closing the site ends the feed', async (t) => {
  const site = await runSite(t);
  const { answer } = await listen(t, site, '/en/live/start');
  const ended = new Promise((resolve) => answer.once('close', resolve));
  await site.close();
  await ended;
  t.true(answer.complete);
});
