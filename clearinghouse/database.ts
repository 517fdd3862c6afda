/**
 * The bank's database as its configuration names it: a SQLite file of this machine, or a store on a PostgreSQL server. All that opens it does so
 * here. The password of a server stands in nothing that is shown.
 */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, findPassword, type Config } from './config.ts';
import { copyStore, type CopySide, type CopyTarget, type TableDigest } from './store/common/copying.ts';
import type { PostgresStore, PostgresStoreOptions } from './store/postgres/open.ts';
import { fromSqlite, intoSqlite, takeBackSqlite } from './store/sqlite/copying.ts';
import { openSqliteStore, type SqliteStoreOptions } from './store/sqlite/open.ts';
import { requireWhole } from './store/sqlite/whole.ts';
import type { Store } from './store/store.ts';

export type OpenStore = (options: SqliteStoreOptions) => Promise<Store>;

/** For what asks a few times and ends: a file is opened in this thread, which takes a fraction of the time. */
export const openHere: OpenStore = (options) => openSqliteStore({ ...options, threads: false });

/** The same for what only looks: a file is never changed by it. */
export const openToLook: OpenStore = (options) => openSqliteStore({ ...options, threads: false, readOnly: true });

/** `spread`: what processes on one server tell each other; null: the store is a file, and one process works on it. */
export type OpenedStore = { readonly store: Store; readonly spread: PostgresStore['spread'] | null };

const BUSY_TIMEOUT = 10_000;

/** The database file; with a server, what the names of this machine's own files begin with. */
export const storePath = (config: Config): string => resolve(config.folder, config.store.path);

export const isOnServer = ({ store }: Config): boolean => store.url !== undefined;

/** As it is shown: the file, or server, database and schema. */
export function storeName(config: Config): string {
  const { url, schema } = config.store;
  if (url === undefined) return storePath(config);
  return nameOnServer(url, schema);
}

function nameOnServer(address: string, schema: string): string {
  const { host, pathname } = new URL(address);
  return `schema ${schema} of postgres://${host}${pathname}`;
}

/** Throws where the configuration names a file that is not there: a path that is mistyped must not begin an empty bank. Of a server only opening can tell. */
export function requireStore(config: Config): void {
  if (isOnServer(config) || existsSync(storePath(config))) return;
  throw new ConfigError(`${config.file}: store.path: found no database at ${storePath(config)}; expected the one that \`kakitome init\` made`);
}

/** A second's reading, ten from a slow disk; of more than that only an audit sees to it. */
const LARGEST_LOOKED_AT = 1_073_741_824;

/** False: they were not looked at. Throws where the pages of the file do not fit together, as in a copy that was put back beside another time's write-ahead log. */
export function lookAtPages(config: Config): boolean {
  if (isOnServer(config) || statSync(storePath(config)).size > LARGEST_LOOKED_AT) return false;
  requireWhole(storePath(config), BUSY_TIMEOUT);
  return true;
}

/** Begins the database of a new bank. */
export async function beginDatabase(config: Config, letterKey: Uint8Array): Promise<void> {
  const { store } = await (isOnServer(config) ? openServer(config, letterKey, { begin: true, migrates: true }) : openFile(config, letterKey, openHere, { migrates: true, begins: true }));
  await store.close();
}

export type Opening = {
  /** How a file is opened, where it is not as it comes. */
  readonly openSqlite?: OpenStore;
  /** True: brings a store of an older program up to date. Who runs the bank does; a command beside it must not, since the older program may still run. */
  readonly migrates?: boolean;
};

export async function openStore(config: Config, letterKey: Uint8Array, { openSqlite = openSqliteStore, migrates = false }: Opening = {}): Promise<OpenedStore> {
  requireStore(config);
  return isOnServer(config) ? openServer(config, letterKey, { begin: false, migrates }) : openFile(config, letterKey, openSqlite, { migrates, begins: false });
}

async function openFile(config: Config, letterKey: Uint8Array, openSqlite: OpenStore, how: { readonly migrates: boolean; readonly begins: boolean }): Promise<OpenedStore> {
  return { store: await openSqlite({ path: storePath(config), letterKey, busyTimeoutMs: BUSY_TIMEOUT, ...how }), spread: null };
}

