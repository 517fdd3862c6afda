/**
 * `node scripts/simulate.ts --seed N --payments M [--jobs J] [--verbose]`: the bank's own stages, core and store among honest people, thieves, a bad mail network
 * and a house in which everything fails; an independent auditor looks on. More than 1,000 payments are played as runs of 1,000 with seeds N, N+1, …, J at once.
 * `--mutants`: banks with one fault each instead; the auditor has to find each of them.
 */
import { callOf, refuseCall } from './call.ts';
import { catchAll } from './simulate/run-mutants.ts';
import { playRuns } from './simulate/runs.ts';

const USAGE = 'npm run simulate -- [--seed N] [--payments N] [--jobs N] [--verbose] [--mutants]';

const { values } = callOf(USAGE, {
  options: {
    seed: { type: 'string', default: '1' },
    payments: { type: 'string', default: '1000' },
    jobs: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
  },
});
const [seed, payments, jobs] = [Number.parseInt(values.seed, 10), Number.parseInt(values.payments, 10), Number.parseInt(values.jobs, 10)];
if (!(payments > 0) || !(jobs > 0) || !Number.isSafeInteger(seed)) refuseCall(USAGE, `found --seed ${values.seed} --payments ${values.payments} --jobs ${values.jobs}, expected whole numbers, the last two above zero`);

if (values.mutants) {
  const caught = await catchAll(seed, ({ name, found, other }) => void process.stdout.write(`${found === null ? 'MISSED' : 'found '}  ${name}: ${(found ?? other.join('; ') ?? '').split('\n')[0]?.slice(0, 160)}\n`));
  const missed = caught.filter(({ found }) => found === null).length;
  process.stdout.write(`${caught.length} mutants, ${missed} missed\n`);
  process.exitCode = missed === 0 ? 0 : 1;
} else {
  process.exitCode = (await playRuns({ seed, payments, jobs, verbose: values.verbose })) === 0 ? 0 : 1;
}
