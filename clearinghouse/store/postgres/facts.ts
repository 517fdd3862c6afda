/** Loads a working set: what the keys name, and what follows from it (core/facts.ts says what does). A fixed number of statements, whatever the size of the group. */
import { emptyFacts, LARGEST_GROUP, PAYMENTS_PER_KEY, type FactKeys, type Facts } from '../../core/facts.ts';
import { openKey } from '../../core/keys.ts';
import { HAD_EFFECT, keyHash, sameMailHashes } from '../common/labels.ts';
import { accountColumns, toAccount, toUncleared, unclearedColumns } from '../common/shapes.ts';
import { integer, text } from '../common/rows.ts';
import { oldestUnpublishedAt } from './board-entries.ts';
import type { Database } from './database.ts';
import { loadEntryFacts } from './entries.ts';
import { addParties, addTallies, addWholeScopes } from './facts-parties.ts';
import { openNotice } from '../common/notice-rows.ts';
import { openPayment } from './payments.ts';

const OPEN_PAYMENTS = 200;

export async function loadFacts(database: Database, keys: FactKeys): Promise<Facts> {
  const facts: Facts = { ...emptyFacts(), oldestUnpublishedAt: await oldestUnpublishedAt(database) };
  await loadAlways(database, facts);
  await loadSeen(database, facts, keys.seen);
  const owners = await partiesOf(database, keys.addresses);
  const named = await partiesNamed(database, keys.names);
  await loadNotices(database, facts, keys.notices);
  for (const entry of await loadEntryFacts(database, keys.entries)) facts.entries.set(entry.id, entry);
  await loadPayments(database, facts, await paymentIds(database, facts, keys));
  const sides = [...facts.payments.values()].flatMap((payment) => [payment.buyer, payment.merchant, ...(payment.order?.named ?? [])].flatMap((side) => (side === null ? [] : [side.party])));
  await addParties(database, facts, [...new Set([...owners.values(), ...keys.parties, ...named, ...sides])]);
  await loadUncleared(database, facts, [...new Set([...facts.addresses.keys(), ...keys.addresses])]);
  // Before those of parties and addresses, which would be taken for the whole of such a scope.
  await addWholeScopes(database, facts, keys.scopes);
  await addTallies(database, facts, [...keys.addresses, ...[...facts.parties.keys()].map((id) => `party:${id}`), ...facts.addresses.keys()]);
  for (const key of keys.paymentKeys) facts.loaded.add(`k:${key}`);
  for (const paymentId of [...keys.payments, ...facts.payments.keys()]) facts.loaded.add(`p:${paymentId}`);
  for (const address of keys.addresses) facts.loaded.add(`a:${address}`);
  for (const scope of keys.scopes) facts.loaded.add(`s:${scope}`);
  return facts;
}

async function loadAlways({ connection }: Database, facts: Facts): Promise<void> {
  const next = (await connection.get('SELECT coalesce((SELECT max(party_id) FROM parties), 0) + 1 AS party, coalesce((SELECT max(payment_id) FROM payments), 0) + 1 AS payment')) ?? {};
  facts.nextPartyId = integer(next, 'party');
  facts.nextPaymentId = integer(next, 'payment');
  for (const row of await connection.all(`SELECT ${accountColumns} FROM accounts WHERE party_id IS NULL ORDER BY account_id`)) facts.accounts.set(text(row, 'account_id'), toAccount(row));
}

/**
 * Of each sender (core/facts.ts says which of them). What holds others back until it is cleared does so whatever comes behind it; how long one does that was
 * tried in vain is told by the clock, so all of those are wanted. Each letter is looked at once at the most, however the server goes about it.
 */
const oldest = (which: string): string =>
  `SELECT ${unclearedColumns}, row_number() OVER (PARTITION BY from_hint ORDER BY received_at, letter_id) AS place FROM letters WHERE ${which} AND from_hint = ANY (?1::text[])`;
const uncleared = `SELECT ${unclearedColumns} FROM (${oldest("stage = 'read'")} UNION ALL ${oldest("stage = 'unread' AND failed_since IS NULL")}
    UNION ALL SELECT ${unclearedColumns}, 0 AS place FROM letters WHERE stage = 'unread' AND failed_since IS NOT NULL AND from_hint = ANY (?1::text[])) AS waiting
  WHERE place <= ${LARGEST_GROUP + 1} ORDER BY received_at, letter_id`;

