/** Runs ava over the chosen files in a temporary folder of their own, and bounds the whole run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canLookForProcesses, endProcessesOf, type LeftProcess } from './left-behind.ts';
import { readTap, type TapCounts, type TestPoint } from './tap.ts';
import { temporaryRoot } from './temporary.ts';
import { leadersOf, type Threads } from './together.ts';

/** What came of a run; `stopped` says why it was ended early. */
export interface TestRun {
  readonly counts: TapCounts;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stopped: string | undefined;
  readonly left: readonly LeftProcess[];
}

/** What is run: files relative to the root, which of them share a thread, and options of ava. */
export interface TestChoice {
  readonly files: readonly string[];
  readonly threads: Threads;
  readonly options: readonly string[];
}

/** Whom a run tells what, as it happens. */
export interface TestListener {
  onPoint(point: TestPoint): void;
  onRemark(line: string): void;
  /** Hands over the function that stops the run; the reason is kept in the result. */
  onStart(stop: (reason: string) => void): void;
}

const suiteLimitMinutes = 60;
const endingMilliseconds = 10_000;
const outputMilliseconds = 2000;
const tether = new URL('../setup/tether.mjs', import.meta.url).href;

/** Runs ava; resolves when it and every process of the run have ended and the temporary folder is gone. */
export async function runTests(root: string, choice: TestChoice, listener: TestListener): Promise<TestRun> {
  const folder = mkdtempSync(join(temporaryRoot(process.env), 'kakitome-test-'));
  chmodSync(folder, 0o711); // servers under test pass through it as other users
  try {
    const ended = await runAva(root, folder, choice, listener);
    const left = canLookForProcesses() ? await endProcessesOf(basename(folder)) : [];
    return { ...ended, left };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function runAva(root: string, folder: string, { files, threads, options }: TestChoice, listener: TestListener): Promise<Omit<TestRun, 'left'>> {
  return new Promise((resolve, reject) => {
    const ava = fileURLToPath(new URL('../../node_modules/ava/entrypoints/cli.js', import.meta.url));
    const config = fileURLToPath(new URL('ava.config.mjs', import.meta.url));
    // Hundreds of threads and processes load the same modules: what one has compiled the next ones take from here.
    const env = { ...process.env, TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, 'compiled'), KAKITOME_TETHER: '1', KAKITOME_TEST_THREADS: JSON.stringify(threads) };
    const nodeArguments = ['--disable-warning=ExperimentalWarning', '--import', tether, ava, '--tap', '--config', config, ...options, ...leadersOf(files, threads)];
    const child = spawn(process.execPath, nodeArguments, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const tap = readTap(listener.onPoint, listener.onRemark);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => tap.write(text));

    let stopped: string | undefined;
    const stop = (reason: string) => {
      if (stopped === undefined) endInSteps(child);
      stopped ??= reason;
    };
    const limit = setTimeout(() => stop(`the suite took more than ${suiteLimitMinutes} minutes`), suiteLimitMinutes * 60_000);
    listener.onStart(stop);
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => {
      clearTimeout(limit);
      const done = () => resolve({ counts: tap.end(), exitCode, signal, stopped });
      // `close` comes when all output is read; a process left behind by a test may hold the pipe open for ever.
      const enough = setTimeout(done, outputMilliseconds);
      child.once('close', () => {
        clearTimeout(enough);
        done();
      });
    });
  });
}

/** ava stops its workers on SIGINT and tells what was running; one that does not is ended. */
function endInSteps(child: ChildProcess): void {
  child.kill('SIGINT');
  const last = setTimeout(() => child.kill('SIGKILL'), endingMilliseconds);
  child.once('exit', () => clearTimeout(last));
}
