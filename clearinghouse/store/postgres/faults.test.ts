/** The server ends the connection at each statement of a clearing transaction in turn; a row that meets another transaction; a server that goes away. */
import test from 'ava';
import pg from 'pg';
import { isOutage } from '../../stages/outage.ts';
import type { Effect } from '../../core/decision.ts';
import { noKeys } from '../../core/facts.ts';
import { askedEffects, clear, decided, decision, letter, notice, openBank, orderedEffects, readLetter, settledEffects } from '../conformance/samples.ts';
import type { Decided, Store } from '../store.ts';
import { openPool } from './connection.ts';
import { faultOfConnecting } from './faults.ts';
import { openBetween, type Between } from './testing/between.ts';
import { startServer, type Server } from './testing/server.ts';

const NO_HINTS = { from: null, messageId: null };

let server: Server;
let admin: pg.Client;

test.before(async () => {
  server = await startServer();
  admin = new pg.Client({ connectionString: server.postgres.url });
  admin.on('error', () => undefined);
  await admin.connect();
});

test.after.always(async () => {
  await admin.end();
  await server.stop();
});

/** All rows of all tables, sealed values too: nothing at all has changed where it is the same. */
async function contents(schema: string): Promise<string> {
  const tables = await admin.query<{ name: string }>('SELECT tablename AS name FROM pg_tables WHERE schemaname = $1 ORDER BY tablename', [schema]);
  const each = tables.rows.map(({ name }) => `SELECT '${name}' AS name, md5(string_agg(row, E'\\n' ORDER BY row)) AS sum FROM (SELECT t::text AS row FROM "${schema}"."${name}" AS t) AS rows`);
  const found = await admin.query<{ name: string; sum: string | null }>(`${each.join(' UNION ALL ')} ORDER BY name`);
  return found.rows.map(({ name, sum }) => `${name} ${sum ?? 'empty'}`).join('\n');
}

/** A payment that waits for its answer, and three letters that are to be decided. */
async function prepare(store: Store): Promise<void> {
  await openBank(store);
  await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
  await clear(store, await readLetter(store, 'forward-1'), askedEffects(1, 4_000n));
  await clear(store, await readLetter(store, 'help'), [{ kind: 'notice', notice: notice('told') }]);
  await readLetter(store, 'consent-1');
  await readLetter(store, 'order-2');
  await readLetter(store, 'bounce');
}

const MORE: readonly (readonly Effect[])[] = [
  settledEffects(1, 4_000n),
  [...orderedEffects(2), { kind: 'tallied', scope: 'a@b.example', name: 'answers', day: 1, amount: 2n }, { kind: 'blocked', buyer: 1, merchant: 2, at: 7 }],
  [{ kind: 'notice-ended', noticeId: 'told', outcome: 'bounced', detail: '550' }, { kind: 'staff-task', task: { id: 'task', code: 'look', detail: '', letterId: null, paymentId: 1, at: 9 } }],
];

async function decideReady(store: Store): Promise<readonly Decided[]> {
  const inputs = await store.readyInputs(9_000, 0, 9);
  return store.withWorkingSet({ ...noKeys, payments: [1] }, () => inputs.map((input, at) => decided(input, decision(MORE[at] ?? []))));
}

/** What anybody can see, without numbers of the clock or chance. */
const seen = async (store: Store): Promise<unknown> => [
  await store.listAccounts(), await store.listDecisions({ payment: null, letter: null, limit: 99 }), await store.listEntries({ payment: null, limit: 99 }),
  await store.listNotices({ payment: null, status: null, limit: 99 }), await store.listPayments({ state: null, party: null, limit: 99 }), await store.listStaffTasks({ open: false, limit: 9 }), await store.reconcile(),
];

test.serial('a connection that is ended at any statement of a clearing transaction leaves nothing half done, and the same inputs decided again give the same', async (t) => {
  const plain = await server.openFresh();
  await prepare(plain.store);
  await decideReady(plain.store);

  const fresh = await server.openFresh();
  await prepare(fresh.store);
  const between: Between = { before: null, after: null };
  const store = openBetween(server.postgres.url, fresh.schema, between);
  const inputs = await store.readyInputs(9_000, 0, 9);
  const decide = (): Promise<readonly Decided[]> => store.withWorkingSet({ ...noKeys, payments: [1] }, () => inputs.map((input, at) => decided(input, decision(MORE[at] ?? []))));
  const untouched = await contents(fresh.schema);
  const ended: string[] = [];
  for (let step = 1; ; step += 1) {
    let count = 0;
    let broken = false;
    between.before = async (sql, backend) => {
      count += 1;
      if (count !== step) return;
      broken = true;
      ended.push(sql);
      await admin.query('SELECT pg_terminate_backend($1, 5000)', [backend]);
    };
    const result = await decide().then(() => null, (error: unknown) => error);
    if (!broken) {
      between.before = null;
      t.is(result, null);
      break;
    }
    t.is((result as { code?: string } | null)?.code, 'io', `${ended.at(-1)}: ${String(result)}`);
    if ((await contents(fresh.schema)) !== untouched) t.fail(`half of it was done: ${ended.at(-1)}`);
  }
  t.true(ended.length > 25, `${ended.length} statements`);
  t.is(ended.at(-1), 'COMMIT');
  t.deepEqual(await seen(store), await seen(plain.store));
  t.deepEqual(await store.audit(), []);
  await Promise.all([store.close(), fresh.remove(), plain.remove()]);
});

