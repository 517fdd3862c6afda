/** No money is set aside while the public board stands still (9-rules 22). */
import type { Finding } from '../protocol/reading.ts';
import type { Context } from './context.ts';
import { find } from './desk.ts';
import type { Facts } from './facts.ts';
import type { Desk } from './scheme.ts';

const STILL = 'board-stands-still';

/**
 * Thrown where money would be set aside while the public board stands still: the input waits, undecided, until the board goes on. Nothing
 * of its decision is kept.
 */
export class HoldsPaused extends Error {
  override readonly name = 'HoldsPaused';
}

/** Whether an entry has waited too long for its publication. */
export function holdsPaused({ facts, context }: { readonly facts: Pick<Facts, 'oldestUnpublishedAt'>; readonly context: Pick<Context, 'policy' | 'now'> }): boolean {
  const { policy, now } = context;
  const { oldestUnpublishedAt } = facts;
  return policy.boardEnabled && oldestUnpublishedAt !== null && now - oldestUnpublishedAt > policy.boardStallSpan;
}

/** The same, for a decision that takes another way then: it is kept with it, since publication is no input of the core. */
export const seesHoldsPaused = (desk: Desk): boolean => holdsPaused(desk) && find(desk, STILL, true);

/** Whether an earlier decision saw the board stand still. */
export const sawHoldsPaused = (findings: readonly Finding[]): boolean => findings.some(({ code, hit }) => code === STILL && hit);
