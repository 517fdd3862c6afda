/** Banks that stories have made go from a file to a server and back; nothing of a copy is left where anything is amiss. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import pg from 'pg';
import { noKeys } from '../../core/facts.ts';
import { parseStories, type Story } from '../../stories/grammar.ts';
import { playStory } from '../../stories/runner.ts';
import { CopyRefused, copyStore, type CopySide, type CopyTarget, type TableDigest } from '../common/copying.ts';
import { copiedTables, counted } from '../common/tables.ts';
import { CARD, issueCard } from '../conformance/card-samples.ts';
import { clear, decided, decision, letter, notice, openBank, playPayment, readLetter } from '../conformance/samples.ts';
import { beginLog, publishAll } from '../conformance/board-samples.ts';
import { fromSqlite, intoSqlite } from '../sqlite/copying.ts';
import { openSqliteStore } from '../sqlite/open.ts';
import { openLocal } from '../sqlite/testing/local.ts';
import type { Store } from '../store.ts';
import { fromPostgres, intoPostgres } from './copying.ts';
import { KEY, startServer, type Server } from './testing/server.ts';

const NO_HINTS = { from: null, messageId: null };
const quiet = (): void => undefined;

let server: Server;
let admin: pg.Client;
let folder = '';
let last = 0;

test.before(async () => {
  server = await startServer();
  admin = new pg.Client({ connectionString: server.postgres.url });
  await admin.connect();
  folder = mkdtempSync(join(tmpdir(), 'kakitome-copy-'));
});

test.after.always(async () => {
  await admin.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const newPath = (): string => join(folder, `${(last += 1)}.db`);
const fileOf = (path: string) => ({ path, letterKey: KEY, busyTimeoutMs: 5_000 });
const schemaOf = (schema: string) => ({ url: server.postgres.url, letterKey: KEY, schema, name: schema });
const up = (path: string, schema: string, wrap = (target: CopyTarget): CopyTarget => target): Promise<readonly TableDigest[]> =>
  fromSqlite(fileOf(path), (source) => intoPostgres(schemaOf(schema), (target) => copyStore(source, wrap(target), quiet)));
const down = (schema: string, path: string): Promise<readonly TableDigest[]> => fromPostgres(schemaOf(schema), (source) => intoSqlite(fileOf(path), (target) => copyStore(source, target, quiet)));

/** What anybody can see of a bank by the store's own verbs. */
const seen = async (store: Store): Promise<unknown> => [
  await store.listParties(), await store.listAccounts(), await store.listPayments({ state: null, party: null, limit: 999 }), await store.listDecisions({ payment: null, letter: null, limit: 999 }),
  await store.listNotices({ payment: null, status: null, limit: 999 }), await store.listLetters({ disposition: null, stage: null, limit: 999 }), await store.listEntries({ payment: null, limit: 999 }),
  await store.listStaffTasks({ open: false, limit: 999 }), await store.reconcile(), await store.listLogs(), await store.nextDueAt(), await store.audit(),
];

test.serial('what is done once more in a file is the same as on the server it was kept on, also with a U+0000 in a text: a reply of a mail server, what a reader crashed at', async (t) => {
  const file = openLocal(newPath());
  const onServer = await server.openAt('nul');
  const rows = async (store: Store): Promise<unknown> => {
    await openBank(store);
    const task = { id: 'task', code: 'notice-failed', detail: 'not delivered: 550 no\0 user', letterId: null, paymentId: null, at: 9 };
    await clear(store, await readLetter(store, 'm'), [{ kind: 'staff-task', task }]);
    return store.bookRows('tasks', null, 9);
  };
  t.deepEqual(await rows(file), await rows(onServer));
  await Promise.all([file.close(), onServer.close()]);
});

test.serial('the list of tables is what stands in both databases: every table, every column, its kind, and what it refers to before it', async (t) => {
  await (await server.openAt('catalogue')).close();
  const path = newPath();
  await openLocal(path).close();
  const file = new DatabaseSync(path);
  const own = file.prepare("SELECT m.name AS name, c.name AS field FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' ORDER BY c.cid").all() as { name: string; field: string }[];
  file.close();
  const listed = new Map(copiedTables.map(({ name, columns }) => [name, Object.keys(columns).toSorted()]));
  const byTable = (rows: readonly { name: string; field: string }[], without: readonly string[]): Map<string, readonly string[]> =>
    new Map([...Map.groupBy(rows.filter(({ name, field }) => !without.includes(name) && !without.includes(`${name}.${field}`)), ({ name }) => name)].map(([name, fields]) => [name, fields.map(({ field }) => field).toSorted()]));
  t.deepEqual(new Map([...byTable(own, ['sqlite_sequence', 'meta', 'leader'])].toSorted()), new Map([...listed].toSorted()));
  const { rows } = await admin.query<{ name: string; field: string; type: string }>("SELECT table_name AS name, column_name AS field, data_type AS type FROM information_schema.columns WHERE table_schema = 'catalogue'");
  const forgotten = ['meta', 'leader', 'journal_turn', 'counters', 'processes', 'intakes', 'leases', 'tallies.scope_hash'];
  t.deepEqual(new Map([...byTable(rows, forgotten)].toSorted()), new Map([...listed].toSorted()));
  const kinds: Readonly<Record<string, string>> = { bigint: 'integer', text: 'text', bytea: 'bytes', boolean: 'yes-no', json: 'json' };
  for (const { name, columns } of copiedTables) for (const [field, kind] of Object.entries(columns)) t.is(kinds[rows.find((row) => row.name === name && row.field === field)?.type ?? ''], kind, `${name}.${field}`);
  const references = await admin.query<{ child: string; parent: string }>("SELECT a.relname AS child, b.relname AS parent FROM pg_constraint JOIN pg_class AS a ON a.oid = conrelid JOIN pg_class AS b ON b.oid = confrelid WHERE contype = 'f' AND connamespace = 'catalogue'::regnamespace");
  const places = copiedTables.map(({ name }) => name);
  for (const { child, parent } of references.rows) t.true(places.indexOf(parent) < places.indexOf(child), `${child} refers to ${parent}`);
  const counters = await admin.query<{ name: string }>('SELECT name FROM catalogue.counters ORDER BY name');
  t.deepEqual(counters.rows.map(({ name }) => name), [...counted].toSorted());
});

