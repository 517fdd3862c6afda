/** The leadership of one process, kept in the database. It only saves work: what keeps two from forking a log is the swap of the head. */
import type { BoardReport, BoardStore } from '../ports.ts';

/** `anew`: it was not held without a break; what was known before may be out of date. */
export type Leading = 'kept' | 'anew' | 'no';

export type Leader = {
  /** Asks the database once half of the lease has gone by. */
  readonly keep: () => Promise<Leading>;
  /** Asks it whatever the clock says. */
  readonly ask: () => Promise<Leading>;
  readonly giveUp: () => Promise<void>;
};

/** After a crash another process waits so long, in milliseconds. */
export const LEASE = 15_000;

export function makeLeader(store: BoardStore, holder: string, now: () => number, report: BoardReport): Leader {
  let held: { readonly from: number; readonly until: number } | null = null;
  const ask = async (at = now()): Promise<Leading> => {
    const unbroken = held !== null && at < held.until;
    held = null;
    const lead = await store.lead(holder, at, at + LEASE);
    if (lead === 'refused') return 'no';
    if (lead === 'taken-from-future') report('warn', 'board.lead-from-another-clock', { holder, advice: 'the one that led before had a clock that was ahead of this one: look at the time of this machine' });
    held = { from: at, until: at + LEASE };
    return unbroken ? 'kept' : 'anew';
  };
  return {
    keep: async () => {
      const at = now();
      return held !== null && at >= held.from && at < held.until - LEASE / 2 ? 'kept' : ask(at);
    },
    ask: () => ask(),
    giveUp: async () => {
      held = null;
      await store.unlead(holder);
    },
  };
}
