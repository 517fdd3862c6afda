/** An audit beside a running bank: its sums are read one after the other, while money moves. */
import test from 'ava';
import { loadConfig } from '../config.ts';
import { openHere } from '../database.ts';
import { openOffice } from '../office.ts';
import { currencyOf, money, type Currency } from '../protocol/money.ts';
import { findingsOfAudit } from './audit-report.ts';
import { newBank } from './testing/bench.ts';

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
