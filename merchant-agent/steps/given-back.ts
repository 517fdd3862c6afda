import type { BankMail } from '../receipt/bank-mail.ts';
import type { InvoiceRow, LetterRow, OrderRow } from '../store/store.ts';
import type { Parts } from './parts.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';

/**
 * What was paid goes back to the customer: a refund, or a dispute decided for them. All of it: nothing is told to ship any more, also where the receipt itself
 * comes later. A part of it changes nothing, and is told. Where the bank does not say how much, nothing is told to ship either, and a person decides about the rest.
 */

type Notice = Extract<BankMail, { kind: 'notice' }>;

export type GivenBack = { readonly order: OrderRow; readonly notice: Notice; readonly told: readonly string[]; readonly record: () => void };

const GIVEN_BACK = 'given-back';

/** Whether the bank has said that this payment went back. */
export const isGivenBack = ({ store }: Parts, reference: string): boolean => store.hasNote(GIVEN_BACK, reference);

/** Of a payment that no order here is known by yet: its receipt may still come. */
export function noteGivenBack(parts: Parts, letter: LetterRow, orderId: number | null, { givesBack, reference }: Notice): void {
  if ((givesBack === 'all' || givesBack === 'unsaid') && reference !== null && !isGivenBack(parts, reference)) parts.store.note({ at: parts.now(), orderId, letterId: letter.id, kind: GIVEN_BACK, detail: reference });
}

/** `told`: the bank's words; `record`: what is recorded of the notice itself. Of another payment of the order, such as one too many, nothing here has to be stopped. */
export async function takeGivenBack(parts: Parts, letter: LetterRow, { order, notice, told, record }: GivenBack): Promise<void> {
  const { store, shop } = parts;
  const { state } = order;
  const { reference } = notice;
  const isPaid = state.name === 'paid' || state.name === 'shipped';
  if (reference === null || (isPaid && state.reference !== reference)) return store.atomically(record);
  // Of what has gone back already, or has been laid before a person, there is nothing more to say.
  if (notice.givesBack !== 'all' && isGivenBack(parts, reference)) return store.atomically(record);
  if (notice.givesBack === 'part') return tellShopkeeper(parts, { name: `part-back.${letter.id}`, order, subject: 'given-back-part', lines: told }, record);
  const together = (): void => {
    const at = parts.now();
    record();
    noteGivenBack(parts, letter, order.id, notice);
    if (!isPaid) return;
    store.withdrawTellings(order.id, at, GIVEN_BACK);
    store.withdrawMails(order.id, 'ship', at, GIVEN_BACK);
    if (state.name === 'paid') store.move(order.id, { name: 'ended', since: at, code: GIVEN_BACK });
  };
  parts.report('info', 'order-given-back', { order: order.id, reference });
  const subject = notice.givesBack === 'unsaid' ? 'given-back-unsaid' : 'given-back';
  await tellShopkeeper(parts, { name: `${subject}.${order.id}.${reference}`, order, subject, lines: [...toldSoFar(parts, order), ...told], alsoTo: isPaid ? shop.shipTo : null }, together);
}

/** A receipt of what was given back before it came. Nothing ships by it, and the forward that it answers is over. */
export function endGivenBack({ store, now }: Parts, { id, state }: OrderRow, invoice: InvoiceRow | null): void {
  if ((state.name === 'forwarding' || state.name === 'forwarded') && state.invoice === invoice?.counter) store.move(id, { name: 'ended', since: now(), code: GIVEN_BACK });
}

/** What a person has to take back: it may have been taken although no answer came. */
function toldSoFar({ store }: Parts, { id }: OrderRow): readonly string[] {
  const mails = store.mailsOf(id).filter(({ purpose, state, attempts }) => purpose === 'ship' && (state === 'sent' || attempts > 0)).map(({ to, state }) => `mail to ship to ${to}: ${state === 'sent' ? 'sent' : 'tried'}`);
  const tellings = store.tellingsOf(id).filter(({ state, attempts }) => state === 'done' || attempts > 0).map(({ kind, state }) => `${kind === 'csv' ? 'orders.csv' : 'webhook'}: ${state === 'done' ? 'told' : 'tried'}`);
  return [...mails, ...tellings];
}
