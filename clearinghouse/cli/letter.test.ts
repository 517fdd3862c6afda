import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { inProcess, kakitome, newBank, oneLineOf } from './testing/bench.ts';

const MAIL = 'From: Takao <takao@buyer.example>\nTo: pay@bank.example\nSubject: order maple-7731-crow\nMessage-ID: <a@b>\n\n2 tea\nPassword: maple-7731-crow\n';

test('import without a daemon does the work itself', async (t) => {
  const config = await newBank(t);
  const folder = dirname(config);
  writeFileSync(join(folder, 'a.eml'), MAIL);
  const { out, code, err } = await kakitome(folder, 'letter', 'import', 'a.eml');
  t.is(code, 0, err);
  t.regex(out, /^a\.eml +1 +kept +set-aside: unknown-sender$/m);
  const run = (...args: readonly string[]) => inProcess(...args, '--config', config);
  t.regex((await run('letter', 'list', '--disposition', 'set-aside')).out, /^ +1 .* takao@buyer\.example +set-aside: unknown-sender$/m);
  t.is((await run('letter', 'list', '--waiting')).out, 'No such letters.\n');

  // Its words only with a reason; its bytes exactly.
  const shown = await run('letter', 'show', '1');
  t.notRegex(shown.out, /2 tea|Subject/);
  const words = await run('letter', 'show', '1', '--reason', 'who is it?');
  t.regex(words.out, /^Subject +order …$[\s\S]*^ {2}\| 2 tea\n {2}\| Password: …$/m);
  t.is((await run('letter', 'show', '1', '--raw', '--reason', 'bytes')).out, MAIL);
  t.deepEqual(readFileSync(join(folder, 'kakitome.db.views'), 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { what: string }).what), ['text', 'raw']);
  t.regex(oneLineOf(t, await run('letter', 'show', '1', '--raw')), /--reason: found nothing/);
  t.regex(oneLineOf(t, await run('letter', 'show', '1', '--reason', ' ')), /--reason: found nothing/);

  t.regex((await run('letter', 'requeue', '1', '--reason', 'registered now')).out, /Letter 1 \(was set-aside: unknown-sender\)/);
  t.regex((await run('letter', 'list', '--waiting')).out, /^ +1 .* waiting \(unread\)$/m);
  t.regex(oneLineOf(t, await run('letter', 'requeue', '1')), /waits to be decided/);
  t.regex(oneLineOf(t, await run('letter', 'show', '1', '--raw', '--reason', 'x')), /not decided yet/);
  t.regex((await run('audit')).out, /^received 1 = .* \+ waiting 1$/m);
});

test('what can\'t be imported is told by file, and nothing of the list is kept', async (t) => {
  const config = await newBank(t, (toml) => toml.replace('max_bytes = 5000000', 'max_bytes = 10000'));
  const folder = dirname(config);
  writeFileSync(join(folder, 'good.eml'), MAIL);
  writeFileSync(join(folder, 'empty.eml'), '');
  writeFileSync(join(folder, 'long.eml'), MAIL + 'x'.repeat(10_000));
  const load = (...args: readonly string[]) => inProcess('letter', 'import', join(folder, 'good.eml'), ...args, '--config', config);
  t.regex(oneLineOf(t, await load(join(folder, 'none.eml'))), /none\.eml: found ENOENT; expected a file that can be read/);
  t.regex(oneLineOf(t, await load(folder)), /found EISDIR/);
  t.regex(oneLineOf(t, await load(join(folder, 'empty.eml'))), /empty\.eml: found an empty file/);
  t.regex(oneLineOf(t, await load(join(folder, 'long.eml'))), /long\.eml: found \d+ bytes; expected at most 10000/);
  t.regex(oneLineOf(t, await load('--received-at', '2026-11-21')), /--received-at: found "2026-11-21"; expected a time with its zone/);
  t.regex(oneLineOf(t, await load('--received-at', '2026-02-31T10:00:00Z')), /--received-at: found "2026-02-31T10:00:00Z"; expected a time with its zone/);
  t.regex(oneLineOf(t, await load('--received-at', '2999-01-01T00:00:00Z')), /expected a time that has passed/);
  t.is((await inProcess('letter', 'list', '--json', '--config', config)).out, '{\n  "letters": []\n}\n');
  for (const [args, line] of [
    [['letter', 'show', '1'], /letter: found 1; expected the number of a letter that was received/],
    [['letter', 'show', 'one'], /letter: found "one"/],
    [['letter', 'list', '--disposition', 'lost'], /--disposition: found "lost"; expected one of advanced/],
    [['letter', 'list', '--limit', '0'], /--limit: found "0"/],
    [['letter', 'list', '--waiting', '--disposition', 'refused'], /expected one of the two/],
    [['payment', 'show', 'K7F3-K29Q'], /payment reference: found "K7F3-K29Q"/],
    [['payment', 'show', 'x'], /eight letters and digits/],
    [['payment', 'list', '--state', 'paid'], /--state: found "paid"; expected one of awaiting-forward/],
    [['payment', 'list', '--party', '9'], /party: found "9"/],
  ] as const) t.regex(oneLineOf(t, await inProcess(...args, '--config', config)), line);
});
