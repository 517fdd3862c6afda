import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { dovecotAvailable, startDovecot } from '../../scripts/dovecot.ts';
import type { TestDovecot } from '../../scripts/dovecot.ts';
import type { KeepLetter, ReceivedLetter, RunningIntake } from '../protocol/letter.ts';
import { startImapIntake } from './imap.ts';
import type { ImapIntakeSettings } from './imap.ts';
import type { FolderCursor } from './imap-folder.ts';

/** The IMAP intake against a real Dovecot over IMAPS; its letters come in by LMTP. */

const USERS = ['order', 'seen', 'junk', 'outage', 'disk', 'crash', 'login', 'renewed', 'large', 'many', 'gone', 'poll', 'hung', 'stop', 'away', 'bytes', 'half'] as const;
type User = (typeof USERS)[number];
const NOON = Date.UTC(2026, 10, 21, 12);

let dir = '';
let dovecot: TestDovecot;

type Event = { readonly level: string; readonly event: string; readonly fields: Record<string, unknown> };

/** Waits for what must become true; a test that waits in vain is ended by the runner's time limit, with its name. */
async function until(held: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await held())) await new Promise((resolve) => setTimeout(resolve, 20));
}

type Bank = {
  readonly letters: ReceivedLetter[];
  readonly events: Event[];
  readonly cursors: Map<string, FolderCursor>;
  readonly intake: RunningIntake;
  readonly subjects: () => string[];
  readonly count: (event: string) => number;
};

function runIntake(t: ExecutionContext, user: User, changes: Partial<ImapIntakeSettings> & { readonly password?: string } = {}): Bank {
  const letters: ReceivedLetter[] = [];
  const events: Event[] = [];
  const cursors = new Map<string, FolderCursor>();
  let clock = NOON;
  const keep: KeepLetter = async (letter) => ({ letterId: letters.push(letter), duplicate: false });
  const settings: ImapIntakeSettings = {
    name: 'imap',
    host: '127.0.0.1',
    port: dovecot.imapsPort,
    secure: 'tls',
    tlsCa: dovecot.caPem,
    user,
    password: 'right',
    folders: ['INBOX', 'Junk'],
    doneFolder: 'Processed',
    keep,
    cursor: { load: async (folder) => cursors.get(folder) ?? null, save: async (folder, cursor) => void cursors.set(folder, cursor) },
    now: () => (clock += 1),
    random: () => 0.5,
    report: (level, event, fields) => void events.push({ level, event, fields }),
    pollSeconds: 0.3,
    maxBytes: 100_000,
    ...changes,
    timing: { backoffFirstMs: 30, backoffLongestMs: 100, noopMs: 2_000, noopAnswerMs: 2_000, ...changes.timing },
  };
  const intake = startImapIntake(settings);
  t.teardown(() => intake.stop());
  const subjects = (): string[] => letters.map((letter) => /^Subject: (.*?)\r?$/m.exec(Buffer.from(letter.bytes).toString('latin1'))?.[1] ?? '');
  return { letters, events, cursors, intake, subjects, count: (event) => events.filter((each) => each.event === event).length };
}

async function deliver(user: User, ...subjects: string[]): Promise<void> {
  const lmtp = createTransport({ host: '127.0.0.1', port: dovecot.lmtpPort, lmtp: true, ignoreTLS: true });
  for (const subject of subjects) await lmtp.sendMail({ envelope: { from: 'hana@mail.example', to: user }, raw: `From: hana@mail.example\r\nSubject: ${subject}\r\n\r\nPassword: maple-7731\r\n` });
  lmtp.close();
}

/** What a person does in the same mailbox with a client of their own. */
async function asPerson<T>(user: User, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.imapsPort, secure: true, tls: { ca: dovecot.caPem }, auth: { user, pass: 'right' }, logger: false });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

async function folderOf(client: ImapFlow, folder: string): Promise<{ subject: string; seen: boolean }[]> {
  const mailbox = await client.mailboxOpen(folder);
  if (mailbox.exists === 0) return [];
  const messages = await client.fetchAll('1:*', { uid: true, flags: true, envelope: true });
  return messages.map((message) => ({ subject: message.envelope?.subject ?? '', seen: message.flags?.has('\\Seen') ?? false }));
}

