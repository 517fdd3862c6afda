/** The one function that decides: total and pure. Time is just another input. */
import type { AccountId } from './account.ts';
import { cancelWaits } from './cancel-waits.ts';
import type { Context } from './context.ts';
import { decideDeadline } from './deadline.ts';
import type { Decision, Disposition, Effect, Input, Postponed } from './decision.ts';
import { closeDesk, openDesk, paymentsWith, savePayment, type Desk } from './desk.ts';
import type { Facts } from './facts.ts';
import { decideInstruction } from './instruction.ts';
import { decideLetter } from './letter.ts';
import { fundsKey, mailKey } from './keys.ts';
import { schemeOf, type Scheme } from './scheme.ts';
import { HoldsPaused } from './paused.ts';
import { withKeys } from './verbs.ts';
import { waitsFor } from './waiting.ts';

export type Decide = (facts: Facts, input: Input, context: Context) => Decision | Postponed;

/** A throw is a fault of ours (a broken invariant), never a property of the input: the shell tries again, then sets the input aside. */
export function makeDecide(schemes: readonly Scheme[]): Decide {
  return (facts, input, context) => {
    const earlier = waitsFor(facts, input, context);
    if (earlier !== null) return { postponedFor: earlier };
    // As what it may mean does: it is decided when the board goes on.
    if (input.kind === 'letter' && cancelWaits(facts, input, context)) return { postponedFor: input.letterId };
    const at = input.kind === 'letter' ? input.receivedAt : input.at;
    const desk = openDesk(facts, schemes, context, at, input.kind === 'letter' ? input.letterId : null);
    try {
      return finish(desk, dispose(desk, input));
    } catch (error) {
      // A letter waits for itself: it is decided when the board goes on.
      if (error instanceof HoldsPaused && input.kind === 'letter') return { postponedFor: input.letterId };
      throw error;
    }
  };
}

function dispose(desk: Desk, input: Input): Disposition {
  switch (input.kind) {
    case 'letter':
      return decideLetter(desk, input.reading);
    case 'deadline':
      return decideDeadline(desk, input);
    case 'instruction':
      return decideInstruction(desk, input.instruction);
    default:
      return input satisfies never;
  }
}

function finish(desk: Desk, disposition: Disposition): Decision {
  wakeFunded(desk);
  rememberNotices(desk);
  return closeDesk(desk, disposition);
}

/** People answer whichever mail of ours is on top: each notice about a payment leads back to it (core/keys.ts `mailKey`). */
function rememberNotices(desk: Desk): void {
  const told = Map.groupBy(desk.effects.flatMap((effect) => (effect.kind === 'notice' ? [effect.notice] : [])), (notice) => notice.paymentId);
  for (const [paymentId, notices] of told) {
    const payment = paymentId === null ? undefined : desk.facts.payments.get(paymentId);
    if (payment !== undefined) savePayment(desk, withKeys(payment, notices.map((notice) => mailKey(notice.messageId))));
  }
}

/** Money that came into an account or was freed in it wakes the payments that wait for it, the oldest first; one that is then paid unasked may wake others. */
function wakeFunded(desk: Desk): void {
  for (let looked = 0; looked < desk.effects.length; ) {
    const richer = desk.effects.slice(looked).flatMap(enriched);
    looked = desk.effects.length;
    if (richer.length === 0) return;
    for (const payment of paymentsWith(desk.facts, [...new Set(richer)].map(fundsKey))) {
      if (payment.state.name === 'awaiting-funds') schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'funds' });
    }
  }
}

/** The accounts that have more to spend after it. */
function enriched(effect: Effect): readonly AccountId[] {
  if (effect.kind === 'released') return [effect.account];
  return effect.kind === 'transferred' ? effect.transfer.postings.filter((posting) => posting.amount > 0n).map((posting) => posting.account) : [];
}
