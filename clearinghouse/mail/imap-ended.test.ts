import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Socket } from 'node:net';
import { startFakeImap } from '../cases/testing/fake-imap.ts';
import type { FakeImap } from '../cases/testing/fake-imap.ts';
import type { ReceivedLetter, RunningIntake } from '../protocol/letter.ts';
import type { FolderCursor } from './imap-folder.ts';
import { startImapWatch } from './imap-watch.ts';
import { startImapIntake } from './imap.ts';

/** The server ends the connection while letters are taken from it; for both who read mailboxes: the bank, and a shop's agent that only looks. */

type Who = 'bank' | 'agent';
type Odd = (connection: number, command: string, socket: Socket, tag: string) => 'cut' | 'answered' | 'as usual';

const LETTER = 'Subject: order\r\n\r\nPassword: maple-7731\r\n';
const NOON = Date.UTC(2026, 10, 21, 12);

/** With the two answers that only the agent asks for. */
async function serve(t: ExecutionContext, uids: readonly number[], odd: Odd): Promise<FakeImap & { readonly asked: (command: RegExp) => number }> {
  const commands: string[] = [];
  const server = await startFakeImap(() => Buffer.from(LETTER), uids, (connection, command, tag, socket) => {
    commands.push(command);
    const done = odd(connection, command, socket, tag);
    if (done === 'cut') socket.destroy();
    if (done !== 'as usual') return true;
    const heads = /^UID FETCH ([\d,]+) .*HEADER/.exec(command)?.[1]?.split(',');
    if (command.startsWith('UID SEARCH')) socket.write(`* SEARCH ${uids.join(' ')}\r\n${tag} OK done\r\n`);
    else if (heads !== undefined) socket.write(`${heads.map((uid) => `* ${uid} FETCH (UID ${uid} INTERNALDATE "20-Nov-2026 10:00:00 +0000" BODY[HEADER]<0> {18}\r\nSubject: order\r\n\r\n)\r\n`).join('')}${tag} OK done\r\n`);
    else return false;
    return true;
  });
  t.teardown(server.stop);
  return { ...server, asked: (wanted) => commands.filter((command) => wanted.test(command)).length };
}

type Reading = { readonly intake: RunningIntake; readonly taken: number[]; readonly cursors: Map<string, FolderCursor>; readonly told: (event: string) => readonly Record<string, unknown>[]; readonly wait: (milliseconds: number) => void };

function read(t: ExecutionContext, who: Who, port: number): Reading {
  const taken: number[] = [];
  const events: { readonly event: string; readonly fields: Record<string, unknown> }[] = [];
  const cursors = new Map<string, FolderCursor>();
  let clock = NOON;
  const keep = async ({ place }: ReceivedLetter) => ({ letterId: taken.push(place?.uid ?? 0), duplicate: false });
  const settings = {
    name: 'imap', host: '127.0.0.1', port, secure: 'none', user: 'pay', password: 'right', folders: ['INBOX'], pollSeconds: 0.02, maxBytes: 100_000, keep,
    cursor: { load: async (folder: string) => cursors.get(folder) ?? null, save: async (folder: string, cursor: FolderCursor) => void cursors.set(folder, cursor) },
    now: () => (clock += 1),
    random: () => 0,
    report: (_level: string, event: string, fields: Record<string, unknown>) => void events.push({ event, fields }),
    timing: { backoffFirstMs: 5, backoffLongestMs: 20 },
  } as const;
  const intake = who === 'bank' ? startImapIntake({ ...settings, doneFolder: 'Processed' }) : startImapWatch({ ...settings, since: 0, wants: () => true });
  t.teardown(() => intake.stop());
  return { intake, taken, cursors, told: (wanted) => events.filter(({ event }) => event === wanted).map(({ fields }) => fields), wait: (milliseconds) => void (clock += milliseconds) };
}

