/**
 * Groups of mails that hang, and of letters whose DNS is slow: a server may take ten minutes to answer for one mail, and mostly does so each time that it gets it. After a while the loops of the send stage go on
 * without such a group, which ends by itself: else two of these mails would keep everything that is owed meanwhile.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ReportEvent, Stage } from './ports.ts';

export type SlowGroups = {
  /** Resolves when the group has ended, or is left to itself. Rejects with its fault, unless it is left: then that is reported. */
  readonly waitFor: (group: Promise<void>) => Promise<void>;
  /** Resolves when all that were left to themselves have ended. */
  readonly ended: () => Promise<void>;
};

/** Most groups are sent sooner. */
const PATIENCE = 10_000;
/** So many at a time: each has its mails in memory, and the connections are few. */
const MOST = 8;

export function makeSlowGroups(report: ReportEvent, patienceMs = PATIENCE, most = MOST, stage: Stage = 'send'): SlowGroups {
  const left = new Set<Promise<void>>();
  const leave = (group: Promise<void>): void => {
    const ended = group
      .catch((error: unknown) => report('alarm', 'stage-failed', { stage, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
      .finally(() => void left.delete(ended));
    left.add(ended);
  };
  return {
    waitFor: async (group) => {
      const over = new AbortController();
      const patience = pause(patienceMs, 'slow' as const, { signal: over.signal }).catch(() => 'slow' as const);
      const outcome = await Promise.race([group, patience]).finally(() => over.abort());
      if (outcome !== 'slow') return;
      if (left.size < most) leave(group);
      else await group;
    },
    ended: async () => void (await Promise.all(left)),
  };
}
