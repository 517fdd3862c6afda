import test from 'ava';
import { startDns } from '../../scripts/dns.ts';
import type { DemoDns } from '../../scripts/dns.ts';
import { makeDomain, signMail, writeMail } from '../../scripts/test-mail.ts';
import type { TestMail } from '../../scripts/test-mail.ts';
import type { ReceivedLetter } from '../protocol/letter.ts';
import type { Reading } from '../protocol/reading.ts';
import { makeDigest, sameSecret } from '../protocol/secret.ts';
import { GATE_LIMITS } from './gate.ts';
import { makeLetterReader } from './read-letter.ts';
import type { ReaderSettings } from './read-letter.ts';
import { startReaderPool } from './reader-pool.ts';
import type { ReaderPool } from './reader-pool.ts';
import { DNS_SETTINGS } from './resolver.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 32, 5);
const BUYER = makeDomain('buyer.example');
const SHOP = makeDomain('tea.example');
const PEPPERS = [{ version: 1, key: new Uint8Array(32).fill(7) }];
const ORDER: TestMail = { from: 'takao@buyer.example', to: 'shop@tea.example', cc: 'pay@bank.example', subject: 'Order', text: '2 Sencha 100g\n\nPassword: maple-7731-crow\n', date: NOW, messageId: '8d1f@buyer.example' };

let dns: DemoDns;
let pool: ReaderPool;
let settings: ReaderSettings;

test.before(async () => {
  dns = await startDns({ records: [...BUYER.records, ...SHOP.records] });
  settings = {
    peppers: PEPPERS,
    dns: { ...DNS_SETTINGS, servers: [{ address: dns.address, port: dns.port }], timeoutMs: 1_000 },
    limits: GATE_LIMITS,
    authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] },
    ownAddresses: ['pay@bank.example'],
  };
  pool = startReaderPool({ workerUrl: new URL('../worker.ts', import.meta.url), size: 1, settings, timeLimitMs: 20_000, letterLimitMs: 60_000, heapMegabytes: 256 });
});
test.after.always(async () => {
  await pool.close();
  await dns.stop();
});

const received = (bytes: Uint8Array): ReceivedLetter => ({ bytes, receivedAt: NOW, intake: 'lmtp', envelope: { from: null, to: ['pay@bank.example'], clientAddress: null, helo: null }, place: null });

const readingOf = async (bytes: Uint8Array, lookUp = true): Promise<Reading> => {
  const outcome = await pool.read(received(bytes), lookUp);
  if (outcome.kind !== 'reading') throw new Error(JSON.stringify(outcome));
  return outcome.reading;
};

const order = (): Buffer => signMail(writeMail(ORDER), BUYER, { time: NOW });

test.serial('a direct mail becomes a reading in a worker thread', async (t) => {
  const reading = await readingOf(order());
  t.is(reading.refusal, null);
  t.is(reading.verdict.strength, 'signed');
  t.is(reading.verdict.address, 'takao@buyer.example');
  t.is(reading.text?.lines[0], '2 Sencha 100g');
  t.false(JSON.stringify(reading).includes('maple'), 'the password stays in the letter');
  const [password] = reading.text?.passwords ?? [];
  t.true(password !== undefined && sameSecret(password.digests, makeDigest(PEPPERS)('MAPLE 7731 crow')));
});

test.serial('a forward carries its original with its own verdict', async (t) => {
  const forward = writeMail({ ...ORDER, from: 'shop@tea.example', to: 'pay@bank.example', subject: 'Fwd: Order', messageId: 'f1@tea.example', text: 'Total: 4,741 JPY\n', attachments: [{ filename: null, type: 'message/rfc822', content: order(), disposition: 'inline' }] });
  const reading = await readingOf(signMail(forward, SHOP, { time: NOW }));
  t.is(reading.verdict.address, 'shop@tea.example');
  t.is(reading.verdict.strength, 'signed');
  const [original] = reading.originals;
  t.is(original?.verdict.strength, 'signed');
  t.is(original?.verdict.address, 'takao@buyer.example');
  t.is(original?.verdict.signature?.b, (await readingOf(order())).verdict.signature?.b);
  const unsigned = await readingOf(forward);
  t.is(unsigned.verdict.strength, 'none');
  t.is(unsigned.originals[0]?.verdict.strength, 'none', 'nothing is looked up for a letter that nobody signed');
});

