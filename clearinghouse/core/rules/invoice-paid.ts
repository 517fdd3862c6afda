import { paymentsWith } from '../desk.ts';
import { paidInvoiceKey } from '../keys.ts';
import type { ClaimRule } from './rule.ts';

/** Has an invoice of this number been paid to this merchant before? (9-rules 19) */
export const invoicePaid: ClaimRule = {
  name: 'invoice-paid',
  check: ({ desk, payment, merchant, claim }) => {
    if (claim.invoice === null) return null;
    const other = paymentsWith(desk.facts, [paidInvoiceKey(merchant.party, claim.invoice)]).find((one) => one.id !== payment.id);
    return other === undefined ? null : { code: 'invoice-paid', detail: `payment ${other.reference}` };
  },
};
