import { createServer, type Server } from 'node:net';
import { createPrivateKey } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { startDns, type DemoDns } from '../../scripts/dns.ts';
import { dkimRecord } from '../mail/dkim.ts';
import { roomIn } from './doctor-files.ts';
import { inProcess, kakitome, newBank, oneLineOf, startDaemon } from './testing/bench.ts';

const DKIM = 'kakitome1._domainkey.bank.example';
const DMARC = '_dmarc.bank.example';

type Checks = { readonly ok: boolean; readonly checks: readonly { readonly name: string; readonly outcome: string; readonly found: string }[] };
type Clinic = { readonly config: string; readonly dns: DemoDns; readonly good: string; readonly examine: () => Promise<ReadonlyMap<string, string>> };

/** A bank whose everything is right: name server, outgoing server, records. `without`: commands and extensions that the server has not. */
async function openClinic(t: ExecutionContext, edit: (toml: string) => string = (toml) => toml, without: Pick<SMTPServerOptions, 'hideSMTPUTF8' | 'onMailFrom'> = {}): Promise<Clinic> {
  const dns = await startDns();
  t.teardown(dns.stop);
  const server = new SMTPServer({ ...without, authOptional: true, disabledCommands: ['STARTTLS'], onAuth: ({ password }, _, done) => (password === 'right' ? done(null, { user: 'pay' }) : done(new Error('no such login'))) });
  server.on('error', () => undefined);
  const port = await listen(t, server.server, () => new Promise((resolve) => server.close(() => resolve())));
  const config = await newBank(t, (toml) => edit(toml.replace('servers = []', `servers = ["127.0.0.1:${dns.port}"]`).replace('port = 25\n', `port = ${port}\n`)));
  const good = dkimRecord(createPrivateKey(readFileSync(join(dirname(config), 'keys', 'dkim-kakitome1.pem'))));
  dns.set('bank.example', 'TXT', 'v=spf1 ip4:192.0.2.1 -all');
  dns.set(DKIM, 'TXT', good);
  dns.set(DMARC, 'TXT', 'v=DMARC1; p=reject');
  const examine = async (): Promise<ReadonlyMap<string, string>> => {
    const { out, code } = await inProcess('doctor', '--json', '--config', config);
    const { checks, ok } = JSON.parse(out) as Checks;
    t.is(code, ok ? 0 : 1);
    t.is(ok, checks.every((check) => check.outcome !== 'wrong'));
    return new Map(checks.map((check) => [check.name, `${check.outcome}: ${check.found}`]));
  };
  return { config, dns, good, examine };
}

async function listen(t: ExecutionContext, server: Pick<Server, 'listen' | 'address'>, close: () => Promise<void>): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  t.teardown(close);
  return (server.address() as { port: number }).port;
}

test('all is well: one line each, exit code 0', async (t) => {
  const { config } = await openClinic(t);
  const { out, code, err } = await kakitome(dirname(config), 'doctor');
  t.is(code, 0, out + err);
  t.deepEqual(out.trim().split('\n').map((line) => line.split(/ {2,}/).slice(0, 2)), ['configuration', 'keys', 'disk', 'database', 'outgoing SMTP', 'null return path', 'SPF record', 'DKIM record', 'DMARC record'].map((name) => ['ok', name]).toSpliced(1, 0, ['unsure', 'staff tasks']));
  t.true(out.includes('found neither bank.staff_address nor [console]; put an address, or look into `kakitome tasks` each day'), out);
});

