import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { startProvider, type Provider } from '../../scripts/demo/provider.ts';
import { startDns } from '../../scripts/dns.ts';
import { makeDomain, signMail, writeMail, type MailDomain } from '../../scripts/test-mail.ts';
import { runningDaemon } from './daemon-lock.ts';
import { inProcess, kakitome, newBank, oneLineOf, startDaemon, type Daemon, type Ended } from './testing/bench.ts';

/** A running bank, its DNS, and a provider for buyer and shop. */
type Town = { readonly folder: string; readonly config: string; readonly daemon: Daemon; readonly provider: Provider; readonly domains: readonly MailDomain[]; readonly run: (...args: readonly string[]) => Promise<Ended> };

const BUYER = 'takao@buyer.example';
const SHOP = 'shop@tea.example';
const PAY = 'pay@bank.example';
const ORDER = '2 Sencha 100g\n\nPassword: maple-7731-crow\nUp to: 5,000 JPY\n';
const DATE = Date.parse('2026-11-21T01:32:05Z');

async function openTown(t: ExecutionContext): Promise<Town> {
  const domains = [makeDomain('buyer.example'), makeDomain('tea.example')];
  const dns = await startDns({ records: domains.flatMap((domain) => domain.records) });
  t.teardown(dns.stop);
  let bankPort = 0;
  const provider = await startProvider(domains, { bankDomain: 'bank.example', bankPort: () => bankPort });
  t.teardown(provider.stop);
  const config = await newBank(t, (toml) => toml.replace('servers = []', `servers = ["127.0.0.1:${dns.port}"]`).replace('port = 25\n', `port = ${provider.port}\n`), '--time-zone', 'Asia/Tokyo');
  const folder = dirname(config);
  for (const [name, address] of [['Takao Sasaki', BUYER], ['Green Tea House', SHOP]] as const) {
    t.is((await inProcess('party', 'add', name, '--address', address, '--currency', 'JPY', '--config', config)).code, 0);
  }
  t.is((await inProcess('deposit', BUYER, '20,000', 'JPY', '--reference', 'V-1', '--by', 'Sato', 'Mori', '--config', config)).code, 0);
  const daemon = await startDaemon(t, folder);
  bankPort = Number(/SMTP 127\.0\.0\.1:(\d+)/.exec(daemon.ready)?.[1]);
  return { folder, config, daemon, provider, domains, run: (...args) => inProcess(...args, '--config', config) };
}

const order = (text = ORDER, messageId = 'order@buyer.example'): Buffer => writeMail({ from: `Takao Sasaki <${BUYER}>`, to: SHOP, cc: PAY, subject: 'Order', text, date: DATE, messageId });

const forward = (): Buffer =>
  writeMail({
    from: `Green Tea House <${SHOP}>`,
    to: PAY,
    subject: 'Fwd: Order',
    text: `Invoice: GT-1042\n2 x Sencha 100g @ 1,080\nShipping 500\nTotal: 2,660 JPY\n\n---------- Forwarded message ----------\nFrom: Takao Sasaki <${BUYER}>\nDate: Sat, 21 Nov 2026 10:32:05 +0900\nSubject: Order\nTo: ${SHOP}\nCc: ${PAY}\n\n${ORDER}`,
    date: DATE,
    messageId: 'forward@tea.example',
  });

type ListJson = { readonly payments: readonly { readonly reference: string; readonly state: string }[] };
type ShowJson = { readonly held: { readonly minor: string } | null; readonly decisions: readonly unknown[]; readonly notices: readonly { readonly kind: string; readonly status: string }[]; readonly transfers: readonly { readonly postings: readonly { readonly amount: { readonly minor: string } }[] }[]; readonly entries: readonly { readonly kind: string }[] };

