/** Can the mailbox be logged in to, and are its folders there? No letter is touched. */
import { ConfigError, type Config } from '../config.ts';
import { isLoginFault, openSession, SESSION_TIMING } from '../mail/imap-session.ts';
import { OAuthFault } from '../mail/oauth.ts';
import { imapAccount } from '../mailboxes.ts';
import { ok, unsure, wrong, type Check } from './check.ts';
import { tokensOf } from './doctor-tokens.ts';

type Mailbox = Config['intake']['imap'][number];

const TIMEOUT_MS = 8_000;

export async function checkImap(config: Config, mailbox: Mailbox): Promise<Check> {
  const name = 'IMAP login';
  const place = `${mailbox.user} at ${mailbox.host}:${mailbox.port}`;
  try {
    const missing = await missingFolders(config, mailbox);
    const complaint = tokensOf(config).complaint();
    if (complaint !== null) return wrong(name, `${place}: logged in; ${complaint}`);
    if (missing.length === mailbox.folders.length) return wrong(name, `${place}: logged in; found none of the folders ${mailbox.folders.join(', ')}; expected at least one (intake.imap.folders)`);
    return missing.length === 0 ? ok(name, `${place}: logged in, all folders are there`) : unsure(name, `${place}: logged in; found no folder ${missing.join(', ')} (intake.imap.folders); mail sorted there would be missed`);
  } catch (error) {
    if (error instanceof ConfigError) return wrong(name, error.message);
    const found = error instanceof Error ? error.message : String(error);
    return wrong(name, `${place}: found ${found}; expected ${expectation(error, mailbox)}`);
  }
}

function expectation(error: unknown, { security, oauth2 }: Mailbox): string {
  if (error instanceof OAuthFault) return 'a token endpoint that gives an access token for this client and refresh token (intake.imap.oauth2)';
  if (!isLoginFault(error)) return `a server that answers by ${security} (intake.imap)`;
  return oauth2 === undefined ? 'a server that takes this user and password (intake.imap.user, password_file)' : 'a server that takes this user\'s access tokens (intake.imap.user, oauth2: scope)';
}

async function missingFolders(config: Config, mailbox: Mailbox): Promise<readonly string[]> {
  const timing = { ...SESSION_TIMING, connectMs: TIMEOUT_MS, socketMs: TIMEOUT_MS };
  const account = imapAccount(config, mailbox, tokensOf(config).tokens);
  const session = await openSession(account, timing, config.intake.max_bytes, AbortSignal.timeout(2 * TIMEOUT_MS));
  try {
    const there = new Set((await session.call(session.client.list())).map((folder) => folder.path.toUpperCase()));
    return mailbox.folders.filter((folder) => !there.has(folder.toUpperCase()));
  } finally {
    await session.end();
  }
}
