/** An attached e-invoice as it was read. */
import { formatAmount, formatMoney } from '../protocol/money.ts';
import type { EInvoiceReading } from '../protocol/reading.ts';
import type { InvoiceView } from './dissection.ts';

const MOST_LINES = 60;

export function viewInvoice(invoice: EInvoiceReading): InvoiceView {
  const { format, inPdf } = invoice;
  if (!invoice.ok) return { format, inPdf, number: null, total: null, sellerName: null, lines: [], trouble: { code: invoice.code, detail: withSums(invoice) }, holdsSecret: false };
  const { number, total, sellerName, holdsSecret } = invoice;
  return { format, inPdf, number, total: formatMoney(total), sellerName, lines: invoice.lines.slice(0, MOST_LINES).map(({ text, amount }) => `${text}  ${formatAmount(amount)}`), trouble: null, holdsSecret };
}

const withSums = ({ detail, sums }: EInvoiceReading & { readonly ok: false }): string => (sums === null ? detail : `${detail}: ${formatMoney(sums.lines)}, ${formatMoney(sums.total)}`);
