/** Payments: the whole of one is sealed; beside it stand the columns that are searched and checked. */
import type { Payment } from '../../core/payment.ts';
import { fromJson } from '../../protocol/json.ts';
import { keyHash, NEWEST_OF_HASH, paymentLabel } from '../common/labels.ts';
import type { Database } from './database.ts';
import { bytes, integer, only, where, type Row } from '../common/rows.ts';

export function openPayment({ sealer }: Database, row: Row): Payment {
  return fromJson<Payment>(sealer.openText(paymentLabel(integer(row, 'payment_id')), bytes(row, 'sealed')));
}

export async function loadPayment(database: Database, paymentId: number): Promise<Payment | null> {
  const row = await database.connection.get('SELECT payment_id, sealed FROM payments WHERE payment_id = ?', paymentId);
  return row === undefined ? null : openPayment(database, row);
}

/** The newest first; among them may be one with another key of the same hash. */
export async function paymentIdsWith({ connection }: Database, key: string, newest: number): Promise<readonly number[]> {
  const rows = await connection.all('SELECT payment_id FROM payment_keys WHERE key_hash = ? ORDER BY payment_id DESC LIMIT ?', keyHash(key), newest);
  return rows.map((row) => integer(row, 'payment_id'));
}

export async function listPayments(database: Database, filter: { readonly state: string | null; readonly party: number | null; readonly key?: string; readonly oldest?: true; readonly limit: number }): Promise<readonly Payment[]> {
  const { sql, bound } = where([['state = ?', filter.state], ['? IN (buyer_party, merchant_party)', filter.party], ["payment_id IN (SELECT payment_keys.payment_id FROM payment_keys WHERE payment_keys.key_hash = ?)", filter.key === undefined ? null : keyHash(filter.key)]]);
  const rows = await database.connection.all(`SELECT payment_id, sealed FROM payments ${sql} ORDER BY payment_id ${filter.oldest === true ? 'ASC' : 'DESC'} LIMIT ?`, ...bound, filter.limit);
  return rows.map((row) => openPayment(database, row)).filter(({ keys }) => filter.key === undefined || keys.includes(filter.key));
}

/** The newest payment that carries the key. */
export async function findPayment(database: Database, key: string): Promise<Payment | null> {
  for (const paymentId of await paymentIdsWith(database, key, NEWEST_OF_HASH)) {
    const payment = openPayment(database, only(await database.connection.get('SELECT payment_id, sealed FROM payments WHERE payment_id = ?', paymentId), `payment ${paymentId}`));
    if (payment.keys.includes(key)) return payment;
  }
  return null;
}
