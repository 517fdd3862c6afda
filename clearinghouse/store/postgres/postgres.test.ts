/** What holds of PostgreSQL alone: the schema, its key, what strangers write, what triggers refuse, what stands in the files. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import pg from 'pg';
import { noKeys } from '../../core/facts.ts';
import { sameMailKey } from '../../core/keys.ts';
import { beginLog, head, ORIGIN, publishAll } from '../conformance/board-samples.ts';
import { CARD, issueCard } from '../conformance/card-samples.ts';
import { clear, decided, decision, letter, notice, openBank, payment, playPayment, readLetter } from '../conformance/samples.ts';
import { keyHash, shortHash } from '../common/labels.ts';
import { makeSealer } from '../common/sealing.ts';
import { faultOf } from './faults.ts';
import { migrate } from './migrations.ts';
import { openPostgresStore } from './open.ts';
import { openPool } from './connection.ts';
import { KEY, startServer, type Server } from './testing/server.ts';
import { setBack } from './testing/set-back.ts';

const NO_HINTS = { from: null, messageId: null };

let server: Server;
let admin: pg.Client;

test.before(async () => {
  server = await startServer();
  admin = new pg.Client({ connectionString: server.postgres.url });
  await admin.connect();
});

test.after.always(async () => {
  await admin.end();
  await server.stop();
});

test.serial('the digest by which a mail is known again is keyed; a mail that an older program read is known by the one without a key', async (t) => {
  const fresh = await server.openFresh();
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
  const { rows } = await admin.query<{ hash: Buffer }>(`SELECT same_mail_hash AS hash FROM "${fresh.schema}".letters`);
  t.notDeepEqual(rows[0]?.hash, Buffer.from(shortHash(key)));
  t.is(await seen(), first.letterId);
  await admin.query(`UPDATE "${fresh.schema}".letters SET same_mail_hash = $1`, [Buffer.from(shortHash(key))]);
  t.is(await seen(), first.letterId);
  await fresh.remove();
});

test.serial('payments of a schema of version 4 are found by the same keys, and by no other of the same hash', async (t) => {
  const fresh = await server.openFresh();
  await openBank(fresh.store);
  for (const number of [1, 2, 3]) await playPayment(fresh.store, number, 10n);
  const kept = await fresh.store.listPayments({ state: null, party: null, limit: 9 });
  await fresh.store.close();
  await setBack(admin, fresh.schema, 4);
  await admin.query(`SET search_path TO "${fresh.schema}"; DROP TABLE payment_keys;
    CREATE TABLE payment_keys (key_hash bytea NOT NULL CHECK (length(key_hash) = 16), payment_id bigint NOT NULL REFERENCES payments (payment_id) DEFERRABLE INITIALLY DEFERRED, key text NOT NULL, PRIMARY KEY (key_hash, payment_id))`);
  for (const { id, keys } of kept) for (const key of keys) await admin.query('INSERT INTO payment_keys (key_hash, payment_id, key) VALUES (substr(sha256($1), 1, 16), $2, $3)', [Buffer.from(key), id, key]);
  const store = await server.openAt(fresh.schema);
  for (const { id, keys } of kept) for (const key of keys) t.true((await store.listPayments({ state: null, party: null, key, limit: 9 })).some((one) => one.id === id), key);
  t.deepEqual(await store.audit(), []);
  await playPayment(store, 4, 10n);
  await admin.query('INSERT INTO payment_keys (key_hash, payment_id) VALUES ($1, 3)', [keyHash('secret:v1.secret-1')]);
  t.is((await store.findPayment('secret:v1.secret-1'))?.id, 1);
  t.deepEqual((await store.listPayments({ state: null, party: null, key: 'secret:v1.secret-1', limit: 9 })).map(({ id }) => id), [1]);
  await store.close();
});

test.serial('of the letters that are due those are named whose bytes, or whose readings, do not open', async (t) => {
  const { store, schema, remove } = await server.openFresh();
  const [bad, good, later] = [await store.keepLetter(letter('bad'), { from: null, messageId: null }, 1), await store.keepLetter(letter('good'), { from: null, messageId: null }, 1), await store.keepLetter(letter('later'), { from: null, messageId: null }, 1)];
  const [read] = [await readLetter(store, 'read'), await readLetter(store, 'read too')];
  await store.putLetterBack(later.letterId, 50, { at: 9, crash: false }, 'SERVFAIL');
  t.deepEqual([await store.findUnopened('unread', 40, 9), await store.findUnopened('read', 40, 9)], [[], []]);
  await admin.query(`BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL search_path TO "${schema}";
    UPDATE letter_bytes SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE letter_id IN (${[bad.letterId, later.letterId, read?.letterId].join()});
    UPDATE readings SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE letter_id = ${read?.letterId}; COMMIT`);
  const unopened = async (stage: 'unread' | 'read'): Promise<readonly number[]> => (await store.findUnopened(stage, 40, 9)).map(({ letterId }) => letterId);
  t.deepEqual([await unopened('unread'), await unopened('read')], [[bad.letterId], [read?.letterId]]);
  await t.throwsAsync(store.claimLettersToRead(40, 9, 90), { message: /does not open/ });
  await store.putLetterBack(bad.letterId, 60, { at: 40, crash: false }, 'does not open');
  t.deepEqual((await store.claimLettersToRead(40, 9, 90)).map(({ letterId }) => letterId), [good.letterId]);
  await remove();
});

test.serial("another letter key, another program's tables, a newer schema, no store, no server: one clear sentence each, and nothing is changed", async (t) => {
  const fresh = await server.openFresh();
  await fresh.remove();
  await t.throwsAsync(server.openAt(fresh.schema, { letterKey: new Uint8Array(32) }), { message: /schema store_\d+: the letter key is not the one/ });
  await t.throwsAsync(server.openAt(fresh.schema, { letterKey: new Uint8Array(31) }), { message: /31 bytes, expected 32/ });
  await admin.query(`UPDATE "${fresh.schema}".meta SET schema_version = 99`);
  await t.throwsAsync(server.openAt(fresh.schema), { message: /version 99, this program knows \d+; use the newer program/ });
  await t.throwsAsync(server.openAt(fresh.schema, { readOnly: true }), { message: /version 99/ });
  await admin.query('CREATE SCHEMA theirs; CREATE TABLE theirs.meta (a text)');
  await t.throwsAsync(server.openAt('theirs'), { message: /tables of another program/ });
  await t.throwsAsync(server.openAt('none', { readOnly: true }), { message: /there is no store/ });
  for (const wrong of ['', 'Upper', 'a"b', 'a; DROP SCHEMA public', 'x'.repeat(64)]) await t.throwsAsync(server.openAt(wrong), { message: /is no name of a schema/ });
  await t.throwsAsync(openPostgresStore({ url: 'postgres://kakitome@127.0.0.1:1/postgres', letterKey: KEY }), { code: 'io', message: /ECONNREFUSED/ });
});

test.serial('opened for reading only: it reads, audits, and refuses to write', async (t) => {
  const fresh = await server.openFresh();
  await openBank(fresh.store);
  const beside = await server.openAt(fresh.schema, { readOnly: true });
  t.is((await beside.listParties()).length, 2);
  t.deepEqual(await beside.audit(), []);
  await t.throwsAsync(beside.saveCursor('a', 'b', { uidValidity: '1', uid: 1 }), { message: /for reading only/ });
  await t.throwsAsync(beside.withWorkingSet(noKeys, () => []), { message: /for reading only/ });
  await Promise.all([beside.close(), fresh.remove()]);
});

test.serial('many open and begin one new schema at the same time', async (t) => {
  const stores = await Promise.all(Array.from({ length: 4 }, () => server.openAt('together')));
  await Promise.all(stores.map((store, index) => store.keepLetter(letter(`from ${index}`), NO_HINTS, 1)));
  t.is((await stores[0]?.reconcile())?.received, 4);
  await Promise.all(stores.map((store) => store.close()));
});

test.serial('a letter is kept whatever a stranger has written into it: U+0000, halves of characters, headers of any length', async (t) => {
  const { store, remove } = await server.openFresh();
  await openBank(store);
  const long = 'x'.repeat(60_000);
  const wild = [`a\0b@x.example`, `\ud800@x.example`, `${long}@x.example`, `'; DROP TABLE letters; --`, `$1 ? {"a\\"}`];
  for (const [at, text] of wild.entries()) {
    const { letterId } = await store.keepLetter(letter(`mail ${at}`, { envelope: { from: text, to: [text], clientAddress: null, helo: text } }), { from: text, messageId: text }, 1);
    const [claimed] = await store.claimLettersToRead(10, 1, 99);
    t.is(claimed?.letterId, letterId);
    await store.putLetterBack(letterId, 9_999, { at: 20, crash: true }, text);
  }
  t.is((await store.listLetters({ disposition: null, stage: null, limit: 99 })).at(-1)?.from, 'a\u2400b@x.example');
  await clear(store, await readLetter(store, 'order-1'), [
    { kind: 'payment-saved', payment: payment(1, { name: 'awaiting-forward', until: 9_000 }, null, { keys: wild.map((text) => `m:${text}`) }) },
    { kind: 'deadline', paymentId: 1, deadline: 'match', at: 9_500 },
    ...wild.map((scope) => ({ kind: 'tallied', scope, name: 'mails', day: 3, amount: 1n }) as const),
  ]);
  for (const text of wild) t.is((await store.findPayment(`m:${text}`))?.id, 1, text.slice(0, 20));
  await store.withWorkingSet({ ...noKeys, scopes: wild, paymentKeys: wild, seen: wild, names: wild, addresses: wild, openPaymentsOf: wild, notices: wild, entries: wild }, (facts) => {
    t.is(facts.tallies.length, wild.length);
    return [];
  });
  t.deepEqual(await store.audit(), []);
  await remove();
});

test.serial('what is written stays: the database refuses what the program never does', async (t) => {
  const { store, schema, remove } = await server.openFresh();
  await openBank(store);
  await playPayment(store, 1, 50n);
  await issueCard(store, CARD, 2);
  await clear(store, await readLetter(store, 'help'), [{ kind: 'notice', notice: notice('n') }]);
  await store.claimNotices(3_000, 9, 3_001);
  await store.saveMadeNotices([{ noticeId: 'n', bytes: Buffer.from('bytes') }]);
  await beginLog(store);
  await publishAll(store);
  await admin.query(`SET search_path = "${schema}"`);
  const deleted = ['letters', 'letter_bytes', 'decisions', 'decision_about', 'instructions', 'transfers', 'postings', 'spent_secrets', 'payments', 'holds', 'notices', 'notice_bytes', 'entries', 'settlement_cards', 'settlement_numbers', 'logs', 'log_entries', 'counters'];
  for (const table of deleted) {
    await t.throwsAsync(admin.query(`DELETE FROM ${table}`), { message: /never|stays|kept/ }, table);
    await t.throwsAsync(admin.query(`TRUNCATE ${table} CASCADE`), { message: /never|stays|kept/ }, table);
  }
  const refused: readonly (readonly [string, RegExp])[] = [
    ["UPDATE decisions SET seed = ''", /never changed/],
    ['UPDATE postings SET amount = amount + 1', /never changed/],
    ['UPDATE transfers SET at = at', /never changed/],
    ["UPDATE letters SET raw_sha256 = raw_sha256", /kept as it came/],
    ["UPDATE instructions SET body = '{}'", /never changed/],
    ['UPDATE spent_secrets SET payment_id = 2', /stays spent/],
    ["UPDATE payments SET state = 'ended' WHERE state = 'settled'", /stays so/],
    ['UPDATE holds SET amount = 1', /only released|released once/],
    ['UPDATE holds SET released_at = 1 WHERE released_at IS NOT NULL', /released once/],
    ["UPDATE notice_bytes SET sealed = ''", /made once/],
    ["UPDATE entries SET leaf = 'x'", /never changed/],
    ["UPDATE entries SET face = '{}'", /only erased/],
    ['UPDATE entries SET published_at = 1', /published once/],
    ["UPDATE logs SET retention = ''", /never changed/],
    ['UPDATE logs SET head_size = 1', /goes back/],
    ['UPDATE logs SET published_size = 0', /smaller/],
    ["UPDATE logs SET state = 'ended', ended_at = 1", /only goes/],
    ["UPDATE log_entries SET leaf = 'x'", /never changed/],
    ["INSERT INTO log_entries (log_number, idx, leaf) VALUES (1, 9, 'x')", /no gap/],
    ["UPDATE settlement_numbers SET digest = 'x'", /only erased/],
    ['UPDATE settlement_cards SET issued_at = 1', /issued once/],
    ['UPDATE counters SET last = last - 1', /goes up/],
    ['UPDATE accounts SET balance = -1 WHERE party_id = 1', /check constraint/],
    ['UPDATE accounts SET balance = 9007199254740992 WHERE party_id IS NULL', /check constraint/],
  ];
  for (const [sql, message] of refused) await t.throwsAsync(admin.query(sql), { message }, sql);
  t.deepEqual(await store.audit(), []);
  t.is((await store.listLogs())[0]?.origin, ORIGIN);
  t.true(await store.swapHead(ORIGIN, head(2), head(2, { signedAt: 9_000 })), 'the store itself goes on');
  await remove();
});

test.serial('order texts and letters stand nowhere in the files of the server', async (t) => {
  const { store, remove } = await server.openFresh();
  await openBank(store);
  await store.keepLetter(letter('Password: maple-7731-crow'), NO_HINTS, 1);
  await playPayment(store, 1, 50n);
  await admin.query('CHECKPOINT');
  const { rows } = await admin.query<{ data: string }>("SELECT current_setting('data_directory') AS data");
  const all = Buffer.concat(filesBelow(rows[0]?.data ?? '').map((path) => readFileSync(path)));
  t.true(all.includes('Takao Sasaki'), 'the search itself works');
  for (const secret of ['maple-7731', '2 x Sencha', 'GT-1042', 'b-of-order-1']) t.false(all.includes(secret), secret);
  await remove();
});

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);

test.serial('numbers are bound as integers and read as bigint; fractions and what is too large are refused', async (t) => {
  const pool = openPool({ url: server.postgres.url, schema: 'public', poolSize: 1, lockTimeoutMs: 5_000, statementTimeoutMs: 5_000, readOnly: false });
  await pool.use(async (connection) => {
    for (const amount of [0n, 1n, -1n, 2n ** 31n, 2n ** 53n - 1n, -(2n ** 53n - 1n)]) {
      t.deepEqual(await connection.get('SELECT ?::bigint AS one, (?::bigint[])[1] AS many, ?::boolean AS yes', amount, [Number(amount)], true), { one: amount, many: amount, yes: 1n });
    }
    for (const wrong of [0.5, 2 ** 53, Number.NaN, 2n ** 53n, -(2n ** 53n)]) await t.throwsAsync(connection.get('SELECT ?::bigint AS one', wrong), { instanceOf: RangeError });
    t.deepEqual(await connection.get('SELECT ?::bytea AS raw, ?::json AS body', new Uint8Array([0, 255, 39]), '{"a": 1}'), { raw: new Uint8Array([0, 255, 39]), body: '{"a": 1}' });
  });
  await pool.close();
});

test.serial('a migration may take longer than any other statement; where nothing is to be migrated the limits stay', async (t) => {
  const limits: unknown[] = [];
  const schema = 'migrated_slowly';
  const pool = openPool({ url: server.postgres.url, schema, poolSize: 1, lockTimeoutMs: 5_000, statementTimeoutMs: 60_000, readOnly: false });
  for (const begins of [true, false]) {
    await pool.use(async (connection) => {
      await connection.exec('BEGIN');
      await migrate(connection, makeSealer(KEY), schema, begins);
      limits.push((await connection.get('SHOW statement_timeout'))?.['statement_timeout']);
      await connection.exec('COMMIT');
    });
  }
  await pool.close();
  t.deepEqual(limits, ['0', '1min']);
});

test.serial('a schema of an older program is refused where it is not to be migrated, and stays as it is', async (t) => {
  const fresh = await server.openFresh();
  await fresh.remove();
  await admin.query(`UPDATE "${fresh.schema}".meta SET schema_version = schema_version - 1`);
  const [before] = (await admin.query(`SELECT schema_version FROM "${fresh.schema}".meta`)).rows;
  await t.throwsAsync(server.openAt(fresh.schema, { migrates: false }), { message: /has version \d+, expected \d+: stop the bank's processes, then start this program once/ });
  t.deepEqual((await admin.query(`SELECT schema_version FROM "${fresh.schema}".meta`)).rows, [before]);
});

test.serial('a process that still runs when a newer program has migrated the schema does nothing more, and holds it against no letter', async (t) => {
  const { store, schema, remove } = await server.openFresh();
  await openBank(store);
  const input = await readLetter(store, 'help');
  const decide = (): Promise<unknown> => store.withWorkingSet(noKeys, () => [decided(input, decision([]))]);
  await admin.query(`UPDATE "${schema}".meta SET schema_version = schema_version + 1`);
  for (const work of [decide, () => store.keepLetter(letter('one more'), NO_HINTS, 1)]) {
    await t.throwsAsync(work(), { code: 'closed', message: /the schema has version \d+, and this process knows \d+: it is of a newer program\. Start this process again with that one/ });
  }
  await admin.query(`UPDATE "${schema}".meta SET schema_version = schema_version - 1`);
  await decide();
  t.is((await store.reconcile()).received, 1);
  await remove();
});

test.serial('a statement for which the schema is another one is an outage, and goes well on a connection of its own once it fits again', async (t) => {
  const { store, schema, remove } = await server.openFresh();
  await store.keepLetter(letter('one'), NO_HINTS, 1);
  await admin.query(`ALTER TABLE "${schema}".letters RENAME COLUMN crashes TO breakdowns`);
  await t.throwsAsync(store.claimLettersToRead(40, 9, 90), { code: 'io', message: /column .*crashes.* does not exist/ });
  await admin.query(`ALTER TABLE "${schema}".letters RENAME COLUMN breakdowns TO crashes`);
  t.is((await store.claimLettersToRead(40, 9, 90)).length, 1);
  t.like(faultOf(Object.assign(new Error('cached plan must not change result type'), { code: '0A000' })), { code: 'io' });
  t.like(faultOf(Object.assign(new Error('a balance below zero'), { code: '23514' })), { code: 'other' });
  await remove();
});

test('what a socket meets is an outage, also where a name has several addresses or the code looks like the server\'s', (t) => {
  const refused = (address: string): Error => Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED', syscall: 'connect' });
  t.like(faultOf(Object.assign(new AggregateError([refused('::1:5432'), refused('127.0.0.1:5432')], ''), { code: 'ECONNREFUSED' })), { code: 'io', message: 'connect ECONNREFUSED ::1:5432' });
  t.like(faultOf(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', errno: -32, syscall: 'write' })), { code: 'io', message: 'write EPIPE' });
  const ours = new AggregateError([new Error('of the program')], 'ours');
  t.is(faultOf(ours), ours);
});
