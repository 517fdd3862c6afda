/** Opens the shop's records for one verb and closes them again, whatever happens. Works beside a running daemon. */
import { existsSync } from 'node:fs';
import { ConfigError, databasePath, loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { readKeys } from '../key-files.ts';
import { openStore } from '../main.ts';
import type { MerchantStore } from '../store/store.ts';
import { Mistake, mistake } from './mistake.ts';
import type { ExitCode, Terminal } from './verb.ts';

/** A verb never makes a database: a wrong path would become an empty shop. */
export function requireDatabase(config: Config): void {
  const path = databasePath(config);
  if (!existsSync(path)) throw mistake(`${config.file}: store.path`, `no database at ${path}`, 'the one that `kakitome-merchant init` made');
}

export async function withStore(terminal: Terminal, work: (store: MerchantStore, config: Config) => Promise<ExitCode> | ExitCode): Promise<ExitCode> {
  const config = loadConfig(terminal.config);
  requireDatabase(config);
  const store = openOrTell(config);
  try {
    return await work(store, config);
  } finally {
    store.close();
  }
}

function openOrTell(config: Config): MerchantStore {
  try {
    return openStore(config, readKeys(config), false);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new Mistake(`the database can't be opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}
