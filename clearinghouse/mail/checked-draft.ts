import { hash } from 'node:crypto';
import { canonicalAddress, needsUtf8, splitAddress } from '../protocol/address.ts';
import type { MailDraft, OutgoingAttachment } from '../protocol/letter.ts';
import { isAscii } from './quoted-printable.ts';

/**
 * A mail draft whose fields are fit to become a mail. One with a control character in any field but other people's Message-IDs (left out then), an address that is none, or a From outside the signing
 * domain is our own bug: it throws RangeError with the field's name, so that no header can be injected, whatever is written by whom into a subject or a
 * name.
 */
export type CheckedDraft = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  /** Identifiers stand in angle brackets. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly date: Date;
  readonly autoSubmitted: MailDraft['autoSubmitted'];
  readonly label: string | null;
  readonly text: CheckedText;
  readonly html: CheckedText;
  readonly attachments: readonly OutgoingAttachment[];
  /** What the borders between its parts are told from other texts by: of the draft alone, so that the same draft gives the same bytes. */
  readonly border: string;
};

/** With CRLF line ends. Short ASCII lines travel as they are and stay readable in the source; everything else as quoted-printable. */
export type CheckedText = { readonly content: string; readonly asItIs: boolean };

const MESSAGE_ID = /^[!#-'*+\-./0-9=?A-Z^-~]{1,120}@[a-zA-Z0-9.-]{1,200}$/;
/** What other people's Message-IDs may look like to be quoted by us; RFC 5322 is stricter, their programs are not. */
const FOREIGN_ID = /^[\x21-\x3b\x3d\x3f-\x7e]{1,250}$/;
const MEDIA_TYPE = /^(?!multipart\/|message\/)[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*(?:; ?charset=[a-z0-9-]+)?$/i;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const TEXT_CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
/** What may stand there without folding or encoding; anything else is a bug of ours. */
const LABEL_TEXT = /^[a-z0-9=; A-Z-]{1,120}$/;
const LONGEST_LINE = 76;

export function checkDraft(draft: MailDraft, domain: string): CheckedDraft {
  const from = address('from.address', draft.from.address);
  const own = splitAddress(from).domain;
  if (own !== domain && !own.endsWith(`.${domain}`)) throw new RangeError(`mail draft: from.address is not in ${domain}`);
  return {
    from: { name: plain('from.name', draft.from.name), address: from },
    to: recipient(draft.to),
    replyTo: draft.replyTo === null ? null : address('replyTo', draft.replyTo),
    subject: plain('subject', draft.subject),
    messageId: ownId(draft.messageId),
    inReplyTo: draft.inReplyTo === null ? null : foreignId(draft.inReplyTo),
    references: [...new Set(draft.references.map(foreignId))].filter((id) => id !== null),
    date: dateOf(draft.date),
    autoSubmitted: draft.autoSubmitted,
    label: labelOf(draft.label),
    text: textOf('text', draft.text),
    html: textOf('html', draft.html),
    attachments: draft.attachments.map(attachment),
    border: hash('sha256', draft.messageId, 'hex').slice(0, 24),
  };
}

function labelOf(label: string | undefined): string | null {
  if (label === undefined) return null;
  if (!LABEL_TEXT.test(label)) throw new RangeError('mail draft: label is not of the form "kind; reference=…; code=…"');
  return label;
}

function textOf(field: string, text: string): CheckedText {
  if (TEXT_CONTROL.test(text)) throw new RangeError(`mail draft: control character in ${field}`);
  if (!text.isWellFormed()) throw new RangeError(`mail draft: broken Unicode in ${field}`);
  const content = text.replace(/\r\n?|\n/g, '\r\n');
  return { content, asItIs: isAscii(content) && hasShortLines(content) };
}

function hasShortLines(content: string): boolean {
  for (let at = 0, end = 0; end !== -1; at = end + 2) {
    end = content.indexOf('\r\n', at);
    if ((end === -1 ? content.length : end) - at > LONGEST_LINE) return false;
  }
  return true;
}

function attachment(part: OutgoingAttachment): OutgoingAttachment {
  if (!MEDIA_TYPE.test(part.contentType)) throw new RangeError(`mail draft: not a media type for an attachment: ${JSON.stringify(part.contentType)}`);
  return { filename: plain('attachments.filename', part.filename), contentType: part.contentType, content: part.content };
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
  return `<${id}>`;
}

/**
 * Null for an identifier that can't stand in a header as it is, control characters and broken Unicode included: it is no word of ours. Threading is a
 * convenience, and a strange Message-ID of a customer must not cost them the answer.
 */
const foreignId = (id: string): string | null => (FOREIGN_ID.test(id) ? `<${id}>` : null);

function dateOf(date: number): Date {
  const value = new Date(date);
  if (!Number.isSafeInteger(date) || Number.isNaN(value.getTime())) throw new RangeError(`mail draft: not a time: ${date}`);
  return value;
}
