/**
 * What the ledger says has happened, beside what the entries say: for each change of a payment both, or the one that is there. Expected is
 * only what follows from holds, transfers, states and erasures; the table of entries is never asked for it.
 */
import type { LedgerChange } from '../../../bulletin-board/ports.ts';
import { disputeNames } from './board-disputes.ts';
import type { Database } from './database.ts';
import { placeOf } from '../common/entry-rows.ts';
import { bytes, integer, integerOrNull, text, textOrNull, type Row } from '../common/rows.ts';

const found = `entries.entry_number AS entry_number, entries.at AS at, convert_to(entries.leaf, 'UTF8') AS leaf, entries.published_at AS published_at, entries.face AS face,
  entries.erased_at AS erased_at, logs.origin AS origin, log_entries.idx AS idx`;

const places = `LEFT JOIN log_entries ON log_entries.entry_number = entries.entry_number LEFT JOIN logs ON logs.log_number = log_entries.log_number`;

/** A change whose entry was made while the bank kept no board is left out. */
const forBoard = 'entries.for_board IS NOT FALSE';

/** The buyer's money was held for it: what a refund holds is the merchant's, and a payment that nobody had to be asked for holds nothing before. */
const held = `EXISTS (SELECT 1 FROM holds JOIN accounts ON accounts.account_id = holds.account_id
    WHERE holds.payment_id = payments.payment_id AND accounts.party_id = payments.buyer_party)`;

const changeOf = (kind: 'posted' | 'accepted' | 'settled' | 'returned', expected: string): string =>
  `SELECT payments.payment_id AS payment_id, payments.reference || '.${kind}' AS name, ${expected} AS expected, ${found}
   FROM payments LEFT JOIN entries ON entries.payment_id = payments.payment_id AND entries.kind = '${kind}' ${places}
   WHERE payments.payment_id > ? AND payments.payment_id <= ? AND (entries.entry_number IS NOT NULL OR ${expected}) AND ${forBoard} ORDER BY payments.payment_id, entries.entry_number`;

/** Refunds may come in parts: each transfer `r.<reference>.<n>` has its entry, the first without a number. */
const refundName = "payments.reference || '.refunded' || CASE WHEN transfers.transfer_id = 'r.' || payments.reference || '.1' THEN '' ELSE substr(transfers.transfer_id, length('r.' || payments.reference) + 1) END";
const refunds = `SELECT names.payment_id AS payment_id, names.name AS name, names.expected AS expected, ${found}
   FROM (SELECT payment_id, name, max(expected) AS expected FROM (SELECT payments.payment_id AS payment_id, ${refundName} AS name, 1 AS expected FROM transfers JOIN payments ON payments.payment_id = transfers.payment_id
         WHERE transfers.kind = 'refund' AND payments.payment_id > ?1 AND payments.payment_id <= ?2
         UNION ALL SELECT payment_id, entry_id, 0 FROM entries WHERE payment_id > ?1 AND payment_id <= ?2 AND kind = 'refunded') AS parts GROUP BY payment_id, name) AS names
   LEFT JOIN entries ON entries.entry_id = names.name ${places}
   WHERE ${forBoard} ORDER BY names.payment_id, names.name`;

const queries: readonly string[] = [
  refunds,
  changeOf('posted', 'payments.posted'),
  changeOf('accepted', held),
  changeOf('settled', `EXISTS (SELECT 1 FROM transfers WHERE transfers.payment_id = payments.payment_id AND transfers.kind = 'payment')`),
  changeOf('returned', `(payments.state = 'ended' AND ${held})`),
  `SELECT names.payment_id AS payment_id, names.name AS name,
     EXISTS (SELECT 1 FROM entries AS target WHERE target.entry_id = substr(names.name, 1, length(names.name) - length('.withdrawn'))
             AND names.name = target.entry_id || '.withdrawn' AND target.erased_at IS NOT NULL) AS expected, ${found}
   FROM (SELECT payment_id, entry_id || '.withdrawn' AS name FROM entries WHERE payment_id > ?1 AND payment_id <= ?2 AND erased_at IS NOT NULL AND for_board
         UNION SELECT payment_id, entry_id FROM entries WHERE payment_id > ?1 AND payment_id <= ?2 AND kind = 'withdrawn') AS names
   LEFT JOIN entries ON entries.entry_id = names.name ${places}
   WHERE ${forBoard} ORDER BY names.payment_id, names.name`,
];

export async function ledgerChanges(database: Database, after: number, limit: number): Promise<{ readonly changes: readonly LedgerChange[]; readonly last: number | null }> {
  const { connection } = database;
  const page = await connection.all('SELECT payment_id FROM payments WHERE payment_id > ? ORDER BY payment_id LIMIT ?', after, limit);
  const end = page.at(-1);
  if (end === undefined) return { changes: [], last: null };
  const last = integer(end, 'payment_id');
  const rows: Row[] = [];
  for (const sql of queries) rows.push(...(await connection.all(sql, after, last)));
  rows.push(...(await disputeRows(database, after, last)));
  const inOrder = rows.toSorted((one, other) => integer(one, 'payment_id') - integer(other, 'payment_id'));
  return { changes: inOrder.map(toChange), last: page.length < limit ? null : last };
}

/** A case that was opened while the bank kept no board has its entries, but not for the board: they are left out like all such. */
async function disputeRows(database: Database, after: number, last: number): Promise<readonly Row[]> {
  const names = await disputeNames(database, after, last);
  if (names.length === 0) return [];
  return database.connection.all(
    `SELECT names.payment_id AS payment_id, names.name AS name, names.expected AS expected, ${found}
     FROM unnest(?::bigint[], ?::text[], ?::boolean[]) WITH ORDINALITY AS names (payment_id, name, expected, place) LEFT JOIN entries ON entries.entry_id = names.name ${places}
     WHERE ${forBoard} ORDER BY names.place`,
    names.map((one) => one.paymentId), names.map((one) => one.name), names.map((one) => one.expected),
  );
}

const toChange = (row: Row): LedgerChange => ({
  name: text(row, 'name'),
  expected: integer(row, 'expected') === 1,
  found:
    row['entry_number'] === null
      ? null
      : {
          at: integer(row, 'at'),
          leaf: bytes(row, 'leaf'),
          place: placeOf(row),
          publishedAt: integerOrNull(row, 'published_at'),
          face: textOrNull(row, 'face'),
          erased: row['erased_at'] !== null,
        },
});
