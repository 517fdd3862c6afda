/** A log over HTTP: plain GETs, no query, no redirect, nothing larger than it may be, nothing waited for without end. */
import { setTimeout as wait } from 'node:timers/promises';
import { Malformed } from '../format/malformed.ts';
import type { ReadFile } from '../ports.ts';
import { Unreachable } from './finding.ts';
import { maxBytesOf, siblingName } from './limits.ts';

export type HttpLimits = {
  /** For one request, its body included. */
  readonly timeoutMs: number;
  /** After a failure of the connection or of the server (5xx, 429). */
  readonly retries: number;
  /** Before the first retry; doubled each time. */
  readonly pauseMs: number;
};

export const usualLimits: HttpLimits = { timeoutMs: 30_000, retries: 3, pauseMs: 300 };

const TRY_AGAIN = 'again';

/** The log's URL without a slash at its end. Throws `Malformed` for anything but http(s) without user, query and fragment. */
export function logUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new Malformed('origin', `found ${JSON.stringify(text)}; expected the address of a log: https://…/board/<year>`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw new Malformed('origin', `found ${JSON.stringify(text)}; expected an address without user, query and fragment`);
  return url.href.replace(/\/+$/, '');
}

/**
 * Null for 404 and 410. Rejects with `Unreachable` where the server can't be had or answers something else (a redirect, too), with `Malformed`
 * for what is too large.
 */
export function httpReader(url: string, signal: AbortSignal | null = null, limits: HttpLimits = usualLimits): ReadFile {
  return async (path) => {
    const address = `${url}/${path}`;
    const most = maxBytesOf(path);
    let trouble = '';
    for (let attempt = 0; attempt <= limits.retries; attempt += 1) {
      if (attempt > 0) await wait(limits.pauseMs * 2 ** (attempt - 1), undefined, signal === null ? {} : { signal });
      const found = await fetchOnce(address, most, signal, limits.timeoutMs);
      if (found === null || found instanceof Uint8Array) return found;
      trouble = found[TRY_AGAIN];
    }
    throw new Unreachable(`${address}: found ${trouble}, ${limits.retries + 1} times; expected the file`);
  };
}

type Trouble = { readonly [TRY_AGAIN]: string };

async function fetchOnce(address: string, most: number, signal: AbortSignal | null, timeoutMs: number): Promise<Uint8Array | null | Trouble> {
  const over = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address, { redirect: 'manual', headers: { 'accept-encoding': 'gzip, identity' }, signal: signal === null ? over : AbortSignal.any([over, signal]) });
    if (response.status === 200) return await bodyOf(response, address, most);
    await response.body?.cancel();
    return judgeStatus(response.status, address);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Unreachable || error instanceof Malformed) throw error;
    return { [TRY_AGAIN]: over.aborted ? `no whole answer within ${timeoutMs} ms` : reasonOf(error) };
  }
}

function judgeStatus(status: number, address: string): null | Trouble {
  if (status === 404 || status === 410) return null;
  if (status >= 500 || status === 429) return { [TRY_AGAIN]: `the status ${status}` };
  const what = status >= 300 && status < 400 ? `a redirect (${status})` : `the status ${status}`;
  throw new Unreachable(`${address}: found ${what}; expected 200 or 404`);
}

/** What fetch says is "fetch failed"; its cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

/** Counted as it comes, after decompression: no header is believed. */
async function bodyOf(response: Response, address: string, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > most) throw new Malformed('tile', `${address}: found more than ${most} bytes; expected at most that`);
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks, length));
}

/** The URL of another log of the same board; null: its origin is no neighbour's. */
export function siblingUrl(url: string, own: string, other: string): string | null {
  const name = siblingName(own, other);
  const last = own.slice(own.lastIndexOf('/'));
  return name === null || !url.endsWith(last) ? null : `${url.slice(0, -last.length)}/${name}`;
}
