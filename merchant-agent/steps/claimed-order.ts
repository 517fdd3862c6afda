import type { Claims } from '../receipt/bank-mail.ts';
import type { InvoiceRow, OrderRow } from '../store/store.ts';
import type { Parts } from './parts.ts';

/** The order that a mail pretends to be about; believed only as far as that. */
export function claimedOrder(parts: Parts, { reference, subject }: Pick<Claims, 'reference' | 'subject'>): OrderRow | null {
  const named = reference === null ? null : parts.store.orderByReference(reference);
  const invoice = named === null ? invoiceIn(parts, subject) : null;
  return named ?? (invoice === null ? null : parts.store.order(invoice.orderId));
}

/** The invoice of ours that a subject of the bank's names, in its own words: any other word may be a name, and a number without a prefix stands in many. */
export function invoiceIn({ store }: Parts, subject: string): InvoiceRow | null {
  const number = /(?:\binvoice|請求書番号) ([^\s,、。:：[\]()]+)/i.exec(subject)?.[1];
  return number === undefined ? null : store.invoiceByNumber(number);
}
