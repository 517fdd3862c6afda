/**
 * The office: store, keys and rulebook of one bank, opened together. Whoever gives an instruction (the command, a test) does so through it;
 * the clearinghouse itself (main.ts) is an office with intakes and senders.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { bankOf, ConfigError, policyOf, type Config } from './config.ts';
import { makeDecide } from './core/decide.ts';
import { readKeys, type BankKeys } from './key-files.ts';
import { schemes } from './schemes/index.ts';
import { makeClearing, type Clearing } from './stages/clear.ts';
import type { Chance, Clock, ReportEvent, Rulebook, WakeUp } from './stages/ports.ts';
import { openSqliteStore, type SqliteStoreOptions } from './store/sqlite/open.ts';
import type { Store } from './store/store.ts';
import { inProcessWakeUp } from './wakeup/in-process.ts';

export const systemClock: Clock = { now: () => Date.now() };
export const systemChance: Chance = { seed: () => randomBytes(32).toString('hex'), fraction: () => Math.random() };

export type Office = {
  readonly config: Config;
  readonly keys: BankKeys;
  readonly rulebook: Rulebook;
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly wakeUp: WakeUp;
  readonly clearing: Clearing;
  readonly close: () => Promise<void>;
};

export type OpenStore = (options: SqliteStoreOptions) => Promise<Store>;

export type OfficeOptions = {
  readonly clock?: Clock;
  readonly chance?: Chance;
  readonly report: ReportEvent;
  /** How the store is opened, where it is not SQLite as it comes. */
  readonly openStore?: OpenStore;
  /** The oldest watermark of the intakes; an office without intakes lets no deadline pass. */
  readonly completeUntil?: () => number;
};

const BUSY_TIMEOUT = 10_000;

export const storePath = (config: Config): string => resolve(config.folder, config.store.path);
export const keysFolder = (config: Config): string => resolve(config.folder, config.keys.folder);

/** Begins the database of a new bank. */
export async function beginStore(config: Config): Promise<void> {
  const { letter } = readKeys(keysFolder(config), config.dkim.selector);
  const store = await openSqliteStore({ path: storePath(config), letterKey: letter, busyTimeoutMs: BUSY_TIMEOUT });
  await store.close();
}

/** A path that is mistyped must not begin an empty bank. */
function mustExist(config: Config): void {
  if (!existsSync(storePath(config))) throw new ConfigError(`${config.file}: store.path: found no file ${storePath(config)}; expected the database that \`kakitome init\` makes`);
}

export async function openOffice(config: Config, options: OfficeOptions): Promise<Office> {
  mustExist(config);
  const clock = options.clock ?? systemClock;
  const chance = options.chance ?? systemChance;
  const keys = readKeys(keysFolder(config), config.dkim.selector);
  const rulebook: Rulebook = { bank: bankOf(config), policy: policyOf(config), keys: { reference: keys.reference, token: keys.token } };
  const store = await (options.openStore ?? openSqliteStore)({ path: storePath(config), letterKey: keys.letter, busyTimeoutMs: BUSY_TIMEOUT });
  const wakeUp: WakeUp = inProcessWakeUp();
  const completeUntil = options.completeUntil ?? ((): number => Number.NEGATIVE_INFINITY);
  const clearing = makeClearing({ store, clock, chance, wakeUp, decide: makeDecide(schemes), rulebook, completeUntil, report: options.report });
  return { config, keys, rulebook, store, clock, chance, wakeUp, clearing, close: () => store.close() };
}
