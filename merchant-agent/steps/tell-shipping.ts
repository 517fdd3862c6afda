import type { TellingRow } from '../store/store.ts';
import type { Parts, TellingResult } from './parts.ts';
import { nextTry } from './retry.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';

const AT_ONCE = 20;

/** Tells of paid orders: the line in orders.csv, the webhook. False: nothing was due. */
export async function tellDue(parts: Parts): Promise<boolean> {
  const due = parts.store.dueTellings(parts.now(), AT_ONCE);
  // Together: a receiver that hangs costs the other steps its time once, not once for each order.
  await Promise.all(due.map((telling) => tellOne(parts, telling)));
  return due.length > 0;
}

async function tellOne(parts: Parts, telling: TellingRow): Promise<void> {
  const { store, report } = parts;
  const { payload } = telling;
  const result: TellingResult = payload === null ? { outcome: 'dead', reply: 'what was to be told does not open: the file of the database is damaged. Tell it by hand' } : await parts.tell({ ...telling, payload });
  const at = parts.now();
  const note = (kind: string): void => store.note({ at, orderId: telling.orderId, letterId: null, kind, detail: `${telling.kind}: ${result.reply}` });
  switch (result.outcome) {
    case 'done':
      return store.atomically(() => {
        store.tellingDone(telling.id, at, result.reply);
        note('told');
      });
    case 'later':
      report('warn', 'telling-not-taken', { order: telling.orderId, kind: telling.kind, tries: telling.attempts + 1, reply: result.reply });
      return store.tellingLater(telling.id, result.waitMs === null ? nextTry(parts, telling.attempts) : at + result.waitMs, result.reply);
    case 'dead': {
      report('alarm', 'telling-dead', { order: telling.orderId, kind: telling.kind, reply: result.reply });
      const together = (): void => {
        store.tellingDead(telling.id, at, result.reply);
        note('not-told');
      };
      return tellShopkeeper(parts, { name: `dead.${telling.id}`, order: store.order(telling.orderId), subject: 'webhook-dead', lines: [result.reply] }, together);
    }
    default:
      return result satisfies never;
  }
}

/** Paid orders whose mail to ship has left (or was refused, and the shopkeeper told) and whose line stands in orders.csv are told. The webhook keeps a schedule of its own. Never makes work for other steps. */
export async function finishShipping({ store, now }: Parts): Promise<boolean> {
  for (const order of store.orders(['paid'], 1_000)) {
    if (order.state.name !== 'paid') continue;
    const mailed = store.mailsOf(order.id).some((mail) => mail.purpose === 'ship' && mail.state !== 'waiting');
    const written = store.tellingsOf(order.id).some((telling) => telling.kind === 'csv' && telling.state === 'done');
    if (!mailed || !written) continue;
    const { invoice, reference } = order.state;
    const at = now();
    store.atomically(() => {
      store.move(order.id, { name: 'shipped', since: at, invoice, reference });
      store.note({ at, orderId: order.id, letterId: null, kind: 'shipped', detail: 'told to ship: mail and orders.csv' });
    });
  }
  return false;
}
