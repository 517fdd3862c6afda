/** A database of version 1, 3 or 6 with rows in it becomes one of the newest version, whole, or stays what it was. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { beginLog, ORIGIN, publishAll, withdraw } from '../conformance/board-samples.ts';
import { CARD, issueCard } from '../conformance/card-samples.ts';
import { askedEffects, BUYER, clear, endedEffects, entry, letter, notice, openBank, orderedEffects, payment, playPayment, readLetter, shopParty, SHOP } from '../conformance/samples.ts';
import type { Store } from '../store.ts';
import { openConnection } from './connection.ts';
import { migrate } from './migrations.ts';
import { keyHash } from '../common/labels.ts';
import { makeSealer } from '../common/sealing.ts';
import { makeFaulty } from './testing/faulty.ts';
import { KEY, openAt } from './testing/fresh.ts';
import { openLocal } from './testing/local.ts';
import { makeVersion1, makeVersion3, makeVersion6 } from './testing/older.ts';

async function withVersion(make: (path: string, newer: string) => void, work: (path: string, newer: string) => Promise<void>, more: (store: Store) => Promise<void> = async () => undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-migrations-'));
  const newer = join(folder, 'newer.db');
  const path = join(folder, 'kakitome.db');
  try {
    const store = openLocal(newer);
    await openBank(store);
    await playPayment(store, 1, 4_000n);
    await clear(store, await readLetter(store, 'order-2'), orderedEffects(2));
    await clear(store, await readLetter(store, 'forward-2'), askedEffects(2, 300n));
    await clear(store, await readLetter(store, 'no-2'), endedEffects(2, 300n));
    await clear(store, await readLetter(store, 'order-3'), orderedEffects(3));
    await clear(store, await readLetter(store, 'forward-3'), askedEffects(3, 700n));
    await clear(store, await readLetter(store, 'waits'), [{ kind: 'notice', notice: notice('waits', { paymentId: 1, waitsForEntry: '1.settled' }) }]);
    await more(store);
    await store.close();
    make(path, newer);
    await work(path, newer);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Its programs knew no fee. */
const withVersion1 = (work: (path: string) => Promise<void>): Promise<void> =>
  withVersion(makeVersion1, work, async (store) => clear(store, await readLetter(store, 'no-fee'), [{ kind: 'party-saved', party: { ...shopParty, fee: null } }]));

/** With places on the board, an erased face, a block, tallies, and something in each state of a letter. */
async function addBoard(store: Store): Promise<void> {
  await clear(store, await readLetter(store, 'order-4'), [...orderedEffects(4), { kind: 'blocked', buyer: BUYER, merchant: SHOP, at: 7 }, { kind: 'tallied', scope: 'party:1', name: 'x', day: 5, amount: 3n }]);
  await clear(store, await readLetter(store, 'task'), [{ kind: 'staff-task', task: { id: 'task', code: 'c', detail: 'd', letterId: 1, paymentId: 4, at: 1 } }]);
  await beginLog(store);
  await publishAll(store);
  await withdraw(store, '3.accepted', 3);
  await publishAll(store, 5_000);
  await store.keepLetter(letter('unread'), { from: null, messageId: null }, 1);
}

/** Everything that can be asked for. */
async function allOf(store: Store): Promise<unknown> {
  const every = { payment: null, letter: null, limit: 99 };
  return [
    await store.listParties(), await store.listAccounts(), await store.listPostings('party:1:EUR', 99), await store.listPayments({ state: null, party: null, limit: 99 }), await store.listDecisions(every),
    await store.listNotices({ ...every, status: null }), await store.listLetters({ disposition: null, stage: null, limit: 99 }), await store.listEntries(every), await store.listStaffTasks({ open: false, limit: 99 }),
    await store.listLogs(), await store.readEntries(ORIGIN, 0, 99), await store.listErasures(99), await store.ledgerChanges(0, 99), await store.readyInputs(9_999, 9_999, 99), await store.nextDueAt(), await store.reconcile(),
  ];
}

test('a database of version 3 keeps all that it holds, refuses what it refused, and takes what is new', async (t) => {
  await withVersion(makeVersion3, async (path, newer) => {
    await t.throwsAsync(openAt(path, true), { message: /schema version 3, expected \d+/ });
    const reference = openLocal(newer);
    const expected = await allOf(reference);
    await reference.close();
    const store = openLocal(path);
    t.deepEqual(await store.audit(), []);
    t.deepEqual(await allOf(store), expected);
    await issueCard(store, CARD, 2);
    await playPayment(store, 5, 10n);
    await clear(store, await readLetter(store, 'forward-4'), [{ kind: 'payment-saved', payment: payment(4, { name: 'awaiting-roads', until: 9_000 }, 50n) }]);
    t.deepEqual(await store.audit(), []);
    await store.close();
    const [raw, fresh] = [new DatabaseSync(path), new DatabaseSync(newer)];
    for (const sql of ['DELETE FROM payments', `UPDATE payments SET state = 'ended' WHERE payment_id = 1`, 'DELETE FROM settlement_numbers']) t.throws(() => raw.exec(sql), { message: /never deleted|stays so/ }, sql);
    const schemaOf = (database: DatabaseSync): unknown => database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all();
    t.deepEqual(schemaOf(raw), schemaOf(fresh));
    raw.close();
    fresh.close();
  }, addBoard);
});

