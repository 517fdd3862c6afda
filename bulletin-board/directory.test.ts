import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { makeBreaker, ways } from '../scripts/board/breaker.ts';
import { nodeDirectoryIo } from './directory-io.ts';
import { below, openDirectory } from './directory.ts';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-directory-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const bytes = (text: string): Buffer => Buffer.from(text);
const files = (count: number): { path: string; bytes: Buffer }[] => Array.from({ length: count }, (_, at) => ({ path: `face/x00${at % 3}/${at}.json`, bytes: bytes(`face ${at}`) }));

test('what is written is read; what is removed is gone; absent is null', async (t) => {
  await inFolder(async (folder) => {
    const directory = openDirectory(join(folder, 'not', 'yet'));
    t.is(await directory.read('a/b'), null);
    t.deepEqual(await directory.list('a'), []);
    await directory.remove('a/b');
    await directory.write('a/b', bytes('one'));
    await directory.write('a/b', bytes('two'));
    t.is(String(await directory.read('a/b')), 'two');
    t.is(await directory.read('a'), null, 'a folder is no file');
    t.is(await directory.read('a/b/c'), null);
    t.deepEqual(await directory.list('a'), ['b']);
    t.is(typeof (await directory.modifiedAt('a/b')), 'number');
    t.is(await directory.modifiedAt('a/c'), null);
    await directory.remove('a/b');
    t.is(await directory.read('a/b'), null);
    t.is((await stat(join(folder, 'not/yet/a'))).mode & 0o777, 0o755, 'a web server of another user can read it');
    t.deepEqual(await directory.list('.writing'), []);
  });
});

test('many files at once; folders that are emptied go', async (t) => {
  await inFolder(async (folder) => {
    const directory = below(openDirectory(folder), 'board/2026');
    await directory.writeAll(files(100));
    for (const { path, bytes: expected } of files(100)) t.deepEqual(await readFile(join(folder, 'board/2026', path)), expected);
    t.is(await directory.removeAll([...files(100).filter(({ path }) => !path.startsWith('face/x000')).map(({ path }) => path), 'face/none/1']), 66);
    t.deepEqual(await directory.list('face'), ['x000']);
    t.is((await directory.list('face/x000')).length, 34);
  });
});

test('no path leads out of the folder', async (t) => {
  await inFolder(async (folder) => {
    const directory = openDirectory(folder);
    for (const path of ['../x', 'a/../../x', '/etc/passwd']) {
      t.throws(() => directory.read(path), { instanceOf: RangeError });
      t.throws(() => below(directory, 'board').read(path), { instanceOf: RangeError });
    }
  });
});

test('what a killed process left unfinished is dropped when it is asked for', async (t) => {
  await inFolder(async (folder) => {
    const killed = openDirectory(folder, { ...nodeDirectoryIo, rename: () => Promise.reject(new Error('killed')), unlink: async () => false });
    await t.throwsAsync(killed.write('checkpoint', bytes('half')));
    t.is((await readdir(join(folder, '.writing'))).length, 1);
    const directory = openDirectory(folder);
    t.is(await directory.read('checkpoint'), null);
    await directory.dropUnfinished();
    t.deepEqual(await readdir(join(folder, '.writing')), []);
  });
});

test('the system\'s errors come through, and leave nothing half written', async (t) => {
  for (const code of ['ENOSPC', 'EIO']) {
    for (const [operation, failing] of [['create', 3], ['rename', 3], ['syncFolder', 3], ['makeFolder', 2]] as const) {
      await inFolder(async (folder) => {
        let calls = 0;
        const io = { ...nodeDirectoryIo, [operation]: (...given: never[]) => (calls += 1) === failing ? Promise.reject(Object.assign(new Error(code), { code })) : (nodeDirectoryIo[operation] as (...all: never[]) => Promise<unknown>)(...given) };
        const directory = openDirectory(folder, io);
        await t.throwsAsync(directory.writeAll(files(9)), { code });
        for (const { path, bytes: expected } of files(9)) {
          const there = await directory.read(path);
          t.true(there === null || Buffer.compare(there, expected) === 0);
        }
        t.deepEqual(await directory.list('.writing'), [], `${operation} ${code}`);
        await directory.writeAll(files(9));
        for (const { path, bytes: expected } of files(9)) t.deepEqual(Buffer.from((await directory.read(path))!), expected);
      });
    }
  }
});

test('what was promised survives a power cut, whatever broke before it', async (t) => {
  for (const way of ways) {
    for (let step = 1; ; step += 1) {
      let reached = false;
      await inFolder(async (folder) => {
        const breaker = makeBreaker();
        const directory = openDirectory(folder, breaker.io(nodeDirectoryIo));
        await directory.write('checkpoint', bytes('old'));
        breaker.powerCut();
        t.is(String(await readFile(join(folder, 'checkpoint'))), 'old', 'the first write of all');
        breaker.arm(step, way);
        const kept = new Map<string, string | null>([['checkpoint', 'old']]);
        const promise = async (path: string, text: string | null, work: () => Promise<unknown>): Promise<void> => {
          // Again, as the next round does; only what resolves is a promise.
          for (let tries = 0; tries < 3; tries += 1) {
            kept.delete(path);
            if (await work().then(() => true, () => false)) return void kept.set(path, text);
          }
        };
        await promise('a/b/c', 'new', () => directory.writeAll([{ path: 'a/b/c', bytes: bytes('new') }]));
        await promise('checkpoint', 'newer', () => directory.write('checkpoint', bytes('newer')));
        await promise('a/b/c', null, () => directory.remove('a/b/c'));
        reached = breaker.broken() !== null;
        if (!way.startsWith('power')) breaker.powerCut();
        for (const [path, text] of kept) t.is(await readFile(join(folder, path), 'utf8').catch(() => null), text, `${breaker.broken()} ${way}: ${path}`);
        t.true(['old', 'newer'].includes(await readFile(join(folder, 'checkpoint'), 'utf8')), 'never half of it');
      });
      if (!reached) {
        t.true(step > 12);
        break;
      }
    }
  }
});
