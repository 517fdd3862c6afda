import { createServer } from 'node:http';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { paymentEntries } from '../../../bulletin-board/fixtures/entries.ts';
import { logKeysOf } from '../../../bulletin-board/fixtures/keys.ts';
import { makeLog, type LogFixture, type MadeLog } from '../../../bulletin-board/fixtures/make-log.ts';
import { receiptMail, receiptOf } from '../../../bulletin-board/fixtures/receipt.ts';
import { inProcess, kakitome, oneLineOf, temporaryFolder } from '../testing/bench.ts';
import { progressLine, showProgress } from './verify-progress.ts';

const ORIGIN = 'bank.example/board/2026';
const HOUR = 3_600_000;

type Bench = { readonly folder: string; readonly log: MadeLog; readonly key: string; readonly policy: string; readonly mail: string; readonly state: string };

async function bench(t: ExecutionContext, fixture: Partial<LogFixture> = {}): Promise<Bench> {
  const folder = temporaryFolder(t);
  const log = makeLog(join(folder, 'web'), { origin: ORIGIN, entries: 20, witnesses: 2, ...fixture });
  const policy = join(folder, 'trusted.policy');
  writeFileSync(policy, log.policy);
  const mail = join(folder, 'receipt.eml');
  writeFileSync(mail, receiptMail(await receiptOf(log, 5)));
  return { folder, log, key: log.keys[0] ?? '', policy, mail, state: join(folder, 'state.json') };
}

// As people run it, each exit code

test('exit code 0: a receipt that is proved, in a folder without any configuration', async (t) => {
  const { folder, key, mail } = await bench(t);
  const { code, out, err } = await kakitome(folder, 'board', 'verify', mail, '--key', key);
  t.is(code, 0, err);
  t.is(err, '');
  t.regex(out, /^Proved: payment [0-9A-Z]{4}-[0-9A-Z]{4} was recorded as settled at 2026-11-02 10:00 UTC, as entry 5 of the log bank\.example\/board\/2026, signed by the log’s key [0-9a-f]{8}\.\n/);
  for (const line of [/^ {2}Total +JPY 1002$/m, /^ {2}Payee +Green Tea House <shop@tea\.example>$/m, /^ {2}That any mail was delivered or read\.$/m, /^What this does not prove$/m]) t.regex(out, line);
});

test('exit code 0: a log that is sound; its head is kept for the next time', async (t) => {
  const { folder, log, key } = await bench(t);
  const home = join(folder, 'home');
  const before = process.env['HOME'];
  process.env['HOME'] = home;
  const running = kakitome(folder, 'board', 'verify', log.folder, '--key', key, '--faces');
  process.env['HOME'] = before;
  const { code, out, err } = await running;
  t.is(code, 0, err);
  t.is(err, '', 'no progress where nobody watches');
  t.regex(out, /^Sound: the 20 entries of the log bank\.example\/board\/2026 make the root that it signed/);
  t.regex(out, /20 open their entries, 0 are not there/);
  t.regex(out, /^ {2}Years +begins anew: nothing joins it to an earlier year$/m);
  t.true(existsSync(join(home, '.local/state/kakitome/board-audits.json')));
});

test('exit code 1: a receipt that was altered, a log that was', async (t) => {
  const { folder, log, key, mail } = await bench(t);
  writeFileSync(mail, receiptMail((await receiptOf(log, 5)).map(({ name, bytes }) => ({ name, bytes: name === 'opening.json' ? Buffer.from(Buffer.from(bytes).toString().replace('JPY 1002', 'JPY 9002')) : bytes }))));
  const receipt = await kakitome(folder, 'board', 'verify', mail, '--key', key);
  t.is(receipt.code, 1);
  t.regex(receipt.out, /^Refused, this proves nothing: found an opening that does not open this entry/);
  rmSync(join(log.folder, 'tile/0/000.p/20'));
  const altered = await kakitome(folder, 'board', 'verify', log.folder, '--key', key, '--no-state');
  t.is(altered.code, 1);
  t.regex(altered.out, /^Refused, the log bank\.example\/board\/2026 is not what it must be: tile\/0\/000\.p\/20: found no such file/);
});