test.serial('the bank\'s own addresses are read in one form, whatever their case, and nobody else\'s', async (t) => {
  const mail = signMail(writeMail({ ...ORDER, to: 'Shop@tea.example', cc: 'PAY@Bank.example, Board@bank.example' }), BUYER, { time: NOW });
  const outcome = await makeLetterReader({ ...settings, boardAddress: 'board@bank.example' }, () => 0)({ ...received(mail), envelope: { from: null, to: ['Pay@bank.example', 'Pay+q.x@bank.example'], clientAddress: null, helo: null } }, true);
  if (outcome.kind !== 'reading') return t.fail(outcome.reason);
  const { headers, verdict, orderCommitment } = outcome.reading;
  t.is(verdict.strength, 'signed');
  t.deepEqual([headers.to, headers.cc], [['Shop@tea.example'], ['pay@bank.example', 'board@bank.example']]);
  t.deepEqual(headers.recipients, ['pay@bank.example', 'Pay+q.x@bank.example', 'Shop@tea.example', 'board@bank.example']);
  t.truthy(orderCommitment, 'a letter to the board');
});

test.serial('a Delivered-To on top changes neither who wrote it nor what it is', async (t) => {
  const delivered = Buffer.concat([Buffer.from('Delivered-To: pay+q.x@bank.example\r\n'), order()]);
  const reading = await readingOf(delivered);
  t.is(reading.verdict.strength, 'signed', 'what stands on top breaks no signature');
  t.is(reading.automatic, null);
  t.true(reading.headers.recipients.includes('pay+q.x@bank.example'));
});

test.serial('an unregistered sender costs no DNS', async (t) => {
  const before = dns.asked().length;
  const reading = await readingOf(signMail(writeMail({ ...ORDER, from: 'stranger@unknown.example' }), makeDomain('unknown.example'), { time: NOW }), false);
  t.is(reading.verdict.strength, 'none');
  t.is(reading.verdict.address, 'stranger@unknown.example');
  t.true(reading.verdict.findings.some(({ code, hit }) => code === 'unregistered-sender' && hit));
  t.is(dns.asked().length, before);
});

test.serial('DNS trouble means another try', async (t) => {
  dns.behave('late._domainkey.buyer.example', 'servfail');
  const outcome = await pool.read(received(signMail(writeMail(ORDER), BUYER, { time: NOW, selector: 'late' })), true);
  t.is(outcome.kind, 'retry');
});

const HOSTILE: readonly (readonly [string, () => Buffer, string | null])[] = [
  ['ten thousand header fields', () => Buffer.from(`From: a@buyer.example\r\n${'X: y\r\n'.repeat(10_000)}\r\nx`), 'too-many-fields'],
  ['a hundred nested parts', () => Buffer.from(`From: a@buyer.example\r\n${Array.from({ length: 100 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join('')}\r\nx`), 'too-deep'],
  ['an attachment of 30 MB', () => writeMail({ ...ORDER, attachments: [{ filename: 'a.bin', type: 'application/octet-stream', content: Buffer.alloc(30_000_000) }] }), 'too-large'],
  ['NUL bytes', () => Buffer.from('From: a@buyer.example\r\nSubject: a\0b\r\n\r\n\0\0'), 'nul-in-header'],
  ['a broken charset', () => Buffer.from('From: a@buyer.example\r\nContent-Type: text/plain; charset=no-such\r\n\r\nx'), 'unknown-charset'],
  ['no From', () => Buffer.from('To: pay@bank.example\r\n\r\nx'), 'from-missing'],
  ['two From', () => Buffer.from('From: a@buyer.example\r\nFrom: b@buyer.example\r\n\r\nx'), 'from-doubled'],
  ['no mail at all', () => Buffer.alloc(100_000, 0xff), 'header-line-too-long'],
  ['250 KB of nested tables', () => Buffer.from(`From: a@buyer.example\r\nContent-Type: text/html\r\n\r\n${'<table><tr><td>'.repeat(16_000)}OK`), 'html-unreadable'],
  ['a megabyte of spaces', () => Buffer.from(`From: a@buyer.example\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(1_000_000)}x`), 'encoded-line-too-long'],
  ['40 KB of line feeds', () => Buffer.from(`From: a@buyer.example\r\n\r\n${'\n'.repeat(40_000)}x`), null],
  ['more text than an order has', () => Buffer.from(`From: a@buyer.example\r\n\r\n${'two words \n'.repeat(60_000)}`), 'text-too-long'],
];
for (const [name, make, code] of HOSTILE) {
  test.serial(`${name}: a reading or its refusal, and the next letter is served`, async (t) => {
    const reading = await readingOf(make());
    t.is(reading.refusal?.code ?? null, code);
    t.not(reading.verdict.strength, 'signed');
    t.is((await readingOf(order())).verdict.strength, 'signed');
  });
}

test.serial('the same letter gives the same reading, in a thread or not', async (t) => {
  const outcome = await makeLetterReader(settings, () => 0)(received(order()), true);
  t.is(outcome.kind, 'reading');
  const again = await makeLetterReader(settings, () => 0)(received(order()), false);
  t.is(again.kind === 'reading' ? again.reading.verdict.findings[0]?.code : '', 'unregistered-sender');
});
