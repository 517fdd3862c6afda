/** A small witness (c2sp.org/tlog-witness): cosigns checkpoints of a few logs, each only where it is the consistent continuation of the last. */
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { utf8 } from '../format/encoding.ts';
import type { KnownKeys } from '../format/checkpoint.ts';
import type { VerifierKey } from '../format/key.ts';
import { MAX_REQUEST_BYTES, SIZE_TYPE } from '../format/witness.ts';
import type { DirectoryIo } from '../directory-io.ts';
import type { BoardReport } from '../ports.ts';
import { makeQuietReport, type QuietReport } from '../quiet-report.ts';
import { judge, readSigned, type Verdict } from './judge.ts';
import { WitnessError, type WitnessKey } from './key.ts';
import { openMemory, originHash, type WitnessMemory } from './memory.ts';

export type WitnessOptions = {
  /** Port 0: any free one. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly key: WitnessKey;
  /** Keys of the logs that are cosigned; a log's keys bear its origin as their name, and one of them at least is Ed25519. */
  readonly logs: readonly VerifierKey[];
  /** Where it remembers; the folder of its key. One witness at a time works in it. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly report: BoardReport;
  /** How long a request may take to come, milliseconds. */
  readonly requestTimeout?: number;
  /** The file system. */
  readonly io?: DirectoryIo;
};

export type RunningWitness = {
  readonly port: number;
  /** Submission and monitoring prefix in one. */
  readonly url: string;
  /** Logs that it can't cosign, since what it keeps of them can't be read, and why: what the operator has to do. */
  readonly unreadable: readonly { readonly origin: string; readonly reason: string }[];
  /** Answers what has begun, then ends. */
  readonly stop: () => Promise<void>;
};

const REQUEST_TIMEOUT = 10_000;
const MAX_CONNECTIONS = 200;
const MAX_HEADER_BYTES = 8_192;

/** Rejects with `WitnessError` where its memory can be trusted for no log or a log has no fitting key; with the system's error where it can't listen. */
export async function startWitness({ listen, key, logs, folder, now, report, requestTimeout = REQUEST_TIMEOUT, io }: WitnessOptions): Promise<RunningWitness> {
  const origins = [...new Set(logs.map(({ name }) => name))];
  const keysOf = (origin: string): KnownKeys => ({ log: logs.filter(({ name }) => name === origin), witnesses: [key.key] });
  for (const origin of origins) {
    if (!keysOf(origin).log.some(({ type }) => type === 1)) throw new WitnessError(`the log ${origin}: found no Ed25519 key (type 1); expected it among the keys of the log`);
  }
  const memory = await openMemory(folder, origins, keysOf, io);
  const unreadable = origins.flatMap((origin) => troubleOf(memory, origin));
  const quiet = makeQuietReport(report, now);
  for (const { origin, reason } of unreadable) quiet.tell('alarm', 'witness.unreadable', { origin, reason }, origin);
  const application = makeApplication({ memory, origins, judged: (bytes) => judgeRequest(bytes, { memory, logs, key, now, report, quiet }), quiet });
  const server = createAdaptorServer({
    fetch: application.fetch,
    serverOptions: { requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval: Math.ceil(requestTimeout / 4), maxHeaderSize: MAX_HEADER_BYTES },
  }) as Server;
  server.maxConnections = MAX_CONNECTIONS;
  await listening(server, listen);
  const { port } = server.address() as AddressInfo;
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return { port, url: `http://${host}:${port}`, unreadable, stop: () => stopping(server).finally(quiet.flush) };
}

function listening(server: Server, { host, port }: WitnessOptions['listen']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stopping(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeIdleConnections();
  });
}

type Parts = { readonly memory: WitnessMemory; readonly logs: readonly VerifierKey[]; readonly key: WitnessKey; readonly now: () => number; readonly report: BoardReport; readonly quiet: QuietReport };

