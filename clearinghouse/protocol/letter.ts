/**
 * The shapes that cross the border between the mail adapters and the stages: a letter that came in, a mail that goes out.
 * Times are milliseconds since 1970-01-01T00:00:00Z. Nothing here reads a clock.
 */

/** By which way a letter reached us. `file` is `kakitome letter import`. */
export type Intake = 'imap' | 'lmtp' | 'smtp' | 'file';

/** Where an IMAP server keeps the letter (RFC 9051 §2.3.1.1: a UID means nothing without its UIDVALIDITY). */
export type MailboxPlace = { readonly folder: string; readonly uidValidity: string; readonly uid: number };

/** The SMTP envelope (RFC 5321 §2.3.1); a letter read by IMAP or from a file has none of it. */
export type Envelope = {
  /** Reverse path without brackets; '' is the null path `<>`; null where the way of intake does not know it. */
  readonly from: string | null;
  readonly to: readonly string[];
  readonly clientAddress: string | null;
  readonly helo: string | null;
};

/** A letter exactly as it was received. `receivedAt` is the mailbox's time (IMAP INTERNALDATE), or ours for LMTP and SMTP. */
export type ReceivedLetter = {
  readonly bytes: Uint8Array;
  readonly receivedAt: number;
  readonly intake: Intake;
  readonly envelope: Envelope;
  readonly place: MailboxPlace | null;
};

/** Keeps a letter for good: once it resolves the bytes survive a power cut. A second copy of the same bytes is a success. Rejects on our own failure (disk, database): the intake then answers 4xx or leaves the mail where it is. */
export type KeepLetter = (letter: ReceivedLetter) => Promise<KeptLetter>;
export type KeptLetter = { readonly letterId: number; readonly duplicate: boolean };

/** What an intake tells of itself; `completeUntil` is its watermark: every letter that reached the mailbox before it has been kept. */
export type IntakeState = {
  readonly name: string;
  readonly connected: boolean;
  readonly completeUntil: number | null;
  readonly lastError: string | null;
};

/** A running intake. `stop` refuses new letters at once and resolves when the letter in hand is kept and all sockets are closed. */
export type RunningIntake = { readonly state: () => IntakeState; readonly stop: () => Promise<void> };

/** What the adapters report as it happens; `fields` never hold a secret or a letter's text. */
export type ReportEvent = (level: 'info' | 'warn' | 'alarm', event: string, fields: Record<string, string | number | boolean | null>) => void;

/** One attachment of a mail that the bank writes. It always travels as base64. */
export type OutgoingAttachment = { readonly filename: string; readonly contentType: string; readonly content: Uint8Array };

/** A mail that the bank owes somebody, before it is made into bytes. All texts may hold any Unicode character; the adapter encodes them. */
export type MailDraft = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly date: number;
  /** RFC 3834 §5: `auto-generated` for what we write unasked, `auto-replied` for an answer. */
  readonly autoSubmitted: 'auto-generated' | 'auto-replied';
  /** The value of the header field `Kakitome-Notice`: `kind; reference=…; code=…` (notices/label.ts). Without it the mail has no such field. */
  readonly label?: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly OutgoingAttachment[];
};

/** Made and signed once; the same bytes are sent at every try. */
export type SignMail = (draft: MailDraft) => Promise<Uint8Array>;

/**
 * `accepted`: the server has taken it. `later`: the server said 4xx to this mail. `unsent`: it is not about this mail: no connection, no answer, the
 * server refuses us (login, sender, relaying), or we broke it off ourselves to end, whatever the server had of it by then. `unanswered`: the server had the
 * mail, or some of it, and the connection ended without a word: it may have taken it. `refused`: a 5xx to this mail; trying again is of no use. `reply` is
 * the server's last line, or what broke.
 */
export type SendResult = { readonly outcome: 'accepted' | 'later' | 'unsent' | 'unanswered' | 'refused'; readonly reply: string };

/** Hands one mail to the outgoing server. Never throws for what the network or the server does. `from` '' is the null return path. */
export type SendMail = (envelope: { readonly from: string; readonly to: string }, bytes: Uint8Array) => Promise<SendResult>;
