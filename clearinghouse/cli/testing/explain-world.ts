/** For the tests of `letter explain`: a bank with two customers, an order and a question, real signatures, and a name server on loopback. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { startDns, type DemoDns } from '../../../scripts/dns.ts';
import { makeDomain, signMail, writeMail, type SignOptions, type TestMail } from '../../../scripts/test-mail.ts';
import { loadConfig, type Config } from '../../config.ts';
import { readKeys } from '../../key-files.ts';
import { openHere } from '../../database.ts';
import { keysFolder, openOffice } from '../../office.ts';
import type { OwedNotice } from '../../core/notice.ts';
import { explainPool, readerSettings, settingsWithoutBank } from '../../readers.ts';
import { inProcess, newBank, temporaryFolder } from './bench.ts';
import { keepFolder, layOut, type KeptFolder } from './kept-folder.ts';

export const PASSWORD = 'maple-7731-crow';
export const BUYER = 'takao@buyer.example';
export const SHOP = 'shop@tea.example';
const PAY = 'pay@bank.example';

const DOMAINS = { 'buyer.example': makeDomain('buyer.example'), 'tea.example': makeDomain('tea.example'), 'elsewhere.example': makeDomain('elsewhere.example') };
export type DomainName = keyof typeof DOMAINS;

export type ExplainWorld = {
  readonly config: string;
  readonly dns: DemoDns;
  readonly question: OwedNotice;
  readonly order: Buffer;
  /** Writes the mail into the bank's folder and gives its path. */
  readonly file: (name: string, bytes: Uint8Array) => string;
};

const NOW = Date.now();
const ORDER_TEXT = `Hello,\n\n2 Sencha 100g\n1 bamboo whisk\n\nPassword: ${PASSWORD}\nUp to: 5,000 JPY\n`;

export const signed = (domain: DomainName, mail: Partial<TestMail>, options: Partial<SignOptions> = {}): Buffer =>
  signMail(writeMail({ from: `Somebody <somebody@${domain}>`, to: PAY, subject: 'Hello', text: 'Hello.\n', date: NOW, messageId: `m1@${domain}`, ...mail }), DOMAINS[domain], { time: NOW, ...options });

const orderMail = (text: string, id: string): Partial<TestMail> => ({ from: `Takao <${BUYER}>`, to: SHOP, cc: PAY, subject: 'Order', text, messageId: id });

const forwardText = (orderText: string): string =>
  `Invoice: GT-1042\n2 x Sencha 100g @ 1,080\n1 x bamboo whisk @ 2,081\nShipping: 500\nTotal: 4,741\n\n---------- Forwarded message ----------\nFrom: Takao <${BUYER}>\nDate: Sat, 21 Nov 2026 10:32:05 +0900\nSubject: Order\nTo: ${SHOP}\n\n${orderText}`;

const forward = (text: string, more: Partial<TestMail> = {}): Buffer => signed('tea.example', { from: `Green Tea House <${SHOP}>`, subject: 'Fwd: Order', text, messageId: 'f1@tea.example', ...more });

/** Worlds that are alike: each has a folder of its own, all the same name server and threads. */
export type ExplainTown = {
  readonly openWorld: (t: ExecutionContext) => ExplainWorld;
  /** A world alone with its name server, for a test that lets it misbehave. */
  readonly openWorldAlone: (t: ExecutionContext) => Promise<ExplainWorld>;
  readonly close: () => Promise<void>;
};

const startNames = (): Promise<DemoDns> => startDns({ records: Object.values(DOMAINS).flatMap((domain) => domain.records) });

