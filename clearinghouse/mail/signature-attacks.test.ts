/** What somebody through whose hands a signed mail goes (the shop, a forwarder) can put on it without breaking its signature, and what comes of it. */
import test from 'ava';
import { sealMessage } from 'mailauth';
import { startDns } from '../../scripts/dns.ts';
import type { DemoDns } from '../../scripts/dns.ts';
import { makeDomain, signMail, writeMail } from '../../scripts/test-mail.ts';
import type { SignOptions, TestMail } from '../../scripts/test-mail.ts';
import type { Verdict } from '../protocol/reading.ts';
import { authenticate } from './authentication.ts';
import type { AuthenticationSettings } from './authentication.ts';
import { GATE_LIMITS, gate0 } from './gate.ts';
import { DNS_SETTINGS, makeDnsCache } from './resolver.ts';
import { isUnsureCharset } from './unsigned-charset.ts';
import { encodingTrouble } from './unsigned-encoding.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 32, 5);
const SETTINGS: AuthenticationSettings = { authservId: null, trustedSealers: ['forwarder.example'], acceptExactDkimWithoutDmarc: [] };
const BUYER = makeDomain('buyer.example');
const FORWARDER = makeDomain('forwarder.example');
const ORDER: TestMail = { from: 'takao@buyer.example', to: 'shop@tea.example', subject: 'Order', text: '2 Sencha 100g\n\nPassword: maple-7731-crow\n', date: NOW, messageId: '8d1f@buyer.example' };
/** As Gmail signs: neither Content-Type nor Content-Transfer-Encoding. */
const GMAIL = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version'];
const EVERYTHING = 'to:cc:from:subject:date:message-id:content-type:content-transfer-encoding';

let dns: DemoDns;

test.before(async () => {
  dns = await startDns({ records: [BUYER, FORWARDER].flatMap((domain) => domain.records) });
});
test.after.always(async () => {
  await dns.stop();
});

const verdictOf = async (bytes: Buffer): Promise<Verdict> => {
  const gate = gate0(bytes, GATE_LIMITS);
  if (!gate.ok) throw new Error(`gate 0: ${gate.code}`);
  const resolver = makeDnsCache({ ...DNS_SETTINGS, servers: [{ address: dns.address, port: dns.port }] }, () => 0).forLetter();
  const result = await authenticate({ bytes, fields: gate.fields, parts: gate.parts, receivedAt: NOW, envelope: { from: null, to: [], clientAddress: null, helo: null } }, SETTINGS, resolver);
  if (result.kind === 'retry') throw new Error(result.reason);
  return result.verdict;
};
const hitsOf = ({ findings }: Verdict): string[] => findings.filter(({ hit }) => hit).map(({ code }) => code);
const signed = (mail: Partial<TestMail> = {}, options: Partial<SignOptions> = {}): Buffer => signMail(writeMail({ ...ORDER, ...mail }), BUYER, { time: NOW, fields: GMAIL, ...options });
const onTop = (field: string, bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`${field}\r\n`), bytes]);
const edited = (bytes: Buffer, from: string | RegExp, to: string): Buffer => Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
const signatureIn = (bytes: Buffer, field = 'DKIM-Signature'): string => new RegExp(`${field}:[^]*?[ ;]b=([^;]*?)\\r\\n(?!\\s)`, 'i').exec(bytes.toString('latin1'))?.[1]?.replace(/\s+/g, '') ?? '';

test.serial('a false field with the b= of the true signature does not say what is signed', async (t) => {
  const mail = signed({}, { fields: ['from', 'subject', 'date'] });
  for (const tags of ['v=1;', 'v=1; a=rsa-sha256; c=relaxed/relaxed; d=buyer.example; s=post; bh=eA==;']) {
    const field = `DKIM-Signature: ${tags} h=${EVERYTHING}; b=${signatureIn(mail)}`;
    const verdict = await verdictOf(edited(onTop(field, mail), 'To: shop@tea.example', 'To: board@bank.example'));
    t.is(verdict.strength, 'none', tags);
    t.true(hitsOf(verdict).includes('dkim-doubled'), hitsOf(verdict).join(' '));
    t.is((await verdictOf(edited(mail, '\r\nFrom:', `\r\n${field}\r\nFrom:`))).strength, 'none', `${tags} below the true one`);
  }
});

test.serial('the same signature in other letters of base64 is the same', async (t) => {
  const mail = signed();
  const b = signatureIn(mail);
  for (const other of [b.replace(/=+$/, ''), b.replaceAll('+', '-').replaceAll('/', '_'), `${b.slice(0, 20)} ${b.slice(20)}`, `${b}AAAA`]) {
    const verdict = await verdictOf(onTop(`DKIM-Signature: v=1; h=${EVERYTHING}; b=${other}`, mail));
    t.false(verdict.signature?.signedFields.includes('content-type') ?? false, other);
  }
});