/** The last story of every sixth file; with KAKITOME_ALL_WAYS=1 of each: every kind of payment, refund, dispute, card, statement and page. */
const stories: readonly Story[] = readdirSync(join(import.meta.dirname, '..', '..', 'stories'))
  .filter((name) => name.endsWith('.story'))
  .sort()
  .flatMap((name) => parseStories(name, readFileSync(join(import.meta.dirname, '..', '..', 'stories', name), 'utf8')).slice(-1))
  .filter((_story, at) => process.env['KAKITOME_ALL_WAYS'] === '1' || at % 6 === 0);

test.serial('banks of stories are the same on the server and back in a file, and go on there', async (t) => {
  t.timeout(120_000);
  t.true(stories.length >= 5);
  const filled = new Set<string>();
  for (const [at, story] of stories.entries()) {
    const path = newPath();
    await playStory(story, async () => openLocal(path));
    const schema = `story_${at}`;
    const [there, again] = [await up(path, schema), newPath()];
    const back = await down(schema, again);
    t.deepEqual(back, there, story.title);
    for (const { table, rows } of there) if (rows > 0) filled.add(table);
    const [first, server_, second] = [openLocal(path), await server.openAt(schema, { begin: false }), openLocal(again)];
    const expected = await seen(first);
    t.deepEqual(await seen(server_), expected, story.title);
    t.deepEqual(await seen(second), expected, story.title);
    const next = (await first.keepLetter(letter('one more'), NO_HINTS, 1)).letterId;
    for (const store of [server_, second]) t.is((await store.keepLetter(letter('one more'), NO_HINTS, 1)).letterId, next, 'numbers go on without a gap');
    for (const store of [first, server_, second]) await store.close();
  }
  t.true(filled.size >= 15, [...filled].join(' '));
});

async function fullBank(path: string): Promise<void> {
  const store = await openSqliteStore({ path, letterKey: KEY, busyTimeoutMs: 5_000 });
  await openBank(store);
  await playPayment(store, 1, 50n);
  await issueCard(store, CARD, 2);
  await clear(store, await readLetter(store, 'help'), [{ kind: 'notice', notice: notice('n') }, { kind: 'tallied', scope: 'a\0b', name: 'answers', day: 3, amount: 2n }]);
  await store.claimNotices(3_000, 9, 3_001);
  await store.saveMadeNotices([{ noticeId: 'n', bytes: Buffer.from('bytes') }]);
  await store.keepLetter(letter('a letter whose header holds \0', { envelope: { from: 'a\0b@x.example', to: [], clientAddress: null, helo: null } }), NO_HINTS, 1);
  await beginLog(store);
  await publishAll(store);
  await store.close();
}

test.serial('board, cards, and what strangers write with U+0000 in it are the same; PostgreSQL finds it by its hash', async (t) => {
  const path = newPath();
  await fullBank(path);
  const digests = await up(path, 'full_bank');
  for (const table of ['log_entries', 'settlement_numbers', 'notice_bytes', 'tallies']) t.true((digests.find((one) => one.table === table)?.rows ?? 0) > 0, table);
  t.deepEqual(await down('full_bank', newPath()), digests);
  const store = await server.openAt('full_bank', { begin: false });
  await playPayment(store, 2, 20n);
  await publishAll(store);
  // What the server numbers by itself goes on behind what was copied.
  const input = await readLetter(store, 'under other rules');
  const [under] = await store.withWorkingSet(noKeys, () => [{ ...decided(input, decision([])), rules: { text: '{"other":"rules"}' } }]);
  t.is(under?.input, input);
  t.deepEqual(await store.audit(), []);
  await store.close();
});

