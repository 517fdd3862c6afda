/** What disputes put on the board: an entry when one is opened and one when it ends, both only where both sides had chosen to show it. */
import { DISPUTED } from '../../core/keys.ts';
import { keyHash } from '../common/labels.ts';
import type { Database } from './database.ts';
import { loadPayment } from './payments.ts';
import { integer, text } from '../common/rows.ts';

/** The names of the entries that the cases of these payments should have, with those that are there, expected or not. */
export async function disputeNames(database: Database, after: number, last: number): Promise<readonly { readonly paymentId: number; readonly name: string; readonly expected: boolean }[]> {
  const { connection } = database;
  const cases = await connection.all('SELECT payment_id FROM payment_keys WHERE key_hash = ? AND payment_id > ? AND payment_id <= ? ORDER BY payment_id', keyHash(DISPUTED), after, last);
  const expected: { readonly paymentId: number; readonly name: string }[] = [];
  for (const row of cases) expected.push(...(await shownOf(database, integer(row, 'payment_id'))));
  const found = await connection.all("SELECT payment_id, entry_id FROM entries WHERE payment_id > ? AND payment_id <= ? AND kind IN ('disputed', 'dispute-closed') ORDER BY entry_number", after, last);
  const unasked = found.filter((row) => !expected.some((one) => one.name === text(row, 'entry_id')));
  return [...expected.map((one) => ({ ...one, expected: true })), ...unasked.map((row) => ({ paymentId: integer(row, 'payment_id'), name: text(row, 'entry_id'), expected: false }))];
}

async function shownOf(database: Database, paymentId: number): Promise<readonly { readonly paymentId: number; readonly name: string }[]> {
  const payment = await loadPayment(database, paymentId);
  const dispute = payment?.after?.dispute ?? null;
  if (payment === null || dispute === null || !dispute.shown) return [];
  const kinds = dispute.state.name === 'closed' ? ['disputed', 'dispute-closed'] : ['disputed'];
  return kinds.map((kind) => ({ paymentId, name: `${payment.reference}.${kind}` }));
}
