/** A folder in memory: made once, laid out for each test that needs one like it. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type KeptFile = { readonly path: string; readonly mode: number; readonly bytes: Uint8Array };
export type KeptFolder = { readonly folders: readonly { readonly path: string; readonly mode: number }[]; readonly files: readonly KeptFile[] };

const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** Reads all files below the folder; nobody may write there meanwhile. */
export function keepFolder(root: string): KeptFolder {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).map((entry) => ({ entry, path: join(entry.parentPath, entry.name).slice(root.length + 1) }));
  return {
    folders: [{ path: '.', mode: modeOf(root) }, ...entries.filter(({ entry }) => entry.isDirectory()).map(({ path }) => ({ path, mode: modeOf(join(root, path)) }))],
    files: entries.filter(({ entry }) => entry.isFile()).map(({ path }) => ({ path, mode: modeOf(join(root, path)), bytes: readFileSync(join(root, path)) })),
  };
}

/** Writes a folder like the one that was kept, with its modes, at a path where nothing is. */
export function layOut({ folders, files }: KeptFolder, root: string): void {
  for (const { path } of folders) mkdirSync(join(root, path), { recursive: true });
  for (const { path, mode, bytes } of files) {
    writeFileSync(join(root, path), bytes, { mode, flag: 'wx' });
    chmodSync(join(root, path), mode);
  }
  for (const { path, mode } of folders) chmodSync(join(root, path), mode);
}
