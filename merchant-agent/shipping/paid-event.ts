/** The body of the webhook: `order.paid`. Its shape is a promise to the shop's programs. */
import { formatAmount } from '../../clearinghouse/protocol/money.ts';
import type { PaidOrder } from './paid-order.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** JSON. Amounts are strings, decimal without grouping; `minor` is in whole minor units; times are ISO 8601 in UTC; `toldAt` in milliseconds. */
export function paidEvent({ reference, invoice, total, paidAt, buyer, lines, entry }: PaidOrder, toldAt: number): string {
  return JSON.stringify({
    type: 'order.paid',
    timestamp: iso(toldAt),
    data: {
      reference,
      invoice,
      total: { currency: total.currency, amount: formatAmount(total).replaceAll(',', ''), minor: total.minor.toString() },
      paid_at: paidAt === null ? null : iso(paidAt),
      buyer: { name: buyer.name, address: buyer.address },
      goods: lines.flatMap(({ sku, name, quantity }) => (sku === null ? [] : [{ sku, name, quantity }])),
      entry,
    },
  });
}
