/** Kept connections: what a server may do between two mails, and in the middle of one, and that no mail is lost or handed over twice by it. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { makeSmtpPool, type SmtpPool, type SmtpPoolSettings } from './smtp-pool.ts';

/** What a server does with a line of the n-th connection (from 1): a reply, or nothing. `END` stands for the dot. */
type Say = (line: string, connection: number, socket: Socket) => string | null;

type Talk = { readonly port: number; readonly connections: () => number; /** Contents in the order in which their dot came. */ readonly got: string[]; /** What came in one piece. */ readonly pieces: string[] };

const FIRST: Readonly<Record<string, string>> = { EHLO: '250-bank\r\n250 PIPELINING', DATA: '354 go on', END: '250 2.0.0 kept', QUIT: '221 bye' };
const polite: Say = (line) => FIRST[line.split(' ')[0] ?? ''] ?? '250 fine';
const unless = (word: string, other: Say): Say => (line, connection, socket) => (line.startsWith(word) ? other(line, connection, socket) : polite(line, connection, socket));

async function talk(t: ExecutionContext, say: Say): Promise<Talk> {
  let connections = 0;
  const [got, pieces]: [string[], string[]] = [[], []];
  const sockets = new Set<Socket>();
  const net = createServer({ noDelay: true }, (socket) => {
    const own = (connections += 1);
    let content: string[] | null = null;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 hello\r\n');
    socket.on('data', (chunk: Buffer) => {
      pieces.push(chunk.toString('latin1'));
      for (const line of chunk.toString('latin1').split('\r\n').slice(0, -1)) {
        if (content !== null && line !== '.') {
          content.push(line);
          continue;
        }
        if (content !== null) got.push(content.join('\n'));
        const reply = say(content === null ? line : 'END', own, socket);
        content = content === null && line === 'DATA' && reply?.startsWith('354') === true ? [] : null;
        if (reply !== null) socket.write(`${reply}\r\n`);
      }
    });
  });
  net.listen(0, '127.0.0.1');
  await once(net, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    net.close();
  });
  return { port: (net.address() as AddressInfo).port, connections: () => connections, got, pieces };
}

function open(t: ExecutionContext, port: number, changes: Partial<SmtpPoolSettings> = {}): SmtpPool {
  const line = { host: '127.0.0.1', port, ignoreTLS: true, name: 'bank.example', connectionTimeout: 1_000, greetingTimeout: 1_000, socketTimeout: 2_000, answerTimeout: 2_000, logger: false, login: null };
  const pool = makeSmtpPool({ line, maxConnections: 2, totalMs: 3_000, ...changes });
  t.teardown(pool.close);
  return pool;
}

const mail = (text: string) => ({ from: 'bounce@bank.example', to: 'hana@mail.example', bytes: Buffer.from(`${text}\r\n`) });
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `mail ${at}`);

/** One after the other; what became of each. */
async function inTurn(pool: SmtpPool, texts: readonly string[]): Promise<readonly string[]> {
  const replies: string[] = [];
  for (const text of texts) replies.push(await pool.send(mail(text)).catch((fault: Error) => `! ${fault.message}`));
  return replies;
}

test('one connection for mails one after the other, few for many at once; each arrives once', async (t) => {
  const server = await talk(t, polite);
  const pool = open(t, server.port);
  t.deepEqual(await inTurn(pool, names(5)), Array.from({ length: 5 }, () => '250 2.0.0 kept'));
  t.is(server.connections(), 1);
  await Promise.all(names(12).map((text) => pool.send(mail(`more ${text}`))));
  t.is(server.connections(), 2);
  t.deepEqual(server.got.toSorted(), [...names(5), ...names(12).map((text) => `more ${text}`)].toSorted());
});

test('sender, recipient and DATA go in one piece where the server takes it so; a dot at the start of a line stays one', async (t) => {
  const server = await talk(t, polite);
  await open(t, server.port).send(mail('.dot\r\n..two'));
  t.true(server.pieces.includes('MAIL FROM:<bounce@bank.example>\r\nRCPT TO:<hana@mail.example>\r\nDATA\r\n'));
  t.deepEqual(server.got, ['..dot\n...two']);
});

