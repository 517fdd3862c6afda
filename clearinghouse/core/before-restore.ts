import type { Context } from './context.ts';

/** Whether what is of `at` belongs to the time before the restore. A decision that was made before it is made again as it was. */
export const isFromBefore = ({ now, policy: { restoredAt } }: { readonly now: number; readonly policy: Pick<Context['policy'], 'restoredAt'> }, at: number): boolean =>
  restoredAt !== undefined && at < restoredAt && now >= restoredAt;
