/** Letters made to break a reader, a parser or the books. Each says how it must end. */
import type { Disposition } from '../../clearinghouse/core/decision.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import { PAY } from '../demo/world.ts';
import { writeMail, type TestMail } from '../test-mail.ts';
import { signed, type Bank, type Door, type Envelope } from './bank.ts';
import { forwardMail, orderMail } from './trade.ts';

export type Hostile = {
  readonly title: string;
  readonly door: Door;
  /** Else from the buyer to the payment address. */
  readonly from?: Envelope['from'];
  readonly raw: (bank: Bank, messageId: string) => Uint8Array;
  readonly ends: { readonly kind: Disposition['kind']; readonly code: string };
  /** Of the finding `unreadable`, where the letter is refused for its form. */
  readonly reason?: RegExp;
  /** What is written because of it: addresses, in order. Nothing, where it is not said. */
  readonly answered?: readonly string[];
};

const plain = (messageId: string, more: Partial<TestMail> = {}): TestMail => ({ from: `Takao <${BUYER}>`, to: PAY, subject: 'Hello', text: 'Password: maple-7731-crow\n', date: Date.now(), messageId, ...more });
const times = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');
const onTop = (fields: string, raw: Uint8Array): Buffer => Buffer.concat([Buffer.from(fields, 'latin1'), raw]);
/** A mail of exactly these header lines and this body. */
const bytes = (messageId: string, fields: readonly string[], body: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from([`Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${messageId}>`, 'MIME-Version: 1.0', ...fields, '', ''].join('\r\n'), 'latin1'), Buffer.from(body)]);

const FROM = `From: Takao <${BUYER}>`;
const HEAD = [FROM, `To: ${PAY}`, 'Subject: Hello'];
const unreadable = { kind: 'refused', code: 'unreadable' } as const;
const unproved = { kind: 'set-aside', code: 'not-authenticated' } as const;

function nested(depth: number, innermost: string): string {
  let body = innermost;
  for (let level = depth; level > 0; level -= 1) body = `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n${body}\r\n--b${level}--\r\n`;
  return body;
}

const embedded = (depth: number): string => times(depth, (level) => `Content-Type: message/rfc822\r\n\r\n${FROM}\r\nSubject: level ${level}\r\nMIME-Version: 1.0\r\n`) + 'Content-Type: text/plain\r\n\r\nPassword: maple-7731-crow\r\n';

const header: readonly Hostile[] = [
  { title: '10,000 header fields', door: 'smtp', raw: (bank, id) => onTop(times(10_000, (index) => `X-Filler-${index}: v\r\n`), signed(bank, plain(id))), ends: unreadable, reason: /^(too-many-fields|header-too-large)/ },
  { title: '2,000 DKIM-Signature fields', door: 'smtp', raw: (bank, id) => onTop(times(2_000, (index) => `DKIM-Signature: v=1; a=rsa-sha256; d=buyer.example; s=s${index}; h=from; bh=eA==; b=eA==\r\n`), signed(bank, plain(id))), ends: unreadable, reason: /^(too-many|header-too-large)/ },
  { title: '150 DKIM-Signature fields', door: 'lmtp', raw: (bank, id) => onTop(times(150, (index) => `DKIM-Signature: v=1; a=rsa-sha256; d=buyer.example; s=s${index}; h=from; bh=eA==; b=eA==\r\n`), signed(bank, plain(id))), ends: unreadable, reason: /^too-many-signatures/ },
  { title: 'NUL in a header field', door: 'smtp', raw: (bank, id) => onTop('X-Nul: a\0b\r\n', signed(bank, plain(id))), ends: unreadable, reason: /^nul-in-header/ },
  { title: 'no From field', door: 'smtp', raw: (_, id) => bytes(id, HEAD.slice(1), 'BALANCE\r\n'), ends: unreadable, reason: /^from-missing/ },
  { title: 'two From fields', door: 'lmtp', raw: (bank, id) => onTop('From: <eve@evil.example>\r\n', signed(bank, plain(id))), ends: unreadable, reason: /^from-doubled/ },
  { title: 'two addresses in From', door: 'smtp', raw: (bank, id) => signed(bank, plain(id, { headers: [['From', `${BUYER}, eve@evil.example`]] })), ends: { kind: 'set-aside', code: 'unknown-sender' } },
  { title: 'a header line of 5 MB', door: 'smtp', raw: (bank, id) => onTop(`X-Long: ${'a'.repeat(4_900_000)}\r\n`, signed(bank, plain(id))), ends: unreadable, reason: /^header-line-too-long/ },
  { title: 'no header at all', door: 'lmtp', raw: () => Buffer.from('\r\nPassword: maple-7731-crow\r\n'), ends: unreadable, reason: /^from-missing/ },
  { title: 'bytes that are no mail', door: 'smtp', raw: () => Buffer.from(times(20_000, (index) => String.fromCharCode((index * 37) % 256)), 'latin1'), ends: unreadable, reason: /./ },
];

const structure: readonly Hostile[] = [
  { title: '100 nested parts', door: 'smtp', raw: (_, id) => bytes(id, HEAD, '').subarray(0, -2).toString('latin1').length === 0 ? Buffer.alloc(0) : Buffer.concat([bytes(id, HEAD, '').subarray(0, -2), Buffer.from(nested(100, 'Content-Type: text/plain\r\n\r\nhello\r\n'))]), ends: unreadable, reason: /./ },
  { title: 'a mail in a mail, 200 deep', door: 'lmtp', raw: (_, id) => Buffer.concat([bytes(id, HEAD, '').subarray(0, -2), Buffer.from(embedded(200))]), ends: unreadable, reason: /./ },
  { title: '5,000 parts side by side', door: 'smtp', raw: (_, id) => bytes(id, [...HEAD, 'Content-Type: multipart/mixed; boundary=b'], times(5_000, () => '--b\r\n\r\nx\r\n') + '--b--\r\n'), ends: unreadable, reason: /./ },
  { title: 'a line of 5 MB', door: 'smtp', raw: (_, id) => bytes(id, HEAD, `${'a'.repeat(4_900_000)}\r\n`), ends: unreadable, reason: /^too-large/ },
  {
    title: 'an attached mail with a line of 4.5 MB',
    door: 'lmtp',
    raw: (_, id) => writeMail(plain(id, { attachments: [{ filename: null, type: 'message/rfc822', content: Buffer.from(`${FROM}\r\nSubject: x\r\n\r\n${'a'.repeat(4_500_000)}\r\n`) }] })),
    ends: unproved,
  },
  { title: 'a megabyte of spaces', door: 'lmtp', raw: (_, id) => bytes(id, HEAD, `${' '.repeat(1_040_000)}\r\n`), ends: unproved },
  { title: 'a signed megabyte of spaces', door: 'smtp', raw: (bank, id) => signed(bank, plain(id, { text: null, headers: [['Content-Type', 'text/plain']], attachments: [] , html: '' , ...{} })), ends: unreadable, answered: [BUYER] },
];

const text: readonly Hostile[] = [];
const _used = [SHOP, forwardMail, orderMail, text];
export const hostileLetters: readonly Hostile[] = [...header, ...structure];
void _used;
