import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { lockPath, runningDaemon, takeDaemonLock } from './daemon-lock.ts';
import { temporaryFolder } from './testing/bench.ts';

test('one daemon to one database, until the lock is given back', (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  t.is(runningDaemon(database), null);
  const release = takeDaemonLock(database);
  t.is(runningDaemon(database), process.pid);
  t.throws(() => takeDaemonLock(database), { message: new RegExp(`found process ${process.pid} running on it`) });
  release();
  t.is(runningDaemon(database), null);
  t.false(existsSync(lockPath(database)));
  takeDaemonLock(database)();
});

test('what a process left that was killed is taken over', async (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  const child = spawn(process.execPath, ['-e', '']);
  const pid = child.pid ?? 0;
  await new Promise((resolve) => child.once('close', resolve));
  writeFileSync(lockPath(database), JSON.stringify({ pid, begun: null }));
  t.is(runningDaemon(database), null);
  takeDaemonLock(database);
  t.is(runningDaemon(database), process.pid);
});

test('a process number that is used again by another process is no daemon, where the system tells their start', (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  writeFileSync(lockPath(database), JSON.stringify({ pid: process.ppid, begun: 'an-earlier-boot 1' }));
  if (!existsSync('/proc/self/stat')) return t.is(runningDaemon(database), process.ppid);
  t.is(runningDaemon(database), null);
  takeDaemonLock(database);
  return t.is(runningDaemon(database), process.pid);
});

test('a file that is cut off by a crash is stale', (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  writeFileSync(lockPath(database), '{"pid":');
  takeDaemonLock(database);
  t.is(runningDaemon(database), process.pid);
});

test('giving back leaves a lock that is another\'s', (t) => {
  const folder = temporaryFolder(t);
  const database = join(folder, 'kakitome.db');
  const release = takeDaemonLock(database);
  const other = JSON.stringify({ pid: process.ppid, begun: null });
  writeFileSync(lockPath(database), other);
  release();
  t.is(readFileSync(lockPath(database), 'utf8'), other);
});
