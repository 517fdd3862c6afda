/**
 * Is this mail of the bank, and does it prove what it says? The order of the questions: gate 0; From is exactly the bank's address; the bank's DKIM
 * signature, aligned, over the fields that are used here, and not old (a receipt that proves itself may be as old as its signature allows); written to the shop; and where it says "paid", the proof of the public entry, in a log that goes on with what was seen of it. Only a mail
 * that passes all of them is `paid`. The same mail gives the same answer however often it comes: who ships once keeps the reference.
 */
import type { TrustPolicy } from '../../bulletin-board/format/policy.ts';
import { addressesIn, singleFrom } from '../../clearinghouse/mail/addresses.ts';
import { authenticate } from '../../clearinghouse/mail/authentication.ts';
import type { AuthenticationResult, AuthenticationSettings } from '../../clearinghouse/mail/authentication.ts';
import { gate0, GATE_LIMITS } from '../../clearinghouse/mail/gate.ts';
import type { GateResult } from '../../clearinghouse/mail/gate.ts';
import { valueOf, valuesOf } from '../../clearinghouse/mail/header-fields.ts';
import type { HeaderField } from '../../clearinghouse/mail/header-fields.ts';
import { messageIds, readDate, readSubject } from '../../clearinghouse/mail/letter-headers.ts';
import type { DnsCache } from '../../clearinghouse/mail/resolver.ts';
import { splitAddress } from '../../clearinghouse/protocol/address.ts';
import type { Verdict } from '../../clearinghouse/protocol/reading.ts';
import type { CheckHead } from '../board/receipt-heads.ts';
import { claimedReference, saysPaid, speaksForBank } from './bank-claims.ts';
import { LABEL_FIELD, readLabel } from './notice-label.ts';
import type { NoticeLabel } from './notice-label.ts';
import { provedPayment } from './proved-payment.ts';
import type { ProvedPayment } from './proved-payment.ts';
import { reasonText } from './reasons.ts';
import type { Reason, ReasonCode, ReasonLanguage } from './reasons.ts';

export type BankSettings = {
  /** Canonical: the one address that the bank writes from. */
  readonly bankAddress: string;
  /** The name beside it in the bank's mails; null: forgeries are then not known by it. */
  readonly bankName: string | null;
  /** Canonical addresses by which the bank knows the shop. */
  readonly ownAddresses: readonly string[];
  /** The bank's logs, this year's and those before, and which witnesses are asked for. From the shop's policy file, never from a mail. */
  readonly trust: TrustPolicy;
  readonly dns: DnsCache;
  readonly checkHead: CheckHead;
  /** Of the reasons. */
  readonly language: ReasonLanguage;
};

/** What a mail says that has not proved itself: for the shopkeeper's eyes. `paid`: by its subject or its files. */
export type Claims = { readonly reference: string | null; readonly subject: string; readonly paid: boolean };

/** References are as people see them; message identifiers without angle brackets; times in milliseconds. */
export type BankMail =
  /** Signed by the bank and proved by the board. */
  | ({ readonly kind: 'paid' } & ProvedPayment)
  /** Signed by the bank, and nothing to ship by. `notice` is the bank's NoticeKind, `code` of a refusal; `inReplyTo` and `references` are signed or empty. */
  | { readonly kind: 'notice'; readonly notice: string; readonly reference: string | null; readonly code: string | null; readonly givesBack: NoticeLabel['givesBack']; readonly inReplyTo: readonly string[]; readonly references: readonly string[]; readonly subject: string }
  /** It speaks for the bank or says "paid", and does not prove itself. Nothing of it is believed. */
  | { readonly kind: 'suspicious'; readonly codes: readonly ReasonCode[]; readonly reasons: readonly string[]; readonly claims: Claims }
  /** Nothing to do with the bank. */
  | { readonly kind: 'other' }
  /**
   * Not proved now, and may be true: to be looked at again. `dns`: it did not answer for the bank's domain, so anybody may have written it. `policy`: the bank
   * has signed it, and the shop's policy file does not name its log (a new year's, say) or asks for other witnesses. `board`: its files do not show that the proof's log is the one that was seen before.
   */
  | { readonly kind: 'retry'; readonly cause: 'dns' | 'policy' | 'board'; readonly reason: string; readonly claims: Claims };

type Passed = GateResult & { readonly ok: true };

/** `receivedAt`: the mailbox's time, in milliseconds. Rejects only for faults of our own. */
export async function checkBankMail(bytes: Uint8Array, receivedAt: number, settings: BankSettings): Promise<BankMail> {
  const gate = gate0(bytes, GATE_LIMITS);
  const { fields } = gate;
  if (speaksForBank(fields, gate.parts, settings) === null) return { kind: 'other' };
  const suspicious = (...reasons: readonly Reason[]): BankMail => suspect(gate, reasons, settings.language);
  if (!gate.ok) return suspicious({ code: 'unreadable', detail: gate.code });
  const from = singleFrom(fields);
  if (from !== settings.bankAddress) return suspicious({ code: 'other-sender', detail: from ?? (valueOf(fields, 'from') ?? '') });
  const result = await verdictAt(bytes, gate, receivedAt, settings);
  if (result.kind === 'retry') return unanswered(gate, result.reason);
  const unsigned = unsignedReason(result.verdict, settings);
  if (unsigned === null) return ofSigned(bytes, gate, result.verdict, settings);
  if (unsigned.code !== 'signature-old') return suspicious(unsigned);
  const late = await lateVerdict(bytes, gate, receivedAt, settings);
  if (late === null) return suspicious(unsigned);
  if (late.kind === 'retry') return unanswered(gate, late.reason);
  const found = await ofSigned(bytes, gate, late.verdict, settings);
  return found.kind === 'paid' || found.kind === 'retry' ? found : suspicious(unsigned);
}

