/** Letters with cheques as clients send them, read in a reader thread of the bank: what is opened, what is not, and that no file becomes text. */
import test, { type ExecutionContext } from 'ava';
import { armor } from 'age-encryption';
import { startDns, type DemoDns } from '../../scripts/dns.ts';
import { makeDomain, signMail, writeMail, type TestMail } from '../../scripts/test-mail.ts';
import { toJson } from '../protocol/json.ts';
import type { Reading } from '../protocol/reading.ts';
import { seal } from '../sealing/age.ts';
import { sealCheque } from '../sealing/cheque-file.ts';
import { ageKeys, BANK, BUYER_KEY, CHEQUE } from '../sealing/testing/write-cheque.ts';
import { GATE_LIMITS } from './gate.ts';
import type { ReaderSettings } from './read-letter.ts';
import { startReaderPool, type ReaderPool } from './reader-pool.ts';
import { DNS_SETTINGS } from './resolver.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 32, 5);
const BUYER = makeDomain('buyer.example');
const HEAD = { from: 'takao@buyer.example', to: 'pay@bank.example', subject: 'Cheque', date: NOW, messageId: 'c1@buyer.example' } as const;

let dns: DemoDns;
let pool: ReaderPool;
let bare: ReaderPool;
/** Armoured, LF. */
let cheque: string;
let binary: Buffer;

test.before(async () => {
  dns = await startDns({ records: [...BUYER.records] });
  const settings: ReaderSettings = {
    peppers: [{ version: 1, key: new Uint8Array(32).fill(7) }],
    dns: { ...DNS_SETTINGS, servers: [{ address: dns.address, port: dns.port }], timeoutMs: 1_000 },
    limits: GATE_LIMITS,
    authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] },
    ownAddresses: ['pay@bank.example'],
  };
  const start = (one: ReaderSettings): ReaderPool => startReaderPool({ workerUrl: new URL('../worker.ts', import.meta.url), size: 1, settings: one, timeLimitMs: 20_000, letterLimitMs: 60_000, heapMegabytes: 256 });
  pool = start({ ...settings, walletIdentities: [ageKeys(5).identity, BANK.identity] });
  bare = start({ ...settings, walletIdentities: [] });
  cheque = Buffer.from(await sealCheque(CHEQUE, BUYER_KEY, BANK.recipient)).toString('latin1');
  binary = Buffer.from(armor.decode(cheque));
});
test.after.always(async () => {
  await Promise.all([pool.close(), bare.close()]);
  await dns.stop();
});

const read = async (written: Buffer, { by = pool, signed = true }: { readonly by?: ReaderPool; readonly signed?: boolean } = {}): Promise<Reading> => {
  const bytes = signed ? signMail(written, BUYER, { time: NOW }) : written;
  const outcome = await by.read({ bytes, receivedAt: NOW, intake: 'lmtp', envelope: { from: null, to: ['pay@bank.example'], clientAddress: null, helo: null }, place: null }, true);
  if (outcome.kind !== 'reading') throw new Error(JSON.stringify(outcome));
  return outcome.reading;
};

/** A multipart/mixed letter of parts as they stand; each is a head and a body with LF. */
const mixed = (...parts: readonly string[]): Buffer => {
  const body = `${parts.map((part) => `--b\n${part}\n`).join('')}--b--\n`.replaceAll(/\r?\n/g, '\r\n');
  const { from, to, subject } = HEAD;
  return Buffer.from(`From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nDate: Sat, 21 Nov 2026 01:32:05 +0000\r\nMessage-ID: <c1@buyer.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${body}`, 'latin1');
};
const TEXT = 'Content-Type: text/plain; charset=us-ascii\n\nHere is my cheque.\n';

type Attachments = NonNullable<TestMail['attachments']>;
const file = (filename: string | null, content: string | Uint8Array, type = 'application/octet-stream'): Attachments[number] => ({ filename, type, content: Buffer.from(content) });
const withFiles = (...attachments: Attachments): Buffer => writeMail({ ...HEAD, text: 'Here is my cheque.\n', attachments });

const found = ({ cheques = [] }: Reading): readonly string[] => cheques.map((one) => (one.ok ? one.serial : one.code));
const said = ({ findings }: Reading): readonly string[] => findings.flatMap(({ code, hit, detail }) => (code === 'cheque' ? [`${hit ? 'void ' : ''}${detail.replace(/[0-9a-f]{16}/, '#')}`] : []));

