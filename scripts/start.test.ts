import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';

const scripts = fileURLToPath(new URL('.', import.meta.url));

// Stands in for npm: counts its calls and brings this very Node as the package `node`.
const standInForNpm = `#!${process.execPath}
import { appendFileSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
console.log('added 1 package');
if (process.env.NPM_FAILS) { console.error('npm error network'); process.exit(7); }
rmSync('node_modules', { recursive: true, force: true });
setTimeout(() => {
  mkdirSync('node_modules/node/bin', { recursive: true });
  symlinkSync(process.execPath, 'node_modules/node/bin/node');
}, 400);
`;

interface Checkout {
  readonly folder: string;
  start(args: readonly string[], env?: Record<string, string>, cwd?: string): ChildProcess;
  end(child: ChildProcess): Promise<{ code: number | null; signal: string | null; out: string; err: string }>;
  npmCalls(): string[];
}

/** A checkout of its own with the real starters, one verb for each test, and the stand-in for npm on the path. */
function checkout(t: ExecutionContext, verb: string): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const name of ['start.mjs', 'kakitome.mjs', 'setup.mjs', 'setup']) cpSync(join(scripts, name), join(folder, 'scripts', name), { recursive: true });
  mkdirSync(join(folder, 'clearinghouse', 'cli'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, 'node_modules/node': { version: '24.0.0', dev: true } } }));
  writeFileSync(join(folder, 'scripts', 'verb.ts'), verb);
  writeFileSync(join(folder, 'clearinghouse', 'cli', 'index.ts'), verb);
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npm'), standInForNpm);
  chmodSync(join(bin, 'npm'), 0o755);
  const path = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter);
  return {
    folder,
    start: (args, env = {}, cwd = folder) => spawn(process.execPath, args, { cwd, env: { ...process.env, PATH: path, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }),
    end: async (child) => {
      let out = '';
      let err = '';
      child.stdout?.on('data', (chunk) => (out += chunk));
      child.stderr?.on('data', (chunk) => (err += chunk));
      const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
      return { code, signal, out, err };
    },
    npmCalls: () => (existsSync(join(folder, 'npm-calls')) ? readFileSync(join(folder, 'npm-calls'), 'utf8').trim().split('\n') : []),
  };
}

const verb = ['scripts/start.mjs', 'verb'];
const tellArguments = 'const words: string[] = process.argv.slice(2); console.log(words.join("|")); process.exitCode = 5;';

test('the first run installs, the second does not, a changed lock does; arguments and exit code pass through', async (t) => {
  const { folder, start, end, npmCalls } = checkout(t, tellArguments);
  const first = await end(start([...verb, '--once', 'a b']));
  t.deepEqual([first.code, first.out], [5, '--once|a b\n']);
  t.regex(first.err, /npm ci installs the packages/);
  t.notRegex(first.err, /added 1 package/);
  const second = await end(start(verb));
  t.deepEqual([second.code, second.err], [5, '']);
  t.is(npmCalls().length, 1);
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, 'node_modules/node': { version: '24.0.1', dev: true } } }));
  await end(start(verb));
  t.is(npmCalls().length, 2);
  t.false(existsSync(join(folder, '.kakitome')));
});

test('an installation made by hand is taken as it is', async (t) => {
  const { folder, start, end, npmCalls } = checkout(t, tellArguments);
  await end(start(verb));
  rmSync(join(folder, 'node_modules', '.kakitome-lock'));
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: { 'node_modules/node': { version: '24.0.0' } } }));
  t.is((await end(start(verb))).code, 5);
  t.is(npmCalls().length, 1);
});

test('two starters at once install once', async (t) => {
  const { start, end, npmCalls } = checkout(t, tellArguments);
  const ends = await Promise.all([end(start(verb)), end(start(verb)), end(start(verb))]);
  t.deepEqual(ends.map(({ code }) => code), [5, 5, 5]);
  t.is(npmCalls().length, 1);
});

