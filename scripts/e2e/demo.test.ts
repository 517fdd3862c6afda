/** The demo as a newcomer runs it: once to its end, and once interrupted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const DEMO = fileURLToPath(new URL('../demo.ts', import.meta.url));

type Run = { readonly code: number | null; readonly output: string; readonly left: readonly string[] };

/** Runs the demo with a temp folder of its own; `interruptAt` sends SIGINT when that text has been shown. */
async function runDemo(words: readonly string[], interruptAt: string | null): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-demo-test-'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', DEMO, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: folder } });
  let output = '';
  const take = (chunk: Buffer): void => {
    const shown = interruptAt !== null && output.includes(interruptAt);
    output += chunk.toString();
    if (interruptAt !== null && !shown && output.includes(interruptAt)) child.kill('SIGINT');
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const [code] = (await once(child, 'close')) as [number | null];
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true, force: true });
  return { code, output, left };
}

test.serial('once: a whole payment, exit 0, nothing left behind', async (t) => {
  t.timeout(120_000);
  const { code, output, left } = await runDemo(['--once'], null);
  t.is(code, 0, output);
  for (const words of ['Balances before', 'Pay JPY 4,741 to Green Tea House?', 'OK maple-7731-crow', 'Paid, ship: JPY 4,741', 'Audit: every invariant holds', 'The payment stands on the public board', 'Sound: the 2 entries', 'went as its script says']) t.true(output.includes(words), words);
  t.deepEqual(left, []);
});

test.serial('it stays up until it is interrupted, and leaves nothing behind', async (t) => {
  t.timeout(120_000);
  const { code, output, left } = await runDemo([], 'Ctrl-C ends it');
  t.is(code, 0, output);
  t.true(output.includes('curl --url smtp://127.0.0.1:'));
  t.deepEqual(left, []);
});
