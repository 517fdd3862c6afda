import { compare, formatMoney } from '../../clearinghouse/protocol/money.ts';
import type { BankMail } from '../receipt/bank-mail.ts';
import type { InvoiceRow, LetterRow, OrderRow } from '../store/store.ts';
import { claimedOrder, invoiceIn } from './claimed-order.ts';
import { draftOrder } from './draft-order.ts';
import { endGivenBack, isGivenBack, noteGivenBack, takeGivenBack } from './given-back.ts';
import type { Parts } from './parts.ts';
import { startShipping } from './start-shipping.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';
import { shownLine } from './order-mail.ts';
import { plainLine } from './tell-text.ts';
import { awaitProof } from './unproved.ts';

/**
 * Mails in the bank's name. Only a receipt that proves itself ships; a notice with the bank's own signature may say how an order stands; all else is
 * suspicious, is shown, and changes no order's state: nobody who forges mails can move an order.
 */

/** More than the bank writes about one forward: what is to be done stands last, below the lines that it read. */
const TOLD_LINES = 200;

export async function takeBankMail(parts: Parts, letter: LetterRow): Promise<void> {
  const word = await parts.checkBankMail(letter.bytes, letter.receivedAt);
  switch (word.kind) {
    case 'paid':
      return takePaid(parts, letter, word);
    case 'notice':
      return takeNotice(parts, letter, word);
    case 'suspicious':
      return takeSuspicious(parts, letter, word);
    case 'other':
      return void parts.store.atomically(() => {
        parts.store.endLetter(letter.id, 'nothing', null);
        parts.store.forgetLetter(letter.id);
      });
    case 'retry':
      if (await awaitProof(parts, letter, word)) return;
      return takeSuspicious(parts, letter, { kind: 'suspicious', codes: [], reasons: [`not proved: ${word.reason}`], claims: word.claims });
    default:
      return word satisfies never;
  }
}

async function takePaid(parts: Parts, letter: LetterRow, paid: Extract<BankMail, { kind: 'paid' }>): Promise<void> {
  const { store } = parts;
  const invoice = paid.invoice === null ? null : store.invoiceByNumber(paid.invoice);
  const order = invoice === null ? store.orderByReference(paid.reference) : store.order(invoice.orderId);
  if (order !== null && isGivenBack(parts, paid.reference)) {
    return store.atomically(() => {
      endWith(parts, letter, 'nothing to ship: given back', order, 'again', `receipt ${paid.reference}, which was given back`);
      endGivenBack(parts, order, invoice);
    });
  }
  const differs = differenceOf(paid, invoice, order);
  if (differs !== null || order === null || invoice === null) {
    const detail = differs ?? 'it belongs to no order of this shop';
    const together = (): void => endWith(parts, letter, 'paid, but differs', order, 'paid-differs', detail);
    return tellShopkeeper(parts, { name: `differs.${letter.id}`, order, subject: 'paid-differs', lines: [detail] }, together);
  }
  // Of the same payment, which differenceOf has made sure of.
  if (order.state.name === 'paid' || order.state.name === 'shipped') return void store.atomically(() => endWith(parts, letter, 'nothing new: paid already', order, 'again', `receipt ${paid.reference} once more`));
  // The forward's own lines stand in both places.
  const priced = invoice.priced ?? order.detail.priced;
  if (!order.opens || priced === null) {
    parts.report('alarm', 'order-damaged', { order: order.id, damage: 'paid' });
    return tellShopkeeper(parts, { name: `paid-damaged.${order.id}`, order, subject: 'paid-damaged', lines: [`${paid.reference}, ${invoice.number}: ${formatMoney(paid.total)}`] }, () => endWith(parts, letter, 'paid, but damaged', order, 'paid-damaged', paid.reference));
  }
  await startShipping(parts, { letter, order, invoice, lines: priced.lines, payment: paid });
}

/** Against what was forwarded under this number; null: it is the very claim. */
function differenceOf(paid: Extract<BankMail, { kind: 'paid' }>, invoice: InvoiceRow | null, order: OrderRow | null): string | null {
  if (invoice === null || order === null) return `found invoice ${paid.invoice ?? 'none'}; expected one of this shop's numbers`;
  if (invoice.total.currency !== paid.total.currency || compare(invoice.total, paid.total) !== 0) return `found ${formatMoney(paid.total)} paid; forwarded were ${formatMoney(invoice.total)}`;
  // Until it is paid the reference is only what notices said, perhaps of a forward that was refused: number and sum are the shop's own, and payee and all else stand in the proof.
  if ((order.state.name === 'paid' || order.state.name === 'shipped') && order.state.reference !== paid.reference) return `found reference ${paid.reference}; the order was paid under ${order.state.reference} already`;
  if (order.state.name === 'dropped' || order.state.name === 'read') return `the order is ${order.state.name}`;
  return null;
}

