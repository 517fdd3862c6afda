/** Letters made to break a reader, a parser or the books. Each says how it must end. */
import type { Disposition } from '../../clearinghouse/core/decision.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import { PAY } from '../demo/world.ts';
import { signMail, writeMail, type TestMail } from '../test-mail.ts';
import { domainOf, signed, type Bank, type Door } from './bank.ts';

export type Hostile = {
  readonly title: string;
  readonly door: Door;
  readonly raw: (bank: Bank, messageId: string) => Uint8Array;
  readonly ends: { readonly kind: Disposition['kind']; readonly code: string };
  /** The detail of the finding `unreadable`, where the letter is refused for its form. */
  readonly reason?: RegExp;
  /** Who is written to because of it; nobody, where it is not said. */
  readonly answered?: readonly string[];
};

const unreadable = { kind: 'refused', code: 'unreadable' } as const;
const unproved = { kind: 'set-aside', code: 'not-authenticated' } as const;
const noOrder = { kind: 'refused', code: 'secret-missing' } as const;
const noCeiling = { kind: 'refused', code: 'ceiling-unreadable' } as const;

const FROM = `From: Takao <${BUYER}>`;
const HEAD: readonly string[] = [FROM, `To: ${PAY}`, 'Subject: Hello'];
const PLAIN = 'Content-Type: text/plain; charset=utf-8';

const times = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');
const letter = (messageId: string, more: Partial<TestMail> = {}): TestMail => ({ from: `Takao <${BUYER}>`, to: PAY, subject: 'Hello', text: 'Password: maple-7731-crow\n', date: Date.now(), messageId, ...more });
/** Fields above a signed mail, as a server on the way could put them there. */
const onTop = (bank: Bank, messageId: string, fields: string): Buffer => Buffer.concat([Buffer.from(fields, 'latin1'), signed(bank, letter(messageId))]);
/** A mail of exactly these fields, byte for byte. */
const bytes = (messageId: string, fields: readonly string[], body: string): Buffer =>
  Buffer.from([`Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${messageId}>`, 'MIME-Version: 1.0', ...fields, '', body].join('\r\n'), 'latin1');
const signedBytes = (bank: Bank, messageId: string, fields: readonly string[], body: string): Buffer => signMail(bytes(messageId, fields, body), domainOf(bank, 'buyer.example'), { time: Date.now() });

const signature = (index: number): string => `DKIM-Signature: v=1; a=rsa-sha256; d=buyer.example; s=s${index}; h=from; bh=eA==; b=eA==\r\n`;

