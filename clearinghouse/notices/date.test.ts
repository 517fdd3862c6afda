/** Dates in the bank's zone. */
import test from 'ava';
import { unglued } from './clean.ts';
import { showDate, zoneName } from './date.ts';

const at = Date.UTC(2026, 10, 24, 1, 40);

test('with the weekday and the name of the zone', (t) => {
  t.is(unglued(showDate(at, 'Asia/Tokyo', 'en')), 'Tue 24 Nov 2026 10:40 JST');
  t.is(unglued(showDate(at, 'Asia/Tokyo', 'ja')), '2026年11月24日(火) 10:40 JST');
});

test('midnight is 00:00, and the day is that of the zone', (t) => {
  t.is(unglued(showDate(Date.UTC(2026, 10, 30, 15, 0), 'Asia/Tokyo', 'en')), 'Tue 1 Dec 2026 00:00 JST');
  t.is(unglued(showDate(Date.UTC(2026, 0, 1, 4, 59), 'America/New_York', 'en')), 'Wed 31 Dec 2025 23:59 EST');
});

test('a zone is named as it is called at that time of the year, else by its distance from UTC', (t) => {
  const summer = Date.UTC(2026, 6, 24);
  t.deepEqual(['Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu', 'UTC'].map((zone) => zoneName(zone, summer)), ['CEST', 'BST', 'EDT', 'IST', 'UTC+5:45', 'UTC']);
  t.deepEqual(['Europe/Berlin', 'Europe/London', 'America/New_York', 'America/St_Johns', 'Asia/Seoul'].map((zone) => zoneName(zone, at)), ['CET', 'GMT', 'EST', 'NST', 'UTC+9']);
});

test('every zone that is known here has a name', (t) => {
  for (const zone of Intl.supportedValuesOf('timeZone')) t.regex(zoneName(zone, at), /^(?:[A-Z]{2,5}|UTC[+-]\d{1,2}(?::\d\d)?)$/, zone);
});

test('an unknown zone throws', (t) => {
  t.throws(() => showDate(at, 'Mars/Phobos', 'en'), { instanceOf: RangeError });
});
