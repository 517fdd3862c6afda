/** What came of a payment after it was settled, as staff read it and as JSON: money given back, wishes to give back, the dispute with the words of both. */
import { afterOf } from '../core/after.ts';
import type { Dispute, DisputeState, DisputeWords, Payment, RefundAsk } from '../core/payment.ts';
import { formatMoney, money, type Money } from '../protocol/money.ts';
import type { Json } from './print.ts';
import { amountJson, showSpan, timeJson, timeOrNull } from './shapes.ts';
import { labelled } from './table.ts';

type Time = (at: number) => string;

/** Of a payment that was settled; null: it was not. */
export function paidAndLeft({ state, claim, after }: Payment): { readonly paid: Money; readonly givenBack: Money; readonly left: Money } | null {
  if (state.name !== 'settled' || claim === null) return null;
  const { currency, minor } = claim.total;
  const back = after?.givenBack ?? 0n;
  return { paid: claim.total, givenBack: money(currency, back), left: money(currency, minor - back) };
}

export function showDisputeState(state: DisputeState, now: number): string {
  switch (state.name) {
    case 'merchant-answers':
      return `open: the shop answers, ${showSpan(state.until - now)} left`;
    case 'staff-decide':
      return state.until > now ? `open: staff decide, ${showSpan(state.until - now)} left` : `open: staff decide, overdue for ${showSpan(now - state.until)}`;
    case 'closed':
      return `closed: ${state.outcome}`;
    default:
      return state satisfies never;
  }
}

const showRefund = ({ state, total, by, reason }: RefundAsk, time: Time): string => {
  const stands = state.name === 'closed' ? `${state.how} ${time(state.at)}` : `waits for ${state.name === 'staff' ? 'staff' : 'the shop\'s answer'} until ${time(state.until)}`;
  return `${formatMoney(total)} in all by ${by.address}: ${stands}${reason === '' ? '' : `: ${reason}`}`;
};

/** '' where nothing came after the payment. */
export function afterText(payment: Payment, time: Time): string {
  const sums = paidAndLeft(payment);
  const { dispute, refunds, givenBack, times } = afterOf(payment);
  if (sums === null || payment.after === undefined) return '';
  return labelled([
    ['Given back', givenBack === 0n ? null : `${formatMoney(sums.givenBack)} of ${formatMoney(sums.paid)}, in ${times} ${times === 1 ? 'transfer' : 'transfers'}`],
    ...refunds.map((ask, at): readonly [string, string] => [`Refund ${at + 1}`, showRefund(ask, time)]),
    ['Dispute', dispute === null ? null : `${dispute.state.name === 'closed' ? `closed ${time(dispute.state.at)}: ${dispute.state.outcome}` : `${dispute.state.name} until ${time(dispute.state.until)}`}; opened ${time(dispute.openedAt)}, ${dispute.words.length} mails`],
  ]);
}

/** The words of both, oldest first, each line behind `| `. */
export const wordsText = ({ words }: Dispute, time: Time): string =>
  words.map(({ by, at, letterId, lines }) => [`${time(at)}  the ${by === 'buyer' ? 'buyer' : 'shop'}, letter ${letterId}`, ...(lines.length === 0 ? ['(no text that could be taken)'] : lines.map((line) => `| ${line}`))].join('\n    ')).join('\n');

const wordsJson = ({ by, at, letterId, lines }: DisputeWords): Json => ({ by, at: timeJson(at), letter: letterId, lines });

export const disputeJson = (payment: Payment, { openedAt, by, words, shown, state }: Dispute): { readonly [key: string]: Json } => ({
  openedAt: timeJson(openedAt),
  openedBy: by.address,
  state: state.name,
  until: timeOrNull(state.name === 'closed' ? null : state.until),
  outcome: state.name === 'closed' ? state.outcome : null,
  closedAt: timeOrNull(state.name === 'closed' ? state.at : null),
  returned: state.name === 'closed' && payment.claim !== null ? amountJson(money(payment.claim.total.currency, state.returned)) : null,
  reason: state.name === 'closed' ? state.reason : null,
  shownOnBoard: shown,
  words: words.map(wordsJson),
});

export const refundJson = ({ by, total, reason, askedAt, held, state }: RefundAsk): { readonly [key: string]: Json } => ({
  by: by.address,
  total: amountJson(total),
  reason,
  askedAt: timeJson(askedAt),
  held: amountJson(money(total.currency, held)),
  state: state.name,
  until: timeOrNull(state.name === 'closed' ? null : state.until),
  ended: state.name === 'closed' ? state.how : null,
});

/** Null: nothing came after the payment. */
export function afterJson(payment: Payment): Json {
  const sums = paidAndLeft(payment);
  const { dispute, refunds, times } = afterOf(payment);
  if (sums === null || payment.after === undefined) return null;
  return { givenBack: amountJson(sums.givenBack), left: amountJson(sums.left), times, refunds: refunds.map(refundJson), dispute: dispute === null ? null : disputeJson(payment, dispute) };
}
