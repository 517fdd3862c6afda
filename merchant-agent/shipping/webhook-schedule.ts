/** When a webhook that was not taken is tried again. Pure: chance comes in. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After the first try, the second, … Together some three days; then it is a dead letter. */
export const WEBHOOK_DELAYS: readonly number[] = [10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR];
/** How often a receiver is asked that says firmly no: long enough for somebody to mend an address or a password there. */
export const FIRM_TRIES = 6;
const LONGEST = 24 * HOUR;
const JITTER = 0.2;

/** `tries`: how many there were, this one included. `firm` and `retryAfterMs`: what the last one said (webhook.ts). */
export type Refused = { readonly tries: number; readonly firm: boolean; readonly retryAfterMs: number | null };

/**
 * How many milliseconds to wait; null: give up, it is a dead letter. `random` is from 0 up to 1 and moves the delay by a fifth to either side. A
 * Retry-After only ever makes the wait longer, and never longer than a day.
 */
export function nextWebhookTry({ tries, firm, retryAfterMs }: Refused, random: number): number | null {
  const delay = WEBHOOK_DELAYS[tries - 1];
  if (delay === undefined || (firm && tries >= FIRM_TRIES)) return null;
  const spread = Math.round(delay * (1 - JITTER + 2 * JITTER * random));
  return Math.min(Math.max(spread, retryAfterMs ?? 0), Math.max(LONGEST, spread));
}
