/**
 * Writer and reader in the caller's own thread. A command that asks a few times and ends is done sooner so than threads have begun. Messages are cloned as
 * between threads.
 */
import type { Answer, Ask, Endpoint, Request } from './messages.ts';
import { StoreFault } from './messages.ts';
import { openDatabase, type DatabaseOptions, type OpenAs } from './opened.ts';
import { answerReading } from './reader.ts';
import { later, makeWriter } from './writer.ts';

/** What answers requests, once it knows where answers go. */
export type Serve = (post: (answer: Answer) => void) => (request: Request) => void;

const RETRY_MS = 5;
/** As many times the busy timeout as a writer's thread waits (transaction.ts). */
const PATIENCE = 3;

/**
 * Opens the database here; throws with the reason where it can't be opened. While another process writes, whoever asks waits as long as with a thread, but
 * nothing else in this one does: what holds the lock may need this very thread to go on.
 */
export function openHere({ busyTimeoutMs, ...options }: DatabaseOptions, as: OpenAs): Endpoint {
  const database = openDatabase({ ...options, busyTimeoutMs }, as);
  database.connection.exec('PRAGMA busy_timeout = 0');
  const endpoint = cloning((post) => (as === 'writer' ? makeWriter(database, post, later).receive : (request) => post(answerReading(database, request))));
  return { ask: (ask) => patiently(endpoint, ask, busyTimeoutMs * PATIENCE), close: endpoint.close };
}

/** What met the lock of another process has changed nothing, and is asked again. */
async function patiently({ ask }: Endpoint, body: Ask, patienceMs: number): Promise<unknown> {
  for (const end = performance.now() + patienceMs; ; ) {
    try {
      return await ask(body);
    } catch (error) {
      if (!(error instanceof StoreFault) || error.code !== 'locked' || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

export const cloning = (serve: Serve): Endpoint => endpointHere(serve, (message) => structuredClone(message));

/** `pass`: what becomes of a message on its way. */
export function endpointHere(serve: Serve, pass: <T>(message: T) => T): Endpoint {
  const waiting = new Map<number, (answer: Answer) => void>();
  const receive = serve((answer) => {
    const take = waiting.get(answer.id);
    waiting.delete(answer.id);
    take?.(pass(answer));
  });
  let lastId = 0;
  const ask: Endpoint['ask'] = async (body) => {
    const request = pass({ id: (lastId += 1), ask: body });
    return new Promise((resolve, reject) => {
      waiting.set(request.id, (answer) => (answer.ok ? resolve(answer.result) : reject(new StoreFault(answer.fault))));
      receive(request);
    });
  };
  return { ask, close: async () => void (await ask({ kind: 'close' })) };
}