const nested = (depth: number): string => times(depth, (level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`) + `--b${depth}\r\n\r\nhello\r\n`;
const embedded = (depth: number): string => times(depth, (level) => `${FROM}\r\nSubject: level ${level}\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n`) + `${FROM}\r\n\r\nPassword: maple-7731-crow\r\n`;

const headers: readonly Hostile[] = [
  { title: '10,000 header fields', door: 'smtp', raw: (bank, id) => onTop(bank, id, times(10_000, (index) => `X-Filler-${index}: v\r\n`)), ends: unreadable, reason: /^(?:too-many-fields|header-too-large)/ },
  { title: '2,000 DKIM-Signature fields', door: 'smtp', raw: (bank, id) => onTop(bank, id, times(2_000, signature)), ends: unreadable, reason: /^(?:too-many-fields|header-too-large)/ },
  { title: '150 DKIM-Signature fields', door: 'lmtp', raw: (bank, id) => onTop(bank, id, times(150, signature)), ends: unreadable, reason: /^too-many-signatures/ },
  { title: 'NUL in a header field', door: 'smtp', raw: (bank, id) => onTop(bank, id, 'X-Nul: a\0b\r\n'), ends: unreadable, reason: /^nul-in-header/ },
  { title: 'no From field', door: 'smtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD.slice(1), PLAIN], 'BALANCE\r\n'), ends: unreadable, reason: /^from-missing/ },
  { title: 'two From fields', door: 'lmtp', raw: (bank, id) => onTop(bank, id, 'From: <eve@evil.example>\r\n'), ends: unreadable, reason: /^from-doubled/ },
  { title: 'two addresses in From', door: 'smtp', raw: (bank, id) => signed(bank, letter(id, { headers: [['From', `${BUYER}, eve@evil.example`]] })), ends: { kind: 'set-aside', code: 'unknown-sender' } },
  { title: 'a header line of 5 MB', door: 'smtp', raw: (bank, id) => onTop(bank, id, `X-Long: ${'a'.repeat(4_900_000)}\r\n`), ends: unreadable, reason: /^header-line-too-long/ },
  { title: 'no header at all', door: 'lmtp', raw: () => Buffer.from('\r\nPassword: maple-7731-crow\r\n'), ends: unreadable, reason: /^from-missing/ },
  { title: 'bytes that are no mail', door: 'smtp', raw: () => Buffer.from(`${times(20_000, (index) => String.fromCharCode((index * 37) % 256))}\r\n`, 'latin1'), ends: unreadable, reason: /./ },
];

const structures: readonly Hostile[] = [
  { title: '100 nested parts', door: 'smtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, 'Content-Type: multipart/mixed; boundary=b0'], nested(100)), ends: unreadable, reason: /^mime-too-deep/ },
  { title: '5,000 parts side by side', door: 'smtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, 'Content-Type: multipart/mixed; boundary=b'], `${times(5_000, () => '--b\r\n\r\nx\r\n')}--b--\r\n`), ends: unreadable, reason: /^too-many-parts/ },
  { title: 'a mail in a mail, 200 deep', door: 'lmtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, 'Content-Type: message/rfc822'], embedded(200)), ends: unreadable, reason: /^mime-too-deep/ },
  { title: 'a line of 5 MB', door: 'smtp', raw: (_, id) => bytes(id, [...HEAD, PLAIN], `${'a'.repeat(4_900_000)}\r\n`), ends: unreadable, reason: /^too-large/ },
  {
    title: 'an attached mail with a line of 4.5 MB',
    door: 'lmtp',
    raw: (_, id) => writeMail(letter(id, { attachments: [{ filename: null, type: 'message/rfc822', content: Buffer.from(`${FROM}\r\nSubject: x\r\n\r\n${'a'.repeat(4_500_000)}\r\n`) }] })),
    ends: unproved,
  },
  { title: 'a line of a megabyte', door: 'lmtp', raw: (_, id) => bytes(id, [...HEAD, PLAIN], `${'a'.repeat(1_040_000)}\r\n`), ends: unproved },
  { title: 'a megabyte of spaces', door: 'lmtp', raw: (_, id) => bytes(id, [...HEAD, PLAIN], `${' '.repeat(1_040_000)}\r\n`), ends: unproved },
  { title: 'a signed megabyte of spaces', door: 'smtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, PLAIN], `${' '.repeat(1_040_000)}\r\n`), ends: noOrder, answered: [BUYER] },
];

const html = (title: string, body: string): Hostile => ({ title: `HTML: ${title}`, door: 'smtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, 'Content-Type: text/html; charset=utf-8'], `${body}\r\n`), ends: unreadable, answered: [BUYER] });

const texts: readonly Hostile[] = [
  { title: 'NUL bytes in a signed text', door: 'smtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, PLAIN], 'Pass\0word: maple-7731-crow\r\n\0\0\0\r\n'), ends: unreadable, answered: [BUYER] },
  { title: 'an unknown charset', door: 'smtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, 'Content-Type: text/plain; charset=x-klingon'], 'Password: maple-7731-crow\r\n'), ends: unreadable, reason: /^unknown-charset/ },
  { title: 'UTF-7', door: 'lmtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, 'Content-Type: text/plain; charset=utf-7'], 'Password: maple-7731-crow\r\n'), ends: unreadable, reason: /^charset-utf-7/ },
  { title: 'bytes that are no UTF-8', door: 'smtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, PLAIN], 'Hello \xff\xfe\r\nPassword: maple-7731-crow\r\n'), ends: unreadable, answered: [BUYER] },
  { title: 'an ISO-2022-JP that breaks off', door: 'smtp', raw: (bank, id) => signedBytes(bank, id, [...HEAD, 'Content-Type: text/plain; charset=iso-2022-jp'], 'Password: maple-7731-crow \x1b$B%\x1b\r\n'), ends: unreadable, answered: [BUYER] },
  html('nested tables', times(110_000, () => '<tr><td>')),
  html('deep elements', times(190_000, () => '<div>')),
  html('an endless tag', `<div ${times(100_000, (index) => `a${index}=x `)}`),
  html('an endless comment', `<!--${'-'.repeat(1_000_000)}`),
];

const injections: readonly Hostile[] = ['Order\r\nBcc: eve@evil.example\r\n\r\nOK maple-7731-crow', 'Order\nX-Loop: none\n', 'a\0b\u202ec\u2028d'].map((subject, index) => ({
  title: `a subject that holds header lines (${index + 1})`,
  door: 'smtp',
  raw: (bank, id) => signed(bank, letter(id, { subject: '', text: 'Hello.\n', headers: [['Subject', `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`], ['From', `=?utf-8?B?${Buffer.from('T\r\nBcc: eve@evil.example').toString('base64')}?= <${BUYER}>`]] })),
  ends: noOrder,
  answered: [BUYER],
}));

const orders: readonly Hostile[] = [
  ...['9,007,199,254,740,992', '99,999,999,999,999,999,999', '-9,007,199,254,740,992', '9e99', '9007199254740993'].map((amount, index): Hostile => ({
    title: `an order up to ${amount}`,
    door: 'smtp',
    raw: (bank, id) => signed(bank, letter(id, { to: SHOP, cc: PAY, text: `1 tea\n\nPassword: heron-${index}404-moss\nUp to: ${amount} JPY\n` })),
    ends: noCeiling,
    answered: [BUYER],
  })),
  {
    title: 'an order to 500 addresses',
    door: 'smtp',
    raw: (bank, id) => signed(bank, letter(id, { to: [SHOP, ...Array.from({ length: 499 }, (_, index) => `friend${index}@evil.example`)].join(',\r\n '), cc: PAY, text: '1 tea\n\nPassword: finch-5005-reed\n' })),
    ends: { kind: 'advanced', code: 'ordered' },
    answered: [BUYER],
  },
];

export const hostileLetters: readonly Hostile[] = [...headers, ...structures, ...texts, ...injections, ...orders];
