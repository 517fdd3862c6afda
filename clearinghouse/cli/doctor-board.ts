/** Is there a log to publish into, with keys and a folder that can be written, and do the witnesses answer? */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LogKeyError } from '../../bulletin-board/log-keys.ts';
import { Malformed } from '../../bulletin-board/format/malformed.ts';
import { parsePolicy } from '../../bulletin-board/format/policy.ts';
import { boardFolder, currentLog, signerOf, yearOf } from '../board-logs.ts';
import type { Config } from '../config.ts';
import type { Office } from '../office.ts';
import { ok, unsure, wrong, type Check } from './check.ts';

/** Nothing to say where the bank keeps no board. */
export async function checkBoard({ config, store, clock }: Office): Promise<readonly Check[]> {
  const waiting = await store.waitingEntries();
  if (!config.board.enabled) {
    return waiting === null ? [] : [wrong('board', `${config.file}: board.enabled: found false while ${waiting.count} entries wait for publication; expected true until \`kakitome board status\` says that nothing waits`)];
  }
  const log = currentLog(await store.listLogs());
  if (log === undefined) return [wrong('board', 'found no log; expected one (run: kakitome board begin)')];
  const year = yearOf(clock.now());
  const turn = log.origin.endsWith(`/${year}`) || log.beganAt >= Date.UTC(Number(year), 0, 1) ? ok('board', `${log.origin}: ${log.publishedSize} entries published`) : wrong('board', `found the log ${log.origin} in ${year}; expected that of this year (run: kakitome board rotate)`);
  return [turn, checkKeys(config, log.origin, log.keys), checkFolder(config), ...checkWitnesses(config)];
}

function checkKeys(config: Config, origin: string, keys: readonly string[]): Check {
  try {
    const signer = signerOf(config, origin);
    if (keys.every((key) => signer.keys.includes(key))) return ok('board keys', `those of ${origin}`);
    return wrong('board keys', `found other keys for ${origin} than those that it was begun with; expected the files that \`kakitome board begin\` made`);
  } catch (error) {
    if (error instanceof LogKeyError) return wrong('board keys', error.message);
    throw error;
  }
}

function checkFolder(config: Config): Check {
  const folder = boardFolder(config);
  const there = existsSync(folder) ? folder : dirname(folder);
  try {
    accessSync(there, constants.W_OK | constants.X_OK);
    const closed = config.board.site === undefined ? closedFolder(there) : null;
    return closed === null ? ok('board folder', folder) : unsure('board folder', `${folder}: ${closed} is for its owner alone, so that a web server of another user can't serve what is below it (put board.folder elsewhere, or let [board.site] serve it)`);
  } catch (error) {
    return wrong('board folder', `${folder}: found ${(error as NodeJS.ErrnoException).code ?? String(error)}; expected a folder that can be written (board.folder)`);
  }
}

/** The nearest folder on the way up through which other users of this machine can't pass; null: none. */
function closedFolder(path: string): string | null {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return folder;
    if (folder === dirname(folder)) return null;
  }
}

function checkWitnesses(config: Config): readonly Check[] {
  const { witnesses } = config.board;
  if (witnesses === undefined) return [unsure('board witnesses', 'none: nobody but the readers of the board notices a log that shows different things to different people (board.witnesses)')];
  const path = resolve(config.folder, witnesses);
  try {
    const policy = parsePolicy(readFileSync(path, 'utf8'));
    const named = policy.witnesses.filter((one) => one.url !== null).map((one) => one.name);
    return [named.length > 0 ? ok('board witnesses', named.join(', ')) : wrong('board witnesses', `${path}: found no witness with a URL; expected "witness <name> <vkey> <url>"`)];
  } catch (error) {
    if (error instanceof Malformed) return [wrong('board witnesses', `${path}: ${error.message}`)];
    return [wrong('board witnesses', `${path}: found ${(error as NodeJS.ErrnoException).code ?? String(error)}; expected a policy file`)];
  }
}
