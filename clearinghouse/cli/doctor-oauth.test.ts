import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'ava';
import { dovecotAvailable } from '../../scripts/dovecot.ts';
import { startOAuthProvider } from '../../scripts/dovecot-oauth.ts';
import { inProcess, newBank } from './testing/bench.ts';

const USER = 'pay@bank.example';
const title = 'the login by token, of mailbox and outgoing server: all well, and what is wrong';

if (!dovecotAvailable()) {
  test(title, (t) => {
    t.log('left out: Dovecot is not installed');
    t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'Dovecot must be installed here');
  });
} else {
  test(title, async (t) => {
    const dir = mkdtempSync(join(tmpdir(), 'kakitome-doctor-'));
    const provider = await startOAuthProvider(dir, { user: USER, password: 'not-used' });
    t.teardown(async () => {
      await provider.stop();
      rmSync(dir, { recursive: true, force: true });
    });
    const oauth = `token_url = "${provider.tokenUrl}"\nclient_id = "kakitome"\nrefresh_token_file = "refresh-token"\n`;
    const mailbox = `\n[[intake.imap]]\nhost = "127.0.0.1"\nport = ${provider.dovecot.imapsPort}\nca_file = "ca.pem"\nuser = "${USER}"\n[intake.imap.oauth2]\n${oauth}\n[outgoing.oauth2]\n${oauth}`;
    const config = await newBank(t, (toml) => `${toml.replace('servers = []', 'servers = ["127.0.0.1:1"]').replace('port = 25\n', 'port = 1\nuser = "pay"\n')}${mailbox}`);
    const file = join(dirname(config), 'refresh-token');
    writeFileSync(join(dirname(config), 'ca.pem'), provider.dovecot.caPem);
    const examine = async (name: string): Promise<string> => {
      const { out } = await inProcess('doctor', '--json', '--config', config);
      const { checks } = JSON.parse(out) as { readonly checks: readonly { readonly name: string; readonly outcome: string; readonly found: string }[] };
      const check = checks.find((one) => one.name === name);
      return `${check?.outcome}: ${check?.found}`;
    };
    t.regex(await examine('IMAP login'), /^wrong: .*refresh-token can't be read \(ENOENT\); expected a token endpoint that gives/);
    writeFileSync(file, 'worthless\n', { mode: 0o600 });
    const refused = await examine('IMAP login');
    t.regex(refused, /^wrong: .*status 400: invalid_grant: .*; expected a token endpoint that gives an access token/);
    t.notRegex(refused, /worthless/);
    writeFileSync(file, `${provider.refreshToken()}\n`);
    t.regex(await examine('IMAP login'), /^(?:ok|unsure): .*logged in/);
    t.is(readFileSync(file, 'utf8'), `${provider.refreshToken()}\n`);
  });
}
