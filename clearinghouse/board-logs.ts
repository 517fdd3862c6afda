/** The logs of a bank's board: how they are named, begun and turned. What the daemon and the command share. */
import { resolve } from 'node:path';
import { openDirectory } from '../bulletin-board/directory.ts';
import { openCheckpoint } from '../bulletin-board/format/checkpoint.ts';
import { base64 } from '../bulletin-board/format/encoding.ts';
import { leafBytes } from '../bulletin-board/format/entry.ts';
import { parseKey } from '../bulletin-board/format/key.ts';
import { makeLogKeys, readLogSigner } from '../bulletin-board/log-keys.ts';
import type { LogRow, LogSigner } from '../bulletin-board/ports.ts';
import { adoptPublished } from '../bulletin-board/sequencer/lost.ts';
import { logFolder } from '../bulletin-board/sequencer/log.ts';
import { ConfigError, type Config } from './config.ts';
import { keysFolder, type Office } from './office.ts';

/** The web root: logs are below `board/`. */
export const boardFolder = (config: Config): string => resolve(config.folder, config.board.folder);

/** Where people find the board; no slash at its end. */
export const boardUrl = ({ board }: Config): string => board.url ?? `https://${hostOf(board.host)}`;

function hostOf(host: string | undefined): string {
  if (host === undefined) throw new ConfigError('board.host: found nothing; expected the name under which the board is served');
  return host;
}

/** `name` is the year; a log that is turned within a year has another one (`2026b`). */
export const originOf = ({ board }: Config, name: string): string => `${hostOf(board.host)}/board/${name}`;

export const yearOf = (at: number): string => String(new Date(at).getUTCFullYear());

export const signerOf = (config: Config, origin: string): LogSigner => readLogSigner(keysFolder(config), origin);

/** Makes the keys, then the log: the first becomes active at once, a later one is what the active one turns into. */
export async function beginLog({ config, store, clock }: Pick<Office, 'config' | 'store' | 'clock'>, name: string): Promise<{ readonly origin: string; readonly keys: readonly string[]; readonly files: readonly string[] }> {
  const origin = originOf(config, name);
  const files = makeLogKeys(keysFolder(config), origin, { mlDsa44: config.board.ml_dsa });
  const { keys } = signerOf(config, origin);
  await store.beginLog({ origin, keys, retention: config.board.retention ?? '', at: clock.now() });
  return { origin, keys, files };
}

export const currentLog = (logs: readonly LogRow[]): LogRow | undefined => logs.find((log) => log.state === 'active' || log.state === 'ending') ?? logs.at(-1);

/** Rejects where the database knows all that is published: then nothing is lost, and the log can end as every log does. */
export async function requireLost({ config, store }: Pick<Office, 'config' | 'store'>, origin: string): Promise<void> {
  const log = (await store.listLogs()).find((one) => one.origin === origin);
  const checkpoint = await openDirectory(boardFolder(config)).read(`${logFolder(origin)}/checkpoint`);
  if (log === undefined || checkpoint === null) throw new ConfigError(`board: found no published checkpoint of ${origin} in ${boardFolder(config)}; expected the one that the next log begins with`);
  const { size } = openCheckpoint(checkpoint, { log: log.keys.map(parseKey), witnesses: [] });
  const known = log.head?.size ?? 0;
  if (size <= known) throw new ConfigError(`board: found ${size} entries published and ${known} in the database; expected a database that is behind what is published (nothing is lost: run \`kakitome board rotate\` without --lost)`);
}

/**
 * For a log whose newest database is lost: the next one begins with the checkpoint as it is published, and the old one gets no further entry.
 * Rejects (`BoardRefused`) where the published files and this database contradict each other.
 */
export async function abandonLog({ config, store, clock }: Pick<Office, 'config' | 'store' | 'clock'>, origin: string, next: string): Promise<void> {
  const log = (await store.listLogs()).find((one) => one.origin === origin);
  if (log === undefined) throw new Error(`the log ${origin} is not in the database`);
  const published = await adoptPublished(store, openDirectory(boardFolder(config)), log, signerOf(config, origin), clock.now());
  if (published === null) throw new ConfigError(`board: found no published checkpoint of ${origin} in ${boardFolder(config)}; expected the one that the next log begins with`);
  await store.assignOwnLeaf(next, 0, leafBytes({ kind: 'continues', checkpoint: base64(published.checkpoint), keys: log.keys }));
  await store.endLog(origin, clock.now());
}
