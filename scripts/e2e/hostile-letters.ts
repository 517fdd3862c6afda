/** Letters made to break a reader, a parser or the books. Each says how it must end, and each comes from a customer of its own. */
import type { Disposition } from '../../clearinghouse/core/decision.ts';
import { SHOP } from '../demo/play.ts';
import { PAY } from '../demo/world.ts';
import { signMail, writeMail, type TestMail } from '../test-mail.ts';
import { domainOf, signed, type Bank, type Door } from './bank.ts';

/** Who sends the letter, and its Message-ID. */
export type Sender = { readonly bank: Bank; readonly address: string; readonly id: string };

export type Hostile = {
  readonly title: string;
  readonly door: Door;
  readonly raw: (from: Sender) => Uint8Array;
  readonly ends: { readonly kind: Disposition['kind']; readonly code: string };
  /** The detail of the finding `unreadable`, where the letter is refused for its form. */
  readonly reason?: RegExp;
  /** The customer is written to because of it, and nobody else ever. */
  readonly answered?: true;
};

const unreadable = { kind: 'set-aside', code: 'unreadable' } as const;
/** Said to a proved sender. */
const unreadableToSender = { kind: 'refused', code: 'unreadable' } as const;
const unproved = { kind: 'set-aside', code: 'not-authenticated' } as const;
const noOrder = { kind: 'refused', code: 'secret-missing' } as const;
const noCeiling = { kind: 'refused', code: 'ceiling-unreadable' } as const;

const PLAIN = 'Content-Type: text/plain; charset=utf-8';

const times = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');
const letter = ({ address, id }: Sender, more: Partial<TestMail> = {}): TestMail => ({ from: `Takao <${address}>`, to: PAY, subject: 'Hello', text: 'Password: maple-7731-crow\n', date: Date.now(), messageId: id, ...more });
/** Fields above a signed mail, as a server on the way could put them there. */
const onTop = (from: Sender, fields: string): Buffer => Buffer.concat([Buffer.from(fields, 'latin1'), signed(from.bank, letter(from))]);
const head = ({ address, id }: Sender): readonly string[] => [`From: Takao <${address}>`, `To: ${PAY}`, 'Subject: Hello', `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${id}>`, 'MIME-Version: 1.0'];
/** A mail with exactly these fields besides the usual ones, byte for byte. */
const bytes = (from: Sender, fields: readonly string[], body: string): Buffer => Buffer.from([...head(from), ...fields, '', body].join('\r\n'), 'latin1');
const signedBytes = (from: Sender, fields: readonly string[], body: string): Buffer => signMail(bytes(from, fields, body), domainOf(from.bank, 'buyer.example'), { time: Date.now() });

const signature = (index: number): string => `DKIM-Signature: v=1; a=rsa-sha256; d=buyer.example; s=s${index}; h=from; bh=eA==; b=eA==\r\n`;

