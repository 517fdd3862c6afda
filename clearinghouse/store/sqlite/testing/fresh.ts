/** Fresh SQLite stores in the temp folder, for tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { UnderTest } from '../../conformance/case.ts';
import type { Store } from '../../store.ts';
import { openSqliteStore } from '../open.ts';
import { KEY } from './empty.ts';
import { openKept } from './kept.ts';

export { KEY } from './empty.ts';

export const openAt = (path: string, readOnly = false): Promise<Store> => openSqliteStore({ path, letterKey: KEY, busyTimeoutMs: 5_000, readOnly });

export type FreshStore = UnderTest & { readonly path: string };

/** In threads of its own. */
export const openFresh = (): Promise<FreshStore> => fresh(openAt);

/** In threads that the next store has again (kept.ts): for tests of what stores do, not of threads that begin and end. */
export const openFreshKept = (): Promise<FreshStore> => fresh((path) => openKept({ path, letterKey: KEY, busyTimeoutMs: 5_000 }));

async function fresh(open: (path: string) => Promise<Store>): Promise<FreshStore> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-store-'));
  const path = join(folder, 'kakitome.db');
  const made: FreshStore = {
    path,
    store: await open(path),
    reopen: async () => {
      await made.store.close();
      made.store = await open(path);
    },
    openSecond: () => open(path),
    damage: async (what, noticeId) => damageNotice(path, what, noticeId),
    remove: async () => {
      await made.store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return made;
}

/** Past the triggers, which are there again afterwards. */
export function damageNotice(path: string, what: 'notices' | 'notice_bytes', noticeId: string): void {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  const triggers = database.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?`).all(what) as { readonly name: string; readonly sql: string }[];
  const { notice_number, sealed } = database.prepare(`SELECT notice_number, sealed FROM ${what} WHERE notice_number = (SELECT notice_number FROM notices WHERE notice_id = ?)`).get(noticeId) as { notice_number: number; sealed: Uint8Array };
  sealed[20] = (sealed[20] ?? 0) ^ 1;
  database.exec('BEGIN IMMEDIATE');
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  database.prepare(`UPDATE ${what} SET sealed = ? WHERE notice_number = ?`).run(sealed, notice_number);
  for (const { sql } of triggers) database.exec(sql);
  database.exec('COMMIT');
  database.close();
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
