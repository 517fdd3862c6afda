import { readPageLines } from '../catalogue/page-lines.ts';
import { invoiceTrouble } from '../invoice/invoice-text.ts';
import { isSure } from '../order/order.ts';
import type { OrderDetail, OrderRow } from '../store/store.ts';
import type { DraftReason } from '../store/order-state.ts';
import { damageOf, setAsideDamaged } from './damaged.ts';
import { draftOrder } from './draft-order.ts';
import { forwardOrder } from './forward-order.ts';
import { invoiceFactsOf, invoiceNumber } from './invoice-facts.ts';
import { apartOf, saysTheSame } from './left-out.ts';
import { doubtsOfPrice } from './order-mail.ts';
import type { Doubt } from './order-mail.ts';
import { canNumber } from './next-number.ts';
import { awaitPost, waitsForLook } from './order-post.ts';
import type { Parts } from './parts.ts';
import { withoutSold } from './stock.ts';
import type { UsableCatalogue } from './stock.ts';
import { isOurBug } from './read-letters.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';

const AT_ONCE = 20;
/** So many may wait for their posts, or for an invoice number, without holding up the others. */
const MOST_READ = 500;
/** At which it is a draft without lines; and where it ended over that, too, so often that it is told alone. */
const [MOST_CRASHES, MOST_DRAFT_CRASHES] = [3, 6] as const;

/** Prices orders that were read and forwards those that are sure; the others become drafts. False: none waited, or the catalogue can't be used. */
export async function priceDue(parts: Parts): Promise<boolean> {
  const now = parts.now();
  const waiting = parts.store.orders(['read'], MOST_READ).filter(({ detail }) => !waitsForLook(detail, now));
  if (waiting.length === 0) return false;
  const look = await parts.catalogue();
  if (!look.ok) {
    parts.report('alarm', 'catalogue-unusable', { orders: waiting.length, trouble: look.trouble, advice: 'kakitome-merchant catalog check' });
    return false;
  }
  let done = 0;
  for (const order of waiting.toReversed()) {
    if (done === AT_ONCE) break;
    try {
      if (await priceCounted(parts, order, look)) done += 1;
    } catch (error) {
      if (!isOurBug(error)) throw error;
      await leaveToPerson(parts, order, `${error.name}: ${error.message}`);
      done += 1;
    }
  }
  return done > 0;
}

/** As letters are read: the order that was begun is the one at which the process ended (memory, a native fault), which else it would do at every start. */
async function priceCounted(parts: Parts, order: OrderRow, look: UsableCatalogue): Promise<boolean> {
  parts.store.orderBegun(order.id);
  try {
    if (order.crashes < MOST_CRASHES) return await priceOne(parts, order, look);
    await leaveToPerson(parts, order, `the program ended while it was priced, ${order.crashes} times`);
    return true;
  } finally {
    parts.store.orderSurvived(order.id);
  }
}

/** An order at which the program fails must not stand before the others for ever: it is a draft without lines, and where not even that can be written the shopkeeper is told. */
async function leaveToPerson(parts: Parts, order: OrderRow, fault: string): Promise<void> {
  const { store, report } = parts;
  report('alarm', 'order-not-priced', { order: order.id, fault });
  const doubts = [...new Set([...order.detail.doubts, 'our-fault' satisfies Doubt])];
  const note = (): void => store.note({ at: parts.now(), orderId: order.id, letterId: null, kind: 'fault', detail: fault });
  if (order.crashes >= MOST_DRAFT_CRASHES) return tellOnly(parts, order, doubts, fault, note);
  try {
    await draftOrder(parts, { ...order, detail: { ...order.detail, reading: null, priced: null, doubts } }, { reason: reasonOf(doubts), code: null, told: null }, note);
  } catch (error) {
    if (!isOurBug(error)) throw error;
    report('alarm', 'order-not-drafted', { order: order.id, fault: `${error.name}: ${error.message}` });
    await tellOnly(parts, order, doubts, fault, note);
  }
}

