/**
 * A test runner for Stryker. It plays the tests in its own process and switches one mutant on at a time, and of the tests it plays those alone that pass by the mutant: Stryker's
 * command runner starts a process for each mutant and plays all of them, which takes a day for `core/`.
 */
import { createHash } from 'node:crypto';
import { testsOf, type TestHere } from './tests-here.ts';

/** What the changed code looks at (Stryker's `InstrumenterContext`). */
type Switches = { activeMutant?: string | undefined; currentTestId?: string | undefined; mutantCoverage?: unknown; hitCount?: number | undefined; hitLimit?: number | undefined };

type MutantRun = { readonly activeMutant: { readonly id: string }; readonly testFilter?: readonly string[]; readonly hitLimit?: number; readonly mutantActivation: 'runtime' | 'static' };
type Outcome =
  | { readonly status: 'killed'; readonly killedBy: readonly string[]; readonly failureMessage: string; readonly nrOfTests: number }
  | { readonly status: 'survived'; readonly nrOfTests: number }
  | { readonly status: 'timeout'; readonly reason: string }
  /** Counts for nothing in Stryker's score. */
  | { readonly status: 'error'; readonly errorMessage: string };

const place = globalThis as { __stryker__?: Switches };
const switches = (): Switches => (place.__stryker__ ??= {});

let loaded: readonly TestHere[] | null = null;

/** Of a test: how many mutants it met and killed, and how long it took. The next mutant mostly stands beside the last. */
type Record = { met: number; killed: number; milliseconds: number };
const records = new Map<string, Record>();

function noteOf(id: string, killed: boolean, milliseconds: number): void {
  const record = records.get(id) ?? { met: 0, killed: 0, milliseconds: 0 };
  records.set(id, { met: record.met + 1, killed: record.killed + (killed ? 1 : 0), milliseconds: record.milliseconds + milliseconds });
}

/** What a test promises to kill in a millisecond. */
function promise({ id }: TestHere): number {
  const { met, killed, milliseconds } = records.get(id) ?? { met: 0, killed: 0, milliseconds: 0 };
  return ((killed + 0.2) / (met + 1)) / ((milliseconds + USUAL_MS) / (met + 1));
}
const USUAL_MS = 150;

/** One mutant in so many is tried (`--share`), by a hash of its number: the same ones each time. */
const share = Number(process.env['KAKITOME_MUTANTS_SHARE'] ?? '1');
const isChosen = (id: string): boolean => createHash('sha256').update(id).digest().readUInt32BE() / 2 ** 32 < share;

async function tests(): Promise<readonly TestHere[]> {
  loaded ??= await testsOf(process.cwd());
  return loaded;
}

async function failure(test: TestHere): Promise<string | null> {
  try {
    await test.play();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Each test once, with what it passes by. */
async function dryRun(): Promise<unknown> {
  const results = [];
  for (const test of await tests()) {
    const began = performance.now();
    switches().currentTestId = test.id;
    const failed = await failure(test);
    const { id } = test;
    const timeSpentMs = performance.now() - began;
    results.push(failed === null ? { id, name: id, timeSpentMs, status: 0 } : { id, name: id, timeSpentMs, status: 1, failureMessage: failed });
  }
  switches().currentTestId = undefined;
  return { status: 'complete', tests: results, mutantCoverage: switches().mutantCoverage };
}

async function mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }: MutantRun): Promise<Outcome> {
  if (!isChosen(activeMutant.id)) return { status: 'error', errorMessage: 'not in the sample' };
  if (mutantActivation === 'static') switches().activeMutant = activeMutant.id;
  const wanted = testFilter === undefined ? null : new Set(testFilter);
  const played = (await tests()).filter(({ id }) => wanted === null || wanted.has(id)).toSorted((one, other) => promise(other) - promise(one));
  Object.assign(switches(), { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
  for (const [index, test] of played.entries()) {
    const began = performance.now();
    const failed = await failure(test);
    noteOf(test.id, failed !== null, performance.now() - began);
    const { hitCount = 0 } = switches();
    if (hitLimit !== undefined && hitCount > hitLimit) return { status: 'timeout', reason: `passed by ${hitCount} times` };
    if (failed === null) continue;
    await mustBeSound(test, mutantActivation);
    return { status: 'killed', killedBy: [test.id], failureMessage: failed, nrOfTests: index + 1 };
  }
  return { status: 'survived', nrOfTests: played.length };
}

/** The killer holds without the mutant: what a mutant left behind in this process must not kill the next one. Where it does not, another process begins anew with this mutant. */
async function mustBeSound(test: TestHere, activation: 'runtime' | 'static'): Promise<void> {
  if (activation === 'static') return;
  Object.assign(switches(), { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
  const failed = await failure(test);
  if (failed === null) return;
  process.stderr.write(`${test.id} fails without a mutant: ${failed}\n`);
  process.exit(3);
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'in-process', factory: Object.assign(() => ({ capabilities: () => ({ reloadEnvironment: false }), dryRun, mutantRun }), { inject: [] }) },
];
