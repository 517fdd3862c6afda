import { createHash, createPrivateKey, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import encoding from 'encoding-japanese';
import type { DnsRecord } from './dns.ts';
import { TEST_KEYS } from './test-keys.ts';

/** Mails as people's providers send them, for the demo and the tests: written byte by byte, signed as RFC 6376 says, with an own signer, so that the verifier is tested against another's work. */

/** A domain that signs its mail; `records` are what its DNS publishes. */
export type MailDomain = { readonly name: string; readonly selector: string; readonly privateKey: KeyObject; readonly records: readonly DnsRecord[] };

/** `policy` null publishes no DMARC record; `keyFlags` are put into the key record (`t=y`). */
export type DomainOptions = { readonly policy?: string | null; readonly keyFlags?: string; readonly selector?: string; readonly bits?: number; readonly spf?: string };

let taken = 0;

/** One after the other: two domains have the same key only where as many as there are keys were made between them. */
function nextKey(): KeyObject {
  const der = TEST_KEYS[taken++ % TEST_KEYS.length] ?? '';
  return createPrivateKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'pkcs8' });
}

/** Makes a domain with an RSA key. */
export const makeDomain = (name: string, options: DomainOptions = {}): MailDomain => {
  const privateKey = options.bits === undefined ? nextKey() : generateKeyPairSync('rsa', { modulusLength: options.bits }).privateKey;
  const selector = options.selector ?? 'post';
  const key = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  const policy = options.policy === undefined ? 'v=DMARC1; p=reject' : options.policy;
  const records: DnsRecord[] = [
    { name: `${selector}._domainkey.${name}`, type: 'TXT', value: `v=DKIM1; k=rsa; ${options.keyFlags === undefined ? '' : `${options.keyFlags}; `}p=${key}` },
    { name, type: 'TXT', value: options.spf ?? 'v=spf1 ip4:127.0.0.1 -all' },
    { name, type: 'MX', value: `10 mail.${name}` },
    { name: `mail.${name}`, type: 'A', value: '127.0.0.1' },
  ];
  if (policy !== null) records.push({ name: `_dmarc.${name}`, type: 'TXT', value: policy });
  return { name, selector, privateKey, records };
};

export type TestCharset = 'utf-8' | 'iso-2022-jp' | 'shift_jis';

export type TestAttachment = { readonly filename: string | null; readonly type: string; readonly content: Uint8Array; readonly disposition?: 'attachment' | 'inline'; readonly encoding?: 'base64' | '7bit' };

export type TestMail = {
  readonly from: string;
  readonly to: string;
  readonly cc?: string;
  readonly subject: string;
  /** Null: no text/plain part. */
  readonly text: string | null;
  readonly html?: string;
  /** Further fields, in their order; a name given here replaces the one that would be written. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** Milliseconds since 1970. */
  readonly date: number;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly charset?: TestCharset;
  /** The fields are raw UTF-8 (RFC 6532); else each character is one byte. */
  readonly rawUtf8?: boolean;
  readonly attachments?: readonly TestAttachment[];
};

const ENCODINGS = { 'iso-2022-jp': 'JIS', shift_jis: 'SJIS' } as const;

const encodeText = (text: string, charset: TestCharset): Buffer => {
  const lines = text.replace(/\r?\n/g, '\r\n');
  if (charset === 'utf-8') return Buffer.from(lines, 'utf8');
  return Buffer.from(encoding.convert(encoding.stringToCode(lines), { to: ENCODINGS[charset], from: 'UNICODE' }));
};

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** An unstructured value as encoded words (RFC 2047) of at most 75 characters. */
const encodeWords = (text: string): string => {
  if (isAscii(text)) return text;
  const pieces: string[] = [];
  for (const character of text) {
    const last = pieces.at(-1) ?? '';
    if (pieces.length > 0 && Buffer.byteLength(last + character) <= 42) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces.map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\r\n ');
};

/** `Name <address>` with the name encoded. */
const encodeMailboxes = (list: string): string => list.split(/,\s*/).map((one) => one.replace(/^(.*\S)(?=\s*<)/, (name) => encodeWords(name))).join(', ');

const rfcDate = (time: number): string => new Date(time).toUTCString().replace('GMT', '+0000');

type Part = { readonly fields: readonly string[]; readonly body: Buffer };

const base64Lines = (bytes: Uint8Array): string => (Buffer.from(bytes).toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');

const textPart = (type: string, text: string, charset: TestCharset): Part => {
  const body = encodeText(text, charset);
  const needsBase64 = charset === 'utf-8' && (!isAscii(text) || text.split('\n').some((line) => line.length > 900));
  const transfer = needsBase64 ? 'base64' : charset === 'shift_jis' ? '8bit' : '7bit';
  return { fields: [`Content-Type: ${type}; charset=${charset}`, `Content-Transfer-Encoding: ${transfer}`], body: needsBase64 ? Buffer.from(base64Lines(body)) : body };
};

const attachmentPart = (attachment: TestAttachment): Part => {
  const name = attachment.filename === null ? '' : `; name="${attachment.filename}"`;
  const filename = attachment.filename === null ? '' : `; filename="${attachment.filename}"`;
  const plain = (attachment.encoding ?? (attachment.type === 'message/rfc822' ? '7bit' : 'base64')) === '7bit';
  return {
    fields: [`Content-Type: ${attachment.type}${name}`, `Content-Disposition: ${attachment.disposition ?? 'attachment'}${filename}`, ...(plain ? [] : ['Content-Transfer-Encoding: base64'])],
    body: plain ? Buffer.from(attachment.content) : Buffer.from(base64Lines(attachment.content)),
  };
};

const CRLF = Buffer.from('\r\n');

const partBytes = (part: Part): Buffer => Buffer.concat([Buffer.from(`${part.fields.join('\r\n')}\r\n\r\n`), part.body]);

const multipart = (subtype: string, boundary: string, parts: readonly Part[]): Part => ({
  fields: [`Content-Type: multipart/${subtype}; boundary="${boundary}"`],
  body: Buffer.concat([...parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), partBytes(part), CRLF]), Buffer.from(`--${boundary}--\r\n`)]),
});

