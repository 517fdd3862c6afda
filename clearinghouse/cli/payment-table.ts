/** Payments in one line each. */
import type { Payment, PaymentState } from '../core/payment.ts';
import { showReference } from '../protocol/reference.ts';
import type { Json } from './print.ts';
import { amountOrNull, showMoneyOrDash, showTime, sideJson, timeJson, timeOrNull, type Names } from './shapes.ts';
import { table } from './table.ts';

export const untilOf = (state: PaymentState): number | null => ('until' in state ? state.until : null);
export const endedAt = (state: PaymentState): number | null => ('at' in state ? state.at : null);
export const showState = (state: PaymentState): string => (state.name === 'ended' ? `ended: ${state.reason}` : state.name);

export const paymentShape = (payment: Payment, names: Names): { readonly [key: string]: Json } => ({
  reference: showReference(payment.reference),
  scheme: payment.scheme,
  schemeVersion: payment.schemeVersion,
  state: payment.state.name,
  reason: payment.state.name === 'ended' ? payment.state.reason : null,
  openedAt: timeJson(payment.openedAt),
  until: timeOrNull(untilOf(payment.state)),
  endedAt: timeOrNull(endedAt(payment.state)),
  buyer: sideJson(payment.buyer, names),
  merchant: sideJson(payment.merchant, names),
  total: amountOrNull(payment.claim?.total ?? null),
  invoice: payment.claim?.invoice ?? null,
});

export function paymentTable(payments: readonly Payment[], names: Names, timeZone: string): string {
  const heads = [{ title: 'Payment' }, { title: 'State' }, { title: 'Total', align: 'right' }, { title: 'Invoice' }, { title: 'Buyer' }, { title: 'Merchant' }, { title: 'Opened' }, { title: 'Until / ended' }] as const;
  const nameOf = (party: number | undefined): string => (party === undefined ? '-' : (names.get(party) ?? `party ${party}`));
  const when = ({ state }: Payment): string => {
    const at = untilOf(state) ?? endedAt(state);
    return at === null ? '-' : showTime(at, timeZone);
  };
  return table(
    heads,
    payments.map((payment) => [
      showReference(payment.reference),
      showState(payment.state),
      showMoneyOrDash(payment.claim?.total ?? null),
      payment.claim?.invoice ?? '-',
      nameOf(payment.buyer?.party),
      nameOf(payment.merchant?.party),
      showTime(payment.openedAt, timeZone),
      when(payment),
    ]),
  );
}
