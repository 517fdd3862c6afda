/** The leadership of one process, kept in the database. It only saves work: what keeps two from forking a log is the swap of the head. */
import type { BoardStore } from '../ports.ts';

/** `anew`: it was not held without a break; what was known before may be out of date. */
export type Leading = 'kept' | 'anew' | 'no';

export type Leader = { readonly keep: () => Promise<Leading>; readonly giveUp: () => Promise<void> };

/** After a crash another process waits so long, in milliseconds. */
export const LEASE = 15_000;

export function makeLeader(store: BoardStore, holder: string, now: () => number): Leader {
  let held: { readonly from: number; readonly until: number } | null = null;
  return {
    keep: async () => {
      const at = now();
      if (held !== null && at >= held.from && at < held.until - LEASE / 2) return 'kept';
      const unbroken = held !== null && at < held.until;
      held = null;
      if (!(await store.lead(holder, at, at + LEASE))) return 'no';
      held = { from: at, until: at + LEASE };
      return unbroken ? 'kept' : 'anew';
    },
    giveUp: async () => {
      held = null;
      await store.unlead(holder);
    },
  };
}
