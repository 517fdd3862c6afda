import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import test from 'ava';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { LONGEST_SENDING_MS, judgeFault, makeMailSender } from './smtp.ts';
import type { MailSenderSettings } from './smtp.ts';

const MAIL = Buffer.from('From: pay@bank.example\r\nTo: hana@mail.example\r\nSubject: question\r\n\r\n.one dot\r\nOK 4K7M-2222 is not printed\r\n');

type Event = { readonly level: string; readonly event: string; readonly fields: Record<string, unknown> };

function sender(port: number, changes: Partial<MailSenderSettings> = {}) {
  const events: Event[] = [];
  const settings: MailSenderSettings = { host: '127.0.0.1', port, secure: 'none', name: 'bank.example', maxConnections: 2, timeouts: { connectMs: 1_000, idleMs: 1_000, totalMs: 3_000 }, report: (level, event, fields) => void events.push({ level, event, fields }), ...changes };
  return { ...makeMailSender(settings), events };
}

type Received = { readonly from: string; readonly to: string[]; readonly bytes: Buffer };

/** A real server whose answers the test chooses. */
async function server(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom === false ? 'none' : mailFrom.address, to: rcptTo.map(({ address }) => address), bytes: Buffer.concat(chunks) });
        callback(null, 'kept as 1234');
      });
    },
    ...options,
  });
  smtp.on('error', () => undefined);
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  const stop = () => new Promise<void>((resolve) => smtp.close(resolve));
  return { port: (smtp.server.address() as AddressInfo).port, received, stop };
}

/** A server that speaks fixed lines: the greeting, then one reply to each line that comes. */
async function scripted(greeting: string, replies: (line: string, socket: Socket) => string | null): Promise<{ port: number; stop: () => void; net: Server }> {
  const net = createServer((socket) => {
    let data = false;
    if (greeting !== '') socket.write(greeting);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString('latin1').split('\r\n').slice(0, -1)) {
        if (data && line !== '.') continue;
        const reply = replies(data ? 'END' : line, socket);
        data = !data && line === 'DATA' && (reply ?? '').startsWith('354');
        if (reply !== null) socket.write(`${reply}\r\n`);
      }
    });
  });
  net.listen(0, '127.0.0.1');
  await once(net, 'listening');
  return { port: (net.address() as AddressInfo).port, stop: () => void net.close(), net };
}

const polite = (replies: Record<string, string>) => (line: string) => {
  const word = line.split(':')[0]?.split(' ')[0]?.toUpperCase() ?? '';
  return replies[word] ?? { EHLO: '250 bank', DATA: '354 go on', END: '250 2.0.0 kept', QUIT: '221 bye' }[word] ?? '250 fine';
};
const envelope = { from: 'bounce+17@bank.example', to: 'hana@mail.example' };

test('the bytes arrive as they are, with the envelope that was given; the server’s reply is told', async (t) => {
  const smtp = await server();
  const { send, close, events } = sender(smtp.port);
  t.deepEqual(await send(envelope, MAIL), { outcome: 'accepted', reply: '250 kept as 1234' });
  t.deepEqual(await send({ from: '', to: 'hana@例え.jp' }, MAIL), { outcome: 'accepted', reply: '250 kept as 1234' });
  t.deepEqual(smtp.received.map(({ from, to }) => [from, ...to]), [['bounce+17@bank.example', 'hana@mail.example'], ['', 'hana@例え.jp']]);
  for (const { bytes } of smtp.received) t.deepEqual(bytes, MAIL);
  t.deepEqual(events, []);
  await close();
  await smtp.stop();
});

const REFUSED: Record<string, Record<string, string>> = {
  'an unknown recipient': { RCPT: '550 5.1.1 no such user' },
  'a full mailbox': { RCPT: '552 5.2.2 mailbox full' },
  'content that the server does not want': { END: '554 5.7.1 looks like spam' },
  'a mail that is too large': { MAIL: '552 5.3.4 too large' },
};
for (const [name, replies] of Object.entries(REFUSED)) {
  test(`${name} is refused for good, without an alarm`, async (t) => {
    const smtp = await scripted('220 hello\r\n', polite(replies));
    const { send, close, events } = sender(smtp.port);
    t.deepEqual(await send(envelope, MAIL), { outcome: 'refused', reply: Object.values(replies)[0] ?? '' });
    t.deepEqual(events.map(({ level }) => level), ['warn']);
    await close();
    smtp.stop();
  });
}

