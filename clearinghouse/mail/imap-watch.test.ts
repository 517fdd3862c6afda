import test from 'ava';
import type { ExecutionContext } from 'ava';
import { dovecotAvailable } from '../../scripts/dovecot.ts';
import { openMailboxBench, until } from '../../scripts/test-mailbox.ts';
import type { MailboxBench } from '../../scripts/test-mailbox.ts';
import type { ReceivedLetter, RunningIntake } from '../protocol/letter.ts';
import type { FolderCursor } from './imap-folder.ts';
import { peekOnce, startImapWatch } from './imap-watch.ts';
import type { ImapWatchSettings } from './imap-watch.ts';

/** The watcher of somebody else's mailbox against a real Dovecot: it sees what comes and leaves everything as it is. */

const available = dovecotAvailable();
let bench: MailboxBench;

test.before(async () => {
  if (available) bench = await openMailboxBench(['still', 'idle', 'since', 'ahead', 'crash', 'renewed', 'folders', 'outage', 'once', 'batch', 'bulky']);
});
test.after.always(async () => {
  await bench?.stop();
});

/** Registers nothing where Dovecot is missing; the test below then says so. */
const onDovecot = (title: string, run: (t: ExecutionContext) => Promise<void> | void): void => {
  if (available) test(title, run);
};
if (!available) {
  test('left out: Dovecot is not installed', (t) => {
    t.log('left out: Dovecot is not installed');
    t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'Dovecot must be installed here');
  });
}

type Watched = { readonly letters: ReceivedLetter[]; readonly looked: string[]; readonly cursors: Map<string, FolderCursor>; readonly events: string[]; readonly settings: ImapWatchSettings };

const subjectOf = (bytes: Uint8Array): string => /^Subject: (.*?)\r?$/m.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? '';

function prepare(user: string, changes: Partial<ImapWatchSettings> = {}): Watched {
  const watched: Omit<Watched, 'settings'> = { letters: [], looked: [], cursors: new Map(), events: [] };
  let clock = 0;
  const settings = {
    name: 'shop', host: '127.0.0.1', port: bench.dovecot.imapsPort, secure: 'tls', tlsCa: bench.dovecot.caPem, user, password: 'right',
    folders: ['INBOX'], pollSeconds: 0.3, maxBytes: 100_000, since: 0,
    wants: (header: Uint8Array) => {
      watched.looked.push(subjectOf(header));
      return subjectOf(header).startsWith('order');
    },
    keep: async (letter: ReceivedLetter) => void watched.letters.push(letter),
    cursor: { load: async (folder: string) => watched.cursors.get(folder) ?? null, save: async (folder: string, cursor: FolderCursor) => void watched.cursors.set(folder, cursor) },
    report: (_level: string, event: string, fields: Record<string, unknown>) => void watched.events.push(fields['folder'] === undefined ? event : `${event} ${String(fields['folder'])}`),
    now: () => (clock += 1),
    random: () => 0.5,
    timing: { backoffFirstMs: 30, backoffLongestMs: 100, noopMs: 2_000, noopAnswerMs: 2_000 },
    ...changes,
  } as ImapWatchSettings;
  return { ...watched, settings };
}

function watch(t: ExecutionContext, watched: Watched): RunningIntake {
  const intake = startImapWatch(watched.settings);
  t.teardown(() => intake.stop());
  return intake;
}

const subjects = ({ letters }: Watched): readonly string[] => letters.map(({ bytes }) => subjectOf(bytes));

/** Everything that a person could see changed: bytes, flags, dates, places, counters. \Recent is asked for by STATUS, which takes it from nobody. */
const snapshot = (user: string, folder: string): Promise<unknown> =>
  bench.asPerson(user, async (client) => {
    const status = await client.status(folder, { messages: true, recent: true, unseen: true, uidNext: true, uidValidity: true });
    await client.mailboxOpen(folder, { readOnly: true });
    const mails = await client.fetchAll('1:*', { uid: true, flags: true, internalDate: true, source: true }).catch(() => []);
    return { status, mails: mails.map(({ uid, flags, internalDate, source }) => ({ uid, flags: [...(flags ?? [])].sort(), internalDate, source: source?.toString('latin1') })) };
  });