test.serial('a commit that was done though its answer was lost: the group is refused, and decided again it is decided already', async (t) => {
  const fresh = await server.openFresh();
  await prepare(fresh.store);
  const between: Between = { before: null, after: null };
  const store = openBetween(server.postgres.url, fresh.schema, between);
  const inputs = await store.readyInputs(9_000, 0, 9);
  const group = inputs.map((input, at) => decided(input, decision(MORE[at] ?? [])));
  between.after = async (sql) => {
    if (sql === 'COMMIT') throw Object.assign(new Error('the answer was lost'), { syscall: 'read' });
  };
  await t.throwsAsync(store.withWorkingSet(noKeys, () => group), { message: /answer was lost/ });
  between.after = null;
  t.deepEqual(await store.withWorkingSet(noKeys, () => group), []);
  t.is((await store.listAccounts()).find((one) => one.party === 2)?.balance, 4_000n);
  t.deepEqual(await store.audit(), []);
  await Promise.all([store.close(), fresh.remove()]);
});

test.serial('a group that meets another transaction in a row is loaded and decided again', async (t) => {
  const fresh = await server.openFresh();
  await prepare(fresh.store);
  const between: Between = { before: null, after: null };
  const store = openBetween(server.postgres.url, fresh.schema, between);
  const inputs = await store.readyInputs(9_000, 0, 9);
  let calls = 0;
  let met = 0;
  between.before = async (sql) => {
    if (!sql.includes('FROM notices WHERE notice_id = ? FOR UPDATE') || met > 1) return;
    met += 1;
    await fresh.store.putNoticeBack('told', 9_000 + met, 'greylisted', false);
  };
  const recorded = await store.withWorkingSet(noKeys, () => {
    calls += 1;
    return inputs.map((input, at) => decided(input, decision(MORE[at] ?? [])));
  });
  t.deepEqual([recorded.length, met, calls], [3, 2, 3]);
  t.like((await store.listNotices({ payment: null, status: 'bounced', limit: 9 }))[0], { detail: '550' });
  t.deepEqual(await store.audit(), []);
  await Promise.all([store.close(), fresh.remove()]);
});

test.serial('who waits too long for the turn is told so, and others go on; readers and receivers wait for nobody', async (t) => {
  const fresh = await server.openFresh();
  const store = openBetween(server.postgres.url, fresh.schema, { before: null, after: null }, { lockTimeoutMs: 200 });
  await admin.query(`BEGIN; LOCK TABLE "${fresh.schema}".journal_turn IN EXCLUSIVE MODE`);
  await t.throwsAsync(store.withWorkingSet(noKeys, () => []), { code: 'locked', message: /lock timeout/ });
  t.false((await store.keepLetter(letter('meanwhile'), NO_HINTS, 1)).duplicate);
  t.is((await store.reconcile()).received, 1);
  await admin.query('COMMIT');
  t.deepEqual(await store.withWorkingSet(noKeys, () => []), []);
  await Promise.all([store.close(), fresh.remove()]);
});

test.serial('while the server is away every verb is refused as an outage; when it is back the same store goes on', async (t) => {
  const fresh = await server.openFresh();
  await prepare(fresh.store);
  const before = await seen(fresh.store);
  await server.postgres.halt();
  for (const verb of [() => fresh.store.reconcile(), () => fresh.store.keepLetter(letter('mail'), NO_HINTS, 1), () => decideReady(fresh.store)]) await t.throwsAsync(verb(), { code: 'io' });
  await server.postgres.resume();
  t.deepEqual(await seen(fresh.store), before);
  t.is((await decideReady(fresh.store)).length, 3);
  t.deepEqual(await fresh.store.audit(), []);
  await fresh.remove();
});

test.serial('whatever is wrong with a connection before anything is asked for is an outage: TLS that the server does not have, a certificate', async (t) => {
  const pool = openPool({ url: `${server.postgres.url}?sslmode=verify-full`, schema: 'none', poolSize: 1, lockTimeoutMs: 5_000, statementTimeoutMs: 5_000, readOnly: false });
  const refused = await t.throwsAsync(pool.use(async () => t.fail('there is a connection')), { code: 'io', message: /does not support SSL/ });
  t.true(isOutage(refused));
  await pool.close();
  for (const code of ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID']) t.like(faultOfConnecting(Object.assign(new Error('certificate'), { code })), { code: 'io', message: 'certificate' });
});