test('an address beyond ASCII, and an outgoing server that can not write to it', async (t) => {
  for (const [without, outcome] of [[{}, /^ok: 127\.0\.0\.1:\d+ takes mail for 1 registered address beyond ASCII \(佐藤@xn--r8jz45g\.jp\)$/], [{ hideSMTPUTF8: true }, /^unsure: .*no SMTPUTF8.*every notice to 1 registered address beyond ASCII \(佐藤@/]] as const) {
    const { config, examine } = await openClinic(t, undefined, without);
    const run = async (...args: readonly string[]): Promise<boolean> => t.is((await inProcess(...args, '--config', config)).code, 0);
    await run('party', 'add', 'Hana', '--address', 'hana@例え.jp', '--currency', 'JPY');
    t.false((await examine()).has('SMTPUTF8'), 'a domain beyond ASCII needs none');
    await run('party', 'add', 'Sato', '--address', '佐藤@例え.jp', '--currency', 'JPY');
    t.regex((await examine()).get('SMTPUTF8') ?? '', outcome);
    await run('address', 'remove', '佐藤@例え.jp');
    t.false((await examine()).has('SMTPUTF8'));
  }
});

test('an outgoing server that takes no mail under the null return path', async (t) => {
  const { examine } = await openClinic(t, undefined, { onMailFrom: ({ address }, _, done) => done(address === '' ? Object.assign(new Error('Invalid MAIL FROM'), { responseCode: 501 }) : null) });
  const checks = await examine();
  t.regex(checks.get('outgoing SMTP') ?? '', /^ok: /);
  t.regex(checks.get('null return path') ?? '', /^wrong: 127\.0\.0\.1:\d+: found 501 .*Invalid MAIL FROM to MAIL FROM:<>; expected that it takes it/);
});

test('records: what is wrong, and the exact line to put', async (t) => {
  const { dns, good, examine } = await openClinic(t);
  for (const name of ['bank.example', DKIM, DMARC]) dns.remove(name, 'TXT');
  const none = await examine();
  t.is(none.get('SPF record'), 'wrong: bank.example: found none; put: bank.example. IN TXT "v=spf1 mx -all"');
  t.is(none.get('DMARC record'), `wrong: ${DMARC}: found none; put: ${DMARC}. IN TXT "v=DMARC1; p=reject; adkim=s; aspf=s"`);
  const line = none.get('DKIM record') ?? '';
  t.is([...line.matchAll(/"([^"]*)"/g)].map((match) => match[1]).join(''), good);

  dns.set('bank.example', 'TXT', 'v=spf1 +all');
  dns.set(DKIM, 'TXT', good.replace('k=rsa', 'k=rsa; t=y'));
  dns.set(DMARC, 'TXT', 'v=DMARC1; p=none');
  const weak = await examine();
  t.regex(weak.get('SPF record') ?? '', /^wrong: .*lets anybody send/);
  t.regex(weak.get('DKIM record') ?? '', /^wrong: .*t=y/);
  t.regex(weak.get('DMARC record') ?? '', /^unsure: .*p=none.*put, once/);

  dns.set('bank.example', 'TXT', 'v=spf1 -all');
  dns.set(DKIM, 'TXT', 'v=DKIM1; k=rsa; p=AAAA');
  dns.set(DMARC, 'TXT', 'v=DMARC1; rua=mailto:x@bank.example');
  const other = await examine();
  t.regex(other.get('SPF record') ?? '', /^wrong: .*lets nobody send/);
  t.regex(other.get('DKIM record') ?? '', /^wrong: .*another key than the one that signs/);
  t.regex(other.get('DMARC record') ?? '', /^wrong: .*without a policy/);

  for (const name of ['bank.example', DKIM, DMARC]) dns.behave(name, 'servfail');
  const silent = await examine();
  for (const name of ['SPF record', 'DKIM record', 'DMARC record']) t.regex(silent.get(name) ?? '', /^unsure: .*no answer from the name servers \(ESERVFAIL\)/);
});

test('keys, database, placeholder: each by itself', async (t) => {
  const { config, examine } = await openClinic(t, (toml) => toml.replace('+81 3 1234 5678', '(telephone not set)').replace('port = 25', 'port = 1'));
  const folder = dirname(config);
  t.regex((await examine()).get('configuration') ?? '', /^wrong: .*bank\.telephone: found the placeholder/);
  chmodSync(join(folder, 'keys', 'token.key'), 0o640);
  const open = await examine();
  t.regex(open.get('keys') ?? '', /^wrong: .*token\.key: found mode 0640; expected 0600/);
  t.regex(open.get('database') ?? '', /^unsure/);
  t.regex(open.get('DKIM record') ?? '', /^unsure/);
  chmodSync(join(folder, 'keys', 'token.key'), 0o600);
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `kakitome.db${end}`), { force: true });
  t.regex((await examine()).get('database') ?? '', /^wrong: found nothing at .*kakitome\.db/);
  writeFileSync(join(folder, 'kakitome.db'), 'this is no database, and long enough to be looked at as one by its header');
  t.regex((await examine()).get('database') ?? '', /^wrong: .*kakitome\.db/);
});

