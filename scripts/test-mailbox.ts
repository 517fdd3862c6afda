import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { startImapIntake } from '../clearinghouse/mail/imap.ts';
import type { ImapIntakeSettings } from '../clearinghouse/mail/imap.ts';
import type { FolderCursor } from '../clearinghouse/mail/imap-folder.ts';
import type { KeepLetter, ReceivedLetter, RunningIntake } from '../clearinghouse/protocol/letter.ts';
import { startDovecot } from './dovecot.ts';
import type { TestDovecot } from './dovecot.ts';

/** A bench for tests of the IMAP intake: a real Dovecot, an intake on one of its mailboxes, letters that come by LMTP, and a person with a client of their own. */

export type IntakeEvent = { readonly level: string; readonly event: string; readonly fields: Record<string, unknown> };

export type TestIntake = {
  readonly letters: ReceivedLetter[];
  readonly events: IntakeEvent[];
  readonly cursors: Map<string, FolderCursor>;
  readonly intake: RunningIntake;
  /** Of the letters so far. */
  readonly subjects: () => string[];
  readonly count: (event: string) => number;
};

type Changes = Partial<Pick<ImapIntakeSettings, 'keep' | 'folders' | 'doneFolder' | 'pollSeconds' | 'maxBytes' | 'timing'>> & { readonly password?: string };
type Listed = { readonly subject: string; readonly seen: boolean };

/** What ava's context gives to tie the intake's end to the test's. */
export type Teardown = { readonly teardown: (end: () => Promise<void>) => void };

export type MailboxBench = {
  readonly dovecot: TestDovecot;
  readonly runIntake: (t: Teardown, user: string, changes?: Changes) => TestIntake;
  readonly deliver: (user: string, ...subjects: string[]) => Promise<void>;
  readonly append: (user: string, folder: string, subject: string, flags?: string[]) => Promise<void>;
  readonly asPerson: <T>(user: string, work: (client: ImapFlow) => Promise<T>) => Promise<T>;
  readonly contents: (user: string, folder: string) => Promise<Listed[]>;
  readonly stop: () => Promise<void>;
};

const NOON = Date.UTC(2026, 10, 21, 12);
/** What `append` gives as INTERNALDATE: Dovecot takes no time from the future. */
export const APPENDED_AT = NOON - 7 * 24 * 3_600_000;

/** Waits for what must become true; a test that waits in vain is ended by the runner's time limit, with its name. */
export async function until(held: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await held())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** All users have the password `right`. */
export async function openMailboxBench(users: readonly string[]): Promise<MailboxBench> {
  const dir = await mkdtemp(join(tmpdir(), 'kakitome-mailbox-'));
  const dovecot = await startDovecot({ dir, users: users.map((user) => ({ user, password: 'right' })) });
  const asPerson: MailboxBench['asPerson'] = (user, work) => withClient(dovecot, user, work);
  return {
    dovecot,
    runIntake: (t, user, changes = {}) => {
      const running = runIntake(dovecot, user, changes);
      t.teardown(() => running.intake.stop());
      return running;
    },
    deliver: (user, ...subjects) => deliver(dovecot, user, subjects),
    append: (user, folder, subject, flags = []) =>
      asPerson(user, async (client) => void (await client.append(folder, Buffer.from(`Subject: ${subject}\r\n\r\ntext\r\n`), flags, new Date(APPENDED_AT)))),
    asPerson,
    contents: (user, folder) => asPerson(user, (client) => listed(client, folder)),
    stop: async () => {
      await dovecot.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function runIntake(dovecot: TestDovecot, user: string, changes: Changes): TestIntake {
  const letters: ReceivedLetter[] = [];
  const events: IntakeEvent[] = [];
  const cursors = new Map<string, FolderCursor>();
  let clock = NOON;
  const keep: KeepLetter = async (letter) => ({ letterId: letters.push(letter), duplicate: false });
  const intake = startImapIntake({
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
  });
  const subjects = (): string[] => letters.map((letter) => /^Subject: (.*?)\r?$/m.exec(Buffer.from(letter.bytes).toString('latin1'))?.[1] ?? '');
  return { letters, events, cursors, intake, subjects, count: (event) => events.filter((each) => each.event === event).length };
}

async function deliver(dovecot: TestDovecot, user: string, subjects: readonly string[]): Promise<void> {
  const lmtp = createTransport({ host: '127.0.0.1', port: dovecot.lmtpPort, lmtp: true, ignoreTLS: true });
  for (const subject of subjects) {
    await lmtp.sendMail({ envelope: { from: 'hana@mail.example', to: user }, raw: `From: hana@mail.example\r\nSubject: ${subject}\r\n\r\nPassword: maple-7731\r\n` });
  }
  lmtp.close();
}

async function withClient<T>(dovecot: TestDovecot, user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.imapsPort, secure: true, tls: { ca: dovecot.caPem }, auth: { user, pass: 'right' }, logger: false });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

async function listed(client: ImapFlow, folder: string): Promise<Listed[]> {
  const mailbox = await client.mailboxOpen(folder);
  if (mailbox.exists === 0) return [];
  const messages = await client.fetchAll('1:*', { uid: true, flags: true, envelope: true });
  return messages.map((message) => ({ subject: message.envelope?.subject ?? '', seen: message.flags?.has('\\Seen') ?? false }));
}
