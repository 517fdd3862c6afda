/** Does the outgoing server answer, take our login, and take mail for every registered address? Nothing is sent. */
import { ConfigError, type Config } from '../config.ts';
import { makeMailSender } from '../mail/smtp.ts';
import { outgoingAccount } from '../mailboxes.ts';
import { ok, unsure, wrong, type Check } from './check.ts';
import { tokensOf } from './doctor-tokens.ts';

const TIMEOUTS = { connectMs: 8_000, idleMs: 8_000, totalMs: 10_000 } as const;

const SHOWN = 3;

/** `beyond`: addresses that need SMTPUTF8, of all that the bank may write to. */
export async function checkOutgoing(config: Config, beyond: readonly string[]): Promise<readonly Check[]> {
  const login = await checkLogin(config);
  if (login.outcome !== 'ok') return [login];
  return [login, await checkNullPath(config), ...(beyond.length === 0 ? [] : [await checkUtf8(config, beyond)])];
}

const openSender = (config: Config) => makeMailSender({ ...outgoingAccount(config, tokensOf(config).tokens), maxConnections: 1, timeouts: TIMEOUTS, report: () => undefined });

/** What the bank answers to a mail leaves under the null return path, so that no two programs answer each other for ever. */
async function checkNullPath(config: Config): Promise<Check> {
  const sender = openSender(config);
  const taken = await sender.takesNullPath();
  await sender.close();
  const server = `${config.outgoing.host}:${config.outgoing.port}`;
  if (taken === null) return unsure('null return path', `${server} could not be asked whether it takes mail with MAIL FROM:<>`);
  if (taken.ok) return ok('null return path', `${server} takes mail with MAIL FROM:<>`);
  return wrong('null return path', `${server}: found ${taken.reply} to MAIL FROM:<>; expected that it takes it, as RFC 5321 §4.5.5 asks: refusals, help and reports of the bank leave so, and are given up after 48 hours`);
}

/** Addresses whose local part is beyond ASCII can be written to by SMTPUTF8 (RFC 6531) alone. */
async function checkUtf8(config: Config, beyond: readonly string[]): Promise<Check> {
  const sender = openSender(config);
  const offered = await sender.takesUtf8();
  await sender.close();
  const whom = `${beyond.length} registered ${beyond.length === 1 ? 'address' : 'addresses'} beyond ASCII (${beyond.slice(0, SHOWN).join(', ')}${beyond.length > SHOWN ? ', …' : ''})`;
  const server = `${config.outgoing.host}:${config.outgoing.port}`;
  if (offered === null) return unsure('SMTPUTF8', `${server} could not be asked whether it takes mail for ${whom}`);
  if (offered) return ok('SMTPUTF8', `${server} takes mail for ${whom}`);
  return unsure('SMTPUTF8', `${server}: found no SMTPUTF8 in its answer to EHLO; every notice to ${whom} is refused; expected a server that offers it (RFC 6531; Postfix: smtputf8_enable = yes), or ASCII addresses for these customers (\`kakitome address add\`)`);
}

async function checkLogin(config: Config): Promise<Check> {
  const { outgoing } = config;
  const server = `${outgoing.host}:${outgoing.port} (${outgoing.security === 'none' ? 'no TLS' : outgoing.security})`;
  try {
    const sender = openSender(config);
    const { ok: fine, reply } = await sender.verify();
    await sender.close();
    const complaint = tokensOf(config).complaint();
    if (complaint !== null) return wrong('outgoing SMTP', `${server}: ${complaint}`);
    return fine ? ok('outgoing SMTP', `${server}: ${reply}`) : wrong('outgoing SMTP', `${server}: found ${reply}; expected a server that answers${outgoing.user === undefined ? '' : ` and takes the login of ${outgoing.user}`} ([outgoing])`);
  } catch (error) {
    if (error instanceof ConfigError) return wrong('outgoing SMTP', error.message);
    return wrong('outgoing SMTP', `${server}: found ${error instanceof Error ? error.message : String(error)}; expected a server that answers ([outgoing])`);
  }
}
