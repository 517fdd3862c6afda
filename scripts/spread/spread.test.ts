/** A short run of `npm run spread`; the long ones, with the network cut and processes killed at random, are the script's. */
import test from 'ava';
import { shortScene } from './scenes.ts';

test('several processes on PostgreSQL and Redis, of which the first fails over and the second goes away: each payment settles once', async (t) => {
  t.timeout(300_000);
  const { wrongs, happened } = await shortScene({ payments: 20, tell: () => undefined });
  t.deepEqual(wrongs, [], happened.join('\n'));
  t.true(happened.includes('the standby is the primary'));
});
