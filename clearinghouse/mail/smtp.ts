import { canonicalAddress, needsUtf8 } from '../protocol/address.ts';
import type { ReportEvent, SendMail, SendResult } from '../protocol/letter.ts';
import { OWN_WORDS } from '../protocol/reply-codes.ts';
import { describeFault, oneLine } from './fault.ts';
import type { TokenSource } from './oauth.ts';
import { tokenLogin } from './oauth-smtp.ts';
import type { TokenLogin } from './oauth-smtp.ts';
import { makeLine, type LineOptions } from './smtp-line.ts';
import { makeSmtpPool, type SmtpPool } from './smtp-pool.ts';
import { offersUtf8 } from './smtp-utf8.ts';

/**
 * Hands mails to the outgoing server (RFC 5321), over a pool of connections. One call is one try: retries are the send stage's. The bytes travel as they
 * are, and nothing of them is ever reported.
 *
 * `refused` means the mail or its recipient. What a server says against us (login, sender, relaying) is `unsent` with an alarm: else one wrong password
 * in a configuration would mark every customer's address as dead. Where it says that of one mail again, and has taken another in between, it means that mail: `later`. An envelope `from` that is no address, or none of ASCII, is our bug and throws RangeError. A connection that broke is `unsent` too as long as
 * the server had no byte of the content; after that it is `unanswered`: the server may have taken the mail, and the same bytes with the same Message-ID then arrive twice, or it may end the
 * connection at this very content each time.
 */

export type MailSenderSettings = {
  readonly host: string;
  readonly port: number;
  readonly secure: 'tls' | 'starttls' | 'none';
  /** PEM of a private authority; the public ones are known. */
  readonly tlsCa?: string;
  readonly user?: string;
  readonly password?: string;
  /** In place of a password: XOAUTH2. A token that the server refuses is renewed once. */
  readonly accessToken?: TokenSource;
  /** What we call ourselves in EHLO. */
  readonly name: string;
  readonly maxConnections: number;
  readonly timeouts?: {
    /** To connect, and for the greeting. Default 30,000. */
    readonly connectMs?: number;
    /** Silence in a dialogue. Default 120,000. */
    readonly idleMs?: number;
    /** Silence after the content, while the server makes up its mind. Default 600,000. */
    readonly answerMs?: number;
    /** For one mail as a whole, waiting for a free connection included. Default `LONGEST_SENDING_MS`. */
    readonly totalMs?: number;
    /** For what is being sent while it is closed. Default 15,000. */
    readonly closeMs?: number;
  };
  readonly report: ReportEvent;
};

export type MailSender = {
  readonly send: SendMail;
  /** From now on the time that `close` allows runs, though mails are taken as before: for those who have some in hand and wait for them before they close. */
  readonly beginClosing: () => void;
  /** Waits for the mails that are being sent, `closeMs` at most: what is left then is broken off and `unsent`. Then closes all connections. A mail given after it is `unsent`. */
  readonly close: () => Promise<void>;
  /** Connects and logs in without sending. Never throws. */
  readonly verify: () => Promise<{ readonly ok: boolean; readonly reply: string }>;
  /** Whether the server takes mail under the null return path, as answers and reports of the bank leave; null where it can't be asked. Nothing is sent. */
  readonly takesNullPath: () => Promise<{ readonly ok: boolean; readonly reply: string } | null>;
  /** Whether the server takes mail for addresses beyond ASCII (SMTPUTF8); null where it can't be asked. */
  readonly takesUtf8: () => Promise<boolean | null>;
};

/** What nodemailer tells of a failed try. `given`: the server had some of the content by then. */
type SmtpFault = Error & { readonly code?: string; readonly responseCode?: number; readonly response?: string; readonly command?: string; readonly given?: boolean };
type Judgement = { readonly outcome: 'later' | 'unsent' | 'unanswered' | 'refused'; readonly aboutUs: boolean };

