/** An empty database, and the key of all databases of tests. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../opened.ts';

export const KEY = new Uint8Array(32).fill(7);

let empty: Uint8Array | null = null;

/** A database just made, once for each process: to make its tables takes longer than most of what a test does with them. */
export function emptyDatabase(): Uint8Array {
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
