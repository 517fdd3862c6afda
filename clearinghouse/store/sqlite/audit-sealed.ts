/** Opens everything that is sealed, piece by piece, and compares it with the columns beside it. */
import type { Payment } from '../../core/payment.ts';
import * as decided from '../common/audit-decided.ts';
import { differingColumns } from '../common/audit-payment.ts';
import { decisionLabel, keyHash } from '../common/labels.ts';
import type { Break } from '../store.ts';
import { checkAfter } from './audit-after.ts';
import type { Row } from './connection.ts';
import type { Database } from './database.ts';
import { openDetails } from '../common/entry-rows.ts';
import { openNotice } from '../common/notice-rows.ts';
import { openReading } from './inputs.ts';
import { openLetter } from './letters.ts';
import { openNoticeBytes } from './notices.ts';
import { openPayment } from './payments.ts';
import { bytes, integer, integerOrNull, text } from '../common/rows.ts';

const PIECE = 500;

type Walk = {
  readonly invariant: string;
  /** Two `?`: greater than this id, so many rows; `id` is the column that is counted up. */
  readonly sql: string;
  readonly name: (row: Row) => string;
  /** The sentences of what is wrong; throws where it does not open. */
  readonly check: (database: Database, row: Row) => readonly string[];
};

const OPENS = 'Everything sealed opens and is what it was.';

const opens = (open: (database: Database, row: Row) => unknown) => (database: Database, row: Row): readonly string[] => {
  open(database, row);
  return [];
};

const walksWith = (told: decided.Told): readonly Walk[] => [
  {
    invariant: OPENS,
    sql: 'SELECT letter_id AS id, raw_sha256 FROM letters WHERE letter_id > ? ORDER BY letter_id LIMIT ?',
    name: (row) => `Letter ${integer(row, 'id')}`,
    check: opens((database, row) => openLetter(database, integer(row, 'id'), bytes(row, 'raw_sha256'))),
  },
  {
    invariant: OPENS,
    sql: 'SELECT rowid AS id, letter_id, turn, sealed FROM readings WHERE rowid > ? ORDER BY rowid LIMIT ?',
    name: (row) => `The reading of letter ${integer(row, 'letter_id')}`,
    check: opens(openReading),
  },
  {
    invariant: decided.BOOKED,
    sql: 'SELECT sequence AS id, sealed FROM decisions WHERE sequence > ? ORDER BY sequence LIMIT ?',
    name: (row) => `Decision ${integer(row, 'id')}`,
    check: (database, row) => checkDecision(database, row, told),
  },
  {
    invariant: OPENS,
    sql: 'SELECT entry_number AS id, entry_id, sealed FROM entries WHERE entry_number > ? ORDER BY entry_number LIMIT ?',
    name: (row) => `Entry ${text(row, 'entry_id')}`,
    check: opens(openDetails),
  },
  {
    invariant: OPENS,
    sql: 'SELECT notice_number AS id, notice_number, notice_id, sealed FROM notices WHERE notice_number > ? ORDER BY notice_number LIMIT ?',
    name: (row) => `Notice ${text(row, 'notice_id')}`,
    check: opens((database, row) => [openNotice(database, row), openNoticeBytes(database, row)]),
  },
  {
    invariant: 'A payment is what its columns, its keys and its spent secrets say.',
    sql: `SELECT payment_id AS id, payment_id, reference, scheme, scheme_version, state, opened_at, buyer_party, merchant_party, currency, total, posted, sealed
          FROM payments WHERE payment_id > ? ORDER BY payment_id LIMIT ?`,
    name: (row) => `Payment ${text(row, 'reference')}`,
    check: checkPayment,
  },
];

export function auditSealed(database: Database): readonly Break[] {
  const told = decided.nothingTold();
  return [...walksWith(told).flatMap((walk) => walkAll(database, walk)), ...auditDecided(database, told)];
}

/** What all decisions say together. */
function auditDecided(database: Database, told: decided.Told): readonly Break[] {
  if (!told.isWhole) return [];
  const { connection } = database;
  const found = decided.notLastDecided(told, connection.all(decided.addressesQuery), connection.all(decided.feesQuery)).map((sentence) => ({ invariant: decided.LAST_DECIDED, found: sentence }));
  const transfers = integer(connection.get(decided.transferCount) ?? {}, 'transfers');
  return transfers === told.transfers ? found : [...found, ...walkAll(database, UNBOOKED)];
}

