import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { createTransport } from 'nodemailer';
import { dovecotAvailable } from '../../scripts/dovecot.ts';
import { startOAuthProvider } from '../../scripts/dovecot-oauth.ts';
import { until } from '../../scripts/test-mailbox.ts';
import type { ReceivedLetter } from '../protocol/letter.ts';
import { startImapIntake } from './imap.ts';
import { tokenSourceOf } from './oauth-files.ts';

/** The IMAP intake against a real Dovecot that takes access tokens and asks their issuer about them. */

const USER = 'pay@bank.example';
const title = 'a mailbox that is logged in to by token: a revoked one is renewed, a refused refresh token is an alarm, and no token is told';

if (!dovecotAvailable()) {
  test(title, (t) => {
    t.log('left out: Dovecot is not installed');
    t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'Dovecot must be installed here');
  });
} else {
  test(title, async (t) => {
    const dir = await mkdtemp(join(tmpdir(), 'kakitome-oauth-dovecot-'));
    const provider = await startOAuthProvider(dir, { user: USER, password: 'not-used' }, 'xoauth2');
    const { dovecot } = provider;
    t.teardown(async () => {
      await provider.stop();
      await rm(dir, { recursive: true, force: true });
    });
    const refreshTokenFile = join(dir, 'refresh-token');
    await writeFile(refreshTokenFile, 'refresh-0\n', { mode: 0o600 });
    const letters: ReceivedLetter[] = [];
    const events: { level: string; event: string; fields: object }[] = [];
    const report = (level: string, event: string, fields: object): void => void events.push({ level, event, fields });
    const accessToken = tokenSourceOf({ tokenUrl: provider.tokenUrl, clientId: 'kakitome', clientSecretFile: null, refreshTokenFile, scope: null }, () => 0, report, { failureMs: 0 });
    const intake = startImapIntake({
      name: 'imap', host: '127.0.0.1', port: dovecot.imapsPort, secure: 'tls', tlsCa: dovecot.caPem, user: USER, accessToken,
      folders: ['INBOX'], doneFolder: 'Processed',
      keep: async (letter) => ({ letterId: letters.push(letter), duplicate: false }),
      cursor: { load: async () => null, save: async () => undefined },
      now: () => 0, random: () => 0, report, pollSeconds: 0.3, maxBytes: 100_000,
      timing: { backoffFirstMs: 30, backoffLongestMs: 100, loginRetryMs: 100 },
    });
    t.teardown(() => intake.stop());
    const deliver = async (): Promise<void> => {
      const lmtp = createTransport({ host: '127.0.0.1', port: dovecot.lmtpPort, lmtp: true, ignoreTLS: true });
      await lmtp.sendMail({ envelope: { from: 'hana@mail.example', to: USER }, raw: 'From: hana@mail.example\r\n\r\nx\r\n' });
      lmtp.close();
    };
    const reconnect = async (): Promise<void> => {
      await dovecot.halt();
      await dovecot.resume();
    };
    await deliver();
    await until(() => letters.length === 1);
    t.is(provider.given(), 1);

    await reconnect();
    await deliver();
    await until(() => letters.length === 2);
    t.is(provider.given(), 1, 'a token that is good is held');

    provider.revoke();
    await reconnect();
    await deliver();
    await until(() => letters.length === 3);
    t.is(provider.given(), 2);
    t.is(await readFile(refreshTokenFile, 'utf8'), `${provider.refreshToken()}\n`);

    provider.revoke();
    provider.refuse(true);
    await reconnect();
    await until(() => events.some(({ level, event }) => level === 'alarm' && event === 'imap-login-refused'));
    t.regex(intake.state().lastError ?? '', /token endpoint .*invalid_grant/);
    provider.refuse(false);
    await deliver();
    await until(() => letters.length === 4);
    t.notRegex(JSON.stringify(events), /(?:access|refresh)-\d/);
  });
}
