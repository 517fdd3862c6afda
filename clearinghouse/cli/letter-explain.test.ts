import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { HINTS } from './letter-explain-hints.ts';
import { exitCodeOf, outcomeOf, type Page } from './letter-explain-page.ts';
import { explanationShape } from './letter-explain-shape.ts';
import { explanationLines } from './letter-explain-text.ts';
import { painted } from './paint.ts';
import { runCommand } from './program.ts';
import { inProcess, kakitome, oneLineOf } from './testing/bench.ts';
import { ASKED_PASSWORD, EXAMPLES, PASSWORD, openExplainTown, readFixture, signed, steady, type ExplainTown, type ExplainWorld } from './testing/explain-world.ts';

/** In any form that a reader could take for the password. */
const SECRETS = [PASSWORD, ASKED_PASSWORD, 'finch-5005-reed', 'maple-8842-crow'].flatMap((secret) => [secret, secret.replaceAll('-', ''), secret.replaceAll('-', ' '), secret.split('-')[1] ?? secret]);

const withoutDigests = (text: string): string => text.replace(/[0-9a-f]{64}/g, '').replace(/[\w.+-]+@(?:bank|buyer|tea)\.example/g, '').replace(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?/g, '');
const noSecretIn = (t: ExecutionContext, text: string): void => {
  const shown = withoutDigests(text).toLowerCase();
  for (const secret of SECRETS) t.false(shown.includes(secret), `${secret} stands in the output`);
};

let opened: Promise<ExplainTown> | null = null;
const town = (t: ExecutionContext): Promise<ExplainTown> => (opened ??= openExplainTown(t));

test.after.always(async () => {
  await (await opened)?.close();
});

const filesOf = (folder: string): string => readdirSync(folder).filter((name) => /^kakitome\.db/.test(name)).sort().map((name) => `${name} ${createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')}`).join('\n');

const explain = (world: ExplainWorld, ...args: readonly string[]) => inProcess('letter', 'explain', ...args, '--config', world.config);

test('each kind of letter: text as in its fixture, the same outcome in JSON, no password anywhere, and nothing is changed', async (t) => {
  const world = (await town(t)).openWorld(t);
  const folder = dirname(world.config);
  const paths = EXAMPLES.map((example) => world.file(`${example.name}.eml`, example.bytes(world)));
  const audit = (await inProcess('audit', '--json', '--config', world.config)).out;
  const before = filesOf(folder);
  for (const [at, { name, code, args = [] }] of EXAMPLES.entries()) {
    const text = await explain(world, paths[at] ?? '', ...args);
    t.is(text.err, '', name);
    t.is(text.code, code, `${name}: ${text.out.slice(0, 600)}`);
    t.is(steady(text.out, folder), readFixture(name), name);
    noSecretIn(t, text.out);
    const json = await explain(world, paths[at] ?? '', ...args, '--json');
    t.is(json.code, code, name);
    noSecretIn(t, json.out);
    const shape = JSON.parse(json.out) as { readonly outcome: { readonly taken: boolean; readonly sentence: string } };
    t.deepEqual(Object.keys(shape), ['version', 'input', 'outcome', 'crash', 'letter', 'bank']);
    t.is(shape.outcome.taken, code === 0);
    t.true(text.out.includes(shape.outcome.sentence), name);
  }
  t.is(filesOf(folder), before);
  t.is((await inProcess('audit', '--json', '--config', world.config)).out, audit);
});

