/** The effects of a decision in words, for `letter explain`. Notices are shown whole elsewhere; tallies are the bank's own counting. */
import type { Effect } from '../core/decision.ts';
import { shownAddress } from '../protocol/address.ts';
import { currencyOf, formatMoney, money } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import { showTime } from './shapes.ts';

const STATES: Readonly<Record<string, string>> = {
  'awaiting-forward': 'waits for the shop\'s forward',
  'awaiting-order': 'waits for the buyer\'s order',
  'awaiting-roads': 'waits for the buyer\'s cheque or post',
  'awaiting-funds': 'waits for money',
  'awaiting-answer': 'waits for the buyer\'s answer',
  settled: 'is paid',
  ended: 'ends without payment',
};

const amountIn = (account: string, minor: bigint): string => {
  const currency = currencyOf(account.slice(account.lastIndexOf(':') + 1));
  return currency === null ? String(minor) : formatMoney(money(currency, minor < 0n ? -minor : minor));
};

/** One sentence; null for what nobody would call an effect. */
export function effectSentence(effect: Effect, timeZone: string): string | null {
  switch (effect.kind) {
    case 'payment-saved':
      return `payment ${showReference(effect.payment.reference)} ${STATES[effect.payment.state.name] ?? effect.payment.state.name}`;
    case 'transferred':
      return `money moves: ${effect.transfer.postings.map(({ account, amount }) => `${amount < 0n ? 'from' : 'to'} ${account} ${amountIn(account, amount)}`).join(', ')}`;
    case 'held':
      return `${amountIn(effect.account, effect.amount)} is set aside in ${effect.account}`;
    case 'released':
      return `${amountIn(effect.account, effect.amount)} is free again in ${effect.account}`;
    case 'entry':
      return `an entry "${effect.entry.kind}" is made${effect.entry.forBoard ? ' for the public board' : ''}`;
    case 'deadline':
      return effect.at === null ? null : `a deadline is set: ${effect.deadline}, ${showTime(effect.at, timeZone)}`;
    case 'blocked':
      return `party ${effect.merchant} is blocked for party ${effect.buyer}`;
    case 'address-saved':
      return `address ${shownAddress(effect.address.address)} is ${effect.address.undeliverable === null ? 'proved, and known to live' : 'marked as undeliverable'}`;
    case 'staff-task':
      return `staff are called (${effect.task.code}): ${effect.task.detail}`;
    case 'number-spent':
      return `number ${effect.index} of a card is spent`;
    case 'card-voided':
      return 'a card of settlement numbers is void';
    case 'notice-ended':
      return `notice ${effect.noticeId} counts as ${effect.outcome}: ${effect.detail}`;
    case 'staff-task-done':
    case 'party-saved':
    case 'account-opened':
    case 'entry-erased':
    case 'letter-set-aside':
    case 'letter-reopened':
    case 'notice':
    case 'tallied':
      return null;
    default:
      return effect satisfies never;
  }
}
