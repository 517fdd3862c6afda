/** Orders as the command shows them: for people and as JSON. Amounts are strings of decimal and of minor units, times ISO 8601 in UTC. */
import { formatAmount, formatMoney } from '../../clearinghouse/protocol/money.ts';
import type { Money } from '../../clearinghouse/protocol/money.ts';
import type { OrderState } from '../store/order-state.ts';
import type { InvoiceRow, MerchantStore, OrderPost, OrderRow } from '../store/store.ts';
import { shownTime } from './print.ts';
import type { Json } from './print.ts';

const moneyShape = (money: Money): Json => ({ currency: money.currency, amount: formatAmount(money).replaceAll(',', ''), minor: money.minor.toString() });
export const isoTime = (time: number): string => new Date(time).toISOString();

export const standingInvoice = (store: MerchantStore, order: OrderRow): InvoiceRow | null => store.invoicesOf(order.id).findLast((invoice) => invoice.standing) ?? null;

/** `draft (unsure)`, `ended (no-answer)`. */
export function shownState(state: OrderState): string {
  switch (state.name) {
    case 'draft':
      return `draft (${state.code ?? state.reason})`;
    case 'ended':
      return `ended (${state.code})`;
    case 'read':
    case 'forwarding':
    case 'forwarded':
    case 'paid':
    case 'shipped':
    case 'dropped':
      return state.name;
    default:
      return state satisfies never;
  }
}

/** What the board says of an order; `waits`: it is looked for again. */
export function shownPost({ found, looks, nextAt }: OrderPost, waits: boolean): string {
  if (found === null) return 'not looked for yet';
  const again = waits && nextAt > 0 ? `; looked for again ${shownTime(nextAt)}` : '';
  switch (found.kind) {
    case 'seen':
      return `seen, ${found.place}`;
    case 'differs':
      return `differs in its ${found.why}, ${found.place}: ${found.found}`;
    case 'absent':
      return `none in ${looks} looks${again}`;
    case 'unreachable':
    case 'untrusted':
      return `${found.kind}: ${found.why}${again}`;
    default:
      return found satisfies never;
  }
}

export function orderShape(store: MerchantStore, order: OrderRow): { readonly [key: string]: Json } {
  const invoice = standingInvoice(store, order);
  const total = invoice?.total ?? order.detail.priced?.total ?? null;
  return {
    order: order.id,
    state: order.state.name,
    reason: order.state.name === 'draft' ? order.state.reason : null,
    code: order.state.name === 'draft' || order.state.name === 'ended' ? order.state.code : null,
    since: isoTime(order.state.since),
    received: isoTime(order.receivedAt),
    buyer: order.buyer,
    subject: order.detail.subject,
    invoice: invoice?.number ?? null,
    reference: order.reference,
    total: total === null ? null : moneyShape(total),
    suspicious: order.suspicious,
    damaged: !order.opens,
  };
}

export const shownTotal = (store: MerchantStore, order: OrderRow): string => {
  const total = standingInvoice(store, order)?.total ?? order.detail.priced?.total ?? null;
  return total === null ? '' : formatMoney(total);
};

export { moneyShape };
