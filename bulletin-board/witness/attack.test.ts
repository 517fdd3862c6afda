/** What strangers may try on a witness's port. */
import test from 'ava';
import { MAX_REQUEST_BYTES } from '../format/witness.ts';
import { vectorJson } from '../format/fixtures/vectors.ts';
import { post, raw, requestFor, witnessOf } from './testing/bench.ts';

const HASH = vectorJson<{ origin_hash_hex: string }>('intermediate.json').origin_hash_hex;

test('paths that are none', async (t) => {
  const { url, port } = await witnessOf(t);
  await post(url, await requestFor(0, 5));
  t.is((await fetch(`${url}/${HASH}/checkpoint`)).status, 200);
  const paths = ['/', '//', '/checkpoint', `/${HASH}`, `/${HASH}/`, `/${HASH}/checkpoint/`, `//${HASH}/checkpoint`, `/${HASH.toUpperCase()}/checkpoint`, `/${HASH}0/checkpoint`, `/${HASH}/../${HASH}/checkpoint/x`, `/${HASH}/checkpoint?x`, `/${HASH}/%63heckpoint`, `/%2e%2e/witness.pem`, `/..%2fwitness.pem`, `/../witness.pem`, '/witness.pem', '/logs', `/logs/${HASH}/checkpoint`, `/${'0'.repeat(64)}/checkpoint`, '/add-checkpoint/', '/add-checkpoint?x=1', '/x/add-checkpoint', '/ADD-CHECKPOINT', '/__proto__/checkpoint', '/favicon.ico'];
  for (const path of paths) {
    const head = await raw(port, `GET ${path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n`);
    t.regex(head, /^HTTP\/1\.1 404 /, path);
    t.notRegex(head, /PRIVATE KEY/);
  }
  for (const path of ['/add-checkpoint/', '/add-checkpoint?x', '/x/add-checkpoint', '//add-checkpoint', `/${HASH}/checkpoint`, '/']) t.is((await post(url, 'old 0\n', path)).status, 404, path);
});

test('methods that are none, and requests that are none', async (t) => {
  const { url, port } = await witnessOf(t);
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const response = await fetch(`${url}/add-checkpoint`, { method });
    t.deepEqual([response.status, response.headers.get('Allow')], [405, 'POST'], method);
  }
  for (const method of ['PUT', 'DELETE', 'OPTIONS']) t.is((await fetch(`${url}/${HASH}/checkpoint`, { method })).status, 404, method);
  t.regex(await raw(port, 'rubbish\r\n\r\n'), /^HTTP\/1\.1 400 /);
  t.regex(await raw(port, 'POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'), /^HTTP\/1\.1 400 /, 'two lengths: request smuggling');
  t.regex(await raw(port, `GET / HTTP/1.1\r\nHost: w\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  t.is((await post(url, await requestFor(0, 5))).status, 200, 'still there');
});

test('10 MB of body are not read', async (t) => {
  const { url, port } = await witnessOf(t);
  const head = 'POST /add-checkpoint HTTP/1.1\r\nHost: w\r\n';
  t.regex(await raw(port, `${head}Content-Length: ${MAX_REQUEST_BYTES + 1}\r\n\r\n`), /^HTTP\/1\.1 413 /, 'told before a byte of it comes');
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
  t.regex(await raw(port, `${head}Transfer-Encoding: chunked\r\n\r\n`, ...Array.from({ length: 160 }, () => chunk)), /^HTTP\/1\.1 413 /);
  t.is((await post(url, 'x'.repeat(MAX_REQUEST_BYTES))).status, 400);
  t.is((await post(url, await requestFor(0, 5))).status, 200, 'still there');
});

test('a body that comes too slowly, or never, is cut off, and nobody waits for it', async (t) => {
  const { url, port } = await witnessOf(t, { requestTimeout: 400 });
  const slow = raw(port, 'POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 100\r\n\r\nold 0\n');
  const slower = raw(port, 'POST /add-checkpoint HTTP/1.1\r\nHo');
  t.is((await post(url, await requestFor(0, 5))).status, 200);
  t.regex(await slow, /^HTTP\/1\.1 408 |^$/);
  t.regex(await slower, /^HTTP\/1\.1 408 |^$/);
});

test('whoever goes away in the middle of a body changes nothing', async (t) => {
  const { url, said } = await witnessOf(t);
  const whole = Buffer.from(await requestFor(0, 300));
  const { port } = new URL(url);
  const cut = raw(Number(port), `POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Length: ${whole.length - 10}\r\n\r\n`, whole.subarray(0, whole.length - 10));
  t.regex(await cut, /^HTTP\/1\.1 400 /);
  t.is((await post(url, await requestFor(0, 5))).status, 200);
  t.true(said.every(({ level }) => level !== 'alarm'));
});
