/** Opens everything that is sealed, piece by piece, and compares it with the columns beside it. */
import type { Payment } from '../../core/payment.ts';
import * as decided from '../common/audit-decided.ts';
import { differingColumns } from '../common/audit-payment.ts';
import { decisionLabel, keyHash } from '../common/labels.ts';
import type { Break } from '../store.ts';
import { checkAfter } from './audit-after.ts';
import type { Database } from './database.ts';
import { openDetails } from '../common/entry-rows.ts';
import { openNotice } from '../common/notice-rows.ts';
import { openReading } from './inputs.ts';
import { openLetter } from './letters.ts';
import { openNoticeBytes } from './notices.ts';
import { openPayment } from './payments.ts';
import { bytes, integer, integerOrNull, text, type Row } from '../common/rows.ts';

const PIECE = 500;

type Walk = {
  readonly invariant: string;
  /** Two `?`: greater than this id, so many rows; `id` is the column that is counted up. */
  readonly sql: string;
  readonly name: (row: Row) => string;
  /** The sentences of what is wrong; throws where it does not open. */
  readonly check: (database: Database, row: Row) => Promise<readonly string[]>;
};

const OPENS = 'Everything sealed opens and is what it was.';

const opens = (open: (database: Database, row: Row) => unknown) => async (database: Database, row: Row): Promise<readonly string[]> => {
  await open(database, row);
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
    sql: 'SELECT letter_id AS id, letter_id, turn, sealed FROM readings WHERE letter_id > ? ORDER BY letter_id, turn FETCH FIRST ? ROWS WITH TIES',
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
    check: opens((database, row) => {
      openNotice(database, row);
      return openNoticeBytes(database, row);
    }),
  },
  {
    invariant: 'A payment is what its columns, its keys and its spent secrets say.',
    sql: `SELECT payment_id AS id, payment_id, reference, scheme, scheme_version, state, opened_at, buyer_party, merchant_party, currency, total, posted, sealed
          FROM payments WHERE payment_id > ? ORDER BY payment_id LIMIT ?`,
    name: (row) => `Payment ${text(row, 'reference')}`,
    check: checkPayment,
  },
];

export async function auditSealed(database: Database): Promise<readonly Break[]> {
  const told = decided.nothingTold();
  const breaks: Break[] = [];
  for (const walk of walksWith(told)) breaks.push(...(await walkAll(database, walk)));
  return [...breaks, ...(await auditDecided(database, told))];
}

/** What all decisions say together. */
async function auditDecided(database: Database, told: decided.Told): Promise<readonly Break[]> {
  if (!told.isWhole) return [];
  const { connection } = database;
  const found = decided.notLastDecided(told, await connection.all(decided.addressesQuery), await connection.all(decided.feesQuery)).map((sentence) => ({ invariant: decided.LAST_DECIDED, found: sentence }));
  const transfers = integer(await connection.get(decided.transferCount) ?? {}, 'transfers');
  return transfers === told.transfers ? found : [...found, ...(await walkAll(database, UNBOOKED))];
}

const recordOf = ({ sealer }: Database, sequence: number, row: Row): string => sealer.openText(decisionLabel(sequence), bytes(row, 'sealed'));

/** Only where there are more than were decided: each of these decisions is opened once more. */
const UNBOOKED: Walk = {
  invariant: decided.BOOKED,
  sql: decided.transfersWithDecisions,
  name: (row) => `Transfer ${text(row, 'transfer_id')}`,
  check: (database, row) => Promise.resolve(decided.unbooked(text(row, 'transfer_id'), row['sealed'] === null ? null : recordOf(database, integer(row, 'sequence'), row))),
};

async function checkDecision(database: Database, row: Row, told: decided.Told): Promise<readonly string[]> {
  const sequence = integer(row, 'id');
  // A record that does not open throws, and then it stays so.
  const whole = told.isWhole;
  told.isWhole = false;
  const { transfers, accounts } = decided.bookedBy(recordOf(database, sequence, row), told);
  told.isWhole = whole;
  const { connection } = database;
  const sentences: string[] = [];
  for (const account of accounts) sentences.push(...decided.differingAccount(account, await connection.get(decided.openedQuery, account.id)));
  for (const transfer of transfers) {
    const kept = await connection.get(decided.transferQuery, transfer.id);
    sentences.push(...decided.differingTransfer(sequence, transfer, kept, kept === undefined ? [] : await connection.all(decided.postingsQuery, integer(kept, 'transfer_number'))));
  }
  return sentences;
}

async function walkAll(database: Database, { invariant, sql, name, check }: Walk): Promise<readonly Break[]> {
  const breaks: Break[] = [];
  let after = -1;
  for (;;) {
    const rows = await database.connection.all(sql, after, PIECE);
    for (const row of rows) breaks.push(...(await found(() => check(database, row))).map((sentence) => ({ invariant, found: `${name(row)}: ${sentence}` })));
    const last = rows.at(-1);
    if (last === undefined) return breaks;
    after = integer(last, 'id');
  }
}

/** What does not open is what the audit looks for, not a fault of it. */
async function found(check: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await check();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

async function checkPayment(database: Database, row: Row): Promise<readonly string[]> {
  const payment = openPayment(database, row);
  return [
    ...differingColumns(payment, row),
    ...(await checkKeys(database, payment)),
    ...(payment.state.name === 'settled' ? await checkSettled(database, payment, payment.state.transferId) : []),
    ...(await checkAfter(database, payment)),
  ];
}

async function checkKeys({ connection }: Database, payment: Payment): Promise<readonly string[]> {
  const rows = await connection.all('SELECT key_hash FROM payment_keys WHERE payment_id = ?', payment.id);
  const there = new Set(rows.map((row) => Buffer.from(bytes(row, 'key_hash')).toString('hex')));
  return payment.keys.filter((key) => !there.has(Buffer.from(keyHash(key)).toString('hex'))).map((key) => `it can't be found by its key ${key}`);
}

/** Since a spent secret has one row for each buyer, this also tells that no other payment was settled with it. */
async function checkSettled({ connection }: Database, payment: Payment, transferId: string): Promise<readonly string[]> {
  const sentences: string[] = [];
  const moved = await connection.get('SELECT payment_id FROM transfers WHERE transfer_id = ?', transferId);
  if (moved === undefined || integerOrNull(moved, 'payment_id') !== payment.id) sentences.push(`its transfer ${transferId} is absent or of another payment`);
  // Where nobody had to be asked it was never accepted before.
  const accepted = await connection.get("SELECT 1 AS found FROM entries WHERE payment_id = ? AND kind = 'accepted'", payment.id);
  if (accepted === undefined && payment.questions.length > 0) sentences.push('its buyer was asked, and no entry says that it was accepted');
  for (const digest of payment.secret) {
    const spent = await connection.get('SELECT payment_id FROM spent_secrets WHERE buyer_party = ? AND digest = ?', payment.buyer?.party ?? null, digest);
    if (spent === undefined) sentences.push('its secret does not count as spent');
    else if (integer(spent, 'payment_id') !== payment.id) sentences.push(`its secret was spent by payment ${integer(spent, 'payment_id')}: one password has paid twice`);
  }
  return sentences;
}