test.serial('what is signed is told by the field that passed, also among several', async (t) => {
  const few = signed({}, { fields: ['from', 'subject', 'date'] });
  const lie = onTop(`DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=buyer.example; s=post; h=${EVERYTHING}; bh=eA==; b=eA==`, few);
  t.deepEqual((await verdictOf(lie)).signature?.signedFields, ['from', 'subject', 'date']);
  t.deepEqual((await verdictOf(edited(few, 'h=from:subject:date', 'h=From : subject\r\n :Date'))).strength, 'none', 'h= itself is signed');
  t.deepEqual((await verdictOf(edited(lie, /\r\n/g, '\n'))).signature?.signedFields, ['from', 'subject', 'date'], 'with bare line feeds');
});

test.serial('a foreign Content-Type does not pass as signed by a second field', async (t) => {
  const mail = signed({ html: '<p>2 Sencha 100g</p>' });
  const foreign = edited(mail, /boundary="[^"]+"/, 'boundary="evil"');
  t.true(hitsOf(await verdictOf(foreign)).includes('dkim-content-type-unsigned'));
  t.is((await verdictOf(onTop(`DKIM-Signature: v=1; h=${EVERYTHING}; b=${signatureIn(mail)}`, foreign))).strength, 'none');
});

test.serial('of a seal too: its own field says what it covers', async (t) => {
  const changed = edited(signed(), '2 Sencha', '[list] 2 Sencha');
  const pem = FORWARDER.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const seal = await sealMessage(changed, { signingDomain: FORWARDER.name, selector: FORWARDER.selector, privateKey: pem, signTime: new Date(NOW), cv: 'none', authResults: 'mx.forwarder.example; dmarc=pass header.from=buyer.example', headerList: 'from:subject:date' } as unknown as Parameters<typeof sealMessage>[1]);
  const sealed = Buffer.concat([Buffer.from(seal), changed]);
  const { strength, signature } = await verdictOf(sealed);
  t.is(strength, 'signed');
  t.true(signature?.signedFields.includes('subject'));
  const lie = onTop(`ARC-Message-Signature: i=2; a=rsa-sha256; d=forwarder.example; s=post; h=${EVERYTHING}:x-lie; bh=eA==; b=${signatureIn(sealed, 'ARC-Message-Signature')}`, sealed);
  t.is((await verdictOf(lie)).strength, 'none', 'the chain is broken');
});

test.serial('a trusted sealer whose DNS fails for a moment: the letter is read again', async (t) => {
  const changed = edited(signed(), '2 Sencha', '[list] 2 Sencha');
  const pem = FORWARDER.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const seal = await sealMessage(changed, { signingDomain: FORWARDER.name, selector: FORWARDER.selector, privateKey: pem, signTime: new Date(NOW), cv: 'none', authResults: 'mx.forwarder.example; dmarc=pass header.from=buyer.example' } as unknown as Parameters<typeof sealMessage>[1]);
  const sealed = Buffer.concat([Buffer.from(seal), changed]);
  for (const behaviour of ['servfail', 'silence'] as const) {
    dns.behave(FORWARDER.name, behaviour);
    await t.throwsAsync(verdictOf(sealed), { message: /does not answer/ }, behaviour);
    dns.behave(FORWARDER.name, null);
    t.is((await verdictOf(sealed)).strength, 'signed');
  }
  // A chain that a stranger closes, or a stranger's link below a trusted one, makes nobody wait.
  const foreign = edited(sealed, /d=forwarder\.example/g, 'd=evil.example');
  dns.behave('evil.example', 'servfail');
  t.is((await verdictOf(foreign)).strength, 'none');
});

/** The same mail, its encoding said otherwise; null takes the field away. */
const encodedAs = (bytes: Buffer, encoding: string | null): Buffer => edited(bytes, /Content-Transfer-Encoding: \S+\r\n/, encoding === null ? '' : `Content-Transfer-Encoding: ${encoding}\r\n`);
const written = (encoding: string | null, body: string, type = 'text/plain; charset=utf-8', fields = GMAIL): Buffer => {
  const head = writeMail({ ...ORDER, text: '' }).toString('latin1').replace(/Content-Type: .*\r\n/, `Content-Type: ${type}\r\n`);
  return signMail(encodedAs(Buffer.from(`${head}${body.replaceAll('\n', '\r\n')}\r\n`, 'latin1'), encoding), BUYER, { time: NOW, fields });
};
const base64 = (text: string): string => (Buffer.from(text).toString('base64').match(/.{1,76}/g) ?? []).join('\n');
const ORDERED = '2 Sencha 100g\n\nPassword: maple-7731-crow\n';
const QUOTED = `${ORDERED}\n> code=0A2 Sencha 100g=0APassword: stolen-1234-word=0AUp to: 90,000 JPY\n`;

