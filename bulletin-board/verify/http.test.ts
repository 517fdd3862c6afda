import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { httpReader, logUrl, siblingUrl } from './http.ts';

// Long enough for a machine that has much else to do; tests of servers that hang have their own.
const quick = { timeoutMs: 60_000, retries: 1, pauseMs: 1 };

async function listening(t: ExecutionContext, server: Server | TcpServer): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/board/2026`;
}

const serving = (t: ExecutionContext, listener: RequestListener): Promise<string> => listening(t, createServer(listener));

test('a file, compressed or not; nothing for 404', async (t) => {
  const seen: (readonly [string | undefined, string | undefined])[] = [];
  const url = await serving(t, (request, response) => {
    seen.push([request.url, String(request.headers['accept-encoding'])]);
    if (request.url?.endsWith('checkpoint') === true) response.end('text');
    else if (request.url?.endsWith('tile/0/000') === true) response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'));
    else response.writeHead(request.url?.includes('face') === true ? 410 : 404).end('no such thing');
  });
  const read = httpReader(url, null, quick);
  t.is(Buffer.from((await read('checkpoint')) ?? []).toString(), 'text');
  t.is(Buffer.from((await read('tile/0/000')) ?? []).toString(), 'packed');
  t.is(await read('tile/0/001'), null);
  t.is(await read('face/000.json'), null);
  t.deepEqual(seen[0], ['/board/2026/checkpoint', 'gzip, identity']);
});

test('trouble of the server is tried again, and then told', async (t) => {
  let asked = 0;
  const url = await serving(t, (_, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(503).end();
    else response.end('text');
  });
  t.is((await httpReader(url, null, quick)('checkpoint'))?.length, 4);
  const failing = await serving(t, (_, response) => void response.writeHead(500).end());
  await t.throwsAsync(httpReader(failing, null, quick)('checkpoint'), { name: 'Unreachable', message: /checkpoint: found the status 500, 2 times/ });
});

test('a connection that breaks, or that nobody takes', async (t) => {
  const url = await serving(t, (request) => void request.socket.destroy());
  await t.throwsAsync(httpReader(url, null, quick)('checkpoint'), { name: 'Unreachable' });
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  await t.throwsAsync(httpReader(`http://127.0.0.1:${port}/board/2026`, null, quick)('checkpoint'), { name: 'Unreachable', message: /ECONNREFUSED/ });
});

test('redirects and other answers are not followed or believed', async (t) => {
  let elsewhere = 0;
  const other = await serving(t, (_, response) => {
    elsewhere += 1;
    response.end('text');
  });
  for (const status of [301, 302, 307, 308]) {
    const url = await serving(t, (_, response) => void response.writeHead(status, { location: `${other}/checkpoint` }).end());
    await t.throwsAsync(httpReader(url, null, quick)('checkpoint'), { name: 'Unreachable', message: new RegExp(`a redirect \\(${status}\\)`) });
  }
  t.is(elsewhere, 0);
  const url = await serving(t, (_, response) => void response.writeHead(403).end());
  await t.throwsAsync(httpReader(url, null, quick)('checkpoint'), { name: 'Unreachable', message: /the status 403/ });
});

test('a server that hangs is not waited for: before its answer, and in the middle of it', async (t) => {
  const silent = await serving(t, () => undefined);
  await t.throwsAsync(httpReader(silent, null, { ...quick, timeoutMs: 100 })('checkpoint'), { name: 'Unreachable', message: /no whole answer within 100 ms/ });
  const half = await serving(t, (_, response) => void response.writeHead(200).write('te'));
  await t.throwsAsync(httpReader(half, null, { ...quick, timeoutMs: 100 })('checkpoint'), { name: 'Unreachable', message: /no whole answer within 100 ms/ });
});

test('a server that lies about the length', async (t) => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\ntext'));
  });
  await t.throwsAsync(httpReader(await listening(t, server), null, quick)('checkpoint'), { name: 'Unreachable' });
});

test('a gigabyte is left unread after what a file may have, plain or compressed', async (t) => {
  let sent = 0;
  const chunk = Buffer.alloc(1_000_000, 65);
  const url = await serving(t, (_, response) => {
    const more = (): void => {
      while (sent < 1_000_000_000 && !response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end();
    };
    response.writeHead(200);
    more();
  });
  await t.throwsAsync(httpReader(url, null, { ...quick, timeoutMs: 60_000 })('checkpoint'), { name: 'Malformed', message: /more than 131072 bytes/ });
  t.true(sent < 100_000_000, `${sent} bytes were sent`);
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  const packed = await serving(t, (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
  await t.throwsAsync(httpReader(packed, null, { ...quick, timeoutMs: 60_000 })('tile/0/000'), { name: 'Malformed', message: /more than 8224 bytes/ });
});

test('whoever gives up is not kept waiting', async (t) => {
  const silent = await serving(t, () => undefined);
  const stop = new AbortController();
  const reading = httpReader(silent, stop.signal, { timeoutMs: 60_000, retries: 5, pauseMs: 60_000 })('checkpoint');
  stop.abort(new Error('enough'));
  await t.throwsAsync(reading, { message: 'enough' });
});

test('addresses: only http and https, nothing but a path', (t) => {
  t.is(logUrl('https://bank.example/board/2026/'), 'https://bank.example/board/2026');
  for (const text of ['ftp://bank.example/board/2026', 'file:///etc', 'bank.example', 'https://me:secret@bank.example/board/2026', 'https://bank.example/board/2026?x=1', 'https://bank.example/board/2026#5']) t.throws(() => logUrl(text), { name: 'Malformed' }, text);
});

test('a neighbour is only what stands beside', (t) => {
  const url = 'https://mirror.example/copies/2026';
  t.is(siblingUrl(url, 'bank.example/board/2026', 'bank.example/board/2025'), 'https://mirror.example/copies/2025');
  for (const other of ['shop.example/board/2025', 'bank.example/board/..', 'bank.example/board/', 'bank.example/board/a/b', 'bank.example/board/2025?x', 'bank.example/board/%2e%2e']) t.is(siblingUrl(url, 'bank.example/board/2026', other), null, other);
  t.is(siblingUrl('https://mirror.example/here', 'bank.example/board/2026', 'bank.example/board/2025'), null);
});

test('only paths of a log are asked for', async (t) => {
  const url = await serving(t, (_, response) => void response.end('text'));
  for (const path of ['../secret', '/etc/passwd', 'tile/0/../../x', 'checkpoint?x', 'index.html', '']) await t.throwsAsync(httpReader(url, null, quick)(path), { instanceOf: RangeError }, path);
});
