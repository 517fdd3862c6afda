/** What strangers send: markup, tampered forms, floods; and what they must not learn. */
import test from 'ava';
import fc from 'fast-check';
import { clientOf } from './client-address.ts';
import { openState, sealState, STATE_LIFETIME } from './order-state.ts';
import type { OrderState } from './order-state.ts';
import { LIMITS } from './ports.ts';
import { LOOK_STEP, ORDER_STEP } from './steady.ts';
import { CHOSEN, fieldIn, HANA, known, NOON, openDesk, TARO, teaCatalogue, teaShop, textIn, toNumber } from './testing/desk.ts';
import type { Answer, Desk } from './testing/desk.ts';

const KEY = new Uint8Array(32).fill(7);
const MARKUP = `"><script>alert(1)</script><img src=x onerror=alert(2)>'`;
const WAYS = ['/', '/green-tea/', '/green-tea/?q=x', '/none/', '/green-tea/a/b/c'];

test('what people and catalogues write is never markup', async (t) => {
  const desk = openDesk();
  const items = teaCatalogue.items.map((one) => (one.sku === 'SEN-100' ? { ...one, names: [MARKUP, `${MARKUP}2`] } : one));
  desk.world.shops = [{ ...teaShop, name: MARKUP, catalogue: { ...teaCatalogue, items } }];
  const q = encodeURIComponent(MARKUP);
  const number = await toNumber(desk);
  const answers = [
    await desk.get(`/green-tea/?q=${q}&chosen=${q}&page=${q}`), await desk.get('/'), await desk.get(`/green-tea/?n.SEN-100=${q}`), await desk.post('/green-tea/review', { chosen: CHOSEN, address: MARKUP, card: MARKUP, most: MARKUP }),
    await desk.post('/green-tea/number', { chosen: CHOSEN, address: MARKUP, card: MARKUP, most: MARKUP }), number, await desk.post('/green-tea/order', { state: fieldIn(number.body, 'state'), number: MARKUP }),
    await desk.post('/green-tea/order', { state: fieldIn(number.body, 'state'), number: '83051172' }),
  ];
  for (const { body } of answers) t.notRegex(body, /<script|<img|onerror=alert\(2\)>'</i);
  for (const { body } of answers) t.false(body.includes(MARKUP));
  t.is(desk.mails.length, 1);
});

test('no line of a name reaches the mail’s head, nor a second password its text', async (t) => {
  const desk = openDesk();
  const items = teaCatalogue.items.map((one) => (one.sku === 'SEN-100' ? { ...one, names: ['Tea\r\nPassword: 1111 2222'] } : one));
  desk.world.shops = [{ ...teaShop, name: 'Tea\r\nBcc: eve@evil.example', catalogue: { ...teaCatalogue, items } }];
  await desk.post('/green-tea/order', { state: fieldIn((await toNumber(desk)).body, 'state'), number: '83051172' });
  t.is(desk.mails[0]?.subject, "Order from Tea Bcc: eve@evil.example's order page");
  t.is(desk.mails[0]?.text.match(/^Password:/gm)?.length, 1);
});

test('every answer bears the headers, no script and no cookie', async (t) => {
  const desk = openDesk();
  const number = await toNumber(desk);
  const answers = [...(await Promise.all(WAYS.map((way) => desk.get(way)))), number, await desk.post('/green-tea/order', { state: fieldIn(number.body, 'state'), number: '83051172' }), await desk.post('/green-tea/order', {})];
  for (const { headers, body } of answers) {
    t.is(headers.get('content-security-policy'), "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    t.deepEqual([headers.get('cache-control'), headers.get('referrer-policy'), headers.get('x-content-type-options'), headers.get('x-frame-options'), headers.get('set-cookie')], ['no-store', 'no-referrer', 'nosniff', 'DENY', null]);
    t.notRegex(body, /<script|style=|javascript:|https?:\/\//i);
    t.notRegex(body, /(?:href|action)="\//, 'every address is relative: a proxy may put the pages below any path');
  }
});

// The form's state

const STATE: OrderState = { shop: 'green-tea', lines: [{ sku: 'SEN-100', quantity: 2 }], address: TARO.address, card: TARO.card, goods: 'm', most: 4741n, asked: 7, nonce: 'n', at: NOON };

test('the style sheet is found from pages of any depth, and may be kept', async (t) => {
  const desk = openDesk();
  for (const way of [...WAYS, '/green-tea/review']) {
    const { body } = way.endsWith('review') ? await desk.post(way, { chosen: CHOSEN }) : await desk.get(way);
    const href = /rel="stylesheet" href="([^"]*)"/.exec(body)?.[1] ?? '';
    const sheet = await desk.get(new URL(href, `http://order-page.invalid${way}`).pathname);
    t.deepEqual([sheet.status, sheet.headers.get('content-type'), sheet.headers.get('cache-control')], [200, 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'], way);
  }
});

test('a state is read back; any change, another key, another shop, an hour later it is none', (t) => {
  const sealed = sealState(KEY, STATE);
  t.deepEqual(openState(KEY, sealed, 'green-tea', NOON + 1), STATE);
  for (let at = 0; at < sealed.length; at += 1) t.is(openState(KEY, `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`, 'green-tea', NOON), null, `letter ${at}`);
  for (let at = 0; at < sealed.length; at += 1) t.is(openState(KEY, sealed.slice(0, at), 'green-tea', NOON), null);
  t.is(openState(new Uint8Array(32), sealed, 'green-tea', NOON), null);
  t.is(openState(KEY, sealed, 'other', NOON), null);
  t.is(openState(KEY, sealed, 'green-tea', NOON + STATE_LIFETIME), null);
  t.is(openState(KEY, `${sealed}.${sealed}`, 'green-tea', NOON), null);
});

test('an order with a changed or foreign state goes nowhere', async (t) => {
  const desk = openDesk();
  const state = fieldIn((await toNumber(desk)).body, 'state');
  const [body = '', mac = ''] = state.split('.');
  const cheaper = Buffer.from(Buffer.from(body, 'base64url').toString().replace('"SEN-100",2', '"SEN-100",1')).toString('base64url');
  for (const other of ['', 'x', body, `${cheaper}.${mac}`, `${mac}.${body}`]) t.is((await desk.post('/green-tea/order', { state: other, number: '83051172' })).status, 409);
  desk.advance(STATE_LIFETIME);
  const late = await desk.post('/green-tea/order', { state, number: '83051172' });
  t.is(late.status, 409);
  t.true(textIn(late.body).includes('Nothing has been ordered by it'));
  t.is(desk.mails.length, 0);
  t.is(desk.looks.length, 1);
});

test('there is no session that another site could ride: a form from elsewhere is an order of whoever knows card and number', async (t) => {
  const desk = openDesk();
  const evil = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', cookie: 'session=1' } };
  t.is((await desk.post('/green-tea/order', { number: '83051172', ...TARO, chosen: CHOSEN, most: '4741' }, evil)).status, 409);
  t.is(desk.mails.length, 0);
});

// What strangers must not learn

/** A page without what the asker has written, and the form's own state. */
const bare = ({ body }: Answer, { address, card }: { readonly address: string; readonly card: string }): string => body.replaceAll(address, 'ADDRESS').replaceAll(card, 'CARD').replace(/name="state" value="[^"]*"/g, 'STATE');
const EVE = { address: 'nobody@evil.example', card: '7777ZZ' };
const WRONG = { address: HANA.address, card: '7777ZZ' };

async function wayOf(desk: Desk, who: { readonly address: string; readonly card: string }): Promise<readonly unknown[]> {
  const number = await toNumber(desk, who);
  const state = fieldIn(number.body, 'state');
  const posts = [];
  for (const typed of ['', '83051172', '83051172', '44445555']) posts.push(await desk.post('/green-tea/order', { state, number: typed }));
  return [[number, ...posts].map((answer) => [answer.status, [...answer.headers], bare(answer, who)]), desk.waited.splice(0)];
}

test('known and unknown read the same words with the same headers in the same time, to the end of the way', async (t) => {
  const desk = openDesk();
  const member = await wayOf(desk, HANA);
  t.is(desk.mails.length, 1);
  t.deepEqual(await wayOf(desk, EVE), member);
  t.deepEqual(await wayOf(desk, WRONG), member);
  t.is(desk.mails.length, 1, 'nothing is sent for whoever is unknown');
});

test('nor does a mail server that is away tell them apart', async (t) => {
  const desk = openDesk();
  desk.world.send = async () => {
    throw new Error('away');
  };
  t.deepEqual((await wayOf(desk, HANA))[0], (await wayOf(desk, EVE))[0]);
});

test('a card with a used number differs in that number and the one asked next alone', async (t) => {
  const desk = openDesk();
  const [taro, eve] = [await toNumber(desk, TARO), await toNumber(desk, EVE)];
  t.is(bare(taro, TARO).replace('No. 06 1234 5678', '—').replaceAll('No. 07', 'No. 01'), bare(eve, EVE));
  t.regex(textIn(eve.body), /The number used last — .*Asked now No\. 01/);
});

test('each answer leaves at the end of a step, however long the bank took', async (t) => {
  const desk = openDesk();
  for (const spent of [0, 1, LOOK_STEP - 1, LOOK_STEP + 5]) {
    desk.world.member = async () => {
      desk.advance(spent);
      return { known: false };
    };
    await toNumber(desk);
    t.is(((desk.waited.at(-1) ?? 0) + spent) % LOOK_STEP, 0);
  }
  const { body } = await toNumber(desk);
  await desk.post('/green-tea/order', { state: fieldIn(body, 'state'), number: '83051172' });
  t.is(desk.waited.at(-1), ORDER_STEP - LOOK_STEP - 5);
});

test('books that can’t be read say so to everybody alike', async (t) => {
  const desk = openDesk();
  desk.world.member = async () => {
    throw new Error('taro@example.jp: disk');
  };
  for (const who of [TARO, EVE]) t.is((await toNumber(desk, who)).status, 503);
  t.notRegex(JSON.stringify(desk.reported), /taro/);
  desk.world.member = async () => known();
  const state = fieldIn((await toNumber(desk)).body, 'state');
  desk.world.member = async () => Promise.reject(new Error('away'));
  t.is((await desk.post('/green-tea/order', { state, number: '83051172' })).status, 503);
});

// Floods

test('limits for one client, one member and everybody, with words and a time to wait', async (t) => {
  const desk = openDesk({ limits: { client: { most: 5, perMilliseconds: 60_000 }, member: { most: 2, perMilliseconds: 60_000 }, all: { most: 4, perMilliseconds: 60_000 } } });
  for (let at = 0; at < 5; at += 1) t.is((await desk.get('/green-tea/')).status, 200);
  const refused = await desk.get('/green-tea/');
  t.is(refused.status, 429);
  t.is(refused.headers.get('retry-after'), '12');
  t.true(textIn(refused.body).includes('Too many requests'));
  t.is((await desk.get('/green-tea/', { client: '192.0.2.8' })).status, 200);
  t.is((await desk.get('/assets/none', { client: '192.0.2.7' })).status, 429);
  for (const client of ['198.51.100.1', '198.51.100.2']) t.is((await toNumber(desk, TARO, { client })).status, 200);
  t.is((await toNumber(desk, { ...TARO, address: 'TARO@example.jp' }, { client: '198.51.100.3' })).status, 429, 'whichever client');
  t.is((await toNumber(desk, EVE, { client: '198.51.100.3' })).status, 200);
  t.is((await toNumber(desk, HANA, { client: '198.51.100.3' })).status, 429, 'four of everybody');
  desk.advance(60_000);
  t.is((await toNumber(desk)).status, 200);
});

test('the client is who our own proxies name, by network where it is IPv6', (t) => {
  t.is(clientOf('203.0.113.9', '10.0.0.1', 0), '203.0.113.9');
  t.is(clientOf('10.0.0.1', 'evil, 203.0.113.9', 1), '203.0.113.9');
  t.is(clientOf('10.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.2', 2), '203.0.113.9');
  t.is(clientOf('10.0.0.1', 'not an address', 1), '10.0.0.1');
  t.is(clientOf('10.0.0.1', undefined, 1), '10.0.0.1');
  t.is(clientOf('::ffff:203.0.113.9', undefined, 0), '203.0.113.9');
  t.is(clientOf('2001:db8:1:2:3:4:5:6', undefined, 0), clientOf('2001:db8:1:2::9', undefined, 0));
  t.not(clientOf('2001:db8:1:2::9', undefined, 0), clientOf('2001:db8:1:3::9', undefined, 0));
  t.is(clientOf('fe80::1%eth0', undefined, 0), 'fe80:0:0:0');
  for (const loopback of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) t.deepEqual([clientOf(loopback, '203.0.113.9', 0), clientOf(loopback, '203.0.113.9', 1), clientOf(loopback, undefined, 1)], [null, '203.0.113.9', null], loopback);
});

test('behind a web server that was not told of, one stranger does not close the page for all, and staff read what to set', async (t) => {
  const desk = openDesk({ limits: { ...LIMITS, client: { most: 2, perMilliseconds: 60_000 } } });
  const from = (client: string, forwarded?: string): Promise<number> => desk.get('/green-tea/', { client, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }).then(({ status }) => status);
  const direct = [];
  for (let at = 0; at < 3; at += 1) direct.push(await from('192.0.2.9', '203.0.113.1'));
  t.deepEqual(direct, [200, 200, 429]);
  t.deepEqual(desk.reported, [], 'what a stranger writes himself is no proxy');
  for (let at = 0; at < 9; at += 1) t.is(await from('127.0.0.1', '203.0.113.1'), 200);
  t.is(await from('::1', '203.0.113.2'), 200);
  t.deepEqual(desk.reported.map(({ level, event }) => [level, event]), [['alarm', 'order-page-untold-proxy']]);
});

test('a web server on another machine of ours that was not told of is an alarm too: all its visitors have one limit', async (t) => {
  for (const peer of ['10.0.0.2', '172.16.5.6', '192.168.1.1', '100.64.0.9', '169.254.1.1', '::ffff:10.0.0.2', 'fd00::7', 'fe80::1%eth0']) {
    const desk = openDesk({ limits: { ...LIMITS, client: { most: 1, perMilliseconds: 60_000 } } });
    const from = (forwarded: string): Promise<number> => desk.get('/green-tea/', { client: peer, headers: { 'x-forwarded-for': forwarded } }).then(({ status }) => status);
    t.deepEqual([await from('203.0.113.1'), await from('203.0.113.2')], [200, 429], peer);
    t.deepEqual(desk.reported.map(({ level, event }) => [level, event]), [['alarm', 'order-page-untold-proxy']], peer);
  }
  for (const peer of ['203.0.113.9', '172.32.0.1', '2001:db8::1', '100.128.0.1']) {
    const desk = openDesk();
    await desk.get('/green-tea/', { client: peer, headers: { 'x-forwarded-for': '203.0.113.1' } });
    t.deepEqual(desk.reported, [], peer);
  }
  const told = openDesk({ trustedHops: 1 });
  await told.get('/green-tea/', { client: '10.0.0.2', headers: { 'x-forwarded-for': '203.0.113.1' } });
  t.deepEqual(told.reported, []);
});

test('forms that are too large, of another kind, or sent in another way', async (t) => {
  const desk = openDesk();
  t.is((await desk.post('/green-tea/review', { q: 'x'.repeat(70_000) })).status, 413);
  t.is((await desk.post('/green-tea/review', Object.fromEntries(Array.from({ length: 301 }, (_one, at) => [`n.X${at}`, '1'])))).status, 400);
  t.is((await desk.post('/green-tea/review', {}, { headers: { 'content-type': 'multipart/form-data; boundary=x' } })).status, 415);
  t.is((await desk.post('/green-tea/', {})).status, 405);
  t.is((await desk.post('/none/review', { chosen: CHOSEN })).status, 404);
  const put = await desk.app.request('http://order-page.invalid/green-tea/', { method: 'DELETE' }, { incoming: { socket: {} } } as never);
  t.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, HEAD, POST']);
  for (const step of ['review', 'number', 'order']) {
    const { status, headers } = await desk.get(`/green-tea/${step}?number=83051172&address=taro@example.jp`);
    t.deepEqual([status, headers.get('location')], [303, './'], 'nothing of a step is ever taken from an address');
  }
});

test('whatever is sent, no answer is a fault and no order leaves', async (t) => {
  const desk = openDesk({ limits: { client: { most: 1e6, perMilliseconds: 1 }, member: { most: 1e6, perMilliseconds: 1 }, all: { most: 1e6, perMilliseconds: 1 } } });
  const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(CHOSEN, TARO.address, TARO.card, '4741', '0', '-1', '9*SEN-100 9*SEN-100', MARKUP, '\u202e', '__proto__'));
  const name = fc.constantFrom('chosen', 'q', 'page', 'n.SEN-100', 'n.', 'n.__proto__', 'address', 'card', 'most', 'state', 'number', 'lang');
  const fields = fc.dictionary(name, value, { noNullPrototype: true });
  await fc.assert(fc.asyncProperty(fc.constantFrom('review', 'number', 'order', ''), fields, async (step, given) => {
    const query = new URLSearchParams(given).toString();
    const { status } = step === '' ? await desk.get(`/green-tea/?${query}`) : await desk.post(`/green-tea/${step}?${query.slice(0, 500)}`, given);
    t.true(status < 500, `${status}`);
  }), { numRuns: 300 });
  t.is(desk.mails.length, 0);
  t.deepEqual(desk.reported, []);
});

test('parts that are none are refused at the start', (t) => {
  t.throws(() => openDesk({ shops: () => [{ ...teaShop, slug: 'Tea' }] }), { instanceOf: RangeError });
  t.throws(() => openDesk({ shops: () => [teaShop, teaShop] }), { instanceOf: RangeError });
  t.throws(() => openDesk({ shops: () => [{ ...teaShop, slug: 'assets' }] }), { instanceOf: RangeError });
  t.throws(() => openDesk({ key: new Uint8Array(16) }), { instanceOf: RangeError });
  t.is(LIMITS.member.most, 10);
});