const LATER: Record<string, Record<string, string>> = {
  greylisting: { RCPT: '450 4.2.0 greylisted, come again' },
  'a server that is full': { MAIL: '452 4.3.1 no space' },
  'a fault after the data': { END: '451 4.3.0 try later' },
};
for (const [name, replies] of Object.entries(LATER)) {
  test(`${name} is about this mail, and for later`, async (t) => {
    const smtp = await scripted('220 hello\r\n', polite(replies));
    const { send, close } = sender(smtp.port);
    t.deepEqual(await send(envelope, MAIL), { outcome: 'later', reply: Object.values(replies)[0] ?? '' });
    await close();
    smtp.stop();
  });
}

const ABOUT_US: Record<string, Record<string, string>> = {
  'a sender that the server does not like': { MAIL: '550 5.7.1 sender not allowed' },
  'a server that wants a login first': { MAIL: '530 5.7.0 authentication required' },
  'a server that will not relay for us': { RCPT: '554 5.7.1 <hana@mail.example>: Relay access denied' },
};
for (const [name, replies] of Object.entries(ABOUT_US)) {
  test(`${name} says nothing about the mail: unsent, and one alarm`, async (t) => {
    const smtp = await scripted('220 hello\r\n', polite(replies));
    const { send, close, events } = sender(smtp.port);
    t.is((await send(envelope, MAIL)).outcome, 'unsent');
    t.is((await send(envelope, MAIL)).outcome, 'unsent');
    t.deepEqual(events.map(({ level, event }) => [level, event]), [['alarm', 'smtp-refuses-us']]);
    await close();
    smtp.stop();
  });
}

for (const [name, begins, refusal] of [['the null return path', 'MAIL FROM:<>', '501 invalid address'], ['one recipient', 'RCPT TO:<gone@', '550 5.7.1 Relay access denied']] as const) {
  test(`a server that takes other mails, but never ${name}, means that mail: it is for later, and has an end`, async (t) => {
    const smtp = await scripted('220 hello\r\n', (line) => (line.startsWith(begins) ? refusal : polite({})(line)));
    const { send, close } = sender(smtp.port);
    const mail = name === 'one recipient' ? { ...envelope, to: 'gone@mail.example' } : { ...envelope, from: '' };
    for (const outcome of ['unsent', 'unsent', 'unsent'] as const) t.is((await send(mail, MAIL)).outcome, outcome, 'perhaps it takes nothing from us');
    t.is((await send({ ...envelope, to: 'taro@mail.example' }, MAIL)).outcome, 'accepted');
    for (const outcome of ['later', 'later'] as const) t.deepEqual(await send(mail, MAIL), { outcome, reply: refusal });
    t.is((await send({ ...mail, from: 'bounce+18@bank.example', to: 'gone@mail.example' }, MAIL)).outcome, name === 'one recipient' ? 'unsent' : 'accepted', 'another mail is judged by itself');
    await close();
    smtp.stop();
  });
}

test('a wrong password leaves the mail unsent with an alarm, verify says so, and neither the password nor the mail is reported', async (t) => {
  const auth: SMTPServerOptions = { authOptional: false, allowInsecureAuth: true, onAuth: (login, _session, callback) => (login.password === 'right' ? callback(null, { user: 'bank' }) : callback(new Error('wrong'))) };
  const smtp = await server(auth);
  const wrong = sender(smtp.port, { user: 'bank', password: 'wr0ng-s3cret' });
  const result = await wrong.send(envelope, MAIL);
  t.is(result.outcome, 'unsent');
  t.regex(result.reply, /^535 /);
  t.deepEqual(wrong.events.map(({ level }) => level), ['alarm']);
  t.false((await wrong.verify()).ok);
  t.notRegex(JSON.stringify([result, wrong.events]), /wr0ng-s3cret|d3IwbmctczNjcmV0|4K7M/);
  const right = sender(smtp.port, { user: 'bank', password: 'right' });
  t.true((await right.verify()).ok);
  t.is((await right.send(envelope, MAIL)).outcome, 'accepted');
  await Promise.all([wrong.close(), right.close()]);
  await smtp.stop();
});

