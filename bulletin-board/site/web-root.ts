/**
 * The folder that is served: `board/logs.json` and, for each log, `board/<year>/` with its checkpoint, tiles, bundles, faces and `log.json`.
 * Only the canonical paths of a log's files lead into it: nothing else is ever opened, so there is no path to escape by.
 */
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePath } from '../format/tile.ts';
import type { ReadFile } from '../ports.ts';
import { isAbsent, readInside } from '../verify/folder.ts';
import { LOG_FILE, maxBytesOf } from '../verify/limits.ts';

export type Served = 'checkpoint' | 'immutable' | 'face' | 'about';

const LOG_PATH = /^board\/([0-9A-Za-z][0-9A-Za-z_-]{0,40})\/(.+)$/;

/** What stands at this path below the web root (no slash before it); null: nothing that is served. */
export function servedAt(path: string): Served | null {
  if (path === 'board/logs.json') return 'about';
  const [, , file] = LOG_PATH.exec(path) ?? [];
  if (file === undefined) return null;
  if (file === 'log.json') return 'about';
  const kind = parsePath(file)?.kind;
  if (kind === undefined) return null;
  return kind === 'tile' || kind === 'bundle' ? 'immutable' : kind;
}

/** `2026` of `bank.example/board/2026`; null where the origin is no place below a web root. */
export const yearOf = (origin: string): string | null => /^[^/\s]+\/board\/([0-9A-Za-z][0-9A-Za-z_-]{0,40})$/.exec(origin)?.[1] ?? null;

/** `board/logs.json` is no file of one log. */
const mostOf = (path: string): number => maxBytesOf(LOG_PATH.exec(path)?.[2] ?? LOG_FILE);

/**
 * A file below the web root; null where there is none. Faults of the disk reject. So do, with `Malformed`, links that lead out of it and what is larger than such a file
 * can be: a mirror's folder is a copy of what somebody else has put there.
 */
export async function readServed(folder: string, path: string): Promise<Uint8Array | null> {
  if (servedAt(path) === null) return null;
  try {
    return await readInside(await realpath(folder), path, mostOf(path));
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

export const readLog = (folder: string, year: string): ReadFile => (path) => readServed(folder, `board/${year}/${path}`);

/** When the file was written, milliseconds since 1970; null where there is none. */
export async function writtenAt(folder: string, path: string): Promise<number | null> {
  try {
    return Math.floor((await stat(join(folder, path))).mtimeMs);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
