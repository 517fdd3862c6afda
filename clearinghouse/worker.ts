import { parentPort, workerData } from 'node:worker_threads';
import { readInvoiceFile } from './einvoice/index.ts';
import { makeLetterReader } from './mail/read-letter.ts';
import type { ReaderSettings } from './mail/read-letter.ts';
import type { ReaderReport, ReaderTask } from './mail/reader-pool.ts';

/** What runs in a reader thread: letters in, readings out. It holds the peppers, and neither a database nor a clock of the business. */

const BEAT_MS = 50;

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');

const report = (message: ReaderReport): void => port.postMessage(message);
const read = makeLetterReader(workerData as ReaderSettings, () => performance.now(), { read: readInvoiceFile, unproved: false });

let inHand = 0;
// The main thread takes silence for a letter that blocks this one; without letters nobody listens.
setInterval(() => {
  if (inHand > 0) report({ kind: 'beat' });
}, BEAT_MS);

port.on('message', ({ id, letter, lookUp }: ReaderTask) => {
  inHand += 1;
  read(letter, lookUp)
    .then(
      (outcome) => report({ kind: 'outcome', id, outcome }),
      (error: unknown) => report({ kind: 'fault', id, detail: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'unknown' }),
    )
    .finally(() => {
      inHand -= 1;
    });
});

report({ kind: 'ready' });
