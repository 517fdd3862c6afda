/** Loads a working set: what the keys name, and what follows from it (core/facts.ts says what does). */
import { blockKey, copyFacts, emptyFacts, factsSince, LARGEST_GROUP, PAYMENTS_PER_KEY, type FactKeys, type Facts } from '../../core/facts.ts';
import { openKey } from '../../core/keys.ts';
import { accountColumns, addressColumns, partyColumns, toAccount, toAddress, toParty, toUncleared, unclearedColumns } from '../common/shapes.ts';
import { oldestUnpublishedAt } from './board-entries.ts';
import { loadCardNumbers } from './cards.ts';
import type { Database } from './database.ts';
import { loadEntryFact } from './entries.ts';
import { openNotice } from '../common/notice-rows.ts';
import { loadPayment, paymentIdsWith } from './payments.ts';
import { HAD_EFFECT, sameMailHashes } from '../common/labels.ts';
import { integer, minor, text, type Row } from '../common/rows.ts';

const OPEN_PAYMENTS = 200;
/** Rows of today and of the seven days before it. */
const TALLY_DAYS = 8;

export function loadFacts(database: Database, keys: FactKeys): Facts {
  const facts: Facts = { ...emptyFacts(), oldestUnpublishedAt: oldestUnpublishedAt(database) };
  loadAlways(database, facts);
  load(database, facts, keys);
  loadUncleared(database, facts, keys, emptyFacts());
  return facts;
}

/** In the same transaction: puts what the keys name to the facts, and tells what was not there. */
export function loadMore(database: Database, facts: Facts, keys: FactKeys): Facts {
  const before = copyFacts(facts);
  load(database, facts, keys);
  loadUncleared(database, facts, keys, before);
  return factsSince(facts, before);
}

function load(database: Database, facts: Facts, keys: FactKeys): void {
  // Before those of parties and addresses, which would be taken for the whole of such a scope.
  for (const scope of keys.scopes) addWholeScope(database, facts, scope);
  loadNamed(database, facts, keys);
  loadSeen(database, facts, keys.seen);
  for (const paymentId of keys.payments) addPayment(database, facts, paymentId);
  for (const key of new Set(keys.paymentKeys)) addPaymentsWith(database, facts, key, PAYMENTS_PER_KEY);
  for (const noticeId of keys.notices) addNotice(database, facts, noticeId);
  for (const entryId of keys.entries) addEntry(database, facts, entryId);
  for (const address of keys.openPaymentsOf) addOpenPayments(database, facts, address);
  for (const key of keys.paymentKeys) facts.loaded.add(`k:${key}`);
  for (const paymentId of keys.payments) facts.loaded.add(`p:${paymentId}`);
  for (const address of keys.addresses) facts.loaded.add(`a:${address}`);
  for (const scope of keys.scopes) facts.loaded.add(`s:${scope}`);
}

function loadAlways({ connection }: Database, facts: Facts): void {
  const next = connection.get('SELECT coalesce((SELECT max(party_id) FROM parties), 0) + 1 AS party, coalesce((SELECT max(payment_id) FROM payments), 0) + 1 AS payment') ?? {};
  facts.nextPartyId = integer(next, 'party');
  facts.nextPaymentId = integer(next, 'payment');
  for (const row of connection.all(`SELECT ${accountColumns} FROM accounts WHERE party_id IS NULL`)) facts.accounts.set(text(row, 'account_id'), toAccount(row));
}

/**
 * Of each sender (core/facts.ts says which of them). What holds others back until it is cleared does so whatever comes behind it; how long one does that was
 * tried in vain is told by the clock, so all of those are wanted.
 */
const uncleared = `SELECT ${unclearedColumns} FROM json_each(?) CROSS JOIN letters WHERE letters.letter_id IN (
    SELECT letter_id FROM (SELECT letter_id FROM letters WHERE stage = 'read' AND from_hint = json_each.value ORDER BY received_at, letter_id LIMIT ${LARGEST_GROUP + 1})
    UNION ALL SELECT letter_id FROM (SELECT letter_id FROM letters WHERE stage = 'unread' AND failed_since IS NULL AND from_hint = json_each.value ORDER BY received_at, letter_id LIMIT ${LARGEST_GROUP + 1})
    UNION ALL SELECT letter_id FROM letters WHERE stage = 'unread' AND failed_since IS NOT NULL AND from_hint = json_each.value)
  ORDER BY received_at, letter_id`;

/** Of the addresses that were not there before. */
function loadUncleared({ connection }: Database, facts: Facts, keys: FactKeys, before: Facts): void {
  const addresses = [...new Set([...facts.addresses.keys(), ...keys.addresses])].filter((address) => !before.addresses.has(address) && !before.loaded.has(`a:${address}`));
  if (addresses.length === 0) return;
  for (const row of connection.all(uncleared, JSON.stringify(addresses))) facts.uncleared.push(toUncleared(row));
}

function loadNamed(database: Database, facts: Facts, keys: FactKeys): void {
  const { connection } = database;
  for (const address of keys.addresses) addAddress(database, facts, address);
  for (const party of keys.parties) addParty(database, facts, party);
  for (const name of keys.names) {
    for (const row of connection.all('SELECT party_id FROM parties WHERE folded_name = ?', name)) addParty(database, facts, integer(row, 'party_id'));
  }
}

