import type { DKIMResult } from 'mailauth';
import { charsetOf, decodeTransfer } from './charset.ts';
import type { CoveredFields } from './dkim-verify.ts';
import type { HeaderField } from './header-fields.ts';
import type { MimePart } from './mime-tree.ts';
import { charsetTrouble } from './unsigned-charset.ts';
import { encodingTrouble } from './unsigned-encoding.ts';
import type { Finding, Signature } from '../protocol/reading.ts';

/**
 * What a DKIM signature (RFC 6376) must be beyond passing, before money moves by it. Each rule is a finding, hit or miss.
 * Pure but for mailauth's result, which it only reads.
 */

/** Milliseconds: how much before and after its signing a letter may be received. */
export type Freshness = { readonly earliestMs: number; readonly latestMs: number };

export const FRESHNESS: Freshness = Object.freeze({ earliestMs: -10 * 60_000, latestMs: 48 * 3_600_000 });

/** What the rules look at beside the signature. `freshness` null: age does not matter (the original within a forward). */
export type SignedLetter = {
  readonly fields: readonly HeaderField[];
  readonly root: MimePart;
  /** As it stands in the letter, encoded. */
  readonly body: Buffer;
  readonly date: number | null;
  readonly receivedAt: number;
  readonly freshness: Freshness | null;
};

/** `temporary`: DNS failed, and nothing else speaks against it. */
export type SignatureOutcome = { readonly kind: 'pass' | 'refused' | 'temporary'; readonly signature: Signature; readonly findings: readonly Finding[] };

/** Charsets that may stand in a Content-Type which nobody signed (Gmail does not sign it): none of them can hide ASCII. Of what is not ASCII the bytes must say it (unsigned-charset.ts). */
const UNSIGNED_CHARSETS = /^(?:us-ascii|utf-8|iso-2022-jp|shift_jis|euc-jp|iso-8859-1|windows-125\d)$/;
const MUST_BE_SIGNED: readonly string[] = ['from', 'subject', 'date'];

const timeOf = (text: string | null | undefined): number | null => (text === null || text === undefined ? null : Date.parse(text));

/** The plain facts of a signature. Of one that `covered` does not know nothing counts as signed. */
const signatureOf = (result: DKIMResult, covered: CoveredFields): Signature => ({
  domain: (result.signingDomain ?? '').toLowerCase(),
  selector: (result.selector ?? '').toLowerCase(),
  b: (result.signature ?? '').replace(/\s+/g, ''),
  signedFields: covered.get(result) ?? [],
  signedAt: timeOf(result.signTime),
  expiresAt: timeOf(result.expiresAfter),
});

/**
 * Whether two signatures are one and the same (mailauth's `id`: their decoded bytes). No signer writes that: who puts a second field with the true one's b= on a
 * mail wants somebody to read the wrong one.
 */
export const areDoubled = (results: readonly DKIMResult[]): boolean => new Set(results.map(({ id }) => id)).size < results.length;

/** Whether a Content-Type that the signature does not cover could have been changed to show another text. Of a multipart the signed body holds the fields of all parts. */
const contentTypeTrouble = ({ root, body }: SignedLetter): string | null => {
  if (root.boundary !== null) return root.bordersAtOnce && root.borders >= 2 ? null : 'text stands before the first part';
  const written = root.contentType.value;
  if (written !== '' && written !== 'text/plain') return `unsigned ${written}`.slice(0, 60);
  const charset = charsetOf(root.contentType.parameters.get('charset'));
  if (charset.kind !== 'known' || !UNSIGNED_CHARSETS.test(charset.name)) return 'unsigned charset';
  return charsetTrouble(decodeTransfer(body, root.encoding), charset.name);
};

const ageTrouble = (letter: SignedLetter, signature: Signature): string | null => {
  if (letter.freshness === null) return null;
  const signedAt = signature.signedAt ?? letter.date;
  if (signedAt === null) return 'neither t= nor a readable Date';
  const age = letter.receivedAt - signedAt;
  if (age < letter.freshness.earliestMs) return 'signed after it was received';
  return age > letter.freshness.latestMs ? 'signed more than 48 hours before it was received' : null;
};

/** Likewise of a Content-Transfer-Encoding; of a multipart nothing may be encoded but its parts. */
const rootEncodingTrouble = ({ root, body }: SignedLetter): string | null => (root.boundary === null ? encodingTrouble(body, root.encoding) : null);

/** Judges one signature by all rules. `detail` names the domain, so that several signatures can be told apart. */
export const judgeSignature = (result: DKIMResult, letter: SignedLetter, covered: CoveredFields): SignatureOutcome => {
  const signature = signatureOf(result, covered);
  const missing = MUST_BE_SIGNED.filter((name) => !signature.signedFields.includes(name));
  const expired = signature.expiresAt !== null && signature.expiresAt < letter.receivedAt && letter.freshness !== null;
  const typeTrouble = signature.signedFields.includes('content-type') ? null : contentTypeTrouble(letter);
  const coded = signature.signedFields.includes('content-transfer-encoding') ? null : rootEncodingTrouble(letter);
  const oldTrouble = ageTrouble(letter, signature);
  const about = (code: string, hit: boolean, detail: string): Finding => ({ code, hit, detail: `${signature.domain}${detail === '' ? '' : `: ${detail}`}`.slice(0, 200) });
  const rules = [
    about('dkim-length-limited', result.canonBodyLengthLimited !== false, 'l='),
    about('dkim-testing-key', result.status.testing === true, 't=y'),
    about('dkim-fields-unsigned', missing.length > 0, missing.join(' ')),
    about('dkim-content-type-unsigned', typeTrouble !== null, typeTrouble ?? ''),
    about('dkim-encoding-unsigned', coded !== null, coded ?? ''),
    about('dkim-stale', oldTrouble !== null, oldTrouble ?? ''),
    about('dkim-expired', expired, 'x='),
  ];
  const verified = about('dkim-not-pass', result.status.result !== 'pass', `${result.status.result} ${result.status.comment || ''}`.trim());
  const findings = [verified, ...rules];
  if (rules.some((rule) => rule.hit)) return { kind: 'refused', signature, findings };
  if (result.status.result === 'temperror') return { kind: 'temporary', signature, findings };
  return { kind: verified.hit ? 'refused' : 'pass', signature, findings };
};