async function openServer(config: Config, letterKey: Uint8Array, how: { readonly begin: boolean; readonly migrates: boolean }): Promise<OpenedStore> {
  const options = { ...serverOptions(config), letterKey, ...how };
  // Most banks are in a file, and have no need of the driver.
  const { openPostgresStore } = await import('./store/postgres/open.ts');
  try {
    const { spread, ...store } = await openPostgresStore(options);
    return { store, spread };
  } catch (error) {
    // A driver may show what it was given.
    const said = (error instanceof Error ? error.message : String(error)).replaceAll(options.url, config.store.url ?? '');
    throw new ConfigError(`${config.file}: store.url: ${storeName(config)}: found ${said}; expected the bank's database on a server that answers, with the bank's keys here (\`kakitome doctor\` looks at both)`);
  }
}

export function serverOptions(config: Config): Omit<PostgresStoreOptions, 'letterKey'> {
  const { url = '', schema, connections, timeout, password_file } = config.store;
  return { url: withPassword(url, findPassword(config, 'KAKITOME_DATABASE_PASSWORD', 'store.password_file', password_file)), schema, poolSize: connections, lockTimeoutMs: timeout, statementTimeoutMs: 2 * timeout };
}

/** As a parameter, since an address without a host (a socket of this machine) has no place for one. */
function withPassword(url: string, password: string | null): string {
  const complete = new URL(url);
  if (password !== null) complete.searchParams.set('password', password);
  return complete.href;
}

/** Another place for a bank's store than its configuration names: a file, or a server with its schema and password. */
export type OtherStore = { readonly path: string } | { readonly url: string; readonly schema: string; readonly password: string | null };

/** As it is shown. */
export const otherName = (other: OtherStore): string => ('path' in other ? other.path : nameOnServer(other.url, other.schema));

export class CopiedOnly extends Error {
  override readonly name = 'CopiedOnly';
}

/** The bank is in the configured store again, from which it had been moved. Resolves with where it had gone; null: it never had. */
export async function takeBack(config: Config, letterKey: Uint8Array): Promise<string | null> {
  requireStore(config);
  if (!isOnServer(config)) return takeBackSqlite({ path: storePath(config), letterKey, busyTimeoutMs: BUSY_TIMEOUT });
  const { takeBackPostgres } = await import('./store/postgres/copying.ts');
  return takeBackPostgres({ ...serverOptions(config), letterKey });
}

export type Copying = {
  /** Hears of each table as it is done. */
  readonly tell: (done: TableDigest) => void;
  /** Asked when all is written and nothing of it stands yet; where it rejects, so does the copy. */
  readonly stillQuiet: () => Promise<void>;
  /** True: the bank goes with the copy, and what it was copied from is not opened any more. */
  readonly moves: boolean;
};

/** Copies the bank's store, all of it or nothing. Rejects with `CopyRefused` where the target is not empty, or not the same at the end; with `CopiedOnly` where it is whole, and its source does not know. */
export async function copyDatabase(config: Config, letterKey: Uint8Array, other: OtherStore, { tell, stillQuiet, moves }: Copying): Promise<readonly TableDigest[]> {
  requireStore(config);
  const { fromPostgres, intoPostgres } = await import('./store/postgres/copying.ts');
  let whole = false;
  const into = async (source: CopySide): Promise<readonly TableDigest[]> => {
    const digests = await written(source);
    whole = true;
    if (moves) await source.leaveTo(otherName(other));
    return digests;
  };
  const written = (source: CopySide): Promise<readonly TableDigest[]> => {
    const copy = async (target: CopyTarget): Promise<readonly TableDigest[]> => {
      const digests = await copyStore(source, target, tell);
      await stillQuiet();
      return digests;
    };
    if ('path' in other) return intoSqlite({ path: other.path, letterKey, busyTimeoutMs: BUSY_TIMEOUT }, copy);
    const { connections: poolSize, timeout } = config.store;
    return intoPostgres({ url: withPassword(other.url, other.password), schema: other.schema, poolSize, lockTimeoutMs: timeout, statementTimeoutMs: 2 * timeout, letterKey, name: otherName(other) }, copy);
  };
  try {
    if (isOnServer(config)) return await fromPostgres({ ...serverOptions(config), letterKey, name: storeName(config) }, into);
    return await fromSqlite({ path: storePath(config), letterKey, busyTimeoutMs: BUSY_TIMEOUT }, into);
  } catch (error) {
    throw whole ? new CopiedOnly(`the copy is whole, but ${storeName(config)} could not be told that the bank has gone (${error instanceof Error ? error.message : String(error)})`) : error;
  }
}
