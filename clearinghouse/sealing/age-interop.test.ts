/** Cheque files held against another program: what we seal Debian's age opens, and what it seals we read. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { ageAvailable, agePath } from '../../scripts/test/age-package.ts';
import { signedChequeText } from '../protocol/cheque-text.ts';
import { seal } from './age.ts';
import { makeChequeReader, sealCheque, signCheque } from './cheque-file.ts';
import { ageKeys, BANK, BUYER_KEY, CHEQUE, DIGEST } from './testing/write-cheque.ts';

const read = makeChequeReader([BANK.identity]);
const text = signedChequeText(signCheque(CHEQUE, BUYER_KEY));

/** Runs age in a folder of its own; the folder, with the key of the bank in `key.txt`. */
const ageFolder = (t: ExecutionContext): { readonly folder: string; readonly age: (input: string | Uint8Array, ...args: readonly string[]) => Buffer } => {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-age-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'key.txt'), `${BANK.identity}\n`, { mode: 0o600 });
  const age = (input: string | Uint8Array, ...args: readonly string[]): Buffer => {
    const run = spawnSync(agePath, [...args], { cwd: folder, input });
    if (run.status !== 0) throw new Error(`age ${args.join(' ')}: ${run.stderr.toString()}`);
    return run.stdout;
  };
  return { folder, age };
};

if (!ageAvailable()) {
  test('left out: age is not installed', (t) => {
    t.log('left out: age is not installed');
    t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'age must be installed here');
  });
} else {
  test('age opens what we seal', async (t) => {
    const { folder, age } = ageFolder(t);
    t.is(age(await sealCheque(CHEQUE, BUYER_KEY, BANK.recipient), '-d', '-i', 'key.txt').toString('utf8'), text);
    t.is(age(await seal([BANK.recipient], Buffer.from(text), { armor: false }), '-d', '-i', 'key.txt').toString('utf8'), text);
    writeFileSync(join(folder, 'other.txt'), `${ageKeys(2).identity}\n`, { mode: 0o600 });
    const sealed = await sealCheque(CHEQUE, BUYER_KEY, BANK.recipient);
    t.throws(() => age(sealed, '-d', '-i', 'other.txt'), { message: /no identity matched/ });
  });

  test('we read what age seals', async (t) => {
    const { folder, age } = ageFolder(t);
    for (const armor of [['-a'], []]) {
      age(text, ...armor, '-r', BANK.recipient, '-o', 'cheque.age');
      const reading = await read(readFileSync(join(folder, 'cheque.age')), DIGEST);
      t.like(reading, { ok: true, serial: CHEQUE.serial, key: BUYER_KEY.publicKey }, armor.join());
    }
    t.like(await read(age(text, '-a', '-r', BANK.recipient, '-r', ageKeys(2).recipient), DIGEST), { ok: false, code: 'several-recipients' });
    t.like(await read(age(text, '-r', ageKeys(2).recipient), DIGEST), { ok: false, code: 'not-ours' });
    t.like(await read(age('x'.repeat(100_000), '-a', '-r', BANK.recipient), DIGEST), { ok: false, code: 'too-large' });
  });
}