onDovecot('mails stay as they are, to the byte and the flag, \\Recent included; only what is wanted is fetched whole', async (t) => {
  const raw = Buffer.concat([Buffer.from('Subject: order bytes\r\n\r\n.\r\n..\r\n'), Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1).filter((byte) => byte !== 10 && byte !== 13)), Buffer.from('\r\n')]);
  await bench.append('still', 'INBOX', 'private letter', ['\\Flagged']);
  await bench.append('still', 'INBOX', 'order read already', ['\\Seen']);
  await bench.append('still', 'INBOX', 'order answered', ['\\Answered', '$Forwarded']);
  await bench.asPerson('still', (client) => client.append('INBOX', raw));
  await bench.deliver('still', 'order by lmtp');
  const before = await snapshot('still', 'INBOX');
  const watched = prepare('still');
  const intake = watch(t, watched);
  await until(() => intake.state().completeUntil !== null && watched.letters.length === 4);
  await intake.stop();
  t.deepEqual(subjects(watched), ['order read already', 'order answered', 'order bytes', 'order by lmtp']);
  t.deepEqual(Buffer.from(watched.letters[2]?.bytes ?? []), raw);
  t.deepEqual(await snapshot('still', 'INBOX'), before);
  t.true(watched.looked.includes('private letter'));
});

onDovecot('what arrives is heard in IDLE, each once, in order', async (t) => {
  const watched = prepare('idle', { pollSeconds: 600 });
  const intake = watch(t, watched);
  await until(() => intake.state().completeUntil !== null);
  await bench.deliver('idle', 'order one', 'private', 'order two');
  await until(() => watched.letters.length === 2);
  await bench.deliver('idle', 'order three');
  await until(() => watched.letters.length === 3);
  t.deepEqual(subjects(watched), ['order one', 'order two', 'order three']);
});

onDovecot('mails from before `since` are passed over, also in a mailbox that is seen for the first time; the cursor goes on', async (t) => {
  await bench.append('since', 'INBOX', 'order of last week');
  const watched = prepare('since', { since: Date.now() - 86_400_000 });
  const intake = watch(t, watched);
  await until(() => watched.cursors.get('INBOX')?.uid === 1);
  await bench.deliver('since', 'order of today');
  await until(() => watched.letters.length === 1);
  t.deepEqual(subjects(watched), ['order of today']);
  await intake.stop();
  t.is(watched.cursors.get('INBOX')?.uid, 2);
});

onDovecot('where `since` lies ahead of the mailbox\'s clock, what comes after the first look is taken all the same', async (t) => {
  await bench.append('ahead', 'INBOX', 'order of before');
  const watched = prepare('ahead', { since: Date.now() + 9 * 3_600_000, sinceThen: () => Date.now() - 86_400_000 });
  watch(t, watched);
  await until(() => watched.cursors.get('INBOX')?.uid === 1);
  await bench.deliver('ahead', 'order of today');
  await until(() => watched.cursors.get('INBOX')?.uid === 2);
  t.deepEqual(subjects(watched), ['order of today']);
});

onDovecot('a crash between keeping and the cursor brings a mail again, never loses one; a fault of ours is tried again', async (t) => {
  await bench.deliver('crash', 'order a', 'order b', 'order c');
  let faults = 2;
  const watched = prepare('crash');
  const stubborn: Watched = { ...watched, settings: { ...watched.settings, keep: async (letter) => {
    if (subjectOf(letter.bytes) === 'order b' && faults > 0) {
      faults -= 1;
      throw new Error('disk full');
    }
    watched.letters.push(letter);
  } } };
  const intake = watch(t, stubborn);
  await until(() => watched.letters.length === 3);
  t.deepEqual(subjects(watched), ['order a', 'order b', 'order c']);
  t.true(watched.events.includes('letter-not-kept'));
  await intake.stop();
  watched.cursors.set('INBOX', { uidValidity: watched.cursors.get('INBOX')?.uidValidity ?? '', uid: 2 });
  watch(t, watched);
  await until(() => watched.letters.length === 4);
  t.is(subjects(watched)[3], 'order c');
});

