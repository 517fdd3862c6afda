/** What came of a settled payment, opened and compared with the ledger: its counter, what it holds, the deadlines that must meet it. */
import type { Aftermath, Payment } from '../../core/payment.ts';
import type { Database } from './database.ts';
import { integer, minor, text } from '../common/rows.ts';

const NOTHING: Aftermath = { givenBack: 0n, times: 0, refunds: [], dispute: null };

/** The sentences of what is wrong. */
export async function checkAfter(database: Database, payment: Payment): Promise<readonly string[]> {
  const after = payment.after ?? NOTHING;
  return [...(await checkCounter(database, payment, after)), ...(await checkRefund(database, payment, after)), ...(await checkDeadlines(database, payment, after))];
}

async function checkCounter({ connection }: Database, payment: Payment, after: Aftermath): Promise<readonly string[]> {
  const row = await connection.get(
    `SELECT count(DISTINCT transfers.transfer_number) AS times, coalesce(sum(CASE WHEN postings.amount > 0 THEN postings.amount END), 0) AS given
     FROM transfers JOIN postings ON postings.transfer_number = transfers.transfer_number WHERE transfers.payment_id = ? AND transfers.kind = 'refund'`,
    payment.id,
  );
  const [times, given] = [integer(row ?? {}, 'times'), minor(row ?? {}, 'given')];
  return times === after.times && given === after.givenBack ? [] : [`it counts ${after.givenBack} given back in ${after.times} times, the ledger says ${given} in ${times}`];
}

async function checkRefund({ connection }: Database, payment: Payment, after: Aftermath): Promise<readonly string[]> {
  const open = after.refunds.filter((ask) => ask.state.name !== 'closed');
  const expected = payment.state.name === 'settled' ? open.reduce((sum, ask) => sum + ask.held, 0n) : null;
  const row = await connection.get('SELECT coalesce(sum(amount), 0) AS held FROM holds WHERE payment_id = ? AND released_at IS NULL', payment.id);
  const held = minor(row ?? {}, 'held');
  return [
    ...(open.length > 1 || (open.length === 1 && after.refunds.at(-1) !== open[0]) ? [`${open.length} of its refunds are open, only the last may be`] : []),
    ...(expected !== null && expected !== held ? [`its open refund holds ${expected}, the ledger says ${held}`] : []),
  ];
}

async function checkDeadlines({ connection }: Database, payment: Payment, after: Aftermath): Promise<readonly string[]> {
  const rows = await connection.all("SELECT kind FROM deadlines WHERE payment_id = ? AND kind IN ('refund', 'dispute-merchant', 'dispute-staff') ORDER BY kind", payment.id);
  const found = rows.map((row) => text(row, 'kind')).join(', ');
  const { dispute } = after;
  const ofDispute = dispute === null || dispute.state.name === 'closed' ? [] : [dispute.state.name === 'merchant-answers' ? 'dispute-merchant' : 'dispute-staff'];
  const expected = [...ofDispute, ...(after.refunds.at(-1)?.state.name === 'answer' || after.refunds.at(-1)?.state.name === 'staff' ? ['refund'] : [])].join(', ');
  return found === expected ? [] : [`its deadlines afterwards are ${found || 'none'}, expected ${expected || 'none'}`];
}
