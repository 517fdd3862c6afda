/** The store in the caller's own thread, as the command opens it: it gets along with whoever else has the file, in other processes and in this one. */
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { noKeys } from '../../core/facts.ts';
import { decided, decision, letter, openBank, orderedEffects, playPayment, readLetter } from '../conformance/samples.ts';
import type { Store } from '../store.ts';
import { openSqliteStore } from './open.ts';
import { inFolder, KEY, openAt } from './testing/fresh.ts';

const NO_HINTS = { from: null, messageId: null };
const LONG_MS = 5_000;

const openHere = (path: string, busyTimeoutMs = LONG_MS): Promise<Store> => openSqliteStore({ path, letterKey: KEY, busyTimeoutMs, threads: false });

test('a bank is begun, pays, and is audited; what it wrote a store with threads reads', async (t) => {
  await inFolder(async (path) => {
    const here = await openHere(path);
    await openBank(here);
    await playPayment(here, 1, 50n);
    t.deepEqual(await here.audit(), []);
    await here.close();
    const beside = await openAt(path, true);
    t.deepEqual(await beside.audit(), []);
    t.is((await beside.listPayments({ state: null, party: null, limit: 10 })).length, 1);
    await beside.close();
  });
});

test('while somebody else writes it waits, and the thread goes on: whoever holds the lock may need it', async (t) => {
  await inFolder(async (path) => {
    const here = await openHere(path);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const ended: string[] = [];
    const keeping = [here.keepLetter(letter('mail'), NO_HINTS, 1), here.withWorkingSet(noKeys, () => [])].map((work) => work.then(() => ended.push('kept')));
    t.is((await here.reconcile()).received, 0, 'who reads does not wait');
    await new Promise((resolve) => setTimeout(resolve, 50));
    ended.push('let go');
    other.exec('COMMIT');
    await Promise.all(keeping);
    t.deepEqual(ended, ['let go', 'kept', 'kept']);
    other.close();
    await here.close();
  });
});

test('it is opened while somebody else writes', async (t) => {
  await inFolder(async (path) => {
    await (await openHere(path)).close();
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const here = await openHere(path);
    t.deepEqual(await here.listParties(), []);
    other.exec('COMMIT');
    other.close();
    await here.close();
  });
});

test('it gives up in bounded time, and has changed nothing', async (t) => {
  await inFolder(async (path) => {
    const here = await openHere(path, 10);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    await t.throwsAsync(here.keepLetter(letter('mail'), NO_HINTS, 1), { message: /locked/, code: 'locked' });
    await t.throwsAsync(here.withWorkingSet(noKeys, () => []), { message: /locked/, code: 'locked' });
    other.exec('COMMIT');
    other.close();
    t.is((await here.reconcile()).received, 0);
    t.false((await here.keepLetter(letter('mail'), NO_HINTS, 1)).duplicate);
    await here.close();
  });
});

test('two in one thread and one with threads write to one file: each letter is kept once, in one row of numbers', async (t) => {
  await inFolder(async (path) => {
    const stores = [await openHere(path), await openHere(path), await openAt(path)];
    await Promise.all(stores.flatMap((store, at) => Array.from({ length: 20 }, (_, index) => store.keepLetter(letter(`${at} ${index}`), NO_HINTS, 1))));
    t.like(await stores[0]?.reconcile(), { received: 60, waiting: 60 });
    for (const store of stores) await store.close();
  });
});

test('a set that is open in one is finished before another in the same thread writes', async (t) => {
  await inFolder(async (path) => {
    const [one, other] = [await openHere(path), await openHere(path)];
    await openBank(one);
    const input = await readLetter(one, 'order-1');
    let later: Promise<unknown> = Promise.resolve();
    await one.withWorkingSet(noKeys, () => {
      later = other.keepLetter(letter('meanwhile'), NO_HINTS, 1);
      return [decided(input, decision(orderedEffects(1)))];
    });
    await later;
    t.like(await other.reconcile(), { received: 2, waiting: 1 });
    t.deepEqual(await one.audit(), []);
    await one.close();
    await other.close();
  });
});

test('a question that changes after it was asked changes nothing in the store', async (t) => {
  await inFolder(async (path) => {
    const here = await openHere(path);
    const cursor = { uidValidity: '1', uid: 1 };
    const saving = here.saveCursor('inbox', 'INBOX', cursor);
    cursor.uid = 2;
    await saving;
    t.deepEqual(await here.loadCursor('inbox', 'INBOX'), { uidValidity: '1', uid: 1 });
    await here.close();
  });
});