const isTaken = (t: ExecutionContext, reading: Reading, about: string, lines: readonly string[] = ['Here is my cheque.']): void => {
  t.is(reading.refusal, null, about);
  t.deepEqual(found(reading), [CHEQUE.serial], about);
  t.deepEqual(said(reading), ['opened once: #'], about);
  t.deepEqual(reading.text?.lines.filter((line) => line !== '') ?? [], lines, about);
  t.deepEqual(reading.text?.passwords ?? [], [], about);
  t.notRegex(toJson(reading), /maple|BEGIN AGE/, about);
};

test.serial('a cheque attached in any of the ways of clients', async (t) => {
  const crlf = cheque.trimEnd();
  const quotedPrintable = cheque.replaceAll('=', '=3D').replaceAll(/^(.{40})(?=.)/gm, '$1=\n');
  const ways: readonly (readonly [string, Buffer])[] = [
    ['base64, any type', withFiles(file('cheque-K7Q2M9X4T8WZ5R3N.age', cheque))],
    ['base64, binary', withFiles(file('cheque.age', binary))],
    ['base64, a type of its own', withFiles(file('cheque.AGE', cheque, 'application/age'))],
    ['base64, a text with CRLF', withFiles(file('cheque.age', cheque.replaceAll('\n', '\r\n'), 'text/plain'))],
    ['another name', withFiles(file('cheque.txt', cheque, 'text/plain'))],
    ['no name', withFiles(file(null, cheque))],
    ['no name, text as attachment', withFiles(file(null, cheque, 'text/plain'))],
    ['7bit, attachment', mixed(TEXT, `Content-Type: text/plain; name=cheque.age\nContent-Disposition: attachment; filename=cheque.age\n\n${crlf}\n`)],
    ['quoted-printable', mixed(TEXT, `Content-Type: text/plain; charset=utf-8; name=cheque.age\nContent-Disposition: attachment; filename=cheque.age\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable}`)],
    ['quoted-printable, all of it', mixed(TEXT, `Content-Type: application/octet-stream; name=cheque.age\nContent-Transfer-Encoding: quoted-printable\n\n${[...crlf].map((letter) => (letter === '\n' ? '=0A=\n' : `=${letter.charCodeAt(0).toString(16).toUpperCase()}`)).join('')}`)],
    ['text shown in its place', mixed(TEXT, `Content-Type: text/plain; x-unix-mode=0644; name="cheque.age"\nContent-Disposition: inline; filename="cheque.age"\n\n${crlf}\n`)],
    ['text shown before the text', mixed(`Content-Type: text/plain; name="cheque.age"\nContent-Disposition: inline; filename="cheque.age"\n\n${crlf}\n`, TEXT)],
    ['format=flowed', mixed(TEXT, `Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes; name="cheque.age"\nContent-Disposition: inline; filename="cheque.age"\n\n${crlf}\n`)],
    ['a name by RFC 2231', mixed(TEXT, `Content-Type: text/plain\nContent-Disposition: inline; filename*=utf-8''cheque%E5%B0%8F.age\n\n${crlf}\n`)],
    ['a name in the type alone', mixed(TEXT, `Content-Type: text/plain; name=cheque.age\n\n${crlf}\n`)],
  ];
  for (const [about, mail] of ways) isTaken(t, await read(mail), about);
});

test.serial('between two pieces of HTML, as Apple Mail sends it', async (t) => {
  const html = (text: string): string => `--c\nContent-Type: text/html; charset=us-ascii\n\n<html><body>${text}</body></html>\n`;
  const inner = `${html('Here is my cheque.')}--c\nContent-Type: text/plain; name=cheque.age\nContent-Disposition: inline; filename=cheque.age\n\n${cheque.trimEnd()}\n${html('<br>')}--c--`;
  const letter = mixed(`Content-Type: multipart/alternative; boundary=a\n\n--a\n${TEXT}\n--a\nContent-Type: multipart/mixed; boundary=c\n\n${inner}\n--a--`);
  isTaken(t, await read(letter), 'alternative');
});

test.serial('a letter that is nothing but the file', async (t) => {
  const written = writeMail({ ...HEAD, text: null, headers: [['Content-Type', 'text/plain; name=cheque.age'], ['Content-Disposition', 'attachment; filename=cheque.age']] });
  const cut = written.indexOf('\r\n\r\n') + 4;
  const reading = await read(Buffer.concat([written.subarray(0, cut), Buffer.from(cheque.replaceAll('\n', '\r\n'))]));
  isTaken(t, reading, 'root', []);
  isTaken(t, await read(writeMail({ ...HEAD, text: null, attachments: [file('cheque.age', cheque)] })), 'without a text', []);
});

