/** One PostgreSQL server for a test file, and fresh stores on it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, type TestPostgres } from '../../../../scripts/postgres.ts';
import type { UnderTest } from '../../conformance/case.ts';
import type { Store } from '../../store.ts';
import { openPostgresStore, type PostgresStore, type PostgresStoreOptions } from '../open.ts';

export const KEY = new Uint8Array(32).fill(7);

export type FreshStore = UnderTest & { readonly schema: string };

export type Server = {
  readonly postgres: TestPostgres;
  readonly openAt: (schema: string, more?: Partial<PostgresStoreOptions>) => Promise<PostgresStore>;
  /** A schema of its own in the one database. */
  readonly openFresh: () => Promise<FreshStore>;
  /** A database of its own, copied from one that holds an empty store: half the work of a fresh schema. */
  readonly openCopy: () => Promise<UnderTest>;
  readonly stop: () => Promise<void>;
};

export async function startServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-postgres-'));
  const postgres = await startPostgres(folder).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  let last = 0;
  const admin = new pg.Client({ connectionString: postgres.url });
  // Tests may end the server.
  admin.on('error', () => undefined);
  await admin.connect();
  const openIn = (database: string): Promise<Store> => openPostgresStore({ url: urlIn(postgres, database), letterKey: KEY, poolSize: 4, lockTimeoutMs: 20_000, statementTimeoutMs: 20_000 });
  let template: Promise<void> | null = null;
  const makeTemplate = async (): Promise<void> => {
    await admin.query('CREATE DATABASE empty_store');
    await (await openIn('empty_store')).close();
  };
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
        damage: (what, noticeId) => damageNotice(postgres.url, schema, what, noticeId),
        // The schema stays: the whole server goes when the file is done.
        remove: () => fresh.store.close(),
      };
      return fresh;
    },
    openCopy: async () => {
      await (template ??= makeTemplate());
      const database = `copy_${(last += 1)}`;
      await admin.query(`CREATE DATABASE ${database} TEMPLATE empty_store`);
      const under: UnderTest = {
        store: await openIn(database),
        reopen: async () => {
          await under.store.close();
          under.store = await openIn(database);
        },
        openSecond: () => openIn(database),
        damage: (what, noticeId) => damageNotice(urlIn(postgres, database), 'kakitome', what, noticeId),
        remove: () => under.store.close(),
      };
      return under;
    },
    stop: async () => {
      await admin.end().catch(() => undefined);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const urlIn = ({ url }: TestPostgres, database: string): string => url.replace(/\/postgres$/, `/${database}`);

/** Past the triggers. */
async function damageNotice(url: string, schema: string, what: 'notices' | 'notice_bytes', noticeId: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL search_path TO "${schema}"`);
  await client.query(`UPDATE ${what} SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE notice_number = (SELECT notice_number FROM notices WHERE notice_id = $1)`, [noticeId]);
  await client.query('COMMIT');
  await client.end();
}
