import { parentPort, workerData } from 'node:worker_threads';
import { makeLetterReader } from './read-letter.ts';
import type { ReaderSettings } from './read-letter.ts';
import { serveLetters } from './reader-service.ts';

/** What runs in a thread of a reader pool that needs no invoice files. It holds the peppers, and neither a database nor a clock of the business. */

serveLetters(parentPort, makeLetterReader(workerData as ReaderSettings, () => performance.now()));
