import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { lockPath, runningDaemon, takeDaemonLock } from './daemon-lock.ts';
import { temporaryFolder } from './testing/bench.ts';

const HOST = hostname();

/** A process that takes the lock, as the process of that number, and says so; it holds it until it is killed. */
async function holder(t: ExecutionContext, database: string, pid?: number): Promise<{ readonly pid: number; readonly kill: () => Promise<void> }> {
  const code = `${pid === undefined ? '' : `Object.defineProperty(process, 'pid', { value: ${pid} });`}
    const { takeDaemonLock } = await import(${JSON.stringify(new URL('./daemon-lock.ts', import.meta.url).href)});
    globalThis.held = takeDaemonLock(${JSON.stringify(database)});
    console.log('taken');
    setInterval(() => undefined, 1_000);`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  return { pid: child.pid ?? 0, kill };
}

test('one daemon to one database, until the lock is given back', (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  t.is(runningDaemon(database), null);
  const release = takeDaemonLock(database);
  t.is(runningDaemon(database), `process ${process.pid} on ${HOST}`);
  t.throws(() => takeDaemonLock(database), { message: new RegExp(`found process ${process.pid} on ${HOST} running on it`) });
  t.throws(() => takeDaemonLock(database), undefined, 'looking and being refused take nothing away');
  release();
  release();
  t.is(runningDaemon(database), null);
  t.is(statSync(lockPath(database)).mode & 0o777, 0o600);
  takeDaemonLock(database)();
});

test('another process holds it until it ends, however it ends; nothing is to be cleaned up', async (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  const other = await holder(t, database);
  t.is(runningDaemon(database), `process ${other.pid} on ${HOST}`);
  t.throws(() => takeDaemonLock(database), { message: new RegExp(`found process ${other.pid} on `) });
  t.is(runningDaemon(database), `process ${other.pid} on ${HOST}`);
  await other.kill();
  t.is(runningDaemon(database), null);
  takeDaemonLock(database)();
});

test('a process of another container may have the very number of this one, or one that nobody has here: it is a daemon all the same', async (t) => {
  for (const pid of [process.pid, 4_194_000]) {
    const database = join(temporaryFolder(t), 'kakitome.db');
    const other = await holder(t, database, pid);
    t.is(runningDaemon(database), `process ${pid} on ${HOST}`);
    t.throws(() => takeDaemonLock(database), { message: new RegExp(`found process ${pid} on `) });
    await other.kill();
    takeDaemonLock(database)();
  }
});

test('what an older program left counts while its process lives, by number and start, and is taken over after', async (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  writeFileSync(lockPath(database), JSON.stringify({ pid: process.ppid, begun: null }));
  t.is(runningDaemon(database), `process ${process.ppid}`);
  t.throws(() => takeDaemonLock(database), { message: new RegExp(`found process ${process.ppid}, of an older program, running`) });
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  const ended = [JSON.stringify({ pid: child.pid, begun: null }), '{"pid":', ...(process.platform === 'linux' ? [JSON.stringify({ pid: process.ppid, begun: 'an-earlier-boot 1' })] : [])];
  for (const left of ended) {
    writeFileSync(lockPath(database), left);
    t.is(runningDaemon(database), null, left);
    const release = takeDaemonLock(database);
    t.is(runningDaemon(database), `process ${process.pid} on ${HOST}`);
    release();
    t.regex(readFileSync(lockPath(database), 'latin1'), /^SQLite format 3/);
  }
});

test('a lock file that is broken speaks of itself, and of no backup of the database', (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  writeFileSync(lockPath(database), 'x'.repeat(600));
  const broken = { message: /kakitome\.db\.daemon: found a lock file of user \d+ that can't be used .*; expected one that this user may write; it holds no data: while no daemon runs on the database, remove it/ };
  t.throws(() => takeDaemonLock(database), broken);
  t.throws(() => runningDaemon(database), broken);
});
