/** Each order is sent once, however often its form comes. */
import type { OrderMail, OrderPageParts } from './ports.ts';
import { STATE_LIFETIME } from './order-state.ts';

/**
 * `before`: it was sent already. `late`: the mail server has it and has not answered yet, so that it may be sent or not. `unsure`: the form was tried
 * before, whether that arrived is not known here, and nothing was sent now.
 */
export type Sent = 'sent' | 'before' | 'failed' | 'late' | 'unsure';

export type Sending = {
  /** `number`: of what was typed, something that is the same where it is the same. A form is sent again with the number of its first try or not at all. */
  readonly send: (mail: OrderMail, number: string) => Promise<Sent>;
  /** Sends nothing and answers as if it did: what is said to whoever is unknown tells nobody that he is. */
  readonly pretend: (messageId: string, number: string) => Promise<Sent>;
  /** Whether a form made at `madeAt` may have been tried without our knowing it any more. */
  readonly isForgotten: (messageId: string, madeAt: number) => boolean;
  /** What became of the tries of a form made at `madeAt`, with whatever number; null: there was none for sure. */
  readonly earlier: (messageId: string, madeAt: number) => Promise<'before' | 'late' | 'unsure' | null>;
  /** Its newest try was not taken. */
  readonly hasFailed: (messageId: string) => boolean;
};

/** So long a page waits for the mail server. The mail server goes on with the mail: after that time it is not known what becomes of it. */
export const SEND_TIMEOUT = 20_000;
const MOST_REMEMBERED = 50_000;

/** `done`: whether it was taken. */
type Order = { readonly until: number; readonly number: string; readonly done: Promise<boolean>; failed: boolean };

/**
 * Orders are remembered in memory for as long as their form can come again, those that failed too: a server that broke off may have taken the mail.
 * After a restart a second submission is sent under the same Message-ID with the same bytes, which the receivers know; of a form that is older than
 * the process nobody knows whether it was tried.
 */
export function makeSending({ send, now, wait, report }: Pick<OrderPageParts, 'send' | 'now' | 'wait' | 'report'>): Sending {
  const orders = new Map<string, Order>();
  const began = now();
  let newest = Promise.resolve(true);

  const attempt = async (mail: OrderMail): Promise<boolean> => {
    try {
      await send(mail);
      return true;
    } catch (error) {
      // The server's words may quote the mail, and the mail holds a number: the kind of the error has to do.
      report('alarm', 'order-mail-not-sent', { messageId: mail.messageId, error: error instanceof Error ? error.name : 'unknown', code: codeOf(error) });
      return false;
    }
  };
  /** Null: it is not known yet. */
  const inTime = (done: Promise<boolean>): Promise<boolean | null> => Promise.race([done, wait(SEND_TIMEOUT).then(() => null)]);
  const known = (messageId: string): Order | null => {
    const order = orders.get(messageId);
    return order !== undefined && now() < order.until ? order : null;
  };
  const isForgotten = (messageId: string, madeAt: number): boolean => known(messageId) === null && madeAt < began;

  const once = async (messageId: string, number: string, work: () => Promise<boolean>): Promise<Sent> => {
    for (let earlier = known(messageId); earlier !== null; earlier = known(messageId)) {
      const sent = await inTime(earlier.done);
      if (sent !== false) return sent === null ? 'late' : 'before';
      if (earlier.number !== number) return 'unsure';
      // Of several that waited for a try that failed, the first tries again and the others wait for it.
      if (orders.get(messageId) === earlier) break;
    }
    const order: Order = { until: now() + STATE_LIFETIME, number, done: work().then((taken) => (order.failed = !taken, taken)), failed: false };
    orders.delete(messageId);
    orders.set(messageId, order);
    if (orders.size > MOST_REMEMBERED) orders.delete(orders.keys().next().value ?? '');
    const sent = await inTime(order.done);
    return sent === null ? 'late' : sent ? 'sent' : 'failed';
  };

  return {
    send: async (mail, number) => {
      const sent = await once(mail.messageId, number, () => (newest = attempt(mail)));
      if (sent === 'late') report('alarm', 'order-mail-late', { messageId: mail.messageId });
      return sent;
    },
    // It goes as it goes with the newest order of somebody who is known.
    pretend: (messageId, number) => once(messageId, number, () => newest),
    isForgotten,
    earlier: async (messageId, madeAt) => {
      const order = known(messageId);
      if (order === null) return isForgotten(messageId, madeAt) ? 'unsure' : null;
      const sent = await inTime(order.done);
      return sent === null ? 'late' : sent ? 'before' : 'unsure';
    },
    hasFailed: (messageId) => known(messageId)?.failed === true,
  };
}

const codeOf = (error: unknown): string | null => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 40) : null);
