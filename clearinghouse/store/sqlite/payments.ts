/** Payments: the whole of one is sealed; beside it stand the columns that are searched and checked. */
import type { Payment, PaymentId } from '../../core/payment.ts';
import { fromJson, toJson } from '../../protocol/json.ts';
import { isPosted, keyHash, keyHashes, NEWEST_OF_HASH, paymentLabel } from '../common/labels.ts';
import type { Row } from './connection.ts';
import type { Database } from './database.ts';
import { bytes, integer, only, where } from '../common/rows.ts';

export function openPayment({ sealer }: Database, row: Row): Payment {
  return fromJson<Payment>(sealer.openText(paymentLabel(integer(row, 'payment_id')), bytes(row, 'sealed')));
}

export function loadPayment(database: Database, paymentId: number): Payment | null {
  const row = database.connection.get('SELECT payment_id, sealed FROM payments WHERE payment_id = ?', paymentId);
  return row === undefined ? null : openPayment(database, row);
}

/** The newest first; among them may be one with another key of the same hash. */
export function paymentIdsWith({ connection }: Database, key: string, newest: number): readonly number[] {
  const rows = connection.all('SELECT payment_id FROM payment_keys WHERE key_hash = ? ORDER BY payment_id DESC LIMIT ?', keyHash(key), newest);
  return rows.map((row) => integer(row, 'payment_id'));
}

/** The keys of payments as they stand in the open transaction: one that was loaded in it, to be decided upon, is not opened once more. */
export type StandingKeys = Map<PaymentId, readonly string[]>;

/** Null: there is no such payment. */
function keysBefore(database: Database, standing: StandingKeys, id: PaymentId): readonly string[] | null {
  return standing.get(id) ?? loadPayment(database, id)?.keys ?? null;
}

export const isStored = ({ connection }: Database, standing: StandingKeys, payment: PaymentId): boolean =>
  standing.has(payment) || connection.get('SELECT 1 AS found FROM payments WHERE payment_id = ?', payment) !== undefined;

export function savePayment(database: Database, standing: StandingKeys, payment: Payment): void {
  const before = keysBefore(database, standing, payment.id);
  if (before === null) insertPayment(database, payment);
  else updatePayment(database, payment);
  saveKeys(database, payment, before ?? []);
  standing.set(payment.id, payment.keys);
  if (payment.state.name === 'settled') spendSecrets(database, payment);
}

function insertPayment({ connection, sealer }: Database, payment: Payment): void {
  connection.run(
    `INSERT INTO payments (payment_id, reference, scheme, scheme_version, state, opened_at, buyer_party, merchant_party, currency, total, posted, sealed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    payment.id, payment.reference, payment.scheme, payment.schemeVersion, payment.state.name, payment.openedAt,
    payment.buyer?.party ?? null, payment.merchant?.party ?? null, payment.claim?.total.currency ?? null, payment.claim?.total.minor ?? null, isPosted(payment) ? 1 : 0,
    sealer.sealText(paymentLabel(payment.id), toJson(payment)),
  );
}

/** Reference and opening time were fixed by the first one; a payment that comes with others is refused. Its scheme may step up, which the core looks after. */
function updatePayment({ connection, sealer }: Database, payment: Payment): void {
  const changed = connection.run(
    `UPDATE payments SET scheme = ?, scheme_version = ?, state = ?, buyer_party = ?, merchant_party = ?, currency = ?, total = ?, posted = ?, sealed = ?
     WHERE payment_id = ? AND reference = ? AND opened_at = ?`,
    payment.scheme, payment.schemeVersion, payment.state.name, payment.buyer?.party ?? null, payment.merchant?.party ?? null, payment.claim?.total.currency ?? null, payment.claim?.total.minor ?? null, isPosted(payment) ? 1 : 0,
    sealer.sealText(paymentLabel(payment.id), toJson(payment)),
    payment.id, payment.reference, payment.openedAt,
  );
  if (changed !== 1) throw new Error(`payment ${payment.id} (${payment.reference}): reference and opening time can't change`);
}

function saveKeys({ connection }: Database, payment: Payment, before: readonly string[]): void {
  const [known, kept] = [new Set(before), new Set(payment.keys)];
  // Where none goes, those that stay need no hash; a new one may have the hash of one that stays.
  if (before.every((key) => kept.has(key))) {
    for (const hash of keyHashes(payment.keys.filter((key) => !known.has(key))).values()) connection.run('INSERT INTO payment_keys (key_hash, payment_id) VALUES (?, ?) ON CONFLICT DO NOTHING', hash, payment.id);
    return;
  }
  const [now, old] = [keyHashes(payment.keys), keyHashes(before)];
  for (const [name, hash] of old) if (!now.has(name)) connection.run('DELETE FROM payment_keys WHERE key_hash = ? AND payment_id = ?', hash, payment.id);
  for (const [name, hash] of now) if (!old.has(name)) connection.run('INSERT INTO payment_keys (key_hash, payment_id) VALUES (?, ?)', hash, payment.id);
}

/** A digest that this buyer has paid with before is a fault: the primary key refuses it. */
function spendSecrets({ connection }: Database, payment: Payment): void {
  if (payment.buyer === null) throw new Error(`payment ${payment.reference} is settled without a buyer`);
  for (const digest of new Set(payment.secret)) {
    const spent = connection.get('SELECT payment_id FROM spent_secrets WHERE buyer_party = ? AND digest = ?', payment.buyer.party, digest);
    if (spent !== undefined && integer(spent, 'payment_id') === payment.id) continue;
    connection.run('INSERT INTO spent_secrets (buyer_party, digest, payment_id) VALUES (?, ?, ?)', payment.buyer.party, digest, payment.id);
  }
}

export function listPayments(database: Database, filter: { readonly state: string | null; readonly party: number | null; readonly key?: string; readonly oldest?: true; readonly limit: number }): readonly Payment[] {
  const { sql, bound } = where([['state = ?', filter.state], ['? IN (buyer_party, merchant_party)', filter.party], ['payment_id IN (SELECT payment_keys.payment_id FROM payment_keys WHERE payment_keys.key_hash = ?)', filter.key === undefined ? null : keyHash(filter.key)]]);
  const rows = database.connection.all(`SELECT payment_id, sealed FROM payments ${sql} ORDER BY payment_id ${filter.oldest === true ? 'ASC' : 'DESC'} LIMIT ?`, ...bound, filter.limit);
  return rows.map((row) => openPayment(database, row)).filter(({ keys }) => filter.key === undefined || keys.includes(filter.key));
}

/** The newest payment that carries the key. */
export function findPayment(database: Database, key: string): Payment | null {
  for (const paymentId of paymentIdsWith(database, key, NEWEST_OF_HASH)) {
    const payment = openPayment(database, only(database.connection.get('SELECT payment_id, sealed FROM payments WHERE payment_id = ?', paymentId), `payment ${paymentId}`));
    if (payment.keys.includes(key)) return payment;
  }
  return null;
}