function endWith({ store, now }: Parts, letter: LetterRow, outcome: string, order: OrderRow | null, kind: string, detail: string): void {
  store.endLetter(letter.id, outcome, order?.id ?? null);
  store.note({ at: now(), orderId: order?.id ?? null, letterId: letter.id, kind, detail });
}

async function takeSuspicious(parts: Parts, letter: LetterRow, { reasons, claims }: Extract<BankMail, { kind: 'suspicious' }>): Promise<void> {
  const { store } = parts;
  const order = claimedOrder(parts, claims);
  const detail = reasons.join(' ');
  const together = (): void => {
    if (order !== null) store.countSuspicious(order.id);
    endWith(parts, letter, 'suspicious', order, 'suspicious', detail);
  };
  parts.report('alarm', 'bank-mail-suspicious', { letter: letter.id, order: order?.id ?? null, reason: detail });
  const subject = order?.state.name === 'paid' || order?.state.name === 'shipped' ? 'suspicious-paid' : 'suspicious';
  await tellShopkeeper(parts, { name: `${subject}.${letter.id}`, order, subject, lines: [...reasons, claims.subject] }, together);
}

type Found = { readonly order: OrderRow; readonly invoice: InvoiceRow | null };

/** It is about an order that was never forwarded: its subject holds the buyer's name and no invoice. */
const WITHOUT_INVOICE = 'order-refused-merchant';

/** By the forward that it answers, else by its reference, else by the order that it answers, else by the invoice in its subject; all of it stands under the bank's signature. */
function orderOf(parts: Parts, notice: Extract<BankMail, { kind: 'notice' }>): Found | null {
  const { store } = parts;
  const thread = [...notice.inReplyTo, ...notice.references.toReversed()];
  const claimed = store.invoiceByMessage(thread);
  const referred = claimed === null && notice.reference !== null ? store.orderByReference(notice.reference) : null;
  const answered = claimed === null ? (referred ?? store.orderByMessage(thread)) : null;
  const named = claimed !== null || notice.notice === WITHOUT_INVOICE ? null : invoiceIn(parts, notice.subject);
  const invoice = claimed ?? (answered === null || named?.orderId === answered.id ? named : null);
  const order = answered ?? (invoice === null ? null : store.order(invoice.orderId));
  return order === null ? null : { order, invoice };
}

/** The words of a mail that is known to be the bank's. */
async function wordsOf(parts: Parts, letter: LetterRow): Promise<readonly string[]> {
  const outcome = await parts.read({ bytes: letter.bytes, receivedAt: letter.receivedAt, intake: letter.intake, envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, false);
  return outcome.kind === 'reading' ? (outcome.reading.text?.lines ?? []).slice(0, TOLD_LINES).map((line) => plainLine(shownLine(line))) : [];
}

async function takeNotice(parts: Parts, letter: LetterRow, notice: Extract<BankMail, { kind: 'notice' }>): Promise<void> {
  const { store } = parts;
  const found = orderOf(parts, notice);
  if (found === null) {
    return store.atomically(() => {
      endWith(parts, letter, `notice ${notice.notice}`, null, notice.notice, notice.code ?? '');
      noteGivenBack(parts, letter, null, notice);
    });
  }
  const { order } = found;
  const told = await wordsOf(parts, letter);
  const open = order.state.name === 'forwarding' || order.state.name === 'forwarded';
  const current = found.invoice === null || ('invoice' in order.state && order.state.invoice === found.invoice.counter);
  const record = (): void => {
    endWith(parts, letter, `notice ${notice.notice}`, order, notice.notice, [notice.reference, notice.code, told.find((line) => line !== '')].filter((one) => one != null && one !== '').join('; '));
    if (notice.reference !== null && (order.reference === null || (open && found.invoice !== null && current))) store.setReference(order.id, notice.reference);
  };
  if (notice.givesBack !== null) return takeGivenBack(parts, letter, { order, notice, told, record });
  if (notice.notice === 'forward-refused' && notice.code !== 'already-paid' && open && current) return draftOrder(parts, order, { reason: 'bank-refused', code: notice.code, told: told.some((line) => line !== '') ? told.join('\n') : null }, record);
  const ends = notice.notice === 'ended-merchant' || notice.notice === WITHOUT_INVOICE;
  if (ends && (open || order.state.name === 'draft') && current) return endOrder(parts, order, notice, told, record);
  store.atomically(record);
}

async function endOrder(parts: Parts, order: OrderRow, notice: Extract<BankMail, { kind: 'notice' }>, told: readonly string[], record: () => void): Promise<void> {
  const { store } = parts;
  const together = (): void => {
    const at = parts.now();
    record();
    store.withdrawMails(order.id, 'forward', at, 'the bank has ended the payment');
    store.move(order.id, { name: 'ended', since: at, code: notice.code ?? notice.notice });
  };
  await tellShopkeeper(parts, { name: `ended.${order.id}`, order, subject: 'ended', lines: told }, together);
}
