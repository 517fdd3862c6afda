/** Cheques at a terminal, and the bank's wallet keys. */
import { existsSync, readdirSync, readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { readWallet } from '../key-files.ts';
import { formatMoney } from '../protocol/money.ts';
import { makeDigest } from '../protocol/secret.ts';
import { seal } from '../sealing/age.ts';
import { makeChequeReader } from '../sealing/cheque-file.ts';
import { ageKeys, BANK } from '../sealing/testing/write-cheque.ts';
import { inProcess, newBank, oneLineOf, temporaryFolder, type Ended } from './testing/bench.ts';

const SECRET = 'K7Q2-M9X4-T8WZ-5R3N-VB6H';
const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/;
const PROGRAM = fileURLToPath(new URL('./index.ts', import.meta.url));
const DIGEST = makeDigest([{ version: 1, key: new Uint8Array(32) }]);

type Buyer = { readonly folder: string; readonly secret: string; readonly password: string; readonly seal: (...more: readonly string[]) => Promise<Ended> };

const newBuyer = (t: ExecutionContext): Buyer => {
  const folder = temporaryFolder(t);
  const [secret, password] = [join(folder, 'secret.txt'), join(folder, 'password.txt')];
  writeFileSync(secret, `${SECRET}\n`);
  writeFileSync(password, 'maple-7731-crow\n');
  const options = ['--secret-file', secret, '--bank', BANK.recipient, '--account', 'takao@buyer.example', '--payee', 'shop@tea.example', '--most', 'JPY 4741', '--password-file', password];
  return { folder, secret, password, seal: (...more) => inProcess('cheque', 'seal', ...options, ...more) };
};

test('a cheque is made without a bank\'s configuration, and the bank reads it', async (t) => {
  const buyer = newBuyer(t);
  const out = join(buyer.folder, 'cheque.age');
  const made = await buyer.seal('--out', out, '--expires-in', '7', '--json');
  t.is(made.code, 0, made.err);
  const told = JSON.parse(made.out) as { serial: string; file: string; walletKey: string; issued: string; expires: string };
  t.regex(told.serial, /^[0-9A-Z]{16}$/);
  t.is(told.file, out);
  t.is(statSync(out).mode & 0o777, 0o600);
  t.notRegex(made.out + made.err, /maple|K7Q2-?M9X4/);
  const reading = await makeChequeReader([BANK.identity])(readFileSync(out), DIGEST);
  if (reading?.ok !== true) return t.fail(JSON.stringify(reading));
  t.like(reading, { serial: told.serial, account: 'takao@buyer.example', payee: 'shop@tea.example', key: told.walletKey });
  t.is(formatMoney(reading.most), 'JPY 4,741');
  t.deepEqual(reading.secret, DIGEST('maple-7731-crow'));
  t.is(reading.expiresAt - reading.issuedAt, 7 * 86_400_000);
  const key = await inProcess('cheque', 'key', '--secret-file', buyer.secret);
  t.is(key.out, `Wallet key: ${told.walletKey}\n`);
  t.regex(told.walletKey, PUBLIC_KEY);
  t.regex(key.err, /^kakitome: its fingerprint is (?:[0-9a-f]{4} ?){4}\n$/);
});

test('the text tells what to do; decimals and the recipient are read as they may be written', async (t) => {
  const buyer = newBuyer(t);
  const out = join(buyer.folder, 'c.age');
  const made = await buyer.seal('--out', out, '--most', '1,080.50 EUR', '--bank', BANK.recipient.toUpperCase());
  t.regex(made.out, /^Made .*c\.age: cheque [0-9A-Z]{16}, at most EUR 1,080\.50 to shop@tea\.example, until 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\.\nAttach it to a mail of its own from takao@buyer\.example/);
  const reading = await makeChequeReader([BANK.identity])(readFileSync(out), DIGEST);
  t.is(reading?.ok === true ? formatMoney(reading.most) : null, 'EUR 1,080.50');
});

test('without --out the file has the serial in its name; stdin gives the secret', async (t) => {
  const { folder, password } = newBuyer(t);
  const args = ['--disable-warning=ExperimentalWarning', PROGRAM, 'cheque', 'seal', '--secret-file', '-', '--bank', BANK.recipient, '--account', 'takao@buyer.example', '--payee', 'shop@tea.example', '--most', 'JPY 4741', '--password-file', password];
  const run = spawnSync(process.execPath, args, { cwd: folder, input: `${SECRET.toLowerCase()}\n`, encoding: 'utf8' });
  t.is(run.status, 0, run.stderr);
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.age'));
  t.regex(file ?? '', /^cheque-[0-9A-Z]{16}\.age$/);
  t.true(run.stdout.includes(file ?? '?'));
});

test('every mistake has its line, makes no file, and tells no secret', async (t) => {
  const buyer = newBuyer(t);
  const file = (name: string, content: string): string => {
    writeFileSync(join(buyer.folder, name), content);
    return join(buyer.folder, name);
  };
  const two = 'AAAA-AAAA-AAAA-AAAA-AAAA\nBBBB-BBBB-BBBB-BBBB-BBBB';
  const mistakes: readonly (readonly [RegExp, readonly string[]])[] = [
    [/--secret-file: found ".*none", ENOENT/, ['--secret-file', join(buyer.folder, 'none')]],
    [/--secret-file: found ".*", EISDIR/, ['--secret-file', buyer.folder]],
    [/--secret-file: found something else in/, ['--secret-file', buyer.password]],
    [/--secret-file: found something else in/, ['--secret-file', file('two', two)]],
    [/--secret-file: found ".*long", longer than 1000 bytes/, ['--secret-file', file('long', SECRET.repeat(100))]],
    [/--password-file: found something else in/, ['--password-file', file('lines', 'maple-7731-crow\nheron-4404-moss')]],
    [/--password-file: found a password that the bank takes in no order; expected one of 6 to 64 letters/, ['--password-file', file('short', 'bad')]],
    [/--password-file: found something else in/, ['--password-file', file('label', 'Password: maple-7731-crow')]],
    [/--password-file: found something else in/, ['--password-file', file('empty', '')]],
    [/--password-file: found no letter or digit/, ['--password-file', file('dashes', '- -')]],
    [/--password-file: found -, like --secret-file/, ['--secret-file', '-', '--password-file', '-']],
    [/--bank: found "age1x"/, ['--bank', 'age1x']],
    [/--bank: found ".*"; expected the bank's wallet key/, ['--bank', `${BANK.recipient.slice(0, -1)}q`]],
    [/--bank: found/, ['--bank', BANK.identity]],
    [/address: found "takao"/, ['--account', 'takao']],
    [/address: found "Shop <shop@tea\.example>"/, ['--payee', 'Shop <shop@tea.example>']],
    [/--most: found "4741"/, ['--most', '4741']],
    [/--most: found "JPY 0"/, ['--most', 'JPY 0']],
    [/--most: found "EUR 1\.080"/, ['--most', 'EUR 1.080']],
    [/--expires-in: found "8"/, ['--expires-in', '8']],
    [/--expires-in: found "0"/, ['--expires-in', '0']],
    [/--out: found ".*secret\.txt"/, ['--out', buyer.secret]],
    [/found ENOENT; expected that it exists/, ['--out', join(buyer.folder, 'none', 'c.age')]],
  ];
  const before = readdirSync(buyer.folder).length;
  for (const [line, more] of mistakes) {
    const told = oneLineOf(t, await buyer.seal('--out', join(buyer.folder, 'c.age'), ...more));
    t.regex(told, line);
    t.notRegex(told, /maple-7731|AAAA-AAAA/);
  }
  t.is(readdirSync(buyer.folder).length, before);
  oneLineOf(t, await inProcess('cheque', 'seal', '--secret-file', buyer.secret));
  oneLineOf(t, await inProcess('cheque'));
});

test('inspect shows what anybody can see, and opens nothing', async (t) => {
  const buyer = newBuyer(t);
  const out = join(buyer.folder, 'c.age');
  await buyer.seal('--out', out);
  const good = await inProcess('cheque', 'inspect', out);
  t.is(good.code, 0);
  t.regex(good.out, /^SHA-256 +[0-9a-f]{64}\nSealed +to one key alone/);
  const reading = await makeChequeReader([BANK.identity])(readFileSync(out), DIGEST);
  t.true(good.out.includes(reading?.file ?? '?'), 'the digest is that of the bank\'s findings');
  const two = join(buyer.folder, 'two.age');
  writeFileSync(two, await seal([BANK.recipient, ageKeys(2).recipient], Buffer.from('x'), { armor: true }));
  const bad = await inProcess('cheque', 'inspect', two, '--json');
  t.is(bad.code, 1);
  t.like(JSON.parse(bad.out), { code: 'several-recipients' });
  t.regex(oneLineOf(t, await inProcess('cheque', 'inspect', buyer.secret)), /no file sealed with age/);
});

test('the bank\'s wallet keys: shown, rotated, and the old one named until it can go', async (t) => {
  const config = await newBank(t);
  const run = (...args: readonly string[]): Promise<Ended> => inProcess(...args, '--config', config);
  const folder = join(dirname(config), 'keys');
  const [first] = readWallet(folder);
  const shown = await run('wallet', 'key');
  t.notRegex((await run('doctor')).out, /wallet/);
  t.regex(shown.out, /^wallet-1 +age1[0-9a-z]{58} +current$/m);
  t.notRegex(shown.out, /SECRET/);
  const rotated = await run('wallet', 'rotate');
  t.is(rotated.code, 0, rotated.err);
  t.notRegex(rotated.out, /SECRET/);
  const [second] = readWallet(folder);
  t.true(rotated.out.includes(second?.recipient ?? '?'));
  t.regex(rotated.out, /wallet-1 is read as long as its file is there\. A cheque sealed to it may be valid until 20\d\d-\d\d-\d\d/);
  t.deepEqual((JSON.parse((await run('wallet', 'key', '--json')).out) as { keys: readonly unknown[] }).keys, [
    { version: 2, recipient: second?.recipient, current: true },
    { version: 1, recipient: first?.recipient, current: false },
  ]);
  const doctor = async (): Promise<string> => (await run('doctor')).out;
  t.regex(await doctor(), /^ok +wallet key +wallet-1 is read .* may be valid until /m);
  utimesSync(join(folder, 'wallet-2.age-key'), new Date('2026-01-01'), new Date('2026-01-01'));
  t.regex(await doctor(), /^unsure +wallet key +wallet-1 .* Its last week is over; remove .*wallet-1\.age-key then/m);
  t.regex((await run('wallet', 'rotate')).out, /wallet-2 .* may be valid until .*\nwallet-1 .* Its last week is over; remove /);
});

test('a bank of before has no wallet key, and gets its first by rotation', async (t) => {
  const config = await newBank(t);
  const file = join(dirname(config), 'keys', 'wallet-1.age-key');
  unlinkSync(file);
  t.regex((await inProcess('wallet', 'key', '--config', config)).out, /^No wallet key: the bank takes no cheques\./);
  t.is((await inProcess('accounts', '--config', config)).code, 0);
  const made = await inProcess('wallet', 'rotate', '--config', config);
  t.is(made.code, 0, made.err);
  t.true(existsSync(file));
});
