import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { dkimVerify } from 'mailauth';
import { simpleParser } from 'mailparser';
import { makeMailSigner } from './compose.ts';
import { generateDkimKey, readDkimKey } from './dkim.ts';
import { makeMailSender } from './smtp.ts';

const MAIL = Buffer.from('From: pay@bank.example\r\nSubject: x\r\n\r\nx\r\n');

/** Says `greeting` to EHLO; keeps what it is told. */
async function server(t: ExecutionContext, greeting: string) {
  const lines: string[] = [];
  const net = createServer((socket) => {
    let data = false;
    socket.on('error', () => undefined);
    socket.write('220 hello\r\n');
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString('utf8').split('\r\n').slice(0, -1)) {
        if (data && line !== '.') continue;
        lines.push(line);
        const word = line.slice(0, 4).toUpperCase();
        socket.write(`${data ? '250 kept' : word === 'EHLO' ? greeting : word === 'DATA' ? '354 go' : '250 fine'}\r\n`);
        data = !data && word === 'DATA';
      }
    });
  });
  net.listen(0, '127.0.0.1');
  await once(net, 'listening');
  t.teardown(() => void net.close());
  const sender = makeMailSender({ host: '127.0.0.1', port: (net.address() as AddressInfo).port, secure: 'none', name: 'bank.example', maxConnections: 1, timeouts: { connectMs: 1_000, idleMs: 1_000, totalMs: 3_000 }, report: () => undefined });
  t.teardown(() => sender.close());
  return { send: (to: string) => sender.send({ from: 'bounce@bank.example', to }, MAIL), said: (word: string) => lines.filter((line) => line.startsWith(word)), stop: () => net.close() };
}

test('a local part beyond ASCII goes to a server that offers SMTPUTF8, and to no other', async (t) => {
  const modern = await server(t, '250-bank\r\n250-8BITMIME\r\n250 SMTPUTF8');
  t.is((await modern.send('用户@例え.jp')).outcome, 'accepted');
  t.regex(modern.said('MAIL')[0] ?? '', /^MAIL FROM:<bounce@bank\.example> .*SMTPUTF8/);
  t.regex(modern.said('RCPT')[0] ?? '', /^RCPT TO:<用户@(?:例え|xn--r8jz45g)\.jp>/);
  const old = await server(t, '250-bank\r\n250-X-SMTPUTF8-NOT\r\n250 8BITMIME');
  const refused = await old.send('jörg@mail.example');
  t.is(refused.outcome, 'refused');
  t.regex(refused.reply, /SMTPUTF8/);
  t.deepEqual([...old.said('MAIL'), ...old.said('RCPT')], []);
});

test('a server that can’t be asked leaves the mail unsent', async (t) => {
  const away = await server(t, '250 SMTPUTF8');
  away.stop();
  t.is((await away.send('jörg@mail.example')).outcome, 'unsent');
});

test('a domain beyond ASCII alone needs nothing of the server: it travels in A-labels', async (t) => {
  const old = await server(t, '250 bank');
  for (const to of ['hana@例え.jp', 'hana@Bücher.example', 'hana@faß.example', 'hana@xn--r8jz45g.jp']) t.is((await old.send(to)).outcome, 'accepted', to);
  t.deepEqual(old.said('RCPT').map((line) => line.slice(8)), ['<hana@xn--r8jz45g.jp>', '<hana@xn--bcher-kva.example>', '<hana@xn--fa-hia.example>', '<hana@xn--r8jz45g.jp>']);
  t.true(old.said('MAIL').every((line) => !line.includes('SMTPUTF8')));
});

test('a look-alike, an encoded word or a broken address is refused before any server hears of it', async (t) => {
  const modern = await server(t, '250-bank\r\n250 SMTPUTF8');
  for (const to of ['j\u00f6rg\r\nRCPT TO:<eve@evil.example>@mail.example', 'jö,eve@evil.example', 'jö<eve@mail.example', 'j\u00f6\u202erg@mail.example', 'jörg@a@mail.example', 'раypal@mail.example', '=?utf-8?q?eve=40evil.example?=@mail.example']) {
    t.is((await modern.send(to)).outcome, 'refused', JSON.stringify(to));
  }
  t.deepEqual([...modern.said('MAIL'), ...modern.said('RCPT')], []);
});

test('the decomposed form of an address is sent to as its composed one', async (t) => {
  const modern = await server(t, '250-bank\r\n250 SMTPUTF8');
  t.is((await modern.send('jose\u0301@correo.example')).outcome, 'accepted');
  t.is(modern.said('RCPT')[0], 'RCPT TO:<jos\u00e9@correo.example>');
});

test('our own address beyond ASCII is our own bug', async (t) => {
  const sign = makeMailSigner({ domain: 'bank.example', selector: 'k1', privateKey: readDkimKey(generateDkimKey().privatePem) });
  const draft = { from: { name: 'x', address: 'pay@bank.example' }, to: '用户@例え.jp', replyTo: null, subject: 'x', messageId: 'a@bank.example', inReplyTo: null, references: [], date: 0, autoSubmitted: 'auto-generated' as const, text: 'x', html: '<p>x</p>', attachments: [] };
  await t.throwsAsync(sign({ ...draft, from: { name: 'x', address: '払@bank.example' } }), { message: /from\.address is not in ASCII/ });
  await t.throwsAsync(sign({ ...draft, replyTo: '払+q@bank.example' }), { message: /replyTo is not in ASCII/ });
});

test('the mail to such an address is signed over its very bytes, and only To is beyond ASCII', async (t) => {
  const key = generateDkimKey();
  const sign = makeMailSigner({ domain: '書留.example', selector: 'k1', privateKey: readDkimKey(key.privatePem) });
  const date = Date.UTC(2026, 10, 21);
  const bytes = Buffer.from(await sign({ from: { name: '書留', address: 'pay@書留.example' }, to: '用户@例え.jp', replyTo: null, subject: '確認', messageId: 'a@xn--rovz33a.example', inReplyTo: null, references: [], date, autoSubmitted: 'auto-generated', text: 'x', html: '<p>x</p>', attachments: [] }));
  const resolver = (async (name: string) => {
    if (name !== 'k1._domainkey.xn--rovz33a.example') throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    return [[key.dnsRecord]];
  }) as never;
  const { results } = await dkimVerify(bytes, { resolver, curTime: new Date(date), strict: true, minBitLength: 1024 });
  t.is(results[0]?.status.result, 'pass');
  const parsed = await simpleParser(bytes);
  t.deepEqual([parsed.to].flat()[0]?.value[0]?.address, '用户@例え.jp');
  t.deepEqual(bytes.toString('utf8').split('\r\n').filter((line) => /[^\x00-\x7f]/.test(line)), ['To: 用户@例え.jp']);
});
