/** The logs of a bank's board: how they are named, begun and turned. What the daemon and the command share. */
import { resolve } from 'node:path';
import { openDirectory } from '../bulletin-board/directory.ts';
import { hasLogKeys, logKeyFiles, makeLogKeys, readLogSigner } from '../bulletin-board/log-keys.ts';
import type { LogRow, LogSigner } from '../bulletin-board/ports.ts';
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

/** Makes the keys, then the log: the first becomes active at once, a later one is what the active one turns into. Rejects where a log of that name is published, or has keys. */
export async function beginLog({ config, store, clock }: Pick<Office, 'config' | 'store' | 'clock'>, name: string): Promise<{ readonly origin: string; readonly keys: readonly string[]; readonly files: readonly string[] }> {
  const origin = originOf(config, name);
  // Before its keys are made: a log never gets a further key.
  if ((await store.listLogs()).some((log) => log.origin === origin)) throw new ConfigError(`board: found the log ${origin} in the database already; expected a name that no log has (\`--name\`)`);
  if ((await openDirectory(boardFolder(config)).read(`${logFolder(origin)}/checkpoint`)) !== null) {
    throw new ConfigError(`board: found a published log ${origin} in ${boardFolder(config)} that is not in the database; expected a name that no log has (\`--name\`), or the folder of this bank's board (board.folder)`);
  }
  // Two logs of one name and one key are what no monitor forgives, and another database may have begun the first.
  if (hasLogKeys(keysFolder(config), origin)) {
    throw new ConfigError(`board: found a key of the log ${origin} already (${logKeyFiles(keysFolder(config), origin).ed25519}), and no such log in the database; expected a name that no key has signed for. If the database of that log is lost, put a copy of it back, or take another name (\`--name\`). Only where nothing was ever published under that key (a command that broke off made it), remove its files and give the command again`);
  }
  const files = makeLogKeys(keysFolder(config), origin, { mlDsa44: config.board.ml_dsa });
  const { keys } = signerOf(config, origin);
  await store.beginLog({ origin, keys, retention: config.board.retention ?? '', at: clock.now() });
  return { origin, keys, files };
}

/** Whether no log of this bank, known or forgotten, has the name, as far as can be seen from here without its folder. */
export const isFreeName = (config: Config, logs: readonly LogRow[], name: string): boolean => {
  const origin = originOf(config, name);
  return !logs.some((log) => log.origin === origin) && !hasLogKeys(keysFolder(config), origin);
};

export const currentLog = (logs: readonly LogRow[]): LogRow | undefined => logs.find((log) => log.state === 'active' || log.state === 'ending') ?? logs.at(-1);
