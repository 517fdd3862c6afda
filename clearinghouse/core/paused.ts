/** No money is set aside while the public board stands still (9-rules 22). */
import type { Desk } from './scheme.ts';

/**
 * Thrown where money would be set aside while the public board stands still: the input waits, undecided, until the board goes on. Nothing
 * of its decision is kept.
 */
export class HoldsPaused extends Error {
  override readonly name = 'HoldsPaused';
}

/** Whether an entry has waited too long for its publication. */
export function holdsPaused({ facts, context }: Pick<Desk, 'facts' | 'context'>): boolean {
  const { policy, now } = context;
  const { oldestUnpublishedAt } = facts;
  return policy.boardEnabled && oldestUnpublishedAt !== null && now - oldestUnpublishedAt > policy.boardStallSpan;
}
