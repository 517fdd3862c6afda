import { invoiceText } from '../invoice/invoice-text.ts';
import type { PricedOrder } from '../order/order.ts';
import type { OrderRow } from '../store/store.ts';
import { invoiceFactsOf, invoiceNumber } from './invoice-facts.ts';
import type { Parts } from './parts.ts';
import { postSeenLines } from './order-post.ts';
import { domainOf } from './shop.ts';
import { keyedName } from './tokens.ts';

/** What is to be recorded in the same transaction as the forward, such as the letter that asked for it. */
export type Together = () => void;

/**
 * Draws the next invoice number and makes the forward's bytes; number, bytes and the order's new state are recorded in one transaction, so that a crash
 * leaves all of it or nothing, and no number is ever skipped or used twice. Made before the transaction, since composing waits: the store refuses the
 * transaction should another invoice have taken the number meanwhile. Throws RangeError where `invoiceTrouble` tells of one, or
 * `damageOf`: ask them first.
 */
export async function forwardOrder(parts: Parts, order: OrderRow, priced: PricedOrder, why: string, together: Together): Promise<void> {
  const { store, shop, tokenKey } = parts;
  const original = store.letter(order.letterId);
  if (original === null) throw new Error(`order ${order.id} has no letter`);
  if (!order.opens || original.bytes === null) throw new RangeError(`order ${order.id} is damaged`);
  const counter = store.nextCounter();
  const number = invoiceNumber(shop, counter);
  const at = parts.now();
  const messageId = `f.${order.id}.${counter}.${keyedName(tokenKey, 'forward', order.id, counter)}@${domainOf(shop.address)}`;
  const facts = invoiceFactsOf(shop, order, priced, number, at);
  const bytes = await parts.write({
    from: { name: shop.name, address: shop.address },
    to: shop.bank,
    replyTo: null,
    subject: `Fwd: ${order.detail.subject === '' ? 'Order' : order.detail.subject}`,
    messageId,
    inReplyTo: null,
    references: order.messageId === null ? [] : [order.messageId],
    date: at,
    autoSubmitted: null,
    text: `${[...invoiceText(facts), ...postSeenLines(order)].join('\n')}\n`,
    original: original.bytes,
    attachments: await parts.invoiceFiles(facts),
  });
  store.atomically(() => {
    together();
    store.addInvoice({ counter, number, orderId: order.id, total: priced.total, madeAt: at, messageId, priced });
    store.addMail({ messageId, purpose: 'forward', orderId: order.id, from: shop.address, to: shop.bank, bytes, at });
    store.withdrawMails(order.id, 'draft', at, 'the order was forwarded');
    store.saveDetail(order.id, { ...order.detail, priced });
    store.move(order.id, { name: 'forwarding', since: at, invoice: counter });
    store.note({ at, orderId: order.id, letterId: null, kind: 'priced', detail: `${why}; invoice ${number}` });
  });
  parts.report('info', 'order-forwarding', { order: order.id, invoice: number });
}
