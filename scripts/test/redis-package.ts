/**
 * Sees to the server that the tests of wake-ups between processes need: Redis. On Debian, as root, what is missing is installed, without starting a server of
 * the system's own. Elsewhere it says why not.
 */
import { existsSync } from 'node:fs';
import { aptGet } from './apt-get.ts';
import { redisProgram } from '../redis.ts';

/** It holds the server's program; Debian's `redis-server` is the service around it. */
const packageName = 'redis-tools';

/** Makes sure of Redis: `undefined` when it is there, else the reason why it is missing. `say` tells what is installed. */
export function provideRedis(say: (line: string) => void): string | undefined {
  if (redisProgram() !== undefined) return undefined;
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'this is not a Debian system';
  if (process.getuid?.() !== 0) return `not root; run: sudo apt-get install --no-install-recommends ${packageName}`;
  say(`Installing a Debian package for the tests of wake-ups between processes: ${packageName} (no server of the system's own is started)`);
  const install = ['install', '--yes', '--no-install-recommends', packageName];
  const failure = aptGet(install) === undefined ? undefined : (aptGet(['update']) ?? aptGet(install));
  if (failure !== undefined) return failure;
  return redisProgram() === undefined ? 'apt-get ended well, but there is no redis-server' : undefined;
}
