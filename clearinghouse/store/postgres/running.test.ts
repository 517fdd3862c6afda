/** What the processes of one bank know of each other; a schema of the first version is brought on. */
import test from 'ava';
import pg from 'pg';
import { openBank } from '../conformance/samples.ts';
import type { RunningProcess } from './running.ts';
import { startServer, type Server } from './testing/server.ts';
import { setBack } from './testing/set-back.ts';

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

const DAY = 86_400_000;
const processAt = (holder: string, aliveUntil: number): RunningProcess => ({ holder, host: 'one.bank.example', pid: 17, roles: 'receive,read', beganAt: 1, aliveUntil });

test.serial('processes are known while they say so, and their watermarks never go back', async (t) => {
  const { spread, close } = await server.openAt('beats');
  await spread.beat(processAt('a', 100), [{ name: 'lmtp', completeUntil: 50 }, { name: 'pay@imap.example', completeUntil: null }], 90);
  await spread.beat(processAt('b', 200), [{ name: 'lmtp', completeUntil: 70 }], 90);
  t.deepEqual((await spread.processes(99)).map(({ holder }) => holder), ['a', 'b']);
  t.deepEqual(await spread.processes(100), [processAt('b', 200)]);
  await spread.beat(processAt('a', 300), [{ name: 'lmtp', completeUntil: 40 }, { name: 'pay@imap.example', completeUntil: 60 }], 200);
  t.deepEqual(await spread.intakes(), [
    { name: 'lmtp', holder: 'a', completeUntil: 50, aliveUntil: 300 },
    { name: 'lmtp', holder: 'b', completeUntil: 70, aliveUntil: 200 },
    { name: 'pay@imap.example', holder: 'a', completeUntil: 60, aliveUntil: 300 },
  ]);
  await close();
});

test.serial('what a clock that ran ahead has told of an intake is taken back: by its process once that clock is right, of one that is gone by any other', async (t) => {
  const { spread, close } = await server.openAt('ahead');
  const until = async (): Promise<readonly (number | null)[]> => (await spread.intakes()).map(({ completeUntil }) => completeUntil);
  await spread.beat(processAt('a', 9_100), [{ name: 'lmtp', completeUntil: 9_000 }], 9_050);
  await spread.beat(processAt('a', 300), [{ name: 'lmtp', completeUntil: 150 }], 200);
  t.deepEqual(await until(), [150]);
  await spread.beat(processAt('a', 320), [{ name: 'lmtp', completeUntil: 140 }], 220);
  t.deepEqual(await until(), [150], 'otherwise it never goes back');
  const YEAR_2200 = 7_258_118_400_000;
  await spread.beat(processAt('gone', YEAR_2200 + 9), [{ name: 'pay@imap.example', completeUntil: YEAR_2200 }], YEAR_2200);
  await spread.beat(processAt('a', 340), [{ name: 'lmtp', completeUntil: 160 }], 240);
  t.deepEqual(await until(), [160, null]);
  await close();
});

test.serial('who leaves is gone at once, and what it knew of its intakes stays; of the forgotten only the best watermark does', async (t) => {
  const { spread, close } = await server.openAt('leaving');
  await spread.beat(processAt('a', 1_000), [{ name: 'lmtp', completeUntil: 50 }], 60);
  await spread.beat(processAt('b', 1_000), [{ name: 'lmtp', completeUntil: 40 }], 60);
  t.true(await spread.lease('mailboxes', 'a', 10, 20));
  await spread.leave('a', 90);
  t.deepEqual((await spread.processes(95)).map(({ holder }) => holder), ['b']);
  t.deepEqual((await spread.intakes())[0], { name: 'lmtp', holder: 'a', completeUntil: 50, aliveUntil: 90 });
  t.true(await spread.lease('mailboxes', 'b', 11, 21), 'what it had leased is free');
  await spread.beat(processAt('c', 8 * DAY), [{ name: 'lmtp', completeUntil: 45 }], 7 * DAY);
  t.deepEqual((await spread.intakes()).map(({ holder }) => holder), ['a', 'c']);
  t.deepEqual((await spread.processes(0)).map(({ holder }) => holder), ['c']);
  await close();
});

test.serial('of two who ask for a lease one has it, until it ends; one of a clock that ran ahead is no hindrance', async (t) => {
  const [one, other] = [await server.openAt('leases'), await server.openAt('leases')];
  const asked = await Promise.all(Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? one : other).spread.lease('mailboxes', `holder ${at}`, 1_000, 1_030)));
  t.is(asked.filter(Boolean).length, 1);
  t.true(await one.spread.lease('another thing', 'x', 1_000, 1_030));
  t.false(await other.spread.lease('mailboxes', 'late', 1_029, 1_059));
  t.true(await other.spread.lease('mailboxes', 'late', 1_030, 1_060), 'it has ended');
  t.true(await other.spread.lease('mailboxes', 'late', 1_040, 1_070), 'renewed');
  t.true(await one.spread.lease('mailboxes', 'right clock', 500, 530), 'its end lies further ahead than any lease that is taken now');
  await Promise.all([one.close(), other.close()]);
});

test.serial('the server tells its version, its clock and who streams from it', async (t) => {
  const { spread, close } = await server.openAt('facts');
  const { version, schemaVersion, time, standbys, synchronous } = await spread.server();
  t.regex(version, /^1[5-9]/);
  t.deepEqual([schemaVersion > 1, standbys, synchronous], [true, 0, 0]);
  t.true(Math.abs(time - Date.now()) < 5_000);
  await close();
});

test.serial('a store of the first version with a bank in it is brought to this one; one that must be there is not begun', async (t) => {
  const before = await server.openAt('older');
  await openBank(before);
  await before.close();
  await setBack(admin, 'older', 1);
  await t.throwsAsync(server.openAt('older', { readOnly: true }), { message: /has version 1, expected \d+/ });
  const after = await server.openAt('older', { begin: false });
  t.is((await after.listParties()).length, 2);
  await after.spread.beat(processAt('a', 100), [], 90);
  t.deepEqual(await after.audit(), []);
  await after.close();
  await t.throwsAsync(server.openAt('absent', { begin: false }), { message: /schema absent: there is no store/ });
  t.is((await admin.query("SELECT 1 FROM pg_namespace WHERE nspname = 'absent'")).rows.length, 0);
});
