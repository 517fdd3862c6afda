/**
 * Publish: lets the sequencer work, and sees to it that nobody waits in the dark for it: an entry that is late makes the bank tell both
 * sides that the payment is made (9-rules 22).
 */
import type { Store } from '../store/store.ts';
import type { Clock, ReportEvent, WakeUp } from './ports.ts';

export type PublishParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly wakeUp: WakeUp;
  /** One batch of the sequencer; true: there is more. */
  readonly round: () => Promise<boolean>;
  /** False: another process keeps the board, and tells what is late. */
  readonly leads: () => boolean;
  /** Milliseconds after which an entry is late. */
  readonly lateAfter: number;
  readonly report: ReportEvent;
};

const LATE_AT_ONCE = 100;

/** False: there is nothing to publish. A sequencer that fails is a fault of its own, told after the late entries are seen to. */
export async function publishDue(parts: PublishParts): Promise<boolean> {
  const outcome = await parts.round().then(
    (more) => ({ more, fault: null }),
    (error: unknown) => ({ more: false, fault: error }),
  );
  if (parts.leads()) await tellLate(parts);
  if (outcome.fault !== null) throw outcome.fault;
  parts.wakeUp.wake('send');
  return outcome.more;
}

async function tellLate({ store, clock, wakeUp, lateAfter, report }: PublishParts): Promise<void> {
  const now = clock.now();
  const late = await store.lateEntries(now - lateAfter, LATE_AT_ONCE);
  for (const entryId of late) await store.addInstruction({ kind: 'proof-late', entryId }, now, now);
  if (late.length === 0) return;
  report('alarm', 'entries-late', { entries: late.length, first: late[0] ?? null, advice: 'see `kakitome board status`: the sequencer, the disk or the folder of the board' });
  wakeUp.wake('clear');
}
