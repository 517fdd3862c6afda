/** A witness's copy of a log's checkpoint, read over HTTP (c2sp.org/tlog-witness, the API for monitors). */
import { hex, utf8 } from '../format/encoding.ts';
import { sha256 } from '../format/hash.ts';
import { MAX_NOTE_BYTES } from '../format/note.ts';

/** `<monitoring prefix>/<hex SHA-256 of the origin>/checkpoint`. */
export const copyUrl = (prefix: string, origin: string): string => `${prefix.replace(/\/+$/, '')}/${hex(sha256(utf8(origin)))}/checkpoint`;

/** Unverified, as it came. Null: 404. Rejects with a reason for people. `timeout` in milliseconds, for the whole answer. Follows no redirection: who answers is who was asked. */
export async function readCopy(url: string, timeout: number): Promise<Uint8Array | null> {
  const signal = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(url, { redirect: 'error', signal, headers: { accept: 'text/plain' } });
    if (response.status === 404) return null;
    if (response.status !== 200) throw new Error(`it answered ${response.status}`);
    return await bodyOf(response);
  } catch (error) {
    throw signal.aborted ? new Error(`it did not answer within ${timeout} milliseconds`) : new Error(reasonOf(error));
  }
}

/** `fetch failed` says nothing: the cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? cause.message || String(cause) : error.message;
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > MAX_NOTE_BYTES) throw new Error(`it answered with more than ${MAX_NOTE_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
