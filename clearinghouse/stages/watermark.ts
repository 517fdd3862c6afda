/**
 * The watermark of a bank whose mail comes in by several processes: until when every letter that was received has been kept, whichever way it came. A
 * deadline passes only then, so what is not known counts as never.
 */

/** `mailbox`: whoever reads it finds all that ever came; `listener`: each process knows only of what was handed to itself. */
export type WayIn = { readonly name: string; readonly kind: 'mailbox' | 'listener' };

/** What one process has said of one way in; after `aliveUntil` it is gone. */
export type IntakeReport = { readonly name: string; readonly completeUntil: number | null; readonly aliveUntil: number };

/** Clocks of one bank's machines may differ by as much. A watermark that lies further ahead was told by a clock that was wrong, and says nothing. */
const SKEW = 60_000;

/** `ways`: all of the bank's, as it is configured. Never later than `now`. */
export const completeUntilOf = (ways: readonly WayIn[], reports: readonly IntakeReport[], now: number): number =>
  Math.min(...ways.map((way) => ofOneWay(way, reports.filter(({ name }) => name === way.name), now)));

/**
 * A complete scan of a mailbox by anybody is one. Of listeners each living one counts; letters that a dead one had in hand were never acknowledged, and come
 * again. While none lives mail waits outside, and time stands where it was.
 */
function ofOneWay({ kind }: WayIn, reports: readonly IntakeReport[], now: number): number {
  const known = (rows: readonly IntakeReport[]): readonly number[] => rows.map(({ completeUntil }) => (completeUntil === null || completeUntil > now + SKEW ? Number.NEGATIVE_INFINITY : Math.min(completeUntil, now)));
  const living = reports.filter(({ aliveUntil }) => aliveUntil > now);
  if (kind === 'listener' && living.length > 0) return Math.min(...known(living));
  return Math.max(Number.NEGATIVE_INFINITY, ...known(reports));
}

/** Of a bank in one process, whose intakes know of all that came. Asked first, then looked at the clock: what lies beyond `now` was told before the clock was put back. */
export const completeUntilHere = (intakes: readonly { readonly completeUntil: number | null }[], now: number): number =>
  Math.min(...intakes.map(({ completeUntil }) => (completeUntil === null || completeUntil > now ? Number.NEGATIVE_INFINITY : completeUntil)));
