/**
 * `npm test [-- files, folders, patterns or ava options]`: the system pieces that the tests need, the type check and
 * every test. The last line is `N passed, N failed` (and `, N skipped` if there are any); the exit code is 0 only if
 * something ran and nothing failed. What can't be run here is named, never silently skipped; with CI=true or
 * KAKITOME_REQUIRE_ALL=1 it is a failure.
 */
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { provideAge } from './test/age-package.ts';
import { provideChromium } from './test/chromium-package.ts';
import { provideDovecot } from './test/dovecot-package.ts';
import { reaches, selectTests } from './test/files.ts';
import { canLookForProcesses } from './test/left-behind.ts';
import { provideMounts } from './test/mounts.ts';
import { LONGEST } from './test/order.ts';
import { providePoppler } from './test/poppler-package.ts';
import { providePostgres } from './test/postgres-package.ts';
import { provideRedis } from './test/redis-package.ts';
import { provideSystemd } from './test/systemd-package.ts';
import type { TestPoint } from './test/tap.ts';
import { runTests, type TestRun } from './test/tests.ts';
import { ownTitle, together } from './test/together.ts';
import { checkTypes } from './test/types.ts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
/** What tests need of the system: those that reach the harness run only where the piece is or can be installed. */
const systemPieces = [
  { harness: 'scripts/dovecot.ts', provide: provideDovecot, name: 'the IMAP tests (Dovecot' },
  { harness: 'bulletin-board/site/testing/chromium.ts', provide: provideChromium, name: 'the tests of the public site in a browser (Chromium' },
  { harness: 'scripts/postgres.ts', provide: providePostgres, name: 'the tests of the PostgreSQL store (PostgreSQL' },
  { harness: 'scripts/redis.ts', provide: provideRedis, name: 'the tests of wake-ups between processes (Redis' },
  { harness: 'clearinghouse/print/testing/poppler.ts', provide: providePoppler, name: 'the tests of print files (poppler-utils' },
  { harness: 'scripts/test/systemd-package.ts', provide: provideSystemd, name: 'the test of units (systemd-analyze' },
  { harness: 'scripts/test/mounts.ts', provide: provideMounts, name: 'the tests that do the steps of deploy/README.md (a mount namespace' },
  { harness: 'scripts/test/age-package.ts', provide: provideAge, name: 'the tests of cheque files against another program (age' },
];
const requireAll = [process.env['CI'], process.env['KAKITOME_REQUIRE_ALL']].some((value) => value === 'true' || value === '1');

const failures: string[] = [];
const leftOut: string[] = [];
/** Files that begin servers: they keep a thread of their own. */
const withSystemPieces = new Set<string>();
let passed = 0;
let skipped = 0;
let stop: (reason: string) => void = () => {};
let stopSignal: NodeJS.Signals | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopSignal ??= signal;
    stop(`stopped by ${signal}`);
  });
}
// A reader that goes away (`npm test | head`) must not keep the run from clearing up.
process.stdout.on('error', () => stop('nobody reads the output any more'));

const selection = selectTests(root, process.argv.slice(2));
for (const argument of selection.unmatched) fail(`no test file matches "${argument}"`);
const files = runnable(selection.files);
if (selection.whole) await typeCheck();
if (stopSignal === undefined && files.length > 0) {
  // A title that is looked for is ava's to compare, without the name of a file before it.
  const threads = selection.options.some((option) => /^(?:-m|--match)(?:=|$)/.test(option)) ? {} : together(root, files, keepsItsThread);
  judge(await runTests(root, { files, threads, options: selection.options }, { onPoint, onRemark, onStart: (how) => (stop = how) }));
}
if (!canLookForProcesses()) leave('the search for processes that tests leave behind (this system has no /proc)');
conclude();

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(title: string): void {
  failures.push(title);
  print(`FAIL  ${title}`);
}

function leave(what: string): void {
  leftOut.push(what);
  print(`left out: ${what}`);
}

/** The files that can run here: those that need a piece of the system only where it is or can be installed. */
function runnable(chosen: readonly string[]): readonly string[] {
  return systemPieces.reduce((files, { harness, provide, name }) => {
    const needing = files.filter((file) => reaches(root, file, harness));
    for (const file of needing) withSystemPieces.add(file);
    const reason = needing.length === 0 ? undefined : provide(print);
    if (reason === undefined) return files;
    leave(`${name} is missing and can't be installed here: ${reason}): ${needing.join(', ')}`);
    return files.filter((file) => !needing.includes(file));
  }, chosen);
}

/** What runs whole programs, or long, gains nothing by sharing. */
function keepsItsThread(file: string): boolean {
  return file.startsWith('scripts/') || LONGEST.includes(file) || withSystemPieces.has(file);
}

async function typeCheck(): Promise<void> {
  const { code, output } = await checkTypes((end) => (stop = end));
  if (stopSignal !== undefined) return;
  if (code !== 0) process.stdout.write(output);
  onPoint({ title: 'the types of the whole tree', outcome: code === 0 ? 'passed' : 'failed', details: [] });
}

function onPoint(point: TestPoint): void {
  const title = ownTitle(point.title);
  if (point.outcome === 'failed') fail(title);
  else print(`${point.outcome === 'passed' ? 'ok   ' : 'skip '} ${title}`);
  for (const line of point.details) print(`      ${line}`);
  if (point.outcome === 'passed') passed += 1;
  if (point.outcome === 'skipped') skipped += 1;
}

/** ava remarks on every hook that went well; what is worth reading is what was still running. */
function onRemark(line: string): void {
  if (!/\bhook$/.test(line)) print(line);
}

/** What a run's end adds to the failures beyond the tests that failed by themselves. */
function judge({ counts, exitCode, signal, stopped, left }: TestRun): void {
  for (let at = 0; at < counts.unreported; at += 1) fail('a test that did not run or did not end');
  if (stopped !== undefined) fail(`${stopped}; what was running is named above`);
  else if (!counts.complete) fail(`ava ended early (${signal ?? `code ${exitCode}`})`);
  else if (exitCode !== 0 && counts.failed + counts.unreported === 0) fail(`ava ended with code ${exitCode} though no test failed`);
  for (const { pid, command } of left) fail(`a process was left behind by a test: ${pid} ${command}`);
}

function conclude(): void {
  if (stopSignal !== undefined && failures.length === 0) fail(`stopped by ${stopSignal}`);
  if (requireAll && skipped > 0) fail(`${skipped} tests were skipped, and this run requires all`);
  if (requireAll && leftOut.length > 0) fail('parts were left out, and this run requires all');
  if (passed + failures.length === 0) print('No test was run.');
  if (failures.length > 0) print(`\nFailed:\n${failures.map((title) => `  ${title}`).join('\n')}`);
  if (leftOut.length > 0) print(`\n${leftOut.map((what) => `left out: ${what}`).join('\n')}`);
  print(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  const code = failures.length > 0 || passed === 0 ? 1 : 0;
  process.exitCode = stopSignal === undefined ? code : 128 + constants.signals[stopSignal];
}
