/** Months and days as people in a time zone count them. A month is written 2026-10. Times are milliseconds since 1970. */
import { normaliseLine } from './normalise.ts';

/** Making a formatter costs far more than using it; a bank has one zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat('en-US', { ...fields, calendar: 'gregory', numberingSystem: 'latn', timeZone });
  formatters.set(timeZone, made);
  return made;
}

/** What the clocks of the zone show, as if it were UTC. Throws RangeError for an unknown zone. */
function wallClock(at: number, timeZone: string): number {
  const parts = new Map(formatter(timeZone).formatToParts(at).map(({ type, value }) => [type, Number.parseInt(value, 10)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

const iso = (at: number, timeZone: string): string => new Date(wallClock(at, timeZone)).toISOString();

/** `2026-10` */
export const monthOf = (at: number, timeZone: string): string => iso(at, timeZone).slice(0, 7);

/** `2026-10-02` */
export const dayIn = (at: number, timeZone: string): string => iso(at, timeZone).slice(0, 10);

/** `2026-10-02T10:32:05+09:00` (ISO 8601, whole seconds) */
export function timeIn(at: number, timeZone: string): string {
  const wall = wallClock(at, timeZone);
  const minutes = Math.round((wall - Math.floor(at / 1_000) * 1_000) / 60_000);
  const span = new Date(Math.abs(minutes) * 60_000).toISOString().slice(11, 16);
  return `${new Date(wall).toISOString().slice(0, 19)}${minutes < 0 ? '-' : '+'}${span}`;
}

/**
 * `2026-10-02T10:32:05+09:00`: a time with its zone, seconds and their parts as they like; null: it is none. Date.parse goes on into the next month where a month
 * has no such day, and into the next day at 24:00.
 */
export function instantOf(text: string): number | null {
  const [, day] = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) || new Date(Date.parse(`${day}T00:00:00Z`)).toISOString().slice(0, 10) !== day ? null : at;
}

/** No zone is further from UTC. */
const WIDEST_OFFSET = 16 * 3_600_000;

/** The first instant of the month there; also where clocks are put forward at that very midnight. */
export function monthStart(month: string, timeZone: string): number {
  const middle = Date.UTC(yearOf(month), numberOf(month) - 1, 1);
  let before = middle - WIDEST_OFFSET;
  let after = middle + WIDEST_OFFSET;
  while (after - before > 1) {
    const between = Math.floor((before + after) / 2);
    if (monthOf(between, timeZone) < month) before = between;
    else after = between;
  }
  return after;
}

const yearOf = (month: string): number => Number.parseInt(month.slice(0, 4), 10);
const numberOf = (month: string): number => Number.parseInt(month.slice(5), 10);

const shifted = (month: string, by: number): string => new Date(Date.UTC(yearOf(month), numberOf(month) - 1 + by, 1)).toISOString().slice(0, 7);

export const monthAfter = (month: string): string => shifted(month, 1);
export const monthBefore = (month: string): string => shifted(month, -1);

/** How many months the first one is before the second; below zero: after it. */
export const monthsBetween = (first: string, second: string): number => (yearOf(second) - yearOf(first)) * 12 + numberOf(second) - numberOf(first);

/** The day of the month there, from 1. */
export const dayOfMonth = (at: number, timeZone: string): number => Number.parseInt(dayIn(at, timeZone).slice(8), 10);

const NAMES: readonly string[] = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WHOLE_NAMES: readonly string[] = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/**
 * A month as people write it: `2026-10`, `2026/10`, `2026.10`, `10/2026`, `2026年10月`, `October 2026`, `Oct 2026`, in any width and case. Null: it
 * is none, or its year has not four digits.
 */
export function readMonth(text: string): string | null {
  const bare = normaliseLine(text).trim().toLowerCase();
  const numbers = /^([12][0-9]{3})(?:[-/.]| ?年 ?)([01]?[0-9])(?: ?月(?:分)?)?$/.exec(bare);
  if (numbers !== null) return written(numbers[1], Number.parseInt(numbers[2] ?? '', 10));
  const turned = /^([01]?[0-9])[-/.]([12][0-9]{3})$/.exec(bare);
  if (turned !== null) return written(turned[2], Number.parseInt(turned[1] ?? '', 10));
  const named = /^([a-z]{3,9})\.?,? ([12][0-9]{3})$/.exec(bare);
  if (named === null) return null;
  const at = Math.max(NAMES.indexOf(named[1] ?? ''), WHOLE_NAMES.indexOf(named[1] ?? ''));
  return written(named[2], at + 1);
}

const written = (year: string | undefined, number: number): string | null => (number >= 1 && number <= 12 ? `${year}-${String(number).padStart(2, '0')}` : null);

/** Whether somebody meant a month, well written or not: digits and what stands between them, or a month's name. */
export const looksLikeMonth = (text: string): boolean => readMonth(text) !== null || /^[0-9][0-9 ./年月:-]{0,20}(?:月分)?$/.test(normaliseLine(text).trim());
