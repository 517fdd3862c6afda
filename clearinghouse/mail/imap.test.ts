import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';
import type { ReceivedLetter } from '../protocol/letter.ts';
import { backoffMs } from './backoff.ts';
import { startImapIntake } from './imap.ts';
import type { FolderCursor } from './imap-folder.ts';
import type { ImapTiming } from './imap-loop.ts';
import { isLoginFault } from './imap-session.ts';

/** What a real server is hard to bring to do: the intake against one that is poor, slow, odd or rude. */

const NOON = Date.UTC(2026, 10, 21, 12);
const LETTER = 'Subject: order\r\n\r\nPassword: maple-7731\r\n';

type Reply = (tag: string, socket: Socket) => string | null;
type FakeServer = { readonly port: number; readonly commands: string[]; readonly connections: () => number };

/** One INBOX with the letters of `uids`; `odd` replaces the answer to commands that begin so. */
async function fakeServer(t: ExecutionContext, capabilities: string, uids: readonly number[], odd: Record<string, Reply> = {}): Promise<FakeServer> {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const left = new Set(uids);
  const net = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(`* OK [CAPABILITY IMAP4rev1 ${capabilities}] ready\r\n`);
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString('latin1').split('\r\n').filter((each) => each !== '')) {
        const [tag = '', ...rest] = line.split(' ');
        const command = rest.join(' ');
        commands.push(command);
        const strange = Object.entries(odd).find(([start]) => command.startsWith(start))?.[1];
        const reply = strange === undefined ? answer(tag, command, capabilities, left) : strange(tag, socket);
        if (reply !== null) socket.write(reply);
      }
    });
  });
  net.listen(0, '127.0.0.1');
  await once(net, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    net.close();
  });
  return { port: (net.address() as AddressInfo).port, commands, connections: () => connections };
}

const literal = (uid: number): string => `* ${uid} FETCH (UID ${uid} RFC822.SIZE ${LETTER.length} INTERNALDATE "20-Nov-2026 10:00:00 +0000" BODY[]<0> {${LETTER.length}}\r\n${LETTER})\r\n`;

function answer(tag: string, command: string, capabilities: string, left: Set<number>): string {
  const done = `${tag} OK done\r\n`;
  const uid = Number.parseInt(/(?:COPY|MOVE|EXPUNGE|FETCH) (\d+)/.exec(command)?.[1] ?? '0', 10);
  if (command.startsWith('CAPABILITY')) return `* CAPABILITY IMAP4rev1 ${capabilities}\r\n${done}`;
  if (/^LIST "" ""/.test(command)) return `* LIST (\\Noselect) "/" ""\r\n${done}`;
  if (command.startsWith('LIST')) return `* LIST () "/" INBOX\r\n* LIST () "/" Processed\r\n${done}`;
  if (command.startsWith('LSUB')) return done;
  if (command.startsWith('STATUS')) return `* STATUS Processed (MESSAGES 0)\r\n${done}`;
  if (command.startsWith('SELECT')) return `* FLAGS (\\Seen \\Deleted)\r\n* ${left.size} EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n${done}`;
  if (/^UID FETCH \d+:\*/.test(command)) return [...left].map((each) => `* ${each} FETCH (UID ${each})\r\n`).join('') + done;
  if (command.startsWith('UID FETCH')) return (left.has(uid) ? literal(uid) : '') + done;
  if (/^UID (EXPUNGE|MOVE)/.test(command)) return left.delete(uid) ? `* ${uid} EXPUNGE\r\n${done}` : done;
  return done;
}

function run(t: ExecutionContext, port: number, timing: Partial<ImapTiming> = {}) {
  const letters: ReceivedLetter[] = [];
  const events: { level: string; event: string; fields: Record<string, unknown> }[] = [];
  const cursors = new Map<string, FolderCursor>();
  let clock = NOON;
  const intake = startImapIntake({
    name: 'imap',
    host: '127.0.0.1',
    port,
    secure: 'none',
    user: 'pay',
    password: 'right',
    folders: ['INBOX'],
    doneFolder: 'Processed',
    keep: async (letter) => ({ letterId: letters.push(letter), duplicate: false }),
    cursor: { load: async (folder) => cursors.get(folder) ?? null, save: async (folder, cursor) => void cursors.set(folder, cursor) },
    now: () => (clock += 1),
    random: () => 0,
    report: (level, event, fields) => void events.push({ level, event, fields }),
    pollSeconds: 0.1,
    maxBytes: 100_000,
    timing: { backoffFirstMs: 30, backoffLongestMs: 100, ...timing },
  });
  t.teardown(() => intake.stop());
  return { letters, events, cursors, intake, count: (event: string) => events.filter((each) => each.event === event).length };
}

