/** Who may read the files of passwords and tokens that the configuration names (one that is not there is the login's affair), and is there room to write? */
import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { storePath } from '../database.ts';
import { ok, wrong, type Check } from './check.ts';

/** Nothing to say while each is its owner's alone, or its owner's and a group's. */
export function checkPasswordFiles(config: Config): readonly Check[] {
  const { store, wakeup, intake, outgoing } = config;
  const logins = [...intake.imap, outgoing].map(({ password_file, oauth2 }) => (oauth2 === undefined ? [password_file] : [oauth2.client_secret_file, oauth2.refresh_token_file]));
  const named = [store.password_file, wakeup.password_file, ...logins.flat()].flatMap((file) => (file === undefined ? [] : [resolve(config.folder, file)]));
  return [...new Set(named)].flatMap((path) => {
    const mode = modeOf(path);
    return mode === null || (mode & 0o007) === 0 ? [] : [wrong('password file', `${path}: found mode ${mode.toString(8).padStart(4, '0')}; expected 0600: everybody on this machine may read it (run: chmod 600 ${path})`)];
  });
}

function modeOf(path: string): number | null {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    return null;
  }
}

/** Bytes. A day of a busy bank, and a copy of a small one. */
const LEAST_FREE = 200_000_000n;

/** Room where the bank writes: beside its database (of one on a server the small files of this machine), and in the board's folder. */
export function checkRoom(config: Config): readonly Check[] {
  const folders = [dirname(storePath(config)), ...(config.board.enabled ? [resolve(config.folder, config.board.folder)] : [])];
  return [...new Set(folders.filter((folder) => existsSync(folder)))].map((folder) => roomIn(folder, statfsSync(folder, { bigint: true })));
}

/** `bavail`: blocks that a user who is not root may take. */
export function roomIn(folder: string, { bavail, bsize }: { readonly bavail: bigint; readonly bsize: bigint }): Check {
  const free = bavail * bsize;
  const shown = `${folder}: ${free / 1_000_000n} MB free`;
  if (free >= LEAST_FREE) return ok('disk', shown);
  return wrong('disk', `${shown}; expected at least ${LEAST_FREE / 1_000_000n} MB: on a full disk mail is answered 451, or stays in its mailbox, and nothing is decided`);
}
