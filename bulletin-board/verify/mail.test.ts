import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { makeLog } from '../fixtures/make-log.ts';
import { receiptMail, receiptOf as receiptFilesOf, type NamedFile } from '../fixtures/receipt.ts';
import { utf8 } from '../format/encoding.ts';
import { parsePolicy } from '../format/policy.ts';
import { NoReceipt, receiptOf, receiptOfFiles, receiptOfMail, type NoReceiptCode } from './mail.ts';
import { checkReceipt } from './receipt.ts';

const folder = mkdtempSync(join(tmpdir(), 'kakitome-mail-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));
const log = makeLog(folder, { origin: 'bank.example/board/2026', entries: 20, witnesses: 1, mlDsa: true });
const files: readonly NamedFile[] = await receiptFilesOf(log, 5);
const policy = parsePolicy(log.policy);

type Extra = { readonly attachments?: readonly object[]; readonly html?: string };

async function composed(attached: readonly NamedFile[], { attachments = [], html }: Extra = {}): Promise<Uint8Array> {
  const mail = new MailComposer({
    from: 'bank@bank.example',
    to: 'buyer@buyer.example',
    subject: '領収のお知らせ',
    text: 'お支払いが完了しました。\n',
    ...(html === undefined ? {} : { html }),
    newline: '\r\n',
    attachments: [...attached.map(({ name, bytes }) => ({ filename: name, content: Buffer.from(bytes), contentType: name.endsWith('.json') ? 'application/json' : 'application/octet-stream', contentTransferEncoding: 'base64' as const })), ...attachments],
  });
  return Uint8Array.from(await mail.compile().build());
}

const attachedMail = (bytes: Uint8Array, filename = 'message.eml'): object => ({ filename, content: Buffer.from(bytes), contentType: 'message/rfc822' });

const proved = async (bytes: Uint8Array): Promise<string> => checkReceipt(await receiptOfMail(bytes), policy).outcome;

const noReceipt = async (bytes: Uint8Array): Promise<NoReceiptCode | 'proved' | 'found'> => {
  try {
    await receiptOfMail(bytes);
    return 'found';
  } catch (error) {
    if (error instanceof NoReceipt) return error.code;
    throw error;
  }
};

test('a mail as it was sent: the attachments come out byte for byte', async (t) => {
  const found = await receiptOfMail(await composed(files));
  t.deepEqual(found, receiptOfFiles(files));
  t.is(checkReceipt(found, policy).outcome, 'proved');
});

test('line ends of any kind, an mbox line before it, HTML beside the text', async (t) => {
  const mail = Buffer.from(await composed(files, { html: '<p>Paid.</p><img src="cid:entry.bin">' })).toString('latin1');
  t.is(await proved(Buffer.from(mail, 'latin1')), 'proved');
  t.is(await proved(Buffer.from(mail.replaceAll('\r\n', '\n'), 'latin1')), 'proved');
  t.is(await proved(Buffer.from(`From bank@bank.example Sat Nov 21 10:32:00 2026\r\n${mail}`, 'latin1')), 'proved');
  t.is(await proved(Buffer.from(`From bank@bank.example Sat Nov 21 10:32:00 2026\n${mail.replaceAll('\r\n', '\n')}`, 'latin1')), 'proved');
  t.is(await proved(receiptMail(files)), 'proved');
});

test('a view into a larger buffer is read within its bounds', async (t) => {
  const mail = await composed(files);
  const buffer = new Uint8Array(mail.length + 100).fill(65);
  buffer.set(mail, 50);
  t.is(await proved(buffer.subarray(50, 50 + mail.length)), 'proved');
});

test('forwarded as an attachment, once and twice', async (t) => {
  const once = await composed([], { attachments: [attachedMail(await composed(files))] });
  t.is(await proved(once), 'proved');
  t.is(await proved(await composed([], { attachments: [attachedMail(once)] })), 'proved');
  t.is(await proved(await composed([], { attachments: [{ ...attachedMail(await composed(files)), contentType: 'application/octet-stream' }] })), 'proved', 'as a plain file that ends in .eml');
});

test('two receipts in one mail: which one is meant is not guessed', async (t) => {
  const mail = await composed(files);
  t.is(await noReceipt(await composed([], { attachments: [attachedMail(mail), attachedMail(mail, 'other.eml')] })), 'several');
  t.is(await noReceipt(await composed(files, { attachments: [attachedMail(mail)] })), 'several');
});

test('an attachment twice, or a needed one missing', async (t) => {
  for (const { name, bytes } of files) t.is(await noReceipt(await composed([...files, { name, bytes }])), 'twice', name);
  t.is(await noReceipt(await composed(files.filter(({ name }) => name !== 'entry.bin'))), 'missing');
  t.is(await noReceipt(await composed(files.filter(({ name }) => name !== 'receipt.tlog-proof'))), 'missing');
  t.is(await noReceipt(await composed([])), 'missing');
  const bare = await receiptOfMail(await composed(files.filter(({ name }) => name === 'entry.bin' || name === 'receipt.tlog-proof')));
  t.deepEqual([bare.face, bare.opening, bare.evidence, bare.keys], [null, null, null, null]);
});

test('only exact names count: no folders, no endings, no look-alikes', async (t) => {
  const proof = files.filter(({ name }) => name === 'receipt.tlog-proof');
  const entry = files.find(({ name }) => name === 'entry.bin')?.bytes ?? new Uint8Array();
  for (const name of ['../entry.bin', '/entry.bin', 'receipt.zip/entry.bin', 'C:\\entry.bin', 'Entry.bin', 'entry.bin ', 'entry.bin.exe', 'entry\u200b.bin', 'entry.bin\u0000', 'ｅntry.bin']) {
    t.is(await noReceipt(await composed([...proof, { name, bytes: entry }])), 'missing', JSON.stringify(name));
  }
});

test('other attachments are passed over', async (t) => {
  t.is(await proved(await composed([...files, { name: 'logo.png', bytes: Uint8Array.of(1, 2, 3) }, { name: 'receipt.zip', bytes: utf8('PK\u0003\u0004') }])), 'proved');
});

test('too large, too deep, too many: refused with what was found', async (t) => {
  await t.throwsAsync(receiptOfMail(new Uint8Array(2_000_001)), { name: 'NoReceipt', message: /found a mail of 2000001 bytes; expected at most 2000000/ });
  let deep = await composed(files);
  for (let depth = 0; depth < 5; depth += 1) deep = await composed([], { attachments: [attachedMail(deep)] });
  t.is(await noReceipt(deep), 'nesting');
  const small = await composed([]);
  t.is(await noReceipt(await composed([], { attachments: Array.from({ length: 30 }, (_, at) => attachedMail(small, `${at}.eml`)) })), 'several');
  const parts = Array.from({ length: 300 }, (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`).join('');
  t.is(await noReceipt(utf8(`From: a@b.example\r\n${parts}`)), 'unreadable');
  t.is(await noReceipt(utf8(`X: ${'y'.repeat(1_000_000)}\r\n\r\n`)), 'unreadable');
});

for (const [name, mail] of [
  ['parts of two lines', `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\n'.repeat(200_000)}`],
  ['empty lines', `X: y\n\n${'\n'.repeat(1_000_000)}`],
  ['empty lines of HTML', `Content-Type: text/html\n\n${' \n'.repeat(500_000)}`],
  ['header fields', 'a:\n'.repeat(330_000)],
] as const) {
  test(`a megabyte of ${name} is refused before it is parsed`, async (t) => {
    t.is(await noReceipt(utf8(mail)), 'too-large');
  });
}

test('lines of mails within mails count together: base64 hides them from the first count', async (t) => {
  const hidden = (lines: string): Uint8Array => utf8(`X: y\r\nContent-Type: application/octet-stream; name=a.eml\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(`X: y\n\n${lines}`).toString('base64')}`);
  t.is(await noReceipt(hidden('\n'.repeat(40_000))), 'missing');
  t.is(await noReceipt(hidden('\n'.repeat(60_000))), 'too-large');
  t.is(await noReceipt(hidden('--\n'.repeat(1_100))), 'too-large');
  const half = { filename: 'a.eml', content: Buffer.from(`X: y\n\n${'\n'.repeat(30_000)}`), contentTransferEncoding: 'base64' };
  t.is(await noReceipt(await composed([], { attachments: [half, { ...half, filename: 'b.eml' }] })), 'too-large');
});

test('a receipt that is forwarded beside a photo, with dashes and quotes in the text, is found', async (t) => {
  const photo = { name: 'photo.jpg', bytes: Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * at) % 251) };
  const forwarded = await composed([photo], { html: `<p>${'-- \n-----Original Message-----\n'.repeat(100)}</p>`, attachments: [attachedMail(await composed(files))] });
  t.is(await proved(forwarded), 'proved');
});

test('what is no mail at all holds no receipt', async (t) => {
  for (const bytes of [new Uint8Array(), utf8('From '), utf8('hello'), Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7) % 256), utf8('PK\u0003\u0004'.repeat(1_000)), utf8('--b\r\n'.repeat(900)), utf8('[' .repeat(150_000))]) t.is(await noReceipt(bytes), 'missing');
});

