import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { ConfigError, findPassword, oauthFiles, parseConfig, policyOf, requireRestorePast } from './config.ts';
import { parseListen, parseServer, parseSpan } from './config-schema.ts';

const LEAST = `
[bank]
name = "Example Bank"
payment_address = "pay@bank.example"
bounce_address = "bounce@bank.example"
telephone = "+81 72 000 0000"

[intake.lmtp]
listen = "127.0.0.1:2424"

[outgoing]
host = "127.0.0.1"
`;

const PAGE = `
[order_page]
address = "orders@bank.example"
listen = "127.0.0.1:8090"
[[order_page.shops]]
path = "tea"
address = "shop@tea.example"
catalogue = "tea.csv"
currency = "JPY"
`;

const MAILBOX = `
[[intake.imap]]
host = "imap.example"
user = "pay"
`;

const complaint = (source: string): string => {
  try {
    parseConfig(source, '/etc/kakitome.toml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'taken';
};

test('the least configuration has all defaults', (t) => {
  const config = parseConfig(LEAST, '/etc/kakitome.toml');
  const policy = policyOf(config, 0);
  t.is(policy.matchSpan, 7 * 86_400_000);
  t.is(policy.answerSpan, 72 * 3_600_000);
  t.is(config.folder, '/etc');
  t.true(Object.isFrozen(config.intake));
});

const wrong: readonly (readonly [name: string, source: string, message: string])[] = [
  ['a missing key', LEAST.replace('name = "Example Bank"\n', ''), '/etc/kakitome.toml: bank.name: found nothing; expected the name of the bank as customers know it'],
  ['an unknown key', `${LEAST}\n[deadlines]\nanswr = "3 days"\n`, '/etc/kakitome.toml: deadlines.answr: this key is not known here; expected only the keys that the commented file of `kakitome init` shows under [deadlines]'],
  ['a wrong span', `${LEAST}\n[deadlines]\nanswer = "three days"\n`, '/etc/kakitome.toml: deadlines.answer: found "three days"; expected a span such as "72 hours"'],
  ['a wrong type', `${LEAST}\n[staff]\ntwo_people_book = "yes"\n`, '/etc/kakitome.toml: staff.two_people_book: found "yes"; expected true or false'],
  ['an address that is none', LEAST.replace('"pay@bank.example"', '"pay at bank"'), '/etc/kakitome.toml: bank.payment_address: found "pay at bank"; expected one mail address such as "pay@bank.example"'],
  ['an ambiguous limit', `${LEAST}\n[limits]\nper_payment = ["1.080 JPY"]\n`, '/etc/kakitome.toml: limits.per_payment.0: found "1.080 JPY"; expected an amount with its currency such as "300,000 JPY"'],
  ['a time zone that is none', LEAST.replace('telephone', 'time_zone = "Mars/Base"\ntelephone'), '/etc/kakitome.toml: bank.time_zone: found "Mars/Base"; expected a time zone of the IANA list such as "Asia/Tokyo"'],
  ['one address for payments and bounces', LEAST.replace('bounce@', 'pay@'), '/etc/kakitome.toml: bank.bounce_address: found "pay@bank.example"; expected another address than bank.payment_address, so that bounces never reach the payment mailbox'],
  ['one mailbox for both in two writings', LEAST.replace('bounce@', 'PAY@'), '/etc/kakitome.toml: bank.bounce_address: found "PAY@bank.example"; expected another address than bank.payment_address, so that bounces never reach the payment mailbox'],
  ['staff who would read the bank\'s own mailbox', LEAST.replace('telephone', 'staff_address = "Pay@bank.example"\ntelephone'), '/etc/kakitome.toml: bank.staff_address: found "Pay@bank.example"; expected an address that people read: the bank takes what comes to its own two as mail of customers'],
  ['a name in two lines', LEAST.replace('Example Bank', 'Example\\nBank'), '/etc/kakitome.toml: bank.name: found "Example\\nBank"; expected the name of the bank as customers know it, in one line'],
  ['a server with a login', LEAST.replace('"127.0.0.1"\n', '"smtp://pay:s3cret@mail.example"\n'), '/etc/kakitome.toml: outgoing.host: found "smtp://…"; expected the name of the outgoing mail server alone, such as "mail.bank.example" (no port, no login)'],
  ['a server with a port', LEAST.replace('"127.0.0.1"\n', '"mail.example:587"\n'), '/etc/kakitome.toml: outgoing.host: found "mail.example:587"; expected the name of the outgoing mail server alone, such as "mail.bank.example" (no port, no login)'],
  ['a login without TLS at another machine', LEAST.replace('"127.0.0.1"\n', '"mail.example"\nsecurity = "none"\nuser = "pay"\n'), '/etc/kakitome.toml: outgoing.security: found "none"; expected "tls" or "starttls" for a login at another machine: what goes to mail.example without it, the password too, is read on the way'],
  ['a mailbox without TLS at another machine', `${LEAST}${MAILBOX}security = "none"\n`, '/etc/kakitome.toml: intake.imap.0.security: found "none"; expected "tls" or "starttls" for a server on another machine: what goes to imap.example without it, the password too, is read on the way'],
  ['a mailbox that is named twice', `${LEAST}${MAILBOX}${MAILBOX.replace('pay', 'Pay')}`, '/etc/kakitome.toml: intake.imap.1.user: found pay at imap.example:993 a second time; expected one [[intake.imap]] table for each mailbox (its folders are a list)'],
  ['a folder that is read and written', `${LEAST}${MAILBOX}folders = ["INBOX", "Done"]\ndone_folder = "done"\n`, '/etc/kakitome.toml: intake.imap.0.done_folder: found "done"; expected a folder that is not among those that are read (intake.imap.folders)'],
  ['one folder that is no list', `${LEAST}${MAILBOX}folders = "INBOX"\n`, '/etc/kakitome.toml: intake.imap.0.folders: found "INBOX"; expected a list of folders such as ["INBOX", "Junk"]'],
  ['a table that is not there', LEAST.replace(/\[outgoing\]\n.*\n/, ''), '/etc/kakitome.toml: outgoing: found nothing; expected the table [outgoing]'],
  ['a restore without quotes', LEAST.replace('telephone', 'restored_at = 2026-11-22T10:00:00Z\ntelephone'), '/etc/kakitome.toml: bank.restored_at: found 2026-11-22T10:00:00.000Z without quotes; expected the time of a restore, with its zone, such as "2026-11-22T10:00:00Z"'],
  ['a payment address beyond ASCII', LEAST.replace('pay@bank', '払@bank'), '/etc/kakitome.toml: bank.payment_address: found "払@bank.example"; expected an address whose part before the @ is ASCII'],
  ['a payment address without room for a tag', LEAST.replace('"pay@bank', '"payments.community.credit.union.osaka@bank'), '/etc/kakitome.toml: bank.payment_address: found "payments.community.credit.union.osaka@bank.example"; expected an address with at most 36 characters before the @: the bank\'s mails put up to 28 behind them (a + and a tag), and no mail server takes more than 64'],
  ['bounces at another domain', LEAST.replace('bounce@bank', 'bounce@other'), '/etc/kakitome.toml: bank.bounce_address: found "bounce@other.example"; expected an address at bank.example, so that SPF is aligned with the sender'],
  ['no way in', LEAST.replace(/\[intake.lmtp\]\nlisten = .*\n/, ''), '/etc/kakitome.toml: intake: found no intake; expected at least one of [[intake.imap]], [intake.lmtp], [intake.smtp]'],
  ['a token endpoint without TLS', `${LEAST}\n[[intake.imap]]\nhost = "i"\nuser = "u"\n[intake.imap.oauth2]\ntoken_url = "http://oauth2.example/token"\nclient_id = "c"\nrefresh_token_file = "r"\n`, '/etc/kakitome.toml: intake.imap.0.oauth2.token_url: found "http://…"; expected the https address of the provider\'s token endpoint (http on loopback alone), without a login'],
  ['a login by token without a name', `${LEAST}\n[outgoing.oauth2]\ntoken_url = "https://oauth2.example/token"\nclient_id = "c"\nrefresh_token_file = "r"\n`, '/etc/kakitome.toml: outgoing.user: found nothing; expected the name to log in with, since [outgoing.oauth2] stands there'],
  ['a board without a name', `${LEAST}\n[board]\nenabled = true\nretention = "For ever."\n`, '/etc/kakitome.toml: board.host: found nothing; expected the name under which the board is served, such as "board.bank.example": it is part of every log\'s name'],
  ['an order page without a sum above which is asked', `${LEAST}${PAGE}[numbers]\nask_above = ["10.00 EUR"]\n`, '/etc/kakitome.toml: numbers.ask_above: found no sum in JPY, in which tea takes orders; expected one such as ["JPY 10,000"]: the order page proves nobody, so whoever has found a card pays by it without a question, up to this sum for each of its numbers'],
  ['a name server that is no address', `${LEAST}\n[dns]\nservers = ["999.1.1.1"]\n`, '/etc/kakitome.toml: dns.servers.0: found "999.1.1.1"; expected the address of a server, such as "127.0.0.1:53" or "[2001:db8::53]:53"'],
  ['a name server at no port', `${LEAST}\n[dns]\nservers = ["127.0.0.1", "[::1]:0", "127.0.0.1:99999"]\n`, ['"[::1]:0"', '"127.0.0.1:99999"'].map((found, at) => `/etc/kakitome.toml: dns.servers.${at + 1}: found ${found}; expected the address of a server, such as "127.0.0.1:53" or "[2001:db8::53]:53"`).join('\n')],
  ['a name server of the other kind that is none', `${LEAST}\n[dns]\nservers = ["[::1::2]"]\n`, '/etc/kakitome.toml: dns.servers.0: found "[::1::2]"; expected the address of a server, such as "127.0.0.1:53" or "[2001:db8::53]:53"'],
  ['a limit that is named twice', `${LEAST}\n[limits]\nper_payment = ["300,000 JPY", "500.00 EUR", "30,000 JPY"]\n`, '/etc/kakitome.toml: limits.per_payment.2: found "30,000 JPY"; expected one amount for each currency (JPY stands there already)'],
  ['a sum that is named twice in a rule', `${LEAST}\n[[policy.steps]]\nscheme = "wallet"\nabove = ["30,000 JPY", "JPY 300,000"]\n`, '/etc/kakitome.toml: policy.steps.0.above.1: found "JPY 300,000"; expected one amount for each currency (JPY stands there already)'],
  ['a restore on a day that is none', LEAST.replace('telephone', 'restored_at = "2026-02-31T10:00:00Z"\ntelephone'), '/etc/kakitome.toml: bank.restored_at: found "2026-02-31T10:00:00Z"; expected the time of a restore, with its zone, such as "2026-11-22T10:00:00Z"'],
  ['a time between two looks that no timer knows', `${LEAST}\n[board]\nmonitor = "30 days"\n`, '/etc/kakitome.toml: board.monitor: found "30 days"; expected a span of 20 days at most, such as "5 minutes"'],
  ['a console for everybody', `${LEAST}\n[console]\nlisten = "0.0.0.0:9464"\n`, '/etc/kakitome.toml: console.listen: found "0.0.0.0:9464"; expected an address of the loopback such as "127.0.0.1:9464" or "[::1]:9464": the console asks nobody who he is'],
  ['a board without a promise', `${LEAST}\n[board]\nenabled = true\nhost = "board.bank.example"\n`, '/etc/kakitome.toml: board.retention: found nothing; expected a sentence about what is kept how long: it is published before the first entry'],
];

for (const [name, source, message] of wrong) test(`${name} is told with file, key, what was found and what is expected`, (t) => t.is(complaint(source), message));

test('an address that leaves just the room for a tag is taken', (t) => t.is(complaint(LEAST.replace('"pay@bank', '"payments.community.credit.union.osak@bank').replace('bounce@', `${'b'.repeat(36)}@`)), 'taken'));

test('an order page with a sum above which is asked is taken', (t) => t.is(complaint(`${LEAST}${PAGE}[numbers]\nask_above = ["10.00 EUR", "10,000 JPY"]\n`), 'taken'));

test('an address of a database with a password in it is refused, and the password is not shown', (t) => {
  for (const url of ['postgres://kakitome:s3cret@db.example/kakitome', 'postgres://db.example/kakitome?password=s3cret', 'postgres://kakitome:s3cret@', 'mysql://kakitome:s3cret@db.example/kakitome']) {
    const told = complaint(`${LEAST}\n[store]\nurl = "${url}"\n`);
    t.regex(told, /^\/etc\/kakitome\.toml: store\.url: found "[a-z]+:\/\/…"; expected an address such as .*, without a password \(store\.password_file or KAKITOME_DATABASE_PASSWORD\) and without options=$/);
    t.false(told.includes('s3cret'));
  }
  for (const url of ['host=db user=k password=s3cret', 'kakitome:s3cret@db/kakitome', 'postgres//k:s3cret@db/x', ' postgres://k:s3cret@db/x']) {
    t.regex(complaint(`${LEAST}\n[store]\nurl = "${url}"\n`), /^\/etc\/kakitome\.toml: store\.url: found "…"; expected an address such as /, url);
  }
  t.is(complaint(`${LEAST}\n[store]\nurl = "postgres:///kakitome?host=/run/postgresql"\n`), 'taken');
  t.regex(complaint(`${LEAST}\n[store]\nurl = "postgres://db.example/kakitome?options=-c%20geqo%3Doff"\n`), /store\.url: .* and without options=$/, 'the settings of our sessions stand there');
  t.regex(complaint(`${LEAST}\n[store]\nschema = "Kakitome"\n`), /store\.schema: found "Kakitome"; expected small letters/);
});

test('the files of a login by token are found from the folder of the configuration', (t) => {
  const config = parseConfig(`${LEAST}\n[outgoing.oauth2]\ntoken_url = "http://127.0.0.1:9/t"\nclient_id = "c"\nrefresh_token_file = "r"\n`.replace('[outgoing]', '[outgoing]\nuser = "u"'), '/etc/kakitome.toml');
  t.deepEqual(config.outgoing.oauth2 && oauthFiles(config, config.outgoing.oauth2), { tokenUrl: 'http://127.0.0.1:9/t', clientId: 'c', clientSecretFile: null, refreshTokenFile: '/etc/r', scope: null });
});

test('the names and addresses of servers are taken, in whatever script', (t) => {
  for (const host of ['localhost', 'mail.bank.example.', 'mail_1.例え.jp', '192.0.2.1', '::1', '2001:db8::25', '::ffff:192.0.2.1']) t.is(complaint(LEAST.replace('"127.0.0.1"\n', `"${host}"\n`)), 'taken', host);
  for (const host of ['[::1]', 'mail.example:25', 'pay@mail.example', 'mail.example/', 'mail example', '-x']) t.regex(complaint(LEAST.replace('"127.0.0.1"\n', `"${host}"\n`)), /outgoing\.host: found /, host);
});

test('a time of restore that lies ahead is refused, and told by both clocks', (t) => {
  const config = parseConfig(LEAST.replace('telephone', 'restored_at = "2026-11-22T10:00:00Z"\ntelephone'), '/etc/kakitome.toml');
  const at = Date.UTC(2026, 10, 22, 10);
  t.notThrows(() => requireRestorePast(config, at));
  t.throws(() => requireRestorePast(config, at - 9 * 3_600_000), { instanceOf: ConfigError, message: /^\/etc\/kakitome\.toml: bank\.restored_at: found 2026-11-22T10:00:00\.000Z, which lies ahead of this machine's clock \(2026-11-22T01:00:00\.000Z\); expected a time that is past/ });
});

test('where the password itself stands in place of its file it is not told; nor is what a file holds that is no password', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-config-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const told = (named: string): string => {
    const config = parseConfig(LEAST, join(folder, 'kakitome.toml'));
    try {
      return `taken: ${JSON.stringify(findPassword(config, 'KAKITOME_SMTP_PASSWORD', 'outgoing.password_file', named))}`;
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    }
  };
  for (const named of ['s3cret-2026', 's3cret/2026', `s3cret${'x'.repeat(300)}`, 's3cret\u0000']) {
    t.regex(told(named), /kakitome\.toml: outgoing\.password_file: found no file of that name \([A-Z_]+; looked for from .* on; the name is not shown.*expected the path of a file that holds the password$/, named);
    t.notRegex(told(named), /s3cret/);
  }
  for (const named of ['smtp-password', 'keys/mailbox.password', '/run/credentials/kakitome.service/imap-password']) t.regex(told(named), /password_file: \S+password can't be read \(ENOENT\); expected the path/, named);
  const file = join(folder, 'smtp-password');
  for (const [content, outcome] of [['', /smtp-password holds nothing; expected/], ['\n', /holds nothing/], ['s3cret\nuser = x\n', /holds several lines; expected the password and nothing else/], ['s3cret\r\n', /^taken: "s3cret"$/]] as const) {
    writeFileSync(file, content);
    t.regex(told('smtp-password'), outcome);
    if (!outcome.source.startsWith('^taken')) t.notRegex(told('smtp-password'), /s3cret/);
  }
});

test('what is no TOML is told with its place', (t) => t.regex(complaint(`${LEAST}\n[staff\n`), /^\/etc\/kakitome\.toml:\d+:\d+: not valid TOML: /));

test('spans, listening addresses and servers', (t) => {
  t.is(parseSpan('15 minutes'), 900_000);
  t.is(parseSpan('1 hour'), 3_600_000);
  for (const bad of ['15', 'minutes', '-1 hours', '1.5 hours', '']) t.is(parseSpan(bad), null, bad);
  t.deepEqual(parseListen('127.0.0.1:2525'), { host: '127.0.0.1', port: 2525 });
  t.deepEqual(parseListen('[::1]:25'), { host: '::1', port: 25 });
  for (const bad of ['2525', '127.0.0.1', '127.0.0.1:99999', '']) t.is(parseListen(bad), null, bad);
  t.deepEqual(parseServer('127.0.0.1:5353'), { address: '127.0.0.1', port: 5353 });
  t.deepEqual(parseServer('[::1]'), { address: '::1', port: 53 });
});
