import { get, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { makeLiveFeed } from './live-feed.ts';
import { referenceOf } from './testing/made-board.ts';
import { ask, runSite, until, type RunningSite } from './testing/running-site.ts';

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
  const states = [...english.heard().matchAll(/^event: state\ndata: (.+)$/gm)].map((match) => JSON.parse(match[1] ?? '') as { texts: Record<string, string> });
  t.deepEqual(states.map(({ texts }) => texts['log-entries']), ['140', '142']);
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

test('who does not read is cut off; the others go on', (t) => {
  const feed = makeLiveFeed(10);
  const made = (unread: number) => {
    const state = { destroyed: false, written: '' };
    const response = { writeHead: () => response, on: () => response, write: (text: string) => (state.written += text), get writableLength() { return unread; }, destroy: () => (state.destroyed = true), end: () => response };
    return { state, response: response as unknown as ServerResponse };
  };
  const [quick, slow] = [made(0), made(300_000)];
  t.true(feed.join(quick.response, 'en', {}, 'hello\n\n'));
  t.true(feed.join(slow.response, 'ja', {}, ''));
  feed.send((language) => `${language}\n`);
  t.deepEqual([quick.state.destroyed, slow.state.destroyed], [false, true]);
  t.is(quick.state.written, 'retry: 3000\n\nhello\n\nen\n');
});

test('closing the site ends the feed', async (t) => {
  const site = await runSite(t);
  const { answer } = await listen(t, site, '/en/live/start');
  const ended = new Promise((resolve) => answer.once('close', resolve));
  await site.close();
  await ended;
  t.true(answer.complete);
});