const recordOf = ({ sealer }: Database, sequence: number, row: Row): string => sealer.openText(decisionLabel(sequence), bytes(row, 'sealed'));

/** Only where there are more than were decided: each of these decisions is opened once more. */
const UNBOOKED: Walk = {
  invariant: decided.BOOKED,
  sql: decided.transfersWithDecisions,
  name: (row) => `Transfer ${text(row, 'transfer_id')}`,
  check: (database, row) => decided.unbooked(text(row, 'transfer_id'), row['sealed'] === null ? null : recordOf(database, integer(row, 'sequence'), row)),
};

function checkDecision(database: Database, row: Row, told: decided.Told): readonly string[] {
  const sequence = integer(row, 'id');
  // A record that does not open throws, and then it stays so.
  const whole = told.isWhole;
  told.isWhole = false;
  const { transfers, accounts } = decided.bookedBy(recordOf(database, sequence, row), told);
  told.isWhole = whole;
  const { connection } = database;
  return [
    ...accounts.flatMap((account) => decided.differingAccount(account, connection.get(decided.openedQuery, account.id))),
    ...transfers.flatMap((transfer) => {
      const kept = connection.get(decided.transferQuery, transfer.id);
      return decided.differingTransfer(sequence, transfer, kept, kept === undefined ? [] : connection.all(decided.postingsQuery, integer(kept, 'transfer_number')));
    }),
  ];
}

function walkAll(database: Database, { invariant, sql, name, check }: Walk): readonly Break[] {
  const breaks: Break[] = [];
  let after = -1;
  for (;;) {
    const rows = database.connection.all(sql, after, PIECE);
    for (const row of rows) breaks.push(...found(() => check(database, row)).map((sentence) => ({ invariant, found: `${name(row)}: ${sentence}` })));
    const last = rows.at(-1);
    if (last === undefined) return breaks;
    after = integer(last, 'id');
  }
}

/** What does not open is what the audit looks for, not a fault of it. */
function found(check: () => readonly string[]): readonly string[] {
  try {
    return check();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function checkPayment(database: Database, row: Row): readonly string[] {
  const payment = openPayment(database, row);
  return [
    ...differingColumns(payment, row),
    ...checkKeys(database, payment),
    ...(payment.state.name === 'settled' ? checkSettled(database, payment, payment.state.transferId) : []),
    ...checkAfter(database, payment),
  ];
}

function checkKeys({ connection }: Database, payment: Payment): readonly string[] {
  const missing = payment.keys.filter((key) => connection.get('SELECT 1 AS found FROM payment_keys WHERE key_hash = ? AND payment_id = ?', keyHash(key), payment.id) === undefined);
  return missing.map((key) => `it can't be found by its key ${key}`);
}

/** Since a spent secret has one row for each buyer, this also tells that no other payment was settled with it. */
function checkSettled({ connection }: Database, payment: Payment, transferId: string): readonly string[] {
  const sentences: string[] = [];
  const moved = connection.get('SELECT payment_id FROM transfers WHERE transfer_id = ?', transferId);
  if (moved === undefined || integerOrNull(moved, 'payment_id') !== payment.id) sentences.push(`its transfer ${transferId} is absent or of another payment`);
  // Where nobody had to be asked it was never accepted before.
  const accepted = connection.get("SELECT 1 AS found FROM entries WHERE payment_id = ? AND kind = 'accepted'", payment.id);
  if (accepted === undefined && payment.questions.length > 0) sentences.push('its buyer was asked, and no entry says that it was accepted');
  for (const digest of payment.secret) {
    const spent = connection.get('SELECT payment_id FROM spent_secrets WHERE buyer_party = ? AND digest = ?', payment.buyer?.party ?? null, digest);
    if (spent === undefined) sentences.push('its secret does not count as spent');
    else if (integer(spent, 'payment_id') !== payment.id) sentences.push(`its secret was spent by payment ${integer(spent, 'payment_id')}: one password has paid twice`);
  }
  return sentences;
}
