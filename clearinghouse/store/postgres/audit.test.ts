/** Invariants go red: a sound store is changed by hand inside a transaction, with triggers and foreign keys out of the way, audited, and rolled back. */
import test from 'ava';
import { publishAll, beginLog, sendNotice } from '../conformance/board-samples.ts';
import { CARD, issueCard, NEXT_CARD } from '../conformance/card-samples.ts';
import { askedEffects, clear, endedEffects, letter, notice, openBank, orderedEffects, playPayment, readLetter } from '../conformance/samples.ts';
import { makeSealer } from '../common/sealing.ts';
import type { Store } from '../store.ts';
import { audit } from './audit.ts';
import { openPool } from './connection.ts';
import { KEY, startServer, type Server } from './testing/server.ts';

type Tamper = { readonly sql: string; readonly invariant: RegExp; readonly found: RegExp };

/** Payment 1 is settled, 2 has ended, 3 awaits its answer; the buyer has their second card; two entries are published; one notice was sent, one letter waits. */
const tampers: readonly Tamper[] = [
  { sql: 'UPDATE postings SET amount = amount + 1 WHERE posting_number = 3', invariant: /postings of each transfer/, found: /Transfer t\.1: its 2 postings sum to 1\./ },
  { sql: 'UPDATE transfers SET at = at - 1 WHERE transfer_number = 2', invariant: /order of their times/, found: /Transfer t\.1 is of an earlier time/ },
  { sql: "UPDATE transfers SET currency = 'JPY' WHERE transfer_id = 'd.1'", invariant: /in one currency/, found: /Transfer d\.1 is in JPY/ },
  { sql: "UPDATE accounts SET balance = balance + 5 WHERE account_id = 'party:1:EUR'", invariant: /balance is the sum/, found: /party:1:EUR: its balance is 6005, its postings sum to 6000/ },
  { sql: 'UPDATE postings SET balance_after = 1 WHERE posting_number = 2', invariant: /noted with each posting/, found: /noted as 1, expected 10000/ },
  { sql: "UPDATE accounts SET held = 0 WHERE account_id = 'party:1:EUR'", invariant: /sum of its open holds/, found: /0 is held, its open holds sum to 705/ },
  { sql: 'UPDATE holds SET released_at = 1 WHERE payment_id = 3', invariant: /holds its total/, found: /K7F3K293 is awaiting-answer: 0 open holds/ },
  { sql: "ALTER TABLE accounts DROP CONSTRAINT accounts_check; UPDATE accounts SET floor = 6000 WHERE account_id = 'party:1:EUR'", invariant: /below its floor/, found: /5295 is available, its floor is 6000/ },
  { sql: 'UPDATE accounts SET balance = balance + 1 WHERE party_id IS NULL', invariant: /balances of a currency/, found: /EUR: all balances sum to 1/ },
  { sql: 'DELETE FROM postings WHERE transfer_number = 2; DELETE FROM transfers WHERE transfer_number = 2', invariant: /moved its total once/, found: /K7F3K291 is settled: 0 transfers/ },
  { sql: "UPDATE transfers SET kind = 'refund' WHERE transfer_number = 2", invariant: /given back of a payment/, found: /1 transfers, 0 refunded/ },
  { sql: "UPDATE transfers SET kind = 'fee' WHERE transfer_number = 2", invariant: /A fee goes/, found: /Transfer t\.1 of payment K7F3K291/ },
  { sql: "UPDATE postings SET account_id = 'party:2:EUR' WHERE posting_number = 1", invariant: /takes from those accounts/, found: /Transfer d\.1 is a deposit/ },
  { sql: "UPDATE postings SET amount = 2 * amount WHERE transfer_number = 1", invariant: /what it booked stands in the books/, found: /^Decision 2: its transfer d\.1: postings as decided bank:cash:EUR -10000, party:1:EUR 10000, in the books bank:cash:EUR -20000, party:1:EUR 20000$/ },
  { sql: "UPDATE transfers SET reference = 'V-9', booked_by = '[]', at = 1 WHERE transfer_id = 'd.1'", invariant: /what it booked stands in the books/, found: /voucher as decided ref d\.1, in the books V-9$/ },
  { sql: "INSERT INTO transfers SELECT 9, 'd.9', sequence, kind, currency, payment_id, at, reference, booked_by FROM transfers WHERE transfer_number = 1", invariant: /nothing else is booked/, found: /^Transfer d\.9: no decision has booked it$/ },
  { sql: "UPDATE accounts SET floor = -5 WHERE account_id = 'party:1:EUR'", invariant: /what it booked stands in the books/, found: /party:1:EUR: floor as decided 0, in the books -5$/ },
  { sql: "UPDATE addresses SET party_id = 2 WHERE party_id = 1", invariant: /last decided/, found: /as last decided of party 1, usable from .*, in the books of party 2/ },
  { sql: "UPDATE parties SET fee = NULL WHERE party_id = 2", invariant: /last decided/, found: /^The fee of party 2: as last decided EUR 0\.30 and 1450 in 100,000, in the books none\.$/ },
  { sql: "INSERT INTO tallies VALUES ('0123456789abcdef', 'claims:EUR', 'party:2', 5, 700)", invariant: /counted as owed/, found: /party:2 owes EUR 0, counted as owed are 700\.$/ },
  { sql: "DELETE FROM entries WHERE entry_id = '1.settled'", invariant: /exactly when an entry says so/, found: /has 0 settled entries/ },
  { sql: "DELETE FROM entries WHERE entry_id = '2.accepted'", invariant: /accepted once/, found: /0 accepted entries, 1 returned/ },
  { sql: 'UPDATE payments SET posted = true WHERE payment_id = 3', invariant: /post is told/, found: /has order and post and has 0 posted/ },
  { sql: `UPDATE settlement_numbers SET digest = 'x' WHERE card_id = '${CARD}'`, invariant: /Numbers may still be used/, found: /is void, and 2 of its numbers/ },
  { sql: `DELETE FROM settlement_numbers WHERE card_id = '${NEXT_CARD}' AND idx = 1`, invariant: /The card that a party has/, found: /counts 2 numbers: it was issued, 1 numbers from 2 to 2/ },
  { sql: 'UPDATE spent_secrets SET payment_id = 3', invariant: /counts as spent only/, found: /K7F3K293 is awaiting-answer/ },
  { sql: 'DELETE FROM deadlines WHERE payment_id = 3', invariant: /deadline that ends it/, found: /K7F3K293 is awaiting-answer: 0 deadlines, 0 of them/ },
  { sql: "UPDATE letters SET disposition_code = 'x' WHERE letter_id = 1", invariant: /cleared letter has one disposition/, found: /Letter 1 is cleared/ },
  { sql: 'UPDATE letters SET turn = 3 WHERE letter_id = 1', invariant: /earlier turn/, found: /Letter 1 is in its turn 3, 1 earlier turns/ },
  { sql: "UPDATE counters SET last = last + 1 WHERE name = 'letters'", invariant: /No letter that was acknowledged/, found: /letters were kept/ },
  { sql: 'DELETE FROM readings WHERE letter_id = 99; DELETE FROM letter_bytes WHERE letter_id = 1', invariant: /No letter that was acknowledged/, found: /Letter 1 has no bytes/ },
  { sql: 'UPDATE instructions SET done = false WHERE instruction_id = 1', invariant: /instruction that is done/, found: /Instruction 1 \(.*\) is not done, 1 decisions/ },
  { sql: 'DELETE FROM decisions WHERE sequence = 1', invariant: /No decision is absent/, found: /decisions were made/ },
  { sql: "UPDATE notices SET sequence = 999 WHERE notice_id = 'n'", invariant: /No notice without/, found: /Notice n/ },
  { sql: 'DELETE FROM notice_bytes', invariant: /has the bytes that were sent/, found: /its bytes are absent/ },
  { sql: "UPDATE counters SET last = last + 1 WHERE name = 'notices'", invariant: /notice or task for staff is absent/, found: /rows of notices were written/ },
  { sql: 'DELETE FROM readings WHERE letter_id = 1', invariant: /acknowledged is absent/, found: /Letter 1 was decided in its turn 1, but the reading/ },
  { sql: "UPDATE counters SET last = last + 1 WHERE name = 'entries'", invariant: /No entry is absent/, found: /entries were written/ },
  { sql: 'DELETE FROM log_entries WHERE idx = 0', invariant: /numbered from 0/, found: /numbered 1 to/ },
  { sql: "UPDATE log_entries SET leaf = 'x' WHERE idx = 0", invariant: /is the leaf of its entry/, found: /Entry 0 of log/ },
  { sql: 'DELETE FROM log_entries WHERE idx = 0', invariant: /none is passed over/, found: /has no place on the board, a later one has/ },
  { sql: 'UPDATE entries SET published_at = NULL WHERE entry_number = 1', invariant: /counts as published exactly/, found: /does not count as published/ },
  { sql: "INSERT INTO erasures SELECT log_number, 0, 1, NULL FROM logs", invariant: /face file of each published entry/, found: /was not erased/ },
  { sql: "UPDATE logs SET state = 'next'", invariant: /One log is open/, found: /1 logs: 0 active, 0 ending, 1 next/ },
  { sql: "UPDATE payments SET state = 'ended' WHERE payment_id = 1", invariant: /columns, its keys/, found: /its state is settled, the column says ended/ },
  { sql: 'DELETE FROM payment_keys WHERE payment_id = 3', invariant: /columns, its keys/, found: /it can't be found by its key/ },
  { sql: "UPDATE letter_bytes SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) WHERE letter_id = 1", invariant: /Everything sealed opens/, found: /Letter 1/ },
  { sql: "UPDATE decisions SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) WHERE sequence = 1", invariant: /Each decision opens/, found: /Decision 1/ },
];

let server: Server;

test.before(async () => {
  server = await startServer();
});

test.after.always(() => server.stop());

async function prepare(store: Store): Promise<void> {
  await openBank(store);
  await playPayment(store, 1, 4_000n);
  await clear(store, await readLetter(store, 'order-2'), orderedEffects(2));
  await clear(store, await readLetter(store, 'forward-2'), askedEffects(2, 300n));
  await clear(store, await readLetter(store, 'no-2'), endedEffects(2, 300n));
  await beginLog(store);
  await publishAll(store);
  await clear(store, await readLetter(store, 'order-3'), orderedEffects(3));
  await clear(store, await readLetter(store, 'forward-3'), askedEffects(3, 705n));
  await clear(store, await readLetter(store, 'help'), [{ kind: 'notice', notice: notice('n') }]);
  await sendNotice(store, 'n', 9_000);
  await issueCard(store, CARD, 2);
  await issueCard(store, NEXT_CARD, 2, CARD);
  await store.keepLetter(letter('waits'), { from: null, messageId: null }, 1);
}

test.serial('each tampering shows, in the words that staff read', async (t) => {
  const fresh = await server.openFresh();
  await prepare(fresh.store);
  t.deepEqual(await fresh.store.audit(), []);
  const pool = openPool({ url: server.postgres.url, schema: fresh.schema, poolSize: 1, lockTimeoutMs: 5_000, statementTimeoutMs: 20_000, readOnly: false });
  const sealer = makeSealer(KEY);
  const unseen: string[] = [];
  for (const { sql, invariant, found } of tampers) {
    await pool.use(async (connection) => {
      await connection.exec(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}`);
      const breaks = await audit({ connection, sealer });
      await connection.exec('ROLLBACK');
      if (!breaks.some((one) => invariant.test(one.invariant) && found.test(one.found))) unseen.push(`${sql}\n${breaks.map((one) => `  ${one.invariant} ${one.found}`).join('\n')}`);
    });
  }
  t.deepEqual(unseen, []);
  await pool.use(async (connection) => {
    await connection.exec('BEGIN; DROP TABLE erasures');
    const breaks = await audit({ connection, sealer });
    await connection.exec('ROLLBACK');
    t.deepEqual(breaks.map((one) => one.found), ['It could not be checked: relation "erasures" does not exist.'], 'the others are checked all the same');
  });
  t.deepEqual(await fresh.store.audit(), []);
  await pool.close();
  await fresh.remove();
});