const contents = (user: User, folder: string): Promise<{ subject: string; seen: boolean }[]> => asPerson(user, (client) => folderOf(client, folder));

const append = (user: User, folder: string, subject: string, flags: string[] = []): Promise<unknown> =>
  asPerson(user, (client) => client.append(folder, Buffer.from(`Subject: ${subject}\r\n\r\ntext\r\n`), flags, new Date(NOON - 3_600_000)));

if (dovecotAvailable()) {
  test.before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'kakitome-dovecot-'));
    dovecot = await startDovecot({ dir, users: USERS.map((user) => ({ user, password: 'right' })) });
  });
  test.after.always(async () => {
    await dovecot?.stop();
    await rm(dir, { recursive: true, force: true });
  });
  registerTests();
} else {
  test('Dovecot is installed, so that the IMAP intake is tried on a real server', (t) => {
    t.log('left out: Dovecot is not installed');
    if (process.env['KAKITOME_REQUIRE_ALL'] === '1') t.fail('left out: Dovecot is not installed');
    else t.pass();
  });
}

function registerTests(): void {
  test('a letter that waits and one that comes in IDLE are kept in order, marked and moved, and the watermark goes on', async (t) => {
    await deliver('order', 'first');
    const bank = runIntake(t, 'order', { pollSeconds: 600 });
    await until(() => bank.intake.state().completeUntil !== null);
    const { completeUntil } = bank.intake.state();
    await deliver('order', 'second', 'third');
    await until(async () => bank.letters.length === 3 && (await contents('order', 'Processed')).length === 3);
    t.deepEqual(bank.subjects(), ['first', 'second', 'third']);
    await until(() => (bank.intake.state().completeUntil ?? 0) > (completeUntil ?? 0));
    t.deepEqual(await contents('order', 'Processed'), ['first', 'second', 'third'].map((subject) => ({ subject, seen: true })));
    t.deepEqual(await contents('order', 'INBOX'), []);
    t.deepEqual(bank.letters[1]?.place, { folder: 'INBOX', uidValidity: bank.cursors.get('INBOX')?.uidValidity ?? '', uid: 2 });
    t.deepEqual(bank.letters[0]?.envelope, { from: null, to: [], clientAddress: null, helo: null });
    t.deepEqual(bank.events.filter(({ level }) => level !== 'info'), []);
    t.deepEqual({ ...bank.intake.state(), completeUntil: 0 }, { name: 'imap', connected: true, completeUntil: 0, lastError: null });
  });

  test('what a person or a rule has read already is taken all the same, with the mailbox’s own time', async (t) => {
    await append('seen', 'INBOX', 'read by staff', ['\\Seen']);
    const bank = runIntake(t, 'seen');
    await until(() => bank.letters.length === 1);
    t.deepEqual(bank.subjects(), ['read by staff']);
    t.is(bank.letters[0]?.receivedAt, NOON - 3_600_000);
  });

  test('a letter in Junk is taken; a folder that is not there is told once', async (t) => {
    await append('junk', 'Junk', 'filed as spam');
    const bank = runIntake(t, 'junk', { folders: ['INBOX', 'Junk', 'Nowhere'] });
    await until(() => bank.letters.length === 1);
    t.is(bank.letters[0]?.place?.folder, 'Junk');
    const { completeUntil } = bank.intake.state();
    await until(() => (bank.intake.state().completeUntil ?? 0) > (completeUntil ?? 0) + 2);
    t.is(bank.count('imap-folder-missing'), 1);
    t.deepEqual(await contents('junk', 'Processed'), [{ subject: 'filed as spam', seen: true }]);
  });

  test('when keeping fails nothing is marked, moved or lost: an alarm, and the letter is kept at the next try', async (t) => {
    await deliver('disk', 'one', 'two');
    let full = true;
    const kept: ReceivedLetter[] = [];
    const keep: KeepLetter = async (letter) => {
      if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return { letterId: kept.push(letter), duplicate: false };
    };
    const bank = runIntake(t, 'disk', { keep });
    await until(() => bank.count('letter-not-kept') >= 2);
    t.is(bank.events.find(({ event }) => event === 'letter-not-kept')?.level, 'alarm');
    t.deepEqual(await contents('disk', 'INBOX'), ['one', 'two'].map((subject) => ({ subject, seen: false })));
    t.is(bank.cursors.size, 0);
    t.is(bank.intake.state().completeUntil, null);
    t.is(bank.intake.state().lastError, 'ENOSPC: no space left on device');
    t.true(bank.intake.state().connected);
    full = false;
    await until(() => bank.intake.state().completeUntil !== null);
    t.is(kept.length, 2);
    t.is(bank.intake.state().lastError, null);
    t.is(bank.count('imap-connected'), 1, 'our own fault is no reason for a new connection');
  });

  test('after a crash between keeping and moving the letter comes again and is moved: a duplicate, nothing else', async (t) => {
    await deliver('crash', 'paid');
    let crashed = false;
    const kept: ReceivedLetter[] = [];
    const first = runIntake(t, 'crash', {
      keep: async (letter) => {
        kept.push(letter);
        if (!crashed) throw new Error('the process ended right after the commit');
        return { letterId: 1, duplicate: kept.length > 1 };
      },
    });
    await until(() => kept.length >= 1);
    await first.intake.stop();
    const before = kept.length;
    crashed = true;
    const second = runIntake(t, 'crash', { keep: async (letter) => ({ letterId: 1, duplicate: kept.push(letter) > 1 }) });
    await until(() => second.intake.state().completeUntil !== null);
    t.is(kept.length, before + 1);
    t.deepEqual(kept.at(-1)?.bytes, kept[0]?.bytes);
    t.deepEqual(await contents('crash', 'Processed'), [{ subject: 'paid', seen: true }]);
    // An intake that starts from a cursor of long ago finds the folder empty and takes nothing twice.
    await second.intake.stop();
    const third = runIntake(t, 'crash');
    await until(() => third.intake.state().completeUntil !== null);
    t.is(third.letters.length, 0);
  });

  test('a lost cursor over a letter that could not be moved brings duplicates; the cursor keeps them away', async (t) => {
    // A folder below a message store that is no folder can't be made.
    const impossible = { doneFolder: 'a//b' };
    await deliver('away', 'stays');
    const bank = runIntake(t, 'away', impossible);
    await until(() => bank.count('imap-letter-not-moved') === 1 && bank.intake.state().completeUntil !== null);
    const { completeUntil } = bank.intake.state();
    await until(() => (bank.intake.state().completeUntil ?? 0) > (completeUntil ?? 0));
    t.is(bank.letters.length, 1);
    t.deepEqual(await contents('away', 'INBOX'), [{ subject: 'stays', seen: true }]);
    await bank.intake.stop();
    const again = runIntake(t, 'away', impossible);
    await until(() => again.letters.length === 1);
    t.deepEqual(again.letters[0]?.bytes, bank.letters[0]?.bytes);
  });

  test('a wrong password is an alarm and a long pause, not a storm of logins', async (t) => {
    const bank = runIntake(t, 'login', { password: 'wrong' });
    await until(() => bank.count('imap-login-refused') === 1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    t.deepEqual(bank.events.map(({ level, event }) => [level, event]), [['alarm', 'imap-login-refused']]);
    t.is(bank.events[0]?.fields['retryMs'], 600_000);
    t.false(bank.intake.state().connected);
    t.notRegex(JSON.stringify(bank.events), /wrong/);
    const again = runIntake(t, 'login', { password: 'wrong', timing: { loginRetryMs: 50 } });
    await until(() => again.count('imap-login-refused') >= 2);
  });

  test('a folder that was deleted and made anew has another UIDVALIDITY: it is read from its start', async (t) => {
    await asPerson('renewed', (client) => client.mailboxCreate('Orders'));
    for (const subject of ['a', 'b', 'c']) await append('renewed', 'Orders', subject);
    const folders = ['INBOX', 'Orders'];
    const bank = runIntake(t, 'renewed', { folders });
    await until(() => bank.letters.length === 3 && bank.cursors.get('Orders')?.uid === 3);
    const before = bank.cursors.get('Orders')?.uidValidity;
    await asPerson('renewed', async (client) => {
      await client.mailboxDelete('Orders');
      // UIDVALIDITY is made from the time in seconds.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      await client.mailboxCreate('Orders');
    });
    await append('renewed', 'Orders', 'after the change');
    await until(() => bank.letters.length === 4);
    t.is(bank.subjects()[3], 'after the change');
    t.is(bank.letters[3]?.place?.uid, 1);
    await until(() => bank.cursors.get('Orders')?.uid === 1);
    t.not(bank.cursors.get('Orders')?.uidValidity, before);
    t.is(bank.count('imap-folder-renewed'), 1);
  });

  test('the bytes are exactly the ones that were delivered, 8-bit ones and bare dots too', async (t) => {
    const raw = Buffer.concat([Buffer.from('Subject: bytes\r\n\r\n.\r\n..\r\n'), Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1).filter((byte) => byte !== 10 && byte !== 13)), Buffer.from('\r\n')]);
    await asPerson('bytes', (client) => client.append('INBOX', raw));
    const bank = runIntake(t, 'bytes');
    await until(() => bank.letters.length === 1);
    t.deepEqual(Buffer.from(bank.letters[0]?.bytes ?? []), raw);
  });

  test('a letter over the limit is kept as its beginning, so that it ends in a disposition, and the next is served', async (t) => {
    await asPerson('large', (client) => client.append('INBOX', Buffer.from(`Subject: large\r\n\r\n${'x'.repeat(98)}\r\n`.padEnd(30_000, 'y'))));
    await append('large', 'INBOX', 'small');
    const bank = runIntake(t, 'large', { maxBytes: 10_000 });
    await until(() => bank.letters.length === 2);
    t.deepEqual(bank.letters.map((letter) => letter.bytes.length), [10_000, 24]);
    t.deepEqual(bank.events.filter(({ event }) => event === 'letter-received').map(({ level, fields }) => [level, fields['oversize']]), [['warn', true], ['info', false]]);
  });

  test('a backlog is taken in its order', async (t) => {
    const subjects = Array.from({ length: 120 }, (_, index) => `order ${index}`);
    await deliver('many', ...subjects);
    const bank = runIntake(t, 'many');
    await until(() => bank.letters.length === 120);
    t.deepEqual(bank.subjects(), subjects);
  });

  test('the done folder vanishes while we run: it is made anew', async (t) => {
    const bank = runIntake(t, 'gone');
    await until(() => bank.intake.state().completeUntil !== null);
    await asPerson('gone', (client) => client.mailboxDelete('Processed'));
    await deliver('gone', 'after');
    await until(async () => bank.letters.length === 1 && (await contents('gone', 'Processed').catch(() => [])).length === 1);
    t.is(bank.count('imap-letter-not-moved'), 0);
  });

  test('stop waits for the letter that is being kept, moves it, and takes no other', async (t) => {
    await deliver('stop', 'in hand', 'next');
    let release: () => void = () => t.fail();
    const kept: ReceivedLetter[] = [];
    const bank = runIntake(t, 'stop', { keep: (letter) => new Promise((resolve) => (kept.push(letter), (release = () => resolve({ letterId: 1, duplicate: false })))) });
    await until(() => kept.length === 1);
    const stopped = bank.intake.stop();
    release();
    await stopped;
    t.is(kept.length, 1);
    t.false(bank.intake.state().connected);
    t.deepEqual(await contents('stop', 'Processed'), [{ subject: 'in hand', seen: true }]);
    t.deepEqual(await contents('stop', 'INBOX'), [{ subject: 'next', seen: false }]);
  });

  test('the settings are checked: some folder, and not the one of done letters', (t) => {
    t.throws(() => runIntake(t, 'half', { folders: [] }), { instanceOf: RangeError });
    t.throws(() => runIntake(t, 'half', { folders: ['INBOX', 'Processed'] }), { instanceOf: RangeError });
  });

  // Last, since it takes the server away from all.
  test.serial('after an outage of the server the intake comes back and catches up', async (t) => {
    const bank = runIntake(t, 'outage');
    await deliver('outage', 'before');
    await until(() => bank.letters.length === 1 && bank.intake.state().completeUntil !== null);
    await dovecot.halt();
    await until(() => bank.count('imap-connection-lost') >= 2);
    t.false(bank.intake.state().connected);
    const { completeUntil } = bank.intake.state();
    await dovecot.resume();
    await deliver('outage', 'during', 'after');
    await until(() => bank.letters.length === 3);
    t.deepEqual(bank.subjects(), ['before', 'during', 'after']);
    await until(() => (bank.intake.state().completeUntil ?? 0) > (completeUntil ?? 0));
    t.is(bank.intake.state().lastError, null);
  });
}