test('payments of version 6 are found by the same keys, which stand as hashes now', async (t) => {
  await withVersion(makeVersion6, async (path, newer) => {
    const before = new DatabaseSync(path);
    const keys = before.prepare('SELECT key, payment_id FROM payment_keys ORDER BY payment_id').all().map((row) => [String(row['key']), Number(row['payment_id'])] as const);
    before.close();
    t.true(keys.length > 3);
    const store = openLocal(path);
    for (const [key, payment] of keys) t.true((await store.listPayments({ state: null, party: null, key, limit: 9 })).some(({ id }) => id === payment), key);
    t.is((await store.findPayment('secret:v1.secret-1'))?.id, 1);
    t.deepEqual(await store.audit(), []);
    await store.close();
    const [raw, fresh] = [new DatabaseSync(path), new DatabaseSync(newer)];
    const of = (database: DatabaseSync, sql: string): unknown => database.prepare(sql).all();
    for (const sql of ['SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name', 'SELECT * FROM payment_keys']) t.deepEqual(of(raw, sql), of(fresh, sql));
    // As if a newer payment had a key with the same hash.
    raw.prepare('INSERT INTO payment_keys (key_hash, payment_id) VALUES (?, 3)').run(keyHash('secret:v1.secret-1'));
    raw.close();
    fresh.close();
    const again = openLocal(path);
    t.is((await again.findPayment('secret:v1.secret-1'))?.id, 1);
    t.deepEqual((await again.listPayments({ state: null, party: null, key: 'secret:v1.secret-1', limit: 9 })).map(({ id }) => id), [1]);
    await again.close();
  }, addBoard);
});

test('rows of version 1 are there afterwards, entries for no board among them, and the audit is clean', async (t) => {
  await withVersion1(async (path) => {
    await t.throwsAsync(openAt(path, true), { message: /schema version 1, expected \d+: stop the bank, then start this program once/ });
    const store = await openAt(path);
    t.deepEqual(await store.audit(), []);
    const entries = await store.listEntries({ payment: null, limit: 9 });
    t.deepEqual(entries.map((one) => one.id), ['3.accepted', '2.returned', '2.accepted', '1.settled', '1.accepted']);
    const none = { leaf: '', forBoard: false, place: null, publishedAt: null, erasedAt: null };
    const details = [{ name: 'letter', value: '7', salt: '', readers: [] }, { name: 'total', value: 'EUR 40.00', salt: '', readers: [] }];
    t.deepEqual(entries[3], { id: '1.settled', kind: 'settled', paymentId: 1, at: 2_000, face: '{"kind":"settled"}', details, ...none });
    t.deepEqual((await store.listParties()).map((one) => one.party.boardFace), [{ alias: null, orderTime: false, shopName: false, disputes: false }, { alias: null, orderTime: false, shopName: false, disputes: false }]);
    t.deepEqual([await store.waitingEntries(), (await store.ledgerChanges(0, 99)).changes], [null, []]);
    await store.close();
  });
});

test('what comes after the migration goes to the board, what was before never does', async (t) => {
  await withVersion1(async (path) => {
    const store = await openAt(path);
    await beginLog(store);
    await playPayment(store, 4, 10n);
    await t.throwsAsync(readLetter(store, 'twice').then((input) => clear(store, input, [entry(1, 'settled', { id: 'another' })])), { message: /UNIQUE/ });
    await publishAll(store);
    t.deepEqual((await store.readEntries(ORIGIN, 0, 99)).length, 2);
    t.deepEqual((await store.ledgerChanges(0, 99)).changes.map((one) => one.name), ['K7F3K294.accepted', 'K7F3K294.settled']);
    t.false((await store.claimNotices(9_000, 99, 9_001)).due.some((one) => one.notice.id === 'waits'));
    t.deepEqual(await store.audit(), []);
    await store.close();
    const raw = new DatabaseSync(path);
    t.throws(() => raw.exec(`UPDATE entries SET face = '{}' WHERE entry_id = '1.settled'`), { message: /never changed/ });
    t.throws(() => raw.exec('DELETE FROM entries'), { message: /never deleted/ });
    raw.close();
  });
});

test('each statement of the migration broken in two ways: it stays at version 1, and the next opening migrates it', async (t) => {
  await withVersion1(async (path) => {
    for (const how of ['not done', 'done, reported as failed'] as const) {
      for (let step = 1; ; step += 1) {
        const copy = `${path}.${how[0]}${step}`;
        await copyFile(path, copy);
        const faulty = makeFaulty();
        const connection = openConnection({ path: copy, busyTimeoutMs: 100, mode: 'write' });
        faulty.arm({ step, how });
        const failed = throws(() => migrate(faulty.wrap(connection), makeSealer(KEY), copy, true));
        const version = connection.get('SELECT schema_version FROM meta')?.['schema_version'];
        connection.close();
        if (faulty.broken() === null) break;
        t.true(failed);
        t.is(version === 1n, !(faulty.broken() === 'COMMIT' && how !== 'not done'), `${how}: ${faulty.broken()}`);
        const store = openLocal(copy);
        t.deepEqual(await store.audit(), []);
        t.is((await store.listEntries({ payment: null, limit: 9 })).length, 5);
        await store.close();
      }
    }
  });
});

function throws(work: () => void): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}
