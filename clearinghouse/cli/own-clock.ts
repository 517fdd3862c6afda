/** Does this machine's clock run behind the books? One that was set back, or began anew without a battery, is not seen otherwise. */
import type { ReportEvent } from '../protocol/letter.ts';
import type { Store } from '../store/store.ts';

/** As far apart as clocks that follow NTP never are. */
const APART = 120_000;
const LOOKED_AT = 20;

/** The letter that was received furthest ahead of the clock; null: none was. A clock that runs ahead can't be seen so. */
export async function receivedAhead(store: Pick<Store, 'listLetters'>, now: number): Promise<{ readonly letterId: number; readonly receivedAt: number } | null> {
  const newest = await store.listLetters({ disposition: null, stage: null, limit: LOOKED_AT });
  const [furthest] = newest.filter(({ receivedAt }) => receivedAt > now + APART).sort((a, b) => b.receivedAt - a.receivedAt);
  return furthest === undefined ? null : { letterId: furthest.letterId, receivedAt: furthest.receivedAt };
}

export const clockAdvice = 'let the machine follow NTP: by a clock that is behind no deadline passes, times in mails and books are wrong, and the seven days of the bank\'s signatures end too soon';

/** By an alarm, when the bank has just started. Never rejects: a store that can't be asked now is told by whoever works with it, and ends nothing here. */
export async function tellOwnClock(store: Pick<Store, 'listLetters'>, now: number, report: ReportEvent): Promise<void> {
  const ahead = await receivedAhead(store, now).catch(() => null);
  if (ahead !== null) report('alarm', 'clock-behind', { letter: ahead.letterId, receivedAt: new Date(ahead.receivedAt).toISOString(), advice: clockAdvice });
}
