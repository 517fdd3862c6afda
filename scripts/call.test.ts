/** A wrong call of a long run is told in two lines, before anything is begun. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'ava';
import { NODE_ARGUMENTS } from './command.ts';

const call = (script: string, ...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync(process.execPath, [...NODE_ARGUMENTS, join(import.meta.dirname, `${script}.ts`), ...words], { encoding: 'utf8' });

for (const [script, words, said] of [
  ['bench', ['--nonsense'], /^Unknown option '--nonsense'/],
  ['bench', ['--intake', 'pigeon'], /^--intake: found "pigeon", expected one of smtp, lmtp, imap\n/],
  ['bench', ['--payments', 'many'], /^--payments: found "many", expected a number from 1\n/],
  ['soak', ['--minutes', '-1x'], /minutes/],
  ['simulate', ['--payments', 'none'], /found --seed 1 --payments none --jobs 1, expected whole numbers/],
  ['spread', ['flood'], /^there is no scene "flood", expected quiet, turn, /],
  ['einvoices', [], /^found no folder, expected one or more\n/],
] as const) {
  test(`${script} ${words.join(' ')}: what was found, what was expected, how it is called`, (t) => {
    const { status, stdout, stderr } = call(script, ...words);
    t.is(status, 2);
    t.regex(stderr, said);
    t.regex(stderr, /\nusage: (?:npm run|node) /);
    t.notRegex(stderr, /\n\s+at /);
    t.is(stdout, '');
  });
}

test('--help', (t) => {
  const { status, stdout, stderr } = call('simulate', '--help');
  t.deepEqual([status, stdout, stderr], [0, 'usage: npm run simulate -- [--seed N] [--payments N] [--jobs N] [--verbose] [--mutants]\n', '']);
});
