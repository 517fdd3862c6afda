/** Mailboxes and mail servers as the configuration names them: how to log in to them. */
import type { ImapAccount } from '../clearinghouse/mail/imap-session.ts';
import type { TokenSource } from '../clearinghouse/mail/oauth.ts';
import { tokenSourceOf } from '../clearinghouse/mail/oauth-files.ts';
import type { ReportEvent } from '../clearinghouse/protocol/letter.ts';
import { pathOf, readNamedFile, readPassword } from './config.ts';
import type { Config } from './config.ts';
import { domainOf } from './steps/shop.ts';

type Mailbox = Config['mailbox']['imap'][number];
type OAuth2 = NonNullable<Mailbox['oauth2']>;

/** One token source for each refresh token, however many tables name it: two of them would take it from each other. */
export type TokenSources = (oauth2: OAuth2) => TokenSource;

export function tokenSources(config: Config, now: () => number, report: ReportEvent): TokenSources {
  const sources = new Map<string, TokenSource>();
  return (oauth2) => {
    const { token_url: tokenUrl, client_id: clientId, client_secret_file, refresh_token_file, scope = null } = oauth2;
    const files = { tokenUrl, clientId, clientSecretFile: client_secret_file === undefined ? null : pathOf(config, client_secret_file), refreshTokenFile: pathOf(config, refresh_token_file), scope };
    const name = JSON.stringify(files);
    const source = sources.get(name) ?? tokenSourceOf(files, now, report);
    sources.set(name, source);
    return source;
  };
}

const authority = (config: Config, key: string, file: string | undefined): { readonly tlsCa?: string } => (file === undefined ? {} : { tlsCa: readNamedFile(config, key, file, 'a certificate in PEM') });

export const mailboxName = ({ user, host }: Mailbox): string => `${user}@${host}`;

/** Throws ConfigError where there is neither a password nor an oauth2 table. */
export function imapAccount(config: Config, mailbox: Mailbox, tokens: TokenSources): ImapAccount {
  const { host, port, security: secure, user, oauth2 } = mailbox;
  const server = { host, port, secure, user, ...authority(config, 'mailbox.imap.ca_file', mailbox.ca_file) };
  if (oauth2 !== undefined) return { ...server, accessToken: tokens(oauth2) };
  return { ...server, password: readPassword(config, 'KAKITOME_MERCHANT_IMAP_PASSWORD', `mailbox.imap.password_file of ${user}`, mailbox.password_file) };
}

/** Server and login of the outgoing mail. Throws ConfigError where a user is named without either. */
export function outgoingAccount(config: Config, tokens: TokenSources) {
  const { host, port, security: secure, ca_file, user, password_file, oauth2 } = config.outgoing;
  const server = { host, port, secure, name: domainOf(config.shop.address), ...authority(config, 'outgoing.ca_file', ca_file) };
  if (user === undefined) return server;
  if (oauth2 !== undefined) return { ...server, user, accessToken: tokens(oauth2) };
  return { ...server, user, password: readPassword(config, 'KAKITOME_MERCHANT_SMTP_PASSWORD', 'outgoing.password_file', password_file) };
}
