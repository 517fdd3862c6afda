import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { inProcess, newBank, oneLineOf } from './testing/bench.ts';

type Told = { readonly ok: boolean; readonly decisions: number; readonly differences: number; readonly told: readonly { readonly place: string; readonly kept: string; readonly replayed: string }[] };

test('replay ends with 0 where everything comes out the same, with 1 and the place where it does not', async (t) => {
  const config = await newBank(t);
  const run = (...args: readonly string[]) => inProcess(...args, '--config', config);
  await run('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY');
  await run('deposit', 'takao@buyer.example', '5,000', 'JPY', '--reference', 'V-1');
  await run('party', 'rename', 'takao@buyer.example', 'Takao Sasaki');
  const same = await run('replay');
  t.is(same.code, 0, same.err);
  t.is(same.out, '3 decisions were made again.\nLedger and board are the same.\n');

  const database = new DatabaseSync(join(dirname(config), 'kakitome.db'));
  database.exec("UPDATE accounts SET balance = balance + 1 WHERE account_id = 'party:1:JPY'");
  database.close();
  const other = await run('replay');
  t.is(other.code, 1, other.err);
  t.is(other.out, '3 decisions were made again.\nDIFFERENT (1)\naccounts party:1:JPY.balance\n  kept      "5001"\n  replayed  "5000"\n');
  const told = JSON.parse((await run('replay', '--json')).out) as Told;
  t.like(told, { ok: false, decisions: 3, differences: 1, told: [{ place: 'accounts party:1:JPY.balance', kept: '"5001"', replayed: '"5000"' }] });
  t.regex(oneLineOf(t, await run('replay', '--limit', 'all')), /--limit: found "all"; expected a whole number/);
});

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  test(`replay that is ended by ${name} leaves nothing of the books behind`, async (t) => {
    const config = await newBank(t);
    const temporary = join(dirname(config), 'temporary');
    mkdirSync(temporary);
    const program = fileURLToPath(new URL('./index.ts', import.meta.url));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'replay', '--config', config], { env: { ...process.env, TMPDIR: temporary }, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const copies = (): readonly string[] => readdirSync(temporary).filter((file) => file.startsWith('kakitome-replay-'));
    while (copies().length === 0 && child.exitCode === null) await setTimeout(2);
    child.kill(name);
    t.deepEqual(await ended, [null, name], 'it was still at work');
    t.deepEqual(copies(), []);
  });
}
