/** Real letters with files, read in a worker thread with its limits: what is looked at, what is not. */
import test from 'ava';
import { startDns } from '../../scripts/dns.ts';
import type { DemoDns } from '../../scripts/dns.ts';
import { makeDomain, signMail, writeMail } from '../../scripts/test-mail.ts';
import type { TestMail } from '../../scripts/test-mail.ts';
import { bytesOf, ciiOf, invoice, pdfWith, ublOf } from '../einvoice/testing/write-invoice.ts';
import { toJson } from '../protocol/json.ts';
import { formatMoney } from '../protocol/money.ts';
import type { Reading } from '../protocol/reading.ts';
import { GATE_LIMITS } from './gate.ts';
import { startReaderPool } from './reader-pool.ts';
import type { ReaderPool } from './reader-pool.ts';
import { DNS_SETTINGS } from './resolver.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 32, 5);
const SHOP = makeDomain('tea.example');
const FORWARD: TestMail = { from: 'shop@tea.example', to: 'pay@bank.example', subject: 'Fwd: Order', text: 'Total: 4,741 JPY\n\n---------- Forwarded message ----------\nFrom: takao@buyer.example\n\n2 Sencha 100g\nPassword: maple-7731-crow\n', date: NOW, messageId: 'f1@tea.example' };

let dns: DemoDns;
let pool: ReaderPool;

test.before(async () => {
  dns = await startDns({ records: [...SHOP.records] });
  const settings = {
    peppers: [{ version: 1, key: new Uint8Array(32).fill(7) }],
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

type Attachments = NonNullable<TestMail['attachments']>;

const readingOf = async (attachments: Attachments, signed = true): Promise<Reading> => {
  const written = writeMail({ ...FORWARD, attachments });
  const bytes = signed ? signMail(written, SHOP, { time: NOW }) : written;
  const outcome = await pool.read({ bytes, receivedAt: NOW, intake: 'lmtp', envelope: { from: null, to: ['pay@bank.example'], clientAddress: null, helo: null }, place: null }, true);
  if (outcome.kind !== 'reading') throw new Error(JSON.stringify(outcome));
  return outcome.reading;
};

const found = ({ invoices = [] }: Reading): readonly string[] => invoices.map((one) => `${one.format}${one.inPdf ? ' in PDF' : ''} ${one.ok ? formatMoney(one.total) : one.code}`);
const file = (filename: string, type: string, content: string | Uint8Array): Attachments[number] => ({ filename, type, content: Buffer.from(content) });

test.serial('XML and PDF of whatever type, XML first; other files are none', async (t) => {
  const pdf = await pdfWith([['factur-x.xml', bytesOf(ciiOf(invoice))]]);
  t.deepEqual(found(await readingOf([file('invoice.pdf', 'application/pdf', pdf), file('photo.png', 'image/png', 'x'), file('invoice.xml', 'application/xml', ublOf(invoice))])), ['ubl JPY 4,741', 'cii in PDF JPY 4,741']);
  t.deepEqual(found(await readingOf([file('a.bin', 'application/octet-stream', ublOf(invoice)), file('b.xml', 'text/plain', ciiOf(invoice))])), ['cii JPY 4,741', 'ubl JPY 4,741']);
  t.deepEqual(found(await readingOf([file('notes.txt', 'text/plain', ublOf(invoice)), file('plain.pdf', 'application/pdf', await pdfWith([])), file('menu.xml', 'application/xml', '<menu/>')])), []);
  t.false('invoices' in (await readingOf([])), 'a reading without invoices is as it was');
});

test.serial('nothing of an attached mail, and nothing of a letter that proves nobody', async (t) => {
  const original = writeMail({ ...FORWARD, from: 'takao@buyer.example', messageId: 'o1@buyer.example', attachments: [file('invoice.xml', 'application/xml', ublOf(invoice))] });
  t.deepEqual(found(await readingOf([file('order.eml', 'message/rfc822', original)])), []);
  t.deepEqual(found(await readingOf([file('order.eml', 'application/octet-stream', original)])), []);
  t.deepEqual(found(await readingOf([file('invoice.xml', 'application/xml', ublOf(invoice))], false)), []);
});

test.serial('a file that also lies in an attached mail is its writer\'s, however it was hung on the letter once more', async (t) => {
  const own = ublOf({ ...invoice, number: 'GT-2000' });
  for (const encoding of ['base64', '7bit'] as const) {
    const original = writeMail({ ...FORWARD, from: 'takao@buyer.example', messageId: 'o1@buyer.example', attachments: [{ ...file('mine.xml', 'application/xml', ublOf(invoice).replaceAll('\n', '\r\n')), encoding }] });
    for (const type of ['message/rfc822', 'application/octet-stream']) {
      const reading = await readingOf([file('order.eml', type, original), file('invoice.xml', 'text/xml', `${ublOf(invoice)}\n`)]);
      t.deepEqual(found(reading), [], `${type}, ${encoding}`);
      t.true(reading.findings.some(({ code, hit }) => code === 'files-of-the-original' && hit));
      const both = await readingOf([file('order.eml', type, original), file('invoice.xml', 'text/xml', ublOf(invoice)), file('own.xml', 'application/xml', own)]);
      t.deepEqual((both.invoices ?? []).map((one) => one.ok && one.number), ['GT-2000']);
    }
  }
  const nested = writeMail({ ...FORWARD, messageId: 'o2@buyer.example', attachments: [file('inner.eml', 'message/rfc822', writeMail({ ...FORWARD, messageId: 'o3@buyer.example', attachments: [file('mine.xml', 'application/xml', ublOf(invoice))] }))] });
  t.deepEqual(found(await readingOf([file('order.eml', 'message/rfc822', nested), file('invoice.xml', 'application/xml', ublOf(invoice))])), []);
});

test.serial('five files at most; the finding tells of the rest', async (t) => {
  const reading = await readingOf(Array.from({ length: 7 }, (_, at) => file(`${at}.xml`, 'application/xml', ublOf({ ...invoice, number: `N-${at}` }))));
  t.is(reading.invoices?.length, 5);
  t.is(reading.findings.find(({ code }) => code === 'attached-files-unread')?.detail, '2 of 7');
});

test.serial('a password of the letter in a file is masked, and said to be there', async (t) => {
  const reading = await readingOf([file('invoice.xml', 'application/xml', ublOf({ ...invoice, number: 'maple 7731 crow', note: 'MAPLE-7731-CROW', seller: 'maple7731crow' }))]);
  const [one] = reading.invoices ?? [];
  t.true(one?.ok === true && one.holdsSecret);
  t.false(/maple/i.test(toJson(reading)));
});

test.serial('files that are made to cost do not, and the next letter is served', async (t) => {
  const laughs = ublOf(invoice).replace('?>', '?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>');
  t.deepEqual(found(await readingOf([file('a.xml', 'application/xml', laughs), file('b.xml', 'application/xml', '<a>'.repeat(50_000)), file('c.pdf', 'application/pdf', `%PDF-1.7\n${'stream\n<'.repeat(20_000)}`)])), ['ubl broken']);
  t.deepEqual(found(await readingOf([file('invoice.xml', 'application/xml', ublOf(invoice))])), ['ubl JPY 4,741']);
});
