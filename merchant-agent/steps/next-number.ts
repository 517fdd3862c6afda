import type { Parts } from './parts.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';

/**
 * Whether the next invoice can have its number. The sequence has no gap, so that a number which an earlier invoice bears is not passed over: with the prefix changed from `A1`
 * to `A` the eleventh invoice would be another A11. What is to be forwarded waits then, until somebody has set a prefix with which no number comes twice; drafts go on.
 */
export async function canNumber(parts: Parts): Promise<boolean> {
  const { store, shop, report } = parts;
  const taken = store.takenNumber(shop.invoicePrefix);
  if (taken === null || taken.counter !== store.nextCounter()) return true;
  report('alarm', 'invoice-number-taken', { number: taken.number, order: taken.orderId, advice: 'set another invoice.prefix in merchant.toml and start again' });
  const name = `number.${taken.counter}`;
  if (store.lastTell(name) === null) await tellShopkeeper(parts, { name, order: null, subject: 'number-taken', lines: [`${taken.number}: order ${taken.orderId}`] }, () => undefined);
  return false;
}