test('a step for a shop that is registered for nobody is told: a typo would disarm it', async (t) => {
  const step = (shop: string): string => `\n[[policy.steps]]\nmerchants = ["${shop}"]\nscheme = "wallet"\n`;
  const wrong = await openClinic(t, (toml) => toml + step('shop@tee.example'));
  t.regex((await wrong.examine()).get('policy') ?? '', /^unsure: merchants of \[\[policy\.steps\]\] in .*: found shop@tee\.example, which is registered for nobody; expected a shop's registered address/);
});

test('a configuration with mistakes: all of them, one line each', async (t) => {
  const { config, examine } = await openClinic(t);
  writeFileSync(config, readFileSync(config, 'utf8').replace('readers = 2', 'readers = 0').replace('enabled = false', 'enabled = 1'));
  t.is((await examine()).size, 1);
  const { out, code } = await inProcess('doctor', '--config', config);
  t.is(code, 1);
  t.deepEqual(out.trim().split('\n').length, 2);
  t.regex(out, /^wrong +configuration +.*intake\.readers: found 0; expected a whole number from 1 to 64$/m);
});

test('outgoing server: silent, refusing the login, taking it', async (t) => {
  const { config, examine } = await openClinic(t);
  const folder = dirname(config);
  const good = readFileSync(config, 'utf8');
  writeFileSync(config, good.replace('max_connections = 4', 'max_connections = 4\nuser = "pay"'));
  t.regex((await examine()).get('outgoing SMTP') ?? '', /^wrong: .*outgoing\.password_file: found nothing; expected the path/);
  writeFileSync(join(folder, 'smtp-password'), 'mistyped\n', { mode: 0o600 });
  writeFileSync(config, good.replace('max_connections = 4', 'max_connections = 4\nuser = "pay"\npassword_file = "smtp-password"'));
  const refused = (await examine()).get('outgoing SMTP') ?? '';
  t.regex(refused, /^wrong: .*expected a server that answers and takes the login of pay/);
  t.notRegex(refused, /mistyped/);
  writeFileSync(join(folder, 'smtp-password'), 'right\n');
  t.regex((await examine()).get('outgoing SMTP') ?? '', /^ok: /);
  writeFileSync(config, good.replace(/^port = \d+$/m, 'port = 1'));
  t.regex((await examine()).get('outgoing SMTP') ?? '', /^wrong: 127\.0\.0\.1:1 .*ECONNREFUSED/);
});

/** As little of IMAP (RFC 9051) as a login and a list of folders need. */
async function mailbox(t: ExecutionContext, password: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let rest = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      rest += text;
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const [tag = '', verb = ''] = rest.slice(0, end).split(' ');
        const good = rest.slice(0, end).includes(password);
        rest = rest.slice(end + 2);
        if (verb === 'LOGIN' && !good) socket.write(`${tag} NO [AUTHENTICATIONFAILED] no such login\r\n`);
        else if (verb === 'LIST') socket.write(`* LIST () "/" INBOX\r\n${tag} OK done\r\n`);
        else if (verb === 'LOGOUT') socket.end(`* BYE\r\n${tag} OK bye\r\n`);
        else socket.write(`${tag} OK done\r\n`);
      }
    });
  });
  return listen(t, server, () => new Promise((resolve) => server.close(() => resolve())));
}

