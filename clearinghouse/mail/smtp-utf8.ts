import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Mailboxes whose local part is not ASCII (RFC 6531): whether a server takes mail for them. Which they are, `needsUtf8` of protocol/address.ts knows. */

/** Whether the server that these options lead to says SMTPUTF8 in its greeting. Rejects where it can't be asked, and with the signal's reason. */
export async function offersUtf8(options: object, signal?: AbortSignal): Promise<boolean> {
  const connection = new SMTPConnection(options as ConstructorParameters<typeof SMTPConnection>[0]);
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const cutOff = (): void => reject(signal?.reason);
  signal?.addEventListener('abort', cutOff);
  connection.once('error', reject);
  connection.once('end', () => reject(new Error('connection closed')));
  connection.connect((fault?: unknown) => (fault instanceof Error ? reject(fault) : resolve(/^250[ -]SMTPUTF8\b/im.test(connection.lastServerResponse || ''))));
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', cutOff);
    connection.on('error', () => undefined);
    connection.close();
  }
}
