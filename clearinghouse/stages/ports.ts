/** What the stages need of the world. Each is implemented by an adapter and wired in main.ts; the stages know none of them. */
import type { Bank, CoreKeys, Policy } from '../core/context.ts';
import type { MailDraft, OutgoingAttachment, ReceivedLetter, ReportEvent, SendMail, SignMail } from '../protocol/letter.ts';
import type { NoticeEvidence, OwedNotice, ReceiptEvidence, StatementEvidence } from '../core/notice.ts';
import type { Enclosure } from '../core/road-notice.ts';
import type { Reading } from '../protocol/reading.ts';
import type { PublishedEntry } from '../store/store.ts';

export type { MailDraft, OutgoingAttachment, ReportEvent, SendMail, SignMail };

export type Clock = { readonly now: () => number };

/** Randomness as the shell draws it. */
export type Chance = {
  /** 32 bytes hex from a cryptographic source. */
  readonly seed: () => string;
  /** 0 ≤ x < 1, for jitter alone. */
  readonly fraction: () => number;
};

/** What can be told of a letter by a look at its bytes, without any proof: used to order letters, never to decide. */
export type LetterHints = { readonly from: string | null; readonly messageId: string | null };

export type ReadOutcome =
  | { readonly kind: 'reading'; readonly reading: Reading }
  /** DNS trouble: not the letter's fault. */
  | { readonly kind: 'retry'; readonly reason: string }
  | { readonly kind: 'crashed'; readonly reason: string }
  /** The process is to end, and has waited long enough. */
  | { readonly kind: 'stopped' };

/** Reads one letter in bounded time and memory. `lookUp` false: no DNS, the sender stays unproved. */
export type LetterReader = (letter: ReceivedLetter, lookUp: boolean) => Promise<ReadOutcome>;

/** The signed mail of a notice. `evidence`: of a receipt whose entry is published, what stands in a statement, or the file that goes along; null for every other notice. */
export type WriteNotice = (notice: OwedNotice, evidence: NoticeEvidence | null) => Promise<Uint8Array>;

/** Makes the evidence of a receipt: entry, proof, face, and the opening for this receiver alone. */
export type Prove = (notice: OwedNotice, entry: PublishedEntry) => Promise<ReceiptEvidence>;

/** Reads from the ledger what stands in a statement, and lays it out with its files. Rejects for any other notice. */
export type DrawStatement = (notice: OwedNotice) => Promise<StatementEvidence>;

/** Makes the file that goes along with a wallet page or an answer to REGISTER; null: none does. Rejects for any other notice. */
export type Enclose = (notice: OwedNotice) => Promise<Enclosure | null>;

export type Stage = 'read' | 'clear' | 'send' | 'board' | 'late' | 'statements';

/** Tells a stage that there may be work. A lost wake-up costs time only: every stage also looks by itself. */
export type WakeUp = {
  readonly wake: (stage: Stage) => void;
  /** Resolves at the next wake-up of the stage, at once where one came since the last call, or after `milliseconds`. */
  readonly wait: (stage: Stage, milliseconds: number) => Promise<void>;
  /** Ends all waiting, now and later. */
  readonly stop: () => void;
};

/** What every decision is made under. */
export type Rulebook = { readonly bank: Bank; readonly policy: Policy; readonly keys: CoreKeys };
