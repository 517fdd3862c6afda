/** The page on its port: what a socket can send that no browser does. */
import { request } from 'node:http';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startOrderPage } from './server.ts';
import type { OrderPageParts } from './ports.ts';
import { CHOSEN, fieldIn, GOODS, openDesk, TARO } from './testing/desk.ts';

async function start(t: ExecutionContext, options: Partial<OrderPageParts> = {}): Promise<number> {
  const server = await startOrderPage({ ...openDesk().parts, ...options, listen: { host: '127.0.0.1', port: 0 } });
  t.teardown(server.close);
  return server.port;
}

type Asked = { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: readonly string[] };

/** The status and the body; status 0 where the connection ended without an answer. A body is sent in chunks, without its length. */
function ask(port: number, path: string, { method = 'GET', headers = {}, body = [] }: Asked = {}): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve) => {
    let text = '';
    let status = 0;
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      status = response.statusCode ?? 0;
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('close', () => resolve({ status, text }));
    });
    asking.on('error', () => resolve({ status, text }));
    for (const part of body) asking.write(part);
    asking.end();
  });
}
const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('a body without end, a head without end, paths that climb', async (t) => {
  const port = await start(t);
  t.is((await ask(port, '/green-tea/review', { method: 'POST', headers: form, body: Array.from({ length: 40 }, () => `q=${'x'.repeat(4_000)}&`) })).status, 413);
  t.is((await ask(port, '/green-tea/', { headers: { cookie: 'x'.repeat(20_000) } })).status, 431);
  for (const path of ['/../../etc/passwd', '/assets/../ports.ts', '/green-tea/..%2f', '//green-tea/', '/green-tea//', '/%zz/', '/assets/style.css']) t.is((await ask(port, path)).status, 404, path);
  t.is((await ask(port, '/green-tea/review', { method: 'POST', headers: form, body: ['chosen=', encodeURIComponent(CHOSEN)] })).status, 200);
});

test('whoever breaks off a form raises no alarm', async (t) => {
  const reported: string[] = [];
  const port = await start(t, { report: (_level, event) => void reported.push(event) });
  await new Promise<void>((resolve) => {
    const asking = request({ host: '127.0.0.1', port, path: '/green-tea/review', method: 'POST', headers: { ...form, 'content-length': '1000' }, agent: false });
    asking.on('error', () => undefined).on('close', resolve);
    asking.write('chosen=', () => setTimeout(() => asking.destroy(), 50));
  });
  // A request that comes after it is answered after it.
  t.is((await ask(port, '/green-tea/review', { method: 'POST', headers: form, body: ['chosen=', encodeURIComponent(CHOSEN)] })).status, 200);
  t.deepEqual(reported, []);
});

test('a HEAD has the answer’s head and nothing below it', async (t) => {
  const port = await start(t);
  t.deepEqual(await ask(port, '/green-tea/', { method: 'HEAD' }), { status: 200, text: '' });
});

test('limits count who the last of our own proxies names', async (t) => {
  const limits = { client: { most: 1, perMilliseconds: 60_000 }, member: { most: 9, perMilliseconds: 60_000 }, all: { most: 9, perMilliseconds: 60_000 } };
  const port = await start(t, { limits, trustedHops: 1 });
  const from = (chain: string): Promise<number> => ask(port, '/green-tea/', { headers: { 'x-forwarded-for': chain } }).then(({ status }) => status);
  t.deepEqual([await from('203.0.113.1'), await from('203.0.113.2'), await from('203.0.113.9, 203.0.113.1')], [200, 200, 429]);
});

test('an order goes its way over a socket, and the end waits for it', async (t) => {
  const desk = openDesk();
  let taken: () => void = () => undefined;
  desk.world.send = (mail) => new Promise((resolve) => {
    taken = () => {
      desk.mails.push(mail);
      resolve();
    };
  });
  const server = await startOrderPage({ ...desk.parts, listen: { host: '127.0.0.1', port: 0 } });
  const post = (step: string, fields: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string }> => ask(server.port, `/green-tea/${step}`, { method: 'POST', headers: form, body: [new URLSearchParams(fields).toString()] });
  const state = fieldIn((await post('number', { chosen: CHOSEN, goods: GOODS, ...TARO, most: '4741' })).text, 'state');
  const asked = post('order', { state, number: '83051172' });
  for (let round = 0; round < 500 && desk.looks.length < 2; round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setImmediate(resolve));
  const closing = server.close();
  taken();
  t.is((await asked).status, 200);
  await closing;
  t.is(desk.mails.length, 1);
});

test('a port that is taken is told', async (t) => {
  const port = await start(t);
  await t.throwsAsync(startOrderPage({ ...openDesk().parts, listen: { host: '127.0.0.1', port } }), { code: 'EADDRINUSE' });
});