async function until(held: () => boolean): Promise<void> {
  while (!held()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('a server without IDLE is polled', async (t) => {
  const server = await fakeServer(t, 'MOVE UIDPLUS', [4, 9]);
  const bank = run(t, server.port);
  await until(() => bank.letters.length === 2);
  await until(() => server.commands.filter((command) => command.startsWith('SELECT')).length >= 3);
  t.deepEqual(bank.letters.map(({ place }) => place?.uid), [4, 9]);
  t.is(bank.letters[0]?.receivedAt, Date.UTC(2026, 10, 20, 10));
  t.false(server.commands.includes('IDLE'));
  t.deepEqual(bank.cursors.get('INBOX'), { uidValidity: '7', uid: 9 });
  t.is(server.connections(), 1);
});

test('without MOVE the letter is copied and only that one expunged', async (t) => {
  const server = await fakeServer(t, 'UIDPLUS', [4, 9]);
  const bank = run(t, server.port);
  await until(() => bank.intake.state().completeUntil !== null);
  const moving = server.commands.filter((command) => /^(UID )?(COPY|STORE|EXPUNGE|MOVE)/.test(command));
  t.deepEqual(moving.slice(0, 4), ['UID STORE 4 +FLAGS.SILENT (\\Seen)', 'UID COPY 4 Processed', 'UID STORE 4 +FLAGS.SILENT (\\Deleted)', 'UID EXPUNGE 4']);
});

test('without MOVE and UIDPLUS nothing is expunged, which could take what a person has marked: the letter stays, read once', async (t) => {
  const server = await fakeServer(t, '', [4]);
  const bank = run(t, server.port);
  await until(() => server.commands.filter((command) => command.startsWith('SELECT')).length >= 3);
  t.is(bank.letters.length, 1);
  t.is(bank.count('imap-letter-not-moved'), 1);
  t.false(server.commands.some((command) => /EXPUNGE|COPY|MOVE|Deleted/.test(command)));
});

test('a server that stalls in IDLE is found out by the NOOP that it does not answer, and left for a new connection', async (t) => {
  const server = await fakeServer(t, 'IDLE MOVE UIDPLUS', [], { IDLE: () => '+ idling\r\n', DONE: () => null, NOOP: () => null });
  const bank = run(t, server.port, { noopMs: 80, noopAnswerMs: 80, graceMs: 50 });
  await until(() => server.connections() >= 2);
  t.is(bank.events.find(({ event }) => event === 'imap-connection-lost')?.fields['fault'], 'the server did not answer NOOP');
});

test('BYE, a cut connection and silence after the greeting are survived', async (t) => {
  for (const [number, cut] of [(tag: string, socket: Socket) => (socket.end(`* BYE maintenance\r\n${tag} NO bye\r\n`), null), (_tag: string, socket: Socket) => (socket.resetAndDestroy(), null), () => null].entries()) {
    let first = true;
    const once: Reply = (tag, socket) => {
      if (!first) return answer(tag, 'SELECT', '', new Set());
      first = false;
      return cut(tag, socket);
    };
    const server = await fakeServer(t, 'MOVE UIDPLUS', [], { SELECT: once });
    const bank = run(t, server.port, { socketMs: 300 });
    await until(() => bank.intake.state().completeUntil !== null);
    t.is(server.connections(), 2, String(number));
    await bank.intake.stop();
  }
});

test('news of another message in the answer is not taken for the letter', async (t) => {
  const server = await fakeServer(t, 'MOVE UIDPLUS', [9], { 'UID FETCH 9 ': (tag) => `* 1 FETCH (UID 3 FLAGS (\\Seen))\r\n* 9 FETCH (UID 9 FLAGS ())\r\n${literal(9)}${tag} OK done\r\n` });
  const bank = run(t, server.port);
  await until(() => bank.letters.length === 1);
  t.is(Buffer.from(bank.letters[0]?.bytes ?? []).toString(), LETTER);
  t.is(bank.letters[0]?.place?.uid, 9);
});

test('a letter that a person took away meanwhile is nothing, also when the server speaks of another one', async (t) => {
  const server = await fakeServer(t, 'MOVE UIDPLUS', [8, 9], { 'UID FETCH 8 ': (tag) => `* 1 FETCH (UID 3 FLAGS (\\Seen))\r\n${tag} OK done\r\n` });
  const bank = run(t, server.port);
  await until(() => bank.intake.state().completeUntil !== null);
  t.deepEqual(bank.letters.map(({ place }) => place?.uid), [9]);
  t.is(bank.cursors.get('INBOX')?.uid, 9);
  t.deepEqual(bank.events.filter(({ level }) => level === 'alarm'), []);
});

test('a letter that the server does not give up is an alarm and stays; those after it are served; the cursor and the watermark wait', async (t) => {
  let broken = true;
  const server = await fakeServer(t, 'MOVE UIDPLUS', [4, 5, 9], { 'UID FETCH 5 ': (tag) => (broken ? `${tag} NO [SERVERBUG] can't read\r\n` : `${literal(5)}${tag} OK\r\n`) });
  const bank = run(t, server.port);
  await until(() => bank.count('imap-letter-unreadable') >= 2);
  t.deepEqual(bank.letters.map(({ place }) => place?.uid), [4, 9]);
  t.is(bank.cursors.get('INBOX')?.uid, 4);
  t.is(bank.intake.state().completeUntil, null);
  broken = false;
  await until(() => bank.intake.state().completeUntil !== null);
  t.deepEqual(bank.letters.map(({ place }) => place?.uid), [4, 9, 5]);
});

test('a mailbox that answers with the last message for an empty range brings nothing twice', async (t) => {
  const server = await fakeServer(t, '', [4]);
  const bank = run(t, server.port);
  await until(() => server.commands.filter((command) => command.startsWith('UID FETCH 5:*')).length >= 2);
  t.is(bank.letters.length, 1);
});

test('no server at all: tries go on with growing pauses, one alarm, and stop ends them', async (t) => {
  const bank = run(t, 1, { backoffFirstMs: 2, backoffLongestMs: 10 });
  await until(() => bank.count('imap-connection-lost') >= 10);
  t.is(bank.events.filter(({ level }) => level === 'alarm').length, 1);
  t.deepEqual(bank.events.slice(0, 4).map(({ fields }) => fields['retryMs']), [2, 4, 8, 10]);
  await bank.intake.stop();
  const after = bank.events.length;
  await new Promise((resolve) => setTimeout(resolve, 50));
  t.is(bank.events.length, after);
});

test('stop does not wait for a server that hangs', async (t) => {
  const server = await fakeServer(t, 'MOVE UIDPLUS', [4], { 'UID FETCH 4 ': () => null });
  const bank = run(t, server.port, { graceMs: 50 });
  await until(() => server.commands.some((command) => command.startsWith('UID FETCH 4 ')));
  await bank.intake.stop();
  t.false(bank.intake.state().connected);
  const mute = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const connecting = run(t, (mute.address() as AddressInfo).port);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await connecting.intake.stop();
  mute.close();
  t.is(connecting.intake.state().completeUntil, null);
});

test('a login that fails because the server is busy is no login fault', (t) => {
  const fault = (serverResponseCode?: string) => Object.assign(new Error('no'), { authenticationFailed: true, ...(serverResponseCode === undefined ? {} : { serverResponseCode }) });
  t.true(isLoginFault(fault()));
  t.true(isLoginFault(fault('AUTHENTICATIONFAILED')));
  t.false(isLoginFault(fault('UNAVAILABLE')));
  t.false(isLoginFault(new Error('ECONNREFUSED')));
});

test('a pause doubles from the first to the longest, and chance takes at most half', (t) => {
  const limits = { firstMs: 1_000, longestMs: 60_000 };
  t.deepEqual([1, 2, 3, 6, 7, 50].map((tries) => backoffMs(tries, 0, limits)), [1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
  fc.assert(
    fc.property(fc.nat(200), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (tries, random) => {
      const ms = backoffMs(tries, random, limits);
      t.true(ms >= 1_000 && ms <= 60_000 && ms <= backoffMs(tries, 0, limits));
    }),
  );
});