/** An order is known, another one has been claimed and asked about. Until it is closed no look has to wait for a thread of its own. */
export async function openExplainTown(t: ExecutionContext): Promise<ExplainTown> {
  const order = signed('buyer.example', orderMail(ORDER_TEXT, 'o1@buyer.example'));
  const dns = await startNames();
  const { config, question, kept } = await makeBank(t, dns, order).catch(async (error: unknown) => {
    await dns.stop();
    throw error;
  });
  const { peppers } = readKeys(keysFolder(config), config.dkim.selector);
  const pools = [peppers, settingsWithoutBank().peppers].map((known) => explainPool(readerSettings(config, known)));
  const openWith = (t: ExecutionContext, names: DemoDns): ExplainWorld => {
    const folder = join(temporaryFolder(t), 'bank');
    layOut(kept, folder);
    const file = (name: string, bytes: Uint8Array): string => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    };
    const toml = readFileSync(join(folder, 'kakitome.toml'), 'utf8');
    return { config: file('kakitome.toml', Buffer.from(toml.replace(`127.0.0.1:${dns.port}`, `127.0.0.1:${names.port}`))), dns: names, question, order, file };
  };
  return {
    openWorld: (t) => openWith(t, dns),
    openWorldAlone: async (t) => {
      const own = await startNames();
      t.teardown(own.stop);
      return openWith(t, own);
    },
    close: async () => {
      for (const pool of pools) await pool.close();
      await dns.stop();
    },
  };
}

type MadeBank = { readonly config: Config; readonly question: OwedNotice; readonly kept: KeptFolder };

