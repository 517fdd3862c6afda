/**
 * Statements by themselves: when a month is over, whoever wants them is owed one, a few at a time, so that payments never wait behind them. What counts
 * is the booking: money moves when its mail is decided, so nothing that the intake still has to bring can change a month that is over.
 */
import { monthAfter, monthBefore, monthOf } from '../protocol/calendar.ts';
import type { Instruction } from '../core/decision.ts';
import { closesAt } from '../core/statement.ts';
import type { PartyId } from '../core/party.ts';
import type { PartyToState, Store } from '../store/store.ts';
import type { Clock, ReportEvent } from './ports.ts';

export type StatementsParts = {
  readonly store: Pick<Store, 'partiesToState'>;
  readonly clock: Clock;
  /** Gives an instruction and decides it at once. */
  readonly instruct: (instruction: Instruction) => Promise<unknown>;
  readonly timeZone: string;
  readonly report: ReportEvent;
};

/** In a round; there is one a second. Each is a mail with files that take a while to make. */
const AT_ONCE = 2;
/** Nobody is owed one: somebody may be again when their account is no longer suspended. */
const LOOK_AGAIN = 600_000;
/** Deciding it failed: it is tried again, and keeps no other one back. */
const AFTER_FAULT = 600_000;

/** One round; resolves with how many statements were asked to be owed. After an outage each month comes, one after the other. */
export function makeStatements({ store, clock, instruct, timeZone, report }: StatementsParts): () => Promise<number> {
  const faults = new Map<PartyId, number>();
  let quiet: { readonly month: string; readonly until: number } | null = null;

  const stateOne = async ({ party, statedUntil }: PartyToState, last: string): Promise<void> => {
    try {
      await instruct({ kind: 'statement-due', party, month: statedUntil === null ? last : monthAfter(statedUntil) });
      faults.delete(party);
    } catch (error) {
      faults.set(party, clock.now() + AFTER_FAULT);
      report('alarm', 'statement-not-owed', { party, error: error instanceof Error ? error.message : String(error), advice: 'see `kakitome audit`' });
    }
  };

  return async () => {
    const now = clock.now();
    const last = lastMonthOver(now, timeZone);
    if (quiet !== null && quiet.month === last && now < quiet.until) return 0;
    const waiting = [...faults].filter(([, until]) => until > now).map(([party]) => party);
    const due = (await store.partiesToState(last, AT_ONCE + waiting.length)).filter(({ party }) => !waiting.includes(party)).slice(0, AT_ONCE);
    quiet = due.length > 0 ? null : { month: last, until: now + (waiting.length > 0 ? AFTER_FAULT / 10 : LOOK_AGAIN) };
    for (const one of due) await stateOne(one, last);
    return due.length;
  };
}

/** The last month whose statements may leave. */
export function lastMonthOver(now: number, timeZone: string): string {
  const before = monthBefore(monthOf(now, timeZone));
  return now >= closesAt(before, timeZone) ? before : monthBefore(before);
}
