/**
 * What a receipt mail proves, offline: its files are checked by the board's own checker against the policy that the shop has from elsewhere, never
 * against a key in the mail. The caller has made sure that the bank signed the mail.
 */
import { parseCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { fromUtf8 } from '../../bulletin-board/format/encoding.ts';
import { placeText } from '../../bulletin-board/format/entry.ts';
import { parseNote } from '../../bulletin-board/format/note.ts';
import type { TrustPolicy } from '../../bulletin-board/format/policy.ts';
import { parseProof } from '../../bulletin-board/format/proof.ts';
import { NoReceipt, receiptOfMail } from '../../bulletin-board/verify/mail.ts';
import { checkReceipt } from '../../bulletin-board/verify/receipt.ts';
import type { ReceiptFacts, ReceiptVerdict } from '../../bulletin-board/verify/receipt.ts';
import { canonicalAddress } from '../../clearinghouse/protocol/address.ts';
import { currencyOf, exponentOf, MAX_MINOR, money } from '../../clearinghouse/protocol/money.ts';
import type { Money } from '../../clearinghouse/protocol/money.ts';
import { isShownReference } from '../../clearinghouse/protocol/reference.ts';
import type { ReceiptHead } from '../board/receipt-heads.ts';
import type { Reason, ReasonCode } from './reasons.ts';

/** All of it stands in the opened details of an entry `settled` whose payee is the shop. `reference` as people see it; times in milliseconds. */
export type ProvedPayment = {
  readonly reference: string;
  /** The shop's own number; null: the invoice had none. */
  readonly invoice: string | null;
  readonly total: Money;
  readonly paidAt: number;
  /** The payer's name and address as the bank has them. */
  readonly payerShown: string;
  readonly entry: { readonly origin: string; readonly index: number };
};

/** `payees`: the canonical addresses by which the bank knows the shop. */
export type ProofTrust = { readonly trust: TrustPolicy; readonly payees: readonly string[] };

/** `head`: under which the entry stands. */
export type ProofResult = { readonly ok: true; readonly payment: ProvedPayment; readonly head: ReceiptHead } | { readonly ok: false; readonly reason: Reason };

const refuse = (code: ReasonCode, detail: string): Paid & { ok: false } => ({ ok: false, reason: { code, detail } });

export async function provedPayment(mail: Uint8Array, settings: ProofTrust): Promise<ProofResult> {
  try {
    const files = await receiptOfMail(mail);
    const result = ofVerdict(checkReceipt(files, settings.trust), settings.payees);
    return result.ok ? { ...result, head: headIn(files.proof) } : result;
  } catch (error) {
    if (error instanceof NoReceipt) return refuse('no-proof', error.message);
    throw error;
  }
}

/** Of a proof that was checked. */
function headIn(proof: Uint8Array): ReceiptHead {
  const { checkpoint } = parseProof(proof);
  const { origin, size, root } = parseCheckpoint(parseNote(checkpoint).text);
  return { origin, size, root, checkpoint: fromUtf8(checkpoint) };
}

type Paid = { readonly ok: true; readonly payment: ProvedPayment } | { readonly ok: false; readonly reason: Reason };

function ofVerdict(verdict: ReceiptVerdict, payees: readonly string[]): Paid {
  switch (verdict.outcome) {
    case 'proved':
      return ofFacts(verdict.facts, payees);
    case 'unjudged':
      return verdict.code === 'quorum' ? refuse('too-few-witnesses', '') : refuse('unknown-log', verdict.facts.origin);
    case 'refused':
      return refuse(verdict.code === 'origin' ? 'unknown-log' : verdict.code === 'disagreement' ? 'contradiction' : 'proof-bad', verdict.found);
    default:
      return verdict satisfies never;
  }
}

function ofFacts(facts: ReceiptFacts, payees: readonly string[]): Paid {
  if (facts.kind !== 'settled') return refuse('not-settled', facts.kind);
  const details = new Map((facts.details ?? []).map(({ name, value }) => [name, value]));
  const missing = ['reference', 'payer', 'payee', 'total', 'invoice', 'at'].find((name) => !details.has(name));
  if (missing !== undefined) return refuse('details-hidden', missing);
  const shown = (name: string): string => details.get(name) ?? '';
  const payee = addressIn(shown('payee'));
  if (payee === null || !payees.includes(payee)) return refuse('other-payee', shown('payee'));
  const [reference, total, paidAt] = [shown('reference'), readTotal(shown('total')), readTime(shown('at'))];
  if (!isShownReference(reference)) return refuse('details-unreadable', reference);
  if (total === null || total.minor <= 0n) return refuse('details-unreadable', shown('total'));
  if (paidAt === null) return refuse('details-unreadable', shown('at'));
  const { origin, index } = facts;
  if (facts.place !== placeText(origin, index)) throw new Error(`the place ${facts.place} is not entry ${index} of ${origin}`);
  return { ok: true, payment: { reference, invoice: shown('invoice') === '' ? null : shown('invoice'), total, paidAt, payerShown: shown('payer'), entry: { origin, index } } };
}

/** `Green Tea House <shop@tea.example>`: the address in the last brackets, whatever stands in the name. */
const addressIn = (party: string): string | null => canonicalAddress(/<([^<>]{3,260})>$/.exec(party)?.[1] ?? '');

/** `JPY 4741`, `EUR 47.41`: as many decimals as the currency has. */
function readTotal(text: string): Money | null {
  const [, code = '', whole = '', decimals = ''] = /^([A-Z]{3}) (\d{1,16})(?:\.(\d{1,4}))?$/.exec(text) ?? [];
  const currency = currencyOf(code);
  if (currency === null || decimals.length !== exponentOf(currency)) return null;
  const minor = BigInt(whole + decimals);
  return minor > MAX_MINOR ? null : money(currency, minor);
}

function readTime(text: string): number | null {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
