/**
 * Sees to the server that the tests of the second store need: PostgreSQL 15 or newer. On Debian, as root, what is missing is installed, without
 * beginning or starting a database of the system's own. Elsewhere it says why not.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { aptGet } from './apt-get.ts';
import { postgresFolder } from '../postgres.ts';

const packageName = 'postgresql';
const settingsFolder = '/etc/postgresql-common';
const settingsFile = `${settingsFolder}/createcluster.conf`;

/** Makes sure of PostgreSQL: `undefined` when it is there, else the reason why it is missing. `say` tells what is installed. */
export function providePostgres(say: (line: string) => void): string | undefined {
  if (postgresFolder() !== undefined) return undefined;
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'this is not a Debian system';
  if (process.getuid?.() !== 0) return `not root; run: sudo apt-get install --no-install-recommends ${packageName}`;
  say(`Installing a Debian package for the tests of the PostgreSQL store: ${packageName} (no database of the system's own is begun)`);
  // Debian's own switch: the package begins and starts no cluster. An administrator's settings, where there are any, stay.
  if (!existsSync(settingsFile)) {
    mkdirSync(settingsFolder, { recursive: true });
    writeFileSync(settingsFile, 'create_main_cluster = false\n');
  }
  const install = ['install', '--yes', '--no-install-recommends', packageName];
  const failure = aptGet(install) === undefined ? undefined : (aptGet(['update']) ?? aptGet(install));
  if (failure !== undefined) return failure;
  return postgresFolder() === undefined ? 'apt-get ended well, but there is no PostgreSQL 15 or newer' : undefined;
}
