import { parentPort } from 'node:worker_threads';
import type { StatementEvidence } from './core/notice.ts';
import { layOut } from './statements/files.ts';
import type { Statement } from './statements/statement.ts';
import type { TaskDone, TaskGiven } from './task-thread.ts';

/** What runs in the thread that makes the files of statements: fonts are large, pages many, and the bank's own thread has letters to answer. */

const port = parentPort;
if (port === null) throw new Error('statement-thread.ts runs in a worker thread only');
const tell = (message: TaskDone<StatementEvidence>): void => port.postMessage(message);

port.on('message', ({ id, task }: TaskGiven<readonly Statement[]>) => {
  layOut(task).then(
    (made) => tell({ id, made }),
    (error: unknown) => tell({ id, fault: error instanceof Error ? error.message : String(error) }),
  );
});
