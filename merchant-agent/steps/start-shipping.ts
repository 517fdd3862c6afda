import { toJson } from '../../clearinghouse/protocol/json.ts';
import type { ProvedPayment } from '../receipt/proved-payment.ts';
import { paidEvent } from '../shipping/paid-event.ts';
import type { PaidOrder } from '../shipping/paid-order.ts';
import { shipMail } from '../shipping/ship-mail.ts';
import type { ToldOrder } from '../shipping/orders-csv.ts';
import type { InvoiceRow, LetterRow, OrderRow } from '../store/store.ts';
import type { Parts } from './parts.ts';
import { domainOf, shopkeeperOf } from './shop.ts';
import { keyedName } from './tokens.ts';

/** `lines`: what was forwarded. */
export type Proved = { readonly letter: LetterRow; readonly order: OrderRow; readonly invoice: InvoiceRow; readonly lines: PaidOrder['lines']; readonly payment: ProvedPayment };

/** A proved payment: the order is paid, and all that tells of it is owed, in one transaction. Each of them has one name, however often it is tried. */
export async function startShipping(parts: Parts, { letter, order, invoice, lines, payment }: Proved): Promise<void> {
  const { store, shop, tokenKey } = parts;
  const at = parts.now();
  const { reference } = payment;
  const paid: PaidOrder = {
    reference,
    invoice: invoice.number,
    total: invoice.total,
    paidAt: payment.paidAt,
    buyer: { name: order.detail.buyerName, address: order.buyer },
    lines,
    entry: `${payment.entry.origin}#${payment.entry.index}`,
  };
  const to = shop.shipTo ?? shopkeeperOf(shop);
  const messageId = `s.${order.id}.${keyedName(tokenKey, 'ship', order.id, reference)}@${domainOf(shop.address)}`;
  const draft = shipMail({ order: paid, words: order.detail.words, from: { name: shop.name, address: shop.address }, to, messageId, date: at, timeZone: shop.timeZone, language: shop.language });
  const bytes = await parts.write({ ...draft, original: null });
  const told: ToldOrder = { ...paid, toldAt: at };
  store.atomically(() => {
    store.endLetter(letter.id, 'paid', order.id);
    store.standInvoice(invoice.counter, order.id);
    store.withdrawMails(order.id, 'forward', at, 'paid');
    store.withdrawMails(order.id, 'draft', at, 'paid');
    store.move(order.id, { name: 'paid', since: at, invoice: invoice.counter, reference });
    store.addMail({ messageId, purpose: 'ship', orderId: order.id, from: shop.address, to, bytes, at });
    store.addTelling({ orderId: order.id, kind: 'csv', key: `csv:${reference}`, payload: toJson(told), at });
    if (shop.webhook) store.addTelling({ orderId: order.id, kind: 'webhook', key: `paid:${reference}`, payload: paidEvent(paid, at), at });
    store.note({ at, orderId: order.id, letterId: letter.id, kind: 'paid', detail: `proved: ${paid.entry}, reference ${reference}` });
  });
  parts.report('info', 'order-paid', { order: order.id, invoice: invoice.number, reference });
}
