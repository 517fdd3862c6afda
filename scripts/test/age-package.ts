/**
 * Sees to the other program that seals files with age, which the tests of cheque files are held against: Debian's `age`. On Debian, as root, it is
 * installed. Elsewhere it says why not.
 */
import { existsSync } from 'node:fs';
import { aptGet } from './apt-get.ts';

const packages = ['age'];

/** Where Debian's package puts it. */
export const agePath = '/usr/bin/age';

export const ageAvailable = (): boolean => existsSync(agePath);

/** Makes sure of age: `undefined` when it is there, else the reason why it is missing. `say` tells what is installed. */
export function provideAge(say: (line: string) => void): string | undefined {
  if (ageAvailable()) return undefined;
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'this is not a Debian system';
  if (process.getuid?.() !== 0) return `not root; run: sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
  say(`Installing Debian packages for the tests of cheque files: ${packages.join(', ')}`);
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  const failure = aptGet(install) === undefined ? undefined : (aptGet(['update']) ?? aptGet(install));
  if (failure !== undefined) return failure;
  return ageAvailable() ? undefined : `apt-get ended well, but there is no ${agePath}`;
}
