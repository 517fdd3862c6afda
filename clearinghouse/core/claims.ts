/** From a matched forward to a claim: the merchant's words are read, then every rule is asked. */
import { asOne } from '../protocol/e-invoice.ts';
import { readInvoice, type InvoiceLine, type InvoiceReading } from '../protocol/invoice.ts';
import type { Currency, Money } from '../protocol/money.ts';
import type { EInvoiceLine, EInvoiceReading } from '../protocol/reading.ts';
import { postSeenOf } from '../protocol/post.ts';
import { notInOrder } from '../protocol/unordered.ts';
import { accountsOf, find, type Desk } from './desk.ts';
import type { Claim, ClaimLine, Order, Side } from './payment.ts';
import type { RefusalCode } from './refusals.ts';
import { claimRules } from './rules/index.ts';
import type { ClaimView } from './rules/rule.ts';

export type { ClaimView, MerchantWords } from './rules/rule.ts';

/** What text and attachment say, where they do not say the same. */
export type FileDiffers = { readonly sums: { readonly text: Money; readonly file: Money } | null; readonly numbers: { readonly text: string; readonly file: string } | null };

/** A claim as read, not yet judged; or the code for which it can't be. `invoice` is the merchant's text, `file` the e-invoice attached to it. */
export type ClaimReading = { readonly invoice: InvoiceReading; readonly file: EInvoiceReading | null } & (
  | { readonly ok: true; readonly claim: Claim }
  | { readonly ok: false; readonly code: RefusalCode; readonly differs: FileDiffers | null }
);

export type ClaimParts = Omit<ClaimView, 'claim' | 'invoices'> & { readonly invoices: readonly EInvoiceReading[]; readonly letterId: number; readonly receivedAt: number };

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

/**
 * The claim is what the text and the attached e-invoice say. Where both stand they must agree; where the text has no total the file counts alone.
 * What a file holds is never passed over once it is known as an e-invoice.
 */
export function readClaim(parts: ClaimParts): ClaimReading {
  const { desk, merchant } = parts;
  const words = parts.words.filter(({ text }) => postSeenOf(text) === null);
  const seen = words.length < parts.words.length;
  const invoice = readInvoice(words, merchantCurrency(desk, merchant));
  const file = asOne(ownFiles(parts));
  const trouble = troubleOf(invoice, file);
  find(desk, 'invoice', trouble !== null, trouble === null ? `${invoice.ok ? invoice.invoice.lines.length : 0} lines` : trouble.code);
  if (file !== null) find(desk, 'invoice-file', !file.ok, file.ok ? `${file.format}, ${file.lines.length} lines` : `${file.format}, ${file.code}: ${file.detail}`);
  if (trouble !== null) return { ok: false, ...trouble, invoice, file };
  return { ok: true, invoice, file, claim: { letterId: parts.letterId, receivedAt: parts.receivedAt, ...claimed(parts.order, invoice, file), ...(seen ? { postSeen: true } : {}) } };
}

/** Attached to the forward by the merchant: what the buyer's own mail to the bank bore is the buyer's. */
const ownFiles = ({ invoices, order }: ClaimParts): readonly EInvoiceReading[] => invoices.filter(({ digest }) => order.files?.includes(digest) !== true);

function troubleOf(invoice: InvoiceReading, file: EInvoiceReading | null): { readonly code: RefusalCode; readonly differs: FileDiffers | null } | null {
  if (!invoice.ok && (invoice.code !== 'no-total' || file === null)) return { code: invoiceCodes[invoice.code], differs: null };
  if (file === null) return null;
  if (!file.ok) return { code: 'invoice-file', differs: null };
  const text = invoice.ok ? invoice.invoice.total : invoice.added;
  const number = typedNumber(invoice);
  const sums = text !== null && (text.currency !== file.total.currency || text.minor !== file.total.minor) ? { text, file: file.total } : null;
  const numbers = number !== null && number.trim().toUpperCase() !== file.number.trim().toUpperCase() ? { text: number, file: file.number } : null;
  return sums === null && numbers === null ? null : { code: 'invoice-differs', differs: { sums, numbers } };
}

/** Beside a file that counts alone `Invoice: see attachment` names no other one. */
function typedNumber(invoice: InvoiceReading): string | null {
  if (invoice.ok) return invoice.invoice.number;
  return invoice.number !== null && /[0-9]/.test(invoice.number) ? invoice.number : null;
}

/** The lines that the merchant typed, if there are any; else those of the file. */
function claimed(order: Order, invoice: InvoiceReading, file: EInvoiceReading | null): Pick<Claim, 'invoice' | 'lines' | 'total'> {
  const typed = invoice.ok ? invoice.invoice.lines.filter((line) => line.kind !== 'subtotal') : [];
  const total = invoice.ok ? invoice.invoice.total : file?.ok === true ? file.total : null;
  if (total === null) throw new Error('a claim without a total');
  const number = (invoice.ok ? invoice.invoice.number : null) ?? (file?.ok === true ? file.number : null);
  const lines = typed.length > 0 || file?.ok !== true ? typed : file.lines.map(asTyped);
  return { invoice: number, total, lines: lines.map((line) => ({ text: line.text, amount: line.amount, notInOrder: notInOrder(line, order.orderLines) })) };
}

/** Only items can be what the buyer ordered. */
const asTyped = ({ kind, text, quantity, amount }: EInvoiceLine): InvoiceLine => ({ kind: kind === 'item' ? 'item' : 'tax', text, quantity, unit: null, amount });

/** The first rule that catches something refuses; all that were asked stand in the findings. */
export function judgeClaim(parts: ClaimParts, claim: Claim): RefusalCode | null {
  for (const rule of claimRules) {
    const caught = rule.check({ ...parts, invoices: ownFiles(parts), claim });
    find(parts.desk, rule.name, caught !== null, caught === null ? '' : caught.detail);
    if (caught !== null) return caught.code;
  }
  return null;
}

/** The currency that a bare total is in: the merchant's, if they have one account. */
export function merchantCurrency(desk: Desk, merchant: Pick<Side, 'party'>): Currency | null {
  const accounts = accountsOf(desk.facts, merchant.party);
  return accounts.length === 1 ? (accounts[0]?.currency ?? null) : null;
}

/** Other lines under the same total are another claim: what the buyer is asked, and what the receipts say, is what the shop wrote last. */
export const sameClaim = (a: Claim, b: Claim): boolean => a.invoice === b.invoice && a.postSeen === b.postSeen && sameMoney(a.total, b.total) && a.lines.length === b.lines.length && a.lines.every((line, at) => sameLine(line, b.lines[at]));

const sameLine = (a: ClaimLine, b: ClaimLine | undefined): boolean => b !== undefined && a.text === b.text && sameMoney(a.amount, b.amount);

const sameMoney = (a: Money, b: Money): boolean => a.currency === b.currency && a.minor === b.minor;
