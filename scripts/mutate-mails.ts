/**
 * `node scripts/mutate-mails.ts --count 100000 --seed 1`: the long run of clearinghouse/cases/mutants.test.ts. Prints what the mutants came to, and every
 * one that broke a promise, with the seed that makes it again (`--count 1 --seed N`).
 */
import { openBank } from '../clearinghouse/cases/testing/bank.ts';
import { makeBases, tryMutants } from '../clearinghouse/cases/testing/mutants.ts';
import { callOf, refuseCall } from './call.ts';

const USAGE = 'node scripts/mutate-mails.ts [--count N] [--seed N]';

const { values } = callOf(USAGE, { options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } } });
const [count, seed] = [Number.parseInt(values.count, 10), Number.parseInt(values.seed, 10)];
if (!(count > 0) || !Number.isSafeInteger(seed)) refuseCall(USAGE, `found --count ${values.count} --seed ${values.seed}, expected whole numbers, --count above zero`);

const bank = await openBank('mutants');
try {
  const begun = performance.now();
  const verdict = await tryMutants(bank, await makeBases(bank), count, seed, (tried) => process.stderr.write(`\r${tried} of ${count}`));
  process.stderr.write('\n');
  for (const [outcome, times] of [...verdict.outcomes].sort((a, b) => b[1] - a[1])) process.stdout.write(`${String(times).padStart(8)}  ${outcome}\n`);
  for (const line of verdict.broken) process.stdout.write(`BROKEN  ${line}\n`);
  process.stdout.write(`${verdict.tried} mutants in ${Math.round((performance.now() - begun) / 1000)} s, ${verdict.broken.length} broken\n`);
  process.exitCode = verdict.broken.length === 0 ? 0 : 1;
} finally {
  await bank.stop();
}
