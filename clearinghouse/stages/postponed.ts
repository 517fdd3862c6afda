/**
 * What was tried and waits, so that it is not decided in vain every second: there may be thousands, all of them older than what can be decided. A letter is
 * left alone while it waits for itself, until the public board goes on; a deadline until the letter that it waits for is cleared. Something else may have come
 * up of one meanwhile (another process has cleared that letter, its four hours are over), so each is tried again after a while. A letter whose reading does not
 * open is left out until it is decided what becomes of it.
 */
import type { Decision, Input } from '../core/decision.ts';
import type { Without } from '../store/store.ts';

export const POSTPONED_SPAN = 600_000;
const UNOPENED_SPAN = 3_600_000;

type Deadline = Extract<Input, { kind: 'deadline' }>;

export type Postponed = {
  readonly note: (input: Input, postponedFor: number, now: number) => void;
  /** What waited for a letter that these decisions clear may be decided now. */
  readonly noteDecided: (decided: readonly { readonly input: Input; readonly decision: Decision }[]) => void;
  readonly noteUnopened: (letterId: number, now: number) => void;
  readonly isUnopened: (letterId: number) => boolean;
  readonly forgetOld: (now: number) => void;
  readonly waitsForBoard: () => boolean;
  readonly boardGoesOn: () => void;
  readonly count: () => number;
  readonly known: () => Without;
};

export function makePostponed(): Postponed {
  const letters = new Map<number, { readonly triedAt: number }>();
  const deadlines = new Map<string, { readonly deadline: Deadline; readonly letterId: number; readonly triedAt: number }>();
  const unopened = new Map<number, number>();
  return {
    note: (input, postponedFor, now) => {
      if (input.kind === 'letter' && input.letterId === postponedFor) letters.set(input.letterId, { triedAt: now });
      if (input.kind === 'deadline') deadlines.set(`${input.paymentId} ${input.deadline} ${input.at}`, { deadline: input, letterId: postponedFor, triedAt: now });
    },
    noteDecided: (decided) => {
      const cleared = new Set(decided.flatMap(clearedBy));
      if (cleared.size === 0) return;
      for (const letterId of cleared) {
        letters.delete(letterId);
        unopened.delete(letterId);
      }
      for (const [name, { letterId }] of deadlines) if (cleared.has(letterId)) deadlines.delete(name);
    },
    noteUnopened: (letterId, now) => void unopened.set(letterId, now),
    isUnopened: (letterId) => unopened.has(letterId),
    forgetOld: (now) => {
      for (const [letterId, notedAt] of unopened) if (Math.abs(now - notedAt) >= UNOPENED_SPAN) unopened.delete(letterId);
      for (const known of [letters, deadlines] as Map<unknown, { readonly triedAt: number }>[]) {
        for (const [name, { triedAt }] of known) if (Math.abs(now - triedAt) >= POSTPONED_SPAN) known.delete(name);
      }
    },
    waitsForBoard: () => letters.size > 0,
    boardGoesOn: () => letters.clear(),
    count: () => letters.size + deadlines.size,
    known: () => ({ letters: [...letters.keys(), ...unopened.keys()], deadlines: [...deadlines.values()].map(({ deadline }) => deadline) }),
  };
}

const clearedBy = ({ input, decision }: { readonly input: Input; readonly decision: Decision }): readonly number[] => [
  ...(input.kind === 'letter' ? [input.letterId] : []),
  ...decision.effects.flatMap((effect) => (effect.kind === 'letter-set-aside' ? [effect.letterId] : [])),
];
