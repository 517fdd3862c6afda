/** A payment whose time is over: why it ends, whoever finds it so, its own deadline or a mail that came after it. */
import { refused, type Desk } from '../core/desk.ts';
import type { Disposition } from '../core/decision.ts';
import type { EndReason, Payment } from '../core/payment.ts';
import { canHold, matched } from '../core/verbs.ts';
import { ended } from './disposed.ts';
import { isAboveLimit } from './proceed.ts';
import type { Way } from './way.ts';

/** Its deadline has passed, though nobody has looked at it yet: it ends as the deadline would have ended it. */
export function lapsed(way: Way, desk: Desk, payment: Payment): Disposition {
  ended(desk, payment, whyLapsed(way, desk, payment));
  return refused('too-late');
}

export function whyLapsed(way: Way, desk: Desk, payment: Payment): EndReason {
  const { name } = payment.state;
  switch (name) {
    case 'awaiting-forward':
      return 'no-forward';
    case 'awaiting-order':
      return 'no-order';
    case 'awaiting-roads':
      return 'no-road';
    case 'awaiting-answer':
      return 'no-answer';
    case 'awaiting-funds':
      return whyUnfunded(way, desk, payment);
    case 'settled':
    case 'ended':
      throw new Error(`payment ${payment.reference} is closed`);
    default:
      return name satisfies never;
  }
}

/** A payment that waits for money: whoever has paid in enough and is kept back by a limit is not told that money was lacking. */
function whyUnfunded(way: Way, desk: Desk, payment: Payment): 'no-funds' | 'above-limit' {
  const known = matched(payment);
  return canHold(desk, known) && isAboveLimit(way, desk, known) ? 'above-limit' : 'no-funds';
}