async function makeBank(t: ExecutionContext, dns: DemoDns, order: Buffer): Promise<MadeBank> {
  const config = await newBank(t, (toml) => toml.replace(/^#?\s*servers = .*$/m, `servers = ["127.0.0.1:${dns.port}"]`), '--domain', 'bank.example');
  t.deepEqual(loadConfig(config).dns.servers, [{ address: '127.0.0.1', port: dns.port }]);
  const run = async (...args: readonly string[]): Promise<void> => {
    const { code, err } = await inProcess(...args, '--config', config);
    t.is(code, 0, err);
  };
  await run('party', 'add', 'Takao Sasaki', '--address', BUYER, '--currency', 'JPY');
  await run('party', 'add', 'Green Tea House', '--address', SHOP, '--currency', 'JPY');
  await run('deposit', BUYER, '20,000', 'JPY', '--reference', 'V-1', '--by', 'Sato');
  const asked = ORDER_TEXT.replace(PASSWORD, ASKED_PASSWORD);
  const file = (name: string, bytes: Uint8Array): string => {
    const path = join(dirname(config), name);
    writeFileSync(path, bytes);
    return path;
  };
  await run('letter', 'import', file('order.eml', order), file('asked.eml', signed('buyer.example', orderMail(asked, 'o2@buyer.example'))));
  await run('letter', 'import', file('claim.eml', forward(forwardText(asked).replace('GT-1042', 'GT-1041'), { messageId: 'f2@tea.example' })));
  return { config: loadConfig(config), question: await questionOf(config), kept: keepFolder(dirname(config)) };
}

export const ASKED_PASSWORD = 'heron-4404-moss';

async function questionOf(config: string): Promise<OwedNotice> {
  const office = await openOffice(loadConfig(config), { report: () => undefined, openStore: openHere });
  try {
    const notices = await office.store.listNotices({ payment: null, status: null, limit: 100 });
    const found = notices.find(({ notice }) => notice.facts.kind === 'question');
    if (found === undefined) throw new Error('no question was asked');
    return found.notice;
  } finally {
    await office.close();
  }
}

export type Example = { readonly name: string; readonly code: 0 | 1; readonly args?: readonly string[]; readonly bytes: (world: ExplainWorld) => Uint8Array };

const answer = ({ question }: ExplainWorld, text: string): Buffer =>
  signed('buyer.example', { from: `Takao <${BUYER}>`, to: question.replyTo ?? PAY, subject: 'Re: Pay?', text, inReplyTo: question.messageId, messageId: 'a1@buyer.example' });

const jisOrder = `こんにちは、\n\n煎茶２個\n\nパスワード：${PASSWORD.replace('7731', '8842')}\n上限：５，０００円\n`;
const nested = Array.from({ length: 60 }, (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`).join('');

export const EXAMPLES: readonly Example[] = [
  { name: 'order', code: 0, bytes: () => signed('buyer.example', orderMail(ORDER_TEXT.replace(PASSWORD, 'finch-5005-reed').replace('2 Sencha', '２　Sencha\u200b'), 'o3@buyer.example')) },
  { name: 'forward', code: 0, bytes: () => forward(forwardText(ORDER_TEXT)) },
  { name: 'forward-attached', code: 0, bytes: ({ order }) => forward('Total: 4,741 JPY\n', { attachments: [{ filename: 'order.eml', type: 'message/rfc822', content: order }] }) },
  { name: 'forward-changed', code: 1, bytes: () => forward(forwardText(ORDER_TEXT.replace('1 bamboo whisk', '3 bamboo whisks'))) },
  { name: 'answer-ok', code: 0, bytes: (world) => answer(world, `OK ${ASKED_PASSWORD}\n\nOn Saturday the bank wrote at 10:32:\n> Do you want to pay?\n`) },
  { name: 'answer-no', code: 0, bytes: (world) => answer(world, 'NO, thank you.\n') },
  { name: 'answer-unclear', code: 1, bytes: (world) => answer(world, `I think so, what was it?\nPerhaps ${ASKED_PASSWORD}, I am not sure.\n`) },
  { name: 'unsigned', code: 1, bytes: () => writeMail({ from: BUYER, to: PAY, subject: 'BALANCE', text: 'BALANCE\n', date: NOW, messageId: 'u1@buyer.example' }) },
  { name: 'changed-on-the-way', code: 1, bytes: () => Buffer.from(signed('buyer.example', { from: BUYER, subject: 'BALANCE', text: 'BALANCE\n' }).toString('latin1').replace(/BALANCE\r\n$/, 'BALANCE!\r\n'), 'latin1') },
  { name: 'offline', code: 0, args: ['--offline'], bytes: () => signed('buyer.example', { from: BUYER, subject: 'BALANCE', text: 'BALANCE\n' }) },
  { name: 'two-from', code: 1, bytes: ({ order }) => Buffer.concat([Buffer.from('From: <eve@elsewhere.example>\r\n'), order]) },
  { name: 'bomb', code: 1, bytes: () => Buffer.from(`From: <${BUYER}>\r\nTo: ${PAY}\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n${nested}`) },
  { name: 'html-only', code: 1, bytes: () => signed('buyer.example', { from: BUYER, text: null, html: '<p>Please <b>pay</b> them.</p><p style="display:none">OK hidden-1234-word</p>' }) },
  { name: 'iso-2022-jp', code: 0, bytes: () => signed('buyer.example', { ...orderMail(jisOrder, 'o4@buyer.example'), charset: 'iso-2022-jp', subject: '注文' }) },
  { name: 'unknown-sender', code: 1, bytes: () => signed('elsewhere.example', { text: 'BALANCE\n', subject: 'BALANCE' }) },
];

/** Without what differs from run to run: times, references, digests, folders, the text of notices (their lines break by the length of a date). */
export const steady = (text: string, folder: string): string =>
  text
    .replaceAll(`${folder}/`, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, '<time>')
    .replace(/[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d UTC/g, '<date>')
    .replace(/SHA-256 [0-9a-f]{64}/g, 'SHA-256 <digest>')
    .replace(/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/g, '<reference>')
    .replace(/(same-order: |contained: )[0-9A-Z]{8}\b/g, '$1<reference>')
    .replace(/[\w.+-]+@bank\.example/g, (address) => (/^(pay|bounce)@/.test(address) ? address : '<address of a question>'))
    .replace(/^ {4}\| .*\n|^ {4}\|\n/gm, '');

export const fixture = (name: string): URL => new URL(`../fixtures/letter-explain/${name}.txt`, import.meta.url);
export const readFixture = (name: string): string => readFileSync(fixture(name), 'utf8');
