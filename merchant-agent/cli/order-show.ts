/** `kakitome-merchant order show`: one order with all that happened to it. */
import { readReference, showReference } from '../../clearinghouse/protocol/reference.ts';
import { formatAmount } from '../../clearinghouse/protocol/money.ts';
import type { PricedOrder } from '../order/order.ts';
import type { MerchantStore, OrderRow } from '../store/store.ts';
import { mistake } from './mistake.ts';
import { labelled, show, shownTime, table } from './print.ts';
import type { Json } from './print.ts';
import { withStore } from './session.ts';
import { isoTime, moneyShape, orderShape, shownPost, shownState, shownTotal, standingInvoice } from './shapes.ts';
import { examples } from './verb.ts';
import type { ExitCode, Terminal, Verb } from './verb.ts';

export const orderShow: Verb = (parent, run) =>
  void parent
    .command('show')
    .description('one order: what was read of it, its lines, its mails, its history')
    .argument('<order>', 'its number, its invoice number, or the bank\'s reference')
    .addHelpText('after', examples('order show 12', 'order show GT-42', 'order show K7F3-K29Q --json'))
    .action(run((terminal: Terminal, text: string) => withStore(terminal, (store) => showOrder(terminal, store, text))));

function showOrder(terminal: Terminal, store: MerchantStore, text: string): ExitCode {
  const order = findOrder(store, text.trim());
  if (order === null) throw mistake('order show', JSON.stringify(text), 'the number of an order, an invoice number or a reference that `kakitome-merchant orders` shows');
  show(terminal, pageOf(store, order), shapeOf(store, order));
  return 0;
}

function findOrder(store: MerchantStore, text: string): OrderRow | null {
  const byNumber = /^[1-9]\d{0,9}$/.test(text) ? store.order(Number.parseInt(text, 10)) : null;
  const invoice = byNumber === null ? store.invoiceByNumber(text) : null;
  const reference = readReference(text);
  return byNumber ?? (invoice === null ? null : store.order(invoice.orderId)) ?? (reference === null ? null : store.orderByReference(showReference(reference)));
}

const linesOf = (priced: PricedOrder): readonly (readonly string[])[] => priced.lines.map(({ sku, name, quantity, unit, amount }) => [sku ?? '', name, String(quantity), formatAmount(unit), formatAmount(amount)]);

function pageOf(store: MerchantStore, order: OrderRow): string {
  const { detail } = order;
  const invoice = standingInvoice(store, order);
  const priced = invoice?.priced ?? detail.priced;
  const notes = new Map((detail.reading?.notes ?? []).map(({ line, readAs }) => [line, readAs]));
  return [
    labelled([
      ['Order', String(order.id)],
      ['State', `${shownState(order.state)} since ${shownTime(order.state.since)}`],
      ['Customer', detail.buyerName === null ? order.buyer : `${detail.buyerName} <${order.buyer}>`],
      ['Received', shownTime(order.receivedAt)],
      ['Subject', detail.subject],
      ['Invoice', invoice?.number ?? null],
      ['Reference', order.reference],
      ['Total', shownTotal(store, order) || null],
      ['At most', detail.upTo],
      ['Post', detail.post === undefined ? null : shownPost(detail.post, order.state.name === 'read')],
      ['Doubts', detail.doubts.length === 0 ? null : detail.doubts.join(', ')],
      ['DAMAGED', order.opens ? null : 'what was read of it does not open: the file of the database is damaged'],
      ['SUSPICIOUS', order.suspicious === 0 ? null : `${order.suspicious} mails said "paid" and did not prove it`],
    ]),
    section('What the customer wrote', table(['Line', 'Read as'], detail.lines.map((line, at) => [line, notes.get(at) ?? '']))),
    section('Words beside the order', detail.apart.join('\n')),
    section('Its HTML shows', (detail.shown ?? []).join('\n')),
    section('Open', table(['Reason', 'Words'], (detail.reading?.open ?? []).map(({ reason, text }) => [reason, text]))),
    section('Lines', priced === null ? '' : table(['Sku', 'Name', 'Pieces', 'Each', 'Amount'], linesOf(priced))),
    section('Void invoices', table(['Number', 'Why'], store.invoicesOf(order.id).filter((one) => !one.standing).map((one) => [one.number, one.voidReason ?? '']))),
    section('Mails', table(['Purpose', 'To', 'State', 'Tries', 'Reply'], store.mailsOf(order.id).map((mail) => [mail.purpose, mail.to, mail.state, String(mail.attempts), mail.reply]))),
    section('Told', table(['To', 'State', 'Tries', 'Reply'], store.tellingsOf(order.id).map((one) => [one.kind, one.state, String(one.attempts), one.reply]))),
    section('History', table(['When', 'What', 'Detail'], store.events(order.id).map((event) => [shownTime(event.at), event.kind, event.detail]))),
  ].filter((part) => part !== '').join('\n\n');
}

const section = (title: string, text: string): string => (text === '' ? '' : `${title}\n${text}`);

function shapeOf(store: MerchantStore, order: OrderRow): Json {
  const { detail } = order;
  const priced = standingInvoice(store, order)?.priced ?? detail.priced;
  return {
    ...orderShape(store, order),
    buyerName: detail.buyerName,
    upTo: detail.upTo,
    post: detail.post === undefined ? null : { looks: detail.post.looks, next: order.state.name === 'read' && detail.post.nextAt > 0 ? isoTime(detail.post.nextAt) : null, found: detail.post.found === null ? null : { ...detail.post.found } },
    doubts: detail.doubts,
    text: detail.lines,
    apart: detail.apart,
    shown: detail.shown,
    read: (detail.reading?.notes ?? []).map(({ line, readAs }) => ({ line, readAs })),
    open: (detail.reading?.open ?? []).map(({ reason, line, text, candidates }) => ({ reason, line, text, candidates: candidates.map(({ sku, quantity }) => ({ sku, quantity })) })),
    lines: (priced?.lines ?? []).map(({ sku, name, quantity, unit, amount, taxRate }) => ({ sku, name, quantity, unit: moneyShape(unit), amount: moneyShape(amount), taxRate })),
    taxes: (priced?.taxes ?? []).map(({ rate, net, tax }) => ({ rate, net: moneyShape(net), tax: moneyShape(tax) })),
    taxIncluded: priced?.taxIncluded ?? null,
    invoices: store.invoicesOf(order.id).map(({ number, standing, voidReason, total, madeAt }) => ({ number, standing, voidReason, total: moneyShape(total), made: isoTime(madeAt) })),
    mails: store.mailsOf(order.id).map(({ purpose, to, state, attempts, reply, messageId }) => ({ purpose, to, state, attempts, reply, messageId })),
    told: store.tellingsOf(order.id).map(({ kind, state, attempts, reply, key }) => ({ kind, state, attempts, reply, key })),
    history: store.events(order.id).map(({ at, kind, detail: words }) => ({ at: isoTime(at), kind, detail: words })),
  };
}
