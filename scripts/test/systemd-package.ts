/**
 * Sees to systemd's own reader of units, which the units of deploy/ are held against: Debian's `systemd`. On Debian, as root, what is missing is installed; that package alone makes
 * it nobody's init. Elsewhere it says why not.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { aptGet } from './apt-get.ts';

const packages = ['systemd'];

const systemdAvailable = (): boolean => spawnSync('systemd-analyze', ['--version']).status === 0;

/** Makes sure of it: `undefined` when it is there, else the reason why it is missing. `say` tells what is installed. */
export function provideSystemd(say: (line: string) => void): string | undefined {
  if (systemdAvailable()) return undefined;
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'it comes with systemd alone';
  if (process.getuid?.() !== 0) return `not root; run: sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
  say(`Installing Debian packages for the tests of deploy/: ${packages.join(', ')}`);
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  const failure = aptGet(install) === undefined ? undefined : (aptGet(['update']) ?? aptGet(install));
  if (failure !== undefined) return failure;
  return systemdAvailable() ? undefined : 'apt-get ended well, but there is no systemd-analyze';
}
