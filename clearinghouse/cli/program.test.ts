import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { inProcess, oneLineOf } from './testing/bench.ts';

const VERBS = [
  ['init'], ['start'], ['deposit'], ['withdraw'], ['accounts'], ['audit'], ['doctor'],
  ['party', 'add'], ['party', 'list'], ['party', 'show'], ['address', 'add'], ['address', 'remove'],
  ['party', 'board'], ['payment', 'list'], ['payment', 'show'], ['letter', 'import'], ['letter', 'list'], ['letter', 'show'], ['letter', 'explain'], ['letter', 'requeue'],
  ['party', 'scheme'], ['order-page', 'start'], ...['enrol', 'list', 'revoke', 'key', 'rotate'].map((verb) => ['wallet', verb]), ...['seal', 'show', 'open', 'inspect', 'key'].map((verb) => ['cheque', verb]),
  ...['issue', 'show', 'void'].map((verb) => ['numbers', verb]), ...['make', 'check'].map((verb) => ['form', verb]),
  ...['begin', 'status', 'verify', 'witness', 'monitor', 'withdraw', 'rotate', 'site', 'clean'].map((verb) => ['board', verb]),
];

test('each verb has help with examples and the global options, and a file of its own', async (t) => {
  const files = ['.', './board/'].flatMap((folder) => readdirSync(new URL(folder, import.meta.url)).map((file) => (folder === '.' ? file : `board-${file}`)));
  for (const verb of VERBS) {
    const { code, out, err } = await inProcess(...verb, '--help');
    t.is(code, 0, err);
    t.is((await inProcess('help', ...verb)).out, out);
    t.regex(out, new RegExp(`^Usage: kakitome ${verb.join(' ')}[\\s\\S]*--config <file>[\\s\\S]*--json[\\s\\S]*Examples:\\n  \\$ kakitome ${verb.join(' ')}`));
    t.true(files.includes(`${verb.join('-')}.ts`), verb.join('-'));
  }
});

test('the command alone shows its verbs', async (t) => {
  const { code, out } = await inProcess();
  t.is(code, 0);
  for (const verb of ['init', 'start', 'party', 'payment', 'letter', 'board', 'audit', 'doctor']) t.regex(out, new RegExp(`^  ${verb} `, 'm'));
});

test('help is the same behind global options, and there is none of what there is not', async (t) => {
  const { out } = await inProcess('help', 'wallet');
  t.regex(out, /enrol .*<address>/);
  t.is((await inProcess('--json', '--config', 'help', 'help', 'wallet')).out, out);
  t.is((await inProcess('help', 'wallet', 'enrol')).out, (await inProcess('--trace', 'wallet', 'enrol', '--help')).out);
  t.regex(oneLineOf(t, await inProcess('help', 'nosuch')), /unknown command 'nosuch'/);
  t.regex((await inProcess('--json', 'help')).out, /the mail addresses under which a party is known/);
});

test('mistakes in the arguments are one line that names the help to read', async (t) => {
  t.regex(oneLineOf(t, await inProcess('nosuch')), /unknown command 'nosuch'/);
  t.regex(oneLineOf(t, await inProcess('partty')), /Did you mean party\?/);
  t.regex(oneLineOf(t, await inProcess('party')), /party: found no verb; .*`kakitome help party`/);
  t.regex(oneLineOf(t, await inProcess('party', 'ad')), /unknown command 'ad'/);
  t.regex(oneLineOf(t, await inProcess('cheque', 'seal')), /`kakitome help cheque seal`/);
  t.regex(oneLineOf(t, await inProcess('board', 'withdraw')), /`kakitome help board withdraw`/, 'there is a verb of the same name');
  t.regex(oneLineOf(t, await inProcess('order-page', 'start', '--nosuch')), /`kakitome help order-page start`/);
  t.regex(oneLineOf(t, await inProcess('letter', 'explain', '--nosuch'), 2), /`kakitome help letter explain`/, 'its 1 is an answer');
  t.regex(oneLineOf(t, await inProcess('deposit', 'a@b.example')), /`kakitome help deposit`/);
  t.regex(oneLineOf(t, await inProcess('deposit', 'a@b.example', '5', 'JPY')), /--reference/);
  t.regex(oneLineOf(t, await inProcess('accounts', '--nosuch')), /unknown option '--nosuch'/);
  t.regex(oneLineOf(t, await inProcess('accounts', 'extra')), /too many arguments/);
});

test('what can not be written on stdout is told, and the work is not called done', (t) => {
  const program = fileURLToPath(new URL('./index.ts', import.meta.url));
  const onlyRead = openSync(program, 'r');
  t.teardown(() => closeSync(onlyRead));
  const { status, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'help'], { stdio: ['ignore', onlyRead, 'pipe'], encoding: 'utf8' });
  t.is(stderr, 'kakitome: stdout: found EBADF; expected that write works\n');
  t.is(status, 1);
});
