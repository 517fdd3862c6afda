import { parentPort, workerData } from 'node:worker_threads';
import { readInvoiceFile } from './einvoice/index.ts';
import { makeLetterReader } from './mail/read-letter.ts';
import type { ReaderSettings } from './mail/read-letter.ts';
import { serveLetters } from './mail/reader-service.ts';

/** What runs in a reader thread of the bank: letters with their invoice files. It holds the peppers, and neither a database nor a clock of the business. */

serveLetters(parentPort, makeLetterReader(workerData as ReaderSettings, () => performance.now(), { read: readInvoiceFile, unproved: false }));
