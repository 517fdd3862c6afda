/** The newest alarms of this process, for the console: a report on its way to the log is looked at in passing. */

export type Alarm = { readonly at: number; readonly event: string; /** The report's fields as JSON, cut where they are long. */ readonly detail: string };

export type AlarmRing<Report> = {
  /** Hands everything on, and keeps what is an alarm. */
  readonly report: Report;
  /** The newest first, `kept` at most. */
  readonly list: () => readonly Alarm[];
  /** All alarms since the start. */
  readonly total: () => number;
};

type AnyReport = (level: 'info' | 'warn' | 'alarm', event: string, fields: never) => void;

const LONGEST = 400;
const HIDDEN: readonly string[] = ['password', 'pass', 'secret', 'token', 'text', 'body', 'bytes'];

export function alarmRing<Report extends AnyReport>(report: Report, now: () => number, kept = 100): AlarmRing<Report> {
  const ring: Alarm[] = [];
  let total = 0;
  const keeping = (...[level, event, fields]: Parameters<AnyReport>): void => {
    if (level === 'alarm') {
      total += 1;
      ring.unshift({ at: now(), event: event.slice(0, LONGEST), detail: shown(fields) });
      ring.length = Math.min(ring.length, kept);
    }
    report(level, event, fields);
  };
  return { report: keeping as Report, list: () => [...ring], total: () => total };
}

/** Fields that are named like a secret are left out, as in the log. */
function shown(fields: unknown): string {
  const text = JSON.stringify(fields, (name, value: unknown) => (HIDDEN.includes(name) ? undefined : typeof value === 'bigint' ? value.toString() : value)) ?? '';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
