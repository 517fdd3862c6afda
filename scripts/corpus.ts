/**
 * `node scripts/corpus.ts FOLDER… [--json] [--list WORD]`: runs foreign mails, such as another program's test mails, through the bank's own reader
 * and prints what became of them. `--list` names the mails whose trial holds the word (a refusal's code, `answered`, `crashed`).
 * Exit code 1 where a mail crashed the reader, or where money would move.
 */
import { resolve } from 'node:path';
import { openBank } from '../clearinghouse/cases/testing/bank.ts';
import { ask } from '../clearinghouse/cases/testing/trade.ts';
import { GATE_LIMITS } from '../clearinghouse/mail/gate.ts';
import { startReaderPool } from '../clearinghouse/mail/reader-pool.ts';
import { DNS_SETTINGS } from '../clearinghouse/mail/resolver.ts';
import { callOf, refuseCall } from './call.ts';
import { mailsIn } from './corpus/mails.ts';
import { describe, tableOf, type Collection } from './corpus/table.ts';
import { tryMail, type Trial } from './corpus/try.ts';

const USAGE = 'node scripts/corpus.ts FOLDER… [--json] [--list WORD]';

const { values, positionals } = callOf(USAGE, { allowPositionals: true, options: { json: { type: 'boolean', default: false }, list: { type: 'string' } } });
if (positionals.length === 0) refuseCall(USAGE, 'found no folder, expected one or more');

const bank = await openBank('corpus');
const asked = await ask(bank);
const pool = startReaderPool({
  workerUrl: new URL('../clearinghouse/worker.ts', import.meta.url),
  size: 1,
  settings: {
    peppers: [{ version: 1, key: new Uint8Array(32) }],
    dns: { ...DNS_SETTINGS, servers: [{ address: bank.dns.address, port: bank.dns.port }] },
    limits: GATE_LIMITS,
    authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] },
    ownAddresses: [],
  },
  timeLimitMs: 5_000,
  letterLimitMs: 30_000,
  heapMegabytes: 256,
});
try {
  const collections: Collection[] = [];
  for (const folder of positionals) {
    const trials: Trial[] = [];
    for (const mail of mailsIn(resolve(folder))) trials.push(await tryMail(mail, pool, bank, asked, () => performance.now()));
    collections.push({ folder, trials });
  }
  const all = collections.flatMap(({ trials }) => trials);
  process.stdout.write(values.json ? `${JSON.stringify(collections, null, 2)}\n` : `${tableOf(collections)}\n`);
  const wanted = values.list;
  if (wanted !== undefined) for (const { folder, trials } of collections) for (const trial of trials) if (describe(trial).includes(wanted)) process.stdout.write(`${folder}/${describe(trial)}\n`);
  process.exitCode = all.some((trial) => trial.crashed !== null || trial.paid) ? 1 : 0;
} finally {
  await pool.close();
  await bank.stop();
}
