/**
 * The store in this thread (same-thread.ts) over a connection that a test may wrap. The reader has a connection of its own, and messages are cloned. A store that is
 * `together` does neither: messages are handed on as they are, and what is read outside of a transaction is read where it was written, whose pages are still
 * in memory; no group is waited for. That is twice as fast.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { copyFacts, type Facts } from '../../../core/facts.ts';
import { assembleStore } from '../assembled.ts';
import type { Connection } from '../connection.ts';
import type { Database } from '../database.ts';
import type { Endpoint } from '../messages.ts';
import { openDatabase } from '../opened.ts';
import { answerReading } from '../reader.ts';
import { cloning, endpointHere, type Serve } from '../same-thread.ts';
import { later, makeWriter, type Later } from '../writer.ts';
import type { Store } from '../../store.ts';
import { emptyDatabase, KEY } from './empty.ts';

export function openLocal(path: string, wrap: (connection: Connection) => Connection = (connection) => connection, busyTimeoutMs = 100, together = false): Store {
  const options = { path, letterKey: KEY, busyTimeoutMs };
  if (!existsSync(path)) writeFileSync(path, emptyDatabase());
  const { connection, sealer } = openDatabase(options, 'writer');
  const writing = { connection: wrap(connection), sealer };
  const endpoint = together ? handing : cloning;
  const writer = endpoint((post) => makeWriter(writing, post, together ? atOnce : later).receive);
  const startReader = (): Endpoint => {
    const reading = openDatabase(options, 'reader');
    return endpoint((post) => (request) => post(answerReading(reading, request)));
  };
  const reader = together ? besideWriter({ connection, sealer }, startReader) : startReader();
  return assembleStore({ writer, reader, startAuditor: async () => (together ? besideWriter({ connection, sealer }, startReader) : startReader()) });
}

/** Reads on the writer's own connection; while a transaction is open there, on another one, which sees what is committed. */
function besideWriter(writing: Database, startReader: () => Endpoint): Endpoint {
  let apart: Endpoint | null = null;
  const beside = handing((post) => (request) => post(answerReading(writing, request)));
  return {
    ask: (body) => (writing.connection.inTransaction() ? (apart ??= startReader()) : beside).ask(body),
    close: async () => apart?.close(),
  };
}

const atOnce: Later = (pump) => void setImmediate(pump);

/** Both sides add to the facts of an open set: each has its own. */
const handing = (serve: Serve): Endpoint => {
  const { ask, close } = endpointHere(serve, (message) => message);
  return { ask: async (body) => (body.kind === 'open-set' ? copyFacts((await ask(body)) as Facts) : ask(body)), close };
};
