/** From a matched forward to a claim: the merchant's words are read, then every rule is asked. */
import { readInvoice, type InvoiceReading } from '../protocol/invoice.ts';
import type { Currency } from '../protocol/money.ts';
import { notInOrder } from '../protocol/unordered.ts';
import { accountsOf, find, type Desk } from './desk.ts';
import type { Claim, Side } from './payment.ts';
import type { RefusalCode } from './refusals.ts';
import { claimRules } from './rules/index.ts';
import type { ClaimView } from './rules/rule.ts';

export type { ClaimView, MerchantWords } from './rules/rule.ts';

/** A claim as read, not yet judged; or the code for which the invoice can't be read. */
export type ClaimReading = { readonly ok: true; readonly claim: Claim; readonly invoice: InvoiceReading } | { readonly ok: false; readonly code: RefusalCode; readonly invoice: InvoiceReading };

type Parts = Omit<ClaimView, 'claim'> & { readonly letterId: number; readonly receivedAt: number };

const invoiceCodes = {
  'no-total': 'no-total',
  'two-totals': 'two-totals',
  'sum-differs': 'sum-differs',
  'too-many-lines': 'too-many-lines',
  'ambiguous-amount': 'amount-ambiguous',
  'unreadable-amount': 'amount-unreadable',
  'mixed-currencies': 'mixed-currencies',
  'not-positive': 'not-positive',
} as const satisfies Record<string, RefusalCode>;

export function readClaim(parts: Parts): ClaimReading {
  const { desk, order, merchant, words } = parts;
  const invoice = readInvoice(words, merchantCurrency(desk, merchant));
  if (!invoice.ok) {
    find(desk, 'invoice', true, invoice.code);
    return { ok: false, code: invoiceCodes[invoice.code], invoice };
  }
  find(desk, 'invoice', false, `${invoice.invoice.lines.length} lines`);
  const { number, lines, total } = invoice.invoice;
  const shown = lines.filter((line) => line.kind !== 'subtotal').map((line) => ({ text: line.text, amount: line.amount, notInOrder: notInOrder(line, order.orderLines) }));
  return { ok: true, invoice, claim: { letterId: parts.letterId, receivedAt: parts.receivedAt, invoice: number, lines: shown, total } };
}

/** The first rule that catches something refuses; all that were asked stand in the findings. */
export function judgeClaim(parts: Parts, claim: Claim): RefusalCode | null {
  for (const rule of claimRules) {
    const caught = rule.check({ ...parts, claim });
    find(parts.desk, rule.name, caught !== null, caught === null ? '' : caught.detail);
    if (caught !== null) return caught.code;
  }
  return null;
}

/** The currency that a bare total is in: the merchant's, if they have one account. */
function merchantCurrency(desk: Desk, merchant: Side): Currency | null {
  const accounts = accountsOf(desk.facts, merchant.party);
  return accounts.length === 1 ? (accounts[0]?.currency ?? null) : null;
}

export const sameClaim = (a: Claim, b: Claim): boolean => a.invoice === b.invoice && a.total.currency === b.total.currency && a.total.minor === b.total.minor;
