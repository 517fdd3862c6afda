/**
 * A test runner for Stryker. It plays the tests in its own process and switches one mutant on at a time, and of the tests it plays those alone that pass by the mutant: Stryker's
 * command runner starts a process for each mutant and plays all of them, which takes a day for `core/`.
 */
import { testsOf, type TestHere } from './tests-here.ts';

/** What the changed code looks at (Stryker's `InstrumenterContext`). */
type Switches = { activeMutant?: string | undefined; currentTestId?: string | undefined; mutantCoverage?: unknown; hitCount?: number | undefined; hitLimit?: number | undefined };

type MutantRun = { readonly activeMutant: { readonly id: string }; readonly testFilter?: readonly string[]; readonly hitLimit?: number; readonly mutantActivation: 'runtime' | 'static' };
type Outcome =
  | { readonly status: 'killed'; readonly killedBy: readonly string[]; readonly failureMessage: string; readonly nrOfTests: number }
  | { readonly status: 'survived'; readonly nrOfTests: number }
  | { readonly status: 'timeout'; readonly reason: string };

const place = globalThis as { __stryker__?: Switches };
const switches = (): Switches => (place.__stryker__ ??= {});

let loaded: readonly TestHere[] | null = null;
/** How many mutants a test has killed: the next one mostly stands beside the last. */
const kills = new Map<string, number>();

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
  if (mutantActivation === 'static') switches().activeMutant = activeMutant.id;
  const wanted = testFilter === undefined ? null : new Set(testFilter);
  const played = (await tests()).filter(({ id }) => wanted === null || wanted.has(id)).toSorted((one, other) => (kills.get(other.id) ?? 0) - (kills.get(one.id) ?? 0));
  Object.assign(switches(), { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
  for (const [index, test] of played.entries()) {
    const failed = await failure(test);
    const { hitCount = 0 } = switches();
    if (hitLimit !== undefined && hitCount > hitLimit) return { status: 'timeout', reason: `passed by ${hitCount} times` };
    if (failed === null) continue;
    await mustBeSound(test, mutantActivation);
    kills.set(test.id, (kills.get(test.id) ?? 0) + 1);
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
