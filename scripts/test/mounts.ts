/** Sees whether a test may have mounts of its own, in a namespace that ends with it: for the steps of deploy/README.md, which make a user and write into /etc. Needs root on Linux. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** What `unshare` is asked for. */
export const UNSHARE = ['--mount', '--propagation', 'private'];

/** `undefined` when it may, else the reason why not. */
export function provideMounts(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux';
  if (userInfo().uid !== 0) return 'not root';
  if ((statSync(join(import.meta.dirname, '..', '..')).mode & 0o005) !== 0o005) return 'the checkout is not readable by everybody';
  if (spawnSync('unshare', [...UNSHARE, 'mount', '--bind', '/etc', '/etc']).status !== 0) return 'no mount may be made here';
  const missing = ['useradd', 'setpriv'].filter((program) => spawnSync(program, ['--help']).status !== 0);
  return missing.length === 0 ? undefined : `there is no ${missing.join(', ')}`;
}
