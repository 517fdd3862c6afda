/**
 * The rest of the world's mail, on loopback: the provider of the demo's people. Whoever hands it a mail from one of its domains gets it signed
 * (DKIM) and delivered; what the bank sends to them lands in their mailboxes. Real SMTP on every leg.
 */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import nodemailer from 'nodemailer';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';
import { signMail, type MailDomain } from '../test-mail.ts';

export type Delivered = { readonly to: readonly string[]; readonly from: string; readonly raw: Buffer; readonly mail: ParsedMail };

export type Provider = {
  readonly port: number;
  /** Mails in the order in which they were delivered to people of the provider's domains. */
  readonly delivered: readonly Delivered[];
  /** Resolves with the first mail to this address, not taken yet, that fits; rejects after `milliseconds`. */
  readonly take: (to: string, fits: (mail: ParsedMail) => boolean, milliseconds?: number) => Promise<Delivered>;
  /** Hands in a mail as a person's mail program does. */
  readonly submit: (from: string, to: readonly string[], raw: Uint8Array) => Promise<void>;
  readonly onDelivered: (listener: (mail: Delivered) => void) => void;
  /** From now on each recipient gets this reply instead of the mail; null takes the mail. */
  readonly refuse: (rule: (to: string) => SmtpReply | null) => void;
  /** The server goes away: nobody listens at its port until `resume`. */
  readonly halt: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type SmtpReply = { readonly code: number; readonly text: string };

export type Route = { readonly bankDomain: string; readonly bankPort: () => number };

export async function startProvider(domains: readonly MailDomain[], route: Route): Promise<Provider> {
  const delivered: Delivered[] = [];
  const taken = new Set<Delivered>();
  const listeners: ((mail: Delivered) => void)[] = [];
  const deliver = async (from: string, to: readonly string[], raw: Buffer): Promise<void> => {
    const mail: Delivered = { from, to, raw, mail: await simpleParser(raw, {}) };
    delivered.push(mail);
    for (const listener of [...listeners]) listener(mail);
  };
  let refusal: (to: string) => SmtpReply | null = () => null;
  const listen = (port: number): Promise<SMTPServer> =>
    openServer(port, {
      onRcptTo: (address, _session, callback) => {
        const reply = refusal(address.address);
        callback(reply === null ? null : Object.assign(new Error(reply.text), { responseCode: reply.code }));
      },
      onData: (stream, session, callback) => {
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
        const to = session.envelope.rcptTo.map((one) => one.address);
        handle(stream, from, to, domains, route, deliver).then(() => callback(), callback);
      },
    });
  let server = await listen(0);
  const { port } = server.server.address() as AddressInfo;
  const halt = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return {
    port,
    delivered,
    take: (to, fits, milliseconds = 20_000) => takeMail(delivered, taken, listeners, to, fits, milliseconds),
    submit: (from, to, raw) => sendSmtp(port, from, to, raw),
    onDelivered: (listener) => void listeners.push(listener),
    refuse: (rule) => void (refusal = rule),
    halt,
    resume: async () => void (server = await listen(port)),
    stop: halt,
  };
}

async function openServer(port: number, answers: Pick<SMTPServerOptions, 'onRcptTo' | 'onData'>): Promise<SMTPServer> {
  const server = new SMTPServer({ ...answers, authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], closeTimeout: 100 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.on('error', () => undefined);
  return server;
}

async function handle(stream: SMTPServerDataStream, from: string, to: readonly string[], domains: readonly MailDomain[], route: Route, deliver: (from: string, to: readonly string[], raw: Buffer) => Promise<void>): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const domain = domains.find((one) => from.endsWith(`@${one.name}`));
  const raw = domain === undefined ? Buffer.concat(chunks) : signMail(complete(Buffer.concat(chunks), domain.name), domain, { time: Date.now() });
  const isBank = (address: string): boolean => address.toLowerCase().endsWith(`@${route.bankDomain}`);
  const bank = to.filter(isBank);
  const people = to.filter((address) => !isBank(address));
  if (people.length > 0) await deliver(from, people, raw);
  if (bank.length > 0) await sendSmtp(route.bankPort(), from, bank, raw);
}

/** What a submission server adds where it is missing (RFC 6409 §8): Date, Message-ID; also CRLF line ends. */
function complete(raw: Buffer, domain: string): Buffer {
  const text = raw.toString('latin1').replace(/\r?\n/g, '\r\n');
  const header = text.slice(0, text.indexOf('\r\n\r\n') + 2);
  const has = (name: string): boolean => new RegExp(`^${name}:`, 'im').test(header);
  const added = [
    ...(has('Date') ? [] : [`Date: ${new Date().toUTCString().replace('GMT', '+0000')}`]),
    ...(has('Message-ID') ? [] : [`Message-ID: <${randomBytes(9).toString('hex')}@${domain}>`]),
    ...(has('MIME-Version') ? [] : ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit']),
  ];
  return Buffer.from(`${added.map((line) => `${line}\r\n`).join('')}${text}`, 'latin1');
}

/** One mail over one SMTP connection. Rejects where the server does not take it. */
export async function sendSmtp(port: number, from: string, to: readonly string[], raw: Uint8Array): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  try {
    await transport.sendMail({ envelope: { from, to: [...to] }, raw: Buffer.from(raw) });
  } finally {
    transport.close();
  }
}

function takeMail(delivered: readonly Delivered[], taken: Set<Delivered>, listeners: ((mail: Delivered) => void)[], to: string, fits: (mail: ParsedMail) => boolean, milliseconds: number): Promise<Delivered> {
  const wanted = (mail: Delivered): boolean => !taken.has(mail) && mail.to.includes(to) && fits(mail.mail);
  const there = delivered.find(wanted);
  if (there !== undefined) {
    taken.add(there);
    return Promise.resolve(there);
  }
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      listeners.splice(listeners.indexOf(listener), 1);
    };
    const timer = setTimeout(() => {
      done();
      const others = delivered.filter((mail) => mail.to.includes(to)).map((mail) => mail.mail.subject ?? '');
      reject(new Error(`no such mail reached ${to} in ${milliseconds} ms; there are: ${others.join(' | ') || 'none'}`));
    }, milliseconds);
    const listener = (mail: Delivered): void => {
      if (!wanted(mail)) return;
      taken.add(mail);
      done();
      resolve(mail);
    };
    listeners.push(listener);
  });
}
