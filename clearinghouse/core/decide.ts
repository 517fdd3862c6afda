/** The one function that decides: total and pure. Time is just another input. */
import type { Context } from './context.ts';
import { decideDeadline } from './deadline.ts';
import type { Decision, Input, Postponed } from './decision.ts';
import { closeDesk, openDesk } from './desk.ts';
import type { Facts } from './facts.ts';
import { decideInstruction } from './instruction.ts';
import { decideLetter } from './letter.ts';
import type { Scheme } from './scheme.ts';
import { waitsFor } from './waiting.ts';

export type Decide = (facts: Facts, input: Input, context: Context) => Decision | Postponed;

/** A throw is a fault of ours (a broken invariant), never a property of the input: the shell tries again, then sets the input aside. */
export function makeDecide(schemes: readonly Scheme[]): Decide {
  return (facts, input, context) => {
    const earlier = waitsFor(facts, input, context);
    if (earlier !== null) return { postponedFor: earlier };
    const at = input.kind === 'letter' ? input.receivedAt : input.at;
    const desk = openDesk(facts, schemes, context, at, input.kind === 'letter' ? input.letterId : null);
    switch (input.kind) {
      case 'letter':
        return closeDesk(desk, decideLetter(desk, input.reading));
      case 'deadline':
        return closeDesk(desk, decideDeadline(desk, input));
      case 'instruction':
        return closeDesk(desk, decideInstruction(desk, input.instruction));
      default:
        return input satisfies never;
    }
  };
}
