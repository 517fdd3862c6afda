import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import type { OutgoingAttachment } from '../protocol/letter.ts';
import type { CheckedDraft, CheckedText } from './checked-draft.ts';
import { quotedPrintable } from './quoted-printable.ts';

/**
 * What nearly every notice is, as a mail without a signature, written down in one go: the same bytes as `composeGenerally` gives, at a tenth of its cost. A
 * test compares the two. What is seldom (names of files beyond ASCII, strange local parts) is left to the other one.
 */

/** Both in ASCII; `header` ends in CRLF, the empty line belongs to neither. */
export type PlainMail = { readonly header: string; readonly body: string };

/** Shorter lines are never folded. */
const FOLDED = 76;
/** A local part that nodemailer leaves as it is, a domain in A-labels. */
const PLAIN_ADDRESS = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(?:\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*@[a-z0-9.-]+$/;
const PLAIN_SUBJECT = /^[^"\x80-\uffff]+$/;
const PLAIN_FILE = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,39}$/;
const PLAIN_TYPE = /^[a-z]+\/[a-z0-9.+-]+$/;
/** Beyond this nodemailer goes by other rules. */
const LONGEST_TEXT = 32_768;

/** Null: it is not of that kind. */
export function composeDirectly(draft: CheckedDraft): PlainMail | null {
  if (!isOrdinary(draft)) return null;
  const { attachments } = draft;
  return attachments.length === 0
    ? { header: headerOf(draft, 'alternative'), body: alternatives(draft, borderOf(draft, 1)) }
    : { header: headerOf(draft, 'mixed'), body: mixed(draft, borderOf(draft, 1), borderOf(draft, 2)) };
}

function isOrdinary({ to, replyTo, subject, text, html, attachments }: CheckedDraft): boolean {
  return (
    PLAIN_ADDRESS.test(to) && (replyTo === null || PLAIN_ADDRESS.test(replyTo)) && subject.trim() !== '' && !subject.includes('=?') &&
    [text, html].every(({ content }) => content.endsWith('\r\n') && content.length <= LONGEST_TEXT) &&
    attachments.every(({ filename, contentType, content }) => PLAIN_FILE.test(filename) && PLAIN_TYPE.test(contentType) && content.length > 0)
  );
}

const borderOf = ({ border }: CheckedDraft, part: number): string => `--_NmP-${border}-Part_${part}`;

/** In the order in which nodemailer has them. */
function headerOf(draft: CheckedDraft, kind: 'alternative' | 'mixed'): string {
  return [
    field('Auto-Submitted', draft.autoSubmitted),
    'X-Auto-Response-Suppress: All',
    field('X-Loop', draft.from.address),
    ...(draft.label === null ? [] : [field('Kakitome-Notice', draft.label)]),
    fromField(draft.from.name, draft.from.address),
    field('To', draft.to),
    ...(draft.replyTo === null ? [] : [field('Reply-To', draft.replyTo)]),
    ...(draft.inReplyTo === null ? [] : [field('In-Reply-To', draft.inReplyTo)]),
    ...(draft.references.length === 0 ? [] : [field('References', draft.references.join(' '))]),
    field('Subject', PLAIN_SUBJECT.test(draft.subject) ? draft.subject : MimeNode.encodeHeaderValue('Subject', draft.subject)),
    field('Message-ID', draft.messageId),
    field('Date', draft.date.toUTCString().replace('GMT', '+0000')),
    'MIME-Version: 1.0',
    multipart(kind, borderOf(draft, 1)),
    '',
  ].join('\r\n');
}

const field = (name: string, value: string): string => folded(`${name}: ${value}`);

const folded = (line: string): string => (line.length < FOLDED ? line : foldLines(line, FOLDED));

/** Written anew where the bank is another one than of the mail before. */
const fromField = remembered((name, address) => field('From', MimeNode.encodeHeaderValue('From', { name, address })));

function remembered(write: (name: string, address: string) => string): (name: string, address: string) => string {
  let last = { name: '', address: '', written: '' };
  return (name, address) => {
    if (last.name !== name || last.address !== address) last = { name, address, written: write(name, address) };
    return last.written;
  };
}

const multipart = (kind: 'alternative' | 'mixed', border: string): string => `Content-Type: multipart/${kind};\r\n boundary="${border}"`;

function alternatives({ text, html }: CheckedDraft, border: string): string {
  return `--${border}\r\n${textPart('plain', text)}\r\n--${border}\r\n${textPart('html', html)}\r\n--${border}--\r\n`;
}

function mixed(draft: CheckedDraft, outer: string, inner: string): string {
  const files = draft.attachments.map((one) => `\r\n--${outer}\r\n${filePart(one)}`).join('');
  return `--${outer}\r\n${multipart('alternative', inner)}\r\n\r\n${alternatives(draft, inner)}${files}\r\n--${outer}--\r\n`;
}

const textPart = (kind: 'plain' | 'html', { content, asItIs }: CheckedText): string =>
  `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: ${asItIs ? '7bit' : 'quoted-printable'}\r\n\r\n${asItIs ? content : quotedPrintable(content)}`;

const filePart = ({ filename, contentType, content }: OutgoingAttachment): string =>
  `${field('Content-Type', `${contentType}; name=${filename}`)}\r\nContent-Transfer-Encoding: base64\r\n${field('Content-Disposition', `attachment; filename=${filename}`)}\r\n\r\n${base64Lines(content)}`;

/** RFC 2045 §6.8; no line end behind the last one. */
function base64Lines(content: Uint8Array): string {
  const encoded = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64');
  let lines = encoded.slice(0, FOLDED);
  for (let at = FOLDED; at < encoded.length; at += FOLDED) lines += `\r\n${encoded.slice(at, at + FOLDED)}`;
  return lines;
}