test('what was given instead of a receipt is named, with what to give', async (t) => {
  const told = (bytes: Uint8Array): Promise<string> => receiptOfMail(bytes).then(() => 'a receipt', (error: unknown) => (error instanceof NoReceipt ? error.message : String(error)));
  const mail = await composed(files);
  const given: readonly (readonly [bytes: Uint8Array, words: RegExp])[] = [
    [new Uint8Array(), /^found an empty file; expected the attachments entry\.bin and receipt\.tlog-proof: save the mail again$/],
    [utf8('%PDF-1.7\n…'), /^found a PDF; .*prove nothing without its files: save the bank's own mail as a file/],
    [Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1), /^found a picture; /],
    [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1), /^found a message in Outlook's own form \(\.msg\); .*into a folder/],
    [utf8('PK\u0003\u0004…'), /^found a ZIP archive; .*unpack it/],
    [Uint8Array.of(0x1f, 0x8b, 8), /^found a gzip archive; /],
    [Uint8Array.from(Buffer.from(`\ufeff${Buffer.from(mail).toString('latin1')}`, 'utf16le')), /^found a text in UTF-16; /],
    [utf8('<!DOCTYPE html><p>Paid</p>'), /^found a web page \(HTML\); /],
    [utf8('Paid: JPY 4,741 to Green Tea House.\nPlease ship.\n'), /^found (?:no mail|a mail without any file)/],
    [utf8('Thank you,\nyours\n'), /^found no mail; /],
    [await composed([]), /^found a mail without any file, or one that breaks off; /],
    [await composed([{ name: 'photo.jpg', bytes: Uint8Array.of(1) }]), /^found "photo\.jpg" in the mail; expected the attachments/],
  ];
  for (const [bytes, words] of given) t.regex(await told(bytes), words);
});

