/** A person's mailbox on a real IMAP server: mails are delivered into it by LMTP and read from it by IMAPS. */
import { ImapFlow } from 'imapflow';
import { simpleParser, type ParsedMail } from 'mailparser';
import nodemailer from 'nodemailer';
import type { TestDovecot } from '../dovecot.ts';

export async function deliverByLmtp(dovecot: TestDovecot, from: string, to: string, raw: Uint8Array): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: dovecot.lmtpPort, lmtp: true, ignoreTLS: true } as Parameters<typeof nodemailer.createTransport>[0]);
  try {
    await transport.sendMail({ envelope: { from, to: [to] }, raw: Buffer.from(raw) });
  } finally {
    transport.close();
  }
}

async function withMailbox<T>(dovecot: TestDovecot, user: string, password: string, folder: string, use: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.imapsPort, secure: true, tls: { ca: dovecot.caPem }, auth: { user, pass: password }, logger: false });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.mailboxOpen(folder);
    return await use(client);
  } finally {
    await client.logout();
  }
}

export type StoredMail = { readonly mail: ParsedMail; readonly raw: Buffer; readonly flags: ReadonlySet<string> };

export const readMailbox = (dovecot: TestDovecot, user: string, password: string, folder = 'INBOX'): Promise<readonly StoredMail[]> =>
  withMailbox(dovecot, user, password, folder, async (client) => {
    const mails: StoredMail[] = [];
    for (const message of await client.fetchAll('1:*', { source: true, flags: true }).catch(() => [])) {
      const raw: unknown = message.source;
      // One that was moved away meanwhile has none.
      if (!Buffer.isBuffer(raw)) continue;
      mails.push({ mail: await simpleParser(raw, {}), raw, flags: message.flags ?? new Set() });
    }
    return mails;
  });

/** Looks until a mail that fits is there; the whole test has a time limit of its own. */
export async function waitForMail(dovecot: TestDovecot, user: string, password: string, fits: (mail: ParsedMail) => boolean): Promise<StoredMail> {
  for (let look = 0; look < 300; look += 1) {
    const found = (await readMailbox(dovecot, user, password)).find((stored) => fits(stored.mail));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const subjects = (await readMailbox(dovecot, user, password)).map((stored) => stored.mail.subject);
  throw new Error(`no such mail in the mailbox of ${user}; there are: ${subjects.join(' | ') || 'none'}`);
}
