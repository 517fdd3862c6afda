import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { canLookForProcesses } from './test/left-behind.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const head = "import test from 'ava';\n";
const good = `${head}test('adds', (t) => t.is(1 + 1, 2));\n`;
const hanging = `${head}test('waits', async (t) => { console.log('up'); await new Promise((r) => setTimeout(r, 600000)); t.is(1, 1); });\n`;

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly lastLine: string;
  /** What the run left in the folder for temporary files. */
  readonly left: readonly string[];
}

/** Runs the real runner over a project of these test files, in a folder for temporary files of its own. */
async function run(t: ExecutionContext, files: Record<string, string>, args: readonly string[] = ['*.test.ts'], env: Record<string, string> = {}, whenUp?: (pid: number) => void): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const name of ['test.ts', 'test', 'setup', 'dovecot.ts', 'postgres.ts', 'redis.ts', 'free-port.ts']) cpSync(join(root, 'scripts', name), join(folder, 'scripts', name), { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  for (const name of ['package.json', 'tsconfig.json']) cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const plain = { ...process.env, TMPDIR: temporary, CI: '', KAKITOME_REQUIRE_ALL: '', ...env };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(folder, 'scripts', 'test.ts'), ...args], { cwd: folder, env: plain, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let told = false;
  const onData = (chunk: Buffer) => {
    out += chunk;
    if (!told && out.includes('up\n')) {
      told = true;
      whenUp?.(child.pid ?? 0);
    }
  };
  child.stdout.on('data', onData);
  child.stderr.on('data', onData);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, lastLine: out.trimEnd().split('\n').at(-1) ?? '', left: readdirSync(temporary) };
}

test('all is well: the last line counts, the exit code is 0, nothing is left', async (t) => {
  const { code, lastLine, left } = await run(t, { 'a.test.ts': good, 'b.test.ts': good });
  t.deepEqual([code, lastLine, left], [0, '2 passed, 0 failed', []]);
});

test('a failure is shown whole, again by its title at the end, and counted', async (t) => {
  const { code, out, lastLine } = await run(t, { 'a.test.ts': `${good}test('takes away', (t) => t.is(2 - 1, 2));\n` });
  t.deepEqual([code, lastLine], [1, '1 passed, 1 failed']);
  t.regex(out, /FAIL {2}takes away\n[^]*Difference[^]*Failed:\n {2}takes away\n/);
});

test('a file that crashes fails, with the tests that it did not come to', async (t) => {
  const { code, lastLine } = await run(t, { 'a.test.ts': `${good}setTimeout(() => { throw new Error('late'); }, 50);\ntest('never', () => new Promise((r) => setTimeout(r, 60000)));\n` });
  t.is(code, 1);
  t.regex(lastLine, /^1 passed, [1-9]\d* failed$/);
});

test('files that share a thread have tests of one title and hooks of their own, and each is told by its own name', async (t) => {
  const file = (name: string, more = '') => `${head}import { setTimeout as wait } from 'node:timers/promises';\nconst running = (globalThis.running ??= []);\ntest('alike', async (t) => { running.push('${name}'); await wait(30); t.is(running.length, ${more === '' ? 1 : 2}); });\ntest.serial('first', (t) => t.deepEqual(running, []));\n${more}`;
  const { code, out, lastLine } = await run(t, { 'a.test.ts': file('a'), 'b.test.ts': file('b', "test('wrong', (t) => t.is(1, 2));\n") });
  t.deepEqual([code, lastLine], [1, '4 passed, 1 failed']);
  t.deepEqual(out.split('\n').filter((line) => /^(?:ok|FAIL)/.test(line)).toSorted(), ['FAIL  b › wrong', 'ok    a › alike', 'ok    a › first', 'ok    b › alike', 'ok    b › first']);
  const alone = await run(t, { 'a.test.ts': file('a'), 'b.test.ts': file('b', 'test.beforeEach(() => undefined);\n') });
  t.deepEqual([alone.code, alone.lastLine], [1, '3 passed, 1 failed']);
  const begun = (name: string) => `${head}let begun = 0;\ntest.before(() => void (begun += 1));\ntest.after.always(() => console.log('${name} ended'));\ntest('begun once', (t) => t.is(begun, 1));\n`;
  const hooked = await run(t, { 'a.test.ts': begun('a'), 'b.test.ts': begun('b') });
  t.deepEqual([hooked.code, hooked.lastLine], [0, '2 passed, 0 failed']);
  for (const name of ['a', 'b']) t.regex(hooked.out, new RegExp(`${name} ended`));
  const sought = await run(t, { 'a.test.ts': file('a'), 'b.test.ts': file('b') }, ['--match', 'first', '*.test.ts']);
  t.deepEqual([sought.code, sought.lastLine], [0, '2 passed, 0 failed']);
});

test('nothing to run is a failure, and so is an argument that picks nothing', async (t) => {
  const nothing = await run(t, { 'a.test.ts': good }, ['--match', 'not there', '*.test.ts']);
  t.deepEqual([nothing.code, nothing.lastLine], [1, '0 passed, 1 failed']);
  const { code, out, lastLine } = await run(t, { 'a.test.ts': good }, ['a.test.ts', 'nothing-like-it']);
  t.deepEqual([code, lastLine], [1, '1 passed, 1 failed']);
  t.regex(out, /FAIL {2}no test file matches "nothing-like-it"/);
});

test('a skipped test is counted apart, and fails a run that requires all', async (t) => {
  const files = { 'a.test.ts': `${good}test.${'skip'}('later', (t) => t.is(1, 1));\n` };
  t.is((await run(t, files)).lastLine, '1 passed, 0 failed, 1 skipped');
  const strict = await run(t, files, ['*.test.ts'], { CI: 'true' });
  t.deepEqual([strict.code, strict.lastLine], [1, '1 passed, 1 failed, 1 skipped']);
});

const whereProcessesShow = canLookForProcesses() ? test : () => {};
whereProcessesShow('a process that a test leaves behind is named, ended and a failure', async (t: ExecutionContext) => {
  const { code, out, lastLine, left } = await run(t, {
    'a.test.ts': `${head}import { spawn } from 'node:child_process';\ntest('leaves', (t) => { const child = spawn('sleep', ['4321'], { detached: true, stdio: 'ignore' }); child.unref(); console.log('pid ' + child.pid + '.'); t.is(1, 1); });\n`,
  });
  t.deepEqual([code, lastLine, left], [1, '1 passed, 1 failed', []]);
  const pid = /pid (\d+)\./.exec(out)?.[1] ?? '';
  t.regex(out, new RegExp(`FAIL {2}a process was left behind by a test: ${pid} sleep 4321\n`));
  t.throws(() => readFileSync(`/proc/${pid}/environ`));
});

test('a run that is stopped names what was running, and leaves nothing', async (t) => {
  const { code, out, lastLine, left } = await run(t, { 'a.test.ts': hanging }, ['*.test.ts'], {}, (pid) => process.kill(pid, 'SIGINT'));
  t.deepEqual([code, left], [130, []]);
  t.regex(out, /still running: a\.test\.ts › waits\n/);
  t.regex(lastLine, /^0 passed, [1-9]\d* failed$/);
});