test('a server without AUTH is an alarm where a login is configured, and the mail is unsent', async (t) => {
  const smtp = await scripted('220 hello\r\n', polite({ AUTH: '502 5.5.1 not known' }));
  const { send, close, events } = sender(smtp.port, { user: 'bank', password: 'x' });
  t.is((await send(envelope, MAIL)).outcome, 'unsent');
  t.is(events[0]?.level, 'alarm');
  await close();
  smtp.stop();
});

test('a server without TLS where STARTTLS is configured gets nothing: unsent', async (t) => {
  const lines: string[] = [];
  const smtp = await scripted('220 hello\r\n', (line) => (lines.push(line), polite({ STARTTLS: '502 5.5.1 not known' })(line)));
  const { send, close } = sender(smtp.port, { secure: 'starttls' });
  t.is((await send(envelope, MAIL)).outcome, 'unsent');
  t.false(lines.some((line) => line.startsWith('MAIL')));
  await close();
  smtp.stop();
});

test('no server, a server that hangs, hangs up, refuses to serve, or talks nonsense: unsent, or unanswered once it had the content; never a throw', async (t) => {
  const dead = await scripted('220 hello\r\n', () => '');
  dead.stop();
  const silent = await scripted('', () => null);
  const nonsense = await scripted('HTTP/1.1 200 OK\r\n', () => 'what');
  const closing = await scripted('554 no service here\r\n', () => '221 bye');
  const abrupt = await scripted('220 hello\r\n', (line, socket) => (line === 'END' ? (socket.destroy(), null) : polite({})(line)));
  const dripping = await scripted('220 hello\r\n', (line, socket) => {
    if (line !== 'END') return polite({})(line);
    const drip = setInterval(() => socket.write('250-still busy\r\n'), 200);
    socket.on('close', () => clearInterval(drip));
    return null;
  });
  const servers = [dead, silent, nonsense, closing, abrupt, dripping];
  const senders = servers.map(({ port }) => sender(port));
  const results = await Promise.all(senders.map(({ send }) => send(envelope, MAIL)));
  t.deepEqual(results.map(({ outcome }) => outcome), ['unsent', 'unsent', 'unsent', 'unsent', 'unanswered', 'unanswered']);
  for (const { reply } of results) t.true(reply.length > 0);
  t.false((await senders[0]?.verify())?.ok);
  await Promise.all(senders.map(({ close }) => close()));
  for (const { stop } of servers.slice(1)) stop();
});

test('after the content a server may take its time, longer than for anything else; then the connection has its usual limit again', async (t) => {
  t.true(LONGEST_SENDING_MS > 600_000, 'RFC 5321 gives a server ten minutes');
  let mute = false;
  const smtp = await scripted('220 hello\r\n', (line, socket) => {
    if (mute && line.startsWith('RCPT')) return null;
    return line === 'END' ? (setTimeout(() => socket.write('250 2.0.0 kept\r\n'), 2_500), null) : polite({})(line);
  });
  const { send, close } = sender(smtp.port, { maxConnections: 1, timeouts: { connectMs: 1_000, idleMs: 1_500, answerMs: 60_000, totalMs: 20_000 } });
  t.deepEqual(await send(envelope, MAIL), { outcome: 'accepted', reply: '250 2.0.0 kept' });
  mute = true;
  const { outcome, reply } = await send(envelope, MAIL);
  t.is(outcome, 'unsent');
  t.notRegex(reply, /not sent within/);
  await close();
  smtp.stop();
});

test('a server that never answers for the content: unanswered, since it may have the mail', async (t) => {
  for (const timeouts of [{ idleMs: 200, answerMs: 400, totalMs: 8_000 }, { idleMs: 200, answerMs: 8_000, totalMs: 600 }]) {
    const smtp = await scripted('220 hello\r\n', (line) => (line === 'END' ? null : polite({})(line)));
    const { send, close, events } = sender(smtp.port, { timeouts });
    t.is((await send(envelope, MAIL)).outcome, 'unanswered');
    t.deepEqual(events.map(({ level, event }) => `${level} ${event}`), ['warn mail-not-sent']);
    await close();
    smtp.stop();
  }
});

