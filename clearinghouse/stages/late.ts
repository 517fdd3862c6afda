/**
 * Late: nobody waits in the dark for the public board. An entry that has waited too long for its publication, or whose receipts are not made, has the bank tell both
 * sides that the payment is made (9-rules 22). Apart from the work of publishing: a sequencer that is away, or hangs in its folder, is what it tells of.
 */
import type { Store } from '../store/store.ts';
import type { Clock, ReportEvent, WakeUp } from './ports.ts';

export type LateParts = {
  readonly store: Pick<Store, 'lateEntries' | 'addInstruction'>;
  readonly clock: Clock;
  readonly wakeUp: WakeUp;
  /** Milliseconds after which an entry is late. */
  readonly lateAfter: number;
  readonly report: ReportEvent;
};

const AT_ONCE = 100;

/** One look; true: there may be more. Of several processes that look at once each may give the instruction: the core tells of an entry once. */
export async function tellLate({ store, clock, wakeUp, lateAfter, report }: LateParts): Promise<boolean> {
  const now = clock.now();
  const late = await store.lateEntries(now - lateAfter, AT_ONCE);
  for (const entryId of late) await store.addInstruction({ kind: 'proof-late', entryId }, now, now);
  if (late.length === 0) return false;
  report('alarm', 'entries-late', { entries: late.length, first: late[0] ?? null, advice: 'see `kakitome board status`: the sequencer, the disk or the folder of the board' });
  wakeUp.wake('clear');
  return late.length === AT_ONCE;
}
