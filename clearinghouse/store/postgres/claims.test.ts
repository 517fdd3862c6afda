/** Claims of several processes: as many as were asked for, whatever way the server goes about it. */
import test from 'ava';
import pg from 'pg';
import { clear, notice, openBank, readLetter } from '../conformance/samples.ts';
import { startServer, type Server } from './testing/server.ts';

let server: Server;

test.before(async () => {
  server = await startServer();
});

test.after.always(() => server.stop());

test.serial('a claim takes no more notices than it was asked for, also where the server believes that there is hardly one', async (t) => {
  const { store, schema, remove } = await server.openFresh();
  await openBank(store);
  const owe = async (ids: readonly string[]): Promise<unknown> => clear(store, await readLetter(store, ids.join()), ids.map((id) => ({ kind: 'notice', notice: notice(id) }) as const), { kind: 'answered', code: 'help' });
  await owe(['first']);
  const admin = new pg.Client({ connectionString: server.postgres.url });
  await admin.connect();
  await admin.query(`VACUUM ANALYZE "${schema}".notices, "${schema}".entries`);
  await admin.end();
  await owe(Array.from({ length: 20 }, (_, at) => `n${at}`));
  const claimed = async (): Promise<readonly string[]> => (await store.claimNotices(10_000, 2, 20_000)).due.map(({ notice: { id } }) => id);
  t.deepEqual([await claimed(), await claimed()], [['first', 'n0'], ['n1', 'n2']]);
  await remove();
});