test('what is no address never reaches the server: refused as a recipient, a fault as our own return path', async (t) => {
  const lines: string[] = [];
  const smtp = await scripted('220 hello\r\n', (line) => (lines.push(line), polite({})(line)));
  const { send, close } = sender(smtp.port);
  for (const to of ['hana@mail.example>\r\nRCPT TO:<eve@evil.example', 'hana@mail.example, eve@evil.example', '', 'hana']) t.is((await send({ from: '', to }, MAIL)).outcome, 'refused', to);
  await t.throwsAsync(send({ from: 'pay@bank.example>\r\nRSET', to: 'hana@mail.example' }, MAIL), { instanceOf: RangeError });
  t.deepEqual(lines, []);
  await close();
  smtp.stop();
});

test('close waits for the mail that is being sent, and what comes after it is unsent', async (t) => {
  const arrived = Promise.withResolvers<() => void>();
  const smtp = await server({ onData: (stream, _session, callback) => void stream.resume().on('end', () => arrived.resolve(() => callback(null, 'kept'))) });
  const { send, close } = sender(smtp.port);
  const sent = send(envelope, MAIL);
  const finish = await arrived.promise;
  const closed = close();
  t.is((await send(envelope, MAIL)).outcome, 'unsent');
  finish();
  t.is((await sent).outcome, 'accepted');
  await closed;
  await smtp.stop();
});

const PATIENT = { connectMs: 60_000, idleMs: 60_000, answerMs: 60_000, totalMs: 60_000 } as const;

for (const [silentAt, to] of [['END', 'hana@mail.example'], ['EHLO', 'hana@mail.example'], ['EHLO', 'jörg@mail.example']] as const) {
  test(`a server that is silent after ${silentAt} for ${to} holds up an end no longer than that may take: what is under way, or waits, is unsent`, async (t) => {
    const reached = Promise.withResolvers<void>();
    const smtp = await scripted('220 hello\r\n', (line) => (line.startsWith(silentAt) ? (reached.resolve(), null) : polite({})(line)));
    const { send, close, beginClosing } = sender(smtp.port, { maxConnections: 1, timeouts: { ...PATIENT, closeMs: 400 } });
    const began = performance.now();
    const sent = [send({ ...envelope, to }, MAIL), send({ ...envelope, to }, MAIL)];
    await reached.promise;
    beginClosing();
    const closed = silentAt === 'END' ? Promise.all(sent).then(close) : close();
    t.deepEqual((await Promise.all(sent)).map(({ outcome, reply }) => `${outcome} ${reply}`), Array.from({ length: 2 }, () => 'unsent EABORT: broken off: the outgoing mail is being closed'));
    await closed;
    t.true(performance.now() - began < 10_000);
    t.deepEqual(await send({ ...envelope, to }, MAIL), { outcome: 'unsent', reply: 'the outgoing mail is being closed' });
    smtp.stop();
  });
}

test('while the time to close runs mails are taken as before', async (t) => {
  const smtp = await server();
  const { send, close, beginClosing } = sender(smtp.port, { timeouts: { ...PATIENT, closeMs: 20_000 } });
  beginClosing();
  t.is((await send(envelope, MAIL)).outcome, 'accepted');
  const began = performance.now();
  await close();
  t.true(performance.now() - began < 10_000, 'nothing is waited for');
  await smtp.stop();
});

test('faults without a reply: what nodemailer can’t send is refused, what the network did is unsent', (t) => {
  const fault = (fields: object) => judgeFault(Object.assign(new Error('x'), fields));
  t.deepEqual(fault({ code: 'EENVELOPE' }), { outcome: 'refused', aboutUs: false });
  t.deepEqual(fault({ code: 'EMESSAGE', command: 'MAIL FROM' }), { outcome: 'refused', aboutUs: false });
  for (const code of ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'ETLS', 'EDNS', 'EPROTOCOL', 'EABORT', undefined]) t.deepEqual(fault({ code }), { outcome: 'unsent', aboutUs: false });
  t.deepEqual(fault({ code: 'EPROTOCOL', responseCode: 554, command: 'CONN' }), { outcome: 'unsent', aboutUs: false });
  for (const code of ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET']) t.deepEqual(fault({ code, given: true }), { outcome: 'unanswered', aboutUs: false });
  t.deepEqual(fault({ code: 'EMESSAGE', responseCode: 554, given: true }), { outcome: 'refused', aboutUs: false });
});
