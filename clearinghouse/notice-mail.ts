/** A notice as the mail that leaves: laid out, composed, signed. */
import type { Bank } from './core/context.ts';
import type { SignMail } from './protocol/letter.ts';
import { renderNotice } from './notices/index.ts';
import type { WriteNotice } from './stages/ports.ts';

/** `sign` signs for the bank's payment address. */
export const makeWriteNotice = (bank: Bank, sign: SignMail): WriteNotice => async (notice, evidence) => {
  const { subject, text, html, attachments, label } = renderNotice(notice, bank, evidence);
  const { messageId, inReplyTo, references, replyTo, autoSubmitted } = notice;
  return sign({
    from: { name: bank.name, address: bank.paymentAddress },
    to: notice.to,
    replyTo,
    subject,
    messageId,
    inReplyTo,
    references,
    date: notice.owedAt,
    autoSubmitted,
    label,
    text,
    html,
    attachments,
  });
};
