/** Each order is sent once, however often its form comes. */
import type { OrderMail, OrderPageParts } from './ports.ts';
import { STATE_LIFETIME } from './order-state.ts';

/** `before`: it was sent already. */
export type Sent = 'sent' | 'before' | 'failed';

export type Sending = {
  readonly send: (mail: OrderMail) => Promise<Sent>;
  /** Whether it was sent, as far as this process remembers. */
  readonly wasSent: (messageId: string) => boolean;
  /** Sends nothing and answers as if it did: what is said to whoever is unknown tells nobody that he is. */
  readonly pretend: (messageId: string) => Promise<Sent>;
};

export const SEND_TIMEOUT = 20_000;
const MOST_REMEMBERED = 50_000;

type Order = { readonly until: number; readonly done: Promise<boolean>; sent: boolean };

/**
 * Sent orders are remembered in memory for as long as their form can come again. After a restart a second submission is sent under the same Message-ID
 * with the same bytes, which the receivers know.
 */
export function makeSending({ send, now, wait, report }: Pick<OrderPageParts, 'send' | 'now' | 'wait' | 'report'>): Sending {
  const orders = new Map<string, Order>();
  let lastFailed = false;

  const attempt = async (mail: OrderMail): Promise<boolean> => {
    try {
      await Promise.race([send(mail), wait(SEND_TIMEOUT).then(() => Promise.reject(new Error('no answer in time')))]);
      lastFailed = false;
    } catch (error) {
      // The server's words may quote the mail, and the mail holds a number: the kind of the error has to do.
      report('alarm', 'order-mail-not-sent', { messageId: mail.messageId, error: error instanceof Error ? error.name : 'unknown', code: codeOf(error) });
      lastFailed = true;
    }
    return !lastFailed;
  };

  const once = async (messageId: string, work: () => Promise<boolean>): Promise<Sent> => {
    for (let earlier = orders.get(messageId); earlier !== undefined && now() < earlier.until; earlier = orders.get(messageId)) {
      if (await earlier.done) return 'before';
      // Of several that waited for a try that failed, the first tries again and the others wait for it.
      if (orders.get(messageId) === earlier) orders.delete(messageId);
    }
    const order: Order = { until: now() + STATE_LIFETIME, done: work(), sent: false };
    orders.set(messageId, order);
    if (orders.size > MOST_REMEMBERED) orders.delete(orders.keys().next().value ?? '');
    order.sent = await order.done;
    return order.sent ? 'sent' : 'failed';
  };

  return {
    send: (mail) => once(mail.messageId, () => attempt(mail)),
    wasSent: (messageId) => orders.get(messageId)?.sent === true,
    pretend: (messageId) => once(messageId, () => Promise.resolve(!lastFailed)),
  };
}

const codeOf = (error: unknown): string | null => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 40) : null);
