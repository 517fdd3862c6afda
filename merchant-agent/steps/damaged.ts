import type { StateName } from '../store/order-state.ts';
import type { OrderRow } from '../store/store.ts';
import type { Parts } from './parts.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';

/**
 * Orders of which something kept here does not open, since the file is damaged. One such row must not end the daemon at each start, and nothing may be made up in its
 * place: a person does by hand what this program can't do any more.
 */

const NOTE = 'damaged';
const OPEN: readonly StateName[] = ['read', 'draft', 'forwarding', 'forwarded', 'paid'];
const MOST_LOOKED = 10_000;

/** What of an order does not open; null: all of it that a forward is made of does. */
export function damageOf({ store }: Pick<Parts, 'store'>, order: OrderRow): string | null {
  if (!order.opens) return 'what was read of the order';
  return store.letter(order.letterId)?.bytes === null ? 'the customer\'s mail as it was kept' : null;
}

/** In place of a draft that could be answered: the order stays where the shopkeeper finds it, and what was owed of it is not sent. */
export async function setAsideDamaged(parts: Parts, order: OrderRow, damage: string, together: () => void): Promise<void> {
  const { store } = parts;
  parts.report('alarm', 'order-damaged', { order: order.id, damage });
  await tellShopkeeper(parts, { name: `damaged.${order.id}.${order.drafts}`, order, subject: 'order-damaged', lines: [damage] }, () => {
    const at = parts.now();
    together();
    for (const invoice of store.invoicesOf(order.id)) if (invoice.standing) store.voidInvoice(invoice.counter, NOTE);
    store.withdrawMails(order.id, 'forward', at, NOTE);
    store.withdrawMails(order.id, 'draft', at, NOTE);
    store.move(order.id, { name: 'draft', since: at, reason: 'unsure', code: null, draft: order.drafts + 1 });
    store.note({ at, orderId: order.id, letterId: null, kind: NOTE, detail: damage });
  });
}

/** At the start: a person hears once of each open order that is damaged, before anybody waits for it. What waits to be priced is set aside where it is met. */
export async function tellDamaged(parts: Parts): Promise<void> {
  const { store } = parts;
  for (const order of store.orders(OPEN, MOST_LOOKED)) {
    if (order.opens || order.state.name === 'read' || store.events(order.id).some(({ kind }) => kind === NOTE)) continue;
    const damage = damageOf(parts, order) ?? '';
    // Its forward waits to be sent, and would be on the strength of what can't be looked at any more.
    if (order.state.name === 'forwarding') {
      await setAsideDamaged(parts, order, damage, () => undefined);
      continue;
    }
    parts.report('alarm', 'order-damaged', { order: order.id, damage });
    const note = (): void => store.note({ at: parts.now(), orderId: order.id, letterId: null, kind: NOTE, detail: damage });
    await tellShopkeeper(parts, { name: `damaged.${order.id}.start`, order, subject: 'order-damaged', lines: [damage] }, note);
  }
}
