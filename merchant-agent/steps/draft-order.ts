import type { OrderRow } from '../store/store.ts';
import { damageOf, setAsideDamaged } from './damaged.ts';
import { draftText } from './draft-text.ts';
import type { DraftCause, Problem } from './draft-text.ts';
import { draftWords } from './draft-words.ts';
import type { Parts } from './parts.ts';
import { domainOf, shopkeeperOf } from './shop.ts';
import { draftTag } from './tokens.ts';
import { withTag } from '../../clearinghouse/protocol/address.ts';

/**
 * Writes a draft to the shopkeeper and records it with the order's new state in one transaction. The order's standing invoice, if it has one, is void
 * from then on: a later forward has a new number. An earlier draft can't be answered any more.
 * Of an order that is damaged there is nothing to be answered: a person is told in its place.
 */
export async function draftOrder(parts: Parts, order: OrderRow, cause: DraftCause, together: () => void, problem: Problem | null = null): Promise<void> {
  const damage = damageOf(parts, order);
  if (damage !== null) return setAsideDamaged(parts, order, damage, together);
  const { store, shop, tokenKey } = parts;
  const at = parts.now();
  const draft = order.drafts + 1;
  const tag = draftTag(tokenKey, order.id, draft);
  const messageId = `${tag}@${domainOf(shop.address)}`;
  const to = shopkeeperOf(shop);
  const look = await parts.catalogue();
  const bytes = await parts.write({
    from: { name: shop.name, address: shop.address },
    to,
    replyTo: shop.subAddresses ? withTag(shop.address, tag) : shop.address,
    subject: draftWords(shop.language).subject(order.buyer, order.id),
    messageId,
    inReplyTo: null,
    references: [],
    date: at,
    autoSubmitted: 'auto-generated',
    text: `${draftText(shop, order, cause, look.ok ? look.catalogue : null, problem).join('\n')}\n`,
    original: null,
    attachments: [],
  });
  store.atomically(() => {
    together();
    for (const invoice of store.invoicesOf(order.id)) if (invoice.standing) store.voidInvoice(invoice.counter, cause.code ?? cause.reason);
    store.withdrawMails(order.id, 'forward', at, cause.reason);
    store.withdrawMails(order.id, 'draft', at, 'a newer draft was written');
    store.addMail({ messageId, purpose: 'draft', orderId: order.id, from: shop.address, to, bytes, at });
    // A later draft of the same state says it again.
    store.saveDetail(order.id, { ...order.detail, told: cause.told });
    store.move(order.id, { name: 'draft', since: at, reason: cause.reason, code: cause.code, draft });
    store.note({ at, orderId: order.id, letterId: null, kind: 'draft', detail: [cause.reason, cause.code, ...order.detail.doubts].filter((one) => one !== null).join(', ') });
  });
  parts.report('info', 'order-draft', { order: order.id, reason: cause.reason, code: cause.code });
}
