/** Reaching outside to tell of a paid order: orders.csv and the webhook. */
import { fromJson } from '../clearinghouse/protocol/json.ts';
import { pathOf } from './config.ts';
import type { Config } from './config.ts';
import { appendOrder } from './shipping/orders-csv.ts';
import type { ToldOrder } from './shipping/orders-csv.ts';
import { deliverWebhook } from './shipping/webhook.ts';
import { nextWebhookTry } from './shipping/webhook-schedule.ts';
import type { Parts, TellingResult, WholeTelling } from './steps/parts.ts';

const WEBHOOK_MS = 20_000;

/** `secret`: null without a webhook. A file that can't be written is tried again: the line is owed for as long as it takes. */
export function telling(config: Config, secret: string | null, { now, random }: Pick<Parts, 'now' | 'random'>): Parts['tell'] {
  const file = pathOf(config, config.shipping.orders_csv);
  return async (row) => {
    switch (row.kind) {
      case 'csv':
        return writeLine(file, row);
      case 'webhook':
        return call(config.shipping.webhook?.url ?? null, secret, row, now, random);
      default:
        return row.kind satisfies never;
    }
  };
}

function writeLine(file: string, { payload }: WholeTelling): TellingResult {
  try {
    const written = appendOrder(file, fromJson<ToldOrder>(payload));
    return { outcome: 'done', reply: written === 'written' ? 'one line' : 'the line was there' };
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { outcome: 'later', reply: `${file}: ${'code' in error ? String(error.code) : error.message}`, waitMs: null };
  }
}

async function call(url: string | null, secret: string | null, { payload, key, attempts }: WholeTelling, now: () => number, random: () => number): Promise<TellingResult> {
  if (url === null || secret === null) return { outcome: 'dead', reply: 'no webhook stands in merchant.toml any more' };
  const result = await deliverWebhook({ url, secret, body: payload, idempotencyKey: key, timeoutMs: WEBHOOK_MS, now: now() }, fetch);
  switch (result.outcome) {
    case 'ok':
      return { outcome: 'done', reply: `answered ${result.status}` };
    case 'dead':
      return { outcome: 'dead', reply: result.why };
    case 'retry': {
      const waitMs = nextWebhookTry({ tries: attempts + 1, firm: result.firm, retryAfterMs: result.retryAfterMs }, random());
      return waitMs === null ? { outcome: 'dead', reply: result.why } : { outcome: 'later', reply: result.why, waitMs };
    }
    default:
      return result satisfies never;
  }
}
