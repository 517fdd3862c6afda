import type { MessagePort } from 'node:worker_threads';
import type { LetterReader } from './read-letter.ts';
import type { ReaderReport, ReaderTask } from './reader-pool.ts';

/** What a thread of a reader pool does: letters in, readings out, and a beat while one is in hand. */

const BEAT_MS = 50;

/** Answers each task on the port with its outcome, in whatever order they end; never throws for what a letter does. */
export function serveLetters(port: MessagePort | null, read: LetterReader): void {
  if (port === null) throw new Error('a reader runs in a worker thread only');
  const report = (message: ReaderReport): void => port.postMessage(message);
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
}
