import { createHash, generateKeyPairSync } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth';
import { simpleParser } from 'mailparser';
import type { MailDraft } from '../protocol/letter.ts';
import { makeMailSigner } from './compose.ts';
import { dkimRecord, generateDkimKey, readDkimKey } from './dkim.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 32, 5);
const WEEK_SECONDS = 604_800;
const KEY = generateDkimKey();
const PRIVATE = readDkimKey(KEY.privatePem);
const sign = makeMailSigner({ domain: 'bank.example', selector: 'k1', privateKey: PRIVATE });

const DRAFT: MailDraft = {
  from: { name: 'Sendai Credit Union', address: 'pay@bank.example' },
  to: 'hana@mail.example',
  replyTo: 'pay+q7.x@bank.example',
  subject: 'Please answer: JPY 4,741 to Green Tea House',
  messageId: 'n17.9f3a@bank.example',
  inReplyTo: 'order-1@mail.example',
  references: ['order-0@mail.example', 'order-1@mail.example'],
  date: NOW,
  autoSubmitted: 'auto-generated',
  text: 'Pay JPY 4,741 to Green Tea House?\n\nAnswer with the word OK and your password.\n',
  html: '<p>Pay JPY 4,741 to Green Tea House?</p>\n',
  attachments: [],
};

const KEYS = { 'k1._domainkey.bank.example': KEY.dnsRecord };

