import { parentPort } from 'node:worker_threads';
import type { ReaderReport, ReaderTask } from './reader-pool.ts';

/** A reader thread that does what the letter says: `loop`, `eat` memory, `exit`, `throw`, `never`, `wait`; anything else is read. For the tests of the pool. */
const port = parentPort;
if (port === null) throw new Error('a worker thread only');
const report = (message: ReaderReport): void => port.postMessage(message);
setInterval(() => report({ kind: 'beat' }), 20);

const eat = (): never => {
  const kept: string[][] = [];
  for (;;) kept.push(Array.from({ length: 100_000 }, (_, at) => `piece ${at}`));
};

port.on('message', ({ id, letter }: ReaderTask) => {
  const word = Buffer.from(letter.bytes).toString('latin1');
  const answer = (): void => report({ kind: 'outcome', id, outcome: { kind: 'retry', reason: word } });
  if (word === 'loop') for (;;) word.charCodeAt(0);
  if (word === 'eat') eat();
  if (word === 'exit') process.exit(3);
  if (word === 'throw') return report({ kind: 'fault', id, detail: 'Error: broken' });
  if (word === 'never') return undefined;
  if (word === 'wait') return void setTimeout(answer, 100);
  return answer();
});

report({ kind: 'ready' });
