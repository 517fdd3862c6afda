/** When a webhook is tried again, and when it is given up. */
import fc from 'fast-check';
import test from 'ava';
import { FIRM_TRIES, nextWebhookTry, WEBHOOK_DELAYS } from './webhook-schedule.ts';

const HOUR = 3_600_000;

test('ten seconds, then longer and longer, some three days in all, then a dead letter', (t) => {
  t.is(nextWebhookTry({ tries: 1, firm: false, retryAfterMs: null }, 0.5), 10_000);
  let tries = 1;
  let sum = 0;
  for (let wait = nextWebhookTry({ tries, firm: false, retryAfterMs: null }, 0.5); wait !== null; wait = nextWebhookTry({ tries, firm: false, retryAfterMs: null }, 0.5)) {
    sum += wait;
    tries += 1;
  }
  t.is(tries, WEBHOOK_DELAYS.length + 1);
  t.true(sum > 66 * HOUR && sum < 78 * HOUR, String(sum / HOUR));
  t.deepEqual([...WEBHOOK_DELAYS].sort((a, b) => a - b), WEBHOOK_DELAYS);
});

test('a firm no ends sooner', (t) => {
  t.not(nextWebhookTry({ tries: FIRM_TRIES - 1, firm: true, retryAfterMs: null }, 0), null);
  t.is(nextWebhookTry({ tries: FIRM_TRIES, firm: true, retryAfterMs: 1 }, 0), null);
});

test('Retry-After makes the wait longer, never shorter, never beyond a day', (t) => {
  t.is(nextWebhookTry({ tries: 1, firm: false, retryAfterMs: 120_000 }, 0.5), 120_000);
  t.is(nextWebhookTry({ tries: 5, firm: false, retryAfterMs: 1 }, 0.5), HOUR);
  t.is(nextWebhookTry({ tries: 1, firm: false, retryAfterMs: 999 * HOUR }, 0.5), 24 * HOUR);
});

test('every wait is within a fifth of the schedule, or what was asked for', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.boolean(), fc.option(fc.nat(1_000_000_000)), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (tries, firm, retryAfterMs, random) => {
      const wait = nextWebhookTry({ tries, firm, retryAfterMs }, random);
      const delay = WEBHOOK_DELAYS[tries - 1];
      if (delay === undefined || (firm && tries >= FIRM_TRIES)) t.is(wait, null);
      else t.true(wait !== null && wait >= 0.8 * delay && wait <= Math.max(1.2 * delay, Math.min(retryAfterMs ?? 0, 24 * HOUR)), String(wait));
    }),
  );
});