/** RFC 5321 §4.5.3.2.6. */
const ANSWER_MS = 600_000;
/** Above `ANSWER_MS`, with time for what goes before. */
export const LONGEST_SENDING_MS = 900_000;
/** Most servers answer within seconds. Whoever stops us waits no longer: nodemailer takes another five to end a connection whose server says nothing. */
const CLOSE_MS = 15_000;

const AUTHENTICATION_REPLIES: readonly number[] = [530, 534, 535, 538];
const SIZE_REPLIES: readonly number[] = [523, 552];
const MOST_AGAINST = 1_000;

export function makeMailSender(settings: MailSenderSettings): MailSender {
  const byToken = settings.user === undefined || settings.accessToken === undefined ? null : tokenLogin(settings.user, settings.accessToken);
  const line = lineOptions(settings, byToken);
  const pool = makeSmtpPool({ line, maxConnections: settings.maxConnections, totalMs: settings.timeouts?.totalMs ?? LONGEST_SENDING_MS });
  const underWay = new Set<Promise<SendResult>>();
  const over = new AbortController();
  let ending: NodeJS.Timeout | null = null;
  let closed = false;

  const breakOff = (): void => {
    closed = true;
    const fault = Object.assign(new Error('broken off: the outgoing mail is being closed'), { code: 'EABORT' });
    over.abort(fault);
    pool.breakOff(fault);
  };
  const beginClosing = (): void => void (ending ??= setTimeout(breakOff, settings.timeouts?.closeMs ?? CLOSE_MS));
  const tryOnce = makeTry(settings, { line, byToken, pool, over: over.signal });
  return {
    send: async (envelope, bytes) => {
      const from = envelope.from === '' ? '' : canonicalAddress(envelope.from);
      if (from === null || needsUtf8(from)) throw new RangeError('the return path is not a mail address in ASCII');
      const to = canonicalAddress(envelope.to);
      if (to === null) return { outcome: 'refused', reply: OWN_WORDS.noAddress };
      if (closed) return { outcome: 'unsent', reply: OWN_WORDS.closed };
      const sent = tryOnce(from, to, bytes).finally(() => underWay.delete(sent));
      underWay.add(sent);
      return sent;
    },
    beginClosing,
    close: async () => {
      closed = true;
      beginClosing();
      await Promise.all(underWay);
      clearTimeout(ending ?? undefined);
      pool.close();
    },
    takesNullPath: () => askNullPath(line).catch(() => null),
    takesUtf8: () => offersUtf8(line).catch(() => null),
    verify: async () => {
      try {
        await pool.verify();
        return { ok: true, reply: 'the server answers and takes our login' };
      } catch (fault) {
        return { ok: false, reply: lastLine((fault as SmtpFault).response) ?? describeFault(fault) };
      }
    },
  };
}

async function askNullPath(options: LineOptions): Promise<{ readonly ok: boolean; readonly reply: string }> {
  const line = makeLine(options);
  try {
    await line.open();
    const reply = await line.ask('MAIL FROM:<>');
    await line.reset();
    return { ok: reply.startsWith('2'), reply: lastLine(reply) ?? '' };
  } finally {
    line.close();
  }
}

type Means = { readonly line: LineOptions; readonly byToken: TokenLogin | null; readonly pool: SmtpPool; readonly over: AbortSignal };