const bodyOf = (mail: TestMail): Part => {
  const charset = mail.charset ?? 'utf-8';
  const border = createHash('sha256').update(mail.messageId).digest('hex').slice(0, 16);
  const texts = [...(mail.text === null ? [] : [textPart('text/plain', mail.text, charset)]), ...(mail.html === undefined ? [] : [textPart('text/html', mail.html, charset)])];
  const [only] = texts;
  const body = texts.length === 1 && only !== undefined ? only : multipart('alternative', `a-${border}`, texts);
  return (mail.attachments ?? []).length === 0 ? body : multipart('mixed', `m-${border}`, [...(texts.length === 0 ? [] : [body]), ...(mail.attachments ?? []).map(attachmentPart)]);
};

/** A mail as bytes, with CRLF, unsigned. */
export const writeMail = (mail: TestMail): Buffer => {
  const body = bodyOf(mail);
  const given = new Set((mail.headers ?? []).map(([name]) => name.toLowerCase()));
  const references = mail.references ?? (mail.inReplyTo === undefined ? [] : [mail.inReplyTo]);
  const usual: (readonly [string, string])[] = [
    ['From', encodeMailboxes(mail.from)],
    ['To', encodeMailboxes(mail.to)],
    ...(mail.cc === undefined ? [] : [['Cc', encodeMailboxes(mail.cc)] as const]),
    ['Subject', encodeWords(mail.subject)],
    ['Date', rfcDate(mail.date)],
    ['Message-ID', `<${mail.messageId}>`],
    ...(mail.inReplyTo === undefined ? [] : [['In-Reply-To', `<${mail.inReplyTo}>`] as const]),
    ...(references.length === 0 ? [] : [['References', references.map((id) => `<${id}>`).join(' ')] as const]),
    ['MIME-Version', '1.0'],
  ];
  const fields = [...usual.filter(([name]) => !given.has(name.toLowerCase())), ...(mail.headers ?? [])].map(([name, value]) => `${name}: ${value}`);
  const bodyFields = body.fields.filter((field) => !given.has(field.slice(0, field.indexOf(':')).toLowerCase()));
  return Buffer.concat([Buffer.from(`${[...fields, ...bodyFields].join('\r\n')}\r\n\r\n`, mail.rawUtf8 === true ? 'utf8' : 'latin1'), body.body]);
};

/** What is signed unless told otherwise: as large providers do. */
export const SIGNED_FIELDS: readonly string[] = ['from', 'to', 'cc', 'subject', 'date', 'message-id', 'content-type', 'mime-version', 'in-reply-to', 'references'];

/** `time` (ms) is t=; `extraTags` are put before b= (`l=5`, `x=…`). */
export type SignOptions = { readonly time: number; readonly fields?: readonly string[]; readonly extraTags?: readonly string[]; readonly selector?: string; readonly domain?: string };

const relaxedBody = (body: string): string => {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
};

const relaxedField = (field: string): string => {
  const colon = field.indexOf(':');
  return `${field.slice(0, colon).trim().toLowerCase()}:${field.slice(colon + 1).replace(/\r\n/g, '').replace(/[ \t]+/g, ' ').trim()}`;
};

const splitFields = (head: string): string[] => head.split(/\r\n(?![ \t])/).filter((line) => line !== '');

/** Puts a DKIM-Signature (RFC 6376, rsa-sha256, relaxed/relaxed) on top of the mail. */
export const signMail = (raw: Uint8Array, domain: MailDomain, options: SignOptions): Buffer => {
  const text = Buffer.from(raw).toString('latin1');
  const cut = text.indexOf('\r\n\r\n');
  const fields = splitFields(text.slice(0, cut));
  const body = relaxedBody(text.slice(cut + 4));
  const limit = /^l=(\d+)$/.exec((options.extraTags ?? []).find((tag) => tag.startsWith('l=')) ?? '')?.[1];
  const hashed = limit === undefined ? body : body.slice(0, Number.parseInt(limit, 10));
  const bodyHash = createHash('sha256').update(hashed, 'latin1').digest('base64');
  const names = options.fields ?? SIGNED_FIELDS;
  const seen = new Map<string, number>();
  const signed = names.flatMap((name) => {
    const own = fields.filter((field) => field.slice(0, field.indexOf(':')).trim().toLowerCase() === name);
    const taken = seen.get(name) ?? 0;
    seen.set(name, taken + 1);
    const field = own[own.length - 1 - taken];
    return field === undefined ? [] : [relaxedField(field)];
  });
  const tags = ['v=1', 'a=rsa-sha256', 'c=relaxed/relaxed', `d=${options.domain ?? domain.name}`, `s=${options.selector ?? domain.selector}`, `t=${Math.floor(options.time / 1000)}`];
  const unsigned = `DKIM-Signature: ${[...tags, ...(options.extraTags ?? []), `h=${names.join(':')}`, `bh=${bodyHash}`].join('; ')};\r\n b=`;
  const input = [...signed, relaxedField(unsigned)].join('\r\n');
  const signature = createSign('rsa-sha256').update(input, 'latin1').sign(domain.privateKey, 'base64');
  return Buffer.concat([Buffer.from(`${unsigned}${(signature.match(/.{1,70}/g) ?? []).join('\r\n ')}\r\n`, 'latin1'), Buffer.from(raw)]);
};
