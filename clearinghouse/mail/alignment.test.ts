/** Whose DNS a letter can make the bank ask, and wait for: that of its From, never a stranger's (9-rules 10). */
import test from 'ava';
import { startDns } from '../../scripts/dns.ts';
import type { DemoDns } from '../../scripts/dns.ts';
import { makeDomain, signMail, writeMail } from '../../scripts/test-mail.ts';
import type { MailDomain, TestMail } from '../../scripts/test-mail.ts';
import type { Envelope } from '../protocol/letter.ts';
import { makeAlignment, mayAlign } from './alignment.ts';
import { authenticate } from './authentication.ts';
import { GATE_LIMITS, gate0 } from './gate.ts';
import { DNS_SETTINGS, DnsError, makeDnsCache } from './resolver.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 32, 5);
/** Two companies below one public suffix of two labels, as docomo.ne.jp is. */
const VICTIM = makeDomain('docomo.ne.example');
const SUB = makeDomain('mail.docomo.ne.example', { policy: null });
const EVIL = makeDomain('evil.ne.example');
const NO_RECORD = makeDomain('plain.ne.example', { policy: null });
const NOBODY: Envelope = { from: null, to: [], clientAddress: null, helo: null };
const MAIL: TestMail = { from: 'victim@docomo.ne.example', to: 'pay@bank.example', subject: 'Order', text: '2 Sencha 100g\n', date: NOW, messageId: '8d1f@docomo.ne.example' };

let dns: DemoDns;

test.before(async () => {
  dns = await startDns({ records: [VICTIM, SUB, EVIL, NO_RECORD].flatMap((domain) => domain.records) });
});
test.after.always(async () => {
  await dns.stop();
});

const strengthOf = async (bytes: Buffer, envelope: Partial<Envelope> = {}): Promise<string> => {
  const gate = gate0(bytes, GATE_LIMITS);
  if (!gate.ok) throw new Error(`gate 0: ${gate.code}`);
  const resolver = makeDnsCache({ ...DNS_SETTINGS, servers: [{ address: dns.address, port: dns.port }] }, () => 0).forLetter();
  const letter = { bytes, fields: gate.fields, parts: gate.parts, receivedAt: NOW, envelope: { ...NOBODY, ...envelope } };
  const result = await authenticate(letter, { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] }, resolver);
  return result.kind === 'retry' ? 'retry' : result.verdict.strength;
};
const signed = (domain: MailDomain, mail: Partial<TestMail> = {}, selector = 'post'): Buffer => signMail(writeMail({ ...MAIL, ...mail }), domain, { time: NOW, selector });
const askedOf = async (name: string, doing: () => Promise<unknown>): Promise<string[]> => {
  const before = dns.asked().length;
  await doing();
  return dns.asked().slice(before).filter((question) => question.includes(name));
};

test.serial('a neighbour below the same public suffix holds nothing up, and is not asked', async (t) => {
  dns.behave('post._domainkey.evil.ne.example', 'servfail');
  t.deepEqual(await askedOf('evil', async () => t.is(await strengthOf(signed(EVIL)), 'none')), []);
  t.deepEqual(await askedOf('evil', async () => t.is(await strengthOf(signed(EVIL, {}, 'x._domainkey.docomo.ne.example')), 'none')), []);
  t.deepEqual(await askedOf('evil', async () => t.is(await strengthOf(signed(EVIL, { from: 'victim@plain.ne.example' })), 'none', 'nor for a domain without DMARC')), []);
  t.is(await strengthOf(signMail(signed(VICTIM), EVIL, { time: NOW })), 'signed', 'beside the true one');
  dns.behave('post._domainkey.evil.ne.example', null);
});

test.serial('nor does its SPF', async (t) => {
  dns.behave('evil.ne.example', 'servfail');
  const envelope = { from: 'eve@evil.ne.example', clientAddress: '127.0.0.1', helo: 'evil.ne.example' };
  t.deepEqual(await askedOf('evil', async () => t.is(await strengthOf(writeMail(MAIL), envelope), 'none')), []);
  t.is(await strengthOf(writeMail(MAIL), { ...envelope, from: 'bounce@docomo.ne.example' }), 'weak');
  t.is(await strengthOf(writeMail(MAIL), { ...envelope, from: 'bounce@mail.docomo.ne.example' }), 'weak');
  dns.behave('evil.ne.example', null);
});

test.serial('the domain itself, one below it and one above it are asked and waited for', async (t) => {
  t.is(await strengthOf(signed(SUB)), 'signed');
  t.is(await strengthOf(signed(VICTIM, { from: 'victim@mail.docomo.ne.example' })), 'signed');
  for (const domain of [VICTIM, SUB]) {
    dns.behave(`slow._domainkey.${domain.name}`, 'servfail');
    t.is(await strengthOf(signed(domain, {}, 'slow')), 'retry', domain.name);
    dns.behave(`slow._domainkey.${domain.name}`, null);
  }
  dns.behave('_dmarc.docomo.ne.example', 'servfail');
  t.is(await strengthOf(signed(VICTIM)), 'retry');
  t.is(await strengthOf(writeMail(MAIL)), 'none', 'where nothing could help nothing is waited for');
  dns.behave('_dmarc.docomo.ne.example', null);
});

const FOUND = new Map([['_dmarc.shop.co.example', 'v=DMARC1; p=reject'], ['_dmarc.bank', 'v=DMARC1; p=reject; psd=y'], ['_dmarc.own.big.example', 'v=DMARC1; p=none; psd=n'], ['_dmarc.big.example', 'v=DMARC1; p=none']]);

test('the organizational domain is found from From\'s own names, once, and only where it matters', async (t) => {
  const asked: string[] = [];
  const aligned = (from: string): ((domain: string) => Promise<boolean>) =>
    makeAlignment(from, async (name) => {
      asked.push(name);
      const text = FOUND.get(name);
      if (text === undefined) throw new DnsError('ENOTFOUND', name);
      return [[text]] as never[];
    });
  const shop = aligned('mail.shop.co.example');
  for (const domain of ['mail.shop.co.example', 'MAIL.shop.co.example.', 'x.mail.shop.co.example']) t.true(await shop(domain), domain);
  t.false(await shop('attacker.example'));
  t.false(await shop('evil.test'));
  t.deepEqual(asked.filter((name) => !name.startsWith('_dmarc.')), []);
  for (const domain of ['shop.co.example', 'news.shop.co.example']) t.true(await shop(domain), domain);
  for (const domain of ['co.example', 'evil.co.example', 'evilshop.co.example', 'evil.example']) t.false(await shop(domain), domain);
  t.deepEqual(asked, ['_dmarc.mail.shop.co.example', '_dmarc.shop.co.example', '_dmarc.co.example', '_dmarc.example']);
  t.true(await aligned('mail.my.bank')('my.bank'));
  t.false(await aligned('my.bank')('bank'));
  t.false(await aligned('own.big.example')('other.big.example'));
  t.true(await aligned('a.big.example')('b.big.example'));
  t.false(await aligned('plain.example')('example'));
  await t.throwsAsync(makeAlignment('a.b.example', async (name) => Promise.reject(new DnsError('ESERVFAIL', name)))('c.b.example'));
});

test('the first guess about alignment is generous, never narrow', (t) => {
  t.true(mayAlign('buyer.example', 'BUYER.example.'));
  t.true(mayAlign('a.b.buyer.example', 'mail.buyer.example'));
  t.true(mayAlign('shop.co.uk', 'other.co.uk'), 'the organizational domain settles those');
  t.false(mayAlign('buyer.example', 'attacker.example'));
});
