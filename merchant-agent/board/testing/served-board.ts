/** A real log in a folder behind a real HTTP server on loopback, which may be told to misbehave. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { committed, detailsOf, FIRST_TIME, minute, paymentEntry, salted } from '../../../bulletin-board/fixtures/entries.ts';
import type { FixtureEntry } from '../../../bulletin-board/fixtures/entries.ts';
import { makeLog } from '../../../bulletin-board/fixtures/make-log.ts';
import type { MadeLog } from '../../../bulletin-board/fixtures/make-log.ts';
import { DETAILS_DOMAIN, FACE_DOMAIN } from '../../../bulletin-board/format/commitment.ts';
import { faceText, leafBytes, openingText } from '../../../bulletin-board/format/entry.ts';

export const ORIGIN = 'board.bank.example/board/2026';

export type Posted = { readonly order: string; readonly shop?: string; readonly orderedAt?: number; readonly text?: string; readonly alias?: string };

/** An entry `posted` as the bank writes it. */
export function postedEntry({ order, shop, orderedAt = FIRST_TIME, text, alias = 'T.S.' }: Posted): FixtureEntry {
  const fields: [string, string][] = [['kind', 'posted'], ['reference', 'K7F3-K29Q'], ['time', minute(orderedAt + 60_000)], ['alias', alias], ['ordered', minute(orderedAt)]];
  const face = salted([...fields, ...(shop === undefined ? [] : [['shop', shop] as const]), ...(text === undefined ? [] : [['text', text] as const]), ['order', order]], 'post', order);
  const details = salted(detailsOf({ reference: 'K7F3-K29Q' }), 'details', order);
  return { leaf: leafBytes({ kind: 'posted', face: committed(FACE_DOMAIN, face), details: committed(DETAILS_DOMAIN, details) }), face: faceText(face), opening: openingText(details) };
}

/** `count` entries of other payments. */
export const others = (count: number, seed = 'others'): readonly FixtureEntry[] => Array.from({ length: count }, (_, at) => paymentEntry(at, seed));

/** Null: the file as it is. */
export type Answer = (path: string, response: ServerResponse) => true | null;

export type ServedBoard = {
  readonly url: string;
  /** Replaces what stands in the folder by a log of these entries, under the same key. */
  readonly publish: (entries: readonly FixtureEntry[]) => MadeLog;
  readonly folder: string;
  readonly asked: string[];
  answer: Answer;
  readonly stop: () => Promise<void>;
};

export async function serveBoard(): Promise<ServedBoard> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-served-'));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    if (board.answer(path, response) !== null) return;
    const file = join(folder, path);
    if (path.includes('..') || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const board: ServedBoard = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    asked,
    answer: () => null,
    publish: (entries) => {
      rmSync(join(folder, 'board'), { recursive: true, force: true });
      return makeLog(folder, { origin: ORIGIN, entries });
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return board;
}
