import { parentPort, workerData } from 'node:worker_threads';
import { readInvoiceFile } from './einvoice/index.ts';
import type { ReaderSettings } from './mail/read-letter.ts';
import type { ReaderReport, ReaderTask } from './mail/reader-pool.ts';
import { makeDissect } from './explain/dissect.ts';
import type { ExplainedOutcome } from './explain/dissect.ts';

/**
 * A reader thread that also takes the letter apart. It speaks with the pool like any other, so it has the same limits of time and memory; its outcome
 * carries what is shown beside the reading.
 */

const BEAT_MS = 50;

const port = parentPort;
if (port === null) throw new Error('explain-thread.ts runs in a worker thread only');

const report = (message: ReaderReport): void => port.postMessage(message);
const dissect = makeDissect(workerData as ReaderSettings, () => performance.now(), readInvoiceFile);

setInterval(() => report({ kind: 'beat' }), BEAT_MS);

port.on('message', ({ id, letter, lookUp }: ReaderTask) => {
  dissect(letter, lookUp).then(
    (dissected) => {
      const outcome: ExplainedOutcome = { kind: 'reading', ...dissected };
      report({ kind: 'outcome', id, outcome });
    },
    (error: unknown) => report({ kind: 'fault', id, detail: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown' }),
  );
});

report({ kind: 'ready' });