const nested = (depth: number): string => times(depth, (level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`) + `--b${depth}\r\n\r\nhello\r\n`;
const embedded = (depth: number): string => times(depth, (level) => `From: <eve@evil.example>\r\nSubject: level ${level}\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n`) + `From: <eve@evil.example>\r\n\r\nPassword: maple-7731-crow\r\n`;

const headers: readonly Hostile[] = [
  { title: '10,000 header fields', door: 'smtp', raw: (from) => onTop(from, times(10_000, (index) => `X-Filler-${index}: v\r\n`)), ends: unreadable, reason: /^(?:too-many-fields|header-too-large)/ },
  { title: '2,000 DKIM-Signature fields', door: 'smtp', raw: (from) => onTop(from, times(2_000, signature)), ends: unreadable, reason: /^(?:too-many-fields|header-too-large)/ },
  { title: '150 DKIM-Signature fields', door: 'lmtp', raw: (from) => onTop(from, times(150, signature)), ends: unreadable, reason: /^too-many-signatures/ },
  { title: 'NUL in a header field', door: 'smtp', raw: (from) => onTop(from, 'X-Nul: a\0b\r\n'), ends: unreadable, reason: /^nul-in-header/ },
  { title: 'no From field', door: 'smtp', raw: (from) => Buffer.from([...head(from).slice(1), '', 'BALANCE', ''].join('\r\n')), ends: unreadable, reason: /^from-missing/ },
  { title: 'two From fields', door: 'lmtp', raw: (from) => onTop(from, 'From: <eve@evil.example>\r\n'), ends: unreadable, reason: /^from-doubled/ },
  { title: 'two addresses in From', door: 'smtp', raw: (from) => signed(from.bank, letter(from, { headers: [['From', `${from.address}, eve@evil.example`]] })), ends: unreadable, reason: /^from-ambiguous/ },
  { title: 'a header line of 5 MB', door: 'smtp', raw: (from) => onTop(from, `X-Long: ${'a'.repeat(4_900_000)}\r\n`), ends: unreadable, reason: /^header-line-too-long/ },
  { title: 'no header at all', door: 'lmtp', raw: () => Buffer.from('\r\nPassword: maple-7731-crow\r\n'), ends: unreadable, reason: /^from-missing/ },
  { title: 'bytes that are no mail', door: 'smtp', raw: () => Buffer.from(`${times(20_000, (index) => String.fromCharCode((index * 37) % 256))}\r\n`, 'latin1'), ends: unreadable, reason: /./ },
];

const structures: readonly Hostile[] = [
  { title: '100 nested parts', door: 'smtp', raw: (from) => signedBytes(from, ['Content-Type: multipart/mixed; boundary=b0'], nested(100)), ends: unreadable, reason: /^too-deep/ },
  { title: '5,000 parts side by side', door: 'smtp', raw: (from) => signedBytes(from, ['Content-Type: multipart/mixed; boundary=b'], `${times(5_000, () => '--b\r\n\r\nx\r\n')}--b--\r\n`), ends: unreadable, reason: /^too-many-parts/ },
  { title: 'a mail in a mail, 200 deep', door: 'lmtp', raw: (from) => signedBytes(from, ['Content-Type: message/rfc822'], embedded(200)), ends: unreadable, reason: /^too-deep/ },
  { title: 'a line of 5 MB', door: 'smtp', raw: (from) => bytes(from, [PLAIN], `${'a'.repeat(4_900_000)}\r\n`), ends: unreadable, reason: /^too-large/ },
  {
    title: 'an attached mail with a line of 4.5 MB',
    door: 'lmtp',
    raw: (from) => writeMail(letter(from, { attachments: [{ filename: null, type: 'message/rfc822', content: Buffer.from(`From: <eve@evil.example>\r\nSubject: x\r\n\r\n${'a'.repeat(4_500_000)}\r\n`) }] })),
    ends: unproved,
  },
  { title: 'a line of a megabyte', door: 'lmtp', raw: (from) => bytes(from, [PLAIN], `${'a'.repeat(1_040_000)}\r\n`), ends: unreadable, reason: /^text-too-long/ },
  { title: 'a megabyte of spaces', door: 'lmtp', raw: (from) => bytes(from, [PLAIN], `${' '.repeat(1_040_000)}\r\n`), ends: unreadable, reason: /^text-too-long/ },
  { title: 'a signed megabyte of spaces', door: 'smtp', raw: (from) => signedBytes(from, [PLAIN], `${' '.repeat(1_040_000)}\r\n`), ends: unreadableToSender, reason: /^text-too-long/, answered: true },
];

const html = (title: string, body: string, reason = /./): Hostile => ({ title: `HTML: ${title}`, door: 'smtp', raw: (from) => signedBytes(from, ['Content-Type: text/html; charset=utf-8'], `${body}\r\n`), ends: unreadableToSender, reason, answered: true });

const texts: readonly Hostile[] = [
  { title: 'NUL bytes in a signed text', door: 'smtp', raw: (from) => signedBytes(from, [PLAIN], 'Pass\0word: maple-7731-crow\r\n\0\0\0\r\n'), ends: unreadableToSender, reason: /^nul-in-text/, answered: true },
  { title: 'an unknown charset', door: 'smtp', raw: (from) => signedBytes(from, ['Content-Type: text/plain; charset=x-klingon'], 'Password: maple-7731-crow\r\n'), ends: unreadable, reason: /^unknown-charset/ },
  { title: 'UTF-7', door: 'lmtp', raw: (from) => signedBytes(from, ['Content-Type: text/plain; charset=utf-7'], 'Password: maple-7731-crow\r\n'), ends: unreadable, reason: /^charset-utf-7/ },
  { title: 'bytes that are no UTF-8', door: 'smtp', raw: (from) => signedBytes(from, [PLAIN], 'Hello \xff\xfe\r\nPassword: maple-7731-crow\r\n'), ends: unreadableToSender, answered: true },
  { title: 'an ISO-2022-JP that breaks off', door: 'smtp', raw: (from) => signedBytes(from, ['Content-Type: text/plain; charset=iso-2022-jp'], 'Password: maple-7731-crow \x1b$B%\x1b\r\n'), ends: unreadableToSender, answered: true },
  html('a megabyte of nested tables', times(110_000, () => '<tr><td>')),
  html('nested tables', times(28_000, () => '<tr><td>')),
  html('deep elements', times(50_000, () => '<div>')),
  html('deep quotations', times(20_000, () => '<blockquote>')),
  html('an endless tag', `<div ${times(100_000, (index) => `a${index}=x `)}`),
  html('an endless comment', `<!--${'-'.repeat(1_000_000)}`),
];

const injections: readonly Hostile[] = ['Order\r\nBcc: eve@evil.example\r\n\r\nOK maple-7731-crow', 'Order\nX-Loop: none\n', 'a\0b\u202ec\u2028d'].map((subject, index) => ({
  title: `a subject that holds header lines (${index + 1})`,
  door: 'smtp',
  raw: (from) => signed(from.bank, letter(from, { subject: '', text: 'Hello.\n', headers: [['Subject', `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`], ['From', `=?utf-8?B?${Buffer.from('T\r\nBcc: eve@evil.example').toString('base64')}?= <${from.address}>`]] })),
  ends: noOrder,
  answered: true,
}));

const orders: readonly Hostile[] = [
  ...['9,007,199,254,740,992', '99,999,999,999,999,999,999', '-9,007,199,254,740,992', '9e99', '9007199254740993'].map((amount, index): Hostile => ({
    title: `an order up to ${amount}`,
    door: 'smtp',
    raw: (from) => signed(from.bank, letter(from, { to: SHOP, cc: PAY, text: `1 tea\n\nPassword: heron-${index}404-moss\nUp to: ${amount} JPY\n` })),
    ends: noCeiling,
    answered: true,
  })),
  {
    title: 'an order to 500 addresses',
    door: 'smtp',
    raw: (from) => signed(from.bank, letter(from, { to: SHOP, headers: [['To', [SHOP, ...Array.from({ length: 499 }, (_, index) => `friend${index}@evil.example`)].join(',\r\n ')]], cc: PAY, text: '1 tea\n\nPassword: finch-5005-reed\n' })),
    ends: { kind: 'advanced', code: 'order-received' },
    answered: true,
  },
];

export const hostileLetters: readonly Hostile[] = [...headers, ...structures, ...texts, ...injections, ...orders];
