/** One PostgreSQL server for a test file, and fresh stores on it: each has a schema of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type TestPostgres } from '../../../../scripts/postgres.ts';
import type { UnderTest } from '../../conformance/case.ts';
import type { Store } from '../../store.ts';
import { openPostgresStore, type PostgresStoreOptions } from '../open.ts';

export const KEY = new Uint8Array(32).fill(7);

export type FreshStore = UnderTest & { readonly schema: string };

export type Server = {
  readonly postgres: TestPostgres;
  readonly openAt: (schema: string, more?: Partial<PostgresStoreOptions>) => Promise<Store>;
  readonly openFresh: () => Promise<FreshStore>;
  readonly stop: () => Promise<void>;
};

export async function startServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-postgres-'));
  const postgres = await startPostgres(folder).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  let last = 0;
  const openAt: Server['openAt'] = (schema, more = {}) => openPostgresStore({ url: postgres.url, letterKey: KEY, schema, poolSize: 4, lockTimeoutMs: 20_000, statementTimeoutMs: 20_000, ...more });
  return {
    postgres,
    openAt,
    openFresh: async () => {
      const schema = `store_${(last += 1)}`;
      const fresh: FreshStore = {
        schema,
        store: await openAt(schema),
        reopen: async () => {
          await fresh.store.close();
          fresh.store = await openAt(schema);
        },
        openSecond: () => openAt(schema),
        // The schema stays: the whole server goes when the file is done.
        remove: () => fresh.store.close(),
      };
      return fresh;
    },
    stop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
