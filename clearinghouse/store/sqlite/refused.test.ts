/** What the database itself refuses, whoever asks; and that nothing of what was erased is left in its file. */
import { copyFile, readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { beginLog, ORIGIN, publishAll, sendNotice, withdraw } from '../conformance/board-samples.ts';
import { CARD, digestOf, holderOf, issueCard, issuedOf, NEXT_CARD } from '../conformance/card-samples.ts';
import { askedEffects, clear, entry, notice, openBank, orderedEffects, playPayment, readLetter } from '../conformance/samples.ts';
import { decisionLabel } from '../common/labels.ts';
import { makeSealer } from '../common/sealing.ts';
import { KEY, openAt, openFresh } from './testing/fresh.ts';

const refused: readonly (readonly [sql: string, message: RegExp])[] = [
  ['UPDATE accounts SET balance = 9007199254740992', /CHECK/],
  [`UPDATE accounts SET balance = -1 WHERE account_id = 'party:1:EUR'`, /CHECK/],
  [`UPDATE accounts SET held = 20000 WHERE account_id = 'party:1:EUR'`, /CHECK/],
  [`UPDATE accounts SET balance = 'much'`, /cannot store TEXT/],
  ['UPDATE accounts SET balance = 0.5', /cannot store REAL/],
  ['UPDATE transfers SET at = 1', /never changed/],
  ['DELETE FROM transfers', /never deleted/],
  ['UPDATE postings SET amount = 1', /never changed/],
  ['DELETE FROM postings', /never deleted/],
  ['UPDATE decisions SET at = 1', /never changed/],
  ['DELETE FROM decisions', /never deleted/],
  [`UPDATE entries SET face = '{}'`, /never changed/],
  [`UPDATE entries SET leaf = 'x'`, /never changed/],
  [`UPDATE entries SET for_board = 0`, /never changed/],
  [`UPDATE entries SET erased_at = 9, face = NULL WHERE entry_id = '1.settled'`, /never changed: one is only erased/],
  [`UPDATE entries SET face = '{}' WHERE entry_id = '1.accepted'`, /never changed/],
  [`UPDATE entries SET face = '{}', sealed = x'00', erased_at = NULL WHERE entry_id = '1.accepted'`, /never changed/],
  [`UPDATE entries SET erased_at = 10 WHERE entry_id = '1.accepted'`, /never changed/],
  [`UPDATE entries SET published_at = 1 WHERE entry_id = '1.settled'`, /published once/],
  [`INSERT INTO entries (entry_id, kind, payment_id, at, for_board, leaf, face, sealed) VALUES ('x', 'settled', 1, 1, 0, '', '{}', x'00')`, /UNIQUE/],
  [`INSERT INTO entries (entry_id, kind, payment_id, at, for_board, leaf, face, sealed) VALUES ('x', 'withdrawn', 1, 1, 1, '', '{}', x'00')`, /CHECK/],
  ['DELETE FROM notice_bytes', /what was sent is kept/],
  ['DELETE FROM logs', /never deleted/],
  [`UPDATE logs SET origin = 'x'`, /never changed/],
  [`UPDATE logs SET retention = 'x'`, /never changed/],
  [`UPDATE logs SET state = 'next'`, /only goes from/],
  [`UPDATE logs SET state = 'ended'`, /only goes from/],
  ['UPDATE logs SET assigned = 2', /never gets smaller/],
  ['UPDATE logs SET published_size = 1', /never gets smaller/],
  ['UPDATE logs SET published_size = 4', /CHECK/],
  ['UPDATE logs SET head_size = 4', /CHECK/],
  ['UPDATE logs SET head_size = 2', /never goes back/],
  ['UPDATE logs SET head_root = zeroblob(32)', /never goes back/],
  ['UPDATE logs SET head_signed_at = 1', /never goes back/],
  ['UPDATE logs SET head_size = NULL, head_root = NULL, head_signed_at = NULL, head_note = NULL', /never goes back/],
  [`INSERT INTO logs (origin, keys, state, began_at, retention) VALUES ('x', '["k"]', 'active', 1, '')`, /UNIQUE/],
  ['UPDATE logs SET adopted_from = 0', /given up once/],
  [`UPDATE logs SET adopted_from = 0, assigned = 2, head_size = 2, published_size = 2`, /given up once|gets smaller/],
  [`UPDATE log_entries SET leaf = x'00'`, /never changed/],
  ['UPDATE log_entries SET idx = idx + 1', /never changed/],
  ['DELETE FROM log_entries', /never deleted/],
  [`INSERT INTO log_entries (log_number, idx, leaf) VALUES (1, 5, x'00')`, /no gap/],
  [`INSERT INTO log_entries (log_number, idx, leaf, entry_number) VALUES (1, 3, x'00', 1)`, /UNIQUE/],
  ['DELETE FROM erasures', /never forgotten/],
  ['UPDATE erasures SET erased_at = 7', /done once/],
  ['DELETE FROM entries', /never deleted/],
  ['DELETE FROM letters', /never deleted/],
  ['UPDATE letters SET raw_sha256 = zeroblob(32) WHERE letter_id = 1', /kept as it came/],
  ['DELETE FROM instructions', /never deleted/],
  [`UPDATE payments SET state = 'ended'`, /stays so/],
  ['UPDATE holds SET released_at = 9', /released once/],
  ['DELETE FROM spent_secrets', /stays spent/],
  ['DELETE FROM settlement_cards', /never deleted/],
  [`UPDATE settlement_cards SET card_id = 'x'`, /kept as it was made/],
  ['UPDATE settlement_cards SET made_at = 1', /kept as it was made/],
  [`UPDATE settlement_cards SET issued_at = NULL`, /issued once/],
  [`UPDATE settlement_cards SET voided_at = NULL WHERE card_id = 'K7F3K2'`, /stays void/],
  ['DELETE FROM settlement_numbers', /never deleted/],
  [`UPDATE settlement_numbers SET digest = 'x' WHERE card_id = 'M4N5P6'`, /only erased/],
  [`UPDATE settlement_numbers SET digest = 'x' WHERE digest IS NULL`, /only erased/],
  [`UPDATE settlement_numbers SET issued = 'x' WHERE idx = 1`, /kept as it was printed/],
  ['UPDATE settlement_numbers SET idx = idx + 9', /kept as it was printed/],
  [`INSERT INTO settlement_numbers (card_id, idx, party_id, digest, issued) SELECT card_id, 9, party_id, 'x', issued FROM settlement_numbers LIMIT 1`, /UNIQUE/],
  [`INSERT INTO settlement_numbers (card_id, idx, party_id, digest, issued) VALUES ('M4N5P6', 9, 2, 'x', 'y')`, /FOREIGN KEY/],
  [`INSERT INTO settlement_numbers (card_id, idx, party_id, digest, issued) VALUES ('M4N5P6', 0, 1, 'x', 'y')`, /CHECK/],
  [`UPDATE payments SET posted = 2`, /CHECK/],
  [`INSERT INTO payments (payment_id, reference, scheme, scheme_version, state, opened_at, buyer_party, posted, sealed) VALUES (9, 'x', 'wallet', 1, 'awaiting-roads', 1, 1, 0, x'00')`, /CHECK/],
  [`INSERT INTO postings (transfer_number, account_id, amount, balance_after) VALUES (99, 'party:1:EUR', 1, 1)`, /FOREIGN KEY/],
  [`INSERT INTO transfers (transfer_id, sequence, kind, currency, payment_id, at, reference, booked_by) VALUES ('x', 1, 'payment', 'EUR', 1, 1, '', '[]')`, /UNIQUE/],
];

test('the database itself refuses what the core never does', async (t) => {
  const fresh = await openFresh();
  t.teardown(fresh.remove);
  await openBank(fresh.store);
  await playPayment(fresh.store, 1, 50n);
  await issueCard(fresh.store, CARD, 2);
  await issueCard(fresh.store, NEXT_CARD, 2, CARD);
  await beginLog(fresh.store);
  await publishAll(fresh.store);
  await withdraw(fresh.store, '1.accepted', 1);
  await publishAll(fresh.store, 5_500);
  await fresh.store.noteErased(ORIGIN, 0, 6_000);
  await clear(fresh.store, await readLetter(fresh.store, 'help'), [{ kind: 'notice', notice: notice('n') }]);
  await sendNotice(fresh.store, 'n', 6_500);
  const raw = new DatabaseSync(fresh.path);
  raw.exec('PRAGMA foreign_keys = ON');
  for (const [sql, message] of refused) t.throws(() => raw.exec(sql), { message }, sql);
  raw.close();
  t.deepEqual(await fresh.store.audit(), []);
});

test('what was erased stands nowhere in the file: face, details, receipt', async (t) => {
  const fresh = await openFresh();
  t.teardown(fresh.remove);
  await openBank(fresh.store);
  await clear(fresh.store, await readLetter(fresh.store, 'order'), orderedEffects(1));
  const asked = askedEffects(1, 50n).filter((effect) => effect.kind !== 'entry');
  const face = '{"v":1,"fields":[["alias","Maple-Initials","c2FsdA=="]]}';
  await clear(fresh.store, await readLetter(fresh.store, 'forward'), [...asked, entry(1, 'accepted', { face })]);
  await clear(fresh.store, await readLetter(fresh.store, 'proof'), [{ kind: 'notice', notice: notice('proof', { waitsForEntry: '1.accepted' }) }]);
  await beginLog(fresh.store);
  await publishAll(fresh.store);
  await sendNotice(fresh.store, 'proof', 4_500);
  await fresh.store.close();
  const raw = new DatabaseSync(fresh.path, { readOnly: true });
  const columns = raw.prepare(`SELECT hex(entries.sealed) AS details, hex(notice_bytes.sealed) AS receipt FROM entries, notice_bytes`).get();
  raw.close();
  const traces = [face, 'Maple-Initials', ...['details', 'receipt'].map((column) => Buffer.from(String(columns?.[column]), 'hex'))];
  const before = await readFile(fresh.path);
  for (const trace of traces) t.true(before.includes(trace), 'the search itself works');
  fresh.store = await openAt(fresh.path);
  await withdraw(fresh.store, '1.accepted', 1);
  await fresh.store.close();
  const after = await readFile(fresh.path);
  for (const trace of traces) t.false(after.includes(trace));
  for (const sealed of sealedDecisions(fresh.path)) for (const secret of ['Maple-Initials', 'c2FsdDM=', 'EUR 40.00']) t.false(sealed.includes(secret), secret);
  fresh.store = await openAt(fresh.path);
  const [, , forward] = (await fresh.store.listDecisions({ payment: null, letter: null, limit: 9 })).toReversed().slice(1);
  t.true(forward?.effects.includes('entry accepted'), 'that it was written is still told');
  t.deepEqual(await fresh.store.audit(), []);
});

test('the digest of a number that was spent, or whose card is void, stands nowhere in the file, nor in its log, while the store is open', async (t) => {
  const fresh = await openFresh();
  t.teardown(fresh.remove);
  const COUNT = 200;
  await openBank(fresh.store);
  await issueCard(fresh.store, CARD, COUNT);
  const bytes = async (): Promise<Buffer> => Buffer.concat([await readFile(fresh.path), await readFile(`${fresh.path}-wal`)]);
  const left = async (card: string): Promise<readonly number[]> => {
    const all = await bytes();
    return Array.from({ length: COUNT }, (_, at) => at + 1).filter((index) => all.includes(digestOf(card, index)));
  };
  t.is((await left(CARD)).length, COUNT, 'the search itself works');
  const spent = [100, 1, 200, 57, ...Array.from({ length: 60 }, (_, at) => 110 + at)];
  for (const index of spent.slice(0, 4)) await clear(fresh.store, await readLetter(fresh.store, `order-${index}`), [{ kind: 'number-spent', card: CARD, index }]);
  await clear(fresh.store, await readLetter(fresh.store, 'many'), spent.slice(4).map((index) => ({ kind: 'number-spent', card: CARD, index }) as const));
  // The log is emptied behind the last answer; the next verb waits until that is done.
  await fresh.store.releaseClaims();
  const live = (await left(CARD)).length;
  t.is(live, COUNT - spent.length);
  t.deepEqual((await left(CARD)).filter((index) => spent.includes(index)), []);
  await issueCard(fresh.store, NEXT_CARD, COUNT, CARD);
  await fresh.store.releaseClaims();
  t.deepEqual([(await left(CARD)).length, (await left(NEXT_CARD)).length], [0, COUNT]);
  await clear(fresh.store, await readLetter(fresh.store, 'lost'), [{ kind: 'card-voided', card: NEXT_CARD }, { kind: 'party-saved', party: holderOf(null) }]);
  await fresh.store.releaseClaims();
  t.deepEqual(await left(NEXT_CARD), []);
  t.true((await bytes()).includes(issuedOf(CARD, 1)), 'that it was printed stays known');
});

test('a digest goes from the log as soon as no reader stands in the way, at the latest when the store is closed', async (t) => {
  const fresh = await openFresh();
  t.teardown(fresh.remove);
  await openBank(fresh.store);
  await issueCard(fresh.store, CARD, 3);
  const beside = new DatabaseSync(fresh.path);
  const inTheWay = (): void => beside.exec('BEGIN; SELECT count(*) FROM settlement_numbers');
  const stands = async (index: number): Promise<boolean> => Buffer.concat([await readFile(fresh.path), await readFile(`${fresh.path}-wal`)]).includes(digestOf(CARD, index));
  inTheWay();
  await clear(fresh.store, await readLetter(fresh.store, 'order-1'), [{ kind: 'number-spent', card: CARD, index: 1 }]);
  await fresh.store.releaseClaims();
  t.true(await stands(1), 'a reader may still have to see it');
  beside.exec('COMMIT');
  await fresh.store.releaseClaims();
  await fresh.store.releaseClaims();
  t.false(await stands(1));
  inTheWay();
  await clear(fresh.store, await readLetter(fresh.store, 'order-2'), [{ kind: 'number-spent', card: CARD, index: 2 }]);
  await fresh.store.releaseClaims();
  t.true(await stands(2));
  beside.exec('COMMIT');
  await fresh.store.close();
  t.false(await stands(2), 'another process has the log open, so it is there');
  beside.close();
});

/** Findings and effects as they are kept, opened. */
function sealedDecisions(path: string): readonly string[] {
  const raw = new DatabaseSync(path, { readOnly: true });
  const rows = raw.prepare('SELECT sequence, sealed FROM decisions').all();
  raw.close();
  return rows.map(({ sequence, sealed }) => makeSealer(KEY).openText(decisionLabel(Number(sequence)), sealed as Uint8Array));
}

test('what a process that was killed had left in the log goes with the first commit of the next one', async (t) => {
  const fresh = await openFresh();
  t.teardown(fresh.remove);
  await openBank(fresh.store);
  await issueCard(fresh.store, CARD, 3);
  const beside = new DatabaseSync(fresh.path);
  beside.exec('BEGIN; SELECT count(*) FROM settlement_numbers');
  await clear(fresh.store, await readLetter(fresh.store, 'order-1'), [{ kind: 'number-spent', card: CARD, index: 1 }]);
  // As it stands on the disk when the process is killed.
  const left = `${fresh.path}.left`;
  await copyFile(fresh.path, left);
  await copyFile(`${fresh.path}-wal`, `${left}-wal`);
  beside.close();
  const stands = async (): Promise<boolean> => Buffer.concat([await readFile(left), await readFile(`${left}-wal`)]).includes(digestOf(CARD, 1));
  t.true(await stands(), 'the search itself works');
  const next = await openAt(left);
  await next.releaseClaims();
  await next.releaseClaims();
  t.false(await stands());
  await next.close();
});
