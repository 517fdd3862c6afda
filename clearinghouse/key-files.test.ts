import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { ConfigError } from './config.ts';
import { dkimFile, makeKeys, readKeys } from './key-files.ts';

const SELECTOR = 'kakitome1';

const withKeys = (use: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-keys-'));
  try {
    makeKeys(folder, SELECTOR);
    use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

test('keys are made once, for their owner alone', (t) =>
  withKeys((folder) => {
    const before = readFileSync(join(folder, 'letter.key'), 'utf8');
    t.deepEqual(makeKeys(folder, SELECTOR), []);
    t.is(readFileSync(join(folder, 'letter.key'), 'utf8'), before);
    for (const name of ['letter.key', 'pepper-1.key', 'reference.key', 'token.key', `dkim-${SELECTOR}.pem`]) t.is(statSync(join(folder, name)).mode & 0o777, 0o600, name);
    const keys = readKeys(folder, SELECTOR);
    t.is(keys.letter.length, 32);
    t.notDeepEqual(keys.reference, keys.token);
    t.is(keys.dkim.asymmetricKeyType, 'rsa');
  }));

test('peppers are read newest first', (t) =>
  withKeys((folder) => {
    writeFileSync(join(folder, 'pepper-2.key'), 'ab'.repeat(32), { mode: 0o600 });
    t.deepEqual(readKeys(folder, SELECTOR).peppers.map((pepper) => pepper.version), [2, 1]);
  }));

test('a key that others can read, a broken key and a missing key are told', (t) =>
  withKeys((folder) => {
    const file = join(folder, 'token.key');
    chmodSync(file, 0o644);
    t.throws(() => readKeys(folder, SELECTOR), { instanceOf: ConfigError, message: `${file}: found mode 0644; expected 0600 (run: chmod 600 ${file})` });
    chmodSync(file, 0o600);
    writeFileSync(file, 'no key');
    t.throws(() => readKeys(folder, SELECTOR), { message: `${file}: found something else; expected 64 hexadecimal digits` });
    unlinkSync(file);
    t.throws(() => readKeys(folder, SELECTOR), { message: `${file}: can't be read (ENOENT); expected a key that \`kakitome init\` makes` });
  }));

test('a signing key that is none is told', (t) =>
  withKeys((folder) => {
    writeFileSync(dkimFile(folder, SELECTOR), 'no key', { mode: 0o600 });
    t.throws(() => readKeys(folder, SELECTOR), { message: `${dkimFile(folder, SELECTOR)}: found something else; expected a private key in PEM` });
  }));
