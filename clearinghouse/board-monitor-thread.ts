import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { MonitorResult } from '../bulletin-board/monitor.ts';
import { readWitnesses } from './board.ts';
import type { MonitorTask } from './board-monitor-runs.ts';
import { monitorOnce } from './console/board-monitor.ts';
import { openStore, openToLook } from './database.ts';
import type { TaskDone, TaskGiven } from './task-thread.ts';

/** What runs in the thread that compares ledger and board: with a look at the store of its own, which changes nothing. */

/** On a server: it asks one thing after the other. */
const CONNECTIONS = 2;

const port = parentPort;
if (port === null) throw new Error('board-monitor-thread.ts runs in a worker thread only');
// Letters go before it where processors are few. Linux counts a priority for each thread; elsewhere it would be that of the whole bank.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const tell = (message: TaskDone<MonitorResult>): void => port.postMessage(message);

port.on('message', ({ id, task }: TaskGiven<MonitorTask>) => {
  compare(task).then(
    (made) => tell({ id, made }),
    (error: unknown) => tell({ id, fault: error instanceof Error ? error.message : String(error) }),
  );
});

async function compare({ config, letterKey, full, ahead }: MonitorTask): Promise<MonitorResult> {
  const { store } = await openStore({ ...config, store: { ...config.store, connections: CONNECTIONS } }, letterKey, { openSqlite: openToLook });
  try {
    return await monitorOnce({ config, store, clock: { now: () => Date.now() + ahead } }, readWitnesses(config), { full, tell: () => undefined });
  } finally {
    await store.close();
  }
}
