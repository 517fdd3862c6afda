/**
 * `node scripts/simulate.ts --seed N --payments M [--verbose]`: the bank's own stages, core and store among honest people, thieves, a bad mail network
 * and a house in which everything fails; an independent auditor looks on. More than 1,000 payments are played as runs of 1,000 with seeds N, N+1, …
 */
import { parseArgs } from 'node:util';
import { simulate } from './simulate/run.ts';
import { tellStory } from './simulate/story.ts';

const LARGEST_RUN = 1_000;

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, payments: { type: 'string', default: '1000' }, verbose: { type: 'boolean', default: false } } });
const [seed, payments] = [Number.parseInt(values.seed, 10), Number.parseInt(values.payments, 10)];
if (!(payments > 0) || !Number.isSafeInteger(seed)) throw new RangeError('--seed and --payments are whole numbers, --payments above zero');

const begun = performance.now();
const cpu = process.cpuUsage();
const sums = new Map<string, number>();
let found = 0;
for (let [done, own] = [0, seed]; done < payments; done += LARGEST_RUN, own += 1) {
  const outcome = await simulate(own, Math.min(LARGEST_RUN, payments - done));
  for (const [what, times] of outcome.counts) sums.set(what, (sums.get(what) ?? 0) + times);
  if (outcome.violation !== null) found += 1;
  if (outcome.violation !== null || values.verbose) process.stdout.write(`${tellStory(outcome, values.verbose)}\n\n`);
  process.stderr.write(`\rseed ${own}, ${Math.min(done + LARGEST_RUN, payments)} of ${payments} payments, ${found} found  `);
}
process.stderr.write('\n');
for (const [what, times] of [...sums].sort(([, a], [, b]) => b - a)) process.stdout.write(`${String(times).padStart(8)}  ${what}\n`);
const { user, system } = process.cpuUsage(cpu);
const seconds = (user + system) / 1e6;
process.stdout.write(`${payments} payments, ${found} runs with findings; ${Math.round((performance.now() - begun) / 1_000)} s, ${seconds.toFixed(1)} s of CPU, ${Math.round(payments / seconds)} payments/s of CPU\n`);
process.exitCode = found === 0 ? 0 : 1;
