/** What an office begins with that neither configuration nor keys say. */
import { DatabaseSync } from 'node:sqlite';
import test, { type ExecutionContext } from 'ava';
import { newBank } from './cli/testing/bench.ts';
import { loadConfig, type Config } from './config.ts';
import { openOffice, storePath } from './office.ts';

const OPENED = Date.parse('2024-05-01T09:00:00Z');
const DAY = 86_400_000;

/** Opens the bank at that time, opens an account, and tells since when it is noted that addresses are in use. */
async function idleFrom(t: ExecutionContext, config: Config, at: number, name?: string): Promise<number | undefined> {
  const office = await openOffice(config, { clock: { now: () => at }, report: () => undefined });
  t.teardown(office.close);
  if (name !== undefined) await office.clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [`${name}@buyer.example`], currencies: [], balanceInReceipts: false });
  await office.close();
  return office.rulebook.policy.idle?.from;
}

test('a year without a mail is counted from when the bank began to note mails: a bank of an older program suspends nobody because of the upgrade', async (t) => {
  const config = loadConfig(await newBank(t));
  t.is(await idleFrom(t, config, OPENED, 'hana'), OPENED);
  t.is(await idleFrom(t, config, OPENED + 400 * DAY, 'takao'), OPENED, 'and not from the last start');
  const database = new DatabaseSync(storePath(config));
  database.exec("DROP TRIGGER rulebooks_unchanged; UPDATE rulebooks SET body = json_remove(body, '$.policy.idle')");
  database.close();
  const upgraded = OPENED + 800 * DAY;
  t.is(await idleFrom(t, config, upgraded, 'aya'), upgraded);
  t.is(await idleFrom(t, config, upgraded + DAY), upgraded);
});
