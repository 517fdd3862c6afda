/**
 * What a letter is made of, as its explanation shows it: plain data, made in a reader thread and safe to print. No password stands in it: each is
 * `••••`. Times are ISO 8601 in UTC; lines and columns count from 1, columns in characters of the line as it is shown here.
 */
import type { FromTrouble } from '../mail/addresses.ts';
import type { BounceReading, Finding, SenderStrength } from '../protocol/reading.ts';

/** What stands for a password, whatever its length. */
export const HIDDEN = '••••';

/** One question of gate 0. `hit` null: it was not asked, since an earlier answer refused the letter. `fatal` false: a hit is noted, no more. */
export type GateQuestion = {
  readonly code: string;
  readonly question: string;
  readonly hit: boolean | null;
  readonly fatal: boolean;
  readonly detail: string;
  /** `line 3, byte 214, field X-Nul`; '' where there is no place to show. */
  readonly place: string;
};

/** `refusal`: the code that gate 0 itself gives; null: the letter passed. */
export type GateView = { readonly refusal: string | null; readonly detail: string; readonly questions: readonly GateQuestion[] };

/** `unknown`: not to be known without DNS, or DNS did not answer. */
export type SignatureResult = 'pass' | 'fail' | 'unknown';

/** A look at one record of DNS: its text, or why there is none. */
export type RecordView = { readonly name: string; readonly text: string | null; readonly trouble: string | null };

export type SignatureView = {
  readonly number: number;
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: string;
  readonly canonicalisation: string;
  readonly signedFields: readonly string[];
  /** Fields that the letter has and the signature does not cover. */
  readonly unsignedFields: readonly string[];
  readonly signedAt: string | null;
  readonly expiresAt: string | null;
  /** l=, as written. */
  readonly bodyLength: string | null;
  /** Whether its domain can be aligned with From's at all; DMARC decides on the record. */
  readonly aligned: boolean;
  readonly result: SignatureResult;
  /** Every rule that was asked of it. */
  readonly findings: readonly Finding[];
  readonly key: RecordView | null;
};

export type SenderView = {
  /** Whether DNS was asked. */
  readonly lookedUp: boolean;
  readonly strength: SenderStrength;
  readonly address: string | null;
  /** What keeps the one text that From gives as an address from being one; null where it is one, or where From gives none or several. */
  readonly fromTrouble: FromTrouble | null;
  /** Offline: nothing speaks against the signature of this number; only its key is missing. */
  readonly wouldBeSignedBy: number | null;
  /** The number of the signature that proves the sender. */
  readonly provenBy: number | null;
  readonly signatures: readonly SignatureView[];
  readonly dmarc: RecordView | null;
  readonly spf: RecordView | null;
  readonly clientAddress: string | null;
  readonly arc: { readonly sets: number; readonly lastSealer: string | null; readonly trusted: boolean };
  readonly authenticationResults: readonly string[];
  /** Findings on the letter as a whole. */
  readonly findings: readonly Finding[];
  /** Why the bank would try again later; null: it would not. */
  readonly retry: string | null;
};

export type PartUse = 'text' | 'alternative' | 'attached mail' | 'report' | 'container' | 'inside an attached mail' | 'looked at for an invoice' | 'not used';

export type PartView = {
  readonly number: string;
  readonly type: string;
  readonly charset: string | null;
  readonly encoding: string;
  readonly disposition: string | null;
  readonly filename: string | null;
  readonly bytes: number;
  readonly byteOffset: number;
  readonly borders: number;
  readonly use: PartUse;
};

/** Where a parser's text first differs from the bank's own decoding, blanks and quote marks left out. */
export type ParserDifference = { readonly parser: string; readonly at: number; readonly expected: string; readonly found: string };

export type ChangeKind = 'folded' | 'removed' | 'dash' | 'blank' | 'pair';
/** What normalisation changed on a line; `examples` like `U+FF1A → ":"`, none on a line with a password. */
export type LineChange = { readonly kind: ChangeKind; readonly count: number; readonly examples: readonly string[] };
export type LineView = { readonly number: number; readonly text: string; readonly changes: readonly LineChange[] };

export type TextView = {
  readonly refusal: { readonly code: string; readonly detail: string } | null;
  readonly trouble: string | null;
  readonly parts: readonly PartView[];
  readonly moreParts: number;
  readonly differences: readonly ParserDifference[];
  readonly lines: readonly LineView[];
  readonly moreLines: number;
};

export type RecognisedKind =
  | 'password' | 'quoted password' | 'password again' | 'up to' | 'pay to' | 'separator' | 'quoted' | 'attribution' | 'signature'
  | 'invoice number' | 'invoice line' | 'total' | 'unread amount' | 'consent' | 'refusal' | 'fraud' | 'answer password' | 'command' | 'command in subject';

/** `line` null: in the subject. `toLine`: the last line, of what spans several. */
export type Recognised = {
  readonly kind: RecognisedKind;
  readonly line: number | null;
  readonly toLine: number | null;
  readonly from: number;
  readonly to: number;
  readonly detail: string;
};

export type OriginalView = { readonly messageId: string | null; readonly date: string | null; readonly strength: SenderStrength; readonly address: string | null; readonly hits: readonly Finding[]; readonly lines: number | null; readonly passwords: number };

/** An e-invoice attached to the letter. `trouble`: its code and what is wrong, null where it can be taken; `lines` as `2 x Sencha 100g  2,160`. */
export type InvoiceView = {
  readonly format: 'ubl' | 'cii';
  readonly inPdf: boolean;
  readonly number: string | null;
  readonly total: string | null;
  readonly sellerName: string | null;
  readonly lines: readonly string[];
  readonly trouble: { readonly code: string; readonly detail: string } | null;
  readonly holdsSecret: boolean;
};

export type Dissection = {
  readonly headers: { readonly from: string | null; readonly to: readonly string[]; readonly cc: readonly string[]; readonly subject: string; readonly messageId: string | null; readonly date: string | null; readonly inReplyTo: readonly string[] };
  readonly automatic: string | null;
  readonly resent: boolean;
  readonly bounce: BounceReading | null;
  readonly gate: GateView;
  readonly sender: SenderView;
  readonly text: TextView;
  readonly recognised: readonly Recognised[];
  readonly answer: { readonly word: string | null; readonly doubt: string | null; readonly hasPassword: boolean } | null;
  readonly originals: readonly OriginalView[];
  readonly invoices: readonly InvoiceView[];
};