async function verify(bytes: Uint8Array, curTime = NOW + 60_000) {
  const resolver = async (name: string, type: string) => {
    const found = type === 'TXT' ? KEYS[name as keyof typeof KEYS] : undefined;
    if (found === undefined) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    return [[found]] as never;
  };
  const result = await dkimVerify(Buffer.from(bytes), { resolver, curTime: new Date(curTime), strict: true, minBitLength: 1024 });
  if (result.results.length !== 1) throw new Error('expected exactly one signature');
  return result.results[0];
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const headerOf = (bytes: Uint8Array): string => text(bytes).slice(0, text(bytes).indexOf('\r\n\r\n') + 2);
const field = (bytes: Uint8Array, name: string): string | null => new RegExp(`^${name}: ((?:.*\r\n)(?:[ \t].*\r\n)*)`, 'm').exec(headerOf(bytes))?.[1]?.trim() ?? null;
const countIn = (list: readonly string[], name: string): number => list.filter((entry) => entry.toLowerCase() === name).length;

test('the mail verifies strictly, and carries what a machine must know not to answer it', async (t) => {
  const bytes = await sign(DRAFT);
  const result = await verify(bytes);
  t.is(result?.status.result, 'pass');
  t.is(result?.signingDomain, 'bank.example');
  t.is(field(bytes, 'Auto-Submitted'), 'auto-generated');
  t.is(field(bytes, 'X-Auto-Response-Suppress'), 'All');
  t.is(field(bytes, 'X-Loop'), 'pay@bank.example');
  t.is(field(bytes, 'Message-ID'), '<n17.9f3a@bank.example>');
  t.is(field(bytes, 'Reply-To'), 'pay+q7.x@bank.example');
  t.is(field(bytes, 'In-Reply-To'), '<order-1@mail.example>');
  t.is(field(bytes, 'References'), '<order-0@mail.example> <order-1@mail.example>');
  t.is(field(bytes, 'Date'), 'Sat, 21 Nov 2026 01:32:05 +0000');
  t.is(field(bytes, 'From'), 'Sendai Credit Union <pay@bank.example>');
});

test('every field that a reader acts on is signed once more than it is there; no l=; seven days', async (t) => {
  for (const draft of [DRAFT, { ...DRAFT, replyTo: null, inReplyTo: null, references: [] }]) {
    const bytes = await sign(draft);
    const signature = (field(bytes, 'DKIM-Signature') ?? '').replace(/\s+/g, '');
    const listed = /;h=([^;]+);/.exec(signature)?.[1]?.split(':') ?? [];
    for (const name of ['From', 'To', 'Subject', 'Date', 'Message-ID', 'Content-Type', 'MIME-Version', 'Reply-To', 'In-Reply-To', 'References', 'Auto-Submitted']) {
      t.is(countIn(listed, name.toLowerCase()), field(bytes, name) === null ? 1 : 2, name);
    }
    t.notRegex(signature, /;l=/);
    t.regex(signature, new RegExp(`;t=${NOW / 1000};x=${NOW / 1000 + WEEK_SECONDS};`));
  }
});

test('a field added on top, an edited one, an edited body and a late reading all fail', async (t) => {
  const bytes = text(await sign({ ...DRAFT, replyTo: null }));
  const result = async (changed: string, at?: number) => (await verify(Buffer.from(changed, 'latin1'), at))?.status.result;
  t.is(await result(bytes), 'pass');
  for (const added of ['Reply-To: eve@evil.example', 'Subject: other', 'To: eve@evil.example', 'Content-Type: text/html', 'Auto-Submitted: no']) t.not(await result(`${added}\r\n${bytes}`), 'pass', added);
  t.not(await result(bytes.replace('4,741 to', '9,741 to')), 'pass');
  t.not(await result(bytes.replace('Subject: Please answer', 'Subject: Please ignore')), 'pass');
  t.not(await result(bytes, NOW + (WEEK_SECONDS + 1) * 1000), 'pass');
});

test('line ends that were lost on the way and put back, folded white space and trailing blanks do not break the signature', async (t) => {
  const bytes = text(await sign({ ...DRAFT, subject: 'ご確認ください：4,741円（緑茶の家）、とても長い件名なので折り返されます' }));
  const roundTrip = bytes.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');
  t.is(roundTrip, bytes);
  t.is((await verify(Buffer.from(roundTrip, 'latin1')))?.status.result, 'pass');
  const respaced = bytes.replace('Sendai Credit', 'Sendai  Credit').replace(/\r\n\r\n$/, '\r\n \r\n');
  t.is((await verify(Buffer.from(`${respaced}\r\n\r\n`, 'latin1')))?.status.result, 'pass');
});

test('Japanese text, a long line and an attachment come back as they were; every line is short ASCII', async (t) => {
  const statement = Buffer.from('日付,金額\n2026-11-21,4741\n');
  const draft: MailDraft = {
    ...DRAFT,
    from: { name: '書留銀行 "本店", <仙台>', address: 'pay@bank.example' },
    subject: 'ご確認ください：4,741円のお支払い（緑茶の家）',
    text: `佐々木 様\n\n${'お支払い'.repeat(60)}\n.\nFrom here   \nend`,
    html: `<p>${'お支払い'.repeat(60)}</p>`,
    attachments: [{ filename: '明細 2026-11.csv', contentType: 'text/csv; charset=utf-8', content: statement }],
  };
  const bytes = await sign(draft);
  t.is((await verify(bytes))?.status.result, 'pass');
  t.regex(text(bytes), /^(?:[\x20-\x7e\t]{0,78}\r\n)+$/);
  const parsed = await simpleParser(Buffer.from(bytes));
  t.is(parsed.subject, draft.subject);
  t.deepEqual(parsed.from?.value[0], { name: draft.from.name, address: 'pay@bank.example' });
  t.is(parsed.text?.trimEnd(), draft.text);
  t.is(parsed.attachments.length, 1);
  t.is(parsed.attachments[0]?.filename, '明細 2026-11.csv');
  t.is(parsed.attachments[0]?.contentDisposition, 'attachment');
  t.deepEqual(parsed.attachments[0]?.content, statement);
  const structure = [...text(bytes).matchAll(/^Content-(?:Type: [^;\r]+|Transfer-Encoding: .+)/gm)].map(([line]) => line);
  t.deepEqual(structure, [
    'Content-Type: multipart/mixed',
    'Content-Type: multipart/alternative',
    'Content-Type: text/plain',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Type: text/html',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Type: text/csv',
    'Content-Transfer-Encoding: base64',
  ]);
});

test('short ASCII text stays readable in the source, plain before HTML', async (t) => {
  const source = text(await sign(DRAFT));
  t.regex(source, /Content-Transfer-Encoding: 7bit\r\n\r\nPay JPY 4,741 to Green Tea House\?\r\n\r\nAnswer/);
  t.true(source.indexOf('text/plain') < source.indexOf('text/html'));
});

test('the same draft gives the same bytes; the time of signing may be another than the date', async (t) => {
  const digest = async () => createHash('sha256').update(await sign(DRAFT)).digest('hex');
  t.is(await digest(), await digest());
  const later = makeMailSigner({ domain: 'bank.example', selector: 'k1', privateKey: PRIVATE, now: () => NOW + 3_600_999, signatureLifetimeSeconds: 60 });
  t.regex(field(await later(DRAFT), 'DKIM-Signature') ?? '', new RegExp(`t=${NOW / 1000 + 3_600}; x=${NOW / 1000 + 3_660};`));
});

test('domains travel as A-labels, also the signing one; a local part that RFC 5322 forbids is quoted', async (t) => {
  const signer = makeMailSigner({ domain: '書留.example', selector: 'k1', privateKey: PRIVATE });
  const bytes = await signer({ ...DRAFT, from: { name: '', address: 'pay@書留.example' }, to: 'taro..y@例え.jp', replyTo: null });
  t.is(field(bytes, 'From'), 'pay@xn--rovz33a.example');
  t.is(field(bytes, 'To'), '<"taro..y"@xn--r8jz45g.jp>');
  t.regex(field(bytes, 'DKIM-Signature') ?? '', /d=xn--rovz33a\.example;/);
});

const CONTROLS = ['\r', '\n', '\r\n', '\0', '\t', '\x1b', '\x7f', '\u0085', '\u2028'];
const HOSTILE: Record<string, (bad: string) => Partial<MailDraft>> = {
  'from.name': (bad) => ({ from: { name: `Bank${bad}Bcc: eve@evil.example`, address: 'pay@bank.example' } }),
  'from.address': (bad) => ({ from: { name: 'Bank', address: `pay${bad}@bank.example` } }),
  to: (bad) => ({ to: `hana@mail.example${bad}Bcc: eve@evil.example` }),
  replyTo: (bad) => ({ replyTo: `pay@bank.example${bad}` }),
  subject: (bad) => ({ subject: `Order${bad}Bcc: eve@evil.example` }),
  'Message-ID': (bad) => ({ messageId: `n1${bad}@bank.example` }),
  'attachments.filename': (bad) => ({ attachments: [{ filename: `a${bad}.csv`, contentType: 'text/csv', content: new Uint8Array(1) }] }),
  'media type': (bad) => ({ attachments: [{ filename: 'a.csv', contentType: `text/csv${bad}X: y`, content: new Uint8Array(1) }] }),
};

for (const [name, change] of Object.entries(HOSTILE)) {
  test(`a control character in ${name} is refused by its name`, async (t) => {
    for (const bad of CONTROLS) await t.throwsAsync(sign({ ...DRAFT, ...change(bad) }), { instanceOf: RangeError, message: new RegExp(name.replace('.', '\\.')) }, JSON.stringify(bad));
  });
}

test('other drafts that can only be our bug are refused: NUL in the text, broken Unicode, no address, another domain, a message as attachment', async (t) => {
  const attach = (contentType: string): Partial<MailDraft> => ({ attachments: [{ filename: 'x', contentType, content: new Uint8Array() }] });
  const wrong: Partial<MailDraft>[] = [{ text: 'a\0b' }, { html: 'a\x1bb' }, { subject: '\ud800' }, { text: '\udc00' }, { to: 'nobody' }, { to: 'a@b.example, c@d.example' }, { from: { name: '', address: 'pay@bank.example.evil.example' } }, { from: { name: '', address: 'pay@notbank.example' } }, { date: Number.NaN }, { messageId: 'no at' }, attach('message/rfc822'), attach('multipart/mixed'), attach('text')];
  for (const change of wrong) await t.throwsAsync(sign({ ...DRAFT, ...change }), { instanceOf: RangeError }, JSON.stringify(change));
});

test('a strange Message-ID of a customer costs the thread, never the answer', async (t) => {
  const bytes = await sign({ ...DRAFT, inReplyTo: 'has space@mail.example', references: ['<nested>', 'x'.repeat(2_000), 'good@mail.example', 'good@mail.example'] });
  t.is(field(bytes, 'In-Reply-To'), null);
  t.is(field(bytes, 'References'), '<good@mail.example>');
  // As gate 0 lets it pass: bytes that are no UTF-8 are read as Latin-1, whose second half begins with control characters.
  for (const bad of [...CONTROLS, '\u0081', '\u009f', '\ud800']) {
    const sent = await sign({ ...DRAFT, inReplyTo: `r1${bad}X: y@mail.example`, references: [`r1${bad}x@mail.example`, `r2@mail.example${bad}`, 'good@mail.example'] });
    t.deepEqual([field(sent, 'In-Reply-To'), field(sent, 'References'), field(sent, 'X')], [null, '<good@mail.example>', null], JSON.stringify(bad));
  }
});

test('keys that are no RSA-2048 are refused, and so are a selector and a domain that are none', (t) => {
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const edwards = generateKeyPairSync('ed25519').privateKey;
  for (const privateKey of [small, edwards]) t.throws(() => makeMailSigner({ domain: 'bank.example', selector: 'k1', privateKey }), { instanceOf: RangeError });
  t.throws(() => makeMailSigner({ domain: 'bank', selector: 'k1', privateKey: PRIVATE }), { instanceOf: RangeError });
  t.throws(() => makeMailSigner({ domain: 'bank.example', selector: 'k1; l=0', privateKey: PRIVATE }), { instanceOf: RangeError });
  t.is(dkimRecord(PRIVATE), KEY.dnsRecord);
  t.regex(KEY.dnsRecord, /^v=DKIM1; k=rsa; p=[A-Za-z0-9+/]{392}$/);
});

test('any text in subject, name and body comes back and verifies', async (t) => {
  const printable = fc.string({ unit: 'grapheme', maxLength: 120 }).filter((value) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value));
  await fc.assert(
    fc.asyncProperty(printable, printable, fc.array(printable, { maxLength: 6 }), async (subject, name, lines) => {
      const bytes = await sign({ ...DRAFT, subject: subject.trim(), from: { name: name.trim(), address: 'pay@bank.example' }, text: ['Hana,', ...lines].join('\n') });
      const parsed = await simpleParser(Buffer.from(bytes));
      t.is((await verify(bytes))?.status.result, 'pass');
      t.is((parsed.text ?? '').trimEnd(), ['Hana,', ...lines].join('\n').trimEnd());
      t.regex(text(bytes), /^[\x00-\x7F]*$/);
      t.false(/[^\r]\n/.test(text(bytes)));
      t.is((parsed.subject ?? '').replace(/\s+/g, ' ').trim(), subject.replace(/\s+/g, ' ').trim());
    }),
    { numRuns: 60 },
  );
});
