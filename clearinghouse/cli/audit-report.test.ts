/** What an audit tells beside a running bank, whose sums are read one after the other while money moves, and of books that are broken. */
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { loadConfig } from '../config.ts';
import { openHere } from '../database.ts';
import { openOffice } from '../office.ts';
import { currencyOf, money, type Currency } from '../protocol/money.ts';
import { findingsOfAudit } from './audit-report.ts';
import { inProcess, newBank } from './testing/bench.ts';

const JPY = currencyOf('JPY') as Currency;

test('money that comes in between two reads breaks no books; sums that stay apart do', async (t) => {
  const office = await openOffice(loadConfig(await newBank(t)), { report: () => undefined, openStore: openHere });
  t.teardown(office.close);
  const { clearing, store } = office;
  await clearing.instruct({ kind: 'open-party', name: 'Takao', language: 'en', addresses: ['takao@buyer.example'], currencies: [JPY], balanceInReceipts: false });
  let booked = 0;
  const deposit = async (): Promise<void> => {
    booked += 1;
    await clearing.instruct({ kind: 'deposit', address: 'takao@buyer.example', amount: money(JPY, 100n), reference: `V-${booked}`, by: ['Sato', 'Mori'] });
  };
  await deposit();
  let between = 2;
  const busy: typeof store = {
    ...store,
    customerSums: async () => {
      if ((between -= 1) >= 0) await deposit();
      return store.customerSums();
    },
  };
  const beside = await findingsOfAudit({ ...office, store: busy });
  t.deepEqual(beside.breaks, []);
  t.is(beside.currencies[0]?.customers.minor, 300n);
  const wrong: typeof store = { ...store, customerSums: async () => (await store.customerSums()).map((sums) => ({ ...sums, balance: sums.balance + 1n })) };
  t.deepEqual((await findingsOfAudit({ ...office, store: wrong })).breaks, ['balances: customers and bank hold JPY 301, but JPY 300 came in by deposits less withdrawals']);
});

test('bookings of a time that has not come are told: statements lack them until then', async (t) => {
  const office = await openOffice(loadConfig(await newBank(t)), { report: () => undefined, openStore: openHere });
  t.teardown(office.close);
  const address = 'takao@buyer.example';
  await office.clearing.instruct({ kind: 'open-party', name: 'Takao', language: 'en', addresses: [address], currencies: [JPY], balanceInReceipts: false });
  await office.clearing.instruct({ kind: 'deposit', address, amount: money(JPY, 100n), reference: 'V-1', by: ['Sato', 'Mori'] });
  const earlier = (hours: number): typeof office => ({ ...office, clock: { ...office.clock, now: () => office.clock.now() - hours * 3_600_000 } });
  t.deepEqual((await findingsOfAudit(earlier(0.9))).breaks, []);
  const [told, ...more] = (await findingsOfAudit(earlier(9))).breaks;
  t.regex(told ?? '', /^bookings: the newest is of 20\d\d-.*, which has not come: the clock was ahead, or is behind now\./);
  t.deepEqual(more, []);
});

const broken = [
  { title: 'names of those who booked that are no list', sql: `UPDATE transfers SET booked_by = 'nobody'`, told: /The list of manual bookings could not be made: /, shown: /^Manual bookings without two named people: could not be read, see below$/m },
  { title: 'money on claims that no shop owes', sql: `INSERT INTO accounts VALUES ('bank:claims:JPY', NULL, 'JPY', -100, 0, NULL); UPDATE postings SET account_id = 'bank:claims:JPY' WHERE amount < 0`, told: /The list of disputes, refunds, suspense and claims could not be made: transfer \S+ on the claims account belongs to no merchant/, shown: /^Disputes, refunds, suspense and claims: could not be read/m },
  { title: 'an account in no currency', sql: `UPDATE accounts SET currency = 'XQX' WHERE party_id = 1`, told: /balances: there are accounts in "XQX", which is no currency/, shown: /^Holds: none$/m },
] as const;

test('what is broken in the books hides nothing that the audit finds', async (t) => {
  for (const { title, sql, told, shown } of broken) {
    const config = await newBank(t);
    const run = (...args: readonly string[]) => inProcess(...args, '--config', config);
    t.is((await run('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY')).code, 0);
    t.is((await run('deposit', 'takao@buyer.example', '100', 'JPY', '--reference', 'V-1', '--by', 'Sato', 'Mori')).code, 0);
    tamper(join(dirname(config), 'kakitome.db'), `${sql}; UPDATE accounts SET balance = balance + 5 WHERE party_id = 1`);
    const { code, out, err } = await run('audit');
    t.is(code, 1, `${title}: ${err}`);
    for (const part of [told, shown, /Each balance is the sum of its postings.: Account party:1:JPY: its balance is 105, /]) t.regex(out, part, title);
    const json = JSON.parse((await run('audit', '--json')).out) as { readonly ok: boolean; readonly breaks: readonly string[] };
    t.false(json.ok);
    t.true(json.breaks.some((line) => told.test(line)), title);
  }
});

function tamper(path: string, sql: string): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false, defensive: false });
  for (const { name } of database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all()) database.exec(`DROP TRIGGER ${String(name)}`);
  database.exec(`PRAGMA ignore_check_constraints = ON; ${sql}`);
  database.close();
}
