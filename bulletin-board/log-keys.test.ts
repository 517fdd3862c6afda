import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { LogKeyError, logKeyFiles, makeLogKeys, readLogSigner } from './log-keys.ts';

const ORIGIN = 'bank.example/board/2026';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-keys-'));
  try {
    await work(join(folder, 'keys'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('keys are made once, for their owner alone, and never written over', async (t) => {
  await inFolder(async (folder) => {
    const files = logKeyFiles(folder, ORIGIN);
    t.is(files.ed25519, join(folder, 'board-bank.example_board_2026-ed25519.pem'));
    t.deepEqual(makeLogKeys(folder, ORIGIN, { mlDsa44: false }), [files.ed25519]);
    const first = await readFile(files.ed25519, 'utf8');
    t.is(readLogSigner(folder, ORIGIN).keys.length, 1);
    t.deepEqual(makeLogKeys(folder, ORIGIN, { mlDsa44: true }), [files.mlDsa44]);
    t.deepEqual(makeLogKeys(folder, ORIGIN, { mlDsa44: true }), []);
    t.is(await readFile(files.ed25519, 'utf8'), first);
    t.is(readLogSigner(folder, ORIGIN).keys.length, 2);
    t.deepEqual(readLogSigner(folder, ORIGIN).keys, readLogSigner(folder, ORIGIN).keys);
    for (const file of Object.values(files)) t.is((await stat(file)).mode & 0o777, 0o600);
    t.is((await stat(folder)).mode & 0o777, 0o700);
  });
});

test('a key that others can read, that is missing, broken or of another type is refused by name', async (t) => {
  await inFolder(async (folder) => {
    const files = logKeyFiles(folder, ORIGIN);
    t.throws(() => readLogSigner(folder, ORIGIN), { instanceOf: LogKeyError, message: /-ed25519\.pem: found no file; expected the key of the log bank\.example\/board\/2026/ });
    makeLogKeys(folder, ORIGIN, { mlDsa44: true });
    await chmod(files.ed25519, 0o640);
    t.throws(() => readLogSigner(folder, ORIGIN), { instanceOf: LogKeyError, message: /found mode 0640; expected 0600/ });
    await chmod(files.ed25519, 0o600);
    await writeFile(files.ed25519, await readFile(files.mlDsa44));
    t.throws(() => readLogSigner(folder, ORIGIN), { instanceOf: LogKeyError, message: /found a key of type ml-dsa-44; expected ed25519/ });
    await writeFile(files.ed25519, 'no key');
    t.throws(() => readLogSigner(folder, ORIGIN), { instanceOf: LogKeyError, message: /found something else; expected a private key in PEM/ });
    await rm(files.ed25519);
    t.throws(() => readLogSigner(folder, ORIGIN), { instanceOf: LogKeyError });
  });
});

test('a key that was cut off while it was written has no name, and is made anew; an empty file is told, and never written over', async (t) => {
  await inFolder(async (folder) => {
    const files = logKeyFiles(folder, ORIGIN);
    makeLogKeys(folder, 'bank.example/board/2025', { mlDsa44: false });
    await writeFile(`${files.ed25519}.999999`, '-----BEGIN', { mode: 0o600 });
    t.deepEqual(makeLogKeys(folder, ORIGIN, { mlDsa44: false }), [files.ed25519]);
    t.is(readLogSigner(folder, ORIGIN).keys.length, 1);
    t.deepEqual((await readdir(folder)).filter((name) => name.endsWith(`.${process.pid}`)), [], 'nothing is left beside');
    await writeFile(files.ed25519, '', { mode: 0o600 });
    t.deepEqual(makeLogKeys(folder, ORIGIN, { mlDsa44: false }), []);
    const error = t.throws(() => readLogSigner(folder, ORIGIN), { instanceOf: LogKeyError, message: /found an empty file; expected a private key in PEM\. Put a copy of the key back; where no log has begun with it .*remove the file/ });
    t.true(error.lost);
  });
});

test('a name that is taken meanwhile is left alone', async (t) => {
  await inFolder(async (folder) => {
    const files = logKeyFiles(folder, ORIGIN);
    makeLogKeys(folder, 'bank.example/board/2025', { mlDsa44: false });
    // A dangling link is no file yet, and takes the name all the same.
    await symlink(join(folder, 'elsewhere'), files.ed25519);
    t.deepEqual(makeLogKeys(folder, ORIGIN, { mlDsa44: false }), []);
    t.deepEqual((await readdir(folder)).length, 2);
  });
});

test('a key that may only not be read is not lost', async (t) => {
  await inFolder(async (folder) => {
    const files = logKeyFiles(folder, ORIGIN);
    t.true(t.throws(() => readLogSigner(folder, ORIGIN), { instanceOf: LogKeyError, message: /Put a copy of it back.*`kakitome board rotate --lost`/ }).lost);
    makeLogKeys(folder, ORIGIN, { mlDsa44: false });
    await chmod(files.ed25519, 0o644);
    t.false(t.throws(() => readLogSigner(folder, ORIGIN), { instanceOf: LogKeyError }).lost);
  });
});
