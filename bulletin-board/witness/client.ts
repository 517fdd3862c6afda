/** Asks a witness for cosignatures over HTTP (c2sp.org/tlog-witness, add-checkpoint), and for what it cosigned last. */
import { checkSignature, parseCheckpoint } from '../format/checkpoint.ts';
import type { VerifierKey } from '../format/key.ts';
import { parseNote } from '../format/note.ts';
import { formatRequest, MAX_ANSWER_BYTES, parseSignatures, parseSizeAnswer, SIZE_TYPE } from '../format/witness.ts';
import type { Cosigner, CosignFailure } from '../ports.ts';
import { copyUrl, readCopy } from './copy.ts';
import { WitnessError } from './key.ts';

export type WitnessClientOptions = {
  /** The witness's key, of type 04 or 06. */
  readonly key: VerifierKey;
  /** Its submission prefix, which is its monitoring prefix as well; http or https. */
  readonly url: string;
  /** For one cosignature with all that it takes, milliseconds; 2,000 by default. */
  readonly timeout?: number;
};

const TIMEOUT = 2_000;
/** A start of the board waits for it, also where the witness is away. */
const COPY_TIMEOUT = 2_000;

/** A `WitnessError` that says which failure of a cosignature it is. */
class CosignError extends WitnessError {
  readonly failure: CosignFailure;
  constructor(failure: CosignFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

type Head = Parameters<Cosigner['cosign']>[0];
type Prove = Parameters<Cosigner['cosign']>[1];
type Answer = { readonly status: number; readonly type: string; readonly bytes: Uint8Array };

/** Throws `WitnessError` where the address or the key is none of a witness. What `cosign` rejects with is one sentence. */
export function makeWitnessClient({ key, url, timeout = TIMEOUT }: WitnessClientOptions): Cosigner {
  const prefix = prefixOf(url, key);
  const address = `${prefix}/add-checkpoint`;
  // What the witness had when it last spoke; a wrong guess costs one more request.
  const sizes = new Map<string, number>();
  const failure: Failure = (found, expected, kind = 'failed') => new CosignError(kind, `the witness ${key.name} at ${address}: found ${found}; expected ${expected}`);

  const attempt = async (head: Head, prove: Prove, signal: AbortSignal): Promise<string | number> => {
    const known = sizes.get(head.origin) ?? 0;
    const old = known > head.size ? 0 : known;
    const hashes = old === 0 || old === head.size ? [] : await unlessAborted(prove(old), signal).catch((error: unknown) => {
      throw signal.aborted ? error : failure(`no consistency proof from ${old} to ${head.size} (${reasonOf(error)})`, 'the tiles of the log');
    });
    const answer = await post(address, formatRequest({ old, hashes, checkpoint: head.note }), signal, failure);
    if (answer.status === 200) return verifiedLine(answer.bytes, head, key, failure);
    if (answer.status === 422) throw failure(`status 422${saying(answer)}`, 'a cosignature', 'contradicted');
    if (answer.status !== 409 || answer.type !== SIZE_TYPE) throw failure(`status ${answer.status}${saying(answer)}`, answer.status >= 300 && answer.status < 400 ? 'no redirect' : 'a cosignature');
    const size = sized(answer.bytes, failure);
    // Not kept: whatever made it say so, it is asked again with the next checkpoint.
    if (size > head.size) throw failure(`a witness that has ${size} entries of ${head.origin}`, `at most the ${head.size} of this checkpoint (was an older copy of the log put back?)`, 'ahead');
    // Witnesses of tlog-witness v1.0.0 say so where they have another root of this size.
    if (size === old) throw failure(`status 409 with the size ${size} that was sent`, 'another size, or a cosignature', size === head.size ? 'contradicted' : 'failed');
    return size;
  };

  const cosign: Cosigner['cosign'] = async (head, prove) => {
    const signal = AbortSignal.timeout(timeout);
    try {
      for (let tries = 0; tries < 2; tries += 1) {
        const said = await attempt(head, prove, signal);
        sizes.set(head.origin, typeof said === 'number' ? said : head.size);
        if (typeof said === 'string') return said;
      }
    } catch (error) {
      if (error instanceof WitnessError) throw error;
      if (signal.aborted) throw failure(`no answer within ${timeout} ms`, 'one in time');
      throw failure(reasonOf(error), 'an answer');
    }
    throw failure('another size in each of two answers with status 409', 'a witness that keeps to one');
  };
  return { name: key.name, cosign, held: (origin) => readCopy(copyUrl(prefix, origin), Math.min(timeout, COPY_TIMEOUT)) };
}

type Failure = (found: string, expected: string, kind?: CosignFailure) => WitnessError;

function prefixOf(url: string, key: VerifierKey): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const fits = parsed !== null && ['http:', 'https:'].includes(parsed.protocol) && `${parsed.username}${parsed.password}${parsed.search}${parsed.hash}` === '';
  if (parsed === null || !fits) throw new WitnessError(`the witness ${key.name}: found the address ${JSON.stringify(url)}; expected a submission prefix such as https://witness.example/, without name, password and query`);
  if (key.type === 1) throw new WitnessError(`the witness ${key.name}: found a key of type 1; expected 4 (Ed25519 cosignature) or 6 (ML-DSA-44)`);
  return parsed.href.replace(/\/+$/, '');
}

async function post(address: string, body: Uint8Array, signal: AbortSignal, failure: Failure): Promise<Answer> {
  const response = await fetch(address, { method: 'POST', body: Uint8Array.from(body), signal, redirect: 'manual', headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Accept-Encoding': 'identity' } });
  const bytes = await boundedBody(response, failure);
  return { status: response.status, type: (response.headers.get('Content-Type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '', bytes };
}

async function boundedBody(response: Response, failure: Failure): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw failure(`an answer of more than ${MAX_ANSWER_BYTES} bytes`, 'signature lines');
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

/** The first line of the witness's key over this very checkpoint; lines of other keys are passed over, a bad one of this key refuses the answer. */
function verifiedLine(bytes: Uint8Array, head: Head, key: VerifierKey, failure: Failure): string {
  const { text } = parseNote(head.note);
  const checkpoint = parseCheckpoint(text);
  const own = refusing(failure, 'signature lines', () => parseSignatures(bytes)).filter(({ name, id }) => name === key.name && id === key.id);
  for (const signature of own) refusing(failure, `one over ${head.size} entries of ${head.origin}`, () => checkSignature(text, checkpoint, key, signature));
  const [first] = own;
  if (first === undefined) throw failure('no signature of its key', `one of ${key.name} (key ${key.id})`);
  return first.line;
}

const sized = (bytes: Uint8Array, failure: Failure): number => refusing(failure, 'its size and a line end', () => parseSizeAnswer(bytes));

/** A parser's refusal in this witness's name. */
function refusing<T>(failure: Failure, expected: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw failure(`an answer that is refused (${error instanceof Error ? error.message.replace(/; expected.*$/, '').replace(/^found /, '') : String(error)})`, expected);
  }
}

/** What the witness says of its refusal: short, and nothing that could steer a terminal. */
function saying({ bytes }: Answer): string {
  const text = Buffer.from(bytes.subarray(0, 200)).toString('utf8').replaceAll(/[^\P{C}]|[\p{Zl}\p{Zp}]/gu, ' ').trim();
  return text === '' ? '' : ` (${JSON.stringify(text)})`;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === '' ? (cause instanceof Error ? cause.message.replaceAll(/\s*\n\s*/g, ' ') : String(cause)) : code;
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
