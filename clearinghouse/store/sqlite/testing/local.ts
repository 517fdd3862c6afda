/**
 * The same store without threads: writer and reader run in this one, over a connection that a test may wrap. Messages are cloned as
 * between threads.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleStore } from '../assembled.ts';
import type { Connection } from '../connection.ts';
import { StoreFault, type Answer, type Endpoint, type Request } from '../messages.ts';
import { openDatabase } from '../opened.ts';
import { answerReading } from '../reader.ts';
import { makeWriter } from '../writer.ts';
import type { Store } from '../../store.ts';
import { KEY } from './fresh.ts';

export function openLocal(path: string, wrap: (connection: Connection) => Connection = (connection) => connection, busyTimeoutMs = 100): Store {
  const options = { path, letterKey: KEY, busyTimeoutMs };
  if (!existsSync(path)) writeFileSync(path, emptyDatabase());
  const { connection, sealer } = openDatabase(options, 'writer');
  const writing = { connection: wrap(connection), sealer };
  const writer = endpoint((post) => makeWriter(writing, post, (pump, milliseconds) => (milliseconds === 0 ? setImmediate(pump) : setTimeout(pump, milliseconds))).receive);
  const startReader = (): Endpoint => {
    const reading = openDatabase(options, 'reader');
    return endpoint((post) => (request) => post(answerReading(reading, request)));
  };
  return assembleStore({ writer, reader: startReader(), startAuditor: async () => startReader() });
}

let empty: Uint8Array | null = null;

/** A database just made, once for each process: to make its tables takes longer than most of what a test does with them. */
function emptyDatabase(): Uint8Array {
  if (empty !== null) return empty;
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-empty-'));
  try {
    const path = join(folder, 'empty.db');
    openDatabase({ path, letterKey: KEY, busyTimeoutMs: 100 }, 'writer').connection.close();
    empty = readFileSync(path);
    return empty;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function endpoint(serve: (post: (answer: Answer) => void) => (request: Request) => void): Endpoint {
  const waiting = new Map<number, (answer: Answer) => void>();
  const receive = serve((answer) => waiting.get(answer.id)?.(structuredClone(answer)));
  let lastId = 0;
  const ask: Endpoint['ask'] = async (body) => {
    const request = structuredClone({ id: (lastId += 1), ask: body });
    return new Promise((resolve, reject) => {
      waiting.set(request.id, (answer) => (answer.ok ? resolve(answer.result) : reject(new StoreFault(answer.fault))));
      receive(request);
    });
  };
  return { ask, close: async () => void (await ask({ kind: 'close' })) };
}