test.serial('an empty target is asked for: a store in which anything was written is refused and left alone', async (t) => {
  const path = newPath();
  await fullBank(path);
  const store = await server.openAt('not_empty');
  await store.keepLetter(letter('mine'), NO_HINTS, 1);
  const before = await seen(store);
  await t.throwsAsync(up(path, 'not_empty'), { instanceOf: CopyRefused, message: /not_empty: found rows in letters; expected an empty store/ });
  t.deepEqual(await seen(store), before);
  await store.close();
  const other = newPath();
  await fullBank(other);
  await up(path, 'full_again');
  await t.throwsAsync(down('full_again', other), { instanceOf: CopyRefused, message: /found rows in parties/ });
});

const spoilers: readonly (readonly [name: string, spoil: (target: CopyTarget) => CopyTarget, message: RegExp])[] = [
  ['a row is lost', (target) => ({ ...target, put: (table, rows) => target.put(table, table.name === 'tallies' ? rows.slice(1) : rows) }), /rows with digest .* in tallies; expected the source's/],
  ['a value is another', (target) => ({ ...target, put: (table, rows) => target.put(table, table.name === 'addresses' ? rows.map((row) => row.with(2, 1n)) : rows) }), /in addresses; expected the source's/],
  ['the numbers given out are lost', (target) => ({ ...target, become: async ({ storeId }) => target.become({ storeId, handedOut: { letters: 0n } }) }), /other numbers given out/],
  ['the connection ends', (target) => ({ ...target, put: async (table, rows) => (table.name === 'notices' ? Promise.reject(new Error('gone')) : target.put(table, rows)) }), /gone/],
];

for (const [at, [name, spoil, message]] of spoilers.entries()) {
  test.serial(`nothing of a copy stays where ${name}`, async (t) => {
    const path = newPath();
    await fullBank(path);
    await t.throwsAsync(up(path, `spoilt_${at}`, spoil), { message });
    const { rows } = await admin.query<{ count: string }>(`SELECT (SELECT count(*) FROM spoilt_${at}.letters) + (SELECT count(*) FROM spoilt_${at}.parties) + (SELECT sum(last) FROM spoilt_${at}.counters) AS count`);
    t.is(Number(rows[0]?.count), 0);
    t.true((await up(path, `spoilt_${at}`)).length > 0, 'the same again goes well');
  });
}

test.serial('another letter key is refused on either side', async (t) => {
  const path = newPath();
  await fullBank(path);
  const other = { letterKey: new Uint8Array(32).fill(9) };
  await (await server.openAt('other_key', other)).close();
  await t.throwsAsync(up(path, 'other_key'), { message: /the letter key is not the one/ });
  await t.throwsAsync(fromSqlite({ ...fileOf(path), ...other }, async () => undefined), { message: /the letter key is not the one/ });
});

test.serial('while it is copied nobody writes into the bank', async (t) => {
  const path = newPath();
  await fullBank(path);
  const beside = await openSqliteStore({ path, letterKey: KEY, busyTimeoutMs: 50 });
  await fromSqlite(fileOf(path), async () => {
    await t.throwsAsync(beside.keepLetter(letter('late'), NO_HINTS, 1), { code: 'locked' });
  });
  await beside.close();
  await up(path, 'quiet');
  const onServer = await server.openAt('quiet', { lockTimeoutMs: 100 });
  await fromPostgres(schemaOf('quiet'), async () => {
    await t.throwsAsync(onServer.keepLetter(letter('late'), NO_HINTS, 1), { code: 'locked' });
  });
  await onServer.close();
});

test.serial('who waits for a move to end writes nothing where the bank was; a process that runs there on is refused', async (t) => {
  const path = newPath();
  await fullBank(path);
  await up(path, 'moving');
  const beside = await openSqliteStore({ path, letterKey: KEY, busyTimeoutMs: 5_000 });
  const verbs = [
    (store: Store) => store.keepLetter(letter('late'), NO_HINTS, 1), (store: Store) => store.addInstruction({ kind: 'remove-address', address: 'nobody@bank.example', by: [] }, 1, 1), (store: Store) => store.withWorkingSet(noKeys, () => []),
  ];
  const refused = async (asked: readonly Promise<unknown>[]): Promise<void> => {
    for (const one of await Promise.allSettled(asked)) {
      t.is(one.status, 'rejected');
      t.like(one.status === 'rejected' ? one.reason : null, { code: 'closed' });
      t.regex(String(one.status === 'rejected' ? one.reason : ''), /was moved to elsewhere .* nothing was written/);
    }
  };
  const leave = async (from: <T>(work: (side: CopySide) => Promise<T>) => Promise<T>, store: Store): Promise<void> => {
    const before = await store.reconcile();
    const asked = await from(async (source) => {
      const waiting = verbs.map((verb) => verb(store));
      for (const one of waiting) one.catch(() => undefined);
      await pause(300);
      await source.leaveTo('elsewhere');
      // A promise in a promise would be waited for here.
      return { waiting };
    });
    await refused(asked.waiting);
    await refused(verbs.map((verb) => verb(store)));
    t.deepEqual(await store.reconcile(), before);
    await store.close();
  };
  await leave((work) => fromSqlite(fileOf(path), work), beside);
  const onServer = await server.openAt('moving', { lockTimeoutMs: 5_000 });
  await leave((work) => fromPostgres(schemaOf('moving'), work), onServer);
});
