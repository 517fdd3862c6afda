import { tellDamaged } from './damaged.ts';
import { nextLookAt } from './order-post.ts';
import { priceDue } from './price-orders.ts';
import { eraseDue } from './erase-old.ts';
import type { Parts } from './parts.ts';
import { readDue, tellSurplus } from './read-letters.ts';
import { sendDue } from './send-mails.ts';
import { finishShipping, tellDue } from './tell-shipping.ts';

/**
 * One thing after the other, in one task: no step ever meets another half done. What a step leaves is found in the store by the next round, also after a
 * crash, so nothing is handed on in memory.
 */

export type Running = {
  /** Something new may be there. */
  readonly wake: () => void;
  /** Ends after the step in hand. Rejects with the fault that ended the loop, if one did. */
  readonly stop: () => Promise<void>;
  readonly ended: Promise<void>;
};

const STEPS = [readDue, tellSurplus, priceDue, sendDue, tellDue, finishShipping, eraseDue] as const;
const LONGEST_REST = 30_000;
const SHORTEST_REST = 200;

/** Runs every step until none has anything to do now; what is due later stays. */
export async function settle(parts: Parts, stopping?: AbortSignal): Promise<void> {
  const stopped = (): boolean => stopping?.aborted ?? false;
  for (let busy = true; busy && !stopped(); ) {
    busy = false;
    for (const step of STEPS) if (!stopped() && (await step(parts))) busy = true;
  }
}

/** Works until it is stopped; rests until something is due or `wake` is called. `rest` resolves after so many milliseconds, or at once when the signal aborts. */
export function runSteps(parts: Parts, rest: (ms: number, signal: AbortSignal) => Promise<void>): Running {
  const stop = new AbortController();
  let waking = new AbortController();
  const loop = async (): Promise<void> => {
    await tellDamaged(parts);
    while (!stop.signal.aborted) {
      waking = new AbortController();
      await settle(parts, stop.signal);
      const now = parts.now();
      const due = Math.min(parts.store.nextDueAt() ?? Number.POSITIVE_INFINITY, nextLookAt(parts, now) ?? Number.POSITIVE_INFINITY);
      const wait = Math.min(LONGEST_REST, Math.max(SHORTEST_REST, due - now));
      if (!stop.signal.aborted) await rest(wait, AbortSignal.any([stop.signal, waking.signal]));
    }
  };
  const ended = loop();
  ended.catch(() => undefined);
  return {
    wake: () => waking.abort(),
    stop: async () => {
      stop.abort();
      await ended;
    },
    ended,
  };
}