/** One try, and what is reported of it: that the server refuses us only once until it takes a mail again. */
function makeTry(settings: MailSenderSettings, { line, byToken, pool, over }: Means): (from: string, to: string, bytes: Uint8Array) => Promise<SendResult> {
  let alarmed = false;
  let accepted = 0;
  /** Of mails for which the server would not have us: how many others it had accepted by then. */
  const against = new Map<string, number>();
  const judge = (fault: SmtpFault, mail: string): Judgement => {
    const judged = judgeFault(fault);
    if (!judged.aboutUs || fault.code !== 'EENVELOPE' || AUTHENTICATION_REPLIES.includes(fault.responseCode ?? 0)) return judged;
    const before = against.get(mail) ?? accepted;
    against.delete(mail);
    against.set(mail, before);
    const oldest = against.size > MOST_AGAINST ? against.keys().next() : null;
    if (oldest !== null && oldest.done !== true) against.delete(oldest.value);
    return accepted > before ? { outcome: 'later', aboutUs: false } : judged;
  };
  const failed = (fault: SmtpFault, mail: string): SendResult => {
    const { outcome, aboutUs } = judge(fault, mail);
    if (fault.code === 'EAUTH') byToken?.refused();
    const reply = lastLine(fault.response) ?? describeFault(fault);
    if (aboutUs && !alarmed) settings.report('alarm', 'smtp-refuses-us', { host: settings.host, reply });
    if (!aboutUs) settings.report('warn', 'mail-not-sent', { host: settings.host, outcome, reply });
    alarmed ||= aboutUs;
    return { outcome, reply };
  };
  return async (from: string, to: string, bytes: Uint8Array): Promise<SendResult> => {
    try {
      if (needsUtf8(to) && !(await offersUtf8(line, over))) return { outcome: 'refused', reply: OWN_WORDS.noUtf8 };
      over.throwIfAborted();
      const reply = await pool.send({ from, to, bytes });
      alarmed = false;
      accepted += 1;
      against.delete(`${from} ${to}`);
      return { outcome: 'accepted', reply: lastLine(reply) ?? '' };
    } catch (fault) {
      return failed(fault as SmtpFault, `${from} ${to}`);
    }
  };
}

function lineOptions(settings: MailSenderSettings, byToken: TokenLogin | null): LineOptions {
  const { secure, timeouts = {}, user, password = '' } = settings;
  return {
    host: settings.host,
    port: settings.port,
    secure: secure === 'tls',
    requireTLS: secure === 'starttls',
    ignoreTLS: secure === 'none',
    tls: { minVersion: 'TLSv1.2', ...(settings.tlsCa === undefined ? {} : { ca: settings.tlsCa }) },
    name: settings.name,
    connectionTimeout: timeouts.connectMs ?? 30_000,
    greetingTimeout: timeouts.connectMs ?? 30_000,
    socketTimeout: timeouts.idleMs ?? 120_000,
    answerTimeout: timeouts.answerMs ?? ANSWER_MS,
    logger: false,
    login: user === undefined ? null : byToken === null ? { user, password } : { user, token: byToken.auth },
  };
}

/** What the try's failure means. 5xx of a recipient or of the content is final; against the sender it is about us, but for its size. */
export function judgeFault(fault: SmtpFault): Judgement {
  const { code = '', responseCode = 0, command = '', response = '', given = false } = fault;
  const aboutUs = { outcome: 'unsent', aboutUs: true } as const;
  const broken = { outcome: given ? 'unanswered' : 'unsent', aboutUs: false } as const;
  const later = { outcome: 'later', aboutUs: false } as const;
  const refused = { outcome: 'refused', aboutUs: false } as const;
  if (['EAUTH', 'ENOAUTH', 'EOAUTH2'].includes(code) || AUTHENTICATION_REPLIES.includes(responseCode)) return aboutUs;
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return broken;
  // Without a reply it is nodemailer that sees no way to send it: no address, or larger than the server's SIZE.
  if (responseCode === 0) return refused;
  if (responseCode < 500) return later;
  if (command === 'MAIL FROM' && !SIZE_REPLIES.includes(responseCode)) return aboutUs;
  // Postfix, Exim and Exchange say so of any foreign recipient when they do not know who we are.
  if (command === 'RCPT TO' && /\brelay/i.test(response)) return aboutUs;
  return refused;
}

const lastLine = (reply: string | undefined): string | null => {
  const line = oneLine(reply?.trim().split(/\r?\n/).at(-1) ?? '');
  return line === '' ? null : line;
};
