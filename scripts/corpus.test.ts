/** Foreign mails from a folder: found whatever their file is called, told apart in a mailbox, and tried on the bank. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { NODE_ARGUMENTS } from './command.ts';
import { beginsLikeMail, mailsIn, splitMailbox } from './corpus/mails.ts';
import type { Collection } from './corpus/table.ts';

const mail = (from: string, subject: string, body: string, ...fields: readonly string[]): string => [`From: ${from}`, 'To: pay@bank.example', `Subject: ${subject}`, 'Date: Sat, 21 Nov 2026 10:32:00 +0900', ...fields, '', body, ''].join('\n');

const MAILS: Readonly<Record<string, string>> = {
  'plain.eml': mail('hana@buyer.example', 'Hello', 'Good morning.'),
  'consent': mail('hana@buyer.example', 'Re: Pay', 'OK maple-7731-crow'),
  'bounces/1.txt': mail('MAILER-DAEMON@mx.example', 'failure notice', 'No such user.'),
  'bounces/2.msg': mail('post@mx.example', 'Undelivered', 'x', 'Auto-Submitted: auto-replied'),
  'two-from': mail('hana@buyer.example', 'Hello', 'x', 'From: eve@evil.example'),
  'two.mbox': `From hana@buyer.example Sat Nov 21 10:32:00 2026\n${mail('hana@buyer.example', 'one', 'From here on it rains.')}\nFrom taro@buyer.example Sat Nov 21 10:33:00 2026\n${mail('taro@buyer.example', 'two', 'x')}`,
  'differ.eml': mail('hana@buyer.example', 'Hello', 'OK \u00e9', 'Content-Type: text/plain; charset=us-ascii'),
  'program.ts': 'export const from: string = "hana@buyer.example";\n',
  'README': 'From the source: see the manual.\n',
};

function corpus(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-corpus-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'bounces'));
  for (const [name, text] of Object.entries(MAILS)) writeFileSync(join(folder, name), text);
  return folder;
}

test('mails are found by their content, other files are not', (t) => {
  const found = [...mailsIn(corpus(t))].map(({ name }) => name);
  t.deepEqual(found, ['bounces/1.txt', 'bounces/2.msg', 'consent', 'differ.eml', 'plain.eml', 'two-from', 'two.mbox#1', 'two.mbox#2']);
});

test('what begins like a mail', (t) => {
  for (const text of [MAILS['consent'] ?? '', 'Received: by x\r\nSubject: y\r\n\r\nz', 'From a@b.example Sat Nov 21 10:32:00 2026\nFrom: a@b.example\nTo: c\n\nx']) t.true(beginsLikeMail(text), text);
  for (const text of ['', 'Content-Type: text/html\nDate: x\n\n', 'From: Tokyo\n\nDate: x\nTo: Kyoto', 'From: a\nweather: b\n', '# From: a\nTo: b\n']) t.false(beginsLikeMail(text), text);
});

test('a mailbox is cut at its postmarks alone', (t) => {
  const mails = splitMailbox(Buffer.from(MAILS['two.mbox'] ?? '')).map((bytes) => bytes.toString());
  t.is(mails.length, 2);
  t.true(mails[0]?.startsWith('From: hana@') && mails[0].includes('From here on it rains.'));
  t.true(mails[1]?.startsWith('From: taro@'));
});

const run = (...args: readonly string[]) => spawnSync(process.execPath, [...NODE_ARGUMENTS, fileURLToPath(new URL('corpus.ts', import.meta.url)), ...args], { encoding: 'utf8' });

test('the command says what became of each', (t) => {
  const folder = corpus(t);
  const { status, stdout, stderr } = run(folder, '--json');
  t.is(status, 0, stderr);
  const [collection] = JSON.parse(stdout) as Collection[];
  const trials = new Map(collection?.trials.map((trial) => [trial.name, trial]));
  t.is(trials.size, 8);
  t.is(trials.get('plain.eml')?.answered, true);
  t.is(trials.get('consent')?.word, 'consent');
  t.deepEqual([...trials.values()].filter(({ automatic }) => automatic !== null).map(({ name, answered }) => [name, answered]), [['bounces/1.txt', false], ['bounces/2.msg', false]]);
  t.is(trials.get('two-from')?.refused, 'from-doubled');
  t.is(trials.get('differ.eml')?.refused, 'ambiguous-text');
  t.deepEqual([...trials.values()].filter(({ crashed, paid, ordered }) => crashed !== null || paid || ordered), []);
});

test('the table counts, and names what is asked for', (t) => {
  const { status, stdout } = run(corpus(t), '--list', 'from-doubled');
  t.is(status, 0);
  const [heads = '', row = ''] = stdout.split('\n');
  t.deepEqual(heads.trim().split(/ {2,}/), ['mails', 'crashed', 'refused', 'unsure', 'automatic', 'reports', 'answered', 'orders', 'ok words', 'paid', 'folder']);
  t.deepEqual(row.trim().split(/\s+/).slice(0, 5), ['8', '0', '2', '1', '2']);
  t.regex(stdout, /1 {2}from-doubled/);
  t.regex(stdout, /\/two-from {2}refused from-doubled/);
  t.is(run().status, 2);
});
