/** Many runs, one after the other or several at once, each in a process of its own; what they have in common is added up. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { simulate } from './run.ts';
import { tellStory } from './story.ts';

export type Runs = { readonly seed: number; readonly payments: number; readonly jobs: number; readonly verbose: boolean };

/** What one run has come to. `story` null: nothing was found, and nobody wants to read of it. */
export type RunResult = { readonly seed: number; readonly payments: number; readonly found: boolean; readonly story: string | null; readonly counts: readonly (readonly [what: string, times: number])[]; readonly cpuSeconds: number };
export type RunOrder = { readonly seed: number; readonly payments: number; readonly verbose: boolean };

const LARGEST_RUN = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export async function playRun({ seed, payments, verbose }: RunOrder): Promise<RunResult> {
  const before = process.cpuUsage();
  const outcome = await simulate(seed, payments);
  const { user, system } = process.cpuUsage(before);
  const found = outcome.violation !== null;
  return { seed, payments, found, story: found || verbose ? tellStory(outcome, verbose) : null, counts: [...outcome.counts], cpuSeconds: (user + system) / 1e6 };
}

/** Returns in how many runs something was found. Told to end (SIGINT, SIGTERM) it begins no further run, and tells what was found until then. */
export async function playRuns({ seed, payments, jobs, verbose }: Runs): Promise<number> {
  const begun = performance.now();
  const orders = Array.from({ length: Math.ceil(payments / LARGEST_RUN) }, (_, at): RunOrder => ({ seed: seed + at, payments: Math.min(LARGEST_RUN, payments - at * LARGEST_RUN), verbose }));
  let ending = false;
  const end = (): void => void (ending = true);
  for (const signal of SIGNALS) process.on(signal, end);
  const left = function* (): Generator<RunOrder> {
    for (const order of orders) {
      if (ending) return;
      yield order;
    }
  };
  const sums = new Map<string, number>();
  let [found, played, cpu] = [0, 0, 0];
  const take = (result: RunResult): void => {
    for (const [what, times] of result.counts) sums.set(what, (sums.get(what) ?? 0) + times);
    found += result.found ? 1 : 0;
    played += result.payments;
    cpu += result.cpuSeconds;
    if (result.story !== null) process.stdout.write(`${result.story}\n\n`);
    process.stderr.write(`\rseed ${result.seed}, ${played} of ${payments} payments, ${found} found  `);
  };
  if (jobs === 1) for (const order of left()) take(await playRun(order));
  else await inProcesses(left(), Math.min(jobs, orders.length, availableParallelism() * 4), take);
  for (const signal of SIGNALS) process.off(signal, end);
  process.stderr.write('\n');
  for (const [what, times] of [...sums].sort(([, one], [, other]) => other - one)) process.stdout.write(`${String(times).padStart(8)}  ${what}\n`);
  process.stdout.write(`${played} payments, ${found} runs with findings; ${Math.round((performance.now() - begun) / 1_000)} s, ${cpu.toFixed(1)} s of CPU, ${Math.round(played / cpu)} payments/s of CPU\n`);
  return found;
}

/** A run that ends its process without a result ends everything: it is no finding, but a fault of the simulator. */
async function inProcesses(left: Generator<RunOrder>, jobs: number, take: (result: RunResult) => void): Promise<void> {
  const work = async (): Promise<void> => {
    const child = fork(`${import.meta.dirname}/run-process.ts`, { execArgv: process.execArgv });
    try {
      for (let next = left.next(); next.done !== true; next = left.next()) take(await ask(child, next.value));
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

function ask(child: ReturnType<typeof fork>, order: RunOrder): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null): void => reject(new Error(`the process of seed ${order.seed} ended with ${code}`));
    child.once('exit', end);
    child.once('message', (result) => {
      child.off('exit', end);
      resolve(result as RunResult);
    });
    child.send(order);
  });
}