test('a payment from order to receipt, looked at beside the running daemon', async (t) => {
  const town = await openTown(t);
  const { provider, run } = town;
  await provider.submit(BUYER, [PAY], order());
  await provider.take(BUYER, (mail) => /received/i.test(mail.subject ?? ''));
  await provider.submit(SHOP, [PAY], forward());
  const question = await provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Pay JPY 2,660'));

  const open = JSON.parse((await run('payment', 'list', '--state', 'awaiting-answer', '--party', SHOP, '--json')).out) as ListJson;
  t.is(open.payments.length, 1);
  const reference = open.payments[0]?.reference ?? '';
  t.true((question.mail.subject ?? '').includes(`[${reference}]`));
  const found = async (...by: readonly string[]): Promise<number> => (JSON.parse((await run('payment', 'list', '--json', ...by)).out) as ListJson).payments.length;
  t.deepEqual([await found('--invoice', 'gt-1042'), await found('--invoice', 'GT-1042', '--total', '2,660 JPY'), await found('--total', 'JPY 2660', '--party', BUYER)], [1, 1, 1]);
  t.deepEqual([await found('--invoice', 'GT-104'), await found('--total', '2,661 JPY'), await found('--invoice', 'GT-1042', '--total', '26.60 EUR')], [0, 0, 0]);
  t.regex(oneLineOf(t, await run('payment', 'list', '--total', '2660')), /--total: found "2660"; expected one amount with its currency/);
  t.regex((await run('payment', 'list', '--invoice', 'GT-1042')).out, new RegExp(` Invoice .*\n${reference} +awaiting-answer +JPY 2,660 +GT-1042 +Takao Sasaki`));
  const asked = JSON.parse((await run('payment', 'show', reference, '--json')).out) as ShowJson;
  t.is(asked.held?.minor, '2660');
  t.regex((await run('accounts', '--party', BUYER)).out, /20,000 +2,660 +17,340/);
  t.regex((await run('audit')).out, new RegExp(`Holds by age\\n.*\\n${reference} +JPY 2,660 +0 minutes`));
  t.regex((await run('party', 'show', 'Takao Sasaki')).out, new RegExp(`Open payments\\n.*\\n${reference} `));

  // Neither the password nor the token that the answer needs is anywhere in what staff see.
  const token = /pay\+q\.[0-9a-z]{8}\.([0-9a-z]{16})@/.exec(question.mail.replyTo?.text ?? '')?.[1] ?? 'none';
  t.not(token, 'none');
  for (const args of [['payment', 'show', reference, '--all'], ['payment', 'show', reference, '--json', '--all'], ['letter', 'show', '1', '--reason', 'test'], ['letter', 'show', '1', '--json', '--reason', 'test', '--all'], ['letter', 'show', '2', '--reason', 'test']]) {
    const { out, code } = await run(...args);
    t.is(code, 0);
    t.notRegex(out, /maple-7731|7731/i, args.join(' '));
    t.false(out.includes(token), args.join(' '));
  }
  t.regex((await run('letter', 'show', '1', '--reason', 'test')).out, /\| Password: …\n/);
  t.regex(oneLineOf(t, await run('letter', 'show', '1', '--raw', '--reason', 'test')), new RegExp(`letter 1: found the open payment ${reference}, whose password is secret`));

  const replyTo = question.mail.replyTo?.value[0]?.address ?? '';
  await provider.submit(BUYER, [replyTo], writeMail({ from: `Takao Sasaki <${BUYER}>`, to: replyTo, subject: `Re: ${question.mail.subject ?? ''}`, text: 'OK maple-7731-crow\n', date: DATE, messageId: 'answer@buyer.example', inReplyTo: (question.mail.messageId ?? '').replace(/[<>]/g, '') }));
  await provider.take(SHOP, (mail) => /paid/i.test(mail.subject ?? ''));
  await provider.take(BUYER, (mail) => /paid/i.test(mail.subject ?? ''));

  const { out: text } = await kakitome(town.folder, 'payment', 'show', reference.toLowerCase().replace('-', ''));
  for (const part of [/^State +settled$/m, /^Buyer +Takao Sasaki <takao@buyer\.example>$/m, /^ +2 x Sencha 100g +2,160$/m, /^ +Shipping +500  \(not in the order\)$/m, /letter 3: advanced: /, /receipt-merchant +shop@tea\.example .* sent 20\d\d-/, /party:1:JPY  JPY -2,660/, /party:2:JPY  JPY 2,660/, /settled  [0-9A-Z]{8}\.settled/]) t.regex(text, part);
  const shown = JSON.parse((await run('payment', 'show', reference, '--json')).out) as ShowJson;
  t.deepEqual(shown.transfers[0]?.postings.map((posting) => posting.amount.minor).toSorted(), ['-2660', '2660']);
  t.true(shown.notices.some((notice) => notice.kind === 'receipt-buyer'));
  t.deepEqual(shown.entries.map((entry) => entry.kind), ['accepted', 'settled']);

  // The secret is spent: now the raw letter may be looked at, byte for byte, and the view is noted.
  const raw = await run('letter', 'show', '1', '--raw', '--json', '--reason', 'ticket 311');
  t.regex(Buffer.from((JSON.parse(raw.out) as { base64: string }).base64, 'base64').toString(), /^DKIM-Signature: [\s\S]*maple-7731-crow/);
  t.regex(readFileSync(join(town.folder, 'kakitome.db.views'), 'utf8'), /"letter":1,"what":"raw","reason":"ticket 311"\}\n$/);
  t.is(statSync(join(town.folder, 'kakitome.db.views')).mode & 0o777, 0o600);
  const audit = await run('audit');
  t.is(audit.code, 0, audit.out);
  t.regex(audit.out, /^received 3 = advanced 3 /m);
  t.notRegex(town.daemon.log(), /maple-7731/);
});

