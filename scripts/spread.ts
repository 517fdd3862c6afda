/**
 * `npm run spread -- [quiet|turn|redis|kills|mailbox|fail-over|cut …] [--payments N]`: a bank of several processes on PostgreSQL and Redis, under load, while things go
 * wrong: Redis is flushed, stopped and begun anew; processes are killed at random; of two that read one mailbox one dies; the database fails over to its standby; the network
 * between processes and database is cut (this one needs root). Then every payment must have settled exactly once, with nothing lost and sound books. All
 * scenes by default. Ends with 1 where anything is wrong.
 */
import { callOf, refuseCall } from './call.ts';
import { canMakeNetworks } from './spread/network.ts';
import { endScene, scenes } from './spread/scenes.ts';

const USAGE = 'npm run spread -- [quiet|turn|redis|kills|mailbox|fail-over|cut]… [--payments N]';

const { values, positionals } = callOf(USAGE, { allowPositionals: true, options: { payments: { type: 'string', default: '300' } } });
const payments = Number(values.payments);
if (!Number.isInteger(payments) || payments < 10 || payments > 100_000) refuseCall(USAGE, `--payments: found "${values.payments}", expected a whole number from 10 to 100000`);
const unknown = positionals.find((name) => !(name in scenes));
if (unknown !== undefined) refuseCall(USAGE, `there is no scene "${unknown}", expected ${Object.keys(scenes).join(', ')}`);

// Servers and daemons of a scene end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void endScene().finally(() => process.exit(1)));

let wrong = 0;
for (const [name, play] of Object.entries(scenes)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  if (name === 'cut' && !canMakeNetworks()) {
    console.log(`${name}: left out, since network namespaces can't be made here (root on Linux can)`);
    continue;
  }
  console.log(`${name}: ${payments} payments`);
  const { wrongs, seconds } = await play({ payments, tell: (line) => console.log(`  ${line}`) });
  for (const line of wrongs) console.log(`  WRONG: ${line}`);
  console.log(`${name}: ${wrongs.length === 0 ? `each settled once, nothing lost, books and board sound (${seconds.toFixed(0)} s)` : `${wrongs.length} wrong`}`);
  wrong += wrongs.length;
}
process.exitCode = wrong === 0 ? 0 : 1;