test('a letter of the store: its words only with a reason, which is noted; what came of it, and what would come of it now', async (t) => {
  const world = (await town(t)).openWorld(t);
  const folder = dirname(world.config);
  const bare = await explain(world, '1');
  t.is(bare.code, 0, bare.err);
  t.regex(bare.out, /^TAKEN {2}letter 1, an order, was acted on: The order waits for the shop's forward\. \[advanced: order-received\]\n/);
  t.notRegex(bare.out, /Sencha|Subject {4}/);
  t.regex(bare.out, /digest matches [0-9A-Z]{4}-[0-9A-Z]{4} \(awaiting-forward\)/);
  t.false(readdirSync(folder).includes('kakitome.db.views'));
  const shape = await explain(world, '1', '--json');
  t.notRegex(shape.out, /Sencha/);
  const words = await explain(world, '1', '--reason', 'ticket 311');
  t.regex(words.out, /2 Sencha 100g/);
  t.regex(readFileSync(join(folder, 'kakitome.db.views'), 'utf8'), /"letter":1,"what":"text","reason":"ticket 311"/);
  noSecretIn(t, `${bare.out}${words.out}${shape.out}`);
  t.regex(oneLineOf(t, await explain(world, '99'), 2), /letter: found 99/);
});

test('a mail that the bank has had already is nothing new', async (t) => {
  const world = (await town(t)).openWorld(t);
  const { out, code } = await explain(world, world.file('again.eml', world.order));
  t.is(code, 0);
  t.regex(out, /^NO EFFECT .*\[nothing-new: same as 1\]\n/);
});

test('colours are put around escaped text, or left out', async (t) => {
  const world = (await town(t)).openWorld(t);
  const path = world.file('red.eml', signed('elsewhere.example', { subject: 'x', text: 'a\u001b[31mred\u0007\nTotal: 5 JPY\u202e\n' }));
  const received = new Date(Date.now() - 1_000).toISOString();
  const run = async (colour: boolean): Promise<string> => {
    let out = '';
    await runCommand(['letter', 'explain', path, '--received-at', received, '--config', world.config], { out: (text) => void (out += String(text)), err: () => undefined, outIsTerminal: true, colour });
    return out;
  };
  const plain = await run(false);
  t.notRegex(plain, /(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
  const coloured = await run(true);
  t.regex(coloured, /^\u001b\[1;31mSET ASIDE\u001b\[0m/);
  t.is(coloured.replace(/\u001b\[[0-9;]*m/g, '').replace(/ +$/gm, ''), plain);
});

test('a From beyond ASCII: which rule it breaks, in text and in JSON; the one that is an address with its U-labels', async (t) => {
  const world = (await town(t)).openWorld(t);
  const look = async (from: string | Buffer, ...args: readonly string[]) => {
    const raw = signed('elsewhere.example', { from: 'FROM@elsewhere.example', subject: 'x', text: 'BALANCE\n' });
    const at = raw.indexOf('FROM@elsewhere.example');
    return explain(world, world.file('from.eml', Buffer.concat([raw.subarray(0, at), Buffer.from(from), raw.subarray(at + 'FROM@elsewhere.example'.length)])), ...args);
  };
  for (const [from, rule] of [
    ['pаypal@elsewhere.example', 'letters before the @ are of several scripts'], ['рау@elsewhere.example', 'look-alikes of ASCII'], ['jos\u200bé@elsewhere.example', 'is no letter, digit or sign'], ['a@ｂａｎｋ.example', 'a form that only some programs'],
    ['=?utf-8?q?jos=C3=A9?=@elsewhere.example', 'an encoded word'], [Buffer.from('jos\xe9@elsewhere.example', 'latin1'), 'bytes that are no UTF-8'],
  ] as const) {
    const { out, code } = await look(from);
    t.is(code, 1);
    t.true(out.split('\n')[1]?.startsWith('WHY  the sender is not proved: From is not one plain address: ') && out.split('\n')[1]?.includes(rule), out.slice(0, 600));
    t.regex(out, /^DO {3}From must hold one plain address/m);
  }
  const shape = JSON.parse((await look('рау@elsewhere.example', '--json')).out) as { readonly letter: { readonly sender: { readonly fromTrouble: unknown } } };
  t.deepEqual(shape.letter.sender.fromTrouble, { side: 'local', rule: 'looks-ascii' });
  const { out } = await look('佐藤 <佐藤@例え.jp>');
  t.regex(out, /^WHY {2}From says 佐藤@例え\.jp \[xn--r8jz45g\.jp\], which is not registered/m);
  t.regex(out, /^From {7}佐藤@例え\.jp \[xn--r8jz45g\.jp\]$/m);
});

test('what gate 0 refuses is answered to nobody, whatever its signature, with DNS and without', async (t) => {
  const world = (await town(t)).openWorld(t);
  const raw = signed('buyer.example', { from: 'takao@buyer.example', subject: 'xSUBJECTx', text: 'BALANCE\n' }).toString('latin1').replace('xSUBJECTx', '\u001b]0;x');
  const path = world.file('escape.eml', Buffer.from(raw, 'latin1'));
  for (const args of [[], ['--offline']]) {
    const { out, code } = await explain(world, path, ...args);
    t.is(code, 1);
    t.regex(out, /^SET ASIDE {2}.*, a mail that can not be read for sure, would be set aside: .* Nobody is written to\. \[set-aside: unreadable\]\nWHY {2}gate 0: byte 27 in the header block/);
    t.regex(out, /^ {2}Notices {4}none: nobody is written to$/m);
    t.notRegex(out, /\u001b/);
  }
});

test('every refusal of gate 0 says what to do', async (t) => {
  const world = (await town(t)).openWorld(t);
  const { out } = await explain(world, world.file('none.eml', Buffer.from('x')), '--json');
  const { letter } = JSON.parse(out) as { readonly letter: { readonly gate: { readonly questions: readonly { readonly code: string; readonly fatal: boolean }[] } } };
  const codes = letter.gate.questions.filter((question) => question.fatal).map((question) => question.code);
  t.true(codes.length > 25);
  t.deepEqual(codes.filter((code) => HINTS[code] === undefined), []);
});

test('without a bank: an answer that is not sure is not told as a consent', async (t) => {
  const world = (await town(t)).openWorld(t);
  const mail = { from: 'takao@buyer.example', subject: 'Re: Pay?' };
  const look = async (more: object): Promise<string> => (await explain(world, world.file('sure.eml', signed('buyer.example', { ...mail, ...more })), '--no-bank')).out;
  t.regex(await look({ text: `OK ${PASSWORD}\n` }), /^READABLE .* is an answer: consent;/);
  t.regex(await look({ text: `\u202eOK ${PASSWORD}\n` }), /^UNUSABLE .* is an answer that is unclear: .*\nWHY {2}its text: direction-override \[text-trouble\]\nDO {3}Characters are broken/);
  t.regex(await look({ text: `OK ${PASSWORD}\n`, html: '<p>NO</p>' }), /^UNUSABLE .* is an answer that is unclear: .*\nWHY {2}its text: answer \[alternatives-differ\]/);
  t.regex(await look({ text: `OK ${PASSWORD}\nbut only if it is in stock\n` }), /^READABLE .* is an answer that is unclear;/);
  t.regex(await look({ text: null, attachments: [{ filename: 'winmail.dat', type: 'application/ms-tnef', content: Buffer.from('x') }] }), /^READABLE .* is a letter without a text;/);
});

test('as a command of its own: stdin, no colours into a pipe, no bank, and 2 for what can not be looked at', async (t) => {
  const world = (await town(t)).openWorld(t);
  const folder = dirname(world.config);
  const ended = await piped(folder, world.order, 'letter', 'explain', '-', '--no-bank');
  t.is(ended.code, 0, ended.err);
  t.regex(ended.out, /^READABLE {2}stdin is an order/);
  t.notRegex(ended.out, /\u001b/);
  noSecretIn(t, ended.out);
  t.regex(oneLineOf(t, await kakitome(folder, 'letter', 'explain', 'nowhere.eml'), 2), /nowhere\.eml: found ENOENT; expected a mail file/);
  world.file('empty.eml', Buffer.alloc(0));
  t.regex(oneLineOf(t, await kakitome(folder, 'letter', 'explain', 'empty.eml'), 2), /nothing in it/);
  t.regex(oneLineOf(t, await kakitome(folder, 'letter', 'explain', 'order.eml', '--config', 'none.toml'), 2), /--no-bank to look at the mail alone/);
  t.regex(oneLineOf(t, await kakitome(folder, 'letter', 'explain', '1', '--no-bank'), 2), /letters with numbers stand in a bank's store/);
  t.regex(oneLineOf(t, await kakitome(folder, 'letter', 'explain', 'order.eml', '--ip', 'here'), 2), /--ip: found "here"/);
});

test('DNS that does not answer: the letter waits, and is told as far as it can be read', async (t) => {
  const world = await (await town(t)).openWorldAlone(t);
  world.dns.behave('buyer.example', 'servfail');
  const { out, code } = await explain(world, world.file('o5.eml', signed('buyer.example', { from: 'takao@buyer.example', text: 'BALANCE\n', subject: 'BALANCE', messageId: 'b5@buyer.example' })));
  t.is(code, 1);
  t.regex(out, /^WAITS .*DNS does not answer for buyer\.example\n/);
  t.regex(out, /command/);
});

test('freshness is judged by the time of receipt', async (t) => {
  const world = (await town(t)).openWorld(t);
  const old = Date.now() - 5 * 86_400_000;
  const path = world.file('old.eml', signed('buyer.example', { from: 'takao@buyer.example', subject: 'BALANCE', text: 'BALANCE\n', date: old, messageId: 'b6@buyer.example' }, { time: old }));
  const stale = await explain(world, path);
  t.is(stale.code, 1);
  t.regex(stale.out, /^WHY .*signed more than 48 hours before it was received \[dkim-stale\]\nDO .*--received-at/m);
  t.is((await explain(world, path, '--received-at', new Date(old + 60_000).toISOString())).code, 0);
});

test('a letter on which the reader ends is told as that', (t) => {
  const letter = { bytes: Buffer.from('x'), receivedAt: 0, intake: 'file', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null } as const;
  const page: Page = { given: { name: 'loop.eml', letter, timeFrom: 'now', stored: null }, bank: null, read: null, crash: { reason: 'time', detail: 'no sign of life for 5000 ms' }, withText: true, all: false };
  const text = painted(explanationLines(page), false);
  t.regex(text, /^NOT READ {2}loop\.eml: the reader was ended on it; .*\nWHY {2}it ran into a limit of the reader \(time: no sign of life for 5000 ms\)\nDO {3}Keep the file/);
  t.is(exitCodeOf(outcomeOf(page)), 1);
  t.like(explanationShape(page), { crash: { reason: 'time' }, letter: null, bank: null });
});

function piped(folder: string, input: Uint8Array, ...args: readonly string[]): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const program = fileURLToPath(new URL('./index.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (err += text));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}
