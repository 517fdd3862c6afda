/** As thread.ts, but the thread stays when its database is closed, and opens the next one that it is told to. */
import { parentPort } from 'node:worker_threads';
import { faultData, OPENING, type Answer, type Request } from '../messages.ts';
import { openDatabase } from '../opened.ts';
import { answerReading } from '../reader.ts';
import type { ThreadData } from '../thread.ts';
import { later, makeWriter } from '../writer.ts';

export type ToKept = { readonly open: ThreadData } | Request;

let serve: (request: Request) => void = () => {
  throw new Error('no database is open');
};
const post = (answer: Answer): void => parentPort?.postMessage(answer);

function open({ as, ...options }: ThreadData): void {
  try {
    const database = openDatabase(options, as);
    const writer = makeWriter(database, post, later);
    serve = as === 'writer' ? writer.receive : (request) => post(answerReading(database, request));
    post({ id: OPENING, ok: true, result: null });
  } catch (error) {
    post({ id: OPENING, ok: false, fault: faultData(error) });
  }
}

parentPort?.on('message', (message: ToKept) => ('open' in message ? open(message.open) : serve(message)));
