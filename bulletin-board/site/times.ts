/** Times as the pages write them, all in one time zone that the board's keeper named. Milliseconds since 1970 in. */

export type Times = {
  readonly zone: string;
  /** `2026-11-21` */
  readonly day: (at: number) => string;
  /** `10:32` */
  readonly clock: (at: number) => string;
  /** `10:32:07` */
  readonly seconds: (at: number) => string;
};

/** Throws RangeError for a zone that is not of the IANA list. */
export function makeTimes(zone: string): Times {
  // The Swedish way of writing is that of ISO 8601.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const whole = (at: number): string => format.format(at);
  return { zone, day: (at) => whole(at).slice(0, 10), clock: (at) => whole(at).slice(11, 16), seconds: (at) => whole(at).slice(11, 19) };
}

export const iso = (at: number): string => new Date(at).toISOString();

/** `2026-11-21T10:32Z` of a face, or null where it is written otherwise. */
export function minuteOf(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
