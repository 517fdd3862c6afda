/**
 * An invoice as the lines that stand above a forwarded order. The bank reads them back with `readInvoice` to exactly this number, these lines and
 * this total: every text is read back here before it is given out, so that an invoice that the bank would take for another one is never sent.
 */
import { beginsLikeConsent } from '../../clearinghouse/protocol/consent.ts';
import { MAX_INVOICE_LINES, readInvoice } from '../../clearinghouse/protocol/invoice.ts';
import type { Invoice } from '../../clearinghouse/protocol/invoice.ts';
import { formatAmount, isZero } from '../../clearinghouse/protocol/money.ts';
import type { Money } from '../../clearinghouse/protocol/money.ts';
import { normalise, normaliseLine } from '../../clearinghouse/protocol/normalise.ts';
import type { PricedLine, PricedOrder, TaxLine } from '../order/order.ts';
import type { InvoiceFacts, InvoiceLanguage } from './invoice.ts';
import { invoiceName, kindOf, percent } from './invoice-words.ts';

/**
 * Why the bank could not take the invoice. `number`: it is no invoice number for the bank's reader, or begins like a consent.
 * `nothing-to-pay`: the total is not above zero. `amount-too-long`: more than 12 digits. `misread`: it would be read as another invoice.
 */
export type InvoiceTrouble = 'number' | 'nothing-to-pay' | 'too-many-lines' | 'amount-too-long' | 'misread';

type Words = { readonly number: string; readonly shipping: string; readonly discount: string; readonly tax: string; readonly includedTax: string; readonly total: string };

/** Labels of protocol/words.ts: no others are read. The included tax bears that of a sum which is shown and not added. */
const words: Readonly<Record<InvoiceLanguage, Words>> = {
  en: { number: 'Invoice', shipping: 'Shipping', discount: 'Discount', tax: 'Tax', includedTax: 'Incl. tax', total: 'Total' },
  ja: { number: '請求書番号', shipping: '送料', discount: '割引', tax: '消費税', includedTax: '内消費税', total: '合計' },
};

/** The lines of an invoice without trouble. Throws RangeError where `invoiceTrouble` tells of one: ask it first. */
export function invoiceText(facts: InvoiceFacts): readonly string[] {
  const trouble = invoiceTrouble(facts);
  if (trouble !== null) throw new RangeError(`invoice ${JSON.stringify(facts.number)} can't be told to the bank: ${trouble}`);
  return linesOf(facts);
}

/** Null: the bank will read the invoice exactly as it is meant. */
export function invoiceTrouble(facts: InvoiceFacts): InvoiceTrouble | null {
  const { number, order } = facts;
  if (normaliseLine(number) !== number || beginsLikeConsent(number)) return 'number';
  if (order.total.minor <= 0n) return 'nothing-to-pay';
  if (order.lines.length + toldTaxes(order).length > MAX_INVOICE_LINES) return 'too-many-lines';
  if ([order.total, ...order.lines.flatMap(({ unit, amount }) => [unit, amount])].some(isTooLong)) return 'amount-too-long';
  const read = readInvoice(normalise(linesOf(facts).join('\n')).lines.map((text, line) => ({ line, text })), null);
  if (!read.ok) return 'misread';
  if (read.invoice.number !== number) return 'number';
  return isMeant(read.invoice, order) ? null : 'misread';
}

const MAX_DIGITS = 12;
const isTooLong = (amount: Money): boolean => formatAmount(amount).replace(/[^0-9]/g, '').length > MAX_DIGITS;

/** A tax of nothing is not told: it would only be one more line to read. */
const toldTaxes = ({ taxes }: PricedOrder): readonly TaxLine[] => taxes.filter(({ tax }) => !isZero(tax));

const itemText = ({ quantity, name, sku }: PricedLine): string => `${quantity} x ${invoiceName(name, sku ?? '')}`;

function linesOf({ number, order, language }: InvoiceFacts): readonly string[] {
  const { shipping, discount, tax, includedTax, total, number: label } = words[language];
  const told = { item: (line: PricedLine) => `${itemText(line)} @ ${formatAmount(line.unit)}`, shipping: (line: PricedLine) => `${shipping} ${formatAmount(line.amount)}`, discount: (line: PricedLine) => `${discount} ${formatAmount(line.amount)}` };
  return [
    `${label}: ${number}`,
    ...order.lines.map((line) => told[kindOf(line)](line)),
    ...toldTaxes(order).map((one) => `${order.taxIncluded ? includedTax : tax} (${percent(one.rate)}%) ${formatAmount(one.tax)}`),
    `${total}: ${formatAmount(order.total)} ${order.total.currency}`,
  ];
}

/** Line by line, in their order: what was read is what was meant. */
function isMeant({ lines, total }: Invoice, order: PricedOrder): boolean {
  const meant = [
    ...order.lines.map((line) => ({ kind: kindOf(line), text: line.sku === null ? null : itemText(line), unit: line.sku === null ? null : line.unit, amount: line.amount })),
    ...toldTaxes(order).map(({ tax }) => ({ kind: order.taxIncluded ? 'subtotal' : 'tax', text: null, unit: null, amount: tax })),
  ];
  if (!isSame(total, order.total) || lines.length !== meant.length) return false;
  return meant.every(({ kind, text, unit, amount }, at) => {
    const line = lines[at];
    return line?.kind === kind && isSame(line.amount, amount) && (text === null || line.text === text) && (unit === null || (line.unit !== null && isSame(line.unit, unit)));
  });
}

const isSame = (a: Money, b: Money): boolean => a.currency === b.currency && a.minor === b.minor;