test('a server that ends the connection after each mail: nothing is lost, nothing comes twice', async (t) => {
  const server = await talk(t, unless('END', (_line, _connection, socket) => (socket.end('250 2.0.0 kept\r\n'), null)));
  const pool = open(t, server.port);
  for (const text of names(4)) {
    t.is(await pool.send(mail(text)), '250 2.0.0 kept');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  t.deepEqual(server.got, names(4));
  t.is(server.connections(), 4);
});

const ENDINGS: Readonly<Record<string, Say>> = {
  'hangs up as the next mail begins': (_line, _connection, socket) => (socket.destroy(), null),
  'says 421 to the next mail': (_line, _connection, socket) => (socket.end('421 4.4.2 too long\r\n'), null),
};
for (const [name, end] of Object.entries(ENDINGS)) {
  test(`a server that ${name}, on a kept connection: it goes over a new one, once`, async (t) => {
    const mails = new Map<number, number>();
    const server = await talk(t, unless('MAIL', (line, connection, socket) => {
      mails.set(connection, (mails.get(connection) ?? 0) + 1);
      return mails.get(connection) === 1 ? '250 fine' : end(line, connection, socket);
    }));
    const pool = open(t, server.port);
    t.deepEqual(await inTurn(pool, names(4)), Array.from({ length: 4 }, () => '250 2.0.0 kept'));
    t.deepEqual(server.got, names(4));
    t.is(server.connections(), 4);
  });

  test(`a server that ${name}, on a new connection: that was the try`, async (t) => {
    const server = await talk(t, unless('MAIL', end));
    await t.throwsAsync(open(t, server.port).send(mail('first')));
    t.is(server.connections(), 1);
    t.deepEqual(server.got, []);
  });
}

test('a connection that breaks after the content was given is no connection to try again: the server may have it', async (t) => {
  const server = await talk(t, (line, connection, socket) => (line === 'END' && server.got.length === 2 ? (socket.destroy(), null) : polite(line, connection, socket)));
  const pool = open(t, server.port);
  const [first, second, third] = await inTurn(pool, names(3));
  t.deepEqual([first, third], ['250 2.0.0 kept', '250 2.0.0 kept']);
  t.regex(second ?? '', /^! /);
  t.like(await t.throwsAsync(open(t, (await talk(t, unless('RCPT', (_line, _connection, socket) => (socket.destroy(), null)))).port).send(mail('fourth'))), { given: false });
  t.deepEqual(server.got, names(3));
});

test('what is said against a mail leaves the connection for the next one; a server that refuses to begin anew gets a new one', async (t) => {
  for (const [rset, connections] of [['250 flushed', 1], ['502 what', 2]] as const) {
    let refused = 0;
    const server = await talk(t, (line, connection, socket) => {
      if (line.startsWith('RSET')) return rset;
      if (line.startsWith('RCPT') && refused === 0) return (refused += 1, '550 5.1.1 nobody');
      return line === 'DATA' && refused === 1 ? ((refused += 1), '554 5.5.1 no recipient') : polite(line, connection, socket);
    });
    const pool = open(t, server.port, { maxConnections: 1 });
    const fault = await t.throwsAsync(pool.send(mail('first')));
    t.like(fault, { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' });
    t.is(await pool.send(mail('second')), '250 2.0.0 kept');
    t.is(server.connections(), connections, rset);
    t.deepEqual(server.got, ['second']);
  }
});

test('a server that goes silent: the mail is given up in time, and so is one that waits behind it; then the next goes over a new connection', async (t) => {
  let silent = true;
  const server = await talk(t, unless('END', () => (silent ? null : '250 2.0.0 kept')));
  const pool = open(t, server.port, { maxConnections: 1, totalMs: 400 });
  const [first, second] = await Promise.all(['first', 'second'].map((text) => pool.send(mail(text)).catch((fault: Error & { code?: string }) => fault.code)));
  t.deepEqual([first, second], ['ETIMEDOUT', 'ETIMEDOUT']);
  silent = false;
  t.is(await pool.send(mail('third')), '250 2.0.0 kept');
  t.deepEqual(server.got, ['first', 'third']);
});

test('a connection has an end: after a hundred mails comes another', async (t) => {
  const server = await talk(t, polite);
  const replies = await inTurn(open(t, server.port), names(101));
  t.true(replies.every((reply) => reply === '250 2.0.0 kept'));
  t.is(server.connections(), 2);
});

test('after close no connection is left, also where one was busy', async (t) => {
  let ended = 0;
  const server = await talk(t, (line, connection, socket) => {
    if (line.startsWith('EHLO')) socket.on('close', () => (ended += 1));
    return polite(line, connection, socket);
  });
  const pool = open(t, server.port);
  await pool.send(mail('first'));
  const sent = pool.send(mail('second'));
  pool.close();
  t.is(await sent, '250 2.0.0 kept');
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.is(ended, server.connections());
});