test('exit code 2: what can\'t be used or read, one line each', async (t) => {
  const { folder, log, key, mail, policy, state } = await bench(t);
  const cases: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [[], /missing required argument 'what'.*`kakitome help board verify`/],
    [[mail, '--nosuch'], /unknown option '--nosuch'/],
    [[mail, '--key'], /argument missing/],
    [['nowhere.eml'], /nowhere\.eml: found ENOENT/],
    [[mail, '--key', key, '--policy', policy], /both --key and --policy/],
    [[mail, '--key', 'nokey'], /--key nokey: found no vkey, and no file/],
    [[mail, '--key', key.replace(/\+[0-9a-f]{8}\+/, '+00000000+')], /found the key id "00000000"/],
    [[mail, '--key', log.witnesses[0]?.key ?? ''], /no key of a log/],
    [[mail, '--policy', mail], /--policy .*receipt\.eml: found a control character/],
    [[policy], /found no mail; expected the attachments entry\.bin and receipt\.tlog-proof: the words of a receipt prove nothing without its files/],
    [[folder], /neither a checkpoint nor a receipt\.tlog-proof/],
    [['ftp://bank.example/board/2026', '--key', key], /expected the address of a log/],
    [[mail, log.folder, '--key', key], /a folder without a receipt's attachments/],
    [[mail, mail, '--key', key], /found "receipt\.eml", "receipt\.eml"; expected entry\.bin too/],
    [[log.folder, '--key', key, '--state', policy], /trusted\.policy: found no JSON; expected what the last audit kept/],
  ];
  for (const [args, says] of cases) {
    const ended = await inProcess('board', 'verify', '--state', state, ...args);
    t.regex(ended.err, says, `${args.join(' ')}: ${ended.out}`);
    oneLineOf(t, ended, 2);
  }
  t.regex(oneLineOf(t, await kakitome(folder, 'board', 'verify', '--nosuch'), 2), /unknown option/);
  t.regex(oneLineOf(t, await kakitome(folder, 'board', 'verify', 'nowhere'), 2), /nowhere/);
});

test('mistakes of other verbs keep their code; help is no mistake', async (t) => {
  oneLineOf(t, await inProcess('board', 'nosuch'), 1);
  oneLineOf(t, await inProcess('accounts', '--nosuch'), 1);
  const { code, out } = await inProcess('board', 'verify', '--help');
  t.is(code, 0);
  for (const word of [/Exit codes:/, /^ {2}3 {2}nothing speaks against it/m, /--no-state/, /~\/\.local\/state\/kakitome\/board-audits\.json/, /Examples:\n {2}\$ kakitome board verify receipt\.eml/]) t.regex(out, word);
});

