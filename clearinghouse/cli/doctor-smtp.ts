/** Does the outgoing server answer, and take our login? Nothing is sent. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, domainOf, readPassword, type Config } from '../config.ts';
import { makeMailSender } from '../mail/smtp.ts';
import { ok, wrong, type Check } from './check.ts';

const TIMEOUTS = { connectMs: 8_000, idleMs: 8_000, totalMs: 10_000 } as const;

export async function checkOutgoing(config: Config): Promise<Check> {
  const { outgoing, bank, folder } = config;
  const server = `${outgoing.host}:${outgoing.port} (${outgoing.security === 'none' ? 'no TLS' : outgoing.security})`;
  try {
    const login = outgoing.user === undefined ? {} : { user: outgoing.user, password: readPassword(config, 'KAKITOME_SMTP_PASSWORD', 'outgoing.password_file', outgoing.password_file) };
    const sender = makeMailSender({
      host: outgoing.host,
      port: outgoing.port,
      secure: outgoing.security,
      ...(outgoing.ca_file === undefined ? {} : { tlsCa: readFileSync(resolve(folder, outgoing.ca_file), 'utf8') }),
      ...login,
      name: domainOf(bank.payment_address),
      maxConnections: 1,
      timeouts: TIMEOUTS,
      report: () => undefined,
    });
    const { ok: fine, reply } = await sender.verify();
    await sender.close();
    return fine ? ok('outgoing SMTP', `${server}: ${reply}`) : wrong('outgoing SMTP', `${server}: found ${reply}; expected a server that answers${outgoing.user === undefined ? '' : ` and takes the login of ${outgoing.user}`} ([outgoing])`);
  } catch (error) {
    if (error instanceof ConfigError) return wrong('outgoing SMTP', error.message);
    return wrong('outgoing SMTP', `${server}: found ${error instanceof Error ? error.message : String(error)}; expected a server that answers ([outgoing])`);
  }
}
