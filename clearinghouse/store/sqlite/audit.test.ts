/** Each invariant goes red: a sound database is changed by hand, with triggers, checks and indexes out of the way, and audited. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { Effect } from '../../core/decision.ts';
import type { Payment } from '../../core/payment.ts';
import { head, ORIGIN, sendNotice, withdraw } from '../conformance/board-samples.ts';
import { CARD, issueCard, keptCard, NEXT_CARD } from '../conformance/card-samples.ts';
import { askedEffects, clear, endedEffects, eur, instruct, letter, notice, openBank, orderedEffects, playPayment, readLetter, settledEffects, TAKAO } from '../conformance/samples.ts';
import { keyHash } from '../common/labels.ts';
import type { Store } from '../store.ts';
import { auditQueries } from './audit.ts';
import { openLocal } from './testing/local.ts';

type Tamper = { readonly title: string; readonly sql: string; readonly invariant: RegExp; readonly found: RegExp };

/**
 * Payments 1 and 6 are settled, 2 has ended, 3 awaits its answer, 4 its forward; the buyer has their second card; one notice was sent, one letter reopened, one waits. Of the entries
 * four have places and three are published, one of these is erased after its receipt had left.
 */
const tampers: readonly Tamper[] = [
  { title: 'a posting is changed', sql: `UPDATE postings SET amount = amount + 1 WHERE posting_number = 3`, invariant: /postings of each transfer/, found: /Transfer t\.1: its 2 postings sum to 1\./ },
  { title: 'a posting is gone', sql: `DELETE FROM postings WHERE posting_number = 4`, invariant: /postings of each transfer/, found: /Transfer t\.1: its 1 postings/ },
  { title: 'a transfer is in another currency', sql: `UPDATE transfers SET currency = 'JPY' WHERE transfer_id = 'd.1'`, invariant: /in one currency/, found: /Transfer d\.1 is in JPY/ },
  { title: 'a booking of an earlier time than the one before it', sql: `UPDATE transfers SET at = at - 1 WHERE transfer_number = 2`, invariant: /order of their times/, found: /Transfer t\.1 is of an earlier time/ },
  { title: 'postings out of their order', sql: `UPDATE postings SET posting_number = 99 WHERE posting_number = 1`, invariant: /order of their times/, found: /Posting 99 belongs to transfer 1, the one before it to transfer 3/ },
  { title: 'a balance is changed', sql: `UPDATE accounts SET balance = balance + 5 WHERE account_id = 'party:1:EUR'`, invariant: /balance is the sum/, found: /party:1:EUR: its balance is 6000, its postings sum to 5995/ },
  { title: 'a noted balance is changed', sql: `UPDATE postings SET balance_after = 1 WHERE posting_number = 2`, invariant: /noted with each posting/, found: /posting 2: the balance after it is noted as 1, expected 10000/ },
  { title: 'held money is changed', sql: `UPDATE accounts SET held = 0 WHERE account_id = 'party:1:EUR'`, invariant: /sum of its open holds/, found: /0 is held, its open holds sum to 700/ },
  { title: 'a hold is released, the payment still awaits its answer', sql: `UPDATE holds SET released_at = 1 WHERE payment_id = 3; UPDATE accounts SET held = 0`, invariant: /holds its total/, found: /K7F3K293 is awaiting-answer: 0 open holds/ },
  { title: 'a hold of another amount', sql: `UPDATE holds SET amount = 1 WHERE payment_id = 3; UPDATE accounts SET held = 1 WHERE account_id = 'party:1:EUR'`, invariant: /holds its total/, found: /0 of them of its total/ },
  { title: 'an ended payment holds again', sql: `UPDATE holds SET released_at = NULL WHERE payment_id = 2; UPDATE accounts SET held = held + 300 WHERE account_id = 'party:1:EUR'`, invariant: /holds its total/, found: /K7F3K292 is ended: 1 open holds/ },
  { title: 'an account is below its floor', sql: `UPDATE accounts SET floor = 6000 WHERE account_id = 'party:1:EUR'`, invariant: /below its floor/, found: /party:1:EUR: 5295 is available, its floor is 6000/ },
  { title: 'an amount beyond what can be kept', sql: `UPDATE accounts SET balance = 9007199254740992 WHERE account_id = 'party:2:EUR'`, invariant: /beyond/, found: /party:2:EUR: balance 9007199254740992/ },
  { title: 'money out of nothing', sql: `UPDATE accounts SET balance = balance + 1 WHERE account_id = 'party:2:EUR'; UPDATE postings SET amount = amount + 1, balance_after = balance_after + 1 WHERE posting_number = 4`, invariant: /balances of a currency/, found: /EUR: all balances sum to 1/ },
  { title: 'a settled payment without its transfer', sql: `DELETE FROM postings WHERE transfer_number = 2; DELETE FROM transfers WHERE transfer_number = 2`, invariant: /moved its total once/, found: /K7F3K291 is settled: 0 transfers/ },
  { title: 'a payment paid twice', sql: `DROP INDEX transfers_once_per_payment; INSERT INTO transfers SELECT 9, 't.1b', sequence, kind, currency, payment_id, at, reference, booked_by FROM transfers WHERE transfer_number = 2`, invariant: /moved its total once/, found: /K7F3K291 is settled: 2 transfers/ },
  { title: 'another sum was moved', sql: `UPDATE postings SET amount = amount * 2 WHERE transfer_number = 2`, invariant: /moved its total once/, found: /0 of them of its total EUR 4000/ },
  { title: 'an ended payment moved money', sql: `INSERT INTO transfers SELECT 9, 't.2', sequence, kind, currency, 2, at, reference, booked_by FROM transfers WHERE transfer_number = 2`, invariant: /moved its total once/, found: /K7F3K292 is ended: 1 transfers/ },
  { title: 'money was given back, and no entry says so', sql: `INSERT INTO transfers SELECT 9, 'r.K7F3K291.1', sequence, 'refund', currency, payment_id, at, reference, booked_by FROM transfers WHERE transfer_number = 2; INSERT INTO postings (transfer_number, account_id, amount, balance_after) SELECT 9, account_id, 0, 0 FROM accounts WHERE party_id IS NOT NULL LIMIT 2`, invariant: /What is given back/, found: /K7F3K291 of EUR 4000: 0 was given back, 0 of it to the buyer or suspense; 1 transfers, 0 refunded entries/ },
  { title: 'the counter of a payment does not know of a refund', sql: `INSERT INTO transfers SELECT 9, 'r.K7F3K291.1', sequence, 'refund', currency, payment_id, at, reference, booked_by FROM transfers WHERE transfer_number = 2; INSERT INTO postings (transfer_number, account_id, amount, balance_after) SELECT 9, account_id, 0, 0 FROM accounts WHERE party_id IS NOT NULL LIMIT 2`, invariant: /columns, its keys/, found: /it counts 0 given back in 0 times, the ledger says 0 in 1/ },
  { title: 'a deadline of a refund that nobody asked for', sql: `INSERT INTO deadlines (payment_id, kind, at) VALUES (1, 'refund', 9)`, invariant: /columns, its keys/, found: /its deadlines afterwards are refund, expected none/ },
  { title: 'a fee that went elsewhere', sql: `INSERT INTO transfers SELECT 9, 'f.K7F3K291', sequence, 'fee', currency, payment_id, at, reference, booked_by FROM transfers WHERE transfer_number = 2; INSERT INTO postings (transfer_number, account_id, amount, balance_after) SELECT 9, account_id, 0, 0 FROM accounts WHERE party_id IS NOT NULL LIMIT 2`, invariant: /A fee goes/, found: /Transfer f\.K7F3K291 of payment K7F3K291: 0 is taken from the merchant, 0 goes to the fees, the total is 4000/ },
  { title: 'money was given back out of an account that is not the merchant\'s', sql: `INSERT INTO transfers SELECT 9, 'r.K7F3K291.1', sequence, 'refund', currency, payment_id, at, reference, booked_by FROM transfers WHERE transfer_number = 2; INSERT INTO postings (transfer_number, account_id, amount, balance_after) VALUES (9, 'bank:cash:EUR', -5, 0), (9, 'party:1:EUR', 5, 0)`, invariant: /takes from those accounts/, found: /Transfer r\.K7F3K291\.1 is a refund, and moves -5 on account bank:cash:EUR/ },
  { title: 'a deposit to an account of the bank', sql: `INSERT INTO accounts SELECT 'bank:fees:EUR', NULL, 'EUR', 0, 0, NULL WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE account_id = 'bank:fees:EUR'); UPDATE postings SET account_id = 'bank:fees:EUR' WHERE posting_number = 2`, invariant: /takes from those accounts/, found: /is a deposit, and moves 10000 on account bank:fees:EUR/ },
  { title: 'a deposit is raised, with its other side and all balances', sql: `UPDATE postings SET amount = 2 * amount, balance_after = 2 * balance_after WHERE transfer_number = 1; UPDATE postings SET balance_after = balance_after + 10000 WHERE account_id = 'party:1:EUR' AND transfer_number > 1; UPDATE accounts SET balance = balance + 10000 WHERE account_id = 'party:1:EUR'; UPDATE accounts SET balance = balance - 10000 WHERE account_id = 'bank:cash:EUR'`, invariant: /what it booked stands in the books/, found: /^Decision 2: its transfer d\.1: postings as decided bank:cash:EUR -10000, party:1:EUR 10000, in the books bank:cash:EUR -20000, party:1:EUR 20000$/ },
  { title: 'a voucher is changed', sql: `UPDATE transfers SET reference = 'V-9' WHERE transfer_id = 'd.1'`, invariant: /what it booked stands in the books/, found: /^Decision 2: its transfer d\.1: voucher as decided ref d\.1, in the books V-9$/ },
  { title: 'somebody else has booked', sql: `UPDATE transfers SET booked_by = '["Aya","Cai"]' WHERE transfer_id = 'd.1'`, invariant: /what it booked stands in the books/, found: /bookers as decided Aya, Ben, in the books Aya, Cai$/ },
  { title: 'a booking is moved to an earlier month', sql: `UPDATE transfers SET at = 1 WHERE transfer_number = 1`, invariant: /what it booked stands in the books/, found: /time as decided 1970-01-01T00:00:01.500Z, in the books 1970-01-01T00:00:00.001Z$/ },
  { title: 'a booking has another name', sql: `UPDATE transfers SET transfer_id = 'd.2' WHERE transfer_id = 'd.1'`, invariant: /what it booked stands in the books/, found: /^Decision 2: it booked the deposit d\.1, which is absent$/ },
  { title: 'a booking that nobody decided', sql: `INSERT INTO transfers SELECT 9, 'd.9', sequence, kind, currency, payment_id, at, reference, booked_by FROM transfers WHERE transfer_number = 1`, invariant: /nothing else is booked/, found: /^Transfer d\.9: no decision has booked it$/ },
  { title: 'a floor is lowered', sql: `UPDATE accounts SET floor = -5 WHERE account_id = 'party:1:EUR'`, invariant: /what it booked stands in the books/, found: /^Decision 1: its account party:1:EUR: floor as decided 0, in the books -5$/ },
  { title: "an address is another party's", sql: `UPDATE addresses SET party_id = 2 WHERE address = '${TAKAO}'`, invariant: /last decided/, found: /^The address takao@buyer\.example: as last decided of party 1, usable from 1970-01-01T00:00:00\.500Z, in the books of party 2, usable/ },
  { title: 'a fee is forgotten', sql: `UPDATE parties SET fee = NULL WHERE party_id = 2`, invariant: /last decided/, found: /^The fee of party 2: as last decided EUR 0\.30 and 1450 in 100,000, in the books none\.$/ },
  { title: 'a debt that nobody laid out', sql: `INSERT INTO tallies VALUES ('claims:EUR', 'party:2', 5, 700)`, invariant: /counted as owed/, found: /^The claims account says that party:2 owes EUR 0, counted as owed are 700\.$/ },
  { title: 'a settled entry is gone', sql: `DELETE FROM entries WHERE entry_id = '1.settled'`, invariant: /exactly when an entry says so/, found: /K7F3K291 is settled and has 0 settled entries/ },
  { title: 'an entry says settled and nothing was paid', sql: `UPDATE entries SET kind = 'settled' WHERE entry_id = '3.accepted'`, invariant: /exactly when an entry says so/, found: /K7F3K293 is awaiting-answer and has 1 settled/ },
  { title: 'accepted twice', sql: `DROP INDEX entries_once_per_kind; INSERT INTO entries SELECT 99, 'x', kind, payment_id, at, for_board, leaf, face, sealed, published_at, erased_at FROM entries WHERE entry_id = '3.accepted'`, invariant: /accepted once/, found: /K7F3K293 is awaiting-answer: 2 accepted/ },
  { title: 'returned, never accepted', sql: `DELETE FROM entries WHERE entry_id = '2.accepted'`, invariant: /accepted once/, found: /K7F3K292 is ended: 0 accepted entries, 1 returned/ },
  { title: 'returned, but not ended', sql: `UPDATE entries SET payment_id = 3 WHERE entry_id = '2.returned'`, invariant: /accepted once/, found: /K7F3K293 is awaiting-answer: 1 accepted entries, 1 returned/ },
  { title: 'a post and no entry of it', sql: `UPDATE payments SET posted = 1 WHERE payment_id = 4`, invariant: /post is told/, found: /K7F3K294 has order and post and has 0 posted entries/ },
  { title: 'an entry of a post that is not there', sql: `UPDATE entries SET kind = 'posted' WHERE entry_id = '1.accepted'`, invariant: /post is told/, found: /K7F3K291 has no order or no post and has 1 posted/ },
  { title: 'a post that the payment does not know', sql: `UPDATE payments SET posted = 1 WHERE payment_id = 4`, invariant: /columns, its keys/, found: /its post is false, the column says true/ },
  { title: 'a payment was asked for and settled, but never accepted', sql: `DELETE FROM entries WHERE entry_id = '6.accepted'`, invariant: /columns, its keys/, found: /K7F3K296: its buyer was asked, and no entry says that it was accepted/ },
  { title: 'a payment that waits for a road holds money', sql: `UPDATE payments SET state = 'awaiting-roads' WHERE payment_id = 3`, invariant: /holds its total/, found: /K7F3K293 is awaiting-roads: 1 open holds/ },
  { title: 'a payment that waits for a road without the deadline that ends it', sql: `UPDATE payments SET state = 'awaiting-roads' WHERE payment_id = 3`, invariant: /deadline that ends it/, found: /K7F3K293 is awaiting-roads: 1 deadlines, 0 of them could end it/ },
  { title: 'a number of a card that was replaced can be used', sql: `UPDATE settlement_numbers SET digest = 'x' WHERE card_id = 'K7F3K2' AND idx = 1; UPDATE settlement_cards SET voided_at = NULL`, invariant: /Numbers may still be used/, found: /Card K7F3K2 of party 1 is not the one that it has, and 1 of its numbers/ },
  { title: 'a number of a void card can be used', sql: `UPDATE settlement_cards SET voided_at = 9 WHERE card_id = 'M4N5P6'`, invariant: /Numbers may still be used/, found: /Card M4N5P6 of party 1 is void, and 2 of its numbers/ },
  { title: 'a party lost its card, and its numbers can be used', sql: `UPDATE parties SET roads = NULL`, invariant: /Numbers may still be used/, found: /Card M4N5P6 of party 1 is not the one that it has, and 2/ },
  { title: 'a number of a card is gone', sql: `DELETE FROM settlement_numbers WHERE card_id = 'M4N5P6' AND idx = 3`, invariant: /card that a party has/, found: /Card M4N5P6 of party 1 counts 3 numbers: it was issued, 2 numbers from 1 to 2/ },
  { title: 'a card has a gap', sql: `UPDATE settlement_numbers SET idx = 4 WHERE card_id = 'M4N5P6' AND idx = 2`, invariant: /card that a party has/, found: /3 numbers from 1 to 4/ },
  { title: 'a card is gone', sql: `DELETE FROM settlement_numbers WHERE card_id = 'M4N5P6'; DELETE FROM settlement_cards WHERE card_id = 'M4N5P6'`, invariant: /card that a party has/, found: /Card M4N5P6 of party 1 counts 3 numbers: it was never kept for this party, 0 numbers/ },
  { title: 'a card that was never issued', sql: `UPDATE settlement_cards SET issued_at = NULL`, invariant: /card that a party has/, found: /it was never issued/ },
  { title: 'a secret spent by a payment that was not settled', sql: `UPDATE spent_secrets SET payment_id = 2`, invariant: /counts as spent only/, found: /K7F3K292 is ended, and a secret of party 1/ },
  { title: 'one password has paid twice', sql: `UPDATE spent_secrets SET payment_id = 5`, invariant: /what its columns/, found: /Payment K7F3K291: its secret was spent by payment 5: one password has paid twice/ },
  { title: 'a spent secret is forgotten', sql: `DELETE FROM spent_secrets`, invariant: /what its columns/, found: /its secret does not count as spent/ },
  { title: 'an open payment without its deadline', sql: `DELETE FROM deadlines WHERE payment_id = 4`, invariant: /deadline that ends it/, found: /K7F3K294 is awaiting-forward: 0 deadlines/ },
  { title: 'an open payment with the wrong deadline', sql: `UPDATE deadlines SET kind = 'remind' WHERE payment_id = 3`, invariant: /deadline that ends it/, found: /K7F3K293 is awaiting-answer: 1 deadlines, 0 of them could end it/ },
  { title: 'a closed payment with a deadline', sql: `INSERT INTO deadlines VALUES (1, 'match', 9)`, invariant: /deadline that ends it/, found: /K7F3K291 is settled: 1 deadlines/ },
  { title: 'a letter has another disposition than was decided', sql: `UPDATE letters SET disposition_kind = 'refused' WHERE letter_id = 1`, invariant: /one disposition and the decision/, found: /Letter 1 is cleared with disposition refused test, its decision says advanced test/ },
  { title: 'a letter was cleared by nobody', sql: `UPDATE letters SET stage = 'cleared', disposition_kind = 'refused', disposition_code = 'x' WHERE stage = 'unread'`, invariant: /one disposition and the decision/, found: /its decision says nothing: there is none/ },
  { title: 'a decided letter waits again', sql: `UPDATE letters SET stage = 'read', disposition_kind = NULL, disposition_code = NULL WHERE letter_id = 1`, invariant: /one disposition and the decision/, found: /Letter 1 is read with disposition none/ },
  { title: 'the decision on an earlier turn is gone', sql: `UPDATE letters SET turn = 3 WHERE turn = 2`, invariant: /earlier turn/, found: /is in its turn 3, 1 earlier turns were decided/ },
  { title: 'a letter is gone', sql: `DELETE FROM letter_bytes WHERE letter_id = 12; DELETE FROM letters WHERE letter_id = 12`, invariant: /acknowledged is absent/, found: /letters were kept, \d+ are there/ },
  { title: 'the bytes of a letter are gone', sql: `DELETE FROM letter_bytes WHERE letter_id = 2`, invariant: /acknowledged is absent/, found: /Letter 2 has no bytes/ },
  { title: 'a reading is gone', sql: `DELETE FROM readings WHERE letter_id IN (SELECT letter_id FROM letters WHERE stage = 'read')`, invariant: /acknowledged is absent/, found: /is read, but its reading is absent/ },
  { title: 'a letter in no known stage', sql: `UPDATE letters SET stage = 'lost' WHERE stage = 'unread'`, invariant: /Received letters/, found: /letters received, \d+ have a disposition, \d+ wait/ },
  { title: 'an instruction was done by nobody', sql: `UPDATE instructions SET done = 1`, invariant: /instruction that is done/, found: /Instruction 6 \(remove-address\) is done, 0 decisions/ },
  { title: 'an instruction is gone', sql: `DELETE FROM instructions WHERE done = 0`, invariant: /instruction that is done/, found: /8 instructions were given, 7 are there/ },
  { title: 'a decision is gone', sql: `DELETE FROM decisions WHERE sequence = 2`, invariant: /No decision is absent/, found: /decisions were made/ },
  { title: 'a notice without a decision', sql: `UPDATE notices SET sequence = 999 WHERE notice_id = 'n-sent'`, invariant: /No notice without/, found: /Notice n-sent \(balance\)/ },
  { title: 'a notice about no payment', sql: `UPDATE notices SET payment_id = 999 WHERE notice_id = 'n-sent'`, invariant: /No notice without/, found: /Notice n-sent/ },
  { title: 'a sent notice without bytes', sql: `DELETE FROM notice_bytes`, invariant: /bytes that were sent/, found: /Notice n-sent \(balance\) is sent: its bytes are absent/ },
  { title: 'a sent notice without a time', sql: `UPDATE notices SET sent_at = NULL`, invariant: /bytes that were sent/, found: /n-sent .*it has no time/ },
  { title: 'the reading of a decided letter is gone', sql: `DELETE FROM readings WHERE letter_id = 1`, invariant: /acknowledged is absent/, found: /Letter 1 was decided in its turn 1, but the reading of it is absent/ },
  { title: 'a notice is gone', sql: `DELETE FROM notice_bytes; DELETE FROM notices WHERE notice_id = 'n-sent'`, invariant: /notice or task for staff is absent/, found: /\d+ rows of notices were written, \d+ are there/ },
  { title: 'a released hold is gone', sql: `DELETE FROM holds WHERE released_at IS NOT NULL`, invariant: /notice or task for staff is absent/, found: /\d+ rows of holds were written, \d+ are there/ },
  { title: 'an entry is gone', sql: `DELETE FROM entries WHERE entry_id = '3.accepted'`, invariant: /No entry is absent/, found: /8 entries were written, 7 are there/ },
  { title: 'a place is gone', sql: `DELETE FROM log_entries WHERE idx = 2`, invariant: /numbered from 0/, found: /2026 counts 4 entries, 3 are there, numbered 0 to 3/ },
  { title: 'a log does not begin at 0', sql: `UPDATE log_entries SET idx = 9 WHERE idx = 0`, invariant: /numbered from 0/, found: /4 are there, numbered 1 to 9/ },
  { title: 'a log counts too many', sql: `UPDATE logs SET assigned = 5`, invariant: /numbered from 0/, found: /counts 5 entries, 4 are there/ },
  { title: 'a head beyond the entries', sql: `UPDATE logs SET head_size = 5`, invariant: /signed more than it was given/, found: /active: 4 entries, 5 signed, 3 published/ },
  { title: 'published beyond the head', sql: `UPDATE logs SET head_size = 2`, invariant: /signed more than it was given/, found: /4 entries, 2 signed, 3 published/ },
  { title: 'published without a head', sql: `UPDATE logs SET head_size = NULL`, invariant: /signed more than it was given/, found: /4 entries, none signed, 3 published/ },
  { title: 'a log has ended before all is published', sql: `UPDATE logs SET state = 'ended'`, invariant: /one that has ended/, found: /is ended: 4 entries, 4 signed, 3 published/ },
  { title: 'no log is open', sql: `UPDATE logs SET state = 'ended'`, invariant: /One log is open/, found: /1 logs: 0 active, 0 ending, 0 next/ },
  { title: 'a log ends and none follows', sql: `UPDATE logs SET state = 'ending'`, invariant: /One log is open/, found: /1 logs: 0 active, 1 ending, 0 next/ },
  { title: 'a leaf of the log is changed', sql: `UPDATE log_entries SET leaf = x'78' WHERE idx = 1`, invariant: /the leaf of its entry/, found: /Entry 1 of log bank\.example\/board\/2026: its leaf is not that of entry 1\.settled/ },
  { title: 'a leaf of an entry is changed', sql: `UPDATE entries SET leaf = leaf || ' ' WHERE entry_id = '1.accepted'`, invariant: /the leaf of its entry/, found: /Entry 0 of log .* entry 1\.accepted/ },
  { title: 'an entry that is for no board has a place', sql: `UPDATE entries SET for_board = 0 WHERE entry_id = '1.accepted'`, invariant: /the leaf of its entry/, found: /Entry 0 of log .*not made for the board/ },
  { title: 'an entry is passed over', sql: `UPDATE log_entries SET entry_number = NULL WHERE idx = 1`, invariant: /none is passed over/, found: /Entry 1\.settled has no place on the board, a later one has/ },
  { title: 'two entries have changed places', sql: `UPDATE log_entries SET entry_number = 99 WHERE idx = 0; UPDATE log_entries SET entry_number = 1 WHERE idx = 1; UPDATE log_entries SET entry_number = 2 WHERE idx = 0`, invariant: /in the order in which/, found: /Entry 1 of log .* was written before/ },
  { title: 'a published entry does not count as such', sql: `UPDATE entries SET published_at = NULL WHERE entry_id = '1.accepted'`, invariant: /counts as published exactly/, found: /Entry 1\.accepted: it has place 0 of log .*, which has published 3, and it does not count as published/ },
  { title: 'an entry beyond what is published counts as such', sql: `UPDATE entries SET published_at = 1 WHERE entry_id = '2.returned'`, invariant: /counts as published exactly/, found: /Entry 2\.returned: it has place 3 .* counts as published/ },
  { title: 'an entry without a place counts as published', sql: `UPDATE entries SET published_at = 1 WHERE entry_id = '3.accepted'`, invariant: /counts as published exactly/, found: /Entry 3\.accepted: it has no place, and it counts as published/ },
  { title: 'an erased face is there again', sql: `UPDATE entries SET face = '{}' WHERE entry_id = '1.settled'`, invariant: /nothing is left that opens it/, found: /Entry 1\.settled is erased, and its face is still there/ },
  { title: 'erased details are there again', sql: `UPDATE entries SET sealed = (SELECT sealed FROM entries WHERE entry_id = '1.accepted') WHERE entry_id = '1.settled'`, invariant: /nothing is left that opens it/, found: /its details are still there/ },
  { title: 'a face is gone without an erasure', sql: `UPDATE entries SET face = NULL WHERE entry_id = '1.accepted'`, invariant: /every other entry is whole/, found: /Entry 1\.accepted is not erased, and its face is absent/ },
  { title: 'the receipt of an erased entry is still kept', sql: `INSERT INTO notice_bytes SELECT notice_number, zeroblob(32), sealed FROM notices WHERE notice_id = 'n-proof'`, invariant: /nothing is left that opens it/, found: /the receipt n-proof is still kept/ },
  { title: 'a face file is forgotten', sql: `DELETE FROM erasures`, invariant: /gone or has to go/, found: /Entry 1\.settled was erased when it had been published/ },
  { title: 'a face file has to go for nothing', sql: `INSERT INTO erasures VALUES (1, 0, 1, NULL)`, invariant: /gone or has to go/, found: /Entry 0 of log 1 was not erased/ },
  { title: 'sealed bytes are changed', sql: `UPDATE letter_bytes SET sealed = zeroblob(60) WHERE letter_id = 2`, invariant: /Everything sealed/, found: /Letter 2: letter:[0-9a-f]{64}: not a sealed value/ },
  { title: "two letters' bytes are exchanged", sql: `UPDATE letter_bytes SET sealed = (SELECT other.sealed FROM letter_bytes AS other WHERE other.letter_id = 3 - letter_bytes.letter_id) WHERE letter_id IN (1, 2)`, invariant: /Everything sealed/, found: /Letter 1: .*does not open/ },
  { title: 'a reading is changed', sql: `UPDATE readings SET sealed = (SELECT sealed FROM readings WHERE letter_id = 2) WHERE letter_id = 1`, invariant: /Everything sealed/, found: /The reading of letter 1: .*does not open/ },
  { title: 'a decision is changed', sql: `UPDATE decisions SET sealed = (SELECT sealed FROM decisions WHERE sequence = 1) WHERE sequence = 2`, invariant: /Each decision opens/, found: /Decision 2: .*does not open/ },
  { title: 'an entry is changed', sql: `UPDATE entries SET sealed = (SELECT sealed FROM entries WHERE entry_id = '3.accepted') WHERE entry_id = '1.accepted'`, invariant: /Everything sealed/, found: /Entry 1\.accepted: .*does not open/ },
  { title: 'a notice is changed', sql: `UPDATE notices SET sealed = (SELECT sealed FROM notices WHERE notice_id = 'receipt-1') WHERE notice_id = 'n-sent'`, invariant: /Everything sealed/, found: /Notice n-sent: .*does not open/ },
  { title: 'the made bytes of a notice are not those of its digest', sql: `UPDATE notice_bytes SET sha256 = zeroblob(32)`, invariant: /Everything sealed/, found: /Notice n-sent: .*SHA-256/ },
  { title: 'a payment has another state in its column', sql: `UPDATE payments SET state = 'awaiting-order' WHERE payment_id = 4`, invariant: /what its columns/, found: /its state is awaiting-forward, the column says awaiting-order/ },
  { title: 'a payment has another total in its column', sql: `UPDATE payments SET total = 4001 WHERE payment_id = 1`, invariant: /what its columns/, found: /its total is 4000, the column says 4001/ },
  { title: 'a payment is no longer found by its secret', sql: `DELETE FROM payment_keys WHERE key_hash = x'${Buffer.from(keyHash('secret:v1.secret-1')).toString('hex')}'`, invariant: /what its columns/, found: /can't be found by its key secret:v1\.secret-1/ },
  { title: 'a party is gone', sql: `DELETE FROM parties WHERE party_id = 2`, invariant: /another row refers to/, found: /of addresses refers to a row of parties/ },
  { title: 'an index does not hold what the table holds', sql: `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '''unread''', '''cleared''') WHERE name = 'letters_unread_from'; PRAGMA writable_schema = OFF`, invariant: /file is whole/, found: /letters_unread_from/ },
];

async function makeSound(path: string): Promise<void> {
  const store = openLocal(path);
  await openBank(store);
  await playPayment(store, 1, 4_000n);
  await clear(store, await readLetter(store, 'order-2'), orderedEffects(2));
  await clear(store, await readLetter(store, 'forward-2'), askedEffects(2, 300n));
  await clear(store, await readLetter(store, 'no-2'), endedEffects(2, 300n));
  await clear(store, await readLetter(store, 'order-3'), orderedEffects(3));
  await clear(store, await readLetter(store, 'forward-3'), askedEffects(3, 700n));
  await clear(store, await readLetter(store, 'order-4'), orderedEffects(4));
  await clear(store, await readLetter(store, 'balance'), [{ kind: 'notice', notice: notice('n-sent') }]);
  await sendNotice(store, 'n-sent', 3_500);
  await publishSome(store);
  const { letterId } = await store.keepLetter(letter('crashes'), { from: null, messageId: null }, 1);
  await clear(store, await instruct(store, { kind: 'give-up-letter', letterId, reason: 'crashed' }), [{ kind: 'letter-set-aside', letterId, code: 'reader-crash' }]);
  await clear(store, await instruct(store, { kind: 'requeue-letter', letterId, reason: 'fixed', by: [] }), [{ kind: 'letter-reopened', letterId }]);
  await readLetter(store, 'waits');
  await store.keepLetter(letter('unread'), { from: null, messageId: null }, 1);
  await instruct(store, { kind: 'remove-address', address: TAKAO, by: [] });
  await playAsked(store);
  await issueCards(store);
  await store.close();
}

/** Payment 6 was settled by an answer to its question. */
async function playAsked(store: Store): Promise<void> {
  const questions: Payment['questions'] = [{ token: 'q', messageIds: [], total: eur(5n), askedAt: 1 }];
  const asked = (effects: readonly Effect[]): readonly Effect[] => effects.map((effect) => (effect.kind === 'payment-saved' ? { ...effect, payment: { ...effect.payment, questions } } : effect));
  for (const [index, effects] of [orderedEffects(6), asked(askedEffects(6, 5n)), asked(settledEffects(6, 5n))].entries()) await clear(store, await readLetter(store, `6-${index}`), effects);
}

/** A card that was replaced, one of which a number is spent, and one that was never issued. */
async function issueCards(store: Store): Promise<void> {
  await issueCard(store, CARD, 2);
  await issueCard(store, NEXT_CARD, 3, CARD);
  await clear(store, await readLetter(store, 'by number'), [{ kind: 'number-spent', card: NEXT_CARD, index: 2 }]);
  await store.keepCard(keptCard('Q7R8S9', 2));
}

async function publishSome(store: Store): Promise<void> {
  await store.beginLog({ origin: ORIGIN, keys: ['key'], retention: 'ten years', at: 1 });
  await store.assignEntries(ORIGIN, 4);
  await store.swapHead(ORIGIN, null, head(4));
  await store.notePublished(ORIGIN, 3, 4_000);
  await clear(store, await readLetter(store, 'proof'), [{ kind: 'notice', notice: notice('n-proof', { paymentId: 1, waitsForEntry: '1.settled', owedAt: 4_000 }) }]);
  await sendNotice(store, 'n-proof', 4_100);
  await withdraw(store, '1.settled', 1);
}

function tamper(path: string, sql: string): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false, defensive: false });
  database.exec('PRAGMA ignore_check_constraints = ON');
  for (const { name } of database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all()) database.exec(`DROP TRIGGER ${String(name)}`);
  database.exec(sql);
  database.close();
}

test('each invariant goes red', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-audit-'));
  const sound = join(folder, 'sound.db');
  await makeSound(sound);
  for (const [index, { title, sql, invariant, found }] of tampers.entries()) {
    const path = join(folder, `${index}.db`);
    await copyFile(sound, path);
    tamper(path, '');
    const store = openLocal(path);
    t.deepEqual(await store.audit(), [], 'the sound database without its triggers');
    await store.close();
    tamper(path, sql);
    const broken = openLocal(path);
    const breaks = await broken.audit();
    await broken.close();
    t.true(breaks.some((one) => invariant.test(one.invariant) && found.test(one.found)), `${title}: ${JSON.stringify(breaks, null, 1)}`);
  }
  await rm(folder, { recursive: true, force: true });
});

test('each query of the audit is turned red by one of these', (t) => {
  for (const { invariant } of auditQueries) t.true(tampers.some((one) => one.invariant.test(invariant)), invariant);
});