test('exit code 3: only the keys that came with it', async (t) => {
  const { folder, log, key, mail, state } = await bench(t);
  const receipt = await kakitome(folder, 'board', 'verify', mail);
  t.is(receipt.code, 3, receipt.err);
  t.regex(receipt.out, /^Not fully judged: .*it proves this only if that key is the bank’s\.\n/);
  t.regex(receipt.out, /^Compare these keys with those that the bank gives elsewhere$/m);
  t.true(receipt.out.includes(`  ${key}\n`));
  const own = await kakitome(folder, 'board', 'verify', log.folder, '--state', state);
  t.is(own.code, 3, own.err);
  t.regex(own.out, /^Not fully judged: .*found the log's keys only in the log itself/);
  t.false(existsSync(state), 'nobody is held to a head whose key nobody vouched for');
});

test('exit code 3: witnesses are missing, or the server', async (t) => {
  const { folder, log, policy } = await bench(t);
  const other = makeLog(join(folder, 'other'), { origin: ORIGIN, entries: 20 });
  const few = await inProcess('board', 'verify', other.folder, '--policy', policy, '--no-state');
  t.is(few.code, 3, few.err);
  t.regex(few.out, /^Not fully judged: .*found 0 cosignatures of known witnesses; expected the quorum "witnesses"/);
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  const gone = await inProcess('board', 'verify', `http://127.0.0.1:${port}/board/2026`, '--key', log.keys[0] ?? '', '--no-state');
  t.is(gone.code, 3);
  t.is(gone.out, '');
  t.regex(gone.err, /^kakitome: http:[^\n]+\/board\/2026\/checkpoint: found [^\n]*ECONNREFUSED[^\n]* 4 times; expected the file\n$/);
});

test('exit code 3: an old copy that is served for ever; of every log that can go on, since when it may have gone on', async (t) => {
  const unproved = (out: string): string => /^ {2}(That the log has not gone on .*)$/m.exec(out)?.[1] ?? '';
  const at = Date.now();
  const fresh = await bench(t, { signedAt: at - 25 * HOUR });
  const sound = await inProcess('board', 'verify', fresh.log.folder, '--policy', fresh.policy, '--no-state');
  t.is(sound.code, 0, sound.out);
  t.regex(unproved(sound.out), /since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC, the newest time that a signature states\. Whoever serves it/);
  const { log, policy, key } = await bench(t, { signedAt: at - 30 * 24 * HOUR });
  const old = await inProcess('board', 'verify', log.folder, '--policy', policy, '--no-state');
  t.is(old.code, 3, old.out);
  t.regex(old.out, /^Not fully judged: .*found 20\S+Z as the newest time of a signature, 719 hours ago; expected one of the last 26 hours/);
  const timeless = await inProcess('board', 'verify', log.folder, '--key', key, '--no-state');
  t.is(timeless.code, 0);
  t.regex(unproved(timeless.out), /since: no signature that is known here states a time/);
});

// What it takes

test('keys: as they are, in a file, several; a policy with witnesses', async (t) => {
  const { folder, log, key, mail, policy } = await bench(t, { mlDsa: true });
  const file = join(folder, 'bank.vkey');
  writeFileSync(file, `# from the bank's counter\n${log.keys.join('\r\n')}\n\n${log.witnesses[0]?.key}\n`);
  for (const args of [['--key', file], ['--key', key, '--key', log.keys[1] ?? ''], ['--policy', policy]]) {
    const { code, out, err } = await inProcess('board', 'verify', mail, ...args);
    t.is(code, 0, err);
    t.is(/cosigned by witness1\.example/.test(out), args[0] === '--policy' || args[1] === file, args.join(' '));
  }
  const mirror = await inProcess('board', 'verify', mail, '--key', logKeysOf(ORIGIN, 'other', false)[0]?.key.text ?? '');
  t.is(mirror.code, 1);
});

test('saved attachments, by name or as a folder', async (t) => {
  const { folder, log, key } = await bench(t);
  const saved = join(folder, 'saved');
  mkdirSync(saved);
  for (const { name, bytes } of await receiptOf(log, 5)) writeFileSync(join(saved, name), bytes);
  writeFileSync(join(saved, 'notes.txt'), 'x');
  t.is((await inProcess('board', 'verify', saved, '--key', key)).code, 0);
  const some = await inProcess('board', 'verify', join(saved, 'entry.bin'), join(saved, 'receipt.tlog-proof'), '--key', key);
  t.is(some.code, 0);
  t.regex(some.out, /The details, such as the total: no opening came/);
  writeFileSync(join(saved, 'checkpoint'), log.head.checkpoint);
  t.regex(oneLineOf(t, await inProcess('board', 'verify', saved, '--key', key), 2), /a checkpoint and a receipt in one folder/);
});

test('--json: the verdict as data', async (t) => {
  const { log, key, mail, policy, state } = await bench(t, { signedAt: Date.now() - HOUR });
  const receipt = await inProcess('board', 'verify', mail, '--key', key, '--json');
  t.like(JSON.parse(receipt.out), { outcome: 'proved', code: null, facts: { place: `${ORIGIN}#5`, kind: 'settled' } });
  const audit = await inProcess('board', 'verify', log.folder, '--policy', policy, '--state', state, '--json');
  t.like(JSON.parse(audit.out), { outcome: 'sound', origin: ORIGIN, counts: { accepted: 10 }, findings: [], state, previous: null });
});

// From one audit to the next

test('a fork and a rollback since the last audit are seen, and the last state stays', async (t) => {
  const { folder, log, key, state } = await bench(t, { sizes: [10] });
  t.is((await inProcess('board', 'verify', log.folder, '--key', key, '--state', state)).code, 0);
  const kept = readFileSync(state, 'utf8');
  const fork = makeLog(join(folder, 'fork'), { origin: ORIGIN, entries: [...paymentEntries(19, 'fixture'), ...paymentEntries(3, 'else')] });
  const forked = await inProcess('board', 'verify', fork.folder, '--key', key, '--state', state);
  t.is(forked.code, 1);
  t.regex(forked.out, /found another root of the first 20 entries/);
  t.regex(forked.out, /both signed, prove it to anybody/);
  const second = makeLog(join(folder, 'second'), { origin: ORIGIN, entries: [...paymentEntries(19, 'fixture'), ...paymentEntries(1, 'else')] });
  t.regex((await inProcess('board', 'verify', second.folder, '--key', key, '--state', state)).out, /found a second root for 20 entries/);
  writeFileSync(join(log.folder, 'checkpoint'), log.heads[0]?.checkpoint ?? '');
  const back = await inProcess('board', 'verify', log.folder, '--key', key, '--state', state);
  t.is(back.code, 1);
  t.regex(back.out, /found 10 entries; expected at least the 20 that were seen before/);
  t.is(readFileSync(state, 'utf8'), kept);
  t.is((await inProcess('board', 'verify', log.folder, '--key', key, '--no-state')).code, 0, 'alone it is sound');
  const grown = makeLog(join(folder, 'web'), { origin: ORIGIN, entries: 30, witnesses: 2 });
  const later = await inProcess('board', 'verify', grown.folder, '--key', key, '--state', state);
  t.is(later.code, 0, later.out);
  t.regex(later.out, /Last audit +20 entries, seen \d{4}-/);
});

/** A server whose files are looked up at each request. */
async function serve(t: ExecutionContext, find: (path: string) => Uint8Array | null): Promise<string> {
  const server = createServer((request, response) => {
    const bytes = find((request.url ?? '').replace('/board/2026/', ''));
    if (bytes === null) response.writeHead(404).end();
    else response.end(bytes);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/board/2026`;
}

const fileIn = (folder: string, path: string): Uint8Array | null => (existsSync(join(folder, path)) ? readFileSync(join(folder, path)) : null);

test('a server that first says something else can\'t have the last audit forgotten', async (t) => {
  const { folder, log, key, state } = await bench(t);
  const fork = makeLog(join(folder, 'fork'), { origin: ORIGIN, entries: [...paymentEntries(19, 'fixture'), ...paymentEntries(6, 'else')] });
  const firsts: readonly Uint8Array[] = [Buffer.from('hello\n'), Buffer.from(`bank.example/board/1999\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 bank.example/board/1999 AAAAAAA=\n`), log.head.checkpoint, fork.head.checkpoint];
  t.is((await inProcess('board', 'verify', log.folder, '--key', key, '--state', state)).code, 0);
  const kept = readFileSync(state, 'utf8');
  for (const [at, first] of firsts.entries()) {
    let asked = 0;
    const url = await serve(t, (path) => (path === 'checkpoint' && (asked += 1) === 1 ? first : fileIn(fork.folder, path)));
    const { code, out } = await inProcess('board', 'verify', url, '--key', key, '--state', state);
    t.is(code, 1, `${at}: ${out}`);
    t.is(readFileSync(state, 'utf8'), kept, `${at}`);
    t.is(asked, 1, `${at}: what was judged is what was read`);
  }
});

test('what another audit kept meanwhile is never replaced', async (t) => {
  const { folder, log, key, state } = await bench(t, { sizes: [10] });
  const fork = makeLog(join(folder, 'fork'), { origin: ORIGIN, entries: [...paymentEntries(9, 'fixture'), ...paymentEntries(20, 'else')] });
  const other = join(folder, 'other.json');
  t.is((await inProcess('board', 'verify', log.folder, '--key', key, '--state', other)).code, 0);
  const url = await serve(t, (path) => {
    if (path !== 'checkpoint') writeFileSync(state, readFileSync(other));
    return fileIn(fork.folder, path);
  });
  const { code, out, err } = await inProcess('board', 'verify', url, '--key', key, '--state', state);
  t.is(code, 0, out);
  t.regex(err, /state\.json: found another head of bank\.example\/board\/2026 .*not kept/);
  t.notRegex(out, /Kept in/);
  t.is(readFileSync(state, 'utf8'), readFileSync(other, 'utf8'));
  t.is((await inProcess('board', 'verify', url, '--key', key, '--state', state)).code, 1);
});

test('over HTTP', async (t) => {
  const { folder, log, key, state } = await bench(t);
  const server = createServer((request, response) => {
    const file = join(folder, 'web', decodeURIComponent(request.url ?? ''));
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/board/2026/`;
  const { code, out, err } = await inProcess('board', 'verify', url, '--key', key, '--faces', '--state', state);
  t.is(code, 0, err);
  t.regex(out, /20 open their entries/);
  rmSync(join(log.folder, 'checkpoint'));
  t.regex(oneLineOf(t, await inProcess('board', 'verify', url, '--key', key, '--no-state'), 2), /found no checkpoint/);
});

test('hostile words of a mail never get to the terminal', async (t) => {
  const { folder, key } = await bench(t);
  const mail = join(folder, 'bad.eml');
  writeFileSync(mail, receiptMail([{ name: 'a\u001b[31m\u202e.bin', bytes: Buffer.from('x') }]));
  const { err } = await inProcess('board', 'verify', mail, '--key', key);
  t.notRegex(err, /[\u001b\u202e]/);
});

test('progress: one line written over, nothing where nobody watches', (t) => {
  const written: string[] = [];
  const screen = { isTTY: true, columns: 60, write: (text: string) => written.push(text) };
  const progress = showProgress(screen);
  progress.step(50, 200, ORIGIN);
  progress.step(50, 200, ORIGIN);
  progress.end();
  t.deepEqual(written, [`\r${progressLine(50, 200, ORIGIN, 59)}\u001b[K`, '\r\u001b[K']);
  t.is(progressLine(50, 200, 'a/\u001b[1m', 99), '[#######.......................]  25 %  50 of 200  a/??1m');
  t.is(progressLine(0, 0, ORIGIN, 30).length, 30);
  const quiet = showProgress({ isTTY: false, write: () => t.fail('wrote') });
  quiet.step(1, 2, ORIGIN);
  quiet.end();
});
