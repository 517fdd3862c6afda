import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { keyVectors, privateKey, signLine, vectorText } from '../format/fixtures/vectors.ts';
import { makeSigner, makeWitnessKey, readWitnessKey, witnessKeyFiles } from './key.ts';
import { temporaryFolder } from './testing/bench.ts';

test('a key is made once, for its owner alone, and keeps its name', (t) => {
  const folder = join(temporaryFolder(t), 'new', 'w');
  t.true(makeWitnessKey(folder, 'witness.example/w1'));
  const { key } = readWitnessKey(folder);
  t.deepEqual([key.name, key.type], ['witness.example/w1', 4]);
  const files = witnessKeyFiles(folder);
  t.deepEqual([files.secret, files.public, folder].map((path) => statSync(path).mode & 0o777), [0o600, 0o644, 0o700]);
  t.is(readFileSync(files.public, 'utf8'), `${key.text}\n`);
  t.false(makeWitnessKey(folder, 'another.example'));
  t.deepEqual(readWitnessKey(folder).key, key);
});

test('without a name it gets one from its key; a half made key is completed', (t) => {
  const folder = temporaryFolder(t);
  makeWitnessKey(folder, null);
  const { key } = readWitnessKey(folder);
  t.regex(key.name, /^kakitome-witness-[0-9a-f]{8}$/);
  rmSync(witnessKeyFiles(folder).public);
  t.false(makeWitnessKey(folder, null));
  t.deepEqual(readWitnessKey(folder).key, key);
});

test('it signs as the vectors do', (t) => {
  const text = 'o\n1\nbstX0x6oaBVfAMPxvWJY8A1+c7ejGeKWoY6/aszCUP8=\n';
  const signer = makeSigner(keyVectors.witness1.name, privateKey('witness1'));
  t.is(signer.key.text, keyVectors.witness1.vkey);
  t.is(signer.cosign(text, 1_793_613_651), signLine('witness1', text, 1_793_613_651));
});

test('keys that are refused, and what to do', (t) => {
  const folder = temporaryFolder(t);
  t.throws(() => makeWitnessKey(folder, 'a b'), { name: 'WitnessError', message: /found "a b"; expected/ });
  t.throws(() => readWitnessKey(folder), { message: /can't be read \(ENOENT\); expected the private key/ });
  makeWitnessKey(folder, 'w');
  const files = witnessKeyFiles(folder);
  chmodSync(files.secret, 0o640);
  t.throws(() => readWitnessKey(folder), { message: /found mode 0640; expected 0600 \(run: chmod 600 / });
  chmodSync(files.secret, 0o600);
  const vkey = readFileSync(files.public, 'utf8');
  for (const text of ['', 'x\n', `${vkey}\n`, vkey.replace('\n', '\r\n'), vectorText('keys/log.vkey')]) {
    writeFileSync(files.public, text);
    t.throws(() => readWitnessKey(folder), { message: /found something else; expected a verifier key of type 4/ }, text);
  }
  writeFileSync(files.public, vectorText('keys/witness1.vkey'));
  t.throws(() => readWitnessKey(folder), { message: /which does not belong to/ });
  writeFileSync(files.public, vkey);
  for (const pem of ['', 'x', generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()]) {
    writeFileSync(files.secret, pem);
    t.throws(() => readWitnessKey(folder), { message: /expected an Ed25519 private key in PEM/ });
  }
});
