/** How old the newest signature of a head is: whoever serves an old copy for ever shows nothing that is wrong, only nothing new. */
import type { OpenedCheckpoint } from '../format/checkpoint.ts';
import type { AuditedLog } from './audit-log.ts';
import type { Later } from './audit-later.ts';
import type { Findings } from './finding.ts';

const HOUR = 3_600_000;
/** A quiet log is cosigned anew every day; a missed hour or two is no sign of anything. */
const MOST_HOURS = 26;
/** Clocks differ by minutes. What is dated later than that is no time of a signature. */
const AHEAD = 10 * 60_000;

/** Milliseconds: the newest time that a verified signature states, the log's own or a witness's. Null: none states any that can be true. `now` null: no clock is at hand. */
export function newestTime({ signedAt, cosignatures }: OpenedCheckpoint, now: number | null): number | null {
  const times = [signedAt ?? 0, ...cosignatures.map(({ time }) => time)].map((seconds) => seconds * 1_000).filter((time) => time > 0 && (now === null || time <= now + AHEAD));
  return times.length === 0 ? null : Math.max(...times);
}

/** A log that has ended, or that a known one goes on from, has nothing new to show. Where no signature states a time nothing can be judged. */
export function judgeAge({ head, ends }: AuditedLog, later: Later, now: number, findings: Findings): void {
  if (ends !== null || later.log?.vouched === true || newestTime(head, null) === null) return;
  const newest = newestTime(head, now);
  const expected = `expected one of the last ${MOST_HOURS} hours, for a log that goes on is cosigned anew every day`;
  if (newest === null) findings.add('unjudged', 'stale', head.origin, `found only signatures that are dated later than this machine's clock; ${expected}. One of the clocks is wrong`);
  else if (now - newest > MOST_HOURS * HOUR) findings.add('unjudged', 'stale', head.origin, `found ${new Date(newest).toISOString()} as the newest time of a signature, ${Math.floor((now - newest) / HOUR)} hours ago; ${expected}: what is served may be an old copy`);
}
