/** The statistic goes red where something grows and stays calm where it is only disturbed; a short soak works. */
import test from 'ava';
import { judge, type Look } from './growth.ts';
import { soakText } from './report.ts';
import { soak } from './run.ts';

/** An hour of looks; noise that repeats. */
const hour = (change: (minute: number) => Partial<Look>): readonly Look[] =>
  Array.from({ length: 60 }, (_, minute) => ({ minutes: minute, megabytes: 180 + (minute % 7), handles: 60 + (minute % 2), p50: 900 + ((minute * 37) % 90), p99: 1_500 + ((minute * 53) % 400), asked50: 90 + (minute % 9), asked99: 400 + ((minute * 31) % 90), waiting: 0, ...change(minute) }));

const grown = (looks: readonly Look[]): readonly string[] => judge(looks).growths.filter(({ grows }) => grows).map(({ measure }) => measure);

test('an hour in which nothing grows is sound, also with single looks that were disturbed', (t) => {
  t.true(judge(hour(() => ({}))).sound);
  t.true(judge(hour((minute) => (minute % 13 === 0 ? { megabytes: 400, handles: 200, p50: 9_000, p99: 30_000, asked50: 3_000, asked99: 9_000 } : {}))).sound);
  // What comes of the first twenty minutes is the warm-up.
  t.true(judge(hour((minute) => (minute < 20 ? { megabytes: 60 + 6 * minute } : {}))).sound);
});

test('what grows slowly is found, each by itself', (t) => {
  t.deepEqual(grown(hour((minute) => ({ megabytes: 180 + minute * 0.6 + (minute % 7) }))), ['megabytes']);
  t.deepEqual(grown(hour((minute) => ({ handles: 60 + Math.floor(minute / 8) }))), ['handles']);
  t.deepEqual(grown(hour((minute) => ({ p50: 900 + minute * 8 }))), ['p50']);
  t.deepEqual(grown(hour((minute) => ({ p99: 1_500 + minute * 60 }))), ['p99']);
  t.deepEqual(grown(hour((minute) => ({ asked50: 90 + minute * 2, asked99: 400 + minute * 40 }))), ['asked50', 'asked99']);
});

test('one row that waits is one too many', (t) => {
  const judged = judge(hour((minute) => ({ waiting: minute === 45 ? 1 : 0 })));
  t.false(judged.sound);
  t.is(judged.mostWaiting, 1);
});

test('too few looks say nothing', (t) => {
  t.throws(() => judge(hour(() => ({})).slice(0, 4)), { message: /4 looks?|soak for longer/ });
});

test.serial('a short soak: the real daemon, its books in order, and nothing left waiting', async (t) => {
  const soaked = await soak({ minutes: 0.25, stretchSeconds: 0.5, peakPayments: 6, users: 3, share: 0.5, say: () => undefined });
  t.deepEqual(soaked.faults, []);
  t.true(soaked.looks.length >= 3 && soaked.ratePerSecond > 0);
  t.is(soaked.judged.mostWaiting, 0);
  t.regex(soakText(soaked), /the audit is clean, every payment settled/);
});
