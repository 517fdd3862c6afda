import { tmpdir } from 'node:os';
import test from 'ava';
import { temporaryRoot, type MemoryPlace } from './temporary.ts';

const GIGABYTE = 2 ** 30;
const roomy: MemoryPlace = { mounts: '/dev/vda / ext4 rw,relatime 0 0\ntmpfs /dev/shm tmpfs rw,relatime,size=24684084k 0 0\n', freeBytes: 12 * GIGABYTE, availableMemory: 16 * GIGABYTE };

test('in memory where there is plenty', (t) => {
  t.is(temporaryRoot({}, () => roomy), '/dev/shm');
});

test('elsewhere where TMPDIR says so, and where memory is short, not there, or runs no programs', (t) => {
  t.is(temporaryRoot({ TMPDIR: '/elsewhere' }, () => roomy), tmpdir());
  for (const less of [{ freeBytes: GIGABYTE }, { availableMemory: 2 * GIGABYTE }, { mounts: '' }, { mounts: roomy.mounts.replace('relatime,size', 'noexec,size') }, { mounts: roomy.mounts.replace('tmpfs rw', 'tmpfs ro') }, { mounts: roomy.mounts.replace('shm tmpfs', 'shm ext4') }]) {
    t.is(temporaryRoot({}, () => ({ ...roomy, ...less })), tmpdir(), JSON.stringify(less));
  }
  t.is(temporaryRoot({}, () => { throw new Error('ENOENT'); }), tmpdir());
});
