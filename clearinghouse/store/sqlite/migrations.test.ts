/** A database of version 1 with rows in it becomes one of the newest version, whole, or stays what it was. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { beginLog, ORIGIN, publishAll } from '../conformance/board-samples.ts';
import { askedEffects, clear, endedEffects, entry, notice, openBank, orderedEffects, playPayment, readLetter } from '../conformance/samples.ts';
import { openConnection } from './connection.ts';
import { migrate } from './migrations.ts';
import { makeSealer } from './sealing.ts';
import { makeFaulty } from './testing/faulty.ts';
import { KEY, openAt } from './testing/fresh.ts';
import { openLocal } from './testing/local.ts';
import { makeVersion1 } from './testing/version-1.ts';

async function withVersion1(work: (path: string) => Promise<void>): Promise<void> {
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
    await store.close();
    makeVersion1(path, newer);
    await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('rows of version 1 are there afterwards, entries for no board among them, and the audit is clean', async (t) => {
  await withVersion1(async (path) => {
    await t.throwsAsync(openAt(path, true), { message: /schema version 1, expected 3; open it once for writing/ });
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
    t.false((await store.claimNotices(9_000, 99, 9_001)).some((one) => one.notice.id === 'waits'));
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
        const failed = throws(() => migrate(faulty.wrap(connection), makeSealer(KEY), copy));
        const version = connection.get('SELECT schema_version FROM meta')?.['schema_version'];
        connection.close();
        if (faulty.broken() === null) break;
        t.true(failed);
        t.is(version, faulty.broken() === 'COMMIT' && how !== 'not done' ? 3n : 1n, `${how}: ${faulty.broken()}`);
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
