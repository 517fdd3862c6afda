/** For the tests of witness and client: a witness with the vectors' keys, and servers that misbehave. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { checkpointText } from '../../format/checkpoint.ts';
import { utf8 } from '../../format/encoding.ts';
import { keyVectors, ORIGIN, privateKey, readVector, signLine, vector, vectorKey } from '../../format/fixtures/vectors.ts';
import { formatNote } from '../../format/note.ts';
import { formatRequest } from '../../format/witness.ts';
import { makeTileReader, type TileReader } from '../../verify/tiles.ts';
import type { BoardReport } from '../../ports.ts';
import { makeSigner } from '../key.ts';
import { startWitness, type RunningWitness, type WitnessOptions } from '../server.ts';

export function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-witness-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Said = { readonly level: string; readonly code: string; readonly detail: Readonly<Record<string, unknown>> };

export const witness1 = makeSigner(keyVectors.witness1.name, privateKey('witness1'));

export type Bench = RunningWitness & { readonly said: readonly Said[]; readonly clock: { seconds: number }; readonly folder: string };

/** Witness1 of the vectors, on a port of its own; ended with the test. */
export async function witnessOf(t: ExecutionContext, options: Partial<WitnessOptions> = {}): Promise<Bench> {
  const said: Said[] = [];
  const report: BoardReport = (level, code, detail) => void said.push({ level, code, detail });
  const clock = { seconds: 1_800_000_000 };
  const folder = options.folder ?? temporaryFolder(t);
  const running = await startWitness({ listen: { host: '127.0.0.1', port: 0 }, key: witness1, logs: [vectorKey('log')], now: () => clock.seconds * 1_000 + 999, report, folder, ...options });
  const over = { is: false };
  const stop = async (): Promise<void> => {
    if (over.is) return;
    over.is = true;
    await running.stop();
  };
  t.teardown(stop);
  return { ...running, stop, said, clock, folder };
}

export type Reply = { readonly status: number; readonly type: string | null; readonly text: string };

export async function post(url: string, body: Uint8Array | string, path = '/add-checkpoint'): Promise<Reply> {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: typeof body === 'string' ? body : Uint8Array.from(body) });
  return { status: response.status, type: response.headers.get('Content-Type'), text: await response.text() };
}

/** The log of 300 of the vectors, at each of its sizes. */
export const readerAt = (size: number): TileReader => makeTileReader(readVector('log300'), size);

export const noteAt = (size: number): Uint8Array => vector(`log300-history/checkpoint.${size}`);

/** A checkpoint of the log under any root, signed by its key. */
export function signedNote(size: number, root: Uint8Array, signer: Parameters<typeof signLine>[0] = 'log', origin = ORIGIN): Uint8Array {
  const text = checkpointText(origin, size, root);
  return formatNote(text, [signLine(signer, text)]);
}

/** A sound request from one size of the log of 300 to another. */
export async function requestFor(old: number, size: number): Promise<Uint8Array> {
  return formatRequest({ old, hashes: await readerAt(size).consistencyProof(old), checkpoint: noteAt(size) });
}

/** A server that does what it is told, ended with the test. */
export async function serverOf(t: ExecutionContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends bytes as they are and collects what comes until the other side ends. */
export function raw(port: number, ...parts: readonly (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(typeof part === 'string' ? utf8(part) : part);
    });
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => void (text += piece));
    socket.once('close', () => resolve(text));
    socket.on('error', (error: NodeJS.ErrnoException) => (['EPIPE', 'ECONNRESET'].includes(error.code ?? '') ? undefined : reject(error)));
  });
}
