/**
 * Sees to the browser that the tests of the public site drive: Debian's Chromium, and fonts that know Japanese. On Debian, as root, what is
 * missing is installed. Elsewhere it says why not.
 */
import { existsSync } from 'node:fs';
import { aptGet } from './apt-get.ts';

const packages = ['chromium', 'fonts-noto-cjk'];

/** Where Debian's package puts it. */
export const chromiumPath = '/usr/bin/chromium';

export const chromiumAvailable = (): boolean => existsSync(chromiumPath);

/** Makes sure of Chromium: `undefined` when it is there, else the reason why it is missing. `say` tells what is installed. */
export function provideChromium(say: (line: string) => void): string | undefined {
  if (chromiumAvailable()) return undefined;
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'this is not a Debian system';
  if (process.getuid?.() !== 0) return `not root; run: sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
  say(`Installing Debian packages for the tests of the public site: ${packages.join(', ')}`);
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  const failure = aptGet(install) === undefined ? undefined : (aptGet(['update']) ?? aptGet(install));
  if (failure !== undefined) return failure;
  return chromiumAvailable() ? undefined : `apt-get ended well, but there is no ${chromiumPath}`;
}