/** The first letter with that mail's name that had its effect (core/keys.ts `hadEffect`). */
function loadSeen({ connection, sealer }: Database, facts: Facts, keys: readonly string[]): void {
  for (const key of keys) {
    const row = connection.get(
      `SELECT letter_id FROM letters INDEXED BY letters_same_mail WHERE same_mail_hash IN (?, ?) AND stage = 'cleared' AND ${HAD_EFFECT} ORDER BY letter_id LIMIT 1`,
      ...sameMailHashes(sealer, key),
    );
    if (row !== undefined) facts.seen.set(key, integer(row, 'letter_id'));
  }
}

function addAddress(database: Database, facts: Facts, address: string): void {
  const row = database.connection.get('SELECT party_id FROM addresses WHERE address = ?', address);
  if (row !== undefined) addParty(database, facts, integer(row, 'party_id'));
  addTallies(database, facts, address);
}

/** With all its addresses, accounts, blocks and tallies, and the numbers of its card. */
function addParty(database: Database, facts: Facts, partyId: number): void {
  if (facts.parties.has(partyId)) return;
  const { connection } = database;
  const row = connection.get(`SELECT ${partyColumns} FROM parties WHERE party_id = ?`, partyId);
  if (row === undefined) return;
  const party = toParty(row);
  facts.parties.set(partyId, party);
  if (party.roads.card !== null) facts.cards.set(party.roads.card.id, loadCardNumbers(database, partyId, party.roads.card));
  for (const account of connection.all(`SELECT ${accountColumns} FROM accounts WHERE party_id = ?`, partyId)) facts.accounts.set(text(account, 'account_id'), toAccount(account));
  const blocks = connection.all('SELECT buyer_party, merchant_party FROM blocks WHERE buyer_party = ? UNION SELECT buyer_party, merchant_party FROM blocks WHERE merchant_party = ?', partyId, partyId);
  for (const block of blocks) facts.blocks.add(blockKey(integer(block, 'buyer_party'), integer(block, 'merchant_party')));
  addTallies(database, facts, `party:${partyId}`);
  for (const address of connection.all(`SELECT ${addressColumns} FROM addresses WHERE party_id = ?`, partyId)) {
    facts.addresses.set(text(address, 'address'), toAddress(address));
    addTallies(database, facts, text(address, 'address'));
  }
}

/** Of a party or an address. Counted back from the scope's newest day, which is today or before: the store has no clock, and more than is needed does no harm. */
function addTallies({ connection }: Database, facts: Facts, scope: string): void {
  if (hasScope(facts, scope)) return;
  addRows(facts, scope, connection.all('SELECT name, day, amount FROM tallies WHERE scope = ? AND day > (SELECT max(day) FROM tallies WHERE scope = ?) - ?', scope, scope, TALLY_DAYS));
}

/** With all its days: what a merchant owes the bank is owed until it is collected. */
function addWholeScope({ connection }: Database, facts: Facts, scope: string): void {
  if (hasScope(facts, scope)) return;
  addRows(facts, scope, connection.all('SELECT name, day, amount FROM tallies WHERE scope = ?', scope));
}

const hasScope = (facts: Facts, scope: string): boolean => facts.tallies.some((tally) => tally.scope === scope);

function addRows(facts: Facts, scope: string, rows: readonly Row[]): void {
  for (const row of rows) facts.tallies.push({ scope, name: text(row, 'name'), day: integer(row, 'day'), amount: minor(row, 'amount') });
}

/** With the parties of both sides and those that its order names. */
function addPayment(database: Database, facts: Facts, paymentId: number): void {
  if (facts.payments.has(paymentId)) return;
  const payment = loadPayment(database, paymentId);
  if (payment === null) return;
  facts.payments.set(paymentId, payment);
  facts.loaded.add(`p:${paymentId}`);
  for (const side of [payment.buyer, payment.merchant, ...(payment.order?.named ?? [])]) if (side !== null) addParty(database, facts, side.party);
}

function addPaymentsWith(database: Database, facts: Facts, key: string, newest: number): void {
  for (const paymentId of paymentIdsWith(database, key, newest)) addPayment(database, facts, paymentId);
}

/** With its payment. */
function addNotice(database: Database, facts: Facts, noticeId: string): void {
  const row = database.connection.get('SELECT notice_id, sealed FROM notices WHERE notice_id = ?', noticeId);
  if (row === undefined) return;
  const notice = openNotice(database, row);
  facts.notices.set(noticeId, notice);
  if (notice.paymentId !== null) addPayment(database, facts, notice.paymentId);
}

/** With its payment. */
function addEntry(database: Database, facts: Facts, entryId: string): void {
  const entry = loadEntryFact(database, entryId);
  if (entry === null) return;
  facts.entries.set(entryId, entry);
  addPayment(database, facts, entry.paymentId);
}

function addOpenPayments(database: Database, facts: Facts, address: string): void {
  const row = database.connection.get('SELECT party_id FROM addresses WHERE address = ?', address);
  if (row !== undefined) addPaymentsWith(database, facts, openKey(integer(row, 'party_id')), OPEN_PAYMENTS);
}
