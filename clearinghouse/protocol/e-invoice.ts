/** E-invoices that came with one letter: do they agree, and which of them counts? */
import type { EInvoiceReading } from './reading.ts';

const sameNumber = (a: string, b: string): boolean => a.trim().toUpperCase() === b.trim().toUpperCase();

/** Two files of one invoice: the same bytes, or the same number and total. */
export function agree(a: EInvoiceReading, b: EInvoiceReading): boolean {
  if (a.digest === b.digest) return true;
  return a.ok && b.ok && sameNumber(a.number, b.number) && a.total.currency === b.total.currency && a.total.minor === b.total.minor;
}

/**
 * All e-invoices of a letter as one: that with the most lines where they agree (a PDF may hold but the sums of the XML beside it), one that can't be
 * taken where there is such a one, `several` where they differ. Null: there is none.
 */
export function asOne(invoices: readonly EInvoiceReading[]): EInvoiceReading | null {
  const [first] = invoices;
  if (first === undefined) return null;
  const broken = invoices.find((one) => !one.ok);
  if (broken !== undefined) return broken;
  const other = invoices.find((one) => !agree(first, one));
  if (other === undefined) return invoices.reduce((most, one) => (one.ok && most.ok && one.lines.length > most.lines.length ? one : most), first);
  const { format, inPdf, digest } = first;
  return { format, inPdf, digest, ok: false, code: 'several', detail: `${invoices.length} e-invoices`, sums: first.ok && other.ok ? { lines: first.total, total: other.total } : null };
}