async function until(held: () => boolean): Promise<void> {
  while (!held()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** The next that is written to this socket has a BYE behind it, and the socket stays open. */
function sayByeBehind(socket: Socket): void {
  const write = socket.write.bind(socket) as (bytes: Uint8Array) => boolean;
  socket.write = ((bytes: string | Uint8Array) => {
    socket.write = write as Socket['write'];
    return write(Buffer.concat([Buffer.from(bytes as string), Buffer.from('* BYE shutting down\r\n')]));
  }) as Socket['write'];
}

const FAREWELLS: readonly (readonly [Who, string, RegExp])[] = [
  ['bank', 'opening the folder', /^SELECT/],
  ['bank', 'listing its letters', /^UID FETCH \d+:/],
  ['bank', 'marking the first one', /^UID STORE 4/],
  ['bank', 'moving the first one', /^UID MOVE 4/],
  ['agent', 'opening the folder', /^EXAMINE/],
  ['agent', 'listing its mails', /^UID SEARCH/],
  ['agent', 'their headers', /HEADER/],
  ['agent', 'the first one', /^UID FETCH 4 .*BODY\.PEEK\[\]/],
];
for (const [who, what, at] of FAREWELLS) {
  test(`${who}: a server that says BYE behind ${what} and leaves the socket open has given nothing more: no letter is passed over`, async (t) => {
    const server = await serve(t, [4, 9], (connection, command, socket) => {
      if (connection === 1 && at.test(command)) sayByeBehind(socket);
      return 'as usual';
    });
    const { intake, taken, cursors, told } = read(t, who, server.port);
    await until(() => intake.state().completeUntil !== null);
    t.deepEqual([...new Set(taken)].sort((a, b) => a - b), [4, 9]);
    t.is(cursors.get('INBOX')?.uid, 9);
    t.is(server.connections(), 2);
    t.deepEqual(told('imap-connection-lost').map(({ fault }) => fault), ['connection closed: shutting down']);
  });
}

const HOUR = 3_600_000;
const WHOLE = /^UID FETCH \d+ .*BODY\.PEEK\[\]/;
const LOOKS = /^(?:SELECT|EXAMINE)/;

for (const who of ['bank', 'agent'] as const) {
  test(`${who}: a letter at which the server ends the connection each time keeps no other one back: an alarm, rare tries, and after four hours no deadline waits for it`, async (t) => {
    const fifth = /^UID FETCH 5 .*BODY\.PEEK\[\]/;
    let damaged = true;
    const server = await serve(t, [4, 5, 9], (_connection, command) => (damaged && fifth.test(command) ? 'cut' : 'as usual'));
    const { intake, taken, cursors, told, wait } = read(t, who, server.port);
    const looksOn = async (): Promise<void> => {
      const looks = server.asked(LOOKS);
      await until(() => server.asked(LOOKS) >= looks + 3);
    };
    await until(() => taken.includes(9));
    await looksOn();
    t.deepEqual([...new Set(taken)], [4, 9]);
    t.deepEqual(told('imap-letter-unreadable').map(({ uid }) => uid), [5]);
    t.deepEqual([server.asked(fifth), server.connections()], [3, 4]);
    t.deepEqual([cursors.get('INBOX')?.uid, intake.state().completeUntil], [4, null]);
    wait(HOUR);
    await until(() => server.asked(fifth) === 4);
    await looksOn();
    t.deepEqual([server.asked(fifth), told('imap-letter-unreadable').length, intake.state().completeUntil], [4, 2, null]);
    wait(3 * HOUR);
    await until(() => intake.state().completeUntil !== null);
    t.deepEqual([server.asked(fifth), cursors.get('INBOX')?.uid], [5, 4]);
    damaged = false;
    wait(24 * HOUR);
    await until(() => taken.includes(5) && (cursors.get('INBOX')?.uid ?? 0) >= 5);
    t.is(server.asked(fifth), 6);
  });
}

const HEADERS = /^UID FETCH [\d,]+ .*HEADER/;
const uidsIn = (command: string): readonly number[] => (/^UID FETCH ([\d,]+) /.exec(command)?.[1] ?? '').split(',').map(Number);
const headOf = (uid: number): string => `* ${uid} FETCH (UID ${uid} INTERNALDATE "20-Nov-2026 10:00:00 +0000" BODY[HEADER]<0> {18}\r\nSubject: order\r\n\r\n)\r\n`;

for (const [how, farewell] of [['says BYE', '* BYE shutting down\r\n'], ['ends the connection', '']] as const) {
  test(`agent: a server that ${how} in the middle of the headers has given nothing more: no mail is passed over`, async (t) => {
    const server = await serve(t, [4, 5, 9], (connection, command, socket) => {
      if (connection > 1 || !HEADERS.test(command)) return 'as usual';
      socket.end(headOf(4) + farewell);
      return 'answered';
    });
    const { intake, taken, cursors } = read(t, 'agent', server.port);
    await until(() => intake.state().completeUntil !== null);
    t.deepEqual([...new Set(taken)].sort((a, b) => a - b), [4, 5, 9]);
    t.is(cursors.get('INBOX')?.uid, 9);
  });
}

test('agent: a mail whose header is not in the answer to a batch is asked for alone: it may be an order, and is passed over only where it is gone', async (t) => {
  const server = await serve(t, [4, 5, 9, 12], (_connection, command, socket, tag) => {
    if (!HEADERS.test(command)) return 'as usual';
    const asked = uidsIn(command);
    if (asked.length === 1 && asked[0] === 5) return 'as usual';
    // 5 is slow to come, 9 was taken out of the folder meanwhile, 12 has no header in the answer.
    socket.write(`${asked.includes(4) ? headOf(4) : ''}${asked.includes(12) && asked.length > 1 ? '* 12 FETCH (UID 12)\r\n' : asked.includes(12) ? headOf(12) : ''}${tag} OK done\r\n`);
    return 'answered';
  });
  const { intake, taken, cursors, told } = read(t, 'agent', server.port);
  await until(() => intake.state().completeUntil !== null);
  t.deepEqual([...new Set(taken)].sort((a, b) => a - b), [4, 5, 12]);
  t.is(cursors.get('INBOX')?.uid, 12);
  t.deepEqual(told('imap-letter-unreadable'), []);
});

for (const [how, refusal] of [['ends the connection', null], ['says NO', 'NO this message is damaged']] as const) {
  test(`agent: a mail at whose header the server ${how} each time keeps no other one back, and is asked for again`, async (t) => {
    let damaged = true;
    const server = await serve(t, [4, 5, 9], (_connection, command, socket, tag) => {
      if (!damaged || !HEADERS.test(command) || !uidsIn(command).includes(5)) return 'as usual';
      if (refusal === null) return 'cut';
      socket.write(`${tag} ${refusal}\r\n`);
      return 'answered';
    });
    const { intake, taken, cursors, told, wait } = read(t, 'agent', server.port);
    await until(() => taken.includes(9) && told('imap-letter-unreadable').length > 0);
    t.deepEqual([...new Set(taken)], [4, 9]);
    t.deepEqual([...new Set(told('imap-letter-unreadable').map(({ uid }) => uid))], [5]);
    t.deepEqual([cursors.get('INBOX')?.uid, intake.state().completeUntil], [4, null]);
    damaged = false;
    wait(25 * HOUR);
    await until(() => taken.includes(5) && (cursors.get('INBOX')?.uid ?? 0) >= 9);
    await until(() => intake.state().completeUntil !== null);
  });
}

for (const who of ['bank', 'agent'] as const) {
  test(`${who}: a letter whose text is NIL, since somebody moves it away meanwhile, is no letter: it is asked for again, and the others are taken`, async (t) => {
    const fifth = /^UID FETCH 5 .*BODY\.PEEK\[\]/;
    let moving = true;
    const server = await serve(t, [4, 5, 9], (_connection, command, socket, tag) => {
      if (!moving || !fifth.test(command)) return 'as usual';
      socket.write(`* 2 FETCH (UID 5 RFC822.SIZE 40 INTERNALDATE "20-Nov-2026 10:00:00 +0000" BODY[]<0> NIL)\r\n${tag} OK done\r\n`);
      return 'answered';
    });
    const { intake, taken, told, wait } = read(t, who, server.port);
    await until(() => taken.includes(9) && told('imap-letter-unreadable').length > 0);
    t.deepEqual([[...new Set(taken)], intake.state().completeUntil], [[4, 9], null]);
    t.deepEqual([...new Set(told('imap-letter-unreadable').map(({ uid }) => uid))], [5]);
    moving = false;
    wait(25 * HOUR);
    await until(() => taken.includes(5) && intake.state().completeUntil !== null);
  });
}

test('a mailbox that gives no letter at all is away: however long that lasts, deadlines wait', async (t) => {
  let away = true;
  const server = await serve(t, [5, 7], (_connection, command) => (away && WHOLE.test(command) ? 'cut' : 'as usual'));
  const { intake, taken, told, wait } = read(t, 'bank', server.port);
  await until(() => told('imap-letter-unreadable').length === 2);
  wait(5 * HOUR);
  const looks = server.asked(LOOKS);
  await until(() => server.asked(LOOKS) >= looks + 8);
  t.is(intake.state().completeUntil, null);
  away = false;
  wait(24 * HOUR);
  await until(() => intake.state().completeUntil !== null);
  t.deepEqual(taken, [5, 7]);
});

test('a connection that is lost at a letter now and then is nothing against it', async (t) => {
  let cuts = 2;
  const server = await serve(t, [4, 5, 9], (_connection, command) => (/^UID FETCH 5 /.test(command) && (cuts -= 1) >= 0 ? 'cut' : 'as usual'));
  const { intake, taken, told } = read(t, 'bank', server.port);
  await until(() => intake.state().completeUntil !== null);
  t.deepEqual(taken, [4, 5, 9]);
  t.deepEqual(told('imap-letter-unreadable'), []);
});