async function loadUncleared({ connection }: Database, facts: Facts, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  for (const row of await connection.all(uncleared, addresses)) facts.uncleared.push(toUncleared(row));
}

/** The first letter with that mail's name that had its effect (core/keys.ts `hadEffect`). */
async function loadSeen({ connection, sealer }: Database, facts: Facts, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const rows = await connection.all(
    `SELECT encode(same_mail_hash, 'hex') AS hash, min(letter_id) AS letter_id FROM letters WHERE same_mail_hash = ANY (?::bytea[]) AND stage = 'cleared'
       AND ${HAD_EFFECT} GROUP BY same_mail_hash`,
    keys.flatMap((key) => sameMailHashes(sealer, key)),
  );
  const first = new Map(rows.map((row) => [text(row, 'hash'), integer(row, 'letter_id')]));
  for (const key of keys) {
    const found = sameMailHashes(sealer, key).flatMap((hash) => first.get(hex(hash)) ?? []);
    if (found.length > 0) facts.seen.set(key, Math.min(...found));
  }
}

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

/** In the order of the addresses, without those of nobody. */
async function partiesOf({ connection }: Database, addresses: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (addresses.length === 0) return new Map();
  const rows = await connection.all('SELECT address, party_id FROM addresses WHERE address = ANY (?::text[])', addresses);
  const found = new Map(rows.map((row) => [text(row, 'address'), integer(row, 'party_id')]));
  return new Map(addresses.flatMap((address) => (found.has(address) ? [[address, found.get(address) ?? 0] as const] : [])));
}

async function partiesNamed({ connection }: Database, names: readonly string[]): Promise<readonly number[]> {
  if (names.length === 0) return [];
  return (await connection.all('SELECT party_id FROM parties WHERE folded_name = ANY (?::text[]) ORDER BY party_id', names)).map((row) => integer(row, 'party_id'));
}

async function loadNotices(database: Database, facts: Facts, noticeIds: readonly string[]): Promise<void> {
  if (noticeIds.length === 0) return;
  const rows = await database.connection.all('SELECT notice_id, sealed FROM notices WHERE notice_id = ANY (?::text[])', noticeIds);
  const found = new Map(rows.map((row) => [text(row, 'notice_id'), row]));
  for (const id of noticeIds) {
    const row = found.get(id);
    if (row !== undefined) facts.notices.set(id, openNotice(database, row));
  }
}

/** Named by number, by key (the newest first), by notice, by entry, and the open ones of an address: in this order. */
async function paymentIds(database: Database, facts: Facts, keys: FactKeys): Promise<readonly number[]> {
  const openOf = await partiesOf(database, keys.openPaymentsOf);
  const wanted = [
    ...[...new Set(keys.paymentKeys)].map((key) => ({ key, newest: PAYMENTS_PER_KEY })),
    ...[...openOf.values()].map((party) => ({ key: openKey(party), newest: OPEN_PAYMENTS })),
  ];
  const byKey = await paymentsWith(database, wanted);
  const ofNotices = [...facts.notices.values()].flatMap((notice) => (notice.paymentId === null ? [] : [notice.paymentId]));
  const ofEntries = [...facts.entries.values()].map((entry) => entry.paymentId);
  return [...new Set([...keys.payments, ...byKey, ...ofNotices, ...ofEntries])];
}

async function paymentsWith({ connection }: Database, wanted: readonly { readonly key: string; readonly newest: number }[]): Promise<readonly number[]> {
  if (wanted.length === 0) return [];
  const rows = await connection.all(
    `SELECT found.payment_id AS payment_id FROM unnest(?::bytea[], ?::bigint[]) WITH ORDINALITY AS wanted (hash, newest, place)
     CROSS JOIN LATERAL (SELECT payment_id FROM payment_keys WHERE key_hash = wanted.hash ORDER BY payment_id DESC LIMIT wanted.newest) AS found
     ORDER BY wanted.place, found.payment_id DESC`,
    wanted.map((one) => keyHash(one.key)), wanted.map((one) => one.newest),
  );
  return rows.map((row) => integer(row, 'payment_id'));
}

async function loadPayments(database: Database, facts: Facts, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await database.connection.all('SELECT payment_id, sealed FROM payments WHERE payment_id = ANY (?::bigint[])', ids);
  const found = new Map(rows.map((row) => [integer(row, 'payment_id'), row]));
  for (const id of ids) {
    const row = found.get(id);
    if (row !== undefined) facts.payments.set(id, openPayment(database, row));
  }
}
