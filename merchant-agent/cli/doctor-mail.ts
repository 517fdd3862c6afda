/** Can the mailbox be logged in to, are its folders there, when did its newest mail come, does the outgoing server take us? No mail is touched, none is sent. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isLoginFault, openSession, SESSION_TIMING } from '../../clearinghouse/mail/imap-session.ts';
import type { ImapSession } from '../../clearinghouse/mail/imap-session.ts';
import { OAuthFault } from '../../clearinghouse/mail/oauth.ts';
import { makeMailSender } from '../../clearinghouse/mail/smtp.ts';
import { ConfigError, databasePath, readNamedFile } from '../config.ts';
import type { Config } from '../config.ts';
import { systemClock } from '../main.ts';
import { imapAccount, outgoingAccount, tokenSources } from '../mailboxes.ts';
import { ok, unsure, wrong } from './check.ts';
import type { Check } from './check.ts';
import { readGreeting } from './doctor-clock.ts';
import type { ClockEvidence } from './doctor-clock.ts';

type Mailbox = Config['mailbox']['imap'][number];

const TIMEOUT_MS = 8_000;
const silent = (): void => undefined;

/** `newest`: when the newest mail of its folders came, by the mailbox's clock; null: none was seen. */
export type MailboxLook = { readonly check: Check; readonly newest: number | null };

export async function checkMailbox(config: Config, mailbox: Mailbox): Promise<MailboxLook> {
  const name = 'mailbox';
  const place = `${mailbox.user} at ${mailbox.host}:${mailbox.port}`;
  try {
    const { missing, newest } = await lookInto(config, mailbox);
    if (missing.length === mailbox.folders.length) return { newest, check: wrong(name, `${place}: logged in; found none of the folders ${mailbox.folders.join(', ')}; expected at least one (mailbox.imap.folders)`) };
    return { newest, check: missing.length === 0 ? ok(name, `${place}: logged in, all folders are there`) : unsure(name, `${place}: logged in; found no folder ${missing.join(', ')} (mailbox.imap.folders); mail sorted there would be missed`) };
  } catch (error) {
    if (error instanceof ConfigError) return { newest: null, check: wrong(name, error.message) };
    const expected = error instanceof OAuthFault ? 'a token endpoint that gives an access token (mailbox.imap.oauth2)' : isLoginFault(error) ? 'a server that takes this user and password (mailbox.imap)' : `a server that answers by ${mailbox.security} (mailbox.imap)`;
    return { newest: null, check: wrong(name, `${place}: found ${error instanceof Error ? error.message : String(error)}; expected ${expected}`) };
  }
}

async function lookInto(config: Config, mailbox: Mailbox): Promise<{ readonly missing: readonly string[]; readonly newest: number | null }> {
  const timing = { ...SESSION_TIMING, connectMs: TIMEOUT_MS, socketMs: TIMEOUT_MS };
  const session = await openSession(imapAccount(config, mailbox, tokenSources(config, systemClock, silent)), timing, config.mailbox.max_bytes, AbortSignal.timeout(2 * TIMEOUT_MS));
  try {
    const there = new Set((await session.call(session.client.list())).map((folder) => folder.path.toUpperCase()));
    const missing = mailbox.folders.filter((folder) => !there.has(folder.toUpperCase()));
    const times: number[] = [];
    for (const folder of mailbox.folders.filter((one) => !missing.includes(one))) times.push(...(await newestOf(session, folder)));
    return { missing, newest: times.length === 0 ? null : Math.max(...times) };
  } finally {
    await session.end();
  }
}

/** Opened read-only, as the agent does. */
async function newestOf({ call, client }: ImapSession, folder: string): Promise<readonly number[]> {
  const { exists } = await call(client.mailboxOpen(folder, { readOnly: true }));
  const newest = exists === 0 ? undefined : await call(client.fetchOne('*', { internalDate: true }));
  if (newest === undefined || newest === false || newest.internalDate === undefined) return [];
  const at = new Date(newest.internalDate).getTime();
  return Number.isNaN(at) ? [] : [at];
}

export async function checkOutgoing(config: Config): Promise<Check> {
  const { outgoing } = config;
  const place = `${outgoing.host}:${outgoing.port} (${outgoing.security === 'none' ? 'no TLS' : outgoing.security})`;
  try {
    const sender = makeMailSender({ ...outgoingAccount(config, tokenSources(config, systemClock, silent)), maxConnections: 1, timeouts: { connectMs: TIMEOUT_MS, idleMs: TIMEOUT_MS, totalMs: TIMEOUT_MS + 2_000 }, report: silent });
    const { ok: fine, reply } = await sender.verify();
    await sender.close();
    return fine ? ok('outgoing SMTP', `${place}: ${reply}`) : wrong('outgoing SMTP', `${place}: found ${reply}; expected a server that answers${outgoing.user === undefined ? '' : ` and takes the login of ${outgoing.user}`} ([outgoing])`);
  } catch (error) {
    return wrong('outgoing SMTP', error instanceof ConfigError ? error.message : `${place}: found ${error instanceof Error ? error.message : String(error)}; expected a server that answers ([outgoing])`);
  }
}

/** What time the outgoing server says it is; null where it says none, or can't be reached. */
export async function askTime(config: Config): Promise<ClockEvidence['greeting']> {
  try {
    const { ca_file: file } = config.outgoing;
    return await readGreeting(config.outgoing, file === undefined ? undefined : readNamedFile(config, 'outgoing.ca_file', file, 'a certificate in PEM'), TIMEOUT_MS, systemClock);
  } catch (error) {
    if (error instanceof ConfigError) return null;
    throw error;
  }
}

const LEAST_FREE = 200_000_000n;

export function checkDisk(config: Config): Check {
  const folder = dirname(databasePath(config));
  const { bavail, bsize } = statfsSync(folder, { bigint: true });
  const free = `${bavail * bsize / 1_000_000n} MB free`;
  return bavail * bsize < LEAST_FREE ? wrong('disk', `${folder}: found ${free}; expected at least ${LEAST_FREE / 1_000_000n} MB`) : ok('disk', `${folder}: ${free}`);
}
