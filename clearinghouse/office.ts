/**
 * The office: store, keys and rulebook of one bank, opened together. Whoever gives an instruction (the command, a test) does so through it;
 * the clearinghouse itself (main.ts) is an office with intakes and senders.
 */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { bankOf, policyOf, type Config } from './config.ts';
import { makeDecide } from './core/decide.ts';
import { beginDatabase, openStore, type OpenedStore, type OpenStore } from './database.ts';
import { readKeys, type BankKeys } from './key-files.ts';
import { fromJson } from './protocol/json.ts';
import { schemes } from './schemes/index.ts';
import { makeClearing, type Clearing } from './stages/clear.ts';
import type { Chance, Clock, ReportEvent, Rulebook, WakeUp } from './stages/ports.ts';
import type { Store } from './store/store.ts';
import { inProcessWakeUp } from './wakeup/in-process.ts';

export { storePath, type OpenStore } from './database.ts';

export const systemClock: Clock = { now: () => Date.now() };
export const systemChance: Chance = { seed: () => randomBytes(32).toString('hex'), fraction: () => Math.random() };

export type Office = {
  readonly config: Config;
  readonly keys: BankKeys;
  readonly rulebook: Rulebook;
  readonly store: Store;
  /** Null: the store is a file, and one daemon works on it. */
  readonly spread: OpenedStore['spread'];
  readonly clock: Clock;
  readonly chance: Chance;
  readonly wakeUp: WakeUp;
  readonly clearing: Clearing;
  readonly close: () => Promise<void>;
};

export type OfficeOptions = {
  readonly clock?: Clock;
  readonly chance?: Chance;
  readonly report: ReportEvent;
  /** How a SQLite store is opened, where it is not as it comes. */
  readonly openStore?: OpenStore;
  /** True: a store of an older program is brought up to date. Default: it is refused, since that program may still run on it. */
  readonly migrates?: boolean;
  /** Who is told that there may be work; absent: the stages of this process alone. */
  readonly wakeUp?: WakeUp;
  /** The oldest watermark of the intakes; an office without intakes lets no deadline pass. */
  readonly completeUntil?: () => number;
};

export const keysFolder = (config: Config): string => resolve(config.folder, config.keys.folder);

/** Begins the database of a new bank. */
export const beginStore = (config: Config): Promise<void> => beginDatabase(config, readKeys(keysFolder(config), config.dkim.selector).letter);

export async function openOffice(config: Config, options: OfficeOptions): Promise<Office> {
  const clock = options.clock ?? systemClock;
  const chance = options.chance ?? systemChance;
  const keys = readKeys(keysFolder(config), config.dkim.selector);
  const { store, spread } = await openStore(config, keys.letter, { ...(options.openStore === undefined ? {} : { openSqlite: options.openStore }), migrates: options.migrates ?? false });
  const from = await idleFrom(store, clock).catch(async (fault: unknown) => {
    await store.close();
    throw fault;
  });
  const rulebook: Rulebook = { bank: bankOf(config), policy: policyOf(config, from), keys: { reference: keys.reference, token: keys.token } };
  const wakeUp: WakeUp = options.wakeUp ?? inProcessWakeUp();
  const completeUntil = options.completeUntil ?? ((): number => Number.NEGATIVE_INFINITY);
  const clearing = makeClearing({ store, clock, chance, wakeUp, decide: makeDecide(schemes), rulebook, completeUntil, report: options.report });
  return { config, keys, rulebook, store, spread, clock, chance, wakeUp, clearing, close: () => store.close() };
}

/** Since when the bank's programs note which addresses are in use: as the rules say under which it decided first that did so. A bank that has none begins now. */
async function idleFrom(store: Pick<Store, 'listRules'>, clock: Clock): Promise<number> {
  const known = (await store.listRules()).flatMap((text) => fromJson<Pick<Rulebook, 'policy'>>(text).policy.idle?.from ?? []);
  return known.length === 0 ? clock.now() : Math.min(...known);
}
