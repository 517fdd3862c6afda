import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { canonicalAddress, canonicalDomain, splitAddress } from '../protocol/address.ts';
import type { OutgoingAttachment } from '../protocol/letter.ts';
import { assertRsa, signBytes } from './dkim.ts';

/**
 * The mails of a shop's agent: plain text, and for a forward the original inside, byte for byte as `message/rfc822` in 7bit or 8bit (RFC 2046 §5.2.1
 * allows no other encoding), so that its own DKIM signature still passes. The same mail and key give the same bytes.
 *
 * A control character in any field, or an address that is none, is our own bug: it throws RangeError with the field's name.
 */

export type AgentMail = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  /** Without angle brackets, like those below. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Milliseconds since 1970. */
  readonly date: number;
  /** RFC 3834 §5; null for a forward, which is the shop's own claim and must count as such. */
  readonly autoSubmitted: 'auto-generated' | 'auto-replied' | null;
  readonly text: string;
  /** A mail as it came, with CRLF line ends. */
  readonly original: Uint8Array | null;
  readonly attachments: readonly OutgoingAttachment[];
};

export type WriteMail = (mail: AgentMail) => Promise<Uint8Array>;

/** Null: the mail server that it is handed to signs. */
export type AgentSigning = { readonly domain: string; readonly selector: string; readonly privateKey: KeyObject } | null;

const LIFETIME_SECONDS = 7 * 24 * 60 * 60;
const MESSAGE_ID = /^[!#-'*+\-./0-9=?A-Z^-~]{1,120}@[a-zA-Z0-9.-]{1,200}$/;
/** Other people's Message-IDs as they may be quoted; one that does not fit is left out, since threading is a convenience. */
const FOREIGN_ID = /^[\x21-\x3b\x3d\x3f-\x7e]{1,250}$/;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const TEXT_CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** Throws RangeError for a key that is not RSA-2048 or better, and for a domain that is none. */
export function makeMailWriter(signing: AgentSigning): WriteMail {
  if (signing !== null) {
    assertRsa(signing.privateKey);
    if (canonicalDomain(signing.domain) !== signing.domain) throw new RangeError(`not a domain: ${JSON.stringify(signing.domain)}`);
  }
  return async (mail) => {
    const bytes = await compose(mail);
    if (signing === null) return bytes;
    const own = splitAddress(mail.from.address).domain;
    if (own !== signing.domain && !own.endsWith(`.${signing.domain}`)) throw new RangeError(`agent mail: from.address is not in ${signing.domain}`);
    const signedAt = Math.floor(mail.date / 1000);
    return signBytes(bytes, signing, signedAt, signedAt + LIFETIME_SECONDS);
  };
}

async function compose(mail: AgentMail): Promise<Buffer> {
  const border = createHash('sha256').update(mail.messageId).update(mail.original ?? '').digest('hex');
  const place = `original-${border}`;
  const eightBit = mail.original !== null && mail.original.some((byte) => byte > 0x7f);
  const references = [...new Set([...mail.references, ...(mail.inReplyTo === null ? [] : [mail.inReplyTo])])].filter((id) => FOREIGN_ID.test(id));
  const inReplyTo = mail.inReplyTo !== null && FOREIGN_ID.test(mail.inReplyTo) ? mail.inReplyTo : null;
  const composer = new MailComposer({
    from: { name: plain('from.name', mail.from.name), address: address('from.address', mail.from.address) },
    to: { name: '', address: address('to', mail.to) },
    ...(mail.replyTo === null ? {} : { replyTo: { name: '', address: address('replyTo', mail.replyTo) } }),
    subject: plain('subject', mail.subject),
    messageId: `<${ownId(mail.messageId)}>`,
    ...(inReplyTo === null ? {} : { inReplyTo: `<${inReplyTo}>` }),
    ...(references.length === 0 ? {} : { references: references.map((id) => `<${id}>`) }),
    date: new Date(mail.date),
    headers: mail.autoSubmitted === null ? {} : { 'Auto-Submitted': mail.autoSubmitted, 'X-Auto-Response-Suppress': 'All' },
    text: textPart(mail.text),
    attachments: [
      ...(mail.original === null ? [] : [{ raw: `Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="order.eml"\r\nContent-Transfer-Encoding: ${eightBit ? '8bit' : '7bit'}\r\n\r\n${place}` }]),
      ...mail.attachments.map(attachment),
    ],
    // Bytes that depend on the mail alone: the boundary would otherwise be drawn at random.
    baseBoundary: border.slice(0, 24),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await composer.compile().build();
  if (mail.original === null) return bytes;
  const spliced = splice(bytes, place, mail.original);
  return eightBit ? declared8Bit(spliced) : spliced;
}

/** The original goes in behind the composer, which would touch its line ends. */
function splice(bytes: Buffer, place: string, original: Uint8Array): Buffer {
  const at = bytes.indexOf(place);
  if (at === -1) throw new Error('the composer has lost the place of the original');
  return Buffer.concat([bytes.subarray(0, at), original, bytes.subarray(at + place.length)]);
}

/** RFC 2045 §6.4: a multipart with 8-bit content says so itself. */
function declared8Bit(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n\r\n');
  return Buffer.concat([bytes.subarray(0, end), Buffer.from('\r\nContent-Transfer-Encoding: 8bit'), bytes.subarray(end)]);
}

/** Short ASCII lines travel as they are and stay readable in the source; everything else as quoted-printable. */
function textPart(text: string) {
  if (TEXT_CONTROL.test(text) || !text.isWellFormed()) throw new RangeError('agent mail: control character or broken Unicode in text');
  const content = text.replace(/\r\n?|\n/g, '\r\n');
  const asItIs = /^[\x00-\x7F]*$/.test(content) && content.split('\r\n').every((line) => line.length <= 76);
  return { content, contentTransferEncoding: asItIs ? '7bit' : 'quoted-printable' };
}

const attachment = (part: OutgoingAttachment) => ({
  filename: plain('attachments.filename', part.filename),
  contentType: plain('attachments.contentType', part.contentType),
  content: Buffer.from(part.content),
  contentDisposition: 'attachment' as const,
  contentTransferEncoding: 'base64' as const,
});

function plain(field: string, text: string): string {
  if (CONTROL.test(text) || !text.isWellFormed()) throw new RangeError(`agent mail: control character or broken Unicode in ${field}`);
  return text;
}

function address(field: string, text: string): string {
  const canonical = canonicalAddress(plain(field, text));
  if (canonical === null) throw new RangeError(`agent mail: ${field} is not a mail address`);
  return canonical;
}

function ownId(id: string): string {
  if (!MESSAGE_ID.test(id)) throw new RangeError(`agent mail: not a Message-ID: ${JSON.stringify(id)}`);
  return id;
}
