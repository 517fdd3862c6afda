/** Does the outgoing server answer, and take our login? Nothing is sent. */
import { ConfigError, type Config } from '../config.ts';
import { makeMailSender } from '../mail/smtp.ts';
import { outgoingAccount } from '../mailboxes.ts';
import { ok, wrong, type Check } from './check.ts';
import { tokensOf } from './doctor-tokens.ts';

const TIMEOUTS = { connectMs: 8_000, idleMs: 8_000, totalMs: 10_000 } as const;

export async function checkOutgoing(config: Config): Promise<Check> {
  const { outgoing } = config;
  const server = `${outgoing.host}:${outgoing.port} (${outgoing.security === 'none' ? 'no TLS' : outgoing.security})`;
  try {
    const sender = makeMailSender({ ...outgoingAccount(config, tokensOf(config).tokens), maxConnections: 1, timeouts: TIMEOUTS, report: () => undefined });
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
