import { once } from 'node:events';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { SMTPServer } from 'smtp-server';
import { SESSION_TIMING, isLoginFault, openSession } from './imap-session.ts';
import type { TokenSource } from './oauth.ts';
import { OAuthFault, isTokenUrl } from './oauth.ts';
import { tokenSourceOf } from './oauth-files.ts';
import { makeMailSender } from './smtp.ts';

/** Against a real token endpoint on loopback, an IMAP dialogue over TCP and a real SMTP server. */

const NOON = Date.UTC(2026, 10, 21, 12);
const SECRET = 'cl1ent/s3+cr et=';

type Form = Record<string, string>;
type Respond = (form: Form, response: ServerResponse, number: number) => void;

const json = (response: ServerResponse, status: number, value: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

async function endpoint(t: ExecutionContext, respond: Respond) {
  const forms: Form[] = [];
  const http = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      respond(form, response, forms.push(form));
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const stop = (): void => {
    http.closeAllConnections();
    http.close();
  };
  t.teardown(stop);
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/token`, forms, stop };
}

const granting: Respond = (_form, response, number) => json(response, 200, { access_token: `access-${number}`, token_type: 'Bearer', expires_in: 3600 });

async function source(t: ExecutionContext, tokenUrl: string, timeoutMs = 2_000) {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-oauth-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const refreshTokenFile = join(folder, 'refresh-token');
  const clientSecretFile = join(folder, 'client-secret');
  await writeFile(refreshTokenFile, 'refresh-0\n', { mode: 0o600 });
  await writeFile(clientSecretFile, `${SECRET}\n`, { mode: 0o600 });
  const clock = { now: NOON };
  const events: unknown[] = [];
  const files = { tokenUrl, clientId: 'kakitome', clientSecretFile, refreshTokenFile, scope: 'https://mail.example/' };
  return { folder, refreshTokenFile, clientSecretFile, clock, events, token: tokenSourceOf(files, () => clock.now, (...event) => void events.push(event), { timeoutMs }) };
}

test('a token is got with the refresh token, held until shortly before it expires, and got again then', async (t) => {
  const server = await endpoint(t, granting);
  const { token, clock } = await source(t, server.url);
  t.deepEqual(await token(), { token: 'access-1', expiresAt: NOON + 3_600_000 });
  t.deepEqual(server.forms, [{ grant_type: 'refresh_token', refresh_token: 'refresh-0', client_id: 'kakitome', client_secret: SECRET, scope: 'https://mail.example/' }]);
  clock.now += 3_539_000;
  t.is((await token()).token, 'access-1');
  clock.now += 2_000;
  t.is((await token()).token, 'access-2');
});

test('many ask at once, one refresh runs; a token that a server refused is never given again', async (t) => {
  const server = await endpoint(t, granting);
  const { token } = await source(t, server.url);
  t.deepEqual(new Set((await Promise.all([token(), token(), token()])).map((one) => one.token)), new Set(['access-1']));
  t.deepEqual(new Set((await Promise.all([token('access-1'), token('access-1')])).map((one) => one.token)), new Set(['access-2']));
  t.is((await token('access-1')).token, 'access-2');
  t.is(server.forms.length, 2);
});

test('a new refresh token takes the old one’s place in its file, whole and for its owner alone', async (t) => {
  const server = await endpoint(t, (form, response, number) => json(response, 200, { access_token: `access-${number}`, refresh_token: `refresh-${number}`, expires_in: 0, was: form['refresh_token'] }));
  const { token, folder, refreshTokenFile, clock } = await source(t, server.url);
  await chmod(refreshTokenFile, 0o644);
  await token();
  t.is(await readFile(refreshTokenFile, 'utf8'), 'refresh-1\n');
  t.is((await stat(refreshTokenFile)).mode & 0o777, 0o600);
  clock.now += 600_000;
  await token();
  t.deepEqual(server.forms.map((form) => form['refresh_token']), ['refresh-0', 'refresh-1']);
  t.deepEqual((await readdir(folder)).sort(), ['client-secret', 'refresh-token']);
});

test('a new refresh token that can’t be written is an alarm, is used from memory, and is written when that goes again', async (t) => {
  const server = await endpoint(t, (_form, response, number) => json(response, 200, { access_token: `access-${number}`, ...(number === 1 ? { refresh_token: 'refresh-1' } : {}), expires_in: 3600 }));
  const { token, folder, refreshTokenFile, events } = await source(t, server.url);
  await rm(folder, { recursive: true });
  await t.throwsAsync(token(), { instanceOf: OAuthFault, message: /refresh-token can't be read \(ENOENT\)/ });
  const other = await source(t, server.url);
  // The folder goes away between reading and writing.
  const slow = await endpoint(t, (_form, response, number) => void rm(other.folder, { recursive: true, force: true }).then(() => json(response, 200, { access_token: `access-${number}`, ...(number === 1 ? { refresh_token: 'refresh-1' } : {}), expires_in: 3600 })));
  const unwritable = tokenSourceOf({ tokenUrl: slow.url, clientId: 'kakitome', clientSecretFile: null, refreshTokenFile: other.refreshTokenFile, scope: null }, () => NOON, (...event) => void other.events.push(event));
  t.is((await unwritable()).token, 'access-1');
  t.is(other.events.length, 1);
  t.notRegex(JSON.stringify([events, other.events]), /refresh-1|access-1/);
  t.is((await unwritable('access-1')).token, 'access-2');
  t.deepEqual(slow.forms.map((form) => form['refresh_token']), ['refresh-0', 'refresh-1']);
  t.not(refreshTokenFile, other.refreshTokenFile);
});

const REFUSED: Record<string, { readonly answer: Respond; readonly message: RegExp; readonly final: boolean }> = {
  'a refresh token that is worthless': { answer: (_form, response) => json(response, 400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }), message: /^token endpoint 127\.0\.0\.1:\d+: status 400: invalid_grant: Token has been expired or revoked\.$/, final: true },
  'a client that is not known': { answer: (_form, response) => json(response, 401, { error: 'invalid_client' }), message: /status 401: invalid_client$/, final: true },
  'an endpoint that is busy': { answer: (_form, response) => json(response, 503, { error: 'temporarily_unavailable' }), message: /status 503/, final: false },
  'an answer that is no JSON': { answer: (_form, response) => void response.writeHead(200).end('<html>'), message: /holds no access_token/, final: false },
  'a token that would end its SASL message': { answer: (_form, response) => json(response, 200, { access_token: 'a\x01\x01b' }), message: /holds no access_token/, final: false },
  'another type of token': { answer: (_form, response) => json(response, 200, { access_token: 'a', token_type: 'mac' }), message: /type Bearer/, final: false },
  'a redirect': { answer: (_form, response) => void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(), message: /redirect, which is not followed/, final: false },
  'an answer of 64 KB': { answer: (_form, response) => json(response, 200, { access_token: 'access', filler: 'x'.repeat(65_536) }), message: /more than 32768 bytes/, final: false },
  'no answer': { answer: () => undefined, message: /no whole answer within 300 ms/, final: false },
  'an answer that drips': {
    answer: (_form, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    },
    message: /no whole answer within 300 ms|aborted/,
    final: false,
  },
  'an endpoint that repeats the secrets': { answer: (form, response) => json(response, 400, { error: 'invalid_grant', error_description: `${form['refresh_token']} of\r\n${form['client_secret']}` }), message: /invalid_grant: … of …$/, final: true },
  'an endpoint that repeats the form': { answer: (form, response) => json(response, 400, { error: 'invalid_grant', error_description: `sent: ${new URLSearchParams(form).toString()}` }), message: /refresh_token=…&client_id=kakitome&client_secret=…&/, final: true },
  'an endpoint that repeats the secrets encoded': { answer: (form, response) => json(response, 400, { error: 'invalid_grant', error_description: `${encodeURIComponent(form['client_secret'] ?? '').toLowerCase()} or ${encodeURIComponent(encodeURIComponent(form['client_secret'] ?? ''))}` }), message: /invalid_grant: … or …$/, final: true },
  'an endpoint that repeats the beginning of the form': { answer: (form, response) => json(response, 400, { error: 'invalid_grant', error_description: new URLSearchParams(form).toString().slice(0, 84) }), message: /client_secret=…$/, final: true },
};
for (const [name, { answer, message, final }] of Object.entries(REFUSED)) {
  test(`${name} is told without a secret, and whether trying again soon is of use`, async (t) => {
    const server = await endpoint(t, answer);
    const { token } = await source(t, server.url, 300);
    const fault = await t.throwsAsync(token(), { instanceOf: OAuthFault, message });
    t.is(isLoginFault(fault), final);
    t.notRegex(String(fault?.stack), /refresh-0|cl1ent|s3(?:\+|%2b)cr/i);
  });
}

test('an endpoint that is away is no login fault', async (t) => {
  const server = await endpoint(t, granting);
  const { token } = await source(t, server.url);
  server.stop();
  const fault = await t.throwsAsync(token(), { instanceOf: OAuthFault, message: /ECONNREFUSED/ });
  t.false(isLoginFault(fault));
});

test('a failure stands for a while, however many ask; then the endpoint is asked again', async (t) => {
  const server = await endpoint(t, (form, response, number) => (number === 1 ? json(response, 400, { error: 'invalid_grant' }) : granting(form, response, number)));
  const { token, clock } = await source(t, server.url);
  for (const results = await Promise.allSettled([token(), token()]); results.length > 0; ) t.is(results.pop()?.status, 'rejected');
  clock.now += 14_000;
  await t.throwsAsync(token(), { message: /invalid_grant/ });
  t.is(server.forms.length, 1);
  clock.now += 1_000;
  t.is((await token()).token, 'access-2');
});

test('https, or http to this machine alone', (t) => {
  for (const url of ['https://oauth2.example/token', 'https://login.example/common/oauth2/v2.0/token', 'http://127.0.0.1:8080/token', 'http://[::1]/t', 'http://localhost/t']) t.true(isTokenUrl(url), url);
  for (const url of ['http://oauth2.example/token', 'http://127.0.0.1.evil.example/', 'https://user:pass@oauth2.example/', 'file:///etc/passwd', 'oauth2.example', 'ftp://localhost/']) t.false(isTokenUrl(url), url);
});

/** Takes the tokens of `good` alone; says what was tried. */
async function imapServer(t: ExecutionContext, mechanism: 'XOAUTH2' | 'OAUTHBEARER', good: string) {
  const tried: string[] = [];
  const sockets = new Set<Socket>();
  const net = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(`* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=${mechanism}] ready\r\n`);
    let pending = '';
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString('latin1').split('\r\n').slice(0, -1)) {
        const [tag = '', command = '', ...rest] = line.split(' ');
        if (pending !== '') {
          socket.write(`${pending} NO [AUTHENTICATIONFAILED] no\r\n`);
          pending = '';
        } else if (command === 'AUTHENTICATE') {
          const said = Buffer.from(rest[1] ?? '', 'base64').toString();
          tried.push(said);
          if (said.includes(`auth=Bearer ${good}\x01\x01`)) socket.write(`${tag} OK [CAPABILITY IMAP4rev1] in\r\n`);
          else {
            pending = tag;
            socket.write(`+ ${Buffer.from('{"status":"401"}').toString('base64')}\r\n`);
          }
        } else if (command === 'LIST') socket.write(`* LIST () "/" INBOX\r\n${tag} OK\r\n`);
        else socket.write(`${tag} OK\r\n`);
      }
    });
  });
  net.listen(0, '127.0.0.1');
  await once(net, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    net.close();
  });
  return { port: (net.address() as AddressInfo).port, tried };
}

const login = (port: number, accessToken: TokenSource) => openSession({ host: '127.0.0.1', port, secure: 'none', user: 'pay@bank.example', accessToken }, SESSION_TIMING, 10_000, AbortSignal.timeout(5_000));

for (const mechanism of ['XOAUTH2', 'OAUTHBEARER'] as const) {
  test(`IMAP by ${mechanism}: a token that the mailbox refuses is renewed once`, async (t) => {
    const server = await endpoint(t, granting);
    const { token } = await source(t, server.url);
    const imap = await imapServer(t, mechanism, 'access-2');
    const session = await login(imap.port, token);
    await session.end();
    t.deepEqual(imap.tried.map((said) => /Bearer (\S+?)\x01/.exec(said)?.[1]), ['access-1', 'access-2']);
    t.true(imap.tried[0]?.includes('pay@bank.example'));
    await (await login(imap.port, token)).end();
    t.is(server.forms.length, 2, 'the good one is held');
    const refusing = await imapServer(t, mechanism, 'nothing');
    const fault = await t.throwsAsync(login(refusing.port, token));
    t.true(isLoginFault(fault));
    t.is(refusing.tried.length, 2);
    t.notRegex(String(fault?.stack), /access-\d/);
  });
}

test('stop does not wait for a token endpoint that hangs', async (t) => {
  const server = await endpoint(t, () => undefined);
  const { token } = await source(t, server.url, 3_000);
  const stop = new AbortController();
  const opening = openSession({ host: '127.0.0.1', port: 1, secure: 'none', user: 'pay', accessToken: token }, SESSION_TIMING, 10_000, stop.signal);
  stop.abort();
  await t.throwsAsync(opening, { message: 'stopped' });
  server.stop();
});

test('SMTP by XOAUTH2: a wrong token is renewed, a right one is held, an endpoint that is away leaves the mail unsent', async (t) => {
  const server = await endpoint(t, granting);
  const { token } = await source(t, server.url, 500);
  const tried: string[] = [];
  const smtp = new SMTPServer({
    authMethods: ['XOAUTH2'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onAuth: (auth, _session, callback) => {
      tried.push(auth.accessToken ?? '');
      callback(null, auth.accessToken === 'access-2' ? { user: auth.username ?? '' } : { data: { status: '401', schemes: 'bearer' } });
    },
    onData: (stream, _session, callback) => void stream.resume().on('end', () => callback(null, 'kept')),
  });
  smtp.on('error', () => undefined);
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const port = (smtp.server.address() as AddressInfo).port;
  const events: unknown[] = [];
  const open = (accessToken: TokenSource) => makeMailSender({ host: '127.0.0.1', port, secure: 'none', user: 'pay@bank.example', accessToken, name: 'bank.example', maxConnections: 1, report: (...event) => void events.push(event) });
  const mail = Buffer.from('From: pay@bank.example\r\n\r\nx\r\n');
  const envelope = { from: 'bounce@bank.example', to: 'hana@mail.example' };
  const sender = open(token);
  t.is((await sender.send(envelope, mail)).outcome, 'accepted');
  t.true((await sender.verify()).ok);
  t.deepEqual([...new Set(tried)], ['access-1', 'access-2']);
  t.is(server.forms.length, 2);
  await sender.close();
  server.stop();
  const other = open((await source(t, server.url, 500)).token);
  const result = await other.send(envelope, mail);
  t.is(result.outcome, 'unsent');
  t.regex(result.reply, /token endpoint/);
  t.notRegex(JSON.stringify([result, events]), /refresh-0|cl1ent|access-/);
  await other.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
