/** Scenes in which nothing goes wrong, and something is measured: of one process for each role. */
import pg from 'pg';
import { startYardstick } from '../bench/yardstick.ts';
import { until } from '../e2e/burst.ts';
import type { Play } from './play.ts';
import { spentBy } from './spent.ts';

async function asking<T>(url: string, work: (ask: (sql: string) => Promise<number>) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(async (sql) => Number((await client.query<{ found: string }>(sql)).rows[0]?.found));
  } finally {
    await client.end();
  }
}

const ROOM = 'SELECT pg_database_size(current_database()) AS found';
const WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS found";

/** What each part takes for a payment, of the processor and of the disk, once all are warm. */
export const measureParts = ({ world, members, answering, payments, note, settled }: Play): Promise<void> =>
  asking(world.postgres.url, async (ask) => {
    const yardstick = startYardstick();
    const parts = (): ReadonlyMap<string, number> => new Map([...members.map(({ name, pid }) => [name, spentBy(pid())] as const), ['PostgreSQL', spentBy(world.postgres.pid())], ['Redis', spentBy(world.redis.pid())]]);
    const [room, written] = [await ask(ROOM), await ask(WRITTEN)];
    const [before, began, from] = [parts(), Date.now(), answering.receipts.size];
    await settled(1);
    const [after, seconds, many] = [parts(), (Date.now() - began) / 1_000, payments - from];
    yardstick.stop();
    note(`${(many / seconds).toFixed(1)} payments a second over ${many}; U = ${yardstick.signMs().toFixed(3)} ms`);
    for (const [name, spent] of after) {
      const each = (spent - (before.get(name) ?? 0)) / many;
      note(`${name.padEnd(12)} ${each.toFixed(1).padStart(7)} ms of processor a payment, ${(each / yardstick.signMs()).toFixed(0).padStart(4)} U`);
    }
    note(`the database grew by ${((await ask(ROOM)) - room) / many / 1_024 | 0} KiB a payment, and wrote ${((await ask(WRITTEN)) - written) / many / 1_024 | 0} KiB of log`);
  });

const WAITING = "SELECT count(*) AS found FROM kakitome.letters WHERE stage = 'read'";

/** How fast one clerk decides what lies there: two letters of each payment. It is the bank's one turn, so no number of clerks is faster. */
export const measureTurn = ({ world, members, payments, answering, note, settled }: Play): Promise<void> =>
  asking(world.postgres.url, async (ask) => {
    const [clerk, ...rest] = members.filter(({ name }) => ['clerk', 'sender', 'board'].includes(name));
    if (clerk === undefined) throw new Error('no clerk');
    for (const member of [clerk, ...rest]) await member.end();
    const letters = 2 * (payments - answering.receipts.size);
    await until(async () => (await ask(WAITING)) >= letters, `${letters} letters read`);
    const yardstick = startYardstick();
    const [server, started] = [spentBy(world.postgres.pid()), clerk.start()];
    await until(async () => (await ask(WAITING)) < letters, 'the clerk begins');
    await started;
    const [first, began, own] = [await ask(WAITING), Date.now(), spentBy(clerk.pid())];
    await until(async () => (await ask(WAITING)) === 0, 'all is decided');
    const [seconds, decided] = [(Date.now() - began) / 1_000, first];
    yardstick.stop();
    note(`${(decided / seconds).toFixed(0)} letters a second decided, of ${decided}; U = ${yardstick.signMs().toFixed(3)} ms`);
    note(`a letter: clerk ${((spentBy(clerk.pid()) - own) / decided).toFixed(2)} ms, PostgreSQL ${((spentBy(world.postgres.pid()) - server) / letters).toFixed(2)} ms of processor`);
    for (const member of rest) await member.start();
    await settled(1);
  });
