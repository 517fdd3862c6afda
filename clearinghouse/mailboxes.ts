/** Mailboxes and mail servers as the configuration names them: how to log in to them, and the canaries that watch over them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { domainOf, oauthFiles, readPassword, type Config } from './config.ts';
import { dkimRecord } from './mail/compose.ts';
import { makeCanaries } from './mail/imap-canary.ts';
import type { ImapAccount } from './mail/imap-session.ts';
import type { TokenSource } from './mail/oauth.ts';
import { tokenSourceOf } from './mail/oauth-files.ts';
import type { ReaderPool } from './mail/reader-pool.ts';
import type { Office } from './office.ts';
import { canonicalAddress } from './protocol/address.ts';
import type { ReportEvent, SendMail, SignMail } from './protocol/letter.ts';
import { watchCanaries } from './stages/canary.ts';

type Mailbox = Config['intake']['imap'][number];
type OAuth2 = NonNullable<Mailbox['oauth2']>;

/** Gives one token source for each refresh token, however many tables name it: two of them would take it from each other. */
export type TokenSources = (oauth2: OAuth2) => TokenSource;

/** `timeoutMs`: for one exchange with a token endpoint. */
export function tokenSources(config: Config, now: () => number, report: ReportEvent, timeoutMs?: number): TokenSources {
  const sources = new Map<string, TokenSource>();
  return (oauth2) => {
    const files = oauthFiles(config, oauth2);
    const name = JSON.stringify(files);
    const source = sources.get(name) ?? tokenSourceOf(files, now, report, timeoutMs === undefined ? {} : { timeoutMs });
    sources.set(name, source);
    return source;
  };
}

const authority = (config: Config, file: string | undefined): { readonly tlsCa?: string } => (file === undefined ? {} : { tlsCa: readFileSync(resolve(config.folder, file), 'utf8') });

/** Throws ConfigError where there is neither a password nor an oauth2 table. */
export function imapAccount(config: Config, mailbox: Mailbox, tokens: TokenSources): ImapAccount {
  const { host, port, security: secure, user, oauth2 } = mailbox;
  const server = { host, port, secure, user, ...authority(config, mailbox.ca_file) };
  return oauth2 === undefined ? { ...server, password: readPassword(config, 'KAKITOME_IMAP_PASSWORD', `intake.imap.password_file of ${user}`, mailbox.password_file) } : { ...server, accessToken: tokens(oauth2) };
}

/** Server and login of the outgoing mail. Throws ConfigError where a user is named without either. */
export function outgoingAccount(config: Config, tokens: TokenSources) {
  const { host, port, security: secure, ca_file, user, password_file, oauth2 } = config.outgoing;
  const server = { host, port, secure, name: domainOf(config.bank.payment_address), ...authority(config, ca_file) };
  if (user === undefined) return server;
  return oauth2 === undefined ? { ...server, user, password: readPassword(config, 'KAKITOME_SMTP_PASSWORD', 'outgoing.password_file', password_file) } : { ...server, user, accessToken: tokens(oauth2) };
}

const TICK = 30_000;

/** Null where no mailbox is watched by IMAP, or the configuration says so. The first canaries are sent by `begin`, once all mailboxes have their guards. */
export function canariesOf({ config, rulebook, keys, clock, chance }: Office, mail: { readonly sign: SignMail; readonly send: SendMail; readonly read: ReaderPool['read'] }, report: ReportEvent) {
  if (!config.intake.canary || config.intake.imap.length === 0) return null;
  const { paymentAddress, bounceAddress, name: bankName } = rulebook.bank;
  const canaries = makeCanaries({
    key: keys.token,
    bankName,
    from: paymentAddress,
    addresses: [paymentAddress, bounceAddress],
    selector: config.dkim.selector,
    keyRecord: dkimRecord(keys.dkim),
    sign: mail.sign,
    read: mail.read,
  });
  const watch = watchCanaries({ canaries, clock, chance, send: mail.send, from: bounceAddress, report });
  return {
    look: watch.look,
    health: watch.health,
    /** A mailbox that is logged in to with the name of the bounce address is that one's, any other the payment address's. */
    guard: (name: string, mailbox: Mailbox) => watch.guard(name, canonicalAddress(mailbox.user) === bounceAddress ? bounceAddress : paymentAddress),
    begin: (): (() => void) => {
      void watch.tick();
      const timer = setInterval(() => void watch.tick(), TICK);
      return () => clearInterval(timer);
    },
  };
}
