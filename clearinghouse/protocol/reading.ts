/**
 * A reading: all that the bank has learnt from one letter by itself. It is made once, stored encrypted, and never needs DNS again.
 * What needs a second letter (containment, the merchant's words, consent) is a pure function of readings, called by the core.
 * The readers see secrets, the core never does: passwords stand in `lines` as a mark and beside them as keyed digests.
 */
import type { Money } from './money.ts';

/** Keyed digests of one secret, one for each pepper version in use, each written `v1.<base64url>`. Two secrets are the same when any of their digests are. */
export type SecretDigests = readonly string[];

/** One answered question, kept with the decision: `hit` tells whether the rule caught something. `detail` never holds a secret. */
export type Finding = { readonly code: string; readonly hit: boolean; readonly detail: string };

/** The finding of a letter that asks programs not to answer it (X-Auto-Response-Suppress). */
export const SILENCE_ASKED = 'silence-asked';

/**
 * How sure it is that the From address wrote the letter.
 * `signed`: a DKIM signature aligned with From passes under all header rules; may carry everything.
 * `weak`: aligned SPF, or the trusted Authentication-Results alone; may carry HELP, BALANCE and STATUS.
 */
export type SenderStrength = 'signed' | 'weak' | 'none';

/** The passing aligned signature (RFC 6376): `b` without white space; `signedFields` are lower-cased names from h=; times in ms. */
export type Signature = {
  readonly domain: string;
  readonly selector: string;
  readonly b: string;
  readonly signedFields: readonly string[];
  readonly signedAt: number | null;
  readonly expiresAt: number | null;
};

/** `address` is mailauth's headerFrom in canonical form (see `canonicalAddress`), null where From could not be read for sure. */
export type Verdict = {
  readonly strength: SenderStrength;
  readonly address: string | null;
  readonly signature: Signature | null;
  /** What the DMARC record of the From domain asks for, where one was found; absent or null: none. */
  readonly dmarc?: 'none' | 'quarantine' | 'reject' | null;
  readonly findings: readonly Finding[];
};

/** Header values the core routes by. Message identifiers without angle brackets. All of it is routing only, never identity. */
export type LetterHeaders = {
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly subject: string;
  readonly date: number | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** Every address the letter was brought to: envelope recipients, Delivered-To, X-Original-To, To, Cc. Canonical, no doubles. */
  readonly recipients: readonly string[];
};

