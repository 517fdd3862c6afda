import type { InvoiceFacts } from '../invoice/invoice.ts';
import type { PricedOrder } from '../order/order.ts';
import type { OrderRow } from '../store/store.ts';
import type { Shop } from './shop.ts';

/** `GT-` and 42: `GT-42`. */
export const invoiceNumber = ({ invoicePrefix }: Shop, counter: number): string => `${invoicePrefix}${counter}`;

export const invoiceFactsOf = (shop: Shop, order: OrderRow, priced: PricedOrder, number: string, at: number): InvoiceFacts => ({
  number,
  issuedAt: at,
  timeZone: shop.timeZone,
  seller: shop.seller,
  buyer: { name: order.detail.buyerName, address: order.buyer },
  order: priced,
  orderSubject: order.detail.subject === '' ? null : order.detail.subject,
  language: shop.language,
});
