/**
 * Telling a program of the shop that an order is paid: one POST, signed as Standard Webhooks asks (webhook-id, webhook-timestamp, webhook-signature).
 * The address is the operator's own setting, so it may well be in the operator's own network: nothing that a customer or the bank wrote ever
 * chooses it, and a redirect, by which the receiver could choose another one, is not followed.
 */
import { createHmac } from 'node:crypto';

export type WebhookCall = {
  /** https; http on loopback alone. Without a login in it. */
  readonly url: string;
  /** `whsec_` and base64 of 24 to 64 bytes, as Standard Webhooks writes it; any other text of 16 to 200 bytes is the key as it stands. */
  readonly secret: string;
  /** JSON. The same text at every try. */
  readonly body: string;
  /** The same at every try of one telling, so that a receiver who had it already knows: letters, digits, `_`, `:` and `-`. */
  readonly idempotencyKey: string;
  /** For the whole of one try, from the connection to the end of what is read. */
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/**
 * `retry`: the answer was no, or none. `firm`: a no that trying again alone will hardly change (another 4xx, a redirect): fewer tries. `dead`: the
 * receiver wants no more (410), or the address can't be called at all. `why` is one line, for the log and the shopkeeper.
 */
export type WebhookResult =
  | { readonly outcome: 'ok'; readonly status: number }
  | { readonly outcome: 'retry'; readonly why: string; readonly firm: boolean; readonly retryAfterMs: number | null }
  | { readonly outcome: 'dead'; readonly why: string };

export type Fetch = typeof globalThis.fetch;

const WRITTEN_SECRET = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/;
const KEY = /^[A-Za-z0-9_:-]{1,200}$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** No more of an answer is ever read. */
export const MAX_ANSWER_BYTES = 4_096;
const MAX_WHY = 200;

/** Whether a text is a secret as `WebhookCall` wants it. */
export const isWebhookSecret = (text: string): boolean => secretBytes(text) !== null;

function secretBytes(text: string): Buffer | null {
  const isWritten = text.startsWith('whsec_');
  const bytes = isWritten ? Buffer.from(WRITTEN_SECRET.exec(text)?.[1] ?? '', 'base64') : Buffer.from(text);
  const [least, most] = isWritten ? [24, 64] : [16, 200];
  return bytes.length < least || bytes.length > most ? null : bytes;
}

/** The value of webhook-signature over these exact texts. Throws RangeError for a secret that is none. */
export function webhookSignature(secret: string, id: string, timestamp: string, body: string): string {
  const key = secretBytes(secret);
  if (key === null) throw new RangeError('not a webhook secret; expected whsec_ and base64 of 24 to 64 bytes, or a text of 16 to 200 bytes');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** One try. Rejects for a secret or a key that is none, never for what the network or the receiver does. */
export async function deliverWebhook(call: WebhookCall, fetch: Fetch): Promise<WebhookResult> {
  const { url, secret, body, idempotencyKey, timeoutMs, now } = call;
  if (!KEY.test(idempotencyKey)) throw new RangeError(`not an idempotency key: ${JSON.stringify(idempotencyKey.slice(0, 80))}`);
  const trouble = addressTrouble(url);
  if (trouble !== null) return { outcome: 'dead', why: trouble };
  const timestamp = String(Math.floor(now / 1_000));
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'kakitome-merchant',
    'idempotency-key': idempotencyKey,
    'webhook-id': idempotencyKey,
    'webhook-timestamp': timestamp,
    'webhook-signature': webhookSignature(secret, idempotencyKey, timestamp, body),
  };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await judged(await fetch(url, { method: 'POST', redirect: 'manual', headers, body, signal }), now);
  } catch (error) {
    return { outcome: 'retry', why: signal.aborted ? `no answer within ${timeoutMs} ms` : oneLine(`no answer: ${reasonOf(error)}`), firm: false, retryAfterMs: null };
  }
}

function addressTrouble(text: string): string | null {
  const url = URL.parse(text);
  if (url === null) return 'the address is none';
  if (url.username !== '' || url.password !== '') return 'the address holds a login';
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return isAllowed ? null : 'the address is neither https nor http on loopback';
}

/** Fetch says little itself; what broke stands in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? ('code' in cause ? `${String(cause.code)} ${cause.message}` : cause.message) : String(cause);
}

async function judged(response: Response, now: number): Promise<WebhookResult> {
  const { status } = response;
  if (response.ok) {
    // It has taken it: whatever follows is of no use, and may never end.
    await forget(response.body);
    return { outcome: 'ok', status };
  }
  const said = await beginningOf(response);
  const why = oneLine(said === '' ? `answered ${status}` : `answered ${status}: ${said}`);
  if (status === 410) return { outcome: 'dead', why };
  const passing = status >= 500 || status === 408 || status === 425 || status === 429;
  return { outcome: 'retry', why, firm: !passing, retryAfterMs: retryAfter(response.headers.get('retry-after'), now) };
}

const oneLine = (text: string): string => [...text.slice(0, 4 * MAX_WHY).toWellFormed().replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ').trim()].slice(0, MAX_WHY).join('');

type Body = Response['body'];

/** A body that breaks while it is put away breaks nothing else. */
async function forget(body: Body): Promise<void> {
  await body?.cancel().catch(() => undefined);
}

/** At most the first 4 KB, as far as they come in time. */
async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    while (size < MAX_ANSWER_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value.subarray(0, MAX_ANSWER_BYTES - size));
      size += value.length;
    }
  } catch {
    // What came until then is all there is.
  }
  await reader.cancel().catch(() => undefined);
  return new TextDecoder().decode(Buffer.concat(parts));
}

/** RFC 9110 §10.2.3: seconds, or a date. Null where there is none that can be read. */
function retryAfter(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number.parseInt(text, 10) * 1_000;
  const at = /GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
