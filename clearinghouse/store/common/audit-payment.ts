/** Whether a payment is what the columns beside it say. */
import type { Payment } from '../../core/payment.ts';
import { isPosted } from './labels.ts';
import { integer, integerOrNull, minorOrNull, text, textOrNull, type Row } from './rows.ts';

/** A sentence for each column that says something else. */
export const differingColumns = (payment: Payment, row: Row): readonly string[] =>
  compared(payment, row).flatMap(([name, sealed, column]) => (sealed === column ? [] : [`its ${name} is ${String(sealed)}, the column says ${String(column)}`]));

function compared(payment: Payment, row: Row): readonly (readonly [name: string, sealed: unknown, column: unknown])[] {
  return [
    ['number', payment.id, integer(row, 'payment_id')],
    ['reference', payment.reference, text(row, 'reference')],
    ['scheme', payment.scheme, text(row, 'scheme')],
    ['scheme version', payment.schemeVersion, integer(row, 'scheme_version')],
    ['state', payment.state.name, text(row, 'state')],
    ['opening time', payment.openedAt, integer(row, 'opened_at')],
    ['buyer', payment.buyer?.party ?? null, integerOrNull(row, 'buyer_party')],
    ['merchant', payment.merchant?.party ?? null, integerOrNull(row, 'merchant_party')],
    ['currency', payment.claim?.total.currency ?? null, textOrNull(row, 'currency')],
    ['total', payment.claim?.total.minor ?? null, minorOrNull(row, 'total')],
    ['post', isPosted(payment), integer(row, 'posted') === 1],
  ];
}
