/**
 * Sees to the programs with which the tests look into print files: pdffonts, pdfinfo and pdftotext of poppler. On Debian, as root, what is missing is
 * installed. Elsewhere it says why not.
 */
import { existsSync } from 'node:fs';
import { aptGet } from './apt-get.ts';

const packageName = 'poppler-utils';
const programs = ['pdffonts', 'pdfinfo', 'pdftotext'] as const;

/** Where Debian's package puts a program. */
export const popplerPath = (program: (typeof programs)[number]): string => `/usr/bin/${program}`;

export const popplerAvailable = (): boolean => programs.every((program) => existsSync(popplerPath(program)));

/** Makes sure of poppler: `undefined` when it is there, else the reason why it is missing. `say` tells what is installed. */
export function providePoppler(say: (line: string) => void): string | undefined {
  if (popplerAvailable()) return undefined;
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'this is not a Debian system';
  if (process.getuid?.() !== 0) return `not root; run: sudo apt-get install --no-install-recommends ${packageName}`;
  say(`Installing a Debian package for the tests of print files: ${packageName}`);
  const install = ['install', '--yes', '--no-install-recommends', packageName];
  const failure = aptGet(install) === undefined ? undefined : (aptGet(['update']) ?? aptGet(install));
  if (failure !== undefined) return failure;
  return popplerAvailable() ? undefined : `apt-get ended well, but there is no ${popplerPath('pdffonts')}`;
}
