/** It works, both ledgers hold what they were given, and it tells what it promises. No time is asserted. */
import test from 'ava';
import { ledgerText, measureLedger } from './measure.ts';

test('the ledger alone: both keep every transfer and make no money, and the report tells both', async (t) => {
  const report = await measureLedger({ transfers: 100, accounts: 20, pgbenchSeconds: 0, say: () => undefined });
  for (const { perSecond, cpuMs } of [report.naive, report.bank]) t.true(perSecond > 0 && cpuMs > 0, JSON.stringify(report));
  t.is(report.pgbench, null);
  t.regex(ledgerText(report), /64 in a commit[\s\S]*times as fast[\s\S]*left out/);
});
