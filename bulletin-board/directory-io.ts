/** The few operations of a file system that the board is written with. Each is one durable step, or one that a `syncFolder` makes durable. */
import { close, fsync, mkdir, open, readdir, readFile, rename, rmdir, stat, unlink, write } from 'node:fs';
import { promisify } from 'node:util';

export type DirectoryIo = {
  /** Null where there is no such file. */
  readonly read: (path: string) => Promise<Uint8Array | null>;
  /** A new file; its bytes are on the disk when it resolves, its name is so after `syncFolder`. Rejects where there is one. */
  readonly create: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly syncFolder: (path: string) => Promise<void>;
  /** One folder; true: it was made, false: it was there. */
  readonly makeFolder: (path: string) => Promise<boolean>;
  /** False: there was no such file. */
  readonly unlink: (path: string) => Promise<boolean>;
  /** False: it is not empty, or is not there. */
  readonly removeFolder: (path: string) => Promise<boolean>;
  /** Empty where there is no such folder. */
  readonly list: (path: string) => Promise<readonly string[]>;
  /** Milliseconds since 1970; null where there is no such file. */
  readonly modifiedAt: (path: string) => Promise<number | null>;
};

// Functions with a callback cost less than half of what fs/promises does, and a busy board writes a file for each entry.
const fs = {
  close: promisify(close), fsync: promisify(fsync), mkdir: promisify(mkdir), open: promisify(open), readdir: promisify(readdir), readFile: promisify(readFile),
  rename: promisify(rename), rmdir: promisify(rmdir), stat: promisify(stat), unlink: promisify(unlink), write: promisify(write),
};

const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR', 'EISDIR'];

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

async function unless<T>(codes: readonly string[], instead: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (codes.includes(codeOf(error))) return instead;
    throw error;
  }
}

async function withDescriptor(path: string, flags: string, work: (descriptor: number) => Promise<void>): Promise<void> {
  const descriptor = await fs.open(path, flags, 0o644);
  try {
    await work(descriptor);
  } finally {
    await fs.close(descriptor);
  }
}

async function writeAllBytes(descriptor: number, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) at += (await fs.write(descriptor, bytes, at, bytes.length - at)).bytesWritten;
}

const create = (path: string, bytes: Uint8Array): Promise<void> =>
  withDescriptor(path, 'wx', async (descriptor) => {
    await writeAllBytes(descriptor, bytes);
    await fs.fsync(descriptor);
  });

const done = <T>(work: Promise<T>): Promise<boolean> => work.then(() => true);

export const nodeDirectoryIo: DirectoryIo = {
  read: (path) => unless<Uint8Array | null>(ABSENT, null, () => fs.readFile(path)),
  create,
  rename: (from, to) => fs.rename(from, to),
  syncFolder: (path) => withDescriptor(path, 'r', (descriptor) => fs.fsync(descriptor)),
  makeFolder: (path) => unless(['EEXIST'], false, () => done(fs.mkdir(path, 0o755))),
  unlink: (path) => unless(ABSENT, false, () => done(fs.unlink(path))),
  removeFolder: (path) => unless(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'], false, () => done(fs.rmdir(path))),
  list: (path) => unless<readonly string[]>(['ENOENT', 'ENOTDIR'], [], () => fs.readdir(path)),
  modifiedAt: (path) => unless<number | null>(ABSENT, null, async () => Math.floor((await fs.stat(path)).mtimeMs)),
};