test.serial('not what is pasted into the text, lies in an attached mail, or proves nobody', async (t) => {
  const pasted = await read(writeMail({ ...HEAD, text: `Here it is:\n\n${cheque}` }));
  t.deepEqual(found(pasted), []);
  t.true(pasted.text?.lines.includes('-----BEGIN AGE ENCRYPTED FILE-----'));
  const alone = await read(writeMail({ ...HEAD, text: cheque }));
  t.deepEqual([found(alone), alone.refusal], [[], null]);
  const original = writeMail({ ...HEAD, messageId: 'o1@buyer.example', text: 'An order.\n', attachments: [file('cheque.age', cheque)] });
  t.deepEqual(found(await read(original)), [CHEQUE.serial]);
  t.deepEqual(found(await read(withFiles(file('mail.age', original, 'message/rfc822')))), []);
  t.deepEqual(found(await read(withFiles(file('order.eml', original, 'message/rfc822')))), []);
  t.deepEqual(found(await read(withFiles(file('order.eml', original)))), []);
  const unsigned = await read(withFiles(file('cheque.age', cheque)), { signed: false });
  t.deepEqual([found(unsigned), said(unsigned)], [[], []]);
  const without = await read(withFiles(file('cheque.age', cheque)), { by: bare });
  t.deepEqual([found(without), said(without)], [[], []]);
  t.false('cheques' in without);
});

test.serial('a void cheque is told with its file, and one that is no sealed file at all', async (t) => {
  const two = await seal([BANK.recipient, ageKeys(2).recipient], Buffer.from('x'), { armor: true });
  const reading = await read(withFiles(file('a.age', two), file('b.age', '{"cheque":{"password":"maple-7731-crow"}}'), file('photo.png', 'x', 'image/png'), file('c.age', await seal([ageKeys(2).recipient], Buffer.from('x'), { armor: true }))));
  t.deepEqual(found(reading), ['several-recipients', 'not-sealed', 'not-ours']);
  t.deepEqual(said(reading), ['void several-recipients: #', 'void not-sealed: #', 'void not-ours: #']);
  t.notRegex(toJson(reading), /maple/);
});

test.serial('the same file twice counts once; five files are looked at, and it is said of the rest', async (t) => {
  t.deepEqual(found(await read(withFiles(file('a.age', cheque), file('b.age', binary)))), [CHEQUE.serial]);
  const many = await read(withFiles(...Array.from({ length: 9 }, (_, at) => file(`${at}.age`, `${at}`))));
  t.deepEqual(found(many), Array(5).fill('not-sealed'));
  t.deepEqual(said(many).at(-1), 'void 4 of 9 files not looked at');
});

test.serial('a text file of that name that holds no seal stays what it was: shown below the text, never read as it', async (t) => {
  const reading = await read(mixed(TEXT, 'Content-Type: text/plain; name=note.age\nContent-Disposition: inline; filename=note.age\n\nPassword: heron-4404-moss\n'));
  t.deepEqual(found(reading), ['not-sealed']);
  t.deepEqual(reading.text?.passwords, []);
  const before = await read(mixed('Content-Type: text/plain; name=note.age\nContent-Disposition: inline; filename=note.age\n\nHello\n', TEXT));
  t.is(before.refusal?.code, 'several-texts');
  t.deepEqual(found(before), []);
});

test.serial('files that are made to cost do not, and the next letter is served', async (t) => {
  const header = 'age-encryption.org/v1\n';
  const scrypt = `${header}-> scrypt ${'A'.repeat(22)} 30\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n${'x'.repeat(64)}`;
  const costly = withFiles(file('a.age', scrypt), file('b.age', header + '-> X25519 A\nA\n'.repeat(10_000)), file('c.age', `-----BEGIN AGE ENCRYPTED FILE-----\n${'A'.repeat(150_000)}`), file('d.age', '\n'.repeat(150_000)));
  t.deepEqual(found(await read(costly)), ['not-sealed', 'too-large', 'too-large', 'not-sealed']);
  const thousands = await read(withFiles(...Array.from({ length: 3_000 }, (_, at) => file(`${at}.age`, 'age-encryption.org/v1\n'))));
  t.is(thousands.refusal?.code, 'too-many-parts');
  t.deepEqual(found(thousands), []);
  isTaken(t, await read(withFiles(file('cheque.age', cheque))), 'the next letter');
});
