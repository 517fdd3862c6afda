import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { folderReader, siblingFolder } from './folder.ts';

function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-folder-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('files of the folder; null for what is not there', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'tile/0'), { recursive: true });
  writeFileSync(join(folder, 'tile/0/000'), 'hashes');
  const read = folderReader(folder);
  t.is((await read('tile/0/000'))?.length, 6);
  t.is(await read('tile/0/001'), null);
  t.is(await read('tile/0/000.p/1'), null);
  t.is(await folderReader(join(folder, 'nowhere'))('checkpoint'), null);
});

test('nothing outside of the folder is read', async (t) => {
  const folder = temporaryFolder(t);
  const log = join(folder, 'log');
  mkdirSync(join(log, 'tile/0'), { recursive: true });
  writeFileSync(join(folder, 'checkpoint'), 'secret');
  const read = folderReader(log);
  for (const path of ['../checkpoint', '/etc/passwd', 'tile/0/../../../checkpoint', 'tile\\0', 'checkpoint\0', 'face/../../checkpoint']) await t.throwsAsync(read(path), { instanceOf: RangeError }, path);
  symlinkSync('../checkpoint', join(log, 'checkpoint'));
  await t.throwsAsync(read('checkpoint'), { name: 'Malformed', message: /outside of its folder/ });
  symlinkSync('/etc', join(log, 'face'));
  t.is(await read('face/000.json'), null);
  symlinkSync(log, join(folder, 'link'));
  writeFileSync(join(log, 'tile/0/000'), 'x');
  t.is((await folderReader(join(folder, 'link'))('tile/0/000'))?.length, 1, 'the folder itself may be a link');
});

test('a pipe, a folder, a gigabyte: refused without being read', async (t) => {
  const folder = temporaryFolder(t);
  const read = folderReader(folder);
  execFileSync('mkfifo', [join(folder, 'checkpoint')]);
  await t.throwsAsync(read('checkpoint'), { name: 'Malformed', message: /no file/ });
  mkdirSync(join(folder, 'tile/0/000'), { recursive: true });
  await t.throwsAsync(read('tile/0/000'), { name: 'Malformed', message: /no file/ });
  writeFileSync(join(folder, 'log.json'), '');
  truncateSync(join(folder, 'log.json'), 1_000_000_000);
  await t.throwsAsync(read('log.json'), { name: 'Malformed', message: /1000000000 bytes/ });
});

test('a neighbour stands beside, under its year', (t) => {
  t.is(siblingFolder('/web/board/2026', 'bank.example/board/2026', 'bank.example/board/2025'), '/web/board/2025');
  t.is(siblingFolder('/web/board/2026', 'bank.example/board/2026', 'bank.example/board/../../etc'), null);
  t.is(siblingFolder('/web/copy', 'bank.example/board/2026', 'bank.example/board/2025'), null);
});