function tellOnly(parts: Parts, order: OrderRow, doubts: readonly string[], fault: string, note: () => void): Promise<void> {
  const together = (): void => {
    note();
    parts.store.move(order.id, { name: 'draft', since: parts.now(), reason: reasonOf(doubts), code: null, draft: order.drafts + 1 });
  };
  return tellShopkeeper(parts, { name: `fault.${order.id}`, order, subject: 'order-fault', lines: [fault] }, together);
}

/** False: it is sure, and waits for a number that no earlier invoice bears. A draft needs none. */
async function priceOne(parts: Parts, order: OrderRow, look: UsableCatalogue): Promise<boolean> {
  const damage = damageOf(parts, order);
  if (damage !== null) {
    await setAsideDamaged(parts, order, damage, () => undefined);
    return true;
  }
  const detail = judgeOrder(parts, order, look);
  const priced: OrderRow = { ...order, detail };
  if (detail.priced !== null && detail.doubts.length === 0) {
    if (!(await canNumber(parts))) return false;
    const looked = await awaitPost(parts, priced);
    if (looked !== null) await forwardOrder(parts, looked, detail.priced, 'every line is sure', () => undefined);
    return true;
  }
  await draftOrder(parts, priced, { reason: reasonOf(detail.doubts), code: null, told: null }, () => undefined);
  return true;
}

/** Reads and prices an order with the catalogue, and says what speaks against forwarding it by itself. */
export function judgeOrder({ shop, store, now, pricing }: Pick<Parts, 'shop' | 'store' | 'now' | 'pricing'>, order: OrderRow, look: UsableCatalogue): OrderDetail {
  const { detail } = order;
  const catalogue = withoutSold(look, store);
  // The order page writes each name whole: that is read first, and in people's words what it does not cover.
  const read = (detail.fromPage === true ? readPageLines(detail.lines, catalogue) : null) ?? pricing.read(detail.lines, catalogue);
  const price = read.items.length === 0 ? null : pricing.price(read, catalogue);
  const reading = price?.ok === false ? { ...read, open: [...read.open, price.open] } : read;
  const priced = price?.ok === true ? price.order : null;
  const trouble = priced === null ? null : invoiceTrouble(invoiceFactsOf(shop, order, priced, invoiceNumber(shop, store.nextCounter()), now()));
  const apart = apartOf(pricing, detail, read, catalogue);
  const doubts: readonly string[] = [
    ...detail.doubts,
    ...(detail.shown !== null && !saysTheSame(pricing.read(detail.shown, catalogue), read) ? (['text-doubtful'] satisfies Doubt[]) : []),
    ...(apart.length === 0 ? [] : (['words-apart'] satisfies Doubt[])),
    ...(isSure(reading) ? [] : (['unsure'] satisfies Doubt[])),
    ...(trouble === null ? [] : (['cannot-invoice'] satisfies Doubt[])),
    ...(priced === null ? [] : doubtsOfPrice(detail, priced.total, shop)),
  ];
  return { ...detail, reading, priced, apart, doubts: [...new Set(doubts)] };
}

const REASONS: Readonly<Record<Doubt, DraftReason>> = {
  'not-authenticated': 'not-authenticated',
  'other-payee': 'unsure',
  'not-addressed': 'unsure',
  'several-passwords': 'password',
  'weak-password': 'password',
  'same-password': 'password',
  'several-ceilings': 'ceiling',
  'ceiling-unreadable': 'ceiling',
  'above-ceiling': 'ceiling',
  forwarded: 'unsure',
  'text-doubtful': 'unsure',
  attachment: 'unsure',
  'words-apart': 'unsure',
  unsure: 'unsure',
  'cannot-invoice': 'unsure',
  'above-limit': 'asked',
  'our-fault': 'unsure',
  asked: 'asked',
};

/** The gravest stands first in a detail's list; `asked` alone means that nothing else is in the way. */
const reasonOf = (doubts: readonly string[]): DraftReason => REASONS[(doubts[0] ?? 'unsure') as Doubt] ?? 'unsure';