test('several mails in one mbox are told: only the first would be read', async (t) => {
  const mail = Buffer.from(await composed(files)).toString('latin1').replaceAll('\r\n', '\n');
  const from = 'From taro@buyer.example Mon Nov 23 05:18:49 2026\n';
  const mbox = (...mails: readonly string[]): Uint8Array => Uint8Array.from(Buffer.from(mails.map((one) => `${from}${one}\n`).join(''), 'latin1'));
  t.is(await proved(mbox(mail)), 'proved');
  t.is(await noReceipt(mbox(mail, mail)), 'several');
  t.is(await noReceipt(mbox('Subject: hello\n\nhello\n', mail)), 'several');
  t.is(await noReceipt(Uint8Array.from(Buffer.from(`${from}${mail}\n${from}${mail}`.replaceAll('\n', '\r\n'), 'latin1'))), 'several');
  t.is(await proved(mbox(`X-Note: a\n${mail}\nFrom here on nothing counts\nand so on\n`)), 'proved', 'a sentence that begins so is no mail');
});

test('saved attachments; one file of another name is taken for a mail', async (t) => {
  t.is(checkReceipt(await receiptOf(files), policy).outcome, 'proved');
  t.is(checkReceipt(await receiptOf([...files, { name: 'notes.txt', bytes: utf8('x') }]), policy).outcome, 'proved');
  t.is(checkReceipt(await receiptOf([{ name: 'saved.txt', bytes: await composed(files) }]), policy).outcome, 'proved');
  await t.throwsAsync(receiptOf([{ name: 'entry.bin', bytes: utf8('x') }]), { name: 'NoReceipt', message: /found "entry\.bin"; expected receipt\.tlog-proof too/ });
  await t.throwsAsync(receiptOf([...files, ...files]), { name: 'NoReceipt', message: /entry\.bin 2 times/ });
  t.throws(() => receiptOfFiles([...files, { name: 'x', bytes: new Uint8Array(2_000_001) }]), { name: 'NoReceipt', message: /at most 2000000/ });
});