test('the lock of a set-up that was killed is taken over by one of the waiting', async (t) => {
  const { folder, start, end, npmCalls } = checkout(t, tellArguments);
  mkdirSync(join(folder, '.kakitome', 'set-up.lock'), { recursive: true });
  // This process lives, but did not begin at that time: its number was another process's before.
  writeFileSync(join(folder, '.kakitome', 'set-up.lock', 'holder'), `${process.pid} 1`);
  const ends = await Promise.all([end(start(verb)), end(start(verb))]);
  t.deepEqual(ends.map(({ code }) => code), [5, 5]);
  t.is(npmCalls().length, 1);
});

test('where npm fails, its words are shown whole and one line says what to do', async (t) => {
  const { start, end } = checkout(t, tellArguments);
  const { code, out, err } = await end(start(verb, { NPM_FAILS: '1' }));
  t.deepEqual([code, out], [1, '']);
  t.regex(err, /npm error network\n/);
  t.regex(err, /added 1 package\nSetting up failed: npm ci ended with code 7.*run the same command again\.\n$/);
});

test('a verb that does not exist is refused without any set-up', async (t) => {
  const { start, end, npmCalls } = checkout(t, tellArguments);
  const { code, err } = await end(start(['scripts/start.mjs', '../verb']));
  t.deepEqual([code, npmCalls()], [2, []]);
  t.regex(err, /^usage: /);
});

test('kakitome: only the command writes to stdout, in the folder of the caller', async (t) => {
  const { folder, end, start } = checkout(t, 'console.log(JSON.stringify({ at: process.cwd(), words: process.argv.slice(2) }));');
  const bin = join(folder, 'bin');
  const { code, out, err } = await end(start([join(folder, 'scripts', 'kakitome.mjs'), 'list', '--json'], {}, bin));
  t.deepEqual([code, JSON.parse(out)], [0, { at: realpathSync(bin), words: ['list', '--json'] }]);
  t.regex(err, /^Setting up: /);
});

// Handles a signal as a daemon does: counts how often it comes, ends a little later.
const daemon = `import { appendFileSync } from 'node:fs';
const tell = (word: string) => appendFileSync('told', word + ' ' + process.pid + '\\n');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { tell(signal); setTimeout(() => { tell('end'); process.exit(0); }, 700); });
setInterval(() => {}, 1000);
console.log(process.pid);`;

async function runDaemon(t: ExecutionContext, signalIt: (starter: ChildProcess, script: number) => void) {
  const { folder, start, end } = checkout(t, daemon);
  const child = start(verb);
  const ended = end(child);
  const [up] = (await once(child.stdout!, 'data')) as [Buffer];
  signalIt(child, Number(up));
  const result = await ended;
  const told = () => readFileSync(join(folder, 'told'), 'utf8').trim().split('\n').map((line) => line.split(' ') as [string, string]);
  return { ...result, told };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} to the starter alone reaches the script once, and its end is waited for`, async (t) => {
    const { code, told } = await runDaemon(t, (child) => child.kill(signal));
    t.is(code, 0);
    t.deepEqual(told().map(([word]) => word), [signal, 'end']);
  });
}

test('a signal to both, and twice to the starter, is one signal for the script', async (t) => {
  const { told } = await runDaemon(t, (starter, script) => {
    for (const pid of [starter.pid!, script, starter.pid!]) process.kill(pid, 'SIGINT');
  });
  t.deepEqual(told().map(([word]) => word), ['SIGINT', 'end']);
});

test('a script without a handler ends by the signal, told as 128 + its number', async (t) => {
  const { start, end } = checkout(t, "setInterval(() => {}, 1000); console.log('up');");
  const child = start(verb);
  const ended = end(child);
  await once(child.stdout!, 'data');
  child.kill('SIGTERM');
  t.is((await ended).code, 143);
});

test('a starter that is killed takes its script with it', async (t) => {
  const { signal, told } = await runDaemon(t, (child) => child.kill('SIGKILL'));
  // The output closes only when the script has ended too.
  t.is(signal, 'SIGKILL');
  t.deepEqual(told().map(([word]) => word), ['SIGTERM', 'end']);
});
