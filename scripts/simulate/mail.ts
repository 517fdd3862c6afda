/** Mails as people write them, and what the bank's reader makes of one: text is read by the real reader's second half, the verdict on the sender is given. */
import { createHash } from 'node:crypto';
import { makeReading } from '../../clearinghouse/protocol/make-reading.ts';
import { orderCommitment, type Commit } from '../../clearinghouse/protocol/post.ts';
import type { ChequeFault, ChequeReading, Digest, ParsedMail, Reading, SenderStrength, Verdict } from '../../clearinghouse/protocol/reading.ts';

import { BOARD, type Money } from './people.ts';

/** One thing that two people are about to do with each other; what people know of it, never what the bank knows. */
export type DealId = number;

export type Bounce = { readonly recipient: string; readonly originalMessageId: string };

/** A cheque file as somebody made it. `fault`: it does not open, or was opened on the way. `file`: which file it is. */
export type Cheque = {
  readonly fault: ChequeFault | null;
  readonly file: string;
  readonly serial: string;
  readonly account: string;
  readonly payee: string;
  readonly most: Money;
  readonly password: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly key: string;
};

export type Mail = {
  /** Message-ID and signature follow from it: a copy has those of the first. */
  readonly number: number;
  readonly deal: DealId | null;
  /** Who really wrote it, for the story: `buyer3`, `thief who knows the password`. */
  readonly writer: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly date: number;
  /** Message-IDs that it answers. */
  readonly thread: readonly string[];
  readonly strength: SenderStrength;
  readonly automatic: boolean;
  readonly original: Mail | null;
  readonly bounce: Bounce | null;
  readonly cheque: Cheque | null;
};

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
export const messageIdOf = (mail: Mail): string => `m${mail.number}@${domainOf(mail.from)}`;
export const isBankAddress = (address: string): boolean => /^(?:pay|bounce|board)(?:\+[^@]*)?@bank\.example$/.test(address);

/** Bytes of one copy on its way. `way` tells two copies of one mail apart. */
export const bytesOf = (mail: Mail, way: number): Uint8Array =>
  Buffer.from(`Received: by way ${way}\r\nMessage-ID: <${messageIdOf(mail)}>\r\nX-Number: ${mail.number}\r\nFrom: ${mail.from}\r\nSubject: ${mail.subject}\r\n\r\n${mail.text}`);

const header = (bytes: Uint8Array, name: string): string | null => new RegExp(`^${name}: (.*)\r$`, 'm').exec(Buffer.from(bytes).toString('utf8'))?.[1] ?? null;
export const numberIn = (bytes: Uint8Array): number => Number.parseInt(header(bytes, 'X-Number') ?? '', 10);
export const hintsIn = (bytes: Uint8Array): { readonly from: string | null; readonly messageId: string | null } => ({ from: header(bytes, 'From'), messageId: header(bytes, 'Message-ID')?.slice(1, -1) ?? null });

/** A signature proves nothing long after it was made, nor long before: as the real gate has it. */
const [OLDEST, NEWEST] = [48 * 3_600_000, -10 * 60_000];

/** The bank's commitment to an order is slow on purpose, which nobody gains by here. Real mails are held against the slow one. */
const quickCommitment: Commit = (secret, orderLines) => orderCommitment(secret, orderLines, { N: 2, r: 1, p: 1 });

/** What the reader hands on. Without a look at DNS nobody is proved. */
export function readingOf(mail: Mail, digest: Digest, lookedUp: boolean, receivedAt: number, commit = quickCommitment): Reading {
  const age = receivedAt - mail.date;
  const lookUp = lookedUp && age >= NEWEST && age <= OLDEST;
  const [first, ...cc] = mail.to;
  const parsed: ParsedMail = {
    refusal: null,
    findings: [],
    automatic: mail.automatic ? 'auto-submitted' : null,
    resent: false,
    bounce: mail.bounce === null ? null : { kind: 'delivery', action: 'failed', status: '5.1.1', recipient: mail.bounce.recipient, originalMessageId: mail.bounce.originalMessageId },
    headers: { messageId: messageIdOf(mail), inReplyTo: mail.thread.slice(0, 1), references: mail.thread, subject: mail.subject, date: mail.date, to: first === undefined ? [] : [first], cc, recipients: mail.to },
    bodyHash: createHash('sha256').update(mail.text).digest('hex'),
    text: mail.text === '' ? null : mail.text,
    alternative: null,
    originals: mail.original === null ? [] : [{ messageId: messageIdOf(mail.original), date: mail.original.date, verdict: verdictOf(mail.original, verdictOf(mail, lookUp).strength === 'signed'), text: mail.original.text }],
    ...(mail.cheque === null || verdictOf(mail, lookUp).strength !== 'signed' ? {} : { cheques: [chequeReading(mail.cheque, digest)] }),
    ...(mail.to.includes(BOARD) ? { toBoard: true } : {}),
  };
  return makeReading(parsed, verdictOf(mail, lookUp), digest, commit);
}

function chequeReading({ fault, password, ...cheque }: Cheque, digest: Digest): ChequeReading {
  return fault === null ? { ...cheque, ok: true, secret: digest(password) } : { ok: false, file: cheque.file, code: fault, detail: 'as it was made' };
}

function verdictOf({ from, number, strength }: Mail, lookUp: boolean): Verdict {
  const signature = { domain: domainOf(from), selector: 's1', b: `b${number}`, signedFields: ['from', 'to', 'cc', 'subject', 'date', 'message-id'], signedAt: null, expiresAt: null };
  const found = lookUp ? strength : 'none';
  return { strength: found, address: from, signature: found === 'signed' ? signature : null, findings: [] };
}
