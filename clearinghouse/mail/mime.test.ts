import test from 'ava';
import fc from 'fast-check';
import { Splitter } from '@zone-eu/mailsplit';
import { writeMail } from '../../scripts/test-mail.ts';
import type { TestAttachment, TestMail } from '../../scripts/test-mail.ts';
import type { Envelope } from '../protocol/letter.ts';
import { GATE_LIMITS } from './gate.ts';
import { readContent } from './mime.ts';
import type { LetterContent } from './mime.ts';

const DATE = Date.UTC(2026, 10, 21, 1, 32, 5);
const NOBODY: Envelope = { from: null, to: [], clientAddress: null, helo: null };
const ORDER: TestMail = { from: 'takao@buyer.example', to: 'shop@tea.example', cc: 'pay@bank.example', subject: 'Order', text: '2 Sencha 100g\n\nPassword: maple-7731-crow\n', date: DATE, messageId: '8d1f@buyer.example' };
const JAPANESE = '煎茶 百グラム 二つ\r\nパスワード：ｍａｐｌｅ－７７３１\r\n';

const read = (bytes: Buffer, envelope: Envelope = NOBODY): Promise<LetterContent> => readContent(bytes, envelope, ['pay@bank.example'], GATE_LIMITS);
const readMail = (mail: Partial<TestMail>): Promise<LetterContent> => read(writeMail({ ...ORDER, ...mail }));
const lines = (text: string | null): string[] => (text ?? '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
const raw = (text: string): Promise<LetterContent> => read(Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1'));

test('headers of a letter', async (t) => {
  const { headers, refusal } = await read(writeMail({ ...ORDER, subject: '注文 Order', inReplyTo: 'q.1@bank.example', references: ['a@x.example', 'q.1@bank.example'], headers: [['Delivered-To', 'pay+q.k7@bank.example']] }), { ...NOBODY, to: ['<Pay@BANK.example>'] });
  t.is(refusal, null);
  t.deepEqual(headers, {
    messageId: '8d1f@buyer.example',
    inReplyTo: ['q.1@bank.example'],
    references: ['a@x.example', 'q.1@bank.example'],
    subject: '注文 Order',
    date: DATE,
    to: ['shop@tea.example'],
    cc: ['pay@bank.example'],
    recipients: ['Pay@bank.example', 'pay+q.k7@bank.example', 'shop@tea.example', 'pay@bank.example'],
  });
});

test('a Date without a zone is none', async (t) => {
  const dated = async (value: string): Promise<number | null> => (await readMail({ headers: [['Date', value]] })).headers.date;
  t.is(await dated('Sat, 21 Nov 2026 10:32:05 +0900 (JST)'), DATE);
  t.is(await dated('Sat, 21 Nov 2026 10:32:05'), null);
  t.is(await dated('2026-11-21'), null);
  t.is(await dated('yesterday'), null);
});

for (const charset of ['utf-8', 'iso-2022-jp', 'shift_jis'] as const) {
  test(`Japanese in ${charset}`, async (t) => {
    const { text, refusal } = await readMail({ text: JAPANESE, charset });
    t.is(refusal, null);
    t.deepEqual(lines(text).map((line) => line.normalize('NFKC').replaceAll('\u2212', '-')), ['煎茶 百グラム 二つ', 'パスワード:maple-7731']);
  });
}

test('JIS that does not say so', async (t) => {
  const declared = writeMail({ ...ORDER, text: JAPANESE, charset: 'iso-2022-jp' }).toString('latin1');
  for (const change of ['Content-Type: text/plain', 'Content-Type: text/plain; charset=us-ascii']) {
    const { text, refusal } = await read(Buffer.from(declared.replace('Content-Type: text/plain; charset=iso-2022-jp', change), 'latin1'));
    t.is(refusal, null);
    t.is(lines(text)[0], '煎茶 百グラム 二つ');
  }
});

test('a charset that lies is read as it says, with its damage', async (t) => {
  const { text } = await raw('From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nOK \xff\xfe secret\n');
  t.true((text ?? '').includes('\uFFFD'));
});

test('text and HTML: the text counts, the HTML is the alternative', async (t) => {
  const content = await readMail({ html: '<html><head><style>b{}</style></head><body><p>2 Sencha&nbsp;100g</p><p>Password: maple-7731-crow</p></body></html>' });
  t.deepEqual(lines(content.text), ['2 Sencha 100g', 'Password: maple-7731-crow']);
  t.deepEqual(lines(content.alternative).map((line) => line.normalize('NFKC')), ['2 Sencha 100g', 'Password: maple-7731-crow']);
});

const GMAIL = '<div dir="ltr">OK maple-7731-crow</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Sat, Nov 21, 2026 Example Bank wrote:<br></div><blockquote class="gmail_quote" style="margin:0">Pay JPY 4,741?<br><div style="display:none">OK hidden</div></blockquote></div>';
const OUTLOOK = '<html><body><div class="elementToProof" style="font-family:Aptos">OK maple-7731-crow</div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg" dir="ltr"><font><b>From:</b> Example Bank<br><b>Sent:</b> Saturday<br><b>Subject:</b> Pay?</font><div>&nbsp;</div></div><div>Pay JPY 4,741?</div></body></html>';

test('HTML alone, as Gmail and Outlook write a reply', async (t) => {
  const gmail = await readMail({ text: null, html: GMAIL });
  t.is(lines(gmail.text)[0], 'OK maple-7731-crow');
  t.true(lines(gmail.text).filter((line) => line !== '').slice(2).every((line) => line.startsWith('>')), gmail.text ?? '');
  t.false((gmail.text ?? '').includes('hidden'));
  const outlook = await readMail({ text: null, html: OUTLOOK });
  t.deepEqual(lines(outlook.text).slice(0, 3), ['OK maple-7731-crow', 'From: Example Bank', 'Sent: Saturday']);
});

test('an empty text beside the HTML does not count', async (t) => {
  t.deepEqual(lines((await readMail({ text: '\n \n', html: '<p>OK maple</p>' })).text), ['OK maple']);
});

const TEXT = 'Content-Type: text/plain; charset=utf-8';
const mixed = (...parts: string[]): string => `From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n${parts.map((part) => `--a\n${part}\n`).join('')}--a--\n`;

test('no text that is sure', async (t) => {
  const codes = async (letter: string): Promise<string | null> => {
    const { refusal, text } = await raw(letter);
    return refusal === null ? text : refusal.code;
  };
  t.is(await codes(mixed(`${TEXT}\n\nOK one`, 'Content-Type: text/html\n\n<p>NO</p>')), 'several-texts');
  t.is(await codes(mixed('Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nOK')), null);
  t.is(await codes(mixed('Content-Type: image/png\nContent-Transfer-Encoding: base64\n\naGVsbG8=')), null);
  t.is(await codes(mixed('Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\naGVsbG8=')), null);
  t.is(await codes(`From: a@b.example\nContent-Type: multipart/encrypted; boundary=a\n\n--a\n${TEXT}\n\nOK\n--a--\n`), null);
  t.is(await codes(`From: a@b.example\nContent-Type: text/html\n\n${'<div>'.repeat(60_000)}OK`), 'text-too-long');
  t.is(await codes('From: a@b.example\n\n'), null);
});

const FILE = 'Content-Type: application/pdf; name=a.pdf\nContent-Disposition: inline; filename=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=';
const NAMED = 'Content-Type: text/plain; name=footer.txt\nContent-Disposition: inline; filename=footer.txt\n\n<b> & list';
const both = (plain: string, html: string): string => `Content-Type: multipart/alternative; boundary=c\n\n--c\n${TEXT}\n\n${plain}\n--c\nContent-Type: text/html\n\n${html}\n--c--`;
const SHOWN: readonly (readonly [string, string, string | null])[] = [
  ['texts around a file, as Apple Mail writes them', mixed(`${TEXT}\n\nOK one`, FILE, `${TEXT}\n\nSent from my iPhone`), 'OK one Sent from my iPhone'],
  ['HTML around a file', mixed('Content-Type: text/html\n\n<p>OK one</p>', FILE, 'Content-Type: text/html\n\n<p>two</p>'), 'OK one two'],
  ['an empty text before the HTML', mixed(`${TEXT}\n\n`, 'Content-Type: text/html\n\n<p>OK one</p>'), 'OK one'],
  ['a text file that is shown below the text', mixed(`${TEXT}\n\nOK one`, NAMED), 'OK one'],
  ['a text file that is shown below both forms', mixed(both('OK one', '<p>OK one</p>'), NAMED), 'OK one'],
  ['a text file that is shown below the HTML', mixed('Content-Type: text/html\n\n<p>OK one</p>', NAMED), 'OK one'],
  ['a text file above the text', mixed(NAMED, `${TEXT}\n\nOK one`), null],
  ['texts of two containers', mixed(`Content-Type: multipart/mixed; boundary=c\n\n--c\n${TEXT}\n\nOK one\n--c--`, `${TEXT}\n\nOK two`), 'OK one OK two'],
  ['two texts as alternatives', mixed(`Content-Type: multipart/alternative; boundary=c\n\n--c\n${TEXT}\n\nOK one\n--c\n${TEXT}\n\nOK two\n--c--`), null],
  ['a footer below both forms', mixed(both('OK one', '<p>OK one</p>'), `${TEXT}\n\n1 < 2 & "list"`), 'OK one 1 < 2 & "list"'],
  ['a footer below a signed text', mixed(`Content-Type: multipart/signed; boundary=c\n\n--c\n${TEXT}\n\nOK one\n--c\nContent-Type: application/pgp-signature\n\nx\n--c--`, `${TEXT}\n\nlist`), 'OK one list'],
  ['two pairs of forms', mixed(both('OK one', '<p>OK one</p>'), both('two', '<b>two</b>').replaceAll('--c', '--d').replace('boundary=c', 'boundary=d')), 'OK one two'],
  ['related texts', mixed(`Content-Type: multipart/related; boundary=c\n\n--c\n${TEXT}\n\nOK one\n--c\n${TEXT}\n\nOK two\n--c--`), null],
];
for (const [name, letter, words] of SHOWN) {
  test(`which text: ${name}`, async (t) => {
    const { text, refusal } = await raw(letter);
    t.is(refusal?.code ?? null, words === null ? 'several-texts' : null);
    t.is(text === null ? null : lines(text).join(' '), words);
  });
}

test('what stands below both forms is seen in the HTML too', async (t) => {
  const content = await raw(mixed(both('OK one', '<p>OK one</p>'), `${TEXT}\n\nNO`));
  t.deepEqual([lines(content.text), lines(content.alternative)], [['OK one', 'NO'], ['OK one', 'NO']]);
});

const PLAIN = 'From: a@b.example\nContent-Type: text/plain';
const AMBIGUOUS: readonly (readonly [string, string, string | null])[] = [
  ['base64 that ends in the middle', 'From: a@b.example\nContent-Transfer-Encoding: base64\n\nT0sgb25l=\nT0sgdHdv\n', 'ambiguous-text'],
  ['a comment behind the boundary', 'From: a@b.example\nContent-Type: multipart/mixed; boundary=a (comment)\n\n--a\n\nOK one\n--a (comment)\n\nOK two\n--a--\n', 'ambiguous-text'],
  ['a boundary in two forms', 'From: a@b.example\nContent-Type: multipart/mixed; boundary*0=a; boundary*1=b; boundary=c\n\n--c\n\nOK one\n--c--\n--ab\n\nOK two\n--ab--\n', 'boundary-doubled'],
  ['JIS cut within a character', `${PLAIN}; charset=iso-2022-jp\n\n\x1b$B4A;z4\n`, 'ambiguous-text'],
  ['bytes beyond ASCII in us-ascii', `${PLAIN}; charset=us-ascii\n\nOK \x93one\x94 \xe9\n`, 'ambiguous-text'],
  ['curly quotes in ISO-8859-1, as Outlook sends them', `${PLAIN}; charset=iso-8859-1\n\nOK \x93one\x94 \xe9\n`, null],
  ['a charset that its sender did not know, in ASCII', `${PLAIN}; charset=X-UNKNOWN\n\nOK one\n`, null],
  ['a charset that its sender did not know, beyond ASCII', `${PLAIN}; charset=unknown-8bit\n\nOK \xe9\n`, 'ambiguous-text'],
  ['format=flowed', `${PLAIN}; format=flowed; delsp=yes\n\nOK o \nne\n> quoted \n> more\n`, null],
  ['quoted-printable that is none', `${PLAIN}\nContent-Transfer-Encoding: quoted-printable\n\nOK =4 =ZZ one=\n`, null],
];
for (const [name, letter, code] of AMBIGUOUS) {
  test(`read by two parsers: ${name}`, async (t) => t.is((await raw(letter)).refusal?.code ?? null, code));
}

const original = writeMail({ ...ORDER, text: JAPANESE, charset: 'iso-2022-jp' });
const LAYOUTS: readonly (readonly [string, TestAttachment])[] = [
  ['message/rfc822', { filename: null, type: 'message/rfc822', content: original }],
  ['message/rfc822 inline', { filename: null, type: 'message/rfc822', content: original, disposition: 'inline' }],
  ['message/rfc822 in base64', { filename: null, type: 'message/rfc822', content: original, encoding: 'base64' }],
  ['*.eml as octet-stream', { filename: 'Order.eml', type: 'application/octet-stream', content: original }],
];

for (const [name, attachment] of LAYOUTS) {
  test(`an attached original is kept byte for byte: ${name}`, async (t) => {
    const content = await readMail({ text: 'Total: 4,741 JPY\n', attachments: [attachment] });
    t.is(content.refusal, null);
    t.deepEqual(lines(content.text), ['Total: 4,741 JPY']);
    t.is(content.originals.length, 1);
    t.deepEqual(content.originals[0]?.bytes, original);
    t.is(content.originals[0]?.messageId, '8d1f@buyer.example');
    t.is(lines(content.originals[0]?.text ?? null)[0], '煎茶 百グラム 二つ');
  });
}

test('another splitter finds the same bytes of the original', async (t) => {
  const letter = writeMail({ ...ORDER, attachments: [{ filename: null, type: 'message/rfc822', content: original }] });
  const { originals } = await read(letter);
  const splitter = new Splitter({ ignoreEmbedded: true });
  const found: Buffer[] = [];
  let within = false;
  splitter.on('data', (chunk: { type: string; contentType?: unknown; value?: Buffer }) => {
    if (chunk.type === 'node') within = chunk.contentType === 'message/rfc822';
    else if (chunk.type === 'body' && within && chunk.value !== undefined) found.push(chunk.value);
  });
  const ended = new Promise<void>((resolve) => (splitter as NodeJS.ReadableStream).on('end', () => resolve()));
  splitter.end(letter);
  await ended;
  t.deepEqual(Buffer.concat(found), originals[0]?.bytes);
});

test('an original within an original is not looked into, a broken one is a finding', async (t) => {
  const nested = writeMail({ ...ORDER, messageId: 'outer@b.example', attachments: [{ filename: null, type: 'message/rfc822', content: original }] });
  const content = await readMail({ attachments: [{ filename: null, type: 'message/rfc822', content: nested }, { filename: null, type: 'message/rfc822', content: Buffer.from('From : x\r\n\r\nhm') }] });
  t.deepEqual(content.originals.map(({ messageId }) => messageId), ['outer@b.example']);
  t.true(content.findings.some(({ code, hit }) => code === 'attached-mail-unread' && hit));
});

test('a delivery report is read by its fields', async (t) => {
  const report = `From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nContent-Type: multipart/report; report-type=delivery-status; boundary=a\n\n--a\n\nSorry, OK secret\n--a\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; other@buyer.example\nAction: delayed\nStatus: 4.4.1\n\nOriginal-Recipient: rfc822;takao@buyer.example\nFinal-Recipient: rfc822; t@relay.example\nAction: failed (mailbox gone)\nStatus: 5.1.1\n\n--a\nContent-Type: message/rfc822\n\nFrom: pay@bank.example\nMessage-ID: <q.1@bank.example>\n\nhello\n--a--\n`;
  const content = await raw(report);
  t.deepEqual(content.bounce, { kind: 'delivery', action: 'failed', status: '5.1.1', recipient: 'takao@buyer.example', originalMessageId: 'q.1@bank.example' });
  t.is(content.text, null);
  t.is(content.automatic, 'multipart/report');
});

test('a complaint is read by its fields', async (t) => {
  const complaint = 'From: fbl@mx.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=a\n\n--a\n\nabuse\n--a\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: <takao@buyer.example>\n\n--a\nContent-Type: text/rfc822-headers\n\nMessage-ID: <r.2@bank.example>\n--a--\n';
  t.deepEqual((await raw(complaint)).bounce, { kind: 'complaint', action: 'complaint', status: null, recipient: 'takao@buyer.example', originalMessageId: 'r.2@bank.example' });
});

const AUTOMATIC: readonly (readonly [string, string])[] = [
  ['Auto-Submitted', 'auto-replied (vacation)'],
  ['Auto-Submitted', 'auto-generated'],
  ['Precedence', 'bulk'],
  ['Precedence', 'auto_reply'],
  ['List-Id', '<tea.example>'],
  ['X-Autoreply', 'yes'],
  ['X-Autorespond', 'Pay'],
  ['X-AutoResponder', 'yes'],
  ['X-Autogenerated', 'Reply'],
  ['X-Mail-Autoreply', 'yes'],
  ['X-Auto-Reply-From', 'x'],
  ['X-Failed-Recipients', 'x@y.example'],
  ['Return-Path', '<>'],
  ['Return-Path', '<MAILER-DAEMON@mx.example>'],
  ['X-Loop', 'pay@bank.example'],
  ['Content-Identifier', 'Auto-replied'],
  ['From', 'no-reply@buyer.example'],
  ['From', 'MAILER-DAEMON@buyer.example'],
  ['From', 'pay@bank.example'],
];
for (const [name, value] of AUTOMATIC) {
  test(`automatic: ${name}: ${value}`, async (t) => t.not((await readMail({ headers: [[name, value]] })).automatic, null));
}

for (const subject of ['Undelivered Mail Returned to Sender', 'Mail delivery failed: returning message to sender', 'failure notice', 'Returned mail: see transcript for details', '=?utf-8?B?RGVsaXZlcnkgZmFpbHVyZSBub3RpZmljYXRpb24=?=']) {
  test(`automatic: the subject ${subject}`, async (t) => t.is((await readMail({ headers: [['Subject', subject]] })).automatic, 'the subject of a bounce'));
}

for (const from of ['MAILER-DAEMON@mx.example', 'postmaster@mx.example', 'no-reply@shop.example', 'do_not_reply@shop.example', 'noreply+7731@shop.example', 'bounce+7731@shop.example']) {
  test(`automatic: from ${from}`, async (t) => t.is((await readMail({ from })).automatic, 'an address that no person reads'));
}

test('people write about deliveries of goods, answer bounces and have strange names', async (t) => {
  for (const subject of ['Delivery failure', 'Undeliverable: the parcel of Monday', 'Re: Undelivered Mail Returned to Sender', 'Fwd: failure notice', 'Your failure notice was wrong', 'Returned goods', 'Order of mail boxes']) {
    t.is((await readMail({ subject })).automatic, null, subject);
  }
  for (const from of ['bounce@band.example', 'noreplying@shop.example', 'reply@shop.example', 'master@post.example']) t.is((await readMail({ from })).automatic, null, from);
});

test('a person\'s letter is not automatic', async (t) => {
  t.is((await readMail({})).automatic, null);
  for (const field of [['Auto-Submitted', 'no'], ['X-Auto-Response-Suppress', 'All'], ['Precedence', 'normal'], ['X-Loop', 'somebody@else.example'], ['Return-Path', '<takao@buyer.example>']] as const) t.is((await readMail({ headers: [field] })).automatic, null, field[0]);
  t.is((await read(writeMail(ORDER), { ...NOBODY, from: '' })).automatic, 'null return path');
});

test('a resent letter says so', async (t) => {
  t.true((await readMail({ headers: [['Resent-From', 'shop@tea.example']] })).resent);
  t.false((await readMail({})).resent);
});

test('the body hash is the same for two copies of one mail', async (t) => {
  const letter = writeMail(ORDER);
  const { bodyHash } = await read(letter);
  t.regex(bodyHash, /^[0-9a-f]{64}$/);
  t.is((await read(Buffer.from(letter.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'))).bodyHash, bodyHash);
  t.is((await read(Buffer.concat([Buffer.from('Received: by x\r\n'), letter, Buffer.from('\r\n')]))).bodyHash, bodyHash);
  t.not((await readMail({ text: 'other' })).bodyHash, bodyHash);
});

test('what is no mail has a refusal, and no text', async (t) => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(1_000), Buffer.from('hello'), Buffer.alloc(30_000_000, 'x\n')]) {
    const content = await read(bytes);
    t.not(content.refusal, null);
    t.is(content.text, null);
    t.false(content.passedGate);
  }
});

test('property: any soup of MIME gives a content', async (t) => {
  const piece = fc.constantFrom('--a', '--a--', '--b', 'Content-Type: text', 'Content-Type: text/plain', 'Content-Type: text/html', 'Content-Type: multipart/alternative; boundary=b', 'Content-Transfer-Encoding: base64', 'Content-Type: message/rfc822', 'From: x@y.example', '', '<p>OK', 'OK secret', '=4F', '\x1b$B', 'Content-Type: message/delivery-status', 'Action: failed');
  const outcome = await fc.check(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
      const content = await raw(`From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n${pieces.join('\n')}`);
      return content.passedGate || content.text === null;
    }),
    { numRuns: 150 },
  );
  t.false(outcome.failed, String(outcome.counterexample));
});
