import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { ConfigError } from './config.ts';
import { dkimFile, makeKeys, readKeys, rotateWallet, walletFile } from './key-files.ts';

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
    t.throws(() => readKeys(folder, SELECTOR), { message: `${file}: can't be read (ENOENT); expected the bank's own key, as \`kakitome init\` made it, readable by the user who runs this (put back the copy of the keys; a new one fits no database that is there)` });
  }));

test('a signing key that is none, too short, of another kind or absent is told with how to make one', (t) =>
  withKeys((folder) => {
    const file = dkimFile(folder, SELECTOR);
    const expected = `expected a private RSA key of at least 2048 bits in PEM, readable by the bank's user alone (openssl genrsa -out ${file} 2048); for a new selector see deploy/README.md, "A new DKIM key"`;
    const pemOf = ({ privateKey }: KeyPairKeyObjectResult): string => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const wrong: readonly (readonly [string, string])[] = [
      ['no key', 'something else'],
      [pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 })), 'a key of the kind rsa with 1024 bits'],
      [pemOf(generateKeyPairSync('ed25519')), 'a key of the kind ed25519'],
    ];
    for (const [content, found] of wrong) {
      writeFileSync(file, content, { mode: 0o600 });
      t.throws(() => readKeys(folder, SELECTOR), { instanceOf: ConfigError, message: `${file}: found ${found}; ${expected}` });
    }
    unlinkSync(file);
    t.throws(() => readKeys(folder, SELECTOR), { instanceOf: ConfigError, message: `${file}: can't be read (ENOENT); ${expected}` });
  }));

test('the first wallet key comes with the others, the next by rotation; the newest is first', (t) =>
  withKeys((folder) => {
    const [first] = readKeys(folder, SELECTOR).wallet;
    t.regex(first?.recipient ?? '', /^age1[0-9a-z]{58}$/);
    t.is(statSync(walletFile(folder, 1)).mode & 0o777, 0o600);
    t.regex(readFileSync(walletFile(folder, 1), 'utf8'), /^AGE-SECRET-KEY-1[0-9A-Z]{58}\n$/);
    const next = rotateWallet(folder);
    t.deepEqual(readKeys(folder, SELECTOR).wallet, [next, first]);
    t.is(next.version, 2);
    t.is(statSync(walletFile(folder, 2)).mode & 0o777, 0o600);
    unlinkSync(walletFile(folder, 1));
    t.deepEqual(makeKeys(folder, SELECTOR), [], 'a version that went does not come back');
  }));

test('a bank without a wallet key runs, and makes its first one by rotation', (t) =>
  withKeys((folder) => {
    unlinkSync(walletFile(folder, 1));
    t.deepEqual(readKeys(folder, SELECTOR).wallet, []);
    t.is(rotateWallet(folder).version, 1);
  }));

test('a wallet key that others can read, or that is none, is told', (t) =>
  withKeys((folder) => {
    const file = walletFile(folder, 1);
    chmodSync(file, 0o640);
    t.throws(() => readKeys(folder, SELECTOR), { instanceOf: ConfigError, message: `${file}: found mode 0640; expected 0600 (run: chmod 600 ${file})` });
    chmodSync(file, 0o600);
    for (const wrong of ['no key', 'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg', '']) {
      writeFileSync(file, wrong);
      t.throws(() => readKeys(folder, SELECTOR), { message: `${file}: found something else; expected one line AGE-SECRET-KEY-1…` });
      t.throws(() => rotateWallet(folder), { instanceOf: ConfigError }, 'no key is put on top of a broken one');
    }
  }));
