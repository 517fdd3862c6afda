/** Whether words that look like a password are one of a buyer's open orders: what is shown to others, or stands on the board, repeats none (9-rules 27, 29). */
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN, type EInvoiceReading, type Reading, type SecretDigests, type TextReading } from '../protocol/reading.ts';
import { sameSecret } from '../protocol/secret.ts';
import { hideShaped } from '../protocol/secret-shapes.ts';
import { paymentsWith, type Desk } from './desk.ts';
import { secretKeys } from './keys.ts';
import type { ForwardContent } from './match.ts';
import type { PartyId } from './party.ts';
import { isOpen } from './payment.ts';
import type { MerchantWords } from './rules/rule.ts';

/** Of the text and of the e-invoices attached to it. */
export const shapedSecrets = ({ text, invoices = [] }: Pick<ForwardContent, 'text' | 'invoices'>): readonly SecretDigests[] => [...(text.shaped ?? []).map(({ digests }) => digests), ...invoices.flatMap((file) => (file.ok ? (file.shaped ?? []) : []))];

/** Of this buyer alone: a word that another customer has chosen blocks nobody (9-rules 3), and nobody learns that it was chosen. */
export const isLiveSecret = (desk: Desk, buyer: PartyId, digests: SecretDigests): boolean =>
  paymentsWith(desk.facts, secretKeys(digests)).some((payment) => isOpen(payment) && payment.buyer?.party === buyer && sameSecret(payment.secret, digests));

type Read = { readonly words: MerchantWords; readonly secretLines: readonly number[]; readonly invoices: readonly EInvoiceReading[] };

/** What of a forward is the merchant's word, as if a password of another open order of this buyer were the order's own: none is repeated, and the forward is refused for it. */
export function withoutLive(desk: Desk, buyer: PartyId, { words, secretLines }: Pick<Read, 'words' | 'secretLines'>, { text, invoices = [] }: { readonly text: TextReading | null; readonly invoices?: readonly EInvoiceReading[] }): Read {
  const found = (text?.shaped ?? []).filter(({ digests }) => isLiveSecret(desk, buyer, digests));
  const live = new Set(found.map(({ line }) => line));
  const joined = new Set(found.flatMap((one) => (one.joined === true ? [one.line] : [])));
  return {
    words: words.map((word) => (live.has(word.line) ? { ...word, text: hideShaped(word.text, joined.has(word.line)) } : word)),
    secretLines: [...secretLines, ...live],
    invoices: invoices.map((file) => (file.ok && (file.shaped ?? []).some((digests) => isLiveSecret(desk, buyer, digests)) ? withoutShaped(file) : file)),
  };
}

function withoutShaped(file: EInvoiceReading & { readonly ok: true }): EInvoiceReading {
  const lines = file.lines.map((line) => ({ ...line, text: hideShaped(line.text, true) }));
  return { ...file, number: hideShaped(file.number, true), sellerName: file.sellerName === null ? null : hideShaped(file.sellerName, true), lines, holdsSecret: true };
}

/** What the reader has put in the place of a password. */
const MASKED = new RegExp(`${SECRET_MARK_OPEN}[^${SECRET_MARK_CLOSE}]*${SECRET_MARK_CLOSE}`, 'gu');
/** Passwords of the shape that the bank itself suggests (protocol/secret.ts). */
const SUGGESTED = /(?<![\p{L}\p{N}-])\p{L}{3,12}-\d{4}-\p{L}{3,12}(?![\p{L}\p{N}-])/gu;

/**
 * Words that one side of a payment writes and the other reads, without what may be a password: what the reader has masked, what the bank suggests, and in a line that holds one of
 * these parties' open orders all that looks like one. `line`: where they stand in the text; null: in the subject, where of single words nobody knows, so that all of it goes that looks so.
 */
export function spokenWords(desk: Desk, parties: readonly PartyId[], { text, subjectShaped = [] }: Pick<Reading, 'text' | 'subjectShaped'>, line: number | null, words: string): string {
  const shown = words.replaceAll(MASKED, '…').replaceAll(SUGGESTED, '…').trim();
  const isLive = (digests: SecretDigests): boolean => parties.some((party) => isLiveSecret(desk, party, digests));
  if (line === null) return hideShaped(shown, subjectShaped.some(isLive));
  const live = (text?.shaped ?? []).filter((one) => one.line === line && isLive(one.digests));
  return live.length === 0 ? shown : hideShaped(shown, live.some(({ joined }) => joined === true));
}
