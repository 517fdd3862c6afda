import { parentPort, workerData } from 'node:worker_threads';
import { readInvoiceFile } from './einvoice/index.ts';
import { makeLetterReader } from './mail/read-letter.ts';
import type { ReaderSettings } from './mail/read-letter.ts';
import { serveLetters } from './mail/reader-service.ts';
import { makeChequeReader } from './sealing/cheque-file.ts';

/**
 * What runs in a reader thread of the bank: letters with their invoice files and cheques. It holds the peppers and the wallet identities, and neither a
 * database nor a clock of the business.
 */

const settings = workerData as ReaderSettings;
const { walletIdentities: identities = [] } = settings;

serveLetters(parentPort, makeLetterReader(settings, () => performance.now(), { read: readInvoiceFile, unproved: false }, identities.length === 0 ? null : makeChequeReader(identities)));
