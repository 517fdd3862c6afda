/** Instants as customers read them: in the bank's time zone, with the zone's name. */
import type { Language } from '../core/party.ts';
import { glue } from './clean.ts';
import { makeMemory } from './remembered.ts';

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  ja: ['日', '月', '火', '水', '木', '金', '土'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A zone's short name is known only to locales in which it is in use. */
const LOCALES = ['en-GB', 'ja-JP', 'en-US', 'en-AU', 'en-CA', 'en-IN', 'en-ZA'];
const MINUTE = 60_000;
/** No zone changes its name within one. */
const QUARTER = 900_000;
const OFFSET_NAME = /^(?:GMT|UTC)[+\-−]/;

/** Making a formatter costs far more than using it; a bank has one zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  const made = new Intl.DateTimeFormat(locale, { ...fields, calendar: 'gregory', numberingSystem: 'latn', timeZone });
  formatters.set(key, made);
  return made;
}

type Parts = readonly Intl.DateTimeFormatPart[];

const partsOf = (locale: string, timeZone: string, at: number): Parts => formatter(locale, timeZone).formatToParts(at);
const valueOf = (parts: Parts, type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';

/** `JST`, `CEST`, or `UTC+5:45` where the zone has no short name in use. */
export const zoneName = (timeZone: string, at: number): string => told(`${Math.floor(at / QUARTER)} ${timeZone}`, () => zoneNameAnew(timeZone, at));

/** A formatter takes longer than all the rest of a notice, and many notices tell of the same minutes. */
const told = makeMemory<string>();

function zoneNameAnew(timeZone: string, at: number): string {
  let first: string | null = null;
  for (const locale of LOCALES) {
    const name = valueOf(partsOf(locale, timeZone, at), 'timeZoneName');
    if (/^[A-Z]{2,5}$/.test(name) && !OFFSET_NAME.test(name)) return name;
    first ??= name;
  }
  return (first ?? 'UTC').replace('GMT', 'UTC').replace('−', '-');
}

/** `Tue 24 Nov 2026 10:40 JST`, `2026年11月24日(火) 10:40 JST`; no line is broken within it. Throws RangeError for an unknown zone. */
export const showDate = (at: number, timeZone: string, language: Language): string => told(`${language} ${Math.floor(at / MINUTE)} ${timeZone}`, () => showAnew(at, timeZone, language));

function showAnew(at: number, timeZone: string, language: Language): string {
  const parts = partsOf('en-US', timeZone, at);
  const value = (type: Intl.DateTimeFormatPartTypes): string => valueOf(parts, type);
  const [year, month, day] = [value('year'), value('month'), value('day')];
  const weekday = WEEKDAYS[language][new Date(Date.UTC(Number.parseInt(year, 10), Number.parseInt(month, 10) - 1, Number.parseInt(day, 10))).getUTCDay()] ?? '';
  const time = `${value('hour')}:${value('minute')} ${zoneName(timeZone, at)}`;
  switch (language) {
    case 'en':
      return glue(`${weekday} ${day} ${MONTHS[Number.parseInt(month, 10) - 1] ?? ''} ${year} ${time}`);
    case 'ja':
      return glue(`${year}年${month}月${day}日(${weekday}) ${time}`);
    default:
      return language satisfies never;
  }
}