/** A report about a mail of ours (RFC 3464 delivery status, RFC 5965 complaint). */
export type BounceReading = {
  readonly kind: 'delivery' | 'complaint';
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded` (RFC 3464 §2.3.3), or `complaint`. */
  readonly action: string;
  readonly status: string | null;
  readonly recipient: string | null;
  readonly originalMessageId: string | null;
};

/** What is wrong with a password that somebody chose. `other-key`: its line holds another key too, so that nobody can say where it ends. */
export type SecretWeakness = 'too-short' | 'too-long' | 'repeated' | 'word-of-order' | 'other-key';

/** A line `Password: …`. In `lines[line]` its value is the mark for entry `index` of the same list. */
export type PasswordLine = {
  readonly index: number;
  readonly line: number;
  readonly digests: SecretDigests;
  readonly weakness: SecretWeakness | null;
  /** True when the line stands behind a quote mark, below a forward separator, or below an attribution (`On … wrote:`) whose quotation has no marks. */
  readonly quoted: boolean;
};

/** Text as it was taken: normalised lines (5-real-and-hostile-mail §3.6), quote marks kept, empty lines kept as ''. */
export type TextReading = {
  readonly lines: readonly string[];
  readonly passwords: readonly PasswordLine[];
  /** Lines outside the password lines in which a password of the same letter stands again. */
  readonly secretElsewhere: readonly number[];
  /** Lines that are forward separators or header labels of a forwarded mail, in any known language. */
  readonly separators: readonly number[];
  /** Words outside the password lines that look like a password, of what the sender wrote. `joined`: several words. Absent: none, or read before they were looked for. */
  readonly shaped?: readonly { readonly line: number; readonly digests: SecretDigests; readonly joined?: true }[];
  /** Lines in which two figures stood further apart than one blank: columns, never thousands. Absent: none, or read before they were looked for. */
  readonly apart?: readonly number[];
};

/** A way in which the rest of a consent may be parted into a password and a printed number: digests of both, and the number's digits. Without a password `secret` is empty. */
export type SpokenNumber = WrittenNumber & { readonly secret: SecretDigests };

/** A run of figures of a settlement number's length. */
export type WrittenNumber = { readonly number: SecretDigests; readonly digits: string };

/** The first line that the sender wrote, read as an answer to a question (5 §3.5). */
export type AnswerReading = {
  readonly word: 'consent' | 'refusal' | 'fraud' | null;
  /** What makes the answer unclear: a condition or doubt word, a question mark, a later refusal, alternatives that differ. */
  readonly doubt: string | null;
  /** Digests of the whole rest after the consent word, label and closing; null where there is no rest. */
  readonly whole: SecretDigests | null;
  /** Digests of proper prefixes of the rest at token borders, longest first. */
  readonly prefixes: readonly SecretDigests[];
  /** The rest ends like a printed number; absent: it does not, or it was read before this was looked for. */
  readonly numbers?: readonly SpokenNumber[];
  /** Whether the whole rest has a secret's shape: one to six tokens of letters and digits, 6 to 64 characters folded, and not mere thanks. */
  readonly shaped: boolean;
  /** The first own line, secret-shaped parts replaced by `…`, at most 80 characters: safe to repeat to its sender. '' where there is none. */
  readonly shown: string;
};

/** A command is a whole line of a letter without a password line. */
export type CommandReading =
  | { readonly name: 'HELP' }
  | { readonly name: 'BALANCE' }
  | { readonly name: 'STATUS'; readonly reference: string | null }
  | { readonly name: 'CANCEL'; readonly reference: string | null }
  | { readonly name: 'REFUND' | 'DISPUTE' | 'STATEMENT' | 'REGISTER'; readonly rest: string };

/** A mail found inside the letter as message/rfc822 (or an .eml file), byte for byte. */
export type OriginalReading = {
  readonly messageId: string | null;
  readonly date: number | null;
  readonly verdict: Verdict;
  readonly text: TextReading | null;
};

/**
 * What a line of an e-invoice stands for. `net`: the file names no lines, only their sum. An allowance's and a prepayment's amount is below zero, that of
 * a prepayment which is still owed above it.
 */
export type EInvoiceLineKind = 'item' | 'net' | 'allowance' | 'charge' | 'tax' | 'prepaid' | 'rounding';

/** `text`: one normalised line. `quantity` as the file writes it, `unit` its code (UN/ECE Recommendation 20 and 21), both for items alone. */
export type EInvoiceLine = {
  readonly kind: EInvoiceLineKind;
  readonly text: string;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly amount: Money;
};

/**
 * Why a file that is an e-invoice can't be taken. `broken`: no well-formed XML, or something is missing or stands twice. `not-an-invoice`: a credit
 * note, or another document by which nobody is asked to pay its sender. `sum-differs`: its own numbers do not add up. `several`: more than one that differ.
 */
export type EInvoiceRefusal = 'broken' | 'not-an-invoice' | 'amount-unreadable' | 'currency-unknown' | 'sum-differs' | 'too-many-lines' | 'not-positive' | 'several';

/** The same for every e-invoice: which standard, whether it was found within a PDF, and SHA-256 (hex) of the XML. */
export type EInvoiceFile = { readonly format: 'ubl' | 'cii'; readonly inPdf: boolean; readonly digest: string };

/** An electronic invoice (EN 16931) attached to a letter. Read once; its lines add up to its total, to the minor unit. */
export type EInvoiceReading =
  | (EInvoiceFile & {
      readonly ok: true;
      readonly number: string;
      /** Not one below zero or none; what is due for payment (BT-115). */
      readonly total: Money;
      readonly lines: readonly EInvoiceLine[];
      readonly sellerName: string | null;
      /** Notes and terms: never repeated to anybody, only looked at for secrets. */
      readonly notes: readonly string[];
      /** A password of the letter stands in its words; there is a `…` in its place. */
      readonly holdsSecret: boolean;
      /** Its words that look like a password; absent: none. */
      readonly shaped?: readonly SecretDigests[];
    })
  | (EInvoiceFile & {
      readonly ok: false;
      readonly code: EInvoiceRefusal;
      /** For staff and the merchant: which element, which rule. */
      readonly detail: string;
      /** For `sum-differs`: what its parts add up to, and what it says; for `several` the totals of two of them. */
      readonly sums: { readonly lines: Money; readonly total: Money } | null;
    });

/** Reads one attached file; null: it is no e-invoice. Never throws for what a file holds. */
export type ReadInvoiceFile = (bytes: Uint8Array) => EInvoiceReading | null;

/**
 * Why a cheque file is void. `not-sealed`: no age file, or one of another kind (a passphrase, another version); `several-recipients`: somebody besides the bank could open it; `not-ours`: sealed to another key, or altered, which age
 * can't tell apart; `altered`: it opened, but not to its end, or its armour or header is broken, or something stands behind it; `malformed`: what lies in it is no cheque; `signature-wrong`: the key that it names has not signed it.
 */
export type ChequeFault = 'too-large' | 'not-sealed' | 'several-recipients' | 'not-ours' | 'altered' | 'malformed' | 'amount-unreadable' | 'times-unfit' | 'signature-wrong';

/**
 * A cheque file attached to a letter, opened once, by the reader. `file` is SHA-256 (hex) of the age file without its armour. `key`: the public key
 * (base64url) that has signed it; whose key it is, is for the core to know. Its password is kept as digests alone.
 */
export type ChequeReading = { readonly file: string } & (
  | {
      readonly ok: true;
      readonly serial: string;
      /** Canonical addresses. */
      readonly account: string;
      readonly payee: string;
      readonly most: Money;
      readonly secret: SecretDigests;
      readonly issuedAt: number;
      readonly expiresAt: number;
      readonly key: string;
    }
  | { readonly ok: false; readonly code: ChequeFault; readonly detail: string }
);

/** Opens one attached file; null: it is no age file at all. Never throws for what a file holds. */
export type ReadChequeFile = (bytes: Uint8Array, digest: Digest) => Promise<ChequeReading | null>;

/** Why a letter could not be read for sure. Nothing of it is acted on. */
export type ReadRefusal = { readonly code: string; readonly detail: string };

export type Reading = {
  readonly version: 1;
  /** Gate 0 and parsing: set where the letter is refused as a whole; then the fields below hold only what is safe. */
  readonly refusal: ReadRefusal | null;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  /** Why the letter counts as automatic (5 §3.5 C2), null for a person's. */
  readonly automatic: string | null;
  /** Redirected or resent (Resent-* present): a second copy, never a claim or a consent. */
  readonly resent: boolean;
  readonly bounce: BounceReading | null;
  readonly headers: LetterHeaders;
  /** SHA-256 (hex) of the body, for letters without a signature: with From, Date and Message-ID it tells the same mail by another way. */
  readonly bodyHash: string;
  readonly text: TextReading | null;
  readonly answer: AnswerReading | null;
  readonly command: CommandReading | null;
  /** Neighbouring words of the subject of a command that look like a password; absent: none, or read before they were looked for. */
  readonly subjectShaped?: readonly SecretDigests[];
  readonly originals: readonly OriginalReading[];
  /** E-invoices attached to the letter itself, in their order; absent: none, or read before they were looked for. */
  readonly invoices?: readonly EInvoiceReading[];
  /** Cheque files attached to the letter itself; absent: none. */
  readonly cheques?: readonly ChequeReading[];
  /** What stands behind `Post:` in a letter to the board's address, as the buyer wrote it; absent: no such line. */
  readonly postText?: string;
  /** Commitment to order and password (protocol/post.ts); only of a letter to the board's address with one own password line. */
  readonly orderCommitment?: string;
  /**
   * For each of `text.passwords`: its digits where the password has the shape of a settlement number and stands in the letter's own words, else null.
   * Here, in the answer and in `written` alone a secret is in clear beyond the reader: a number that has been taken is shown to its owner. Never kept with a payment.
   */
  readonly numbers?: readonly (string | null)[];
  /** All that may be printed numbers in the sender's own lines and the subject, those of `numbers` and of the answer among them; absent: none, or read before they were looked for. */
  readonly written?: readonly WrittenNumber[];
};

/** What the mail adapter hands to `makeReading`: decoded but not yet normalised. */
export type ParsedMail = {
  readonly refusal: ReadRefusal | null;
  readonly findings: readonly Finding[];
  readonly automatic: string | null;
  readonly resent: boolean;
  readonly bounce: BounceReading | null;
  readonly headers: LetterHeaders;
  readonly bodyHash: string;
  /** The text that counts: the one inline text/plain, else the HTML as text; null where there is none that is sure. */
  readonly text: string | null;
  /** The HTML alternative as text where both exist: must give the same answer. */
  readonly alternative: string | null;
  readonly originals: readonly { readonly messageId: string | null; readonly date: number | null; readonly verdict: Verdict; readonly text: string | null }[];
  readonly invoices?: readonly EInvoiceReading[];
  readonly cheques?: readonly ChequeReading[];
  /** The letter is addressed to the board: its post is read. */
  readonly toBoard?: boolean;
};

/** Turns a secret as a person wrote it into its keyed digests. */
export type Digest = (secret: string) => SecretDigests;

/** The marks that stand for a password in `lines`; no letter's own text can hold them, `normalise` removes private-use characters. */
export const SECRET_MARK_OPEN = '\uE000';
export const SECRET_MARK_CLOSE = '\uE001';
