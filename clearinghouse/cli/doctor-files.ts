/** Who may read the files of passwords and tokens that the configuration names? One that is not there is the login's affair. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { wrong, type Check } from './check.ts';

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