const unanswered = (gate: GateResult, reason: string): BankMail => ({ kind: 'retry', cause: 'dns', reason, claims: claimsOf(gate) });

const claimsOf = ({ fields, parts }: GateResult): Claims => ({ reference: claimedReference(fields), subject: readSubject(valueOf(fields, 'subject')), paid: saysPaid(fields, parts) });

function verdictAt(bytes: Uint8Array, { fields, parts }: Passed, receivedAt: number, settings: BankSettings): Promise<AuthenticationResult> {
  const envelope = { from: null, to: [], clientAddress: null, helo: null };
  return authenticate({ bytes, fields, parts, receivedAt, envelope }, authentication(settings), settings.dns.forLetter());
}

/**
 * A mail that was under way for more than two days, judged as of its signed Date: null where even then nothing passes, or the signature's own end (x=) is
 * over. Good for a receipt alone, which nobody gains by sending again: its proof is of one payment, and that ships once. A notice without proof stays old.
 */
async function lateVerdict(bytes: Uint8Array, gate: Passed, receivedAt: number, settings: BankSettings): Promise<AuthenticationResult | null> {
  const written = readDate(valueOf(gate.fields, 'date'));
  if (written === null || written > receivedAt) return null;
  const result = await verdictAt(bytes, gate, written, settings);
  if (result.kind === 'retry') return result;
  const end = result.verdict.signature?.expiresAt ?? null;
  return unsignedReason(result.verdict, settings) === null && end !== null && end >= receivedAt ? result : null;
}

/** The shop has named this bank: its own, exact signature is enough where its domain publishes no DMARC record. No server's word and no seal counts. */
const authentication = ({ bankAddress }: BankSettings): AuthenticationSettings => ({ authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [splitAddress(bankAddress).domain] });

function unsignedReason({ strength, address, findings }: Verdict, { bankAddress }: BankSettings): Reason | null {
  if (strength === 'signed' && address === bankAddress) return null;
  const hit = (...codes: readonly string[]): boolean => findings.some((finding) => finding.hit && codes.includes(finding.code));
  const code = hit('dkim-missing') ? 'not-signed' : hit('dkim-stale', 'dkim-expired') ? 'signature-old' : 'signature-bad';
  return { code, detail: '' };
}

function suspect(gate: GateResult, reasons: readonly Reason[], language: ReasonLanguage): BankMail {
  return { kind: 'suspicious', codes: reasons.map(({ code }) => code), reasons: reasons.map((reason) => reasonText(reason, language)), claims: claimsOf(gate) };
}

/** Not the mail is at fault: another policy file proves it. */
const OF_POLICY: readonly ReasonCode[] = ['unknown-log', 'too-few-witnesses'];

/** The bank's signature holds. What is used of the header has to stand under it. */
async function ofSigned(bytes: Uint8Array, gate: Passed, { signature }: Verdict, settings: BankSettings): Promise<BankMail> {
  const { fields, parts } = gate;
  const suspicious = (code: ReasonCode, detail = ''): BankMail => suspect(gate, [{ code, detail }], settings.language);
  const isSigned = (field: string): boolean => signature?.signedFields.includes(field) ?? false;
  const [value, ...more] = valuesOf(fields, LABEL_FIELD);
  if (value === undefined) return saysPaid(fields, parts) ? suspicious('label-missing') : { kind: 'other' };
  const label = readLabel(value);
  if (label === null || more.length > 0 || !isSigned(LABEL_FIELD)) return suspicious('label-bad');
  const receivers = isSigned('to') ? addressesIn(fields, ['to']) : [];
  if (!receivers.some((address) => settings.ownAddresses.includes(address))) return suspicious('other-receiver', receivers.join(', '));
  if (label.kind !== 'receipt-merchant') return notice(label, fields, isSigned);
  const proof = await provedPayment(bytes, { trust: settings.trust, payees: settings.ownAddresses });
  if (!proof.ok && OF_POLICY.includes(proof.reason.code)) return { kind: 'retry', cause: 'policy', reason: reasonText(proof.reason, settings.language), claims: claimsOf(gate) };
  if (!proof.ok) return suspicious(proof.reason.code, proof.reason.detail);
  if (proof.payment.reference !== label.reference) return suspicious('other-reference', proof.payment.reference);
  const seen = await settings.checkHead(proof.head);
  if (seen.kind === 'forked') return suspicious('two-histories', seen.why);
  if (seen.kind === 'unproved') return { kind: 'retry', cause: 'board', reason: reasonText({ code: 'board-unproved', detail: seen.why }, settings.language), claims: claimsOf(gate) };
  return { kind: 'paid', ...proof.payment };
}

function notice({ kind, reference, code, givesBack }: NoticeLabel, fields: readonly HeaderField[], isSigned: (field: string) => boolean): BankMail {
  const identifiers = (field: string): readonly string[] => (isSigned(field) ? messageIds(valueOf(fields, field)) : []);
  return { kind: 'notice', notice: kind, reference, code, givesBack, inReplyTo: identifiers('in-reply-to'), references: identifiers('references'), subject: readSubject(valueOf(fields, 'subject')) };
}
