/**
 * Does an e-invoice add up? In minor units, by the rules of EN 16931 that lead to what is due: BR-CO-10 to 16. That each VAT amount is its rate of
 * its base (BR-CO-17) is not asked: it is rounded in many honest ways, and the buyer is asked for the sum.
 */
import { MAX_MINOR, money, negate, type Currency, type Money } from '../protocol/money.ts';
import type { EInvoiceLine, EInvoiceRefusal } from '../protocol/reading.ts';
import type { InvoiceDocument, StatedSums } from './document.ts';
import { ASKING_CODES } from './kinds.ts';
import { MAX_INVOICE_LINES } from '../protocol/invoice.ts';
import { lineOf } from './words.ts';

const MAX_NUMBER = 40;

export type Judged =
  | { readonly ok: true; readonly number: string; readonly total: Money; readonly lines: readonly EInvoiceLine[] }
  | { readonly ok: false; readonly code: EInvoiceRefusal; readonly detail: string; readonly sums: Sums | null };

export type Sums = { readonly lines: Money; readonly total: Money };

const refuse = (code: EInvoiceRefusal, detail: string, sums: Sums | null = null): Judged => ({ ok: false, code, detail, sums });

export function judge(document: InvoiceDocument): Judged {
  const { typeCode, stated } = document;
  const number = lineOf(document.number);
  if (!ASKING_CODES.has(typeCode)) return refuse('not-an-invoice', `document type ${typeCode.slice(0, 10)}`);
  if (document.paysAnother) return refuse('not-an-invoice', 'another than the seller is to be paid (BG-10)');
  if (number === '' || number.length > MAX_NUMBER) return refuse('broken', number === '' ? 'no invoice number' : `an invoice number of more than ${MAX_NUMBER} characters`);
  const net = netOf(document);
  if (net !== null && isBeyond(net)) return refuse('amount-unreadable', 'a net amount beyond any sum');
  const lines = [...netLines(document), ...document.allowancesAndCharges, ...taxLines(document), ...restLines(stated)];
  if (lines.length > MAX_INVOICE_LINES) return refuse('too-many-lines', `${lines.length} lines`);
  for (const { rule, computed, says } of rulesOf(document)) {
    if (says !== null && computed !== says.minor) return refuse('sum-differs', rule, sumsOf(document.currency, computed, says));
  }
  if (stated.payable.minor <= 0n) return refuse('not-positive', `${stated.payable.minor} minor units are due`);
  return { ok: true, number, total: stated.payable, lines };
}

const isBeyond = (minor: bigint): boolean => minor > MAX_MINOR || minor < -MAX_MINOR;

const added = (lines: readonly EInvoiceLine[]): bigint => lines.reduce((sum, { amount }) => sum + amount.minor, 0n);

/** A file of the profiles MINIMUM and BASIC WL names no lines: their sum stands for them. It may be beyond any sum, since allowances are added to it. */
const netOf = ({ items, stated, allowancesAndCharges }: InvoiceDocument): bigint | null =>
  items.length > 0 ? null : (stated.lines?.minor ?? (stated.net === null ? null : stated.net.minor - added(allowancesAndCharges)));

/** The caller has seen that the net amount is none beyond any sum. */
function netLines(document: InvoiceDocument): readonly EInvoiceLine[] {
  const net = netOf(document);
  return net === null ? document.items : [{ kind: 'net', text: 'Net amount', quantity: null, unit: null, amount: money(document.currency, net) }];
}

/** Where the VAT is not broken down, its sum is one line; lines of no tax are left out. */
function taxLines({ taxes, stated }: InvoiceDocument): readonly EInvoiceLine[] {
  if (taxes.length > 0) return taxes.filter(({ amount }) => amount.minor !== 0n);
  return stated.tax === null || stated.tax.minor === 0n ? [] : [{ kind: 'tax', text: 'Tax', quantity: null, unit: null, amount: stated.tax }];
}

function restLines({ prepaid, rounding }: StatedSums): readonly EInvoiceLine[] {
  const rest: readonly EInvoiceLine[] = [
    ...(prepaid === null ? [] : [{ kind: 'prepaid', text: prepaid.minor < 0n ? 'Owed from before' : 'Paid before', quantity: null, unit: null, amount: negate(prepaid) } as const]),
    ...(rounding === null ? [] : [{ kind: 'rounding', text: 'Rounding', quantity: null, unit: null, amount: rounding } as const]),
  ];
  return rest.filter(({ amount }) => amount.minor !== 0n);
}

type Rule = { readonly rule: string; readonly computed: bigint; readonly says: Money | null };

/** Each stated sum against what it is the sum of, the innermost first; at the end what is due against everything. */
function rulesOf(document: InvoiceDocument): readonly Rule[] {
  const { allowancesAndCharges, stated } = document;
  const of = (kind: EInvoiceLine['kind']): bigint => added(allowancesAndCharges.filter((line) => line.kind === kind));
  const net = added(netLines(document));
  const tax = added(taxLines(document));
  const beforeTax = net + of('allowance') + of('charge');
  return [
    { rule: 'the lines and their sum (BR-CO-10)', computed: net, says: stated.lines },
    { rule: 'the allowances and their sum (BR-CO-11)', computed: -of('allowance'), says: stated.allowances },
    { rule: 'the charges and their sum (BR-CO-12)', computed: of('charge'), says: stated.charges },
    { rule: 'lines, allowances and charges, and the total without VAT (BR-CO-13)', computed: beforeTax, says: stated.net },
    { rule: 'the VAT amounts and their sum (BR-CO-14)', computed: tax, says: stated.tax },
    { rule: 'the total with VAT (BR-CO-15)', computed: beforeTax + tax, says: stated.gross },
    { rule: 'everything and the amount due (BR-CO-16)', computed: beforeTax + tax + added(restLines(stated)), says: stated.payable },
  ];
}

/** A sum that is refused anyway is shown no further than money goes. */
function sumsOf(currency: Currency, computed: bigint, says: Money): Sums {
  return { lines: money(currency, isBeyond(computed) ? (computed > 0n ? MAX_MINOR : -MAX_MINOR) : computed), total: says };
}
