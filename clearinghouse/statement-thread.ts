import { parentPort } from 'node:worker_threads';
import type { StatementEvidence } from './core/notice.ts';
import { layOut } from './statements/files.ts';
import type { Statement } from './statements/statement.ts';

/** What runs in the thread that makes the files of statements: fonts are large, pages many, and the bank's own thread has letters to answer. */

export type StatementTask = { readonly id: number; readonly statements: readonly Statement[] };
export type StatementMade = { readonly id: number; readonly evidence: StatementEvidence } | { readonly id: number; readonly fault: string };

const port = parentPort;
if (port === null) throw new Error('statement-thread.ts runs in a worker thread only');
const tell = (message: StatementMade): void => port.postMessage(message);

port.on('message', ({ id, statements }: StatementTask) => {
  layOut(statements).then(
    (evidence) => tell({ id, evidence }),
    (error: unknown) => tell({ id, fault: error instanceof Error ? error.message : String(error) }),
  );
});
