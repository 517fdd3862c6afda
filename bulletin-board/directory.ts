/**
 * The board's files in a folder. What stands under a name is always whole: a file is written beside, brought to the disk and renamed.
 * Files in the making stand in `.writing` below the folder, which no web server has to serve and which is emptied in one go.
 */
import { posix } from 'node:path';
import { nodeDirectoryIo, type DirectoryIo } from './directory-io.ts';
import { inParallel } from './parallel.ts';
import type { BoardFiles } from './ports.ts';

export type NewFile = { readonly path: string; readonly bytes: Uint8Array };

/** A folder of files that many can be written to at once. All paths are relative to it, parts divided by `/`. */
export type BoardDirectory = BoardFiles & {
  /**
   * As `write` for each, at the cost of one fsync for each file and one for each folder. A rejection (the system's error: ENOSPC, EIO, EACCES)
   * leaves some of them written, each of these whole.
   */
  readonly writeAll: (files: readonly NewFile[]) => Promise<void>;
  /** As `remove` for each; a folder that is empty afterwards goes too. Returns how many there were. */
  readonly removeAll: (paths: readonly string[]) => Promise<number>;
  /** When the file was written, milliseconds since 1970; null: there is none. */
  readonly modifiedAt: (path: string) => Promise<number | null>;
  /** Drops what a killed process left unfinished. Only for the one process that writes: what another has in the making, its writing loses. */
  readonly dropUnfinished: () => Promise<void>;
};

const WRITING = '.writing';
const KNOWN_FOLDERS = 1_000;

/** Nothing is looked at before the first use; missing folders are made when something is written. */
export function openDirectory(folder: string, io: DirectoryIo = nodeDirectoryIo): BoardDirectory {
  const full = (path: string): string => posix.join(folder, checkedPath(path));
  const folders = makeFolders(folder, io);
  let made = 0;

  const temporary = (): string => posix.join(folder, WRITING, `${process.pid}-${(made += 1)}`);
  const publish = async (files: readonly { readonly from: string; readonly to: string }[]): Promise<void> => {
    const parents = distinct(files.map(({ to }) => posix.dirname(to)));
    for (const parent of parents) await folders.ensure(parent);
    await inParallel(files, ({ from, to }) => io.rename(from, to));
    await inParallel(parents, io.syncFolder);
  };
  const writeAll = async (files: readonly NewFile[]): Promise<void> => {
    if (files.length === 0) return;
    const moves = files.map(({ path, bytes }) => ({ from: temporary(), to: full(path), bytes }));
    try {
      await folders.ensure(posix.join(folder, WRITING));
      await inParallel(moves, ({ from, bytes }) => io.create(from, bytes));
      await publish(moves);
    } catch (error) {
      folders.forget();
      await Promise.allSettled(moves.map(({ from }) => io.unlink(from)));
      throw error;
    }
  };
  const removeAll = async (paths: readonly string[]): Promise<number> => {
    const gone = await inParallel(paths, (path) => io.unlink(full(path)));
    const parents = distinct(paths.map((path) => posix.dirname(full(path))));
    for (const parent of parents) {
      const emptied = await io.removeFolder(parent);
      if (emptied) folders.forget();
      await io.syncFolder(emptied ? posix.dirname(parent) : parent).catch(unlessAbsent);
    }
    return gone.filter(Boolean).length;
  };
  return {
    read: (path) => io.read(full(path)),
    write: (path, bytes) => writeAll([{ path, bytes }]),
    writeAll,
    // Synced also where the file is gone: whoever was killed after removing it may not have made that durable.
    remove: async (path) => {
      await io.unlink(full(path));
      await io.syncFolder(posix.dirname(full(path))).catch(unlessAbsent);
    },
    removeAll,
    list: (path) => io.list(full(path)),
    modifiedAt: (path) => io.modifiedAt(full(path)),
    dropUnfinished: async () => {
      const names = await io.list(posix.join(folder, WRITING));
      await inParallel(names, (name) => io.unlink(posix.join(folder, WRITING, name)));
    },
  };
}

/** The part of a directory below one of its folders. */
export function below(directory: BoardDirectory, prefix: string): BoardDirectory {
  const inside = (path: string): string => posix.join(prefix, checkedPath(path));
  return {
    read: (path) => directory.read(inside(path)),
    write: (path, bytes) => directory.write(inside(path), bytes),
    writeAll: (files) => directory.writeAll(files.map(({ path, bytes }) => ({ path: inside(path), bytes }))),
    remove: (path) => directory.remove(inside(path)),
    removeAll: (paths) => directory.removeAll(paths.map(inside)),
    list: (path) => directory.list(inside(path)),
    modifiedAt: (path) => directory.modifiedAt(inside(path)),
    dropUnfinished: directory.dropUnfinished,
  };
}

/** Paths come from our own formats; one that leads elsewhere is a fault of ours and must not reach the disk. */
function checkedPath(path: string): string {
  if (posix.isAbsolute(path) || path.split('/').includes('..')) throw new RangeError(`the path ${JSON.stringify(path)} leads out of the board's folder`);
  return path;
}

type Folders = { readonly ensure: (path: string) => Promise<void>; readonly forget: () => void };

/**
 * Makes folders and syncs the parent of each once in this process's life: one that a killed process made may have no durable name yet.
 */
function makeFolders(top: string, io: DirectoryIo): Folders {
  const known = new Set<string>();
  const ensure = async (path: string): Promise<void> => {
    if (known.has(path)) return;
    const parent = posix.dirname(path);
    if (path !== top && parent !== path) await ensure(parent);
    else if (path === top) await makeTop(top, io);
    if (path !== top) {
      await io.makeFolder(path);
      await io.syncFolder(parent);
    }
    if (known.size >= KNOWN_FOLDERS) known.clear();
    known.add(path);
  };
  return { ensure, forget: () => known.clear() };
}

/** The folder itself may be missing too, with folders above it. */
async function makeTop(path: string, io: DirectoryIo): Promise<void> {
  const parent = posix.dirname(path);
  const made = await io.makeFolder(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || parent === path) throw error;
    await makeTop(parent, io);
    return io.makeFolder(path);
  });
  if (made) await io.syncFolder(parent);
}

function unlessAbsent(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))) throw error;
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