/** Check and memory are one step for each origin; whoever asks hears of it when it is on the disk. */
async function judgeRequest(bytes: Uint8Array, { memory, logs, key, now, report, quiet }: Parts): Promise<Verdict> {
  const request = readSigned(bytes, logs, key.key);
  if ('kind' in request) {
    quiet.tell('warn', 'witness.refused', { status: request.status, reason: request.reason }, String(request.status));
    return request;
  }
  const { origin, size, text } = request.signed;
  const verdict = await memory.change(origin, (kept) => judge(request, kept, key, now())).catch((error: unknown) => untrusted(error, origin, quiet));
  switch (verdict.kind) {
    case 'cosigned':
      // The same size again may be asked for by whoever has a copy; a larger one only by whoever has the log's signature.
      if (request.old === size) quiet.tell('info', 'witness.cosigned', { origin, size }, origin);
      else report('info', 'witness.cosigned', { origin, size });
      return verdict;
    case 'conflict':
      quiet.tell('info', 'witness.conflict', { origin, old: request.old, size: verdict.size }, origin);
      return verdict;
    case 'refused':
      // Both notes bear the log's signature: kept side by side they prove what it did.
      if (verdict.fork) quiet.tell('alarm', 'witness.fork', { origin, size, reason: verdict.reason, signed: text + request.lines.join('') }, origin);
      else quiet.tell('warn', 'witness.refused', { origin, size, status: verdict.status, reason: verdict.reason }, `${verdict.status} ${origin}`);
      return verdict;
    default:
      return verdict satisfies never;
  }
}

/** A stranger hears that there is trouble; what and where, the operator. */
function untrusted(error: unknown, origin: string, quiet: QuietReport): Verdict {
  if (!(error instanceof WitnessError)) throw error;
  quiet.tell('alarm', 'witness.unreadable', { origin, reason: error.message }, origin);
  return { kind: 'refused', status: 503, fork: false, reason: UNREADABLE };
}

const UNREADABLE = 'found that this witness can not read what it cosigned last of this log; expected that its operator mends it';

function troubleOf(memory: WitnessMemory, origin: string): RunningWitness['unreadable'] {
  const trouble = memory.trouble(origin);
  return trouble === null ? [] : [{ origin, reason: trouble.message }];
}

type ApplicationParts = { readonly memory: WitnessMemory; readonly origins: readonly string[]; readonly judged: (bytes: Uint8Array) => Promise<Verdict>; readonly quiet: QuietReport };

function makeApplication({ memory, origins, judged, quiet }: ApplicationParts): Hono {
  const application = new Hono({ strict: true });
  const byHash = new Map(origins.map((origin) => [originHash(origin), origin]));
  const nothing = (c: Context): Response => c.text('found no such path; expected /add-checkpoint or /<hash of an origin>/checkpoint\n', 404);
  application.use(async (c, next) => {
    // No cache and no reader may take two addresses for one.
    if (/[?%]/.test(c.req.url)) return nothing(c);
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Cache-Control', 'no-store');
    return undefined;
  });
  const tooLong = (c: Context): Response => c.text(`found a longer body; expected at most ${MAX_REQUEST_BYTES} bytes\n`, 413, { Connection: 'close' });
  application.post('/add-checkpoint', bodyLimit({ maxSize: MAX_REQUEST_BYTES, onError: tooLong }), async (c) => answer(c, await judged(new Uint8Array(await c.req.arrayBuffer()))));
  application.all('/add-checkpoint', (c) => c.text('found another method; expected POST\n', 405, { Allow: 'POST' }));
  application.get('/:hash{[0-9a-f]{64}}/checkpoint', (c) => {
    const origin = byHash.get(c.req.param('hash'));
    if (origin !== undefined && memory.trouble(origin) !== null) return c.text(`${UNREADABLE}\n`, 503);
    const kept = origin === undefined ? null : memory.read(origin);
    return kept === null ? c.text('found no checkpoint of such a log; expected one that this witness cosigned\n', 404) : c.body(Uint8Array.from(kept.bytes), 200, { 'Content-Type': 'text/plain; charset=utf-8' });
  });
  application.notFound(nothing);
  application.onError((error, c) => {
    quiet.tell('alarm', 'witness.fault', { reason: String(error) });
    return c.text('a fault of the witness; its operator finds it in the log\n', 500);
  });
  return application;
}

function answer(c: Context, verdict: Verdict): Response {
  switch (verdict.kind) {
    case 'cosigned':
      return c.body(Uint8Array.from(utf8(verdict.line)), 200, { 'Content-Type': 'text/plain; charset=utf-8' });
    case 'conflict':
      return c.body(`${verdict.size}\n`, 409, { 'Content-Type': SIZE_TYPE });
    case 'refused':
      return c.text(`${verdict.reason}\n`, verdict.status);
    default:
      return verdict satisfies never;
  }
}