test('the mailbox: login refused, folder missing, all there', async (t) => {
  const port = await mailbox(t, 'secret-of-pay');
  const table = (folders: string): string => `\n[[intake.imap]]\nhost = "127.0.0.1"\nport = ${port}\nsecurity = "none"\nuser = "pay"\npassword_file = "imap-password"\nfolders = ${folders}\n`;
  const { config, examine } = await openClinic(t);
  const good = readFileSync(config, 'utf8');
  const put = (folders: string): void => writeFileSync(config, `${good}${table(folders)}`);
  put('["INBOX"]');
  t.regex((await examine()).get('IMAP login') ?? '', /^wrong: .*intake\.imap\.password_file of pay: .*imap-password can't be read \(ENOENT\)/);
  writeFileSync(join(dirname(config), 'imap-password'), 'other\n', { mode: 0o600 });
  const refused = (await examine()).get('IMAP login') ?? '';
  t.regex(refused, /^wrong: pay at 127\.0\.0\.1:\d+: found .*; expected a server that takes this user and password/);
  t.notRegex(refused, /other/);
  chmodSync(join(dirname(config), 'imap-password'), 0o604);
  t.regex((await examine()).get('password file') ?? '', /^wrong: .*imap-password: found mode 0604; expected 0600: everybody on this machine may read it \(run: chmod 600 /);
  chmodSync(join(dirname(config), 'imap-password'), 0o600);
  t.is((await examine()).get('password file'), undefined);
  writeFileSync(join(dirname(config), 'imap-password'), 'secret-of-pay\n');
  t.regex((await examine()).get('IMAP login') ?? '', /^ok: /);
  put('["INBOX", "Junk"]');
  t.regex((await examine()).get('IMAP login') ?? '', /^unsure: .*found no folder Junk/);
  put('["Nothing"]');
  t.regex((await examine()).get('IMAP login') ?? '', /^wrong: .*found none of the folders Nothing/);
});

test('an empty database is no new bank, other keys are no fault of the program, and a restore lies in the past', async (t) => {
  const { config, examine } = await openClinic(t);
  const path = join(dirname(config), 'kakitome.db');
  const [whole, good] = [readFileSync(path), readFileSync(config, 'utf8')];
  writeFileSync(path, '');
  t.regex((await examine()).get('database') ?? '', /^wrong: .*the file is empty, without any table of a bank/);
  for (const verb of ['start', 'accounts']) t.regex(oneLineOf(t, await inProcess(verb, '--config', config)), /the file is empty, without any table of a bank.*; expected the bank's database and its keys/, verb);
  t.is(readFileSync(path).length, 0);
  writeFileSync(path, whole);
  const key = join(dirname(config), 'keys', 'letter.key');
  const own = readFileSync(key);
  writeFileSync(key, 'ab'.repeat(32));
  for (const verb of ['start', 'accounts']) t.regex(oneLineOf(t, await inProcess(verb, '--config', config)), /the letter key is not the one .*; expected the bank's database and its keys, of one bank/, verb);
  writeFileSync(key, own);
  writeFileSync(config, good.replace('[bank]\n', '[bank]\nrestored_at = "2099-01-01T00:00:00Z"\n'));
  t.regex((await examine()).get('restore') ?? '', /^wrong: .*bank\.restored_at: found 2099-01-01T00:00:00\.000Z, which lies ahead/);
  t.regex(oneLineOf(t, await inProcess('start', '--config', config)), /bank\.restored_at: found 2099-01-01T00:00:00\.000Z, which lies ahead/);
});

test('a clock that is behind the letters that were received', async (t) => {
  const { config, examine } = await openClinic(t);
  const mail = join(dirname(config), 'mail.eml');
  writeFileSync(mail, 'From: a@stranger.example\r\nTo: pay@bank.example\r\nSubject: hello\r\n\r\nhello\r\n');
  t.is((await inProcess('letter', 'import', mail, '--received-at', '2026-01-01T00:00:00Z', '--config', config)).code, 0);
  t.false((await examine()).has('clock'));
  const database = new DatabaseSync(join(dirname(config), 'kakitome.db'));
  database.exec(`UPDATE letters SET received_at = ${Date.UTC(2099, 0, 1)}`);
  database.close();
  t.regex((await examine()).get('clock') ?? '', /^wrong: found \d{4}-.* on this machine, and letter 1 received at 2099-01-01T00:00:00\.000Z; expected a clock that is not behind it: let the machine follow NTP/);
  writeFileSync(config, readFileSync(config, 'utf8').replace('+81 3 1234 5678', '(telephone not set)'));
  const daemon = await startDaemon(t, dirname(config));
  while (!daemon.log().includes('"clock-behind"')) await pause(20);
  daemon.signal('SIGTERM');
  t.is((await daemon.ended).code, 0);
  t.regex(daemon.log(), /"alarm":true,"letter":1,"receivedAt":"2099-01-01T00:00:00\.000Z",.*"event":"clock-behind"/, 'start tells it too');
  t.regex(daemon.log(), /"key":"bank\.telephone",.*"event":"telephone-not-set"/);
});

test('room on the disk is told, and what comes of too little', async (t) => {
  const { config, examine } = await openClinic(t);
  t.regex((await examine()).get('disk') ?? '', new RegExp(`^(?:ok|wrong): ${dirname(config)}: \\d+ MB free`));
  t.like(roomIn('/srv/bank', { bavail: 48_829n, bsize: 4_096n }), { outcome: 'ok', found: '/srv/bank: 200 MB free' });
  t.like(roomIn('/srv/bank', { bavail: 48_828n, bsize: 4_096n }), { outcome: 'wrong', found: '/srv/bank: 199 MB free; expected at least 200 MB: on a full disk mail is answered 451, or stays in its mailbox, and nothing is decided' });
});

test('a damaged database: doctor sees it, start refuses it, audit says what to do', async (t) => {
  const { config, examine } = await openClinic(t);
  const path = join(dirname(config), 'kakitome.db');
  const database = new DatabaseSync(path);
  const pageOf = (table: string): number => Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.['rootpage']);
  const size = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const [postings, accounts] = [pageOf('postings'), pageOf('accounts')];
  database.close();
  const whole = readFileSync(path);
  t.regex((await examine()).get('database') ?? '', /^ok: .*kakitome\.db is whole; 0 parties/);
  writeFileSync(path, whole.fill(0, (postings - 1) * size, postings * size));
  t.regex((await examine()).get('database') ?? '', /^wrong: .*kakitome\.db: database: found .*; expected files as the bank wrote them \(stop the bank, .* put back a backup: /);
  t.regex(oneLineOf(t, await inProcess('start', '--config', config)), /found .*; expected files as the bank wrote them \(stop the bank, .* put back a backup: /);
  writeFileSync(path, whole.fill(0, (accounts - 1) * size, accounts * size));
  t.regex(oneLineOf(t, await inProcess('audit', '--config', config)), /found database disk image is malformed; expected .*backup/);
  writeFileSync(path, 'Not a database, but a text that somebody has put in its place, of more than a hundred bytes, so that it is looked at.');
  t.regex((await examine()).get('database') ?? '', /^wrong: .*found file is not a database; expected .*backup/);
  t.regex(oneLineOf(t, await inProcess('accounts', '--config', config)), /can't be opened: database: found file is not a database; expected .*backup/);
});