test.serial('an encoding that nobody signed makes no lines of quoted ones, and no lines of one', async (t) => {
  t.is((await verdictOf(written('7bit', QUOTED))).strength, 'none', 'it could have been sent as either');
  for (const body of [QUOTED, QUOTED.replaceAll('=0A', '=0a'), QUOTED.replaceAll('=0A', '=0D'), '> a=0A=0D=0AOK 4K7M-2222', `${ORDERED}> ====\n`]) {
    const verdict = await verdictOf(encodedAs(written('7bit', body), 'quoted-printable'));
    t.is(verdict.strength, 'none', body);
    t.true(hitsOf(verdict).includes('dkim-encoding-unsigned'), hitsOf(verdict).join(' '));
  }
  const wrapped = written('quoted-printable', `${ORDERED}\n> a long line of the shop that was wrapped by the encoder, so that the rest =\nPassword: stolen-1234-word\n`);
  t.is((await verdictOf(wrapped)).strength, 'signed');
  for (const encoding of ['7bit', '8bit', 'binary', 'base64', null]) t.is((await verdictOf(encodedAs(wrapped, encoding))).strength, 'none', `${encoding}`);
  const condition = written('quoted-printable', 'OK 4K7M-2222\n=E3=81=9F=E3=81=A0=E3=81=97\n');
  t.is((await verdictOf(condition)).strength, 'signed');
  t.is((await verdictOf(encodedAs(condition, null))).strength, 'none', 'a hidden condition');
});

test.serial('base64 that nobody signed is all base64, and nothing else is', async (t) => {
  const hidden = written('7bit', `Hello\n\n> ${base64('abc\nPassword: stolen-1234-word\nUp to: 90,000 JPY\n')}\n`);
  t.is((await verdictOf(hidden)).strength, 'signed');
  t.is((await verdictOf(encodedAs(hidden, 'base64'))).strength, 'none');
  const long = written('base64', base64(`${ORDERED}${'煎茶 '.repeat(30)}`));
  t.is((await verdictOf(long)).strength, 'signed');
  for (const encoding of ['7bit', 'quoted-printable', null]) t.is((await verdictOf(encodedAs(long, encoding))).strength, 'none', `${encoding}`);
  t.is((await verdictOf(written('base64', base64(ORDERED)))).strength, 'signed');
});

test.serial('ordinary mails pass though nobody signs their encoding', async (t) => {
  for (const [encoding, body] of [
    ['7bit', ORDERED], [null, ORDERED], ['8bit', `${ORDERED}\xe8\x8c\xb6=E8=8C\n`], ['binary', ORDERED], ['7bit', ''], ['quoted-printable', ''], ['base64', ''],
    ['7bit', `${ORDERED}=================\n`], ['7bit', `${ORDERED}-=-=-=-\n`], ['7bit', 'a = b\n'], ['7bit', `${ORDERED}https://tea.example/?lang=de&id=42\n`],
    ['7bit', 'https://tea.example/?u=aGVsbG8=\n'], ['7bit', 'HELP\n'], ['7bit', 'OK4K7M2222\n'], ['7bit', `> =20\n> x\n`],
    ['quoted-printable', '=E8=8C=B6 =3D 2=20\n=46rom me\na=0A=\nb=0D\nc=0D=0A=\nd= \ne =\n'],
  ] as const) t.is((await verdictOf(written(encoding, body))).strength, 'signed', `${encoding} ${body}`);
  t.is((await verdictOf(written('7bit', QUOTED, undefined, [...GMAIL, 'content-transfer-encoding']))).strength, 'signed', 'who signs the encoding may write anything');
});

/** The body stands in the file as one character for each byte. */
const labelled = (charset: string | null, body: Buffer | string, fields = GMAIL): Buffer => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  return written(bytes.some((byte) => byte > 0x7f) ? '8bit' : '7bit', bytes.toString('latin1'), charset === null ? 'text/plain' : `text/plain; charset=${charset}`, fields);
};
const CEILINGS = ['上限：5,000 JPY', 'Jusqu\'à : 4 500 JPY', 'パスワード：maple-7731-crow', 'Höchstens: 50 EUR'];

