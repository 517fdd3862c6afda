/** A log in a folder. Nothing outside of the folder is read, whatever links in it say. */
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { Malformed } from '../format/malformed.ts';
import type { ReadFile } from '../ports.ts';
import { maxBytesOf, siblingName } from './limits.ts';

/** Null where there is no such file. Rejects with `Malformed` for one that is too large, no plain file, or outside of the folder. */
export function folderReader(folder: string): ReadFile {
  let top: string | null = null;
  return async (path) => {
    const most = maxBytesOf(path);
    try {
      top ??= await realpath(folder);
      return await readInside(top, path, most);
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  };
}

/** `top`: the folder, without a link in its own path. `path`: one that leads nowhere but downwards, links apart. Rejects with `Malformed` as above, and with the system's error. */
export async function readInside(top: string, path: string, most: number): Promise<Uint8Array> {
  const file = await realpath(join(top, path));
  if (!file.startsWith(`${top}${sep}`)) throw new Malformed('tile', `found ${path} outside of its folder (a link); expected a file in it`);
  return readBounded(file, path, most);
}

/** There is no such file, or a file where its folder should be. */
export const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

async function readBounded(file: string, path: string, most: number): Promise<Uint8Array> {
  // Opening a pipe must not wait for whoever writes into it.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const about = await handle.stat();
    if (!about.isFile()) throw new Malformed('tile', `found ${path}, which is no file; expected one`);
    if (about.size > most) throw new Malformed('tile', `found ${path} of ${about.size} bytes; expected at most ${most}`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** The folder of another log of the same board, beside this one; null: its origin says that it stands elsewhere. */
export function siblingFolder(folder: string, own: string, other: string): string | null {
  const name = siblingName(own, other);
  return name === null || basename(folder) !== own.slice(own.lastIndexOf('/') + 1) ? null : join(dirname(folder), name);
}
