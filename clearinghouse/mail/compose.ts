import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { canonicalAddress, canonicalDomain, needsUtf8, splitAddress } from '../protocol/address.ts';
import type { MailDraft, OutgoingAttachment, SignMail } from '../protocol/letter.ts';
import { assertRsa, signBytes } from './dkim.ts';

export { dkimRecord, generateDkimKey, readDkimKey } from './dkim.ts';

/**
 * A mail draft becomes bytes, signed. The same draft, key and time give the same bytes.
 *
 * A draft with a control character in any field, an address that is none, or a From outside the signing domain is our own bug: it throws RangeError with
 * the field's name, so that no header can be injected, whatever is written by whom into a subject or a name.
 */

export type SignerSettings = {
  /** The signing domain: From must be in it or below it. */
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: KeyObject;
  readonly signatureLifetimeSeconds?: number;
  /** The time of signing, in milliseconds; without it the draft's date. */
  readonly now?: () => number;
};

const LIFETIME_SECONDS = 7 * 24 * 60 * 60;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const MESSAGE_ID = /^[!#-'*+\-./0-9=?A-Z^-~]{1,120}@[a-zA-Z0-9.-]{1,200}$/;
/** What other people's Message-IDs may look like to be quoted by us; RFC 5322 is stricter, their programs are not. */
const FOREIGN_ID = /^[\x21-\x3b\x3d\x3f-\x7e]{1,250}$/;
const MEDIA_TYPE = /^(?!multipart\/|message\/)[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*(?:; ?charset=[a-z0-9-]+)?$/i;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const TEXT_CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** Throws RangeError for a key that is not RSA-2048 or better, and for a domain or selector that is none. */
export function makeMailSigner(settings: SignerSettings): SignMail {
  const domain = canonicalDomain(settings.domain);
  if (domain === null) throw new RangeError(`not a domain: ${JSON.stringify(settings.domain)}`);
  if (!settings.selector.split('.').every((label) => LABEL.test(label))) throw new RangeError(`not a DKIM selector: ${JSON.stringify(settings.selector)}`);
  assertRsa(settings.privateKey);
  const key = { domain, selector: settings.selector, privateKey: settings.privateKey };
  const lifetime = settings.signatureLifetimeSeconds ?? LIFETIME_SECONDS;
  return async (draft) => {
    const bytes = await compose(draft, domain);
    const signedAt = Math.floor((settings.now?.() ?? draft.date) / 1000);
    return signBytes(bytes, key, signedAt, signedAt + lifetime);
  };
}

async function compose(draft: MailDraft, domain: string): Promise<Buffer> {
  const from = address('from.address', draft.from.address);
  const own = splitAddress(from).domain;
  if (own !== domain && !own.endsWith(`.${domain}`)) throw new RangeError(`mail draft: from.address is not in ${domain}`);
  const references = [...new Set(draft.references.map((id) => foreignId('references', id)))].filter((id) => id !== null);
  const inReplyTo = draft.inReplyTo === null ? null : foreignId('inReplyTo', draft.inReplyTo);
  const mail = new MailComposer({
    from: { name: plain('from.name', draft.from.name), address: from },
    to: { name: '', address: recipient(draft.to) },
    ...(draft.replyTo === null ? {} : { replyTo: { name: '', address: address('replyTo', draft.replyTo) } }),
    subject: plain('subject', draft.subject),
    messageId: `<${ownId(draft.messageId)}>`,
    ...(inReplyTo === null ? {} : { inReplyTo: `<${inReplyTo}>` }),
    ...(references.length === 0 ? {} : { references: references.map((id) => `<${id}>`) }),
    date: dateOf(draft.date),
    headers: { 'Auto-Submitted': draft.autoSubmitted, 'X-Auto-Response-Suppress': 'All', 'X-Loop': from, ...labelField(draft.label) },
    text: textPart('text', draft.text),
    html: textPart('html', draft.html),
    attachments: draft.attachments.map(attachment),
    // Bytes that depend on the draft alone: the boundary would otherwise be drawn at random.
    baseBoundary: createHash('sha256').update(draft.messageId).digest('hex').slice(0, 24),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

/** What may stand there without folding or encoding; anything else is a bug of ours. */
const LABEL_TEXT = /^[a-z0-9=; A-Z-]{1,120}$/;

function labelField(label: string | undefined): Record<string, string> {
  if (label === undefined) return {};
  if (!LABEL_TEXT.test(label)) throw new RangeError('mail draft: label is not of the form "kind; reference=…; code=…"');
  return { 'Kakitome-Notice': label };
}

/** Short ASCII lines travel as they are and stay readable in the source; everything else as quoted-printable. */
function textPart(field: string, text: string) {
  if (TEXT_CONTROL.test(text)) throw new RangeError(`mail draft: control character in ${field}`);
  if (!text.isWellFormed()) throw new RangeError(`mail draft: broken Unicode in ${field}`);
  const content = text.replace(/\r\n?|\n/g, '\r\n');
  const asItIs = /^[\x00-\x7F]*$/.test(content) && content.split('\r\n').every((line) => line.length <= 76);
  return { content, contentTransferEncoding: asItIs ? '7bit' : 'quoted-printable' };
}

function attachment(part: OutgoingAttachment) {
  if (!MEDIA_TYPE.test(part.contentType)) throw new RangeError(`mail draft: not a media type for an attachment: ${JSON.stringify(part.contentType)}`);
  return {
    filename: plain('attachments.filename', part.filename),
    contentType: part.contentType,
    content: Buffer.from(part.content),
    contentDisposition: 'attachment',
    contentTransferEncoding: 'base64',
  };
}

function plain(field: string, text: string): string {
  if (CONTROL.test(text)) throw new RangeError(`mail draft: control character in ${field}`);
  if (!text.isWellFormed()) throw new RangeError(`mail draft: broken Unicode in ${field}`);
  return text;
}

/** Ours: in ASCII, so that mail to everybody needs no SMTPUTF8. */
function address(field: string, text: string): string {
  const canonical = canonicalAddress(plain(field, text));
  if (canonical !== null && needsUtf8(canonical)) throw new RangeError(`mail draft: ${field} is not in ASCII`);
  if (canonical === null) throw new RangeError(`mail draft: ${field} is not a mail address`);
  return canonical;
}

/** May have a local part beyond ASCII: the mail then goes only to a server that offers SMTPUTF8. */
function recipient(text: string): string {
  const mailbox = canonicalAddress(plain('to', text));
  if (mailbox === null) throw new RangeError('mail draft: to is not a mail address');
  return mailbox;
}

function ownId(id: string): string {
  if (!MESSAGE_ID.test(id)) throw new RangeError(`mail draft: not a Message-ID: ${JSON.stringify(id)}`);
  return id;
}

/** Null for an identifier that can't stand in a header as it is: threading is a convenience, and a strange Message-ID of a customer must not cost them the answer. */
const foreignId = (field: string, id: string): string | null => (FOREIGN_ID.test(plain(field, id)) ? id : null);

function dateOf(date: number): Date {
  const value = new Date(date);
  if (!Number.isSafeInteger(date) || Number.isNaN(value.getTime())) throw new RangeError(`mail draft: not a time: ${date}`);
  return value;
}