onDovecot('all folders are read; one that was made anew is read from its start; one that is missing is told once', async (t) => {
  await bench.asPerson('renewed', (client) => client.mailboxCreate('Orders'));
  await bench.append('renewed', 'Orders', 'order a');
  await bench.append('renewed', 'Junk', 'order in junk');
  const watched = prepare('renewed', { folders: ['INBOX', 'Orders', 'Junk', 'Nowhere'] });
  watch(t, watched);
  await until(() => watched.letters.length === 2);
  await bench.asPerson('renewed', async (client) => {
    await client.mailboxDelete('Orders');
    // UIDVALIDITY is made from the time in seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await client.mailboxCreate('Orders');
  });
  await bench.append('renewed', 'Orders', 'order b');
  await until(() => watched.letters.length === 3);
  t.deepEqual([...subjects(watched)].sort(), ['order a', 'order b', 'order in junk']);
  t.is(watched.events.filter((event) => event === 'imap-folder-missing Nowhere').length, 1);
  t.true(watched.events.includes('imap-folder-renewed Orders'));
});

onDovecot('more mails than one batch of headers, most of them of no interest', async (t) => {
  await bench.deliver('batch', ...Array.from({ length: 230 }, (_, index) => (index % 50 === 7 ? `order ${index}` : `letter ${index}`)));
  const watched = prepare('batch');
  watch(t, watched);
  await until(() => watched.cursors.get('INBOX')?.uid === 230);
  t.deepEqual(subjects(watched), ['order 7', 'order 57', 'order 107', 'order 157', 'order 207']);
});

onDovecot('a header block beyond all measure is judged by its beginning, and holds up no later mail', async (t) => {
  const bulky = (subject: string): Buffer => Buffer.from(`Subject: ${subject}\r\n${`X-Filler: ${'a'.repeat(900)}\r\n`.repeat(1_400)}\r\ntext\r\n`);
  await bench.asPerson('bulky', async (client) => {
    for (const subject of ['order bulky', 'letter bulky']) await client.append('INBOX', bulky(subject));
  });
  await bench.append('bulky', 'INBOX', 'order behind it');
  const watched = prepare('bulky');
  t.is(await peekOnce(watched.settings, new AbortController().signal), null);
  t.deepEqual(watched.looked, ['order bulky', 'letter bulky', 'order behind it']);
  t.deepEqual(watched.letters.map(({ bytes }) => [subjectOf(bytes), bytes.length]), [['order bulky', 100_000], ['order behind it', 34]]);
  t.is(watched.cursors.get('INBOX')?.uid, 3);
});

onDovecot('once: everything that is there, then the end; what went wrong is told', async (t) => {
  await bench.deliver('once', 'order one', 'order two');
  const watched = prepare('once');
  t.is(await peekOnce(watched.settings, new AbortController().signal), null);
  t.deepEqual(subjects(watched), ['order one', 'order two']);
  t.regex((await peekOnce({ ...watched.settings, password: 'wrong' } as ImapWatchSettings, new AbortController().signal)) ?? '', /./);
  t.throws(() => startImapWatch({ ...watched.settings, folders: [] }), { instanceOf: RangeError });
});

/** Serial tests run before the others: it takes the server away. */
if (available) {
  test.serial('an outage costs time, nothing else', async (t) => {
    await bench.deliver('outage', 'order one');
    const watched = prepare('outage');
    const intake = watch(t, watched);
    await until(() => watched.letters.length === 1);
    await bench.dovecot.halt();
    await until(() => !intake.state().connected && intake.state().lastError !== null);
    await bench.dovecot.resume();
    await bench.deliver('outage', 'order two');
    await until(() => watched.letters.length === 2);
    t.deepEqual(subjects(watched), ['order one', 'order two']);
    t.true(watched.events.includes('imap-connection-lost'));
  });
}