test('import beside the daemon: it decides, the command tells; a second daemon is refused', async (t) => {
  const town = await openTown(t);
  const file = join(town.folder, 'order.eml');
  const [buyer] = town.domains;
  if (buyer === undefined) throw new Error('no domain');
  writeFileSync(file, signMail(order(), buyer, { time: DATE }));
  const stray = join(town.folder, 'stray.eml');
  writeFileSync(stray, 'From: nobody@else.example\r\nSubject: \x1b]0;x\x07\r\n\r\nhello\r\n');
  const { out, code, err } = await kakitome(town.folder, 'letter', 'import', file, stray, '--received-at', '2026-11-21T10:40:00+09:00');
  t.is(code, 0, err);
  t.regex(out, /order\.eml +1 +kept +advanced: /);
  t.regex(out, /stray\.eml +2 +kept +(refused|set-aside): /);
  t.notRegex(out, /\x1b/);
  const shown = JSON.parse((await town.run('letter', 'show', '1', '--json')).out) as { receivedAt: string; intake: string; decisions: readonly { disposition: { code: string } }[] };
  t.deepEqual([shown.receivedAt, shown.intake], ['2026-11-21T01:40:00.000Z', 'file']);
  const again = JSON.parse((await town.run('letter', 'import', file, '--json')).out) as { letters: readonly { letter: number; duplicate: boolean }[] };
  t.like(again.letters[0], { letter: 1, duplicate: true });
  t.regex(oneLineOf(t, await kakitome(town.folder, 'start')), new RegExp(`found process ${town.daemon.pid} on [^ ]+ running on it`));
  t.regex(oneLineOf(t, await town.run('letter', 'requeue', '1')), /refused \(not-set-aside\): .*advanced/);
});

test('SIGTERM ends the daemon cleanly, and so does SIGINT; the lock is given back', async (t) => {
  const town = await openTown(t);
  town.daemon.signal('SIGTERM');
  const ended = await town.daemon.ended;
  t.is(ended.code, 0, ended.err);
  const events = ended.err.trim().split('\n').map((line) => (JSON.parse(line) as { event: string }).event);
  t.deepEqual([events[0], ...events.slice(-2)], ['ready', 'stopping', 'stopped']);
  t.deepEqual(ended.out.split('\n').length, 2);
  const next = await startDaemon(t, town.folder);
  next.signal('SIGINT');
  t.is((await next.ended).code, 0);
});

/** A mail whose end never comes. */
async function beginMail(t: ExecutionContext, port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  t.teardown(() => void socket.destroy());
  const lines = ['EHLO x.example', `MAIL FROM:<${BUYER}>`, `RCPT TO:<${PAY}>`, 'DATA', 'Subject: half'];
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject).on('close', () => reject(new Error('the server has closed the connection')));
    socket.setEncoding('utf8').on('data', (reply: string) => {
      if (!/^\d{3} .*\r\n$/m.test(reply)) return;
      socket.write(`${lines.shift() ?? ''}\r\n`);
      if (lines.length === 0) resolve();
    });
  });
}

test('a second signal ends at once, though a mail is still being received', async (t) => {
  const { daemon, folder } = await openTown(t);
  await beginMail(t, Number(/SMTP 127\.0\.0\.1:(\d+)/.exec(daemon.ready)?.[1]));
  daemon.signal('SIGTERM');
  while (!daemon.log().includes('"stopping"')) await pause(20);
  daemon.signal('SIGTERM');
  t.is((await daemon.ended).code, 1);
  t.is(runningDaemon(join(folder, 'kakitome.db')), null);
});

test('a daemon that was killed leaves a lock that keeps nobody out', async (t) => {
  const town = await openTown(t);
  town.daemon.signal('SIGKILL');
  await town.daemon.ended;
  const next = await startDaemon(t, town.folder, '--json');
  t.like(JSON.parse(next.ready), { ready: true, imap: [] });
  next.signal('SIGTERM');
  t.is((await next.ended).code, 0);
});

/** What the log says before the end is JSON; the last line is the operator's. */
const lastLineOf = (t: ExecutionContext, ended: Ended): string => oneLineOf(t, { ...ended, err: ended.err.replaceAll(/^\{.*\}\n/gm, '') });

test('start tells what keeps it from starting', async (t) => {
  const town = await openTown(t);
  const port = /LMTP 127\.0\.0\.1:(\d+)/.exec(town.daemon.ready)?.[1] ?? '';
  const other = await newBank(t, (toml) => toml.replace('listen = "127.0.0.1:0"', `listen = "127.0.0.1:${port}"`));
  t.regex(lastLineOf(t, await kakitome(dirname(other), 'start')), new RegExp(`127\\.0\\.0\\.1:${port}: found EADDRINUSE; expected a free port`));
  const broken = await newBank(t, (toml) => toml.replace('level = "info"', 'level = "loud"'));
  t.regex(oneLineOf(t, await kakitome(dirname(broken), 'start')), /log\.level: found "loud"; expected one of "debug"/);
});
