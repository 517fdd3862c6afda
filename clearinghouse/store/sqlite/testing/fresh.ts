/** Fresh SQLite stores in the temp folder, for tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnderTest } from '../../conformance/case.ts';
import type { Store } from '../../store.ts';
import { openSqliteStore } from '../open.ts';

export const KEY = new Uint8Array(32).fill(7);

export const openAt = (path: string, readOnly = false): Promise<Store> => openSqliteStore({ path, letterKey: KEY, busyTimeoutMs: 5_000, readOnly });

export type FreshStore = UnderTest & { readonly path: string };

export async function openFresh(): Promise<FreshStore> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-store-'));
  const path = join(folder, 'kakitome.db');
  const fresh: FreshStore = {
    path,
    store: await openAt(path),
    reopen: async () => {
      await fresh.store.close();
      fresh.store = await openAt(path);
    },
    openSecond: () => openAt(path),
    remove: async () => {
      await fresh.store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return fresh;
}

/** A path for a database in a folder that goes when the work is done. */
export async function inFolder(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-sqlite-'));
  try {
    await work(join(folder, 'kakitome.db'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
