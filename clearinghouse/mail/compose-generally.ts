import MailComposer from 'nodemailer/lib/mail-composer';
import type { CheckedDraft, CheckedText } from './checked-draft.ts';

/** Any draft as a mail without a signature, by nodemailer's composer. */
export async function composeGenerally(draft: CheckedDraft): Promise<Buffer> {
  const mail = new MailComposer({
    from: draft.from,
    to: { name: '', address: draft.to },
    ...(draft.replyTo === null ? {} : { replyTo: { name: '', address: draft.replyTo } }),
    subject: draft.subject,
    messageId: draft.messageId,
    ...(draft.inReplyTo === null ? {} : { inReplyTo: draft.inReplyTo }),
    ...(draft.references.length === 0 ? {} : { references: [...draft.references] }),
    date: draft.date,
    headers: { 'Auto-Submitted': draft.autoSubmitted, 'X-Auto-Response-Suppress': 'All', 'X-Loop': draft.from.address, ...(draft.label === null ? {} : { 'Kakitome-Notice': draft.label }) },
    text: textPart(draft.text),
    html: textPart(draft.html),
    attachments: draft.attachments.map(({ filename, contentType, content }) => ({ filename, contentType, content: Buffer.from(content), contentDisposition: 'attachment' as const, contentTransferEncoding: 'base64' as const })),
    // Bytes that depend on the draft alone: the boundary would otherwise be drawn at random.
    baseBoundary: draft.border,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

const textPart = ({ content, asItIs }: CheckedText) => ({ content, contentTransferEncoding: asItIs ? '7bit' : 'quoted-printable' });