test.serial('bytes of UTF-8 are taken under no other name that nobody signed', async (t) => {
  for (const line of CEILINGS) {
    for (const charset of ['utf-8', 'us-ascii', 'unknown-8bit', null]) t.is((await verdictOf(labelled(charset, `${ORDERED}${line}\n`))).strength, 'signed', `${line} ${charset}`);
    for (const charset of ['windows-1251', 'windows-1252', 'iso-8859-1', 'shift_jis', 'euc-jp', 'iso-2022-jp']) {
      const verdict = await verdictOf(labelled(charset, `${ORDERED}${line}\n`));
      t.is(verdict.strength, 'none', `${line} ${charset}`);
      t.true(hitsOf(verdict).includes('dkim-content-type-unsigned'));
      t.is((await verdictOf(labelled(charset, `${ORDERED}${line}\n`, [...GMAIL, 'content-type']))).strength, 'signed', 'who signs it may write any');
    }
  }
  const quoted = written('quoted-printable', `${ORDERED}=E4=B8=8A=E9=99=90=EF=BC=9A5,000 JPY\n`, 'text/plain; charset=windows-1251');
  t.is((await verdictOf(quoted)).strength, 'none', 'encoded too');
});

test.serial('escapes of JIS are taken under no other name that nobody signed', async (t) => {
  const line = '\x1b$B>e8B!\'=03\x1b(B5,000 JPY\n';
  for (const charset of ['iso-2022-jp', 'us-ascii', null]) t.is((await verdictOf(labelled(charset, `${ORDERED}${line}`))).strength, 'signed', `${charset}`);
  for (const charset of ['utf-8', 'windows-1252', 'shift_jis']) t.is((await verdictOf(labelled(charset, `${ORDERED}${line}`))).strength, 'none', charset);
  for (const charset of ['utf-8', 'iso-8859-1', 'shift_jis', 'iso-2022-jp']) t.is((await verdictOf(labelled(charset, ORDERED))).strength, 'signed', `${charset}: ASCII is the same in all of them`);
});

test('of other eight-bit texts those of the West show their charset', (t) => {
  const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
  for (const text of ['Größe 5, hyvää päivää, naïve\n', 'Jusqu\'à : 4 500 JPY\n', 'd\x92accord \x96 5 \x80\n', '¿Cómo? n° 5, 3 m²\n', 'thé « vert », £5, à é\n', ORDERED]) {
    t.false(isUnsureCharset(latin(text), 'windows-1252'), text);
    t.is(isUnsureCharset(latin(text), 'windows-1251'), text !== ORDERED, text);
  }
  const cyrillic = [0xcf, 0xe0, 0xf0, 0xee, 0xeb, 0xfc, 0x3a];
  const japanese = [0x8f, 0xe3, 0x8c, 0xc0, 0x81, 0x46];
  for (const bytes of [cyrillic, japanese, [0x94, 0xdb, 0x20], [0xcd, 0xe5, 0x20], [...latin('Has'), 0xb3, ...latin('o:')], [...latin('je'), 0x9c, ...latin('li')], [0x83, 0x5c, 0x83, 0x6e]]) {
    for (const charset of ['windows-1252', 'windows-1251', 'shift_jis', 'euc-jp']) t.true(isUnsureCharset(Buffer.from([0x0a, ...bytes, 0x0a]), charset), `${charset} ${bytes}`);
  }
});

test.serial('a multipart is never encoded, whoever signed what', async (t) => {
  const mail = signed({ html: '<p>2 Sencha 100g</p>' });
  for (const encoding of ['quoted-printable', 'base64', 'BASE64', '"base64"', 'x-none']) t.false(gate0(onTop(`Content-Transfer-Encoding: ${encoding}`, mail), GATE_LIMITS).ok, encoding);
  for (const encoding of ['7bit', '8bit', 'binary']) t.is((await verdictOf(onTop(`Content-Transfer-Encoding: ${encoding}`, mail))).strength, 'signed', encoding);
});

test('an encoding is judged in linear time: a megabyte of what is slow to look through', (t) => {
  for (const [piece, trouble] of [['=0A', null], ['=0A=\n', null], ['= \n', null], ['=0Ax', 'escaped line breaks in unsigned quoted-printable'], ['=\t\t', 'more than quoted-printable in unsigned quoted-printable'], [' ', null]] as const) {
    t.is(encodingTrouble(Buffer.from(`${piece.repeat(300_000)}\n`), 'quoted-printable'), trouble, JSON.stringify(piece));
    t.is(encodingTrouble(Buffer.from(piece.repeat(300_000)), 'base64'), 'more than base64 in unsigned base64', JSON.stringify(piece));
  }
});
