import test from 'ava';
import fc from 'fast-check';
import { dayIn, dayOfMonth, looksLikeMonth, monthAfter, monthBefore, monthOf, monthStart, monthsBetween, readMonth, timeIn } from './calendar.ts';

test('a month begins at the bank\'s midnight', (t) => {
  t.is(new Date(monthStart('2026-10', 'Asia/Tokyo')).toISOString(), '2026-09-30T15:00:00.000Z');
  t.is(new Date(monthStart('2026-10', 'UTC')).toISOString(), '2026-10-01T00:00:00.000Z');
  t.is(new Date(monthStart('2026-01', 'Europe/Berlin')).toISOString(), '2025-12-31T23:00:00.000Z');
  t.is(new Date(monthStart('2026-07', 'Europe/Berlin')).toISOString(), '2026-06-30T22:00:00.000Z');
  t.is(new Date(monthStart('2026-03', 'Pacific/Kiritimati')).toISOString(), '2026-02-28T10:00:00.000Z');
  t.is(new Date(monthStart('2026-03', 'America/St_Johns')).toISOString(), '2026-03-01T03:30:00.000Z');
});

test('where midnight of the first does not exist, the month begins with the hour after it', (t) => {
  // Clocks in Amman went from 24:00 on 31 March 2022 (a Thursday) no further than the start of summer time in February; Asuncion: 1 October 2017.
  t.is(new Date(monthStart('2017-10', 'America/Asuncion')).toISOString(), '2017-10-01T04:00:00.000Z');
  t.is(timeIn(monthStart('2017-10', 'America/Asuncion'), 'America/Asuncion'), '2017-10-01T01:00:00-03:00');
});

test('days and times with their offset', (t) => {
  const at = Date.UTC(2026, 9, 31, 15, 32, 5, 999);
  t.is(timeIn(at, 'Asia/Tokyo'), '2026-11-01T00:32:05+09:00');
  t.is(timeIn(at, 'America/St_Johns'), '2026-10-31T13:02:05-02:30');
  t.is(timeIn(at, 'UTC'), '2026-10-31T15:32:05+00:00');
  t.is(dayIn(at, 'Asia/Tokyo'), '2026-11-01');
  t.is(monthOf(at, 'UTC'), '2026-10');
  t.is(dayOfMonth(at, 'UTC'), 31);
});

test('months before and after', (t) => {
  t.is(monthAfter('2026-12'), '2027-01');
  t.is(monthBefore('2026-01'), '2025-12');
  t.is(monthsBetween('2026-11', '2027-02'), 3);
  t.is(monthsBetween('2026-11', '2026-11'), 0);
});

test('property: a month begins with its first instant, in every zone', (t) => {
  const zones = ['Asia/Tokyo', 'UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Asuncion', 'Pacific/Apia'];
  t.notThrows(() => fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 2000, max: 2040 }), fc.integer({ min: 1, max: 12 }), (zone, year, number) => {
      const month = `${year}-${String(number).padStart(2, '0')}`;
      const start = monthStart(month, zone);
      return monthOf(start, zone) === month && monthOf(start - 1, zone) === monthBefore(month) && monthOf(monthStart(monthAfter(month), zone) - 1, zone) === month;
    }),
    { numRuns: 200 },
  ));
});

test('months as people write them', (t) => {
  for (const text of ['2026-10', '2026/10', '2026.10', '10/2026', '2026年10月', '2026年10月分', '２０２６－１０', 'October 2026', 'oct 2026', 'Oct. 2026', 'OCTOBER, 2026']) t.is(readMonth(text), '2026-10', text);
  t.is(readMonth('2026-1'), '2026-01');
  for (const text of ['2026-13', '2026-00', '26-10', '10', 'Octember 2026', 'October', '2026-10-01', '', '0/2026', 'may be 2026']) t.is(readMonth(text), null, text);
  for (const text of ['2026-13', '26-10', '10', '2026-10-01', '2026 10']) t.true(looksLikeMonth(text), text);
  for (const text of ['of facts', 'please', '', 'Octember 2026', '10 books']) t.false(looksLikeMonth(text), text);
});
