import type { Catalogue } from '../order/order.ts';
import type { OrderRow } from '../store/store.ts';
import type { CatalogueLook, Parts } from './parts.ts';

export type UsableCatalogue = Extract<CatalogueLook, { ok: true }>;

/** Orders beyond so many are not looked through; the newest are. */
const MOST_ORDERS = 1_000;

/**
 * The catalogue with the stock that is left: what its file says, less the pieces of orders that the bank is asked about, and of those that were paid since the
 * file was written. So two orders for the last piece are not both forwarded by themselves. An order that ends unpaid gives its pieces back.
 */
export function withoutSold({ catalogue, writtenAt }: UsableCatalogue, store: Pick<Parts['store'], 'orders' | 'invoicesOf'>): Catalogue {
  if (catalogue.items.every(({ stock }) => stock === null)) return catalogue;
  const paid = store.orders(['paid', 'shipped'], MOST_ORDERS).filter(({ state }) => state.since >= writtenAt);
  const sold = piecesOf(store, [...store.orders(['forwarding', 'forwarded'], MOST_ORDERS), ...paid]);
  return { ...catalogue, items: catalogue.items.map((item) => (item.stock === null ? item : { ...item, stock: Math.max(0, item.stock - (sold.get(item.sku) ?? 0)) })) };
}

/** Of an order that does not open its invoice tells. */
function piecesOf(store: Pick<Parts['store'], 'invoicesOf'>, orders: readonly OrderRow[]): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const { sku, quantity } of orders.flatMap(({ id, opens, detail }) => (opens ? detail : store.invoicesOf(id).findLast(({ standing }) => standing))?.priced?.lines ?? [])) if (sku !== null) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity);
  return pieces;
}
