import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { hostname } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { holderPath, lockPath, runningDaemon, takeDaemonLock } from './daemon-lock.ts';
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

/** What that function says in another process. */
async function outcome(t: ExecutionContext, database: string, name: 'runningDaemon' | 'takeDaemonLock'): Promise<string> {
  const code = `const lock = await import(${JSON.stringify(new URL('./daemon-lock.ts', import.meta.url).href)});
    try { console.log(String(lock.${name}(${JSON.stringify(database)}))); } catch (error) { console.log(error.message); }`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const said = await child.stdout.toArray();
  return Buffer.concat(said).toString().trim();
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
  t.false(existsSync(holderPath(database)));
  takeDaemonLock(database)();
});

test('who looks is nobody\'s daemon: any number look at a time, and keep no start out that waits a moment', async (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  takeDaemonLock(database)();
  const looker = new DatabaseSync(lockPath(database), { timeout: 0 });
  looker.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
  const found = await Promise.all([0, 1].map(() => outcome(t, database, 'runningDaemon')));
  t.deepEqual(found, ['null', 'null']);
  const start = outcome(t, database, 'takeDaemonLock');
  setTimeout(() => looker.close(), 300);
  t.regex(await start, /=>/);
});

test('looking at its own lock loses it to nobody', async (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  const release = takeDaemonLock(database);
  runningDaemon(database);
  t.throws(() => takeDaemonLock(database));
  t.regex(await outcome(t, database, 'takeDaemonLock'), new RegExp(`found process ${process.pid} on `));
  release();
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
  writeFileSync(holderPath(database), JSON.stringify({ pid: process.ppid, begun: null }));
  t.is(runningDaemon(database), `process ${process.ppid}`);
  t.throws(() => takeDaemonLock(database), { message: new RegExp(`found process ${process.ppid}, of an older program, running`) });
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  const ended = [JSON.stringify({ pid: child.pid, begun: null }), '{"pid":', ...(process.platform === 'linux' ? [JSON.stringify({ pid: process.ppid, begun: 'an-earlier-boot 1' })] : [])];
  for (const left of ended) {
    writeFileSync(holderPath(database), left);
    t.is(runningDaemon(database), null, left);
    const release = takeDaemonLock(database);
    t.is(runningDaemon(database), `process ${process.pid} on ${HOST}`);
    release();
    t.false(existsSync(holderPath(database)));
  }
});

test('an older program finds a living process in the file that was its lock, and starts beside none; what a crash leaves there keeps nobody out', async (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  const other = await holder(t, database);
  const named = JSON.parse(readFileSync(holderPath(database), 'utf8')) as { readonly pid: number; readonly begun: string | null };
  t.is(named.pid, other.pid);
  if (process.platform === 'linux') t.true(named.begun?.endsWith(` ${readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19]}`));
  await other.kill();
  t.true(existsSync(holderPath(database)));
  t.is(runningDaemon(database), null);
  // As if its number were used again at once, by somebody else.
  writeFileSync(holderPath(database), JSON.stringify({ ...named, pid: process.ppid, begun: null, host: HOST }));
  t.is(runningDaemon(database), null);
  takeDaemonLock(database)();
});

test('a daemon that has its lock on the holder\'s own file, as programs between had it, keeps a start out until it ends', (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  const between = new DatabaseSync(holderPath(database));
  between.exec('CREATE TABLE holder (pid INTEGER); BEGIN IMMEDIATE');
  t.is(runningDaemon(database), 'another process');
  t.throws(() => takeDaemonLock(database), { message: /another process, of an older program, running on it/ });
  t.throws(() => takeDaemonLock(database), undefined, 'nor was it taken away');
  between.close();
  t.is(runningDaemon(database), null);
  takeDaemonLock(database)();
});

test('a lock file that is broken speaks of itself, and of no backup of the database', (t) => {
  const database = join(temporaryFolder(t), 'kakitome.db');
  const broken = { message: /kakitome\.db\.(?:daemon|lock): found a lock file of user \d+ that can't be used .*; expected one that this user may write; it holds no data: while no daemon runs on the database, remove it/ };
  for (const path of [holderPath(database), lockPath(database)]) {
    writeFileSync(path, 'x'.repeat(600));
    t.throws(() => takeDaemonLock(database), broken);
    t.throws(() => runningDaemon(database), broken);
  }
});
