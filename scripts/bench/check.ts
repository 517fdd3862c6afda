/** What must hold when a run is over, read from the bank's own books. */
import type { Office } from '../../clearinghouse/office.ts';
import type { Cast, Deal } from './deals.ts';
import type { HistoryOptions } from './history/fill.ts';
import type { Load } from './load.ts';

const LETTERS_A_PAYMENT = 3;
const MOST_NOTICES_A_PAYMENT = 6;

/** `faults` empty: all is well. The numbers are what was looked at. */
export type Checked = { readonly faults: readonly string[]; readonly audited: boolean; readonly settled: number; readonly notices: number; readonly letters: number; readonly sentTwice: number };

export type Ran = { readonly cast: Cast; readonly deals: readonly Deal[]; readonly load: Load; readonly deposits: bigint; /** When the run began: all of its history is older. */ readonly began: number; readonly history: HistoryOptions | null };

/** What was there before the run is left out, but for the audit, which needs all letters. */
export async function checkRun({ store }: Office, { cast: { shops, buyers }, deals, load: { arrived, unexpected }, deposits, began, history }: Ran): Promise<Checked> {
  const most = history === null ? deals.length * 10 + 1_000 : deals.length;
  const audited = history === null || history.lettersKept >= history.payments;
  const before = (history?.payments ?? 0) * LETTERS_A_PAYMENT;
  const faults = (audited ? await store.audit() : []).map(({ invariant, found }) => `audit: ${invariant}: ${found}`);
  const expect = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  const payments = await store.listPayments({ state: null, party: null, limit: most });
  const settled = payments.filter(({ state }) => state.name === 'settled');
  expect(payments.length === deals.length && settled.length === deals.length, `${deals.length} payments were made, ${payments.length} are in the books, ${settled.length} of them settled`);
  const balances = new Map<string, bigint>();
  for (const { address } of [...buyers, ...shops]) balances.set(address, (await store.findParties({ address }))[0]?.accounts[0]?.balance ?? 0n);
  const balance = (address: string): bigint => balances.get(address) ?? 0n;
  for (const shop of shops) {
    const due = BigInt(deals.filter((deal) => deal.shop === shop).reduce((sum, { total }) => sum + total, 0));
    expect(balance(shop.address) === due, `${shop.address} has ${balance(shop.address)} and should have ${due}`);
  }
  const all = [...buyers, ...shops].reduce((sum, { address }) => sum + balance(address), 0n);
  expect(all === deposits, `${deposits} were paid in, ${all} are there`);
  const { received, waiting, byDisposition } = await store.reconcile();
  expect(waiting === 0 && received - before === deals.length * LETTERS_A_PAYMENT, `${received - before} letters were received, ${waiting} of them wait; ${deals.length * LETTERS_A_PAYMENT} were sent`);
  expect(received === waiting + Object.values(byDisposition).reduce((sum, count) => sum + count, 0), 'received = dispositions + waiting does not hold');
  const notices = (await store.listNotices({ payment: null, status: null, limit: Math.max(most, deals.length * MOST_NOTICES_A_PAYMENT) })).filter(({ notice }) => notice.owedAt >= began);
  const unsent = notices.filter(({ status }) => status !== 'sent').length;
  expect(unsent === 0, `${unsent} notices are not sent`);
  const lost = notices.filter(({ notice }) => !arrived.has(notice.messageId)).length;
  expect(lost === 0, `${lost} notices never arrived`);
  expect(unexpected.length === 0, `${unexpected.length} mails came that are no part of a payment, such as ${JSON.stringify(unexpected[0])}`);
  return { faults, audited, settled: settled.length, notices: notices.length, letters: received - before, sentTwice: [...arrived.values()].filter((times) => times > 1).length };
}
