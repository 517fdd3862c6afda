/** What holds of SQLite alone: the file, its key, its schema, two processes, a full disk. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { clear, decided, decision, letter, openBank, orderedEffects, playPayment, readLetter } from '../conformance/samples.ts';
import { noKeys } from '../../core/facts.ts';
import { sameMailKey } from '../../core/keys.ts';
import { assembleStore } from './assembled.ts';
import { openConnection, type Connection } from './connection.ts';
import { faultData, type Endpoint } from './messages.ts';
import { openSqliteStore } from './open.ts';
import { shortHash } from '../common/labels.ts';
import { makeSealer } from '../common/sealing.ts';
import { inFolder, KEY, openAt, openFresh } from './testing/fresh.ts';
import { openLocal } from './testing/local.ts';

const NO_HINTS = { from: null, messageId: null };

test('the file belongs to its owner alone; order texts and letters stand nowhere in it', async (t) => {
  const fresh = await openFresh();
  await openBank(fresh.store);
  await fresh.store.keepLetter(letter('Password: maple-7731-crow'), NO_HINTS, 1);
  await playPayment(fresh.store, 1, 50n);
  t.is((await stat(fresh.path)).mode & 0o077, 0);
  t.is((await stat(`${fresh.path}-wal`)).mode & 0o077, 0);
  const all = Buffer.concat([await readFile(fresh.path), await readFile(`${fresh.path}-wal`)]);
  t.true(all.includes('Takao Sasaki'), 'the search itself works');
  for (const secret of ['maple-7731', '2 x Sencha', 'GT-1042', 'b-of-order-1', '"rule"']) t.false(all.includes(secret), secret);
  await fresh.remove();
});

test('the digest by which a mail is known again is keyed; a mail that an older program read is known by the one without a key', async (t) => {
  const fresh = await openFresh();
  const first = await readLetter(fresh.store, 'm');
  await clear(fresh.store, first, []);
  const key = sameMailKey(first.reading);
  const seen = async (): Promise<number | undefined> => {
    let found: number | undefined;
    await fresh.store.withWorkingSet({ ...noKeys, seen: [key] }, (facts) => {
      found = facts.seen.get(key);
      return [];
    });
    return found;
  };
  const raw = new DatabaseSync(fresh.path);
  const { hash } = raw.prepare('SELECT hex(same_mail_hash) AS hash FROM letters').get() ?? {};
  t.not(hash, Buffer.from(shortHash(key)).toString('hex').toUpperCase());
  t.is(await seen(), first.letterId);
  raw.prepare('UPDATE letters SET same_mail_hash = ?').run(shortHash(key));
  t.is(await seen(), first.letterId);
  raw.close();
  await fresh.remove();
});

test('an empty file begins no bank where none is to begin, and stays as it is', async (t) => {
  const fresh = await openFresh();
  await fresh.store.close();
  await writeFile(fresh.path, '');
  const opening = (options: { readonly migrates: boolean; readonly begins: boolean }) => openSqliteStore({ path: fresh.path, letterKey: KEY, busyTimeoutMs: 100, ...options });
  for (const migrates of [true, false]) await t.throwsAsync(opening({ migrates, begins: false }), { message: /kakitome\.db: the file is empty/ });
  await t.throwsAsync(openAt(fresh.path, true), { message: /kakitome\.db: the file is empty/ });
  t.is((await readFile(fresh.path)).length, 0);
  await (await opening({ migrates: true, begins: true })).close();
  t.true((await readFile(fresh.path)).length > 0);
  await fresh.remove();
});

test('another letter key, another program, a newer schema, no file: one clear sentence each, and nothing is changed', async (t) => {
  const fresh = await openFresh();
  await fresh.store.close();
  const otherKey = openSqliteStore({ path: fresh.path, letterKey: new Uint8Array(32), busyTimeoutMs: 100 });
  await t.throwsAsync(otherKey, { message: /kakitome\.db: the letter key is not the one/ });
  await t.throwsAsync(openSqliteStore({ path: fresh.path, letterKey: new Uint8Array(31), busyTimeoutMs: 100 }), { message: /31 bytes, expected 32/ });
  const raw = new DatabaseSync(fresh.path);
  raw.exec('UPDATE meta SET schema_version = 99');
  raw.close();
  await t.throwsAsync(openAt(fresh.path), { message: /schema version 99, this program knows \d+; use the newer program/ });
  await t.throwsAsync(openAt(fresh.path, true), { message: /schema version 99/ });
  const foreign = `${fresh.path}.foreign`;
  const other = new DatabaseSync(foreign);
  other.exec('CREATE TABLE theirs (a)');
  other.close();
  const theirs = await readFile(foreign);
  await t.throwsAsync(openAt(foreign), { message: /another program/ });
  t.deepEqual(await readFile(foreign), theirs);
  await writeFile(`${fresh.path}.text`, 'this is no database, but a letter to a friend that is long enough to be one'.repeat(20));
  await t.throwsAsync(openAt(`${fresh.path}.text`), { message: /not a database/ });
  await t.throwsAsync(openAt(`${fresh.path}.none`, true), { message: /there is no database/ });
  await t.throwsAsync(openAt(join(fresh.path, 'in', 'a', 'file')), { message: /ENOTDIR/ });
  await fresh.remove();
});

test('opened for reading only: it reads, audits, and refuses to write', async (t) => {
  const fresh = await openFresh();
  await openBank(fresh.store);
  const beside = await openAt(fresh.path, true);
  t.is((await beside.listParties()).length, 2);
  await fresh.store.close();
  const alone = await openAt(fresh.path, true);
  t.deepEqual(await alone.audit(), []);
  await t.throwsAsync(alone.saveCursor('a', 'b', { uidValidity: '1', uid: 1 }), { message: /for reading only/ });
  await t.throwsAsync(alone.withWorkingSet(noKeys, () => []), { message: /for reading only/ });
  await Promise.all([beside.close(), alone.close(), fresh.remove()]);
});

test('many open and begin one new database at the same time', async (t) => {
  await inFolder(async (path) => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openAt(path)));
    await Promise.all(stores.map((store, index) => store.keepLetter(letter(`from ${index}`), NO_HINTS, 1)));
    t.is((await stores[0]?.reconcile())?.received, 4);
    await Promise.all(stores.map((store) => store.close()));
  });
});

test('a writer waits for another process, and gives up in bounded time with a fault that says so', async (t) => {
  await inFolder(async (path) => {
    const store = openLocal(path);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    await t.throwsAsync(store.keepLetter(letter('mail'), NO_HINTS, 1), { message: /locked/, code: 'locked' });
    await t.throwsAsync(store.withWorkingSet(noKeys, () => []), { message: /locked/ });
    t.is((await store.reconcile()).received, 0, 'readers go on');
    other.exec('COMMIT');
    other.close();
    t.false((await store.keepLetter(letter('mail'), NO_HINTS, 1)).duplicate);
    await store.close();
  });
});

test('a full disk: letters are refused, nothing is lost, and it goes on when there is room', async (t) => {
  await inFolder(async (path) => {
    const opened: Connection[] = [];
    const store = openLocal(path, (connection) => {
      opened.push(connection);
      return connection;
    });
    const [connection] = opened;
    await openBank(store);
    const input = await readLetter(store, 'order-1');
    const pages = Number(connection?.get('PRAGMA page_count')?.['page_count']);
    connection?.exec(`PRAGMA max_page_count = ${pages + 4}`);
    const big = Buffer.alloc(100_000, 'x');
    await t.throwsAsync(store.keepLetter(letter('', { bytes: big }), NO_HINTS, 1), { message: /full/, code: 'disk-full' });
    const group = await Promise.allSettled([store.keepLetter(letter('small'), NO_HINTS, 1), store.keepLetter(letter('', { bytes: big }), NO_HINTS, 1)]);
    t.deepEqual(group.map((one) => one.status), ['rejected', 'rejected'], 'SQLite gave up the transaction: nobody in it is told that it was kept');
    const notices = Array.from({ length: 400 }, (_, index) => ({ kind: 'staff-task', task: { id: `t${index}`, code: 'c', detail: 'd'.repeat(500), letterId: null, paymentId: null, at: 1 } }) as const);
    await t.throwsAsync(store.withWorkingSet(noKeys, () => [decided(input, decision(notices))]), { message: /full/ });
    t.deepEqual(await store.audit(), []);
    t.like(await store.reconcile(), { received: 1, waiting: 1 });
    connection?.exec('PRAGMA max_page_count = 1000000');
    t.false((await store.keepLetter(letter('', { bytes: big }), NO_HINTS, 1)).duplicate);
    await clear(store, input, orderedEffects(1));
    t.deepEqual(await store.audit(), []);
    await store.close();
  });
});

test('numbers are bound as integers and read as bigint; fractions and what is too large are refused', (t) => {
  const connection = openConnection({ path: ':memory:', busyTimeoutMs: 100, mode: 'write' });
  connection.exec('CREATE TABLE sums (amount ANY) STRICT');
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 53n - 1n), max: 2n ** 53n - 1n }), (amount) => {
      connection.run('DELETE FROM sums');
      connection.run('INSERT INTO sums (amount) VALUES (?)', amount);
      connection.run('INSERT INTO sums (amount) VALUES (?)', Number(amount));
      t.deepEqual(connection.all('SELECT amount, typeof(amount) AS type FROM sums').map((row) => [row['amount'], row['type']]), [[amount, 'integer'], [amount, 'integer']]);
    }),
    { numRuns: 50 },
  );
  for (const wrong of [0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, 2n ** 53n, -(2n ** 53n)]) t.throws(() => connection.run('INSERT INTO sums (amount) VALUES (?)', wrong), { instanceOf: RangeError });
  connection.close();
});

test('what is sealed opens only with its key, its label and all its bits', (t) => {
  const sealer = makeSealer(KEY);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (plain, at) => {
      const sealed = sealer.seal('letter:1', plain);
      t.deepEqual(Buffer.from(sealer.open('letter:1', sealed)), Buffer.from(plain));
      t.throws(() => sealer.open('letter:2', sealed));
      t.throws(() => makeSealer(new Uint8Array(32)).open('letter:1', sealed));
      const changed = Uint8Array.from(sealed, (byte, index) => (index === at % sealed.length ? byte ^ 1 : byte));
      t.throws(() => sealer.open('letter:1', changed));
      t.throws(() => sealer.open('letter:1', sealed.subarray(0, at % sealed.length)));
    }),
    { numRuns: 50 },
  );
  t.notDeepEqual(sealer.seal('a', KEY), sealer.seal('a', KEY));
});

test('what the disk, or another process, does to a transaction has a code of its own', (t) => {
  const codeOf = (errcode: number): string => faultData(Object.assign(new Error('x'), { errcode })).code;
  const WRITE_FAILED = 10 + (3 << 8);
  t.deepEqual([5, 10, WRITE_FAILED, 13, 11, 26, 1].map(codeOf), ['locked', 'io', 'io', 'disk-full', 'damaged', 'damaged', 'other']);
  t.is(faultData(new Error('a bug')).code, 'other');
});

test('audits share one reader: of its own, begun with the first, anew after a fault, closed with the store', async (t) => {
  const log: string[] = [];
  const endpoint = (name: string, answer: () => Promise<unknown>): Endpoint => ({ ask: answer, close: async () => void log.push(`close ${name}`) });
  const faults = ['cannot start', 'breaks', 'works'];
  const startAuditor = async (): Promise<Endpoint> => {
    const how = faults.shift() ?? '';
    log.push(`start ${how}`);
    if (how === 'cannot start') throw new Error(how);
    return endpoint(`auditor that ${how}`, async () => {
      if (how === 'breaks') throw new Error(how);
      return [];
    });
  };
  const store = assembleStore({ writer: null, reader: endpoint('reader', async () => null), startAuditor });
  await store.listAccounts();
  t.deepEqual(log, []);
  await t.throwsAsync(store.audit(), { message: 'cannot start' });
  const both = await Promise.allSettled([store.audit(), store.audit()]);
  t.deepEqual(both.map((one) => one.status), ['rejected', 'rejected']);
  await Promise.all([store.audit(), store.audit()]);
  await store.audit();
  await store.close();
  t.deepEqual(log, ['start cannot start', 'start breaks', 'close auditor that breaks', 'start works', 'close reader', 'close auditor that works']);
});

test('a later audit looks at the disk again, not at what an earlier one has in memory', async (t) => {
  await inFolder(async (path) => {
    const first = await openAt(path);
    await openBank(first);
    for (let id = 1; id <= 3; id += 1) await playPayment(first, id, 5n);
    await first.close();
    const store = await openAt(path);
    t.deepEqual(await store.audit(), []);
    const file = await readFile(path);
    const page = 4_096;
    for (let at = page; at < file.length; at += page) file.fill(0xee, at, at + page);
    await writeFile(path, file);
    t.true((await store.audit()).length > 0);
    await store.close();
  });
});
