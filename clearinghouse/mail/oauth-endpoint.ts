import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { describeFault } from './fault.ts';

/** One POST of a form, bounded in time and in what is read of the answer. No redirect is followed: the form bears secrets. */

export type FormAnswer = { readonly status: number; readonly body: string };

/** No answer that can be read; the message holds nothing of the form. */
export class TokenEndpointFault extends Error {}

const MOST_BYTES = 32_768;

/** Rejects with TokenEndpointFault. */
export function postForm(url: URL, form: string, timeoutMs: number, tlsCa?: string): Promise<FormAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<FormAnswer>();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form), accept: 'application/json' };
  const options = { method: 'POST', headers, agent: false, signal: AbortSignal.timeout(timeoutMs) } as const;
  const failed = (fault: Error): void => reject(asFault(fault, timeoutMs));
  const answered = (response: IncomingMessage): void => void readAnswer(response).then(resolve, failed);
  const request = url.protocol === 'https:' ? requestHttps(url, { ...options, minVersion: 'TLSv1.2', ...(tlsCa === undefined ? {} : { ca: tlsCa }) }, answered) : requestHttp(url, options, answered);
  request.on('error', failed);
  request.end(form);
  return promise.finally(() => request.destroy());
}

function asFault(fault: Error, timeoutMs: number): TokenEndpointFault {
  if (fault instanceof TokenEndpointFault) return fault;
  // The signal's own reason is hidden in an AbortError.
  return new TokenEndpointFault(fault.name === 'AbortError' ? `no whole answer within ${timeoutMs} ms` : describeFault(fault));
}

async function readAnswer(response: IncomingMessage): Promise<FormAnswer> {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) throw new TokenEndpointFault(`status ${status}, a redirect, which is not followed`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new TokenEndpointFault(`an answer of more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return { status, body: Buffer.concat(chunks).toString('utf8') };
}
