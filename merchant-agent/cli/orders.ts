/** `kakitome-merchant orders`: where the orders stand. */
import { STATE_NAMES } from '../store/order-state.ts';
import type { StateName } from '../store/order-state.ts';
import type { Counts, MerchantStore } from '../store/store.ts';
import { mistake } from './mistake.ts';
import { show, shownTime, table } from './print.ts';
import { withStore } from './session.ts';
import { orderShape, shownState, shownTotal, standingInvoice } from './shapes.ts';
import { examples } from './verb.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

type Options = { readonly state?: string; readonly limit: string };

const SUSPICIOUS = 'suspicious';

export const orders: Verb = (parent, run) =>
  void parent
    .command('orders')
    .description('the orders, newest first')
    .option('--state <state>', `only those in this state: ${STATE_NAMES.join(', ')}, open (not ended in any way), or ${SUSPICIOUS} (a mail said "paid" of it and did not prove it)`)
    .option('--limit <count>', 'at most so many', '100')
    .addHelpText('after', examples('orders', 'orders --state draft', 'orders --state open --json'))
    .action(run((terminal: Terminal, options: Options) => withStore(terminal, (store) => list(terminal, store, options))));

function list(terminal: Terminal, store: MerchantStore, { state, limit }: Options): ExitCode {
  const most = /^[1-9]\d{0,5}$/.test(limit) ? Number.parseInt(limit, 10) : null;
  if (most === null) throw mistake('--limit', JSON.stringify(limit), 'a whole number such as 100');
  const rows = store.orders(statesOf(state), state === SUSPICIOUS ? 1_000_000 : most).filter((order) => state !== SUSPICIOUS || order.suspicious > 0).slice(0, most);
  const counts = store.counts();
  const text = table(['No', 'State', 'Received', 'Customer', 'Total', 'Invoice', 'Reference', ''], rows.map((order) => [
    String(order.id), shownState(order.state), shownTime(order.receivedAt), order.buyer, shownTotal(store, order), standingInvoice(store, order)?.number ?? '', order.reference ?? '', [...(order.opens ? [] : ['DAMAGED']), ...(order.suspicious > 0 ? ['SUSPICIOUS MAIL'] : [])].join(', '),
  ]));
  const lone = store.events(null).filter((event) => event.kind === SUSPICIOUS).length;
  const notes = notesOf(counts, lone);
  show(terminal, [text === '' ? 'No order.' : text, ...notes].join('\n'), { orders: rows.map((order) => orderShape(store, order)), counts: { ...counts.orders }, waiting: { letters: counts.lettersWaiting, mails: counts.mailsWaiting, tellings: counts.tellingsWaiting }, dead: { letters: counts.lettersSetAside, mails: counts.mailsDead, tellings: counts.tellingsDead }, suspiciousWithoutOrder: lone });
  return 0;
}

function notesOf({ lettersSetAside, tellingsDead }: Counts, lone: number): readonly string[] {
  return [
    ...(lone === 0 ? [] : [`${lone} suspicious mails in the bank's name belong to no order.`]),
    ...(lettersSetAside === 0 ? [] : [`${lettersSetAside} mails could not be read and were set aside.`]),
    ...(tellingsDead === 0 ? [] : [`${tellingsDead} webhooks or lines of orders.csv were given up.`]),
  ];
}

function statesOf(state: string | undefined): readonly StateName[] {
  if (state === undefined || state === SUSPICIOUS) return STATE_NAMES;
  if (state === 'open') return ['read', 'draft', 'forwarding', 'forwarded', 'paid'];
  const found = STATE_NAMES.find((name) => name === state);
  if (found === undefined) throw mistake('--state', JSON.stringify(state), `one of ${STATE_NAMES.join(', ')}, open, ${SUSPICIOUS}`);
  return [found];
}
