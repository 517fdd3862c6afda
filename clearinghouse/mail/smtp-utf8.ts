import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { canonicalAddress, canonicalDomain } from '../protocol/address.ts';

/** Mailboxes whose local part is not ASCII (RFC 6531, RFC 6532): which they are, and whether a server takes mail for them. */

/** Letters, marks and digits of any script beside what `canonicalAddress` takes: no space, no control, no direction mark, nothing that separates. */
const LOCAL = /^[!#-'*+\-./0-9=?A-Z^-~\p{L}\p{M}\p{N}]+$/u;
const MOST_LOCAL_BYTES = 64;

/** One mailbox that a mail can be sent to, its domain in A-labels; null for everything else. */
export function mailboxToSend(text: string): string | null {
  const canonical = canonicalAddress(text);
  if (canonical !== null) return canonical;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(0, at));
  const domain = canonicalDomain(text.slice(at + 1));
  if (domain === null || !LOCAL.test(local) || Buffer.byteLength(local) > MOST_LOCAL_BYTES) return null;
  return `${local}@${domain}`;
}

export const needsUtf8 = (mailbox: string): boolean => /[^\x00-\x7f]/.test(mailbox);

/** Whether the server that these options lead to says SMTPUTF8 in its greeting. Rejects where it can't be asked. */
export async function offersUtf8(options: object): Promise<boolean> {
  const connection = new SMTPConnection(options as ConstructorParameters<typeof SMTPConnection>[0]);
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  connection.once('error', reject);
  connection.once('end', () => reject(new Error('connection closed')));
  connection.connect((fault?: unknown) => (fault instanceof Error ? reject(fault) : resolve(/^250[ -]SMTPUTF8\b/im.test(connection.lastServerResponse || ''))));
  try {
    return await promise;
  } finally {
    connection.on('error', () => undefined);
    connection.close();
  }
}
